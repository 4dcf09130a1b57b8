//! What a form leaves empty, from what was chosen in it.

use domain::{Date, DefectSource, Finder, GridId, Month, Outcome, Role, SubjectId};
use policy::SubjectKind;

use crate::{
    Office, Register,
    month::marks::short,
    view::{DefectForm, FactSubject, Settings},
    workdays,
};

impl Office {
    /// Fills what is left empty: the grid from who answers for it, who answers from the grid where it is one alone, the
    /// text, indicator, points and days from the common problem, the date from the days. Nothing written is changed.
    pub fn fill_defect(&mut self, form: &DefectForm) -> Outcome<DefectForm> {
        let register = self.register()?;
        let settings = self.settings()?;
        let mut form = form.clone();
        if form.grid.is_none()
            && let Some(subject) = form.subject
        {
            form.grid = self.ground_of(&register, subject, form.month, form.found_on)?;
        }
        if form.subject.is_none()
            && let Some(grid) = form.grid
            && let [only] = self.answering(grid, form.found_on, form.month)?.as_slice()
        {
            form.subject = Some(only.subject);
        }
        form.subject_name = form.subject.map(|s| register.name_of(s)).unwrap_or_default();
        form.grid_name = form.grid.map(|g| register.label(g)).unwrap_or_default();
        form.level.get_or_insert(match form.source {
            DefectSource::Higher => Finder::County,
            DefectSource::Inspection | DefectSource::Resident | DefectSource::Hotline => Finder::Township,
        });
        if let Some(inspection) = form.inspection.filter(|_| form.found_by.is_empty()) {
            form.found_by = self.inspection_of(form.month, inspection)?.inspector;
        }
        let usual = self.fill_common(&mut form)?;
        due(&mut form, usual, &settings);
        Ok(form)
    }

    /// From the common problem; its days.
    fn fill_common(&self, form: &mut DefectForm) -> Outcome<Option<u32>> {
        let Some(number) = form.common else { return Ok(None) };
        let Some(common) = self.store.common_defects()?.into_iter().find(|c| c.number == number) else {
            return Ok(None);
        };
        if form.what.trim().is_empty() {
            form.what = common.what;
        }
        if form.indicator.is_none() && !common.indicator.is_empty() {
            let known = self.store.indicators()?;
            form.indicator = known.into_iter().find(|(_, name)| *name == common.indicator).map(|(id, _)| id);
        }
        // Points come off the mark of an inspection; a call has none.
        if form.lost.trim().is_empty() && form.inspection.is_some() && form.id.is_none() {
            form.lost = common.lost.map(short).unwrap_or_default();
        }
        Ok(common.days)
    }

    /// Who can be said to answer for a grid on a day, by the schemes of a month: those of the grid itself, else of the grid
    /// above, else everybody of its village.
    pub fn answering(&mut self, grid: GridId, on: Date, month: Month) -> Outcome<Vec<FactSubject>> {
        let register = self.register()?;
        for scheme in self.schemes_in(month)? {
            let found = candidates(&register, scheme.policy.subject, grid, on);
            if !found.is_empty() {
                return Ok(found.into_iter().filter_map(|subject| shown(&register, subject, grid)).collect());
            }
        }
        Ok(Vec::new())
    }

    /// The ground of who answers for it: a grid's own; of a person's grids on the day the only one, else the main one.
    fn ground_of(
        &mut self,
        register: &Register,
        subject: SubjectId,
        month: Month,
        on: Date,
    ) -> Outcome<Option<GridId>> {
        let Some(person) = subject.person() else { return Ok(subject.grid()) };
        let post = self.post_in(month, subject)?;
        let mut held: Vec<GridId> = register
            .posts_of(person)
            .filter(|a| a.holds_on(on) && post.grids.contains(&a.grid))
            .map(|a| a.grid)
            .collect();
        held.dedup();
        Ok(match held.as_slice() {
            [only] => Some(*only),
            _ => Some(post.grid),
        })
    }
}

/// The due date from the days, or the days from the due date.
fn due(form: &mut DefectForm, usual: Option<u32>, settings: &Settings) {
    match form.due_on {
        Some(due) => form.days = u32::try_from(workdays::between(settings, form.found_on, due)).ok(),
        None => {
            let days = form.days.or(usual).unwrap_or(settings.defect_days);
            form.days = Some(days);
            form.due_on = Some(workdays::after(settings, form.found_on, days));
        }
    }
}

fn candidates(register: &Register, kind: SubjectKind, grid: GridId, on: Date) -> Vec<SubjectId> {
    let counts = |role: Role| match kind {
        SubjectKind::Worker => role.is_worker(),
        SubjectKind::Role(wanted) => role == wanted,
        SubjectKind::Grid(_) => false,
    };
    if let SubjectKind::Grid(level) = kind {
        return register.upwards(grid).find(|g| g.level == level).map(|g| g.id.into()).into_iter().collect();
    }
    let of = |grid: GridId| {
        let mut here: Vec<_> = register.people_of(grid).filter(|a| a.holds_on(on) && counts(a.role)).collect();
        here.sort_by_key(|a| (a.role, a.from, a.person));
        here.into_iter().map(|a| SubjectId::from(a.person))
    };
    for above in register.upwards(grid) {
        let here: Vec<_> = of(above.id).collect();
        if !here.is_empty() {
            return here;
        }
    }
    let Some(village) = register.village(grid) else { return Vec::new() };
    let inside =
        register.grids.iter().filter(|g| g.open_on(on) && register.village(g.id).is_some_and(|v| v.id == village.id));
    let mut all: Vec<_> = inside.flat_map(|g| of(g.id)).collect();
    let mut seen = std::collections::HashSet::new();
    all.retain(|subject| seen.insert(*subject));
    all
}

fn shown(register: &Register, subject: SubjectId, grid: GridId) -> Option<FactSubject> {
    let named = register.named(subject)?;
    Some(FactSubject {
        subject,
        code: named.code.to_string(),
        initials: named.initials.to_string(),
        village: register.village(grid).map(|v| v.name.clone()).unwrap_or_default(),
        name: named.name,
    })
}
