//! Text as people type it: counted by character, folded in width.

/// How many characters a text has (a character beyond the basic plane counts as one).
pub fn chars(text: &str) -> usize {
    text.chars().count()
}

/// Full-width digits, letters, signs and spaces as their plain forms; everything else is kept.
pub fn fold_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '\u{3000}' => ' ',
            '−' | '–' | '—' => '-',
            _ => c,
        })
        .collect()
}

/// Whether typed letters begin a run of pinyin initials: `zsf` finds 张三丰 by `zsf`, and so does `sf`.
pub fn initials_match(initials: &str, typed: &str) -> bool {
    !typed.is_empty() && initials.contains(&typed.to_ascii_lowercase())
}
