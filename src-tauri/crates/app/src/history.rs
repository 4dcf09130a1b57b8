//! Every period worked out anew from its marks, the first to the last, each with what came out of those before it. What
//! comes next is read by hands of their own while one period is judged, as reading takes longer than judging.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        mpsc::{Receiver, sync_channel},
    },
    thread,
};

use domain::{Outcome, Problem};
use policy::Carry;

use crate::{
    JudgedMonth, Office, Scheme, below,
    facts::{self, MonthFacts},
    judged::judge_read,
};

/// How many read ahead.
const READERS: usize = 2;

/// What a scheme takes from another can only be read when that one is judged.
fn rests_on_another(scheme: &Scheme) -> bool {
    below::sources(scheme.rules()).next().is_some()
}

impl Office {
    /// Works out every period of every scheme anew from the facts in the file: nothing that was stored of an earlier
    /// outcome is used, but for what a scheme takes from one that it rests on. `each` is shown them in order; `watch` is
    /// told how many are done, of how many, and stops the work by answering false.
    pub fn work_out_anew(
        &mut self,
        watch: &mut dyn FnMut(usize, usize) -> bool,
        each: &mut dyn FnMut(&Self, JudgedMonth) -> Outcome<()>,
    ) -> Outcome<()> {
        let mut steps = Vec::new();
        for record in self.store.months()? {
            steps.extend(self.schemes_of(record.month)?.into_iter().map(|scheme| (record.clone(), scheme)));
        }
        let (longest, register) = (self.longest_window()?, self.register()?);
        let readers = self.store.readers(READERS)?;
        thread::scope(|scope| {
            let mut ahead: Vec<Receiver<Outcome<MonthFacts>>> = Vec::new();
            for (turn, db) in readers.into_iter().enumerate() {
                let (send, receive) = sync_channel(1);
                let (steps, register) = (&steps, &register);
                scope.spawn(move || {
                    let alone = steps.iter().map(|(_, scheme)| scheme).filter(|s| !rests_on_another(s));
                    for scheme in alone.skip(turn).step_by(READERS) {
                        // Nobody asks any more when the work was stopped.
                        if send.send(facts::read(&db, register, scheme, &[])).is_err() {
                            break;
                        }
                    }
                });
                ahead.push(receive);
            }
            let mut carries: HashMap<String, Carry> = HashMap::new();
            let mut turn = 0;
            for (done, (record, scheme)) in steps.iter().enumerate() {
                if !watch(done, steps.len()) {
                    return Err(Problem::new("work-stopped").into());
                }
                let mut read = None;
                if !rests_on_another(scheme) {
                    // A file in memory has no other readers.
                    read = ahead.get(turn % READERS).and_then(|ahead| ahead.recv().ok());
                    turn += 1;
                }
                let read = match read {
                    Some(read) => read?,
                    None => {
                        let members = self.members_of(scheme, &[])?;
                        facts::read(&self.store, &register, scheme, &members)?
                    }
                };
                let before = Arc::new(carries.remove(scheme.id()).unwrap_or_default());
                let judged = judge_read(record.clone(), scheme.clone(), before.clone(), register.clone(), read);
                let trace = judged.judged.trace.clone();
                each(self, judged)?;
                let mut carry = Arc::unwrap_or_clone(before);
                carry.push(trace, longest);
                carries.insert(scheme.id().to_string(), carry);
            }
            watch(steps.len(), steps.len());
            Ok(())
        })
    }

    /// How far any adopted version looks back: a later one may look further than the one that judged a period.
    fn longest_window(&mut self) -> Outcome<usize> {
        let mut longest = 0;
        for adopted in self.store.policies()? {
            let policy = self.policy_of(&adopted)?;
            longest = policy.versions.iter().map(|v| v.window(policy.period)).fold(longest, usize::max);
        }
        Ok(longest)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{may, month, run_month, small_office};

    #[test]
    fn every_month_worked_out_anew_is_as_it_was_judged_when_it_was_closed() {
        let mut office = small_office();
        run_month(&mut office, may(), [58, 85, 92, 95]);
        for (at, totals) in [(1, [55, 85, 92, 95]), (2, [90, 59, 80, 95])] {
            office.open_month(may().plus(at)).unwrap();
            run_month(&mut office, may().plus(at), totals);
        }
        let mut months = Vec::new();
        office
            .work_out_anew(&mut |_, _| true, &mut |office, again| {
                let stored = office.store.outcomes(again.last, 1, again.scheme())?;
                assert_eq!(crate::month::stored(&again.judged, &again.posts), stored, "{}", again.last);
                months.push(again.last);
                Ok(())
            })
            .unwrap();
        assert_eq!(months, [may(), month("2026-06"), month("2026-07")]);
    }

    #[test]
    fn the_work_can_be_stopped_between_two_months() {
        let mut office = small_office();
        run_month(&mut office, may(), [92, 85, 58, 95]);
        let stopped = office.work_out_anew(&mut |_, _| false, &mut |_, _| Ok(())).unwrap_err();
        assert_eq!(stopped.code(), "work-stopped");
    }
}
