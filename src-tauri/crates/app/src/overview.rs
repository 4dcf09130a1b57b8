//! The open office at a glance: its months, what waits, how large it is.

use std::path::Path;

use domain::{Defect, DefectState, MonthState, Outcome};

use crate::{
    Office, backup,
    grids::is_ground,
    view::{MonthEntry, OfficeView, Waiting},
};

impl Office {
    /// Where the file is.
    pub fn path(&self) -> &Path {
        self.store.path()
    }

    /// The version of the file's form.
    pub fn schema_version(&self) -> i64 {
        self.store.schema_version()
    }

    /// The office at a glance.
    pub fn office(&mut self) -> Outcome<OfficeView> {
        let register = self.register()?;
        let today = self.clock.today();
        let months = self.store.months()?;
        let current = months.iter().find(|m| m.state != MonthState::Closed).or(months.last()).map(|m| m.month);
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let open_measures = self.open_items()?.iter().filter(|i| i.status != "goods").count();
        let overdue = |d: &Defect| d.state(today) == DefectState::Overdue;
        let overdue_defects = count(self.store.open_defects()?.iter().filter(|d| overdue(d)).count());
        let township = self.settings()?.township;
        let township = match register.township() {
            _ if !township.is_empty() => township,
            Some(root) => root.name.clone(),
            None => String::new(),
        };
        let path = self.store.path();
        Ok(OfficeView {
            path: path.display().to_string(),
            township,
            read_only: self.read_only().then(|| store::holder_of(path).unwrap_or_default()),
            months: months.iter().map(|m| MonthEntry { month: m.month, state: m.state }).collect(),
            current,
            today,
            last_backup: backup::last(path),
            villages: count(register.villages(today).len()),
            grids: count(register.grids.iter().filter(|g| is_ground(g.level) && g.open_on(today)).count()),
            people: count(register.people.len()),
            workers: count(
                register
                    .people
                    .iter()
                    .filter(|p| register.posts_of(p.id).any(|a| a.role.is_worker() && a.holds_on(today)))
                    .count(),
            ),
            waiting: Waiting {
                stale_boards: self.stale_count()?,
                open_measures: count(open_measures),
                overdue_defects,
            },
        })
    }
}
