//! "Did you mean …": the known name that an unknown one is likely to be.

/// The candidate nearest to `word`, if it is near enough to be a slip of the pen (a third of its
/// letters); ties go to the first.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.to_lowercase().chars().collect();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let letters: Vec<char> = candidate.to_lowercase().chars().collect();
        let distance = edits(&word, &letters);
        // A word cut short is nearer than any other.
        let distance =
            if word.len() > 2 && letters.starts_with(&word) { distance.min(1) } else { distance };
        if distance <= word.len().max(letters.len()).div_ceil(3)
            && best.is_none_or(|(least, _)| distance < least)
        {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Levenshtein distance.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (y, above) in b.iter().zip(row.iter().skip(1)) {
            left = (left + 1).min(above + 1).min(diagonal + usize::from(x != y));
            diagonal = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_recognised_and_a_stranger_is_not() {
        let known = ["period", "peer_margin", "title"];
        assert_eq!(nearest("perod", known), Some("period"));
        assert_eq!(nearest("Titel", known), Some("title"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("planned", ["channel", "planned_min"]), Some("planned_min"));
        assert_eq!(nearest("", known), None);
        assert_eq!(edits(&['a', 'b', 'c'], &['a', 'c']), 1);
        assert_eq!(edits(&[], &['a', 'c']), 2);
    }
}
