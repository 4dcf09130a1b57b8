//! Grid codes that are given when nobody types one.

use domain::{GridLevel, VILLAGE_CODE_DIGITS};

use crate::draft::Draft;

/// 行政村 are numbered from 200 on (GB/T 10114 keeps the numbers below for residents' committees).
const FIRST_VILLAGE: u64 = 201;
/// Digits of the sequence below a village where the file has none yet to go by.
const SEQUENCE: usize = 3;
/// A township whose code nobody has typed yet; the check of the file reminds of it.
pub(crate) const PROVISIONAL: &str = "000000000";

/// The next code below a prefix: one more than any that is there, was there, or once belonged to a grid.
pub(crate) fn next_code(draft: &Draft, level: GridLevel, prefix: &str) -> String {
    let (prefix, digits, first) = match level {
        GridLevel::Township => return PROVISIONAL.into(),
        GridLevel::Village => {
            (prefix.to_string(), VILLAGE_CODE_DIGITS - prefix.len().min(VILLAGE_CODE_DIGITS), FIRST_VILLAGE)
        }
        // No village has the number 000, so what lies above the villages is numbered below it.
        GridLevel::Area => (format!("{prefix}000"), 2, 1),
        GridLevel::Group | GridLevel::Micro => (prefix.to_string(), 0, 1),
    };
    let all = draft.after.grids.iter().map(|g| g.code.as_str()).chain(draft.retired().keys().map(String::as_str));
    let used: Vec<&str> =
        all.filter_map(|code| code.strip_prefix(prefix.as_str())).filter(|rest| !rest.is_empty()).collect();
    let digits = match digits {
        0 => used.iter().map(|rest| rest.len()).max().unwrap_or(SEQUENCE),
        fixed => fixed,
    };
    let last = used.iter().filter(|rest| rest.len() == digits).filter_map(|rest| rest.parse::<u64>().ok()).max();
    let mut next = last.map_or(first, |last| (last + 1).max(first));
    loop {
        let code = format!("{prefix}{next:0digits$}");
        if !draft.code_taken(&code) {
            return code;
        }
        next += 1;
    }
}
