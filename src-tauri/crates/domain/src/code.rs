//! Grid codes: the 12-digit village code of GB/T 10114 and a sequence.

use std::fmt;

/// 6 digits of the county, 3 of the township, 3 of the village.
pub const VILLAGE_CODE_DIGITS: usize = 12;

/// A grid's code. A code is never reused, not even after the grid is closed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GridCode(String);

impl GridCode {
    /// Reads a code of digits: 9 for the township, 12 for a village, more for what lies below it.
    pub fn parse(text: &str) -> Option<Self> {
        let text = crate::fold_width(text.trim());
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        (digits && (text.len() == 9 || (12..=20).contains(&text.len()))).then_some(Self(text))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The village's 12 digits, when the code reaches that far.
    pub fn village(&self) -> Option<&str> {
        self.0.get(..VILLAGE_CODE_DIGITS)
    }
}

impl fmt::Display for GridCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
