//! A table of facts made as small as it goes while something about it still holds.

/// Leaves out months, then people, then rows, as long as `still` holds of what is left.
pub fn smallest(table: &str, mut still: impl FnMut(&str) -> bool) -> String {
    let mut lines = table.lines();
    let header = lines.next().unwrap_or_default();
    let mut rows: Vec<&str> = lines.collect();
    let written = |rows: &[&str]| [&[header], rows].concat().join("\n") + "\n";
    loop {
        let before = rows.len();
        for part in [month, person, row] {
            let mut parts: Vec<String> = rows.iter().map(|row| part(row)).collect();
            parts.dedup();
            parts.sort();
            parts.dedup();
            for left_out in parts {
                let fewer: Vec<&str> = rows.iter().copied().filter(|row| part(row) != left_out).collect();
                if fewer.len() < rows.len() && still(&written(&fewer)) {
                    rows = fewer;
                }
            }
        }
        if rows.len() == before {
            return written(&rows);
        }
    }
}

fn cell(row: &str, at: usize) -> String {
    row.split(',').nth(at).unwrap_or_default().to_string()
}

fn month(row: &str) -> String {
    cell(row, 0)
}

fn person(row: &str) -> String {
    cell(row, 1)
}

fn row(row: &str) -> String {
    row.to_string()
}

#[test]
fn what_does_not_matter_is_left_out() {
    let table = "head\n2026-01,甲,a\n2026-01,乙,b\n2026-02,甲,a\n2026-02,乙,c\n2026-02,乙,d\n";
    let small = smallest(table, |table| table.contains("乙,c") && table.contains("甲"));
    assert_eq!(small, "head\n2026-02,甲,a\n2026-02,乙,c\n");
}
