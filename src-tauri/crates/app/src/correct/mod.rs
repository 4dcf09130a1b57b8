//! Corrections of closed months: the facts changed with a reason, what follows shown before anything is saved, and then
//! a new version of each month that comes out differently. What was issued is never rewritten.

mod effects;
mod plan;
mod read;
mod record;
mod subject;
#[cfg(test)]
mod tests;
mod versions;

use std::sync::Arc;

use domain::{Fault, Money, Month, MonthRecord, MonthState, Outcome, Problem};
use store::{Db, Tx};
use words::Words;

use crate::{
    Office, Register,
    office::{Deed, topic},
    ripple::{self, Pinned, Step, Walked},
    view::{Changed, CorrectionForm, Ripple, RipplePaper},
};

pub(crate) use effects::pairs;
use effects::{Effects, balance, effects, papers};
use plan::Desk;
pub(crate) use plan::{Plan, Write};
pub use read::find_subject;
pub(crate) use record::{Record, paper_key};

/// Everything that a screen shows may follow from a closed month.
const TOPICS: &[&str] = topic::ALL;

/// A correction that was tried: what it changes and what follows.
pub(crate) struct Tried {
    pub(crate) ripple: Ripple,
    pub(crate) walked: Walked,
    pub(crate) effects: Effects,
}

/// A correction that is ready to be tried or saved.
pub(crate) struct Ready {
    pub(crate) record: MonthRecord,
    pub(crate) plan: Plan,
    pub(crate) pinned: Vec<Pinned>,
    /// Months whose facts it changes.
    pub(crate) touched: Vec<Month>,
    pub(crate) before: Arc<Register>,
    pub(crate) words: Words,
    pub(crate) numbers: Vec<(Month, String)>,
}

impl Office {
    /// What would follow from a correction; nothing is stored.
    pub fn preview_correction(&mut self, form: &CorrectionForm) -> Outcome<Ripple> {
        let ready = self.ready(form)?;
        self.store.rehearse(|tx| ready.tried(tx)).map(|tried| tried.ripple)
    }

    /// Saves a correction: the facts, a new version of each month that comes out differently, the money that follows and
    /// the number of its notice, as one entry that can be undone until the next month closes.
    pub fn save_correction(&mut self, form: &CorrectionForm) -> Outcome<(Ripple, Changed)> {
        let mut missing = Vec::new();
        for (text, code) in [(&form.reason, "reason-needed"), (&form.by, "decision-needs-name")] {
            if text.trim().is_empty() {
                missing.push(Problem::new(code).at(form.month));
            }
        }
        if !missing.is_empty() {
            return Err(Fault::refused(missing));
        }
        let ready = self.ready(form)?;
        let record = Record {
            by: form.by.trim().to_string(),
            reason: form.reason.trim().to_string(),
            on: self.clock.today(),
            year: self.clock.year(),
        };
        let deed = Deed::new("correct", TOPICS)
            .with("month", form.month)
            .with("count", ready.plan.told.len())
            .with("by", &record.by)
            .because(&record.reason);
        self.write(deed, |tx| {
            let tried = ready.tried(tx)?;
            record.keep(tx, &ready, &tried)?;
            Ok(tried.ripple)
        })
    }

    /// A correction's rows against the closed month.
    fn ready(&mut self, form: &CorrectionForm) -> Outcome<Ready> {
        let record = self.closed_month(form.month)?;
        let register = self.register()?;
        let schemes = match form.scheme.as_deref() {
            Some(id) => vec![self.scheme_in(form.month, Some(id))?],
            None => self.schemes_in(form.month)?,
        };
        let desk = Desk {
            db: &self.store,
            words: self.words,
            register: &register,
            record: &record,
            schemes: &schemes,
            today: self.clock.today(),
            form,
        };
        let plan = desk.plan()?;
        self.ready_with(record, plan)
    }

    /// A plan with the closed months that it may reach.
    pub(crate) fn ready_with(&mut self, record: MonthRecord, plan: Plan) -> Outcome<Ready> {
        let before = self.register()?;
        let closed: Vec<MonthRecord> =
            self.store.months()?.into_iter().filter(|m| m.state == MonthState::Closed).collect();
        let touched: Vec<Month> = closed
            .iter()
            .map(|m| m.month)
            .filter(|month| *month == record.month || plan.moves(&before, *month))
            .collect();
        let first = touched.first().copied().unwrap_or(record.month);
        let pinned = self.pinned(first)?;
        let mut numbers = Vec::new();
        let prefix = self.settings()?.document_prefix.trim().to_string();
        for month in closed.iter().map(|m| m.month).filter(|m| *m >= first && !prefix.is_empty()) {
            if let Some((year, number)) = self.store.paper_number(month, &crate::month::notice_of(0, ""))? {
                numbers.push((month, format!("{prefix}〔{year}〕{number}号")));
            }
        }
        Ok(Ready { record, plan, pinned, touched, before, words: self.words, numbers })
    }

    /// A closed month; an open one is refused, as it is edited directly.
    fn closed_month(&self, month: Month) -> Outcome<MonthRecord> {
        let record = self.month_record(month)?;
        if record.state == MonthState::Closed {
            return Ok(record);
        }
        Err(Problem::new("correction-of-open").at(month).with("month", month).into())
    }

    /// The closed months from `first` on, oldest first, each with the schemes that it was closed under.
    pub(crate) fn pinned(&mut self, first: Month) -> Outcome<Vec<Pinned>> {
        let months = self.store.months()?;
        let mut pinned = Vec::new();
        for record in months.into_iter().filter(|m| m.month >= first && m.state == MonthState::Closed) {
            let mut waiting = Vec::new();
            for scheme in self.schemes_of(record.month)? {
                let below = self.below(&scheme)?;
                waiting.push(Pinned { record: record.clone(), scheme, below });
            }
            // A scheme comes after those of the month that it rests on.
            while !waiting.is_empty() {
                let rests = |m: &Pinned, on: &Pinned| m.below.iter().any(|b| b.scheme.id() == on.id());
                let next = waiting.iter().position(|m| !waiting.iter().any(|on| on.id() != m.id() && rests(m, on)));
                pinned.push(waiting.remove(next.unwrap_or(0)));
            }
        }
        Ok(pinned)
    }
}

impl Plan {
    /// Whether it changes who is in charge of what, or for how long, in a month.
    fn moves(&self, before: &Register, month: Month) -> bool {
        let Some(after) = &self.register else { return false };
        let held = |r: &Register, id| r.assignment(id).map(|a| a.days_in(month));
        self.writes.iter().any(|write| match write {
            plan::Write::Assignment(a) => held(before, a.id) != held(after, a.id),
            _ => false,
        })
    }
}

impl Ready {
    /// Writes the facts and walks the months. Within a transaction that is kept or taken back by who asked.
    pub(crate) fn tried(&self, tx: &Tx<'_>) -> Outcome<Tried> {
        let before = ripple::before(tx, &self.before, &self.pinned, &self.touched)?;
        for write in &self.plan.writes {
            write.apply(tx)?;
        }
        let register = self.plan.register.as_ref().unwrap_or(&self.before);
        let walked = ripple::after(tx, register, &self.pinned, before)?;
        let effects = effects(tx, register, &self.pinned, &walked.steps)?;
        let ripple = self.ripple(tx, register, &walked.steps, &effects)?;
        Ok(Tried { ripple, walked, effects })
    }

    fn ripple(&self, db: &Db, register: &Register, steps: &[Step], effects: &Effects) -> Outcome<Ripple> {
        let balance = balance(register, &effects.owed);
        let fen = |above: bool| Money(balance.iter().map(|b| b.fen.0).filter(|f| (*f > 0) == above).sum::<i64>().abs());
        let (to_pay, to_take_back) = (fen(true), fen(false));
        let mut ripple = Ripple {
            month: self.record.month,
            version: self.record.version + 1,
            changes: self.plan.told.clone(),
            months: effects.months.clone(),
            measures: effects.measures.clone(),
            papers: self.papers(db, register, effects)?,
            balance,
            fen_to_pay: to_pay,
            fen_to_take_back: to_take_back,
            fen: Money(to_pay.0 - to_take_back.0),
            judged: u32::try_from(steps.len()).unwrap_or(u32::MAX),
            text: String::new(),
        };
        ripple.text = sentence(&ripple, self.words);
        Ok(ripple)
    }

    /// What was issued and no longer agrees, by name.
    fn papers(&self, _: &Db, register: &Register, effects: &Effects) -> Outcome<Vec<RipplePaper>> {
        let mut found = Vec::new();
        for month in &effects.months {
            for key in papers(month) {
                let mut name = self.words.text(&format!("paper-name.{key}"), &[("", "")]);
                let number = self.numbers.iter().find(|(of, _)| *of == month.month).filter(|_| key == "notice");
                if let Some((_, number)) = number {
                    name = self.words.text("correction.numbered", &[("paper", name.as_str()), ("number", number)]);
                }
                found.push(RipplePaper { month: month.month, kind: key.to_string(), name });
            }
            let talks = effects.measures.iter().filter(|m| m.month == month.month && !m.was.is_empty());
            for talk in talks {
                let Ok(subject) = find_subject(register, &talk.subject_id) else { continue };
                let name = self.words.text("paper-name.talk", &[("", "")]);
                found.push(RipplePaper {
                    month: month.month,
                    kind: format!("talk/{}", subject.0),
                    name: format!("{name} {} {}", talk.name, talk.code),
                });
            }
        }
        Ok(found)
    }
}

/// 将改变 2 人的奖励，共 −150.00 元，1 份通报不再相符.
fn sentence(ripple: &Ripple, words: Words) -> String {
    let mut people: Vec<&str> = ripple.months.iter().flat_map(|m| &m.subjects).map(|s| s.code.as_str()).collect();
    people.sort_unstable();
    people.dedup();
    if people.is_empty() {
        return words.text("correction.no-effect", &[("", "")]);
    }
    let notices = ripple.papers.iter().filter(|p| p.kind == "notice").count();
    let sign = if ripple.fen.0 > 0 { "+" } else { "" };
    let args = [
        ("people", people.len().to_string()),
        ("months", ripple.months.len().to_string()),
        ("rewards", ripple.balance.len().to_string()),
        ("sum", format!("{sign}{}", ripple.fen).replace('-', "−")),
        ("papers", ripple.papers.len().to_string()),
        ("notices", notices.to_string()),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    words.text("correction.effect", args.as_slice())
}
