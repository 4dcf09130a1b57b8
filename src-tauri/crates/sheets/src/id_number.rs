//! Identity numbers (GB 11643: 18 places) are never taken in, and never shown in a message.

use domain::fold_width;

const PLACES: usize = 18;

/// Whether a text holds what looks like an identity number: 17 digits and a digit or X, with a month of birth in its
/// place.
pub(crate) fn is_likely(text: &str) -> bool {
    places(text).iter().any(|window| born(window))
}

/// The same with the check digit right: what a grid code hardly ever hits by chance.
pub(crate) fn is_certain(text: &str) -> bool {
    places(text).iter().any(|window| born(window) && checked(window))
}

/// The text, its digits made unreadable when an identity number is among them.
pub(crate) fn masked(text: &str) -> String {
    if is_likely(text) {
        text.chars()
            .map(|c| if fold_width(&c.to_string()).contains(|c: char| c.is_ascii_digit()) { '*' } else { c })
            .collect()
    } else {
        text.to_string()
    }
}

/// Every run of 18 characters that could be one, blanks left out.
fn places(text: &str) -> Vec<Vec<u32>> {
    if text.len() < PLACES {
        return Vec::new();
    }
    let chars: Vec<char> = fold_width(text).chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let place = |(at, c): (usize, &char)| match c {
        'X' | 'x' if at == PLACES - 1 => Some(10),
        c => c.to_digit(10),
    };
    chars.windows(PLACES).filter_map(|window| window.iter().enumerate().map(place).collect()).collect()
}

fn born(places: &[u32]) -> bool {
    let number = |range: std::ops::Range<usize>| places[range].iter().fold(0, |n, digit| n * 10 + digit);
    (1900..2100).contains(&number(6..10)) && (1..=12).contains(&number(10..12)) && (1..=31).contains(&number(12..14))
}

/// ISO 7064, MOD 11-2.
fn checked(places: &[u32]) -> bool {
    let sum = places[..PLACES - 1].iter().fold(0, |sum, digit| (sum + digit) * 2 % 11);
    (sum + places[PLACES - 1]) % 11 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identity_numbers_are_seen_and_long_codes_are_not_taken_for_them() {
        assert!(is_likely("330102199003071230"));
        assert!(is_likely("11010519491231 002x"));
        assert!(is_likely("身份证：３３０１０２１９９００３０７１２３０"));
        assert!(!is_likely("330102101201003001"));
        assert!(!is_likely("13800000000"));
        assert!(is_likely("9330102199003071230330102199003071230"));
        assert!(is_certain("330102199003071230") && is_certain("11010519491231002X"));
        assert!(is_likely("330102200201013001") && !is_certain("330102200201013001"));
    }

    #[test]
    fn a_message_never_shows_one() {
        assert_eq!(masked("身份证330102199003071230"), "身份证******************");
        assert_eq!(masked("13800000001"), "13800000001");
    }
}
