//! A table of facts as an office fills it in, with the cell that each text stands in: the columns of FACTS.csv, and
//! `document` beside them.

use crate::{
    facts::{COLUMNS, FactRow, OPTIONAL},
    problem::{CellProblem, Findings},
    table::Table,
};

/// The column of the document, which the table may have.
const DOCUMENT: usize = COLUMNS.len();

/// One row and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactLine {
    /// As in FACTS.csv.
    pub row: FactRow,
    /// The document that it rests on, or empty.
    pub document: String,
    cells: Vec<String>,
}

impl FactLine {
    /// The address of a column's cell in this row; of the row's first where the table has no such column.
    pub fn cell(&self, column: &str) -> &str {
        let at = COLUMNS.iter().position(|c| *c == column).unwrap_or(DOCUMENT);
        self.cells.get(at).filter(|cell| !cell.is_empty()).or(self.cells.first()).map_or("", String::as_str)
    }
}

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FactCells {
    /// The sheet that was read.
    pub sheet: String,
    /// Its rows.
    pub lines: Vec<FactLine>,
    /// What is wrong, at its cell.
    pub problems: Vec<CellProblem>,
}

fn column_of(text: &str) -> Option<usize> {
    let name = text.trim().to_ascii_lowercase();
    if name == "document" { Some(DOCUMENT) } else { COLUMNS.iter().position(|c| *c == name) }
}

/// Reads the first sheet that has the header of a table of facts.
pub fn fact_cells(tables: &[Table]) -> FactCells {
    let visible = || tables.iter().filter(|t| !t.hidden);
    let header =
        |t: &Table| (0..t.height()).find(|row| t.row(*row).iter().filter_map(|c| column_of(&c.text)).count() >= 3);
    let Some((table, head)) = visible().find_map(|t| Some((t, header(t)?))) else {
        let sheet = visible().next().map_or("", |t| t.sheet.as_str());
        let problem = Findings::new(sheet).at("no-header-facts", "").with("known", COLUMNS.join(", "));
        return FactCells { sheet: sheet.into(), problems: vec![problem], ..FactCells::default() };
    };
    let mut findings = Findings::new(&table.sheet);
    let (known, row) = (COLUMNS.join(", "), (head + 1).to_string());
    let mut at = [None; DOCUMENT + 1];
    for (col, cell) in table.row(head).iter().enumerate().filter(|(_, c)| !c.is_empty()) {
        let about = [("column", cell.text.trim()), ("known", &known), ("line", &row)];
        let place = table.address(head, col);
        match column_of(&cell.text) {
            None => {
                findings.problem("facts-unknown-column", &place, &about);
            }
            Some(index) if at[index].is_some() => {
                findings.problem("facts-column-twice", &place, &about);
            }
            Some(index) => at[index] = Some(col),
        }
    }
    for (index, name) in COLUMNS.iter().enumerate().take(OPTIONAL) {
        if at[index].is_none() {
            findings.problem("facts-missing-column", &table.address(head, 0), &[("column", name), ("line", &row)]);
        }
    }
    let mut lines = Vec::new();
    if findings.problems.is_empty() {
        let filled = |row: &usize| table.row(*row).iter().any(|c| !c.is_empty());
        lines = (head + 1..table.height()).filter(filled).map(|row| line(table, row, &at)).collect();
    }
    FactCells { sheet: table.sheet.clone(), lines, problems: findings.problems }
}

fn line(table: &Table, row: usize, at: &[Option<usize>]) -> FactLine {
    let text = |index: usize| at[index].map_or_else(String::new, |col| table.cell(row, col).text.trim().to_string());
    let fact = FactRow {
        line: u32::try_from(row + 1).unwrap_or(u32::MAX),
        month: text(0),
        subject: text(1),
        group: text(2),
        fact: text(3),
        item: text(4),
        value: text(5),
        source: text(6),
        date: text(7),
        role: text(8),
    };
    let cells = at.iter().map(|col| col.map_or_else(String::new, |col| table.address(row, col)));
    FactLine { row: fact, document: text(DOCUMENT), cells: cells.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> FactCells {
        fact_cells(&crate::read(text.as_bytes(), "facts.csv").unwrap())
    }

    #[test]
    fn each_text_is_known_by_its_cell_wherever_its_column_stands() {
        let found = read(
            "说明：五月\ndocument,month,subject,group,fact,item,value,source\n县财〔2026〕9号,2026-05,,,pool,奖补,500000,县财政局\n",
        );
        assert_eq!(found.problems, []);
        let line = &found.lines[0];
        assert_eq!((line.row.line, line.row.value.as_str(), line.document.as_str()), (3, "500000", "县财〔2026〕9号"));
        assert_eq!((line.cell("value"), line.cell("document"), line.cell("date")), ("G3", "A3", "B3"));
    }

    #[test]
    fn a_header_that_lacks_a_column_or_has_one_too_many_is_told_at_its_cell() {
        let check = |text: &str, expected: &[(&str, &str)]| {
            let found = read(text);
            let codes: Vec<_> = found.problems.iter().map(|p| (p.code.as_str(), p.cell.as_str())).collect();
            assert_eq!(codes, expected);
            assert_eq!(found.lines, []);
        };
        check(
            "month,subject,group,fact,item,value,colour\n",
            &[("facts-unknown-column", "G1"), ("facts-missing-column", "A1")],
        );
        check("month,subject,group,fact,item,value,source,month\n", &[("facts-column-twice", "H1")]);
        check("姓名,票数\n张三,3\n", &[("no-header-facts", "")]);
    }
}
