//! What a step is for, by its name.

/// Whether a step's name says that it checks or decides (methods §8), word by word: *đăng ký* is no
/// signature and *quá trình* submits nothing.
pub(super) fn is_check(step: &str) -> bool {
    const ENGLISH: [&str; 17] = [
        "check",
        "checks",
        "checking",
        "determine",
        "verify",
        "verification",
        "appraise",
        "appraisal",
        "approve",
        "approved",
        "approval",
        "checked",
        "verified",
        "assess",
        "assessment",
        "review",
        "reviewed",
    ];
    let lower = step.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    if words.iter().any(|w| ENGLISH.contains(w)) {
        return true;
    }
    // Without marks only whole expressions are told apart: "ky" is a signature or a term.
    let marked = !lower.is_ascii();
    let pairs = |first: &str, second: &str| words.windows(2).any(|w| w == [first, second]);
    let word_after = |word: &str, not_after: &[&str]| {
        words.iter().enumerate().any(|(at, w)| {
            let before = at.checked_sub(1).and_then(|i| words.get(i)).copied().unwrap_or_default();
            *w == word && !not_after.contains(&before)
        })
    };
    if marked {
        pairs("thẩm", "định")
            || pairs("thẩm", "tra")
            || pairs("kiểm", "tra")
            || word_after("trình", &["quá", "quy", "công", "chương", "lộ", "tiến", "hành", "giáo"])
            || word_after("duyệt", &[])
            || word_after("ký", &["đăng", "nhật", "chữ"])
    } else {
        pairs("tham", "dinh")
            || pairs("tham", "tra")
            || pairs("kiem", "tra")
            || pairs("trinh", "ky")
            || pairs("trinh", "lanh")
            || pairs("ky", "duyet")
            || pairs("phe", "duyet")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_are_told_by_whole_words() {
        for step in [
            "T02 Check confirmation of receipt",
            "T06 Determine necessity of stop advice",
            "Declaration FINAL_APPROVED by SUPERVISOR",
            "Thẩm định",
            "Kiểm tra thực địa",
            "Trình lãnh đạo phòng",
            "Ký duyệt",
            "Kiem tra ho so",
            "TRÌNH KÝ",
        ] {
            assert!(is_check(step), "{step}");
        }
        for step in [
            "T03 Adjust confirmation of receipt",
            "Đăng ký",
            "Quá trình xử lý",
            "Tiếp nhận",
            "Văn thư đóng dấu",
            "Trả kết quả",
            "Dang ky",
            "Checkout desk",
            "Kỳ báo cáo",
        ] {
            assert!(!is_check(step), "{step}");
        }
    }
}
