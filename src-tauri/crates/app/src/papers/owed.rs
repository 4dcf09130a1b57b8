//! 补发 and 扣回: what corrections of closed months leave to be paid with the next one that closes.

use documents::PaymentRow;
use domain::{Money, Month, MonthState, Outcome, Problem};

use super::{correction::Corrected, desk::Desk};
use crate::{JudgedMonth, Office, Register, correct::paper_key};

/// A sum paid or taken back with a month's rewards.
pub(super) struct Owed {
    pub(super) name: String,
    pub(super) village: String,
    pub(super) place: String,
    /// The month that was corrected to this.
    pub(super) month: Month,
    pub(super) fen: Money,
    /// The number of the notice of it.
    pub(super) number: Option<(i32, u32)>,
}

impl Office {
    /// The corrections of a month with what each notice says beside them.
    pub(super) fn corrections_of(&self, month: Month, register: &Register) -> Outcome<Vec<Corrected>> {
        let all = self.store.corrections()?.into_iter().filter(|c| c.month == month);
        all.map(|record| {
            let ripple = self.ripple_of(&record)?;
            let mut places = Vec::new();
            for (of, subject) in ripple.months.iter().flat_map(|m| m.subjects.iter().map(|s| (m.month, s))) {
                let person = register.people.iter().find(|p| p.uuid == subject.subject_id);
                if let Some(post) = person.and_then(|p| register.post(p.id, of)) {
                    places.push((subject.subject_id.clone(), register.label(post.grid)));
                }
            }
            Ok(Corrected {
                number: self.store.paper_number(month, &paper_key(record.id))?,
                settled: self.store.balances_of(record.id)?.first().and_then(|b| b.settled),
                ripple,
                places,
                record,
            })
        })
        .collect()
    }

    /// What is paid with a month: what was settled when it closed; what waits, for the first month that isn't closed.
    pub(super) fn owed_with(&self, judged: &JudgedMonth) -> Outcome<Vec<Owed>> {
        let month = judged.record.month;
        let settled = if judged.record.state == MonthState::Closed {
            Some(month)
        } else {
            let first = self.store.months()?.into_iter().find(|m| m.state != MonthState::Closed);
            if first.is_none_or(|m| m.month != month) {
                return Ok(Vec::new());
            }
            None
        };
        let corrections = self.store.corrections()?;
        let register = &judged.register;
        let balances = self.store.balances(settled)?.into_iter().filter(|b| b.scheme == judged.scheme());
        balances
            .map(|b| {
                let of = corrections.iter().find(|c| c.id == b.correction);
                let of =
                    of.ok_or_else(|| Problem::new("correction-unreadable").at(b.month).with("detail", b.correction))?;
                // Of somebody who left since: the grid of the month that was corrected.
                let post = |person| register.post(person, month).or_else(|| register.post(person, b.month));
                let grid = b.subject.grid().or_else(|| Some(post(b.subject.person()?)?.grid));
                let label = grid.map(|g| register.label(g)).unwrap_or_default();
                let village = grid.and_then(|g| register.village(g)).map(|v| v.name.clone()).unwrap_or_default();
                Ok(Owed {
                    name: register.name_of(b.subject),
                    place: label.strip_prefix(village.as_str()).filter(|l| !l.is_empty()).unwrap_or(&label).to_string(),
                    village,
                    month: b.month,
                    fen: Money(b.fen),
                    number: self.store.paper_number(of.month, &paper_key(b.correction))?,
                })
            })
            .collect()
    }
}

impl Desk {
    /// 补发2026年5月奖励.
    pub(super) fn owed_row(&self, owed: &Owed) -> PaymentRow {
        let month = format!("{}年{}月", owed.month.year(), owed.month.month());
        let key = if owed.fen.0 > 0 { "payment-pay" } else { "payment-back" };
        PaymentRow {
            name: owed.name.clone(),
            village: owed.village.clone(),
            grid: owed.place.clone(),
            item: self.say(key, &[("month", month.as_str())]),
            amount: owed.fen.to_string(),
            amount_words: owed.fen.capitals().trim_start_matches("人民币").to_string(),
            remark: self.number_of(owed.number),
        }
    }
}
