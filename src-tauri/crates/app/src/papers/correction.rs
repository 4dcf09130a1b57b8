//! 更正通知: what a correction of a closed month changed, for whom, what is paid or taken back, and what is to be looked
//! at again. The papers that it corrects stay as they were issued.

use documents::{Adjustment, Change, Correction};
use domain::{CorrectionRecord, Date, Money, Month, Problem, Score, State};

use super::desk::Desk;
use crate::view::{Figures, Ripple, RippleSubject};

/// A correction of the desk's month, with what followed.
pub(super) struct Corrected {
    pub(super) record: CorrectionRecord,
    pub(super) ripple: Ripple,
    pub(super) number: Option<(i32, u32)>,
    /// The month with whose rewards the money is paid; `None` until one closes.
    pub(super) settled: Option<Month>,
    /// Village and grid of each subject by id.
    pub(super) places: Vec<(String, String)>,
}

fn long_month(month: Month) -> String {
    format!("{}年{}月", month.year(), month.month())
}

impl Desk {
    pub(super) fn corrected(&self, id: i64) -> Option<&Corrected> {
        self.corrections.iter().find(|c| c.record.id == id)
    }

    pub(super) fn correction_date(&self, id: i64) -> Option<Date> {
        self.corrected(id).map(|c| c.record.on)
    }

    pub(super) fn correction(&self, id: i64) -> Result<Correction, Problem> {
        let of = self.corrected(id).ok_or_else(|| Problem::new("paper-unknown").with("kind", id))?;
        let (office, month) = (self.office(), self.month());
        let ripple = &of.ripple;
        let facts: Vec<String> = ripple.changes.iter().map(|c| self.fact_changed(c)).collect();
        let issued = match self.number() {
            number if number.is_empty() => String::new(),
            number => self.say("correction-issued", &[("number", number.as_str())]),
        };
        let body = vec![
            self.say(
                "correction-lead",
                &[
                    ("month", month.as_str()),
                    ("reason", of.record.reason.trim_end_matches('。')),
                    ("facts", facts.join("；").as_str()),
                    ("by", of.record.by.as_str()),
                ],
            ),
            match ripple.months.is_empty() {
                true => self.say("correction-none", &[]),
                false => self.say("correction-follows", &[("issued", issued.as_str())]),
            },
        ];
        let changes = ripple.months.iter().flat_map(|m| m.subjects.iter().flat_map(|s| self.rows(of, m.month, s)));
        let when = match of.settled {
            Some(month) => self.say("correction-paid", &[("month", long_month(month).as_str())]),
            None => self.say("correction-next", &[]),
        };
        let adjustments = ripple.balance.iter().map(|line| Adjustment {
            name: line.name.clone(),
            kind: self.say(if line.fen.0 > 0 { "correction-pay" } else { "correction-back" }, &[]),
            amount: Money(line.fen.0.abs()).to_string(),
            when: when.clone(),
        });
        let follow_ups = ripple.measures.iter().map(|m| {
            let none = self.say("correction-no-measure", &[]);
            let named = |list: &[String]| if list.is_empty() { none.clone() } else { list.join("、") };
            let (was, now, month) = (named(&m.was), named(&m.now), long_month(m.month));
            let args = [("month", month.as_str()), ("name", &m.name), ("was", was.as_str()), ("now", now.as_str())];
            self.say("correction-measure", &args)
        });
        Ok(Correction {
            number: self.number_of(of.number),
            title: self.say("correction-title", &[("office", office.as_str()), ("month", month.as_str())]),
            addressee: self.say("addressee", &[]),
            body,
            changes: changes.collect(),
            adjustments: adjustments.collect(),
            follow_ups: follow_ups.collect(),
            appeal: self.appeal(of.record.on),
            date: of.record.on,
            office,
        })
    }

    /// 张三 集中检查第1次 道路：-1改为-5.
    fn fact_changed(&self, c: &crate::view::ChangedFact) -> String {
        let none = self.say("correction-nothing", &[]);
        let shown = |v: &Option<String>| v.clone().unwrap_or_else(|| none.clone());
        let (was, now) = (shown(&c.was), shown(&c.now));
        let fact = super::chinese().text(&format!("correction.fact.{}", c.fact), &[("", "")]);
        let what: Vec<&str> =
            [c.name.as_str(), fact.as_str(), c.item.as_str()].into_iter().filter(|t| !t.is_empty()).collect();
        let what = what.join(" ");
        self.say("correction-fact", &[("what", what.as_str()), ("was", was.as_str()), ("now", now.as_str())])
    }

    /// A row for each figure of a subject that differs.
    fn rows(&self, of: &Corrected, month: Month, subject: &RippleSubject) -> Vec<Change> {
        let place = of.places.iter().find(|(id, _)| *id == subject.subject_id).map(|(_, p)| p.clone());
        let nothing = self.say("correction-nothing", &[]);
        let cell = |f: Option<&Figures>, item: &str| -> String {
            let text = f.map(|f| figure(f, item)).unwrap_or_default();
            if text.is_empty() { nothing.clone() } else { text }
        };
        ["state", "group", "score", "rank", "grade", "reward", "goods", "deduction", "measures", "lists"]
            .into_iter()
            .map(|item| (item, cell(subject.was.as_ref(), item), cell(subject.now.as_ref(), item)))
            .filter(|(_, was, now)| was != now)
            .map(|(item, was, now)| Change {
                name: subject.name.clone(),
                place: place.clone().or_else(|| subject.village.clone()).unwrap_or_default(),
                month: long_month(month),
                item: self.say(&format!("correction-item-{item}"), &[]),
                was,
                now,
            })
            .collect()
    }
}

/// One figure as the notice prints it.
fn figure(f: &Figures, item: &str) -> String {
    let score = |s: Option<Score>| s.map(|s| s.to_string()).unwrap_or_default();
    match item {
        "state" if f.state == State::Assessed => String::new(),
        "state" => f.state.zh().to_string(),
        "group" => f.group.clone().unwrap_or_default(),
        "score" => score(f.score),
        "rank" => f.rank.map(|r| r.to_string()).unwrap_or_default(),
        "grade" => f.grade.clone().unwrap_or_default(),
        "reward" => f.reward_fen.map(|m| m.to_string()).unwrap_or_default(),
        "goods" => f.reward_goods.join("、"),
        "deduction" => f.deduction_fen.filter(|m| m.0 != 0).map(|m| m.to_string()).unwrap_or_default(),
        "measures" => f.measures.join("、"),
        _ => f.lists.join("、"),
    }
}
