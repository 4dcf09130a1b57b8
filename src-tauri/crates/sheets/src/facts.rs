//! FACTS.csv: facts of any month as plain rows, with the line that each stands on.

use domain::{Fault, Problem};

use crate::read::{decode, records};

/// One row. Texts are trimmed; an absent one is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FactRow {
    /// The line that the row begins on, from 1.
    pub line: u32,
    /// `2026-05`.
    pub month: String,
    /// Whom it is about.
    pub subject: String,
    /// The group that the subject is ranked in.
    pub group: String,
    /// The kind of fact.
    pub fact: String,
    /// What the kind is about: an indicator, a state, a decision.
    pub item: String,
    /// Decimal text.
    pub value: String,
    /// Where it comes from.
    pub source: String,
    /// A date, or empty.
    pub date: String,
    /// A role, or empty.
    pub role: String,
}

pub(crate) const COLUMNS: [&str; 9] = ["month", "subject", "group", "fact", "item", "value", "source", "date", "role"];
/// The first of the columns that may be missing.
pub(crate) const OPTIONAL: usize = 7;

/// Reads the facts; every problem is named with its line.
pub fn facts(bytes: &[u8], file_name: &str) -> Result<Vec<FactRow>, Fault> {
    let refuse = |problem: Problem| Fault::unreadable(problem.at(file_name));
    let text = decode(bytes).map_err(refuse)?;
    let mut records =
        records(&text, ',').map_err(refuse)?.into_iter().filter(|r| r.fields.iter().any(|f| !f.trim().is_empty()));
    let Some(header) = records.next() else { return Err(refuse(Problem::new("file-empty"))) };
    let mut problems = Vec::new();
    let at = |line: u32, problem: Problem| problem.at(format!("{file_name}:{line}")).with("line", line);
    let mut order = Vec::with_capacity(header.fields.len());
    for name in &header.fields {
        let name = name.trim().to_ascii_lowercase();
        let index = COLUMNS.iter().position(|known| *known == name);
        let code = match index {
            None => "facts-unknown-column",
            Some(index) if order.contains(&Some(index)) => "facts-column-twice",
            Some(_) => "",
        };
        if !code.is_empty() {
            problems.push(at(header.line, Problem::new(code).with("column", &name).with("known", COLUMNS.join(", "))));
        }
        order.push(index);
    }
    for (index, name) in COLUMNS.iter().enumerate().take(OPTIONAL) {
        if !order.contains(&Some(index)) {
            problems.push(at(header.line, Problem::new("facts-missing-column").with("column", name)));
        }
    }
    let mut rows = Vec::new();
    for record in records {
        if record.fields.len() != order.len() {
            let problem = Problem::new("facts-width").with("found", record.fields.len()).with("expected", order.len());
            problems.push(at(record.line, problem));
            continue;
        }
        let mut row = FactRow { line: record.line, ..FactRow::default() };
        for (index, field) in order.iter().zip(record.fields) {
            let slot = match index {
                Some(0) => &mut row.month,
                Some(1) => &mut row.subject,
                Some(2) => &mut row.group,
                Some(3) => &mut row.fact,
                Some(4) => &mut row.item,
                Some(5) => &mut row.value,
                Some(6) => &mut row.source,
                Some(7) => &mut row.date,
                Some(8) => &mut row.role,
                _ => continue,
            };
            *slot = field.trim().to_string();
        }
        rows.push(row);
    }
    if problems.is_empty() { Ok(rows) } else { Err(Fault { problems, unreadable: true }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_lines() {
        let text = "\u{feff}month,subject,group,fact,item,value,source\r\n2026-05,甲,,mark,\"道路\r\n两侧\",9.5,集中检查/1\r\n\r\n2026-05,乙,,score,,87.00,\r\n";
        let rows = facts(text.as_bytes(), "FACTS.csv").unwrap();
        assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 5]);
        assert_eq!(
            (rows[0].item.as_str(), rows[0].source.as_str(), rows[1].value.as_str()),
            ("道路\r\n两侧", "集中检查/1", "87.00")
        );
    }

    #[test]
    fn columns_come_in_any_order_and_the_last_two_may_be_missing() {
        let rows =
            facts(b"role,fact,month,subject,group,item,value,source\nhead,mark,2026-05,a,g,i,1,s", "f.csv").unwrap();
        assert_eq!((rows[0].role.as_str(), rows[0].month.as_str(), rows[0].date.as_str()), ("head", "2026-05", ""));
    }

    #[test]
    fn every_fault_of_the_table_is_told_at_once_with_its_line() {
        let check = |text: &str, expected: &[(&str, &str)]| {
            let fault = facts(text.as_bytes(), "f.csv").unwrap_err();
            let found: Vec<_> = fault.problems.iter().map(|p| (p.code.as_str(), p.place.as_str())).collect();
            assert_eq!(found, expected);
            assert!(fault.unreadable);
        };
        check(
            "month,subject,group,fact,item,value,month,colour\n2026-05,a,g,mark\n",
            &[
                ("facts-column-twice", "f.csv:1"),
                ("facts-unknown-column", "f.csv:1"),
                ("facts-missing-column", "f.csv:1"),
                ("facts-width", "f.csv:2"),
            ],
        );
        check("", &[("file-empty", "f.csv")]);
        check("month,\"subject\n", &[("csv-open-quote", "f.csv")]);
    }
}
