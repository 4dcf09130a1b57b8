//! Schemes: papers of one slot that overlap or leave a month of the file without one, and what rests on nothing.

use domain::{AdoptedPolicy, Month, MonthState, Outcome, Problem};

use crate::{Office, below::sources, taking_over::seams};

impl Office {
    pub(super) fn scheme_problems(&mut self) -> Outcome<Vec<Problem>> {
        let months: Vec<Month> = self.store.months()?.into_iter().map(|m| m.month).collect();
        let mut slots: Vec<(_, Vec<AdoptedPolicy>)> = Vec::new();
        for row in self.store.policies()? {
            let policy = self.policy_of(&row)?;
            let slot = (policy.subject, policy.period);
            match slots.iter_mut().find(|(of, _)| *of == slot) {
                Some((_, rows)) => rows.push(row),
                None => slots.push((slot, vec![row])),
            }
        }
        let mut problems = Vec::new();
        for (_, rows) in &slots {
            for pair in rows.windows(2) {
                let [before, after] = pair else { continue };
                let between = |m: &&Month| match before.to {
                    Some(to) => **m > to.min(after.from.plus(-1)) && **m <= to.max(after.from.plus(-1)),
                    None => false,
                };
                if months.iter().any(|m| between(&m)) {
                    problems.extend(seams(pair));
                }
            }
        }
        problems.extend(self.resting_on_nothing()?);
        Ok(problems)
    }

    /// Schemes of months that are not closed whose roll-up names none that holds within their period.
    fn resting_on_nothing(&mut self) -> Outcome<Vec<Problem>> {
        let open = self.store.months()?.into_iter().filter(|m| m.state != MonthState::Closed);
        let mut problems = Vec::new();
        for record in open.collect::<Vec<_>>() {
            let schemes = self.schemes_in(record.month)?;
            for scheme in schemes.iter().filter(|s| s.last == record.month) {
                let below = self.below(scheme)?;
                for (clause, source) in sources(scheme.rules()) {
                    if !below.iter().any(|b| b.source == source) {
                        let titles: Vec<_> = schemes.iter().map(|s| s.policy.title.as_str()).collect();
                        problems.push(
                            Problem::new("roll-up-unknown")
                                .at(format!("{} {} {}", record.month, scheme.policy.title, clause.article))
                                .with("source", source)
                                .with("schemes", titles.join("、")),
                        );
                    }
                }
            }
        }
        Ok(problems)
    }
}
