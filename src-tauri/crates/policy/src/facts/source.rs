//! The inspection that a mark names: its kind, after a slash its number, after an at sign the grid.

/// The source as the engine tells inspections apart: one way of writing for each; `None` for what is no inspection.
pub(super) fn inspection(text: &str) -> Option<String> {
    let text = text.replace('／', "/").replace('＠', "@");
    let (inspection, grid) = match text.split_once('@') {
        Some((_, grid)) if grid.trim().is_empty() => return None,
        Some((inspection, grid)) => (inspection, Some(grid.trim())),
        None => (text.as_str(), None),
    };
    let mut out = match inspection.split_once('/') {
        None => inspection.trim().to_string(),
        Some((kind, number)) => {
            let number = domain::fold_width(number).trim().to_string();
            let plain = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
            let number: u16 = number.parse().ok().filter(|n| plain && *n > 0)?;
            format!("{}/{number}", kind.trim())
        }
    };
    if let Some(grid) = grid {
        out = format!("{out}@{grid}");
    }
    Some(out)
}

/// The kind in a source that [`inspection`] gave.
pub(super) fn kind(source: &str) -> &str {
    source.split(['/', '@']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(inspection(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn one_inspection_is_written_in_one_way() {
        for text in ["集中检查/1", "集中检查／１", "集中检查/01", " 集中检查 / 1 "] {
            check(text, Some("集中检查/1"));
        }
        check("集中检查/1@东一格", Some("集中检查/1@东一格"));
        check("集中检查＠ 东一格", Some("集中检查@东一格"));
        check("", Some(""));
        check("/2", Some("/2"));
    }

    #[test]
    fn what_is_no_kind_and_number_is_refused() {
        for text in ["集中检查/", "集中检查/一", "集中检查/1/2", "集中检查/0", "集中检查/+1", "集中检查/1@"]
        {
            check(text, None);
        }
    }
}
