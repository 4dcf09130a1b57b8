//! The papers of a month: which there are, why one can't be made yet, and each as pages or as a file.
//!
//! A paper that is not yet final says so in its title: the ranking and the publication until the month is published,
//! what rests on the leaders' approval until it is closed, a notice as long as a measure waits to be decided.

mod appeal;
mod correction;
mod defects;
mod desk;
mod kind;
mod lists;
mod lots;
mod money;
mod notice;
mod owed;
mod packet;
mod person;
mod said;
mod sheets;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use documents::Document;
use domain::{Fault, Month, Outcome, Problem, SubjectId};
use words::{Lang, Words};

use crate::{
    Office,
    boards::{as_pages, write_file},
    view::{Changed, Pages, PaperRow},
};
use desk::Desk;
pub(crate) use desk::inspection_name;
use kind::Kind;

/// How fine a preview is, in dots an inch.
const PREVIEW_DPI: u32 = 110;

/// Papers are Chinese, whatever language the screen speaks.
pub(crate) fn chinese() -> Words {
    Words::new(Lang::ZhCn)
}

impl Office {
    /// Every paper of a month in the order of its work, each with why it can't be made yet; a set for each scheme.
    pub fn papers(&mut self, month: Month) -> Outcome<Vec<PaperRow>> {
        let desks = self.desks(month)?;
        let rows =
            desks.iter().flat_map(|two| two.now.kinds().into_iter().map(|kind| self.paper_row(two.of(kind), kind)));
        Ok(rows.collect())
    }

    fn desks(&mut self, month: Month) -> Outcome<Vec<Desks>> {
        self.scheme_in(month, None)?;
        self.schemes_in(month)?.iter().map(|scheme| self.both_desks(month, Some(scheme.id()))).collect()
    }

    /// A scheme's desk as it stands; and, once the month was corrected, as its papers were issued.
    fn both_desks(&mut self, month: Month, scheme: Option<&str>) -> Outcome<Desks> {
        let now = self.desk(month, scheme)?;
        let issued = match now.judged.record.version {
            1 => None,
            _ => Some(self.as_of_version(month, 1, |office| office.desk(month, scheme))?),
        };
        Ok(Desks { now, issued })
    }

    fn paper_row(&self, desk: &Desk, kind: Kind) -> PaperRow {
        PaperRow {
            scheme: desk.judged.scheme().to_string(),
            kind: desk.key_of(kind),
            title: desk.name_of(kind, self.words),
            file_name: desk.file_name(kind),
            unavailable: desk.hindrance(kind).map(|key| self.words.text(&format!("paper-wait.{key}"), &[])),
        }
    }

    /// Some pages of a paper as pictures, counted from 0, and how many there are.
    pub fn paper_preview(&mut self, month: Month, kind: &str, from: u32, count: u32) -> Outcome<Pages> {
        let document = self.paper(month, kind)?.1;
        let from = from as usize;
        self.shown(&document, from..from.saturating_add(count as usize))
    }

    fn shown(&self, document: &Document, pages: std::ops::Range<usize>) -> Outcome<Pages> {
        let typesetter = self.typesetter()?;
        let total = typesetter.page_count(document)?;
        Ok(as_pages(typesetter.pages_png(document, PREVIEW_DPI, pages)?, total))
    }

    /// Writes a paper as PDF. Nothing in the office file changes: a notice has its number from the day of closing, and
    /// the same paper printed again is the same.
    pub fn save_paper(&mut self, month: Month, kind: &str, path: &Path) -> Outcome<Changed> {
        let (title, document) = self.paper(month, kind)?;
        write_file(path, &self.typesetter()?.pdf(&document)?)?;
        self.said_only("paper.saved", &title, path)
    }

    /// Writes every paper that can be made into a folder, and answers with the files. `watch` is told how many are
    /// done, of how many, and stops the work by answering false; what was written by then stays.
    pub fn save_all_papers(
        &mut self,
        month: Month,
        folder: &Path,
        watch: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Outcome<Vec<PathBuf>> {
        let desks = self.desks(month)?;
        let kinds = ready(&desks);
        let mut files = Vec::new();
        for (desk, kind) in &kinds {
            if !watch(files.len(), kinds.len()) {
                return Err(Problem::new("typesetting-cancelled").into());
            }
            let path = folder.join(desk.file_name(*kind));
            let document = self.document(desk, *kind)?;
            write_file(&path, &self.typesetter()?.pdf(&document)?)?;
            files.push(path);
        }
        watch(files.len(), kinds.len());
        Ok(files)
    }

    /// A paper about one subject: `talk`, the record of a talk, `appeal`, the review of an appeal, or `derivation`, how the
    /// result came about; of another scheme than the first, `village-ranking:derivation`. As pages, and
    /// as a file where a path is given.
    pub fn person_paper(&mut self, month: Month, person: SubjectId, kind: &str, path: Option<&Path>) -> Outcome<Pages> {
        let (scheme, kind) = scheme_and_kind(kind);
        let desk = self.desk(month, scheme)?;
        let kind = match kind {
            "talk" => Kind::Talk(person),
            "appeal" => Kind::Appeal(person),
            "derivation" => Kind::Derivation(person),
            other => return Err(Problem::new("paper-unknown").with("kind", other).into()),
        };
        self.refuse_early(&desk, kind)?;
        let document = self.document(&desk, kind)?;
        if let Some(path) = path {
            write_file(path, &self.typesetter()?.pdf(&document)?)?;
        }
        self.shown(&document, 0..usize::MAX)
    }

    fn paper(&mut self, month: Month, kind: &str) -> Outcome<(String, Document)> {
        let (scheme, kind) = scheme_and_kind(kind);
        let kind = Kind::parse(kind).ok_or_else(|| Fault::from(Problem::new("paper-unknown").with("kind", kind)))?;
        let desks = self.both_desks(month, scheme)?;
        let desk = desks.of(kind);
        self.refuse_early(desk, kind)?;
        Ok((desk.name_of(kind, self.words), self.document(desk, kind)?))
    }

    /// A paper, worded in Chinese whatever the screen speaks.
    fn document(&mut self, desk: &Desk, kind: Kind) -> Outcome<Document> {
        let screen = std::mem::replace(&mut self.words, chinese());
        let document = desk.document(self, kind);
        self.words = screen;
        document
    }

    /// A month's payment sheet as its paper is made from it.
    #[cfg(test)]
    pub(crate) fn payment_of(&mut self, month: Month) -> Outcome<documents::Payment> {
        Ok(self.both_desks(month, None)?.of(Kind::Payment).payment())
    }

    /// The notice of a month's last correction.
    #[cfg(test)]
    pub(crate) fn correction_notice(&mut self, month: Month) -> Outcome<documents::Correction> {
        let desk = self.desk(month, None)?;
        let last = desk.corrections.last().map(|c| c.record.id);
        Ok(desk.correction(last.unwrap_or_default())?)
    }

    fn refuse_early(&self, desk: &Desk, kind: Kind) -> Outcome<()> {
        match desk.hindrance(kind) {
            None => Ok(()),
            Some(key) => {
                let why = self.words.text(&format!("paper-wait.{key}"), &[]);
                let title = desk.name_of(kind, self.words);
                Err(Problem::new("paper-not-yet")
                    .at(desk.judged.record.month)
                    .with("paper", title)
                    .with("why", why)
                    .into())
            }
        }
    }

    /// What the undo line says of a file written: the office file did not change.
    fn said_only(&self, key: &str, title: &str, path: &Path) -> Outcome<Changed> {
        let file = path.display().to_string();
        let text = self.words.text(key, &[("paper", title), ("file", file.as_str())]);
        Ok(Changed { text, topics: Vec::new(), undo: self.undo_state()? })
    }
}

/// What a scheme's papers of a month are made from: as it stands, and as it was issued before it was corrected.
struct Desks {
    now: Desk,
    issued: Option<Desk>,
}

impl Desks {
    /// What a kind of paper is made from: one that was issued is never made anew from what was corrected since.
    fn of(&self, kind: Kind) -> &Desk {
        self.issued.as_ref().filter(|_| kind.issued()).unwrap_or(&self.now)
    }
}

/// The papers that can be made, in the order of the month's work.
fn ready(desks: &[Desks]) -> Vec<(&Desk, Kind)> {
    desks
        .iter()
        .flat_map(|two| two.now.kinds().into_iter().map(|kind| (two.of(kind), kind)))
        .filter(|(desk, kind)| desk.hindrance(*kind).is_none())
        .collect()
}

/// The two parts of a paper's key: the scheme, where it isn't the month's first, and the kind.
fn scheme_and_kind(key: &str) -> (Option<&str>, &str) {
    match key.split_once(':') {
        Some((scheme, kind)) => (Some(scheme), kind),
        None => (None, key),
    }
}
