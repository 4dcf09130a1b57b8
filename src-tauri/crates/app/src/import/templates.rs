//! Tables to fill in by hand, which read back without a problem.

use std::{collections::HashMap, path::Path};

use domain::{Inspection, MarkValue, Month, Outcome, Score, State, SubjectId};
use policy::IndicatorView;
use sheets::{Column, Kind, MarkCell, MarksSheet, Out, ROSTER_HEADERS, SheetIndicator, SheetPerson, TableModel};

use crate::{Office, Scheme, month::marks::counts_lost, policies::write_file, view::Changed};

impl Office {
    /// Writes an empty roster with the headers that an import knows.
    pub fn roster_template(&self, path: &Path) -> Outcome<()> {
        let texts: &[(&str, &str)] = &[];
        let table = TableModel {
            name: self.words.text("table.roster", texts),
            columns: ROSTER_HEADERS.iter().map(|h| Column::new(*h, Kind::Text, 12)).collect(),
            notes: vec![self.words.text("table.roster-hint", texts)],
            landscape: true,
            ..TableModel::default()
        };
        write_file(path, &sheets::workbook(&[table], self.clock.today())?)
    }

    /// Writes the month's score sheet to fill in: everybody who is assessed, in route order, with the marks that are
    /// there already.
    pub fn marks_template(&mut self, month: Month, scheme: Option<&str>, path: &Path) -> Outcome<Changed> {
        self.month_record(month)?;
        let scheme = self.scheme_in(month, scheme)?;
        let first = self.store.inspections(month)?.into_iter().find(|i| i.scheme == scheme.id());
        let sheet = self.marks_sheet(month, &scheme, first.as_ref())?;
        let bytes = if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv")) {
            sheets::marks_csv(&sheet)
        } else {
            sheets::marks_template(&sheet, self.clock.today())?
        };
        write_file(path, &bytes)?;
        self.unchanged()
    }

    /// The marks of one inspection as a table for reading.
    pub(crate) fn marks_table(&mut self, month: Month, inspection: &Inspection) -> Outcome<TableModel> {
        let scheme = self.scheme_in(month, Some(&inspection.scheme))?;
        let sheet = self.marks_sheet(month, &scheme, Some(inspection))?;
        let leading = self.words.text("export.marks.columns", &[] as &[(&str, &str)]);
        let mut columns: Vec<_> = leading.split('|').map(|h| Column::new(h, Kind::Text, 14)).collect();
        columns.extend(sheet.indicators.iter().map(|i| Column::new(&i.name, Kind::Text, 10)));
        let cell = |mark: &MarkCell| match mark {
            MarkCell::Blank => Out::Blank,
            MarkCell::Earned(score) => Out::Text(MarkValue::Earned(*score).typed()),
            MarkCell::Lost(score) => Out::Text(MarkValue::Lost(*score).typed()),
            MarkCell::State(state) => Out::from(state.zh()),
        };
        let rows = sheet.people.iter().map(|p| {
            let who = [&p.village, &p.grid, &p.grid_code, &p.name, &p.person_code];
            who.into_iter().map(|t| Out::from(t.as_str())).chain(p.marks.iter().map(cell)).collect()
        });
        let args = [("kind", inspection.kind.zh().to_string()), ("number", inspection.number.to_string())];
        let args: Vec<_> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let name = self.words.text("export.marks.name", args.as_slice());
        // Of several schemes each says which it is; the first has the plain name.
        let first = self.schemes_in(month)?.first().is_some_and(|s| s.id() == scheme.id());
        let name = if first { name } else { format!("{name} {}", scheme.id()) };
        Ok(TableModel { name, columns, rows: rows.collect(), landscape: true, ..TableModel::default() })
    }

    fn marks_sheet(&mut self, month: Month, scheme: &Scheme, inspection: Option<&Inspection>) -> Outcome<MarksSheet> {
        let indicators = scheme.rules().indicators();
        let register = self.register()?;
        let names: HashMap<i64, String> = self.store.indicators()?.into_iter().collect();
        let mut stored: HashMap<(SubjectId, String), MarkValue> = HashMap::new();
        self.store.each_mark(month, scheme.id(), |m| {
            if Some(m.inspection) == inspection.map(|i| i.id)
                && let Some(name) = names.get(&m.indicator)
            {
                stored.insert((m.subject, name.clone()), m.value);
            }
        })?;
        let states: HashMap<SubjectId, State> =
            self.store.standings(month)?.into_iter().map(|s| (s.subject, s.state)).collect();
        let mut posts = register.subjects(scheme.policy.subject, scheme.span());
        let place = |grid| {
            let village = register.village(grid);
            (village.and_then(|v| v.route).unwrap_or(u32::MAX), village.map(|v| v.code.clone()))
        };
        posts.sort_by_cached_key(|p| (place(p.grid), register.grid(p.grid).map(|g| g.code.clone())));
        let people = posts.iter().filter_map(|post| {
            let (named, grid) = (register.named(post.subject)?, register.grid(post.grid)?);
            let mark = |view: &IndicatorView| {
                match (states.get(&post.subject), stored.get(&(post.subject, view.name.clone()))) {
                    (Some(state), _) => MarkCell::State(*state),
                    // A bare figure in a column of deductions would be read back as points lost.
                    (None, Some(MarkValue::Earned(score))) if counts_lost(view.entry) => {
                        MarkCell::Lost(Score(view.full / 100 - score.0))
                    }
                    (None, Some(MarkValue::Earned(score))) => MarkCell::Earned(*score),
                    (None, Some(MarkValue::Lost(score))) => MarkCell::Lost(*score),
                    (None, None) => MarkCell::Blank,
                }
            };
            Some(SheetPerson {
                village: register.village(grid.id).map(|v| v.name.clone()).unwrap_or_default(),
                grid: grid.name.clone(),
                grid_code: grid.code.clone(),
                name: named.name,
                person_code: named.code.to_string(),
                marks: indicators.iter().map(mark).collect(),
            })
        });
        let args = [("month", month.to_string())];
        let args: Vec<_> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        Ok(MarksSheet {
            title: self.words.text("table.marks", args.as_slice()),
            inspection: inspection.map(|i| format!("{}/{}", i.kind.zh(), i.number)).unwrap_or_default(),
            hint: self.words.text("table.marks-hint", args.as_slice()),
            indicators: indicators
                .iter()
                .map(|i| SheetIndicator { name: i.name.clone(), max: Some(Score(i.full / 100)) })
                .collect(),
            people: people.collect(),
        })
    }
}
