//! No blank box is ever printed: texts are looked up in the fonts before, and the laid-out glyphs are looked at after.

use crate::fonts::FontSet;
use domain::Problem;
use serde_json::Value;
use std::collections::BTreeSet;
use typst::layout::{Frame, FrameItem};

/// Whether a character draws nothing by itself: spaces, line breaks, joiners, variation selectors.
fn draws_nothing(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// The characters of a text that no font of the set has, each once, in order.
pub(crate) fn missing(fonts: &FontSet, text: &str) -> Vec<char> {
    let mut seen = Vec::new();
    for c in text.chars() {
        if !draws_nothing(c) && !fonts.has(c) && !seen.contains(&c) {
            seen.push(c);
        }
    }
    seen
}

/// A problem for each character that can't be printed, in each field of the data. `skip` names fields that aren't printed.
pub(crate) fn unprintable(fonts: &FontSet, data: &Value, skip: &[&str]) -> Vec<Problem> {
    let mut problems = Vec::new();
    walk_texts(data, &mut String::new(), "", skip, &mut |path, field, text| {
        for c in missing(fonts, text) {
            problems.push(glyph_missing(c, text).at(path).with("field", field));
        }
    });
    problems
}

/// The characters that only the font for rare characters has.
pub(crate) fn rare(fonts: &FontSet, data: &Value) -> String {
    let mut found = BTreeSet::new();
    walk_texts(data, &mut String::new(), "", &[], &mut |_, _, text| {
        // Everything below the ideographs of Extension A is in the main fonts or in none.
        found.extend(text.chars().filter(|&c| c >= '\u{3400}' && fonts.is_rare(c)));
    });
    found.into_iter().collect()
}

/// Private codes that old systems gave to characters which have a public one by now; such names still come in files.
const OLD_CODES: [(char, char); 15] = [
    ('\u{e816}', '\u{20087}'),
    ('\u{e817}', '\u{20089}'),
    ('\u{e818}', '\u{200cc}'),
    ('\u{e81e}', '\u{9fb4}'),
    ('\u{e826}', '\u{9fb5}'),
    ('\u{e82b}', '\u{9fb6}'),
    ('\u{e82c}', '\u{9fb7}'),
    ('\u{e831}', '\u{215d7}'),
    ('\u{e832}', '\u{9fb8}'),
    ('\u{e83b}', '\u{2298f}'),
    ('\u{e843}', '\u{9fb9}'),
    ('\u{e854}', '\u{9fba}'),
    ('\u{e855}', '\u{241fe}'),
    ('\u{e863}', '䶮'),
    ('\u{e864}', '\u{9fbb}'),
];

fn glyph_missing(c: char, text: &str) -> Problem {
    let problem = match OLD_CODES.iter().find(|(old, _)| *old == c) {
        Some((_, public)) => Problem::new("glyph-private").with("instead", public),
        None => Problem::new("glyph-missing"),
    };
    problem.with("char", c).with("code", format!("U+{:04X}", c as u32)).with("text", text)
}

fn walk_texts(data: &Value, path: &mut String, field: &str, skip: &[&str], visit: &mut dyn FnMut(&str, &str, &str)) {
    match data {
        Value::String(text) => visit(path, field, text),
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                let length = path.len();
                path.push_str(&format!("[{i}]"));
                walk_texts(item, path, field, skip, visit);
                path.truncate(length);
            }
        }
        Value::Object(fields) => {
            for (name, item) in fields.iter().filter(|(name, _)| !skip.contains(&name.as_str())) {
                let length = path.len();
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(name);
                walk_texts(item, path, name, skip, visit);
                path.truncate(length);
            }
        }
        _ => {}
    }
}

/// A problem for each blank box in laid-out pages; there is none unless a template names a font without fallback.
pub(crate) fn blank_boxes<'a>(frames: impl Iterator<Item = &'a Frame>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (page, frame) in frames.enumerate() {
        walk_frame(frame, &mut |item| {
            let FrameItem::Text(text) = item else { return };
            for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
                let cluster = text.text.get(glyph.range()).unwrap_or_default();
                if let Some(c) = cluster.chars().find(|&c| !draws_nothing(c)) {
                    problems.push(glyph_missing(c, &text.text).at(page + 1).with("field", "page"));
                }
            }
        });
    }
    problems
}

/// Every item of a frame, groups opened.
pub(crate) fn walk_frame(frame: &Frame, visit: &mut dyn FnMut(&FrameItem)) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => walk_frame(&group.frame, visit),
            _ => visit(item),
        }
    }
}
