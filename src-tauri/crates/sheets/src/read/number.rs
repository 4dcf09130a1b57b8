//! Numbers as the person who typed them sees them.

/// The plain decimal text of a stored number at the 15 digits that Excel keeps, and whether it had more before the
/// decimal point, so that its last digits are no longer what was typed.
pub(super) fn plain(value: f64) -> (String, bool) {
    let scientific = format!("{value:.14e}");
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return (scientific, false) };
    let Ok(exponent) = exponent.parse::<i32>() else { return (scientific, false) };
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return ("0".into(), false);
    }
    if !(-9..=20).contains(&exponent) {
        return (format!("{value:e}"), true);
    }
    let text = if exponent < 0 {
        format!("{sign}0.{}{digits}", "0".repeat(exponent.unsigned_abs() as usize - 1))
    } else {
        let whole = exponent as usize + 1;
        match digits.get(whole..) {
            Some("") => format!("{sign}{digits}"),
            Some(fraction) => format!("{sign}{}.{fraction}", &digits[..whole]),
            None => format!("{sign}{digits}{}", "0".repeat(whole - digits.len())),
        }
    };
    (text, exponent >= 15)
}

/// The zeros that a format such as `000000` shows before a whole number.
pub(super) fn padded(text: String, format: &str) -> String {
    let zeros = format.len() > 1 && format.bytes().all(|b| b == b'0');
    let whole = text.bytes().all(|b| b.is_ascii_digit());
    if zeros && whole { format!("{text:0>width$}", width = format.len()) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_is_seen() {
        let check = |value, expected: &str, long| assert_eq!(plain(value), (expected.to_string(), long));
        check(85.5, "85.5", false);
        check(85.499_999_999_999_99, "85.5", false);
        check(0.1 + 0.2, "0.3", false);
        check(-0.05, "-0.05", false);
        check(0.0, "0", false);
        check(13_800_000_000.0, "13800000000", false);
        check(330_102_101_201_003.0, "330102101201003", false);
        check(3.301_021_012_010_03e17, "330102101201003000", true);
        check(1e30, "1e30", true);
    }

    #[test]
    fn a_code_formatted_with_zeros_keeps_them() {
        assert_eq!(padded("7".into(), "000"), "007");
        assert_eq!(padded("7".into(), "0"), "7");
        assert_eq!(padded("7.5".into(), "000"), "7.5");
        assert_eq!(padded("7".into(), "General"), "7");
    }
}
