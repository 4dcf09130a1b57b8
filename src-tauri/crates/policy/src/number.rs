//! Numbers as people write them, and why one can't be taken.

use domain::{fold_width, parse_scaled};

/// Why a text is no number that can be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotTaken {
    /// No number at all.
    NoNumber,
    /// A number with too many places.
    TooPrecise,
    /// A number that is too large.
    TooLarge,
}

/// A decimal number with at most `places` places and no larger than `most`, scaled.
pub(crate) fn number(text: &str, places: u32, most: i64) -> Result<i64, NotTaken> {
    let text = fold_width(text);
    let text = text.trim();
    match parse_scaled(text, places) {
        Some(value) if value.unsigned_abs() <= most.unsigned_abs() => return Ok(value),
        Some(_) => return Err(NotTaken::TooLarge),
        None => {}
    }
    let digits = text.trim_start_matches(['-', '+']);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if text.len() - digits.len() > 1 || !plain(whole) || !plain(fraction) {
        return Err(NotTaken::NoNumber);
    }
    let too_many = fraction.trim_end_matches('0').len() > places as usize;
    Err(if too_many { NotTaken::TooPrecise } else { NotTaken::TooLarge })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<i64, NotTaken>) {
        assert_eq!(number(text, 2, 1_000_000), expected, "{text}");
    }

    #[test]
    fn a_number_that_cannot_be_taken_is_told_from_what_is_none() {
        check("８０.00", Ok(8000));
        check("-80.500", Ok(-8050));
        check("80.005", Err(NotTaken::TooPrecise));
        check("10000.01", Err(NotTaken::TooLarge));
        check("-99999999999999999999", Err(NotTaken::TooLarge));
        for text in ["", "80分", "1,000", "8.", ".5", "--1", "1e3"] {
            check(text, Err(NotTaken::NoNumber));
        }
    }
}
