//! Marks of a month from a table: the same reading and the same ranges as in the score sheet.

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

use domain::{Inspection, MarkValue, Month, MonthRecord, Outcome, Standing, State, SubjectId};
use policy::IndicatorView;
use sheets::{CellProblem, MarkCell, MarkRow, MarksShape, marks};

use super::{Found, Spot, lines_with_problems, tables};
use crate::{
    Office, Post, Register,
    month::marks::{check_range, counts_lost, start_scoring},
    view::{Changed, ImportReport},
};

/// A mark to write: inspection, person, indicator, value.
type Written = (i64, SubjectId, String, MarkValue);

/// What a row comes to: marks to write, or a state.
struct Plan {
    marks: Vec<Written>,
    states: Vec<(SubjectId, State)>,
}

/// What rows are measured against.
struct Sheet<'a> {
    register: &'a Register,
    posts: Vec<Post>,
    indicators: Vec<IndicatorView>,
    inspections: Vec<Inspection>,
    /// What is stored, by inspection, person and indicator's name.
    stored: HashMap<(i64, SubjectId, String), MarkValue>,
    standings: HashMap<SubjectId, State>,
}

fn label(i: &Inspection) -> String {
    format!("{}/{}", i.kind.zh(), i.number)
}

impl Office {
    /// Takes a month's marks for a scheme, or for the first, from a table. A blank cell says nothing; 缺勤, 免考 and 未考评 become the row's state.
    pub fn import_marks(
        &mut self,
        month: Month,
        scheme: Option<&str>,
        path: &Path,
        dry_run: bool,
    ) -> Outcome<(ImportReport, Changed)> {
        let record = self.entry_month(month)?;
        let scheme = self.scheme_in(month, scheme)?;
        let indicators = scheme.rules().indicators();
        let mut inspections = self.store.inspections(month)?;
        inspections.retain(|i| i.scheme == scheme.id());
        let shape = MarksShape {
            indicators: indicators.iter().map(|i| i.name.clone()).collect(),
            inspections: inspections
                .iter()
                .map(label)
                .chain(inspections.iter().map(|i| i.kind.zh().to_string()))
                .collect(),
        };
        let table = marks(&tables(path)?, &shape);
        let mut found = Found::new(table.rows.len(), table.problems, table.notes);
        let register = self.register()?;
        let names: HashMap<i64, String> = self.store.indicators()?.into_iter().collect();
        let mut stored = HashMap::new();
        self.store.each_mark(month, scheme.id(), |m| {
            if let Some(name) = names.get(&m.indicator) {
                stored.insert((m.inspection, m.subject, name.clone()), m.value);
            }
        })?;
        let standings = self.store.standings(month)?.into_iter().map(|s| (s.subject, s.state)).collect();
        let sheet = Sheet {
            register: &register,
            posts: register.subjects(scheme.policy.subject, scheme.span()),
            indicators,
            inspections,
            stored,
            standings,
        };
        let plan = sheet.plan(&table.rows, &mut found);
        self.tell(&sheet, &plan, &mut found);
        self.taken(found, dry_run, "import-marks", path, |tx| write(tx, &record, &plan))
    }

    fn tell(&self, sheet: &Sheet<'_>, plan: &Plan, found: &mut Found) {
        let name = |s: SubjectId| sheet.register.name_of(s);
        for (inspection, person, indicator, value) in &plan.marks {
            let old = sheet.stored.get(&(*inspection, *person, indicator.clone()));
            let (name, value) = (name(*person), value.typed());
            let was = old.map_or_else(|| "—".to_string(), |v| v.typed());
            // Which inspection is worth saying only where there are several.
            let of = sheet.inspections.iter().find(|i| i.id == *inspection).filter(|_| sheet.inspections.len() > 1);
            let indicator = of.map_or_else(|| indicator.clone(), |i| format!("{} {indicator}", label(i)));
            let args = [("name", name.as_str()), ("indicator", &indicator), ("before", &was), ("after", &value)];
            found.changes.push(self.words.text("import.mark", args.as_slice()));
            *(if old.is_some() { &mut found.changed } else { &mut found.added }) += 1;
        }
        for (person, state) in &plan.states {
            let old = sheet.standings.get(person);
            let (name, was) = (name(*person), old.map_or("—", |s| s.zh()));
            let args = [("name", name.as_str()), ("before", was), ("after", state.zh())];
            found.changes.push(self.words.text("import.state", args.as_slice()));
            *(if old.is_some() { &mut found.changed } else { &mut found.added }) += 1;
        }
    }
}

fn write(tx: &store::Tx<'_>, record: &MonthRecord, plan: &Plan) -> Outcome<()> {
    for (inspection, person, indicator, value) in &plan.marks {
        tx.put_mark(*inspection, *person, tx.indicator(indicator)?, Some(*value))?;
    }
    let known: HashMap<_, _> = tx.standings(record.month)?.into_iter().map(|s| (s.subject, s)).collect();
    for (person, state) in &plan.states {
        let fresh = Standing {
            month: record.month,
            subject: *person,
            state: *state,
            reason: String::new(),
            approver: String::new(),
            document: String::new(),
            from: None,
            to: None,
        };
        // An entry with reasons keeps them.
        let standing = known.get(person).map_or(fresh, |old| Standing { state: *state, ..old.clone() });
        tx.put_standing(&standing)?;
    }
    start_scoring(tx, record)
}

impl Sheet<'_> {
    fn plan(&self, rows: &[MarkRow], found: &mut Found) -> Plan {
        let mut plan = Plan { marks: Vec::new(), states: Vec::new() };
        let bad = lines_with_problems(&found.problems);
        let mut states: BTreeMap<SubjectId, State> = BTreeMap::new();
        for row in rows.iter().filter(|r| !r.held && !bad.contains(&(r.sheet.clone(), r.line))) {
            match self.row(row, &mut states) {
                Ok(marks) => plan.marks.extend(marks),
                Err(problems) => found.problems.extend(problems),
            }
        }
        plan.states = states.into_iter().filter(|(p, s)| self.standings.get(p) != Some(s)).collect();
        plan
    }

    fn row(&self, row: &MarkRow, states: &mut BTreeMap<SubjectId, State>) -> Result<Vec<Written>, Vec<CellProblem>> {
        let spot = spot_of(row);
        let person = self.person(row, &spot).map_err(|p| vec![p])?;
        let inspection = self.inspection(row, &spot).map_err(|p| vec![p])?;
        let mut problems = Vec::new();
        let mut state: Option<(State, Spot)> = None;
        let mut marks = Vec::new();
        for mark in &row.marks {
            let here = Spot { sheet: row.sheet.clone(), cell: mark.cell.clone() };
            let Some(view) = self.indicators.iter().find(|i| i.name == mark.indicator) else { continue };
            let value = match mark.value {
                MarkCell::Blank => continue,
                MarkCell::State(found) => {
                    match &state {
                        Some((first, _)) if *first != found => problems
                            .push(here.problem("row-two-states", &[("first", first.zh()), ("second", found.zh())])),
                        _ => state = Some((found, here)),
                    }
                    continue;
                }
                // A bare number is read as the column counts; a minus always takes away.
                MarkCell::Earned(score) if !counts_lost(view.entry) => MarkValue::Earned(score),
                MarkCell::Earned(score) | MarkCell::Lost(score) => MarkValue::Lost(score),
            };
            match check_range(view, value) {
                Err(problem) => problems.push(here.told(problem)),
                Ok(()) => marks.push((here, mark.indicator.clone(), value)),
            }
        }
        let has_marks = self.stored.keys().any(|(_, p, _)| *p == person);
        match (&state, marks.first()) {
            (Some((state, _)), Some((here, ..))) => {
                problems.push(here.problem("mark-on-standing", &[("state", state.zh())]));
            }
            (Some((state, here)), None) if has_marks => {
                let count = self.stored.keys().filter(|(_, p, _)| *p == person).count().to_string();
                problems.push(here.problem("standing-on-marks", &[("count", &count), ("state", state.zh())]));
            }
            (None, Some((here, ..))) => {
                if let Some(state) = self.standings.get(&person).or(states.get(&person)) {
                    problems.push(here.problem("mark-on-standing", &[("state", state.zh())]));
                }
            }
            _ => {}
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        if let Some((state, _)) = state {
            states.insert(person, state);
        }
        let fresh = |(_, indicator, value): &(Spot, String, MarkValue)| {
            self.stored.get(&(inspection, person, indicator.clone())) != Some(value)
        };
        Ok(marks
            .into_iter()
            .filter(fresh)
            .map(|(_, indicator, value)| (inspection, person, indicator, value))
            .collect())
    }

    fn inspection(&self, row: &MarkRow, spot: &Spot) -> Result<i64, CellProblem> {
        let named = row.inspection.as_ref();
        let spot = named.map_or_else(|| spot.clone(), |f| Spot::of(&spot.sheet, f));
        let fits: Vec<_> = self
            .inspections
            .iter()
            .filter(|i| named.is_none_or(|f| f.value == label(i) || f.value == i.kind.zh()))
            .collect();
        match fits.as_slice() {
            [one] => Ok(one.id),
            _ => {
                let mut unclear = spot.problem("inspection-unclear", &[]);
                unclear.choices = self.inspections.iter().map(label).collect();
                Err(unclear)
            }
        }
    }

    /// The worker of the month whom a row means: by code; else by name, grid and village together.
    fn person(&self, row: &MarkRow, spot: &Spot) -> Result<SubjectId, CellProblem> {
        let register = self.register;
        let name = row.name.as_ref().map(|n| n.value.as_str());
        let workers = self.posts.iter().filter_map(|post| Some((post, register.named(post.subject)?)));
        if let Some(code) = &row.person_code {
            let at = Spot::of(&spot.sheet, code);
            let Some((post, person)) = workers.clone().find(|(_, p)| p.code == code.value) else {
                return Err(at.problem("marks-code-unknown", &[("code", &code.value)]));
            };
            return match name.filter(|n| *n != person.name) {
                Some(name) => {
                    Err(at
                        .problem("roster-code-name", &[("code", &code.value), ("known", &person.name), ("name", name)]))
                }
                None => Ok(post.subject),
            };
        }
        let name = name.unwrap_or_default();
        let grids = |post: &Post| -> Vec<_> { post.grids.iter().filter_map(|&g| register.grid(g)).cloned().collect() };
        let by_code =
            |post: &Post| row.grid_code.as_ref().is_none_or(|c| grids(post).iter().any(|g| g.code == c.value.as_str()));
        let by_grid = |post: &Post| {
            let fits = |wanted: &str| grids(post).iter().any(|g| g.name == wanted || register.label(g.id) == wanted);
            row.grid.as_ref().is_none_or(|g| fits(&g.value))
        };
        let by_village = |post: &Post| {
            let in_it =
                |wanted: &str| post.grids.iter().any(|&g| register.village(g).is_some_and(|v| v.name == wanted));
            row.village.as_ref().is_none_or(|v| in_it(&v.value))
        };
        let named: Vec<_> = workers.filter(|(_, p)| p.name == name).collect();
        let fits: Vec<_> =
            named.iter().filter(|(post, _)| by_code(post) && by_grid(post) && by_village(post)).collect();
        if let [(post, _)] = fits.as_slice() {
            return Ok(post.subject);
        }
        let code = if named.is_empty() { "marks-name-unknown" } else { "marks-person-unclear" };
        let mut unclear = spot.problem(code, &[("name", name)]);
        unclear.choices =
            named.iter().map(|(post, p)| format!("{} {} {}", p.code, p.name, register.label(post.grid))).collect();
        Err(unclear)
    }
}

fn spot_of(row: &MarkRow) -> Spot {
    let text = [&row.name, &row.person_code].into_iter().flatten().next();
    let cell = text.map_or_else(|| format!("A{}", row.line), |f| f.cell.clone());
    Spot { sheet: row.sheet.clone(), cell }
}
