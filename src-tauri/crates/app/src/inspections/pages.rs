//! The blank sheets of an inspection page by page, each with a code by which it is found again: `2606-J1-201-1` is the
//! first page of the village whose code ends in 201, in the first joint inspection of June 2026. A village's own digits
//! stay the same when the route is drawn anew, so that paper printed before still leads to the right village.

use std::collections::BTreeMap;

use documents::BlankSheet;
use domain::{GridId, Inspection, InspectionKind, Month, Outcome, Problem, SubjectId, fold_width};

use super::lots::Ground;
use crate::{Office, month::columns_of, view::PageFound};

/// A page of the blank sheet.
pub(crate) struct Leaf {
    /// Its code.
    pub(crate) code: String,
    /// The village.
    pub(crate) village: String,
    /// Its place on the way, from 1.
    pub(crate) stop: usize,
    /// Which page of the village's, from 1, and of how many.
    pub(crate) page: (usize, usize),
    /// The number of the first row.
    pub(crate) first: usize,
    /// Who stands on it.
    pub(crate) subjects: Vec<SubjectId>,
    /// The households drawn that stand on it.
    pub(crate) households: Vec<Sampled>,
}

/// A household drawn, as it stands on the sheet.
pub(crate) struct Sampled {
    /// Number and head.
    pub(crate) name: String,
    /// Its grid.
    pub(crate) grid: String,
    /// Whom each answer is about.
    pub(crate) about: String,
    /// What it is asked: the answers to be ticked, question by question.
    pub(crate) options: Vec<Vec<String>>,
}

fn letter(kind: InspectionKind) -> char {
    match kind {
        InspectionKind::Joint => 'J',
        InspectionKind::Spot => 'S',
        InspectionKind::Covert => 'C',
        InspectionKind::Cross => 'X',
        InspectionKind::Residents => 'R',
        InspectionKind::Higher => 'H',
    }
}

impl Office {
    /// An inspection as its papers are coded: `J1`; of a scheme after the first with a letter behind, `J1B`.
    pub(crate) fn inspection_code(&mut self, i: &Inspection) -> Outcome<String> {
        let at = self.schemes_in(i.month)?.iter().position(|s| s.id() == i.scheme).unwrap_or(0);
        let behind = (1..=25).contains(&at).then(|| char::from(b'A' + u8::try_from(at).unwrap_or(0)));
        Ok(format!("{}{}{}", letter(i.kind), i.number, behind.map(String::from).unwrap_or_default()))
    }

    /// The pages of an inspection's blank sheet, in the order of its way.
    pub(crate) fn leaves(&mut self, month: Month, inspection: i64) -> Outcome<Vec<Leaf>> {
        let ground = self.ground(month, inspection)?;
        let order = self.visit(inspection)?.order(&ground.posts, &ground.register);
        let mut stops: Vec<(GridId, String, String, Vec<SubjectId>)> = Vec::new();
        for (i, _) in order.into_iter().filter(|(_, reached)| *reached) {
            let Some(band) = ground.band(i) else { continue };
            match stops.iter_mut().find(|(id, ..)| *id == band.id) {
                Some((.., subjects)) => subjects.push(ground.posts[i].subject),
                None => stops.push((band.id, band.code.clone(), band.name.clone(), vec![ground.posts[i].subject])),
            }
        }
        let codes: Vec<String> = stops.iter().map(|(_, code, ..)| code.clone()).collect();
        let mut sampled = self.sampled(month, &ground)?;
        let start =
            format!("{:02}{:02}-{}", month.year() % 100, month.month(), self.inspection_code(&ground.inspection)?);
        let columns = columns_of(ground.scheme.rules().indicators(), ground.inspection.kind).len();
        let mut leaves = Vec::new();
        for (at, (band, code, village, subjects)) in stops.into_iter().enumerate() {
            let households = sampled.remove(&band).unwrap_or_default();
            let split = BlankSheet::pages_of(columns, subjects.len(), households.len());
            let (mut subjects, mut households) = (subjects.into_iter(), households.into_iter());
            let (pages, mut first) = (split.len(), 1);
            for (n, (rows, asked)) in split.into_iter().enumerate() {
                leaves.push(Leaf {
                    code: format!("{start}-{}-{}", short(&code, &codes), n + 1),
                    village: village.clone(),
                    stop: at + 1,
                    page: (n + 1, pages),
                    first,
                    subjects: subjects.by_ref().take(rows).collect(),
                    households: households.by_ref().take(asked).collect(),
                });
                first += rows;
            }
        }
        Ok(leaves)
    }

    /// The households drawn, by what their rows are gathered under.
    fn sampled(&mut self, month: Month, ground: &Ground) -> Outcome<BTreeMap<GridId, Vec<Sampled>>> {
        let asks = self.asks(month)?;
        let mut found: BTreeMap<GridId, Vec<Sampled>> = BTreeMap::new();
        for c in self.drawn_households(ground.inspection.id)? {
            let bands = (0..ground.posts.len()).filter_map(|i| ground.band(i));
            let Some(band) = bands.into_iter().find(|b| ground.register.upwards(c.grid).any(|g| g.id == b.id)) else {
                continue;
            };
            let mut about: Vec<String> = Vec::new();
            let mut options = Vec::new();
            for ask in &asks {
                let names: Vec<_> =
                    ask.about(&ground.register, c.grid).map(|p| ground.register.name_of(p.subject)).collect();
                if !names.is_empty() {
                    options.push(ask.options.clone());
                }
                about.extend(names.into_iter().filter(|n| !about.contains(n)).collect::<Vec<_>>());
            }
            let label = ground.register.label(c.grid);
            found.entry(band.id).or_default().push(Sampled {
                grid: label.strip_prefix(band.name.as_str()).filter(|l| !l.is_empty()).unwrap_or(&label).to_string(),
                name: c.name,
                about: about.join("、"),
                options,
            });
        }
        Ok(found)
    }

    /// Where the code on a page leads: the first who stands on it.
    pub fn find_page(&mut self, code: &str) -> Outcome<PageFound> {
        let code = fold_width(code.trim()).to_ascii_uppercase();
        let unknown = || Problem::new("page-code-unknown").with("code", &code);
        let month = month_of(&code).ok_or_else(unknown)?;
        for inspection in self.store.inspections(month)? {
            let named = format!("-{}-", self.inspection_code(&inspection)?);
            if !code.contains(&named) {
                continue;
            }
            let leaves = self.leaves(month, inspection.id)?;
            let Some(leaf) = leaves.iter().find(|l| l.code == code) else { continue };
            // A page of households alone leads to the village's first row.
            let here = leaf.subjects.first();
            let person = here.or_else(|| leaves.iter().find(|l| l.village == leaf.village)?.subjects.first());
            let person = *person.ok_or_else(unknown)?;
            return Ok(PageFound {
                month,
                inspection: inspection.id,
                scheme: inspection.scheme,
                person,
                village: leaf.village.clone(),
            });
        }
        Err(unknown().into())
    }
}

/// The month that a code begins with.
fn month_of(code: &str) -> Option<Month> {
    let digits = code.split('-').next().filter(|d| d.len() == 4 && d.bytes().all(|b| b.is_ascii_digit()))?;
    let (year, month) = digits.split_at(2);
    format!("20{year}-{month}").parse().ok()
}

/// A village's own last three digits, or its whole code where another ends the same.
fn short<'c>(code: &'c str, all: &[String]) -> &'c str {
    let last = code.len().checked_sub(3).and_then(|at| code.get(at..)).unwrap_or(code);
    match all.iter().filter(|c| c.ends_with(last)).count() {
        1 => last,
        _ => code,
    }
}
