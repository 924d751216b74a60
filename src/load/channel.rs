//! Channels by their many labels.

use super::heading;

/// Labels seen (domain §2), as [`heading::key`] writes them. A number stands for
/// the national list KenhThucHien: 1 at the counter, 2 on line, 3 by public post.
const LABELS: [(&str, &[&str]); 3] = [
    (
        "counter",
        &[
            "1",
            "counter",
            "desk",
            "office",
            "inperson",
            "walkin",
            "paper",
            "tructiep",
            "noptructiep",
            "taiquay",
            "motcua",
            "bophanmotcua",
            "taibophanmotcua",
            "nhantructiep",
            "tructieptaibophanmotcua",
        ],
    ),
    (
        "online",
        &[
            "2",
            "online",
            "internet",
            "web",
            "portal",
            "email",
            "tructuyen",
            "noptructuyen",
            "quamang",
            "quainternet",
            "quacongdichvucong",
            "dichvucong",
            "dichvucongtructuyen",
            "dvc",
            "dvctt",
            "nopquamang",
            "tructuyentoantrinh",
            "tructuyenmotphan",
        ],
    ),
    (
        "post",
        &[
            "3",
            "post",
            "mail",
            "bypost",
            "publicpost",
            "buuchinh",
            "quabuuchinh",
            "bcci",
            "quabcci",
            "buuchinhcongich",
            "quadichvubuuchinh",
            "dichvubuuchinhcongich",
            "quabuuchinhcongich",
            "quabuudien",
            "buudien",
        ],
    ),
];

/// The channel that a label means; an unknown label stays as it is.
pub(super) fn channel(label: &str) -> &str {
    let key = heading::key(label);
    LABELS.iter().find(|(_, labels)| labels.contains(&key.as_str())).map_or(label, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_either_language_mean_one_channel() {
        assert_eq!(channel("Trực tiếp"), "counter");
        assert_eq!(channel("Desk"), "counter");
        assert_eq!(channel("TRỰC TUYẾN"), "online");
        assert_eq!(channel("e-mail"), "online");
        assert_eq!(channel("Internet"), "online");
        assert_eq!(channel("2"), "online");
        assert_eq!(channel("Qua BCCI"), "post");
        assert_eq!(channel("Post"), "post");
        assert_eq!(channel("Intern"), "Intern");
    }
}
