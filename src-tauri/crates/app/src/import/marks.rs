//! Marks of a month from a table: the same reading and the same ranges as in the score sheet.

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

use domain::{Inspection, MarkValue, Month, MonthRecord, Outcome, Standing, State, SubjectId};
use policy::IndicatorView;
use sheets::{CellProblem, MarkCell, MarkRow, MarksShape, marks_answered};

use super::{Found, Spot, lines_with_problems, tables};
use crate::{
    Office, Post, Register,
    month::marks::{check_range, counts_lost, start_scoring},
    view::{Changed, ImportChoice, ImportReport, ImportedMark},
};

/// A mark to write.
struct Written {
    inspection: i64,
    person: SubjectId,
    indicator: String,
    value: MarkValue,
    spot: Spot,
}

/// What a row comes to: marks to write, or a state.
struct Plan {
    marks: Vec<Written>,
    states: Vec<(SubjectId, State, Spot)>,
}

/// A person's answers to problems that leave a choice.
struct Answers<'a>(&'a [ImportChoice]);

impl Answers<'_> {
    /// The one of the choices that was answered at a cell.
    fn of<'c>(&self, spot: &Spot, choices: &'c [String]) -> Option<&'c String> {
        let here = self.0.iter().filter(|a| (&a.sheet, &a.cell) == (&spot.sheet, &spot.cell));
        here.into_iter().find_map(|a| choices.iter().find(|c| **c == a.choice))
    }
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
    /// Of each worker of the month: where among the posts, by code and by name.
    by_code: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    /// How many marks each has.
    marked: HashMap<SubjectId, usize>,
    answers: Answers<'a>,
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
        self.import_marks_with(month, scheme, path, &[], dry_run)
    }

    /// The same with what a person answered where the table leaves a choice.
    pub fn import_marks_with(
        &mut self,
        month: Month,
        scheme: Option<&str>,
        path: &Path,
        answers: &[ImportChoice],
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
        let answered: Vec<_> = answers.iter().map(|a| (a.sheet.as_str(), a.cell.as_str(), a.choice.as_str())).collect();
        let table = marks_answered(tables(path)?, &shape, &answered);
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
        let posts = register.subjects(scheme.policy.subject, scheme.span());
        let (mut by_code, mut by_name) = (HashMap::new(), HashMap::<String, Vec<usize>>::new());
        for (at, named) in posts.iter().enumerate().filter_map(|(at, p)| Some((at, register.named(p.subject)?))) {
            by_code.insert(named.code.to_string(), at);
            by_name.entry(named.name).or_default().push(at);
        }
        let mut marked = HashMap::new();
        for (_, person, _) in stored.keys() {
            *marked.entry(*person).or_default() += 1;
        }
        let answers = Answers(answers);
        let sheet = Sheet {
            register: &register,
            posts,
            indicators,
            inspections,
            stored,
            standings,
            by_code,
            by_name,
            marked,
            answers,
        };
        let plan = sheet.plan(&table.rows, &mut found);
        self.tell(&sheet, &plan, &mut found);
        self.taken(found, dry_run, "import-marks", path, |tx| write(tx, &record, &plan))
    }

    fn tell(&self, sheet: &Sheet<'_>, plan: &Plan, found: &mut Found) {
        let mut told = |key: &str, person: SubjectId, spot: &Spot, indicator: String, before: Option<String>, after| {
            let after: String = after;
            let named = sheet.register.named(person);
            let village = sheet.posts.iter().find(|p| p.subject == person).and_then(|p| sheet.register.village(p.grid));
            let name = named.as_ref().map(|n| n.name.clone()).unwrap_or_default();
            let was = before.clone().unwrap_or_else(|| "—".into());
            let args = [("name", name.as_str()), ("indicator", &indicator), ("before", &was), ("after", &after)];
            found.changes.push(self.words.text(key, args.as_slice()));
            *(if before.is_some() { &mut found.changed } else { &mut found.added }) += 1;
            found.marks.push(ImportedMark {
                sheet: spot.sheet.clone(),
                cell: spot.cell.clone(),
                code: named.map(|n| n.code.to_string()).unwrap_or_default(),
                name,
                village: village.map(|v| v.name.clone()).unwrap_or_default(),
                indicator,
                before,
                after,
            });
        };
        for mark in &plan.marks {
            let lost = sheet.indicators.iter().any(|v| v.name == mark.indicator && counts_lost(v.entry));
            let old = sheet.stored.get(&(mark.inspection, mark.person, mark.indicator.clone()));
            // Which inspection is worth saying only where there are several.
            let of = sheet.inspections.iter().find(|i| i.id == mark.inspection).filter(|_| sheet.inspections.len() > 1);
            let indicator = of.map_or_else(|| mark.indicator.clone(), |i| format!("{} {}", label(i), mark.indicator));
            let before = old.map(|v| v.typed_in(lost));
            told("import.mark", mark.person, &mark.spot, indicator, before, mark.value.typed_in(lost));
        }
        for (person, state, spot) in &plan.states {
            let before = sheet.standings.get(person).map(|s| s.zh().to_string());
            told("import.state", *person, spot, String::new(), before, state.zh().to_string());
        }
    }
}

fn write(tx: &store::Tx<'_>, record: &MonthRecord, plan: &Plan) -> Outcome<()> {
    let mut ids: HashMap<&str, i64> = HashMap::new();
    for mark in &plan.marks {
        let id = match ids.get(mark.indicator.as_str()) {
            Some(id) => *id,
            None => tx.indicator(&mark.indicator)?,
        };
        ids.insert(&mark.indicator, id);
        tx.put_mark(mark.inspection, mark.person, id, Some(mark.value))?;
    }
    let known: HashMap<_, _> = tx.standings(record.month)?.into_iter().map(|s| (s.subject, s)).collect();
    for (person, state, _) in &plan.states {
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
        let mut states: BTreeMap<SubjectId, (State, Spot)> = BTreeMap::new();
        for row in rows.iter().filter(|r| !r.held && !bad.contains(&(r.sheet.clone(), r.line))) {
            match self.row(row, &mut states) {
                Ok(marks) => plan.marks.extend(marks),
                Err(problems) => found.problems.extend(problems),
            }
        }
        let fresh = states.into_iter().filter(|(p, (s, _))| self.standings.get(p) != Some(s));
        plan.states = fresh.map(|(person, (state, spot))| (person, state, spot)).collect();
        plan
    }

    fn row(
        &self,
        row: &MarkRow,
        states: &mut BTreeMap<SubjectId, (State, Spot)>,
    ) -> Result<Vec<Written>, Vec<CellProblem>> {
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
        let has_marks = self.marked.get(&person).copied().unwrap_or(0);
        match (&state, marks.first()) {
            (Some((state, _)), Some((here, ..))) => {
                problems.push(here.problem("mark-on-standing", &[("state", state.zh())]));
            }
            (Some((state, here)), None) if has_marks > 0 => {
                let count = has_marks.to_string();
                problems.push(here.problem("standing-on-marks", &[("count", &count), ("state", state.zh())]));
            }
            (None, Some((here, ..))) => {
                if let Some(state) = self.standings.get(&person).or(states.get(&person).map(|(state, _)| state)) {
                    problems.push(here.problem("mark-on-standing", &[("state", state.zh())]));
                }
            }
            _ => {}
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        if let Some(state) = state {
            states.insert(person, state);
        }
        let fresh = |(_, indicator, value): &(Spot, String, MarkValue)| {
            self.stored.get(&(inspection, person, indicator.clone())) != Some(value)
        };
        Ok(marks
            .into_iter()
            .filter(fresh)
            .map(|(spot, indicator, value)| Written { inspection, person, indicator, value, spot })
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
                let answered = self.answers.of(&spot, &unclear.choices);
                let chosen = answered.and_then(|choice| self.inspections.iter().find(|i| label(i) == *choice));
                chosen.map(|i| i.id).ok_or(unclear)
            }
        }
    }

    /// The worker of the month whom a row means: by code; else by name, grid and village together.
    fn person(&self, row: &MarkRow, spot: &Spot) -> Result<SubjectId, CellProblem> {
        let register = self.register;
        let name = row.name.as_ref().map(|n| n.value.as_str());
        if let Some(code) = &row.person_code {
            let at = Spot::of(&spot.sheet, code);
            let Some(post) = self.by_code.get(&code.value).map(|at| &self.posts[*at]) else {
                return Err(at.problem("marks-code-unknown", &[("code", &code.value)]));
            };
            let known = register.name_of(post.subject);
            return match name.filter(|n| *n != known) {
                Some(name) => {
                    Err(at.problem("roster-code-name", &[("code", &code.value), ("known", &known), ("name", name)]))
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
        let places = self.by_name.get(name).into_iter().flatten();
        let named: Vec<&Post> = places.map(|at| &self.posts[*at]).collect();
        let fits: Vec<_> = named.iter().filter(|post| by_code(post) && by_grid(post) && by_village(post)).collect();
        if let [post] = fits.as_slice() {
            return Ok(post.subject);
        }
        let code = if named.is_empty() { "marks-name-unknown" } else { "marks-person-unclear" };
        let mut unclear = spot.problem(code, &[("name", name)]);
        let code_of = |post: &Post| register.named(post.subject).map(|n| n.code.to_string()).unwrap_or_default();
        let choice = |post: &Post| format!("{} {name} {}", code_of(post), register.label(post.grid));
        unclear.choices = named.iter().map(|post| choice(post)).collect();
        let answered = self.answers.of(spot, &unclear.choices);
        let chosen = answered.and_then(|chosen| named.iter().find(|post| choice(post) == *chosen));
        chosen.map(|post| post.subject).ok_or(unclear)
    }
}

fn spot_of(row: &MarkRow) -> Spot {
    let text = [&row.name, &row.person_code].into_iter().flatten().next();
    let cell = text.map_or_else(|| format!("A{}", row.line), |f| f.cell.clone());
    Spot { sheet: row.sheet.clone(), cell }
}
