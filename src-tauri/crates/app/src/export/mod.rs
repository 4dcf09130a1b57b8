//! Everything as plain tables that open without this program: workbooks for people, csv for other programs, policies
//! as the files that they are.

mod defects;
mod months;
mod register;
#[cfg(test)]
mod tests;
mod what_if;

use std::path::{Path, PathBuf};

use domain::{Date, Month, Outcome};
use sheets::{Column, Kind, Out, TableModel};
use words::{Lang, Words};

use crate::{Office, policies::write_file};

/// Where the csv files lie beside the workbooks.
const CSV: &str = "csv";

impl Office {
    /// Writes everything into a folder, or of the months one alone; answers with the files.
    pub fn export_all(&mut self, folder: &Path, month: Option<Month>) -> Outcome<Vec<PathBuf>> {
        let asked = self.language();
        // What is handed on is read by other offices: Chinese, whatever the screen speaks.
        self.set_lang(Lang::ZhCn);
        let written = self.exported(folder, month);
        self.set_lang(asked);
        written
    }

    fn language(&self) -> Lang {
        self.words.lang()
    }

    fn exported(&mut self, folder: &Path, month: Option<Month>) -> Outcome<Vec<PathBuf>> {
        let months = match month {
            Some(month) => vec![self.month_record(month)?],
            None => self.store.months()?,
        };
        let mut out = Export { folder, day: self.clock.today(), files: Vec::new() };
        let mut register = self.register_tables()?;
        register.push(self.common_table()?);
        out.book(&self.export_word("book-register"), "", &register)?;
        for record in &months {
            let name = record.month.to_string();
            let tables = self.month_tables(record)?;
            out.book(&name, &name, &tables)?;
        }
        let journal = self.journal_table()?;
        out.book(&self.export_word("book-journal"), "", &[journal])?;
        for policy in self.store.policies()? {
            let name = format!("{}-{}.yaml", policy.scheme, policy.from);
            out.file(&Path::new(&self.export_word("book-policies")).join(name), policy.file.as_bytes())?;
        }
        Ok(out.files)
    }

    fn export_word(&self, key: &str) -> String {
        self.words.text(&format!("export.{key}"), &[] as &[(&str, &str)])
    }

    /// A table with its words: the name, and the headers with `|` between.
    fn export_table(&self, key: &str, kinds: &[(Kind, u16)], rows: Vec<Vec<Out>>) -> TableModel {
        table(self.words, key, kinds, rows)
    }

    fn journal_table(&self) -> Outcome<TableModel> {
        use Kind::{Integer, Text};
        let mut rows = Vec::new();
        for line in self.journal(u32::MAX, None)?.into_iter().rev() {
            let undone = if line.undone { self.export_word("undone") } else { String::new() };
            rows.push(vec![
                Out::Integer(line.id),
                text(&line.at),
                text(&line.by),
                text(&line.text),
                text(line.reason.as_deref().unwrap_or_default()),
                text(&undone),
            ]);
        }
        let kinds = [(Integer, 8), (Text, 20), (Text, 10), (Text, 60), (Text, 30), (Text, 8)];
        Ok(self.export_table("journal", &kinds, rows))
    }
}

fn table(words: Words, key: &str, kinds: &[(Kind, u16)], rows: Vec<Vec<Out>>) -> TableModel {
    let word = |part: &str| words.text(&format!("export.{key}.{part}"), &[] as &[(&str, &str)]);
    let columns = word("columns");
    TableModel {
        name: word("name"),
        columns: columns
            .split('|')
            .zip(kinds)
            .map(|(header, (kind, width))| Column::new(header, *kind, *width))
            .collect(),
        rows,
        landscape: kinds.len() > 7,
        ..TableModel::default()
    }
}

/// A blank where there is nothing to say.
fn text(value: &str) -> Out {
    if value.is_empty() { Out::Blank } else { Out::from(value) }
}

/// Files as they are written.
struct Export<'a> {
    folder: &'a Path,
    day: Date,
    files: Vec<PathBuf>,
}

impl Export<'_> {
    fn file(&mut self, name: &Path, bytes: &[u8]) -> Outcome<()> {
        let path = self.folder.join(name);
        write_file(&path, bytes)?;
        self.files.push(path);
        Ok(())
    }

    /// A workbook with a sheet for each table, and each table as csv in a folder of its own.
    fn book(&mut self, name: &str, csv_folder: &str, tables: &[TableModel]) -> Outcome<()> {
        self.file(Path::new(&format!("{name}.xlsx")), &sheets::workbook(tables, self.day)?)?;
        for table in tables {
            let name = format!("{}.csv", table.name.replace('/', "-"));
            self.file(&Path::new(CSV).join(csv_folder).join(name), &sheets::csv(table))?;
        }
        Ok(())
    }
}
