//! What follows from a change, told subject by subject: figures, measures, issued papers that no longer agree, money.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{Date, Decision, Money, Month, Outcome, SubjectId};
use policy::{Effect, MeasureStatus};
use store::Db;

use crate::{
    Register,
    outcomes::goods_text,
    ripple::{Pinned, Side, Step},
    view::{BalanceLine, Figures, RippleMeasure, RippleMonth, RippleSubject},
};

/// What of an outcome is compared.
pub(crate) fn figures(outcome: &policy::Outcome) -> Figures {
    Figures {
        state: outcome.state,
        group: Some(outcome.group.to_string()).filter(|g| !g.is_empty()),
        score: outcome.score,
        rank: outcome.rank,
        grade: outcome.grade.as_deref().map(str::to_string),
        reward_fen: outcome.reward,
        reward_goods: outcome.goods.iter().map(goods_text).collect(),
        deduction_fen: outcome.reward.map(|_| outcome.deduction),
        measures: outcome.measures().map(ToString::to_string).collect(),
        step: outcome.ladders.iter().filter_map(|l| l.step).max(),
        lists: outcome.lists.iter().map(ToString::to_string).collect(),
    }
}

/// Under appeal, or resting on something that is: nothing is paid until it is decided.
fn held_up(outcome: &policy::Outcome) -> bool {
    outcome.provisional || outcome.ladders.iter().any(|l| l.status == MeasureStatus::Suspended)
}

/// Kept back until a recheck passes.
fn kept_back(outcome: &policy::Outcome) -> bool {
    outcome.ladders.iter().any(|l| l.status.stands() && l.effects.contains(&Effect::HoldFunds))
}

fn paid(outcome: Option<&policy::Outcome>, held: bool) -> i64 {
    match outcome {
        Some(o) if !held && !kept_back(o) => o.reward.map_or(0, |reward| reward.0 - o.deduction.0),
        _ => 0,
    }
}

/// A subject of a month before and after.
pub(crate) struct Pair<'a> {
    pub(crate) subject: SubjectId,
    pub(crate) was: Option<&'a policy::Outcome>,
    pub(crate) now: Option<&'a policy::Outcome>,
}

impl Pair<'_> {
    /// Whether what is published of it differs.
    pub(crate) fn differs(&self) -> bool {
        self.was.map(figures) != self.now.map(figures)
    }

    /// Whether its measures alone differ.
    pub(crate) fn only_measures(&self) -> bool {
        let without = |o: Option<&policy::Outcome>| o.map(|o| Figures { measures: Vec::new(), ..figures(o) });
        without(self.was) == without(self.now)
    }
}

/// Everybody of a month before and after, in code order.
pub(crate) fn pairs(step: &Step) -> Vec<Pair<'_>> {
    let of = |side: &Side| -> Vec<SubjectId> { side.posts.iter().map(|p| p.subject).collect() };
    let (was, now) = (of(&step.was), of(&step.now));
    if was == now {
        let outcomes = step.was.judged.outcomes.iter().zip(&step.now.judged.outcomes);
        return was
            .into_iter()
            .zip(outcomes)
            .map(|(subject, (was, now))| Pair { subject, was: Some(was), now: Some(now) })
            .collect();
    }
    let at =
        |list: &[SubjectId]| -> HashMap<SubjectId, usize> { list.iter().enumerate().map(|(i, p)| (*p, i)).collect() };
    let (was_at, now_at) = (at(&was), at(&now));
    let gone = was.iter().filter(|p| !now_at.contains_key(p));
    now.iter()
        .chain(gone)
        .map(|subject| Pair {
            subject: *subject,
            was: was_at.get(subject).map(|&i| &step.was.judged.outcomes[i]),
            now: now_at.get(subject).map(|&i| &step.now.judged.outcomes[i]),
        })
        .collect()
}

/// A sum that a month owes somebody, or is owed.
pub(crate) struct Owed {
    pub(crate) month: Month,
    pub(crate) scheme: String,
    pub(crate) subject: SubjectId,
    pub(crate) fen: i64,
}

/// What differs in the walked months.
pub(crate) struct Effects {
    pub(crate) months: Vec<RippleMonth>,
    pub(crate) measures: Vec<RippleMeasure>,
    pub(crate) owed: Vec<Owed>,
}

/// Reads the differences off the steps. A month's version is told by `version`.
pub(crate) fn effects(db: &Db, register: &Register, pinned: &[Pinned], steps: &[Step]) -> Outcome<Effects> {
    let mut months: BTreeMap<Month, RippleMonth> = BTreeMap::new();
    let (mut measures, mut owed) = (Vec::new(), Vec::new());
    for step in steps {
        let (m, mut decisions) = (&pinned[step.at], None);
        let month = m.record.month;
        for pair in pairs(step) {
            let mut held = |o: Option<&policy::Outcome>| -> Outcome<bool> {
                if !o.is_some_and(held_up) {
                    return Ok(false);
                }
                if decisions.is_none() {
                    decisions = Some(db.decisions(month)?);
                }
                Ok(appealed_by(decisions.as_deref().unwrap_or_default(), m.id(), pair.subject, m.record.closed_on))
            };
            let fen = paid(pair.now, held(pair.now)?) - paid(pair.was, held(pair.was)?);
            if fen != 0 {
                owed.push(Owed { month, scheme: m.id().to_string(), subject: pair.subject, fen });
            }
            if !pair.differs() {
                continue;
            }
            let told = Told::of(register, pair.subject, month);
            let (was, now) = (pair.was.map(figures), pair.now.map(figures));
            let standing = |f: &Option<Figures>| f.as_ref().map(|f| (f.measures.clone(), f.step)).unwrap_or_default();
            if standing(&was) != standing(&now) {
                measures.push(RippleMeasure {
                    month,
                    subject_id: told.id.clone(),
                    code: told.code.clone(),
                    name: told.name.clone(),
                    was: standing(&was).0,
                    now: standing(&now).0,
                });
            }
            let of_month = months.entry(month).or_insert_with(|| RippleMonth {
                month,
                version: m.record.version + 1,
                subjects: Vec::new(),
            });
            of_month.subjects.push(RippleSubject {
                subject_id: told.id,
                code: told.code,
                name: told.name,
                village: told.village,
                policy: m.id().to_string(),
                was,
                now,
            });
        }
    }
    Ok(Effects { months: months.into_values().collect(), measures, owed })
}

/// Whether the last appeal of a subject was there when the month closed, so that its reward was not paid then.
fn appealed_by(decisions: &[Decision], scheme: &str, subject: SubjectId, closed: Option<Date>) -> bool {
    let mut appeals = decisions.iter().filter(|d| d.subject == subject && d.scheme == scheme && d.decision == "appeal");
    appeals.next_back().is_some_and(|d| closed.is_none_or(|closed| d.on <= closed))
}

/// Who somebody is.
pub(crate) struct Told {
    pub(crate) id: String,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) village: Option<String>,
}

impl Told {
    pub(crate) fn of(register: &Register, subject: SubjectId, month: Month) -> Self {
        let named = register.named(subject);
        Self {
            id: named.as_ref().map(|n| n.uuid.to_string()).unwrap_or_default(),
            code: named.as_ref().map(|n| n.code.to_string()).unwrap_or_default(),
            name: named.map(|n| n.name).unwrap_or_default(),
            village: register.village_of(subject, month).map(|v| v.name.clone()),
        }
    }
}

/// A line for each subject, in code order; what evens out is none.
pub(crate) fn balance(register: &Register, owed: &[Owed]) -> Vec<BalanceLine> {
    let mut sums: BTreeMap<SubjectId, (i64, Month)> = BTreeMap::new();
    for o in owed {
        let sum = sums.entry(o.subject).or_insert((0, o.month));
        *sum = (sum.0 + o.fen, o.month);
    }
    let mut lines: Vec<BalanceLine> = sums
        .into_iter()
        .filter(|(_, (fen, _))| *fen != 0)
        .map(|(subject, (fen, month))| {
            let told = Told::of(register, subject, month);
            BalanceLine {
                subject_id: told.id,
                code: told.code,
                name: told.name,
                village: told.village,
                fen: Money(fen),
            }
        })
        .collect();
    lines.sort_by(|a, b| a.code.cmp(&b.code));
    lines
}

/// The papers of a closed month that no longer agree, by their keys.
pub(crate) fn papers(month: &RippleMonth) -> Vec<&'static str> {
    let mut keys: BTreeSet<(u8, &'static str)> = BTreeSet::new();
    for subject in &month.subjects {
        let (was, now) = (subject.was.as_ref(), subject.now.as_ref());
        let differs = |of: &dyn Fn(&Figures) -> String| was.map(of) != now.map(of);
        let ranked = |f: &Figures| format!("{:?}{:?}{:?}{:?}{:?}", f.state, f.group, f.score, f.rank, f.grade);
        let money = |f: &Figures| format!("{:?}{:?}", f.reward_fen, f.deduction_fen);
        let goods = |f: &Figures| format!("{:?}", f.reward_goods);
        let measures = |f: &Figures| format!("{:?}{:?}", f.measures, f.step);
        let lists = |f: &Figures| format!("{:?}", f.lists);
        let gets = |f: Option<&Figures>| f.is_some_and(|f| f.reward_fen.is_some_and(|m| m.0 > 0));
        let listed = |f: Option<&Figures>| f.is_some_and(|f| !f.lists.is_empty());
        let given = |f: Option<&Figures>| f.is_some_and(|f| !f.reward_goods.is_empty());
        let scores = |f: &Figures| format!("{:?}{:?}", f.score, f.grade);
        if differs(&ranked) || differs(&money) || differs(&goods) {
            keys.extend([(0, "ranking"), (1, "publication")]);
        }
        if differs(&lists) || ((listed(was) || listed(now)) && differs(&scores)) {
            keys.insert((2, "red-black"));
        }
        if differs(&ranked) || differs(&money) || differs(&goods) || differs(&measures) {
            keys.insert((3, "notice"));
        }
        if differs(&measures) {
            keys.insert((0, "ranking"));
        }
        if differs(&money) || ((gets(was) || gets(now)) && differs(&scores)) {
            keys.insert((4, "payment"));
        }
        if differs(&goods) || ((given(was) || given(now)) && differs(&scores)) {
            keys.insert((5, "goods"));
        }
        keys.insert((6, "derivations"));
    }
    keys.into_iter().map(|(_, key)| key).collect()
}
