//! The month's packet: every paper of it in the order of the work, numbered as a clerk files them, under a list of
//! contents to be signed.

use std::path::{Path, PathBuf};

use documents::{Contents, ContentsRow, Document};
use domain::{Month, Outcome, Problem};

use crate::{Office, boards::write_file};

use super::{
    chinese,
    desk::{Desk, long_day},
    kind::Kind,
    ready,
};

impl Office {
    /// Writes every paper of a month but the blank sheets into a folder, numbered from 01, and a list of them as 00.
    /// `watch` is told how many are done, of how many, and stops the work by answering false; what was written by then
    /// stays.
    pub fn save_packet(
        &mut self,
        month: Month,
        folder: &Path,
        watch: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Outcome<Vec<PathBuf>> {
        let desks = self.desks(month)?;
        let mut kinds = ready(&desks);
        kinds.retain(|(_, kind)| !matches!(kind, Kind::Blank(_) | Kind::BlankOf(_)));
        let Some((first, _)) = kinds.first() else {
            return Err(Problem::new("packet-empty").at(month).with("month", month).into());
        };
        let (mut files, mut rows) = (Vec::new(), Vec::new());
        for (desk, kind) in &kinds {
            if !watch(files.len(), kinds.len()) {
                return Err(Problem::new("typesetting-cancelled").into());
            }
            let number = format!("{:02}", files.len() + 1);
            let path = folder.join(format!("{number} {}", desk.file_name(*kind)));
            let document = self.document(desk, *kind)?;
            let pages = self.write_paper(&path, &document)?;
            rows.push(ContentsRow { number, name: desk.name_of(*kind, chinese()), pages: pages.to_string() });
            files.push(path);
        }
        let name = self.words.text("paper-name.contents", &[]);
        let path = folder.join(format!("00 {month} {name}.pdf"));
        self.write_paper(&path, &Document::Contents(first.contents(rows)))?;
        files.insert(0, path);
        watch(kinds.len(), kinds.len());
        Ok(files)
    }

    fn write_paper(&self, path: &Path, document: &Document) -> Outcome<usize> {
        let typesetter = self.typesetter()?;
        write_file(path, &typesetter.pdf(document)?)?;
        typesetter.page_count(document)
    }
}

impl Desk {
    fn contents(&self, rows: Vec<ContentsRow>) -> Contents {
        let record = &self.judged.record;
        let on = |key: &str, day: Option<domain::Date>| {
            let day = long_day(day?);
            Some(self.say(key, &[("date", day.as_str()), ("meeting", record.meeting.as_str())]))
        };
        let approved = if record.meeting.is_empty() { "contents-closed" } else { "contents-approved" };
        let basis = [on("contents-published", record.published_on), on(approved, record.closed_on)];
        Contents {
            office: self.office(),
            title: self.say("contents-title", &[("month", self.month().as_str())]),
            basis: basis.into_iter().flatten().collect::<Vec<_>>().join("；"),
            rows,
            notes: vec![self.say("contents-note", &[])],
            signatures: self.signatures("contents-signatures"),
            date: self.date(Kind::Notice),
        }
    }
}
