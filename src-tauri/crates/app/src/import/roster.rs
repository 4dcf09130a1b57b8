//! A roster: people found by code, by name and phone, by name and village; never by name alone.

use std::{collections::HashMap, path::Path};

use domain::{Assignment, AssignmentId, Date, GridId, Month, MonthState, Outcome, Person, PersonId, Role};
use sheets::{CellProblem, RosterRow, roster};

use super::{Found, Spot, changes, lines_with_problems, places::Places, places::live_from, tables};
use crate::{
    Office,
    draft::Draft,
    office::{Deed, topic},
    people::{initials, next_person_code},
    view::{Changed, ImportReport},
};

const TOPICS: &[&str] = &[topic::GRIDS, topic::PEOPLE, topic::BOARDS, topic::MONTH, topic::OUTCOMES];

impl Office {
    /// Takes people, grids and assignments from a table.
    pub fn import_roster(&mut self, path: &Path, dry_run: bool) -> Outcome<(ImportReport, Changed)> {
        let table = roster(&tables(path)?);
        let mut found = Found::new(table.rows.len(), table.problems, table.notes);
        let draft = self.plan_roster(&table.rows, &mut found)?;
        (found.added, found.changed, found.changes) = changes::of(&draft, self.words);
        self.taken(found, dry_run, "import-roster", path, |tx| draft.write(tx).map(drop))
    }

    /// The answer of what wrote nothing to the office file.
    pub(super) fn unchanged(&self) -> Outcome<Changed> {
        Ok(Changed { text: String::new(), topics: Vec::new(), undo: self.undo_state()? })
    }

    /// Writes what an import found worth taking, unless it is a dry run or there is nothing.
    pub(super) fn taken(
        &mut self,
        found: Found,
        dry_run: bool,
        verb: &'static str,
        path: &Path,
        write: impl FnOnce(&store::Tx<'_>) -> Outcome<()>,
    ) -> Outcome<(ImportReport, Changed)> {
        let report = found.worded(self.words);
        if dry_run || report.added + report.changed == 0 {
            return Ok((report, self.unchanged()?));
        }
        let file = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let deed =
            Deed::new(verb, TOPICS).with("file", file).with("added", report.added).with("changed", report.changed);
        let ((), changed) = self.write(deed, write)?;
        Ok((report, changed))
    }

    /// The first day that undated rows count from: of the month that is being worked on, else of this month.
    fn roster_start(&self) -> Outcome<Date> {
        let months = self.store.months()?;
        let open = months.iter().find(|m| m.state != MonthState::Closed).map(|m| m.month);
        let next = months.last().map(|m| m.month.plus(1));
        Ok(open.or(next).unwrap_or_else(|| Month::of(self.clock.today())).first_day())
    }

    fn plan_roster(&mut self, rows: &[RosterRow], found: &mut Found) -> Outcome<Draft> {
        let start = self.roster_start()?;
        let mut draft = self.draft()?;
        let mut taker =
            Taker { places: Places { start, clock: self.clock.clone() }, people: HashMap::new(), undated: None, start };
        let bad = lines_with_problems(&found.problems);
        for row in rows.iter().filter(|r| !r.held && !bad.contains(&(r.sheet.clone(), r.line))) {
            let mark = draft.mark();
            let spot = spot_of(row);
            let result = taker.take(&mut draft, row, &spot).map_err(|p| vec![p]).and_then(|()| {
                let problems = draft.problems(mark);
                if problems.is_empty() { Ok(()) } else { Err(problems.into_iter().map(|p| spot.told(p)).collect()) }
            });
            if let Err(problems) = result {
                draft.back_to(mark);
                found.problems.extend(problems);
            }
        }
        // Ids that were given out are not given again.
        self.clock = taker.places.clock.clone();
        if let Some(spot) = taker.undated {
            found.notes.push(spot.problem("roster-from-assumed", &[("from", &start.to_string())]));
        }
        for person in draft.after.people.iter().filter(|p| p.id.0 < 0) {
            if let Ok(missing) = self.unprintable(&person.name) {
                let nowhere = Spot { sheet: String::new(), cell: String::new() };
                found.notes.extend(missing.into_iter().map(|p| nowhere.told(p.with("name", &person.name))));
            }
        }
        Ok(draft)
    }
}

/// The cell that a row's problems are told at where no other is known.
fn spot_of(row: &RosterRow) -> Spot {
    let text = [&row.name, &row.grid, &row.village].into_iter().flatten().next();
    let cell = text.map_or_else(|| format!("A{}", row.line), |f| f.cell.clone());
    Spot { sheet: row.sheet.clone(), cell }
}

/// Takes row after row into a plan.
struct Taker {
    places: Places,
    /// Whom the file's own numbers stand for.
    people: HashMap<usize, PersonId>,
    /// The first row without a first day.
    undated: Option<Spot>,
    start: Date,
}

impl Taker {
    fn take(&mut self, draft: &mut Draft, row: &RosterRow, spot: &Spot) -> Result<(), CellProblem> {
        let grid = self.places.of(draft, row, spot)?;
        if row.name.is_none() {
            return Ok(());
        }
        let person = self.person(draft, row, grid, spot)?;
        self.post(draft, row, person, grid);
        Ok(())
    }

    fn person(
        &mut self,
        draft: &mut Draft,
        row: &RosterRow,
        grid: GridId,
        spot: &Spot,
    ) -> Result<PersonId, CellProblem> {
        // A row that was left out may have taken its new person along.
        let known = row.person.and_then(|n| self.people.get(&n)).filter(|p| draft.after.person(**p).is_some()).copied();
        let id = match known {
            Some(id) => Some(id),
            None => self.matched(draft, row, grid, spot)?,
        };
        let phone = row.phone.as_ref().map(|p| p.value.clone());
        let id = match id.and_then(|id| draft.after.person(id)).cloned() {
            Some(person) => {
                let id = person.id;
                if phone.is_some() && phone != person.phone {
                    draft.person(Person { phone, ..person });
                }
                id
            }
            None => {
                let name = row.name.as_ref().map(|n| n.value.clone()).unwrap_or_default();
                let id = PersonId(draft.fresh());
                draft.person(Person {
                    id,
                    uuid: self.places.clock.new_id(),
                    code: row.person_code.as_ref().map_or_else(|| next_person_code(draft), |c| c.value.clone()),
                    initials: initials(&name),
                    name,
                    phone,
                    photo: None,
                    note: row.note.as_ref().map(|n| n.value.clone()).unwrap_or_default(),
                });
                id
            }
        };
        if let Some(number) = row.person {
            self.people.insert(number, id);
        }
        Ok(id)
    }

    /// The person in the office file whom a row means; `None` for somebody new. Those whom this very file brought are
    /// told apart by the file's own numbers.
    fn matched(
        &self,
        draft: &Draft,
        row: &RosterRow,
        grid: GridId,
        spot: &Spot,
    ) -> Result<Option<PersonId>, CellProblem> {
        let register = &draft.after;
        let Some(name) = row.name.as_ref().map(|n| n.value.as_str()) else { return Ok(None) };
        if let Some(code) = &row.person_code
            && let Some(holder) = register.people.iter().find(|p| p.code == code.value)
        {
            if holder.name == name {
                return Ok(Some(holder.id));
            }
            let at = Spot::of(&spot.sheet, code);
            return Err(
                at.problem("roster-code-name", &[("code", &code.value), ("known", &holder.name), ("name", name)])
            );
        }
        let same: Vec<_> = register.people.iter().filter(|p| p.id.0 >= 0 && p.name == name).collect();
        // A code of the table that nobody has yet is somebody new, unless a bearer of the name is known by the phone.
        let phone = row.phone.as_ref().map(|p| p.value.as_str());
        if phone.is_some()
            && let [one] = same.iter().filter(|p| p.phone.as_deref() == phone).collect::<Vec<_>>()[..]
        {
            return Ok(Some(one.id));
        }
        if row.person_code.is_some() {
            return Ok(None);
        }
        // Whoever certainly has another phone is another person.
        let possible: Vec<_> = same.into_iter().filter(|p| phone.is_none() || p.phone.is_none()).collect();
        let village = register.village(grid).map(|v| v.id);
        let here: Vec<_> = possible
            .iter()
            .filter(|p| {
                village.is_some() && register.posts_of(p.id).any(|a| register.village(a.grid).map(|v| v.id) == village)
            })
            .collect();
        let taken = |id: PersonId| self.people.iter().any(|(n, p)| *p == id && Some(*n) != row.person);
        match (here.as_slice(), possible.as_slice()) {
            ([one], _) if !taken(one.id) => Ok(Some(one.id)),
            ([], []) => Ok(None),
            _ => {
                let mut unclear = spot.problem("roster-person-unclear", &[("name", name)]);
                unclear.choices = possible
                    .iter()
                    .map(|p| {
                        let where_ = register.posts_of(p.id).next_back().map(|a| register.label(a.grid));
                        format!("{} {}", p.code, where_.unwrap_or_default()).trim_end().to_string()
                    })
                    .collect();
                Err(unclear)
            }
        }
    }

    fn post(&mut self, draft: &mut Draft, row: &RosterRow, person: PersonId, grid: GridId) {
        let role = row.role.as_ref().map_or(Role::FullTime, |r| r.value);
        let from = row.from.as_ref().map(|f| f.value);
        let to = row.to.as_ref().map(|t| t.value);
        let held = |a: &&Assignment| a.grid == grid && a.role == role;
        let known = draft.after.posts_of(person).filter(held).copied().collect::<Vec<_>>();
        // The one that the row's first day names; without a day, the latest.
        let same = match from {
            Some(from) => known.iter().find(|a| a.from == from).or_else(|| known.iter().find(|a| a.to.is_none())),
            None => known.last(),
        };
        if let Some(&same) = same {
            let wanted = Assignment { from: from.unwrap_or(same.from), to: to.or(same.to), ..same };
            if wanted != same {
                live_from(draft, grid, wanted.from);
                draft.assignment(wanted);
            }
            return;
        }
        let opened = draft.after.grid(grid).map_or(self.start, |g| g.opened);
        let first = from.unwrap_or_else(|| self.start.max(opened));
        if from.is_none() && self.undated.is_none() {
            self.undated = Some(spot_of(row));
        }
        live_from(draft, grid, first);
        let id = AssignmentId(draft.fresh());
        draft.assignment(Assignment { id, person, grid, role, from: first, to });
    }
}
