//! What a mark's cell says.

use domain::{Score, State, fold_width};

use super::MarkCell;
use crate::{
    body::{Row, tidy},
    problem::Findings,
    table::{Cell, CellKind},
};

/// Reads the mark at a column; `None` after telling what is wrong with it.
pub(super) fn at(row: &Row<'_>, col: usize, findings: &mut Findings) -> Option<MarkCell> {
    let cell = row.table.cell(row.row, col);
    let address = row.table.address(row.row, col);
    let read = read(cell);
    let merged = row.table.region(row.row, col).is_some_and(|r| r.first != r.last);
    let code = match read {
        Ok(value) => {
            // A word may be merged over one person's row; a mark over several cells is nobody's for certain.
            let shared =
                merged && value != MarkCell::Blank && (row.merged_down(col) || !matches!(value, MarkCell::State(_)));
            if !shared {
                return Some(value);
            }
            "mark-merged"
        }
        Err(code) => code,
    };
    let found = findings.problem(code, &crate::table::address(row.row, col), &[("value", cell.text.trim())]);
    if code == "mark-merged" {
        let whole = row.table.region(row.row, col).map(|r| crate::table::address(r.last.0, r.last.1));
        found.args.insert("other".into(), whole.map_or_else(|| address.clone(), |last| format!("{address}:{last}")));
    }
    if code == "bad-mark"
        && matches!(tidy(&cell.text).as_str(), "请假" | "缺席" | "缺" | "免" | "未检" | "未查" | "未考" | "/" | "-")
    {
        found.choices = [State::Absent, State::Exempt, State::Uninspected].iter().map(|s| s.zh().to_string()).collect();
    }
    None
}

fn read(cell: &Cell) -> Result<MarkCell, &'static str> {
    match cell.kind {
        CellKind::Empty => return Ok(MarkCell::Blank),
        CellKind::Error => return Err("cell-error"),
        CellKind::Date => return Err("mark-is-date"),
        CellKind::Text | CellKind::Number | CellKind::LongNumber => {}
    }
    let text = tidy(&fold_width(&cell.text));
    if let Some(state) = State::parse(&text).filter(|state| *state != State::Assessed) {
        return Ok(MarkCell::State(state));
    }
    let lost = text.strip_prefix(['扣', '减', '-']);
    let size = lost.unwrap_or(&text);
    if size.starts_with(['-', '+']) {
        return Err("bad-mark");
    }
    match Score::parse(size) {
        Some(score) if lost.is_some() => Ok(MarkCell::Lost(score)),
        Some(score) => Ok(MarkCell::Earned(score)),
        None => {
            let digits = size.trim_end_matches('分');
            let long = domain::decimal_places(digits) > 2 && domain::parse_scaled(digits, 15).is_some();
            Err(if long { "mark-decimals" } else { "bad-mark" })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<MarkCell, &str>) {
        assert_eq!(read(&Cell::text(text)), expected, "{text}");
    }

    #[test]
    fn marks_are_read_as_offices_type_them() {
        check("85.5分", Ok(MarkCell::Earned(Score(8550))));
        check("８５．５", Ok(MarkCell::Earned(Score(8550))));
        check("０", Ok(MarkCell::Earned(Score(0))));
        check("-0.5", Ok(MarkCell::Lost(Score(50))));
        check("−２分", Ok(MarkCell::Lost(Score(200))));
        check("扣2", Ok(MarkCell::Lost(Score(200))));
        check("扣 0.5 分", Ok(MarkCell::Lost(Score(50))));
        check("缺 勤", Ok(MarkCell::State(State::Absent)));
        check("免考", Ok(MarkCell::State(State::Exempt)));
        check("未考评", Ok(MarkCell::State(State::Uninspected)));
        check("　", Ok(MarkCell::Blank));
    }

    #[test]
    fn anything_else_is_no_mark() {
        for text in ["优", "85-90", "扣-2", "+2", "8 5 分钟", "85,5", "请假", "考评", "扣", "1e2"] {
            check(text, Err("bad-mark"));
        }
        check("85.125", Err("mark-decimals"));
    }
}
