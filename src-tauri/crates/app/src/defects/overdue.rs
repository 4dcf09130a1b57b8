//! Problems not put right in time as facts of a month.
//!
//! The fact bears the day on which the problem was found. Under `next-period` it costs points in the period after that day:
//! entered in the month of the finding, in the next month; entered later, when that month is published or closed, in the
//! month that it is entered in. Either way it is the month after the finding, as long as that can still be entered.

use domain::{Defect, DefectId, Fault, Finder, Month, OtherFact, Outcome, Problem, Score};
use policy::When;

use super::{ALONE, WITH_MARKS, place_of, refuse};
use crate::{
    Office, Register, Scheme, Span,
    month::{
        marks::{short, start_scoring},
        other_facts::kinds::Kind,
    },
    office::Deed,
    view::{Changed, OverdueRow, OverdueView},
};

/// The facts' name.
const FACT: &str = "overdue";
/// One place, in the engine's figures.
const ONE: i64 = 10_000;

/// The level that sets the price: who found it again, else the township itself.
pub(super) fn source(defect: &Defect) -> String {
    defect.again_level.unwrap_or(Finder::Township).zh().to_string()
}

/// The month whose score a fact of `month` comes off, the problem having been found in the month `found`; `None` where no
/// clause of the scheme takes points for it. A longer period is named by its last month.
fn counts_in(scheme: &Scheme, found: Month) -> Option<Month> {
    let rule = scheme.rules().overdue_penalty()?;
    let span: Span = scheme.span();
    let later = rule.when == When::NextPeriod && found >= span.first;
    Some(if later { scheme.last.plus(scheme.policy.period.months()) } else { scheme.last })
}

/// What a problem comes to in the facts of a month.
struct Due {
    defect: Defect,
    points: Option<i64>,
    counts_in: Option<Month>,
    stopped: Option<&'static str>,
}

impl Office {
    /// Problems found up to a month that were not put right in time, whose penalty stands in no month yet and that were not
    /// let off; each with what it would come to if it were entered in this month.
    pub fn overdue_due(&mut self, month: Month) -> Outcome<OverdueView> {
        let editable = self.enterable(month)? && !self.read_only();
        let kinds = self.other_facts(month)?.kinds;
        let kind = kinds.into_iter().find(|kind| kind.kind == FACT);
        let lens = self.defect_lens()?;
        let due = self.due_of(month)?;
        let mut extra = std::collections::HashMap::new();
        let mut defects = Vec::new();
        for one in due {
            extra.insert(one.defect.id, (one.points, one.counts_in, one.stopped, why(&one.defect)));
            defects.push(one.defect);
        }
        let rows = lens.rows(defects).into_iter().map(|row| {
            let (points, counts_in, stopped, why) = extra.remove(&row.id).unwrap_or_default();
            OverdueRow {
                row,
                why: why.into(),
                points: points.map(|p| short(Score(p / 100))),
                counts_in,
                stopped: stopped.map(|key| self.words.text(&format!("defect.{key}"), &[("", "")])),
            }
        });
        let rows = rows.collect();
        let (used, articles) = kind.map(|k| (k.used, k.articles)).unwrap_or_default();
        Ok(OverdueView { month, editable, used, articles, rows })
    }

    fn due_of(&mut self, month: Month) -> Outcome<Vec<Due>> {
        let today = self.clock.today();
        let register = self.register()?;
        let schemes = self.schemes_in(month)?;
        let measure = self.measure(month)?;
        let used = Kind::of(FACT).is_some_and(|kind| measure.used(kind));
        let late = self.store.defects_without_penalty(month)?.into_iter().filter(|d| d.is_late(today));
        Ok(late.map(|defect| due(&register, &schemes, used, defect)).collect())
    }

    /// Writes penalties into a month's facts: all of them, or none and why.
    pub fn enter_overdue(&mut self, month: Month, ids: &[DefectId]) -> Outcome<Changed> {
        let record = self.entry_month(month)?;
        let found = self.due_of(month)?;
        let mut problems = Vec::new();
        let mut entered = Vec::new();
        for id in ids {
            match found.iter().find(|due| due.defect.id == *id) {
                None => problems.push(Problem::new("overdue-not-due").at(self.defect_of(*id)?.label())),
                Some(Due { defect, stopped: Some(key), .. }) => {
                    problems.push(Problem::new(key).at(defect.label()).with("month", month));
                }
                Some(due) => entered.push(due.defect.clone()),
            }
        }
        if ids.is_empty() {
            problems.push(Problem::new("overdue-none-chosen"));
        }
        if !problems.is_empty() {
            return Err(Fault::refused(problems));
        }
        let labels: Vec<_> = entered.iter().map(Defect::label).collect();
        let order = crate::papers::chinese();
        let deed = Deed::new("enter-overdue", WITH_MARKS)
            .with("month", month)
            .with("count", entered.len())
            .with("labels", few(&labels));
        let ((), changed) = self.write(deed, |tx| {
            start_scoring(tx, &record)?;
            entered.into_iter().try_for_each(|defect| {
                let fact = tx.put_fact(&OtherFact {
                    id: 0,
                    month,
                    subject: defect.subject,
                    fact: FACT.into(),
                    item: defect.label(),
                    value: ONE,
                    source: source(&defect),
                    on: Some(defect.found_on),
                    document: order.text("defect.order", &[("label", defect.label().as_str())]),
                })?;
                tx.put_defect(&Defect { overdue: Some(month), overdue_fact: Some(fact), ..defect }).map(drop)
            })
        })?;
        Ok(changed)
    }

    /// Takes a penalty back out of a month's facts, or takes back that a problem was let off.
    pub fn take_back_overdue(&mut self, id: DefectId) -> Outcome<Changed> {
        let defect = self.defect_of(id)?;
        if defect.overdue.is_none() && defect.waived.is_empty() {
            return Err(Problem::new("overdue-nothing").at(defect.label()).into());
        }
        let fact = self.penalty_of(&defect)?;
        let deed = Deed::new("take-back-overdue", if fact.is_some() { WITH_MARKS } else { ALONE })
            .with("label", defect.label());
        let ((), changed) = self.write(deed, |tx| {
            tx.put_defect(&Defect { overdue: None, overdue_fact: None, waived: String::new(), ..defect })?;
            fact.iter().try_for_each(|fact| tx.remove_fact(fact.id))
        })?;
        Ok(changed)
    }

    /// Lets problems off that were not put right in time, with a reason.
    pub fn waive_overdue(&mut self, ids: &[DefectId], reason: &str) -> Outcome<Changed> {
        let today = self.clock.today();
        let mut problems = Vec::new();
        let mut waived = Vec::new();
        for id in ids {
            let defect = self.defect_of(*id)?;
            if defect.overdue.is_some() || !defect.waived.is_empty() || !defect.is_late(today) {
                problems.push(Problem::new("overdue-not-due").at(defect.label()));
            }
            waived.push(Defect { waived: reason.trim().into(), ..defect });
        }
        if reason.trim().is_empty() {
            problems.push(Problem::new("reason-needed"));
        }
        if ids.is_empty() {
            problems.push(Problem::new("overdue-none-chosen"));
        }
        refuse("", problems)?;
        let register = self.register()?;
        let labels: Vec<_> = waived.iter().map(|d| format!("{} {}", d.label(), place_of(&register, d))).collect();
        let deed =
            Deed::new("waive-overdue", ALONE).with("count", waived.len()).with("labels", few(&labels)).because(reason);
        let ((), changed) = self.write(deed, |tx| waived.iter().try_for_each(|d| tx.put_defect(d).map(drop)))?;
        Ok(changed)
    }
}

fn due(register: &Register, schemes: &[Scheme], used: bool, defect: Defect) -> Due {
    let judging =
        |s: &&Scheme| defect.subject.is_some_and(|who| register.subject(s.policy.subject, who, s.span()).is_some());
    let mut of_subject = schemes.iter().filter(judging);
    let first = of_subject.clone().next();
    let scheme = of_subject.find(|s| s.rules().overdue_penalty().is_some()).or(first);
    let stopped = match (defect.subject, scheme) {
        (None, _) => Some("overdue-nobody"),
        _ if !used => Some("overdue-no-clause"),
        (Some(_), None) => Some("overdue-not-judged"),
        (Some(_), Some(_)) => None,
    };
    let level = source(&defect);
    Due {
        points: scheme.and_then(|s| s.rules().overdue_penalty()).map(|rule| rule.each(&level)),
        counts_in: scheme.and_then(|s| counts_in(s, Month::of(defect.found_on))),
        stopped,
        defect,
    }
}

fn why(defect: &Defect) -> &'static str {
    match (defect.missed, defect.is_fixed()) {
        (true, _) => "recheck-failed",
        (false, true) => "fixed-late",
        (false, false) => "unfixed",
    }
}

/// The first few, for a sentence.
fn few(labels: &[String]) -> String {
    let more = if labels.len() > 3 { "…" } else { "" };
    labels.iter().take(3).cloned().collect::<Vec<_>>().join("、") + more
}
