//! Decimal text to scaled integers and back, never through a float.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::fmt;

use crate::text::fold_width;

/// A score in hundredths of a point: 94.50 is `Score(9450)`. In JSON it is text with two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, ts_rs::TS)]
#[ts(type = "string")]
pub struct Score(pub i64);

impl Score {
    /// Reads decimal text with at most two places; full-width digits and a trailing 分 are accepted, as offices type them.
    ///
    /// Returns `None` for anything else, an empty text included: a missing score is never 0.
    pub fn parse(text: &str) -> Option<Self> {
        let folded = fold_width(text.trim());
        parse_scaled(folded.strip_suffix('分').unwrap_or(&folded).trim(), 2).map(Self)
    }
}

impl fmt::Display for Score {
    /// Always two decimals: `94.50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&render_scaled(self.0, 2))
    }
}

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom(format!("no score: {text}")))
    }
}

/// Reads decimal text as an integer scaled by `10^places`; `None` when it is no plain decimal, has more places, or is
/// too large. Signs `+ - −` are accepted; thousands separators and exponents are not.
pub fn parse_scaled(text: &str, places: u32) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (digits, ""),
    };
    let plain = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(fraction) {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > places as usize {
        return None;
    }
    let mut value: i64 = 0;
    let padded = fraction.bytes().chain(std::iter::repeat(b'0')).take(places as usize);
    for digit in whole.bytes().chain(padded) {
        value = value.checked_mul(10)?.checked_add(i64::from(digit - b'0'))?;
    }
    Some(if negative { -value } else { value })
}

/// The decimal text of an integer scaled by `10^places`, with exactly that many decimals.
pub fn render_scaled(value: i64, places: u32) -> String {
    let unit = 10_u64.pow(places);
    let size = value.unsigned_abs();
    let sign = if value < 0 { "-" } else { "" };
    if places == 0 {
        return format!("{sign}{size}");
    }
    format!("{sign}{}.{:0width$}", size / unit, size % unit, width = places as usize)
}

/// How many decimals a plain decimal text has, trailing zeros not counted.
pub fn decimal_places(text: &str) -> usize {
    text.split_once('.').map_or(0, |(_, fraction)| fraction.trim_end_matches('0').len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<i64>) {
        assert_eq!(Score::parse(text).map(|s| s.0), expected, "{text}");
    }

    #[test]
    fn a_score_is_read_from_its_text_as_offices_type_it() {
        check("94.5", Some(9450));
        check("９４．５", Some(9450));
        check("85.5分", Some(8550));
        check("-0.5", Some(-50));
        check("−2", Some(-200));
        check("87.460", Some(8746));
    }

    #[test]
    fn what_is_no_plain_decimal_is_no_score() {
        for text in ["", " ", "8 5", "85,5", "85.", ".5", "1e2", "85.123", "缺勤", "99999999999999999999"] {
            check(text, None);
        }
    }

    #[test]
    fn a_score_is_written_with_two_decimals() {
        assert_eq!(Score(-5).to_string(), "-0.05");
        assert_eq!(Score(9000).to_string(), "90.00");
    }
}
