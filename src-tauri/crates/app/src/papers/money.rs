//! 奖励发放表 and 物品领取表: what is paid and handed out, signed for.

use documents::{Goods, GoodsRow, Payment, PaymentRow};
use domain::Money;
use policy::Phase;

use super::{desk::Desk, kind::Kind};

impl Desk {
    /// What somebody is to be paid after deductions; nobody is paid whose reward is under appeal or kept back.
    pub(super) fn payable(&self, i: usize) -> Option<Money> {
        if self.held_up(i) || self.kept_back(i) { None } else { self.due(i) }
    }

    fn due(&self, i: usize) -> Option<Money> {
        let outcome = &self.judged.judged.outcomes[i];
        outcome.reward.map(|reward| Money(reward.0 - outcome.deduction.0)).filter(|money| money.0 > 0)
    }

    pub(super) fn payment(&self) -> Payment {
        let kind = Kind::Payment;
        let order = self.judged.route_order();
        let mut total = Money(0);
        let mut rows = Vec::new();
        for &i in &order {
            if let Some(amount) = self.payable(i) {
                total = Money(total.0 + amount.0);
                rows.push(self.payment_row(i, amount));
            }
        }
        for owed in &self.owed {
            total = Money(total.0 + owed.fen.0);
            rows.push(self.owed_row(owed));
        }
        let mut notes = vec![self.say("payment-note-signing", &[])];
        for (key, held) in [
            ("payment-note-appeal", self.names_of(&order, |i| self.held_up(i) && self.due(i).is_some())),
            (
                "payment-note-kept",
                self.names_of(&order, |i| !self.held_up(i) && self.kept_back(i) && self.due(i).is_some()),
            ),
        ] {
            if !held.is_empty() {
                notes.push(self.say(key, &[("names", held.as_str())]));
            }
        }
        Payment {
            office: self.office(),
            title: self.titled(kind, self.say("payment-title", &[("month", self.month().as_str())])),
            basis: self.say("basis", &[("documents", self.basis(Phase::Reward).as_str())]),
            rows,
            total: total.to_string(),
            total_words: total.capitals(),
            notes,
            signatures: self.signatures("payment-signatures"),
            date: self.date(kind),
        }
    }

    fn payment_row(&self, i: usize, amount: Money) -> PaymentRow {
        let outcome = &self.judged.judged.outcomes[i];
        let mut remarks = Vec::new();
        let (days, whole) = (self.judged.posts[i].days, self.judged.policy.period.days(self.judged.last));
        if days < whole {
            remarks.push(self.say("served", &[("days", days.to_string().as_str())]));
        }
        if outcome.deduction.0 > 0 {
            remarks.push(self.say("deducted", &[("amount", outcome.deduction.to_string().as_str())]));
        }
        PaymentRow {
            name: self.name(i),
            village: self.village(i),
            grid: self.grid(i),
            item: self.for_what(i),
            amount: amount.to_string(),
            amount_words: amount.capitals().trim_start_matches("人民币").to_string(),
            remark: remarks.join("，"),
        }
    }

    /// 优秀（93.00分）.
    fn for_what(&self, i: usize) -> String {
        let outcome = &self.judged.judged.outcomes[i];
        let grade = outcome.grade.as_deref().unwrap_or_default();
        match outcome.score {
            Some(score) => format!("{grade}（{score}分）"),
            None => grade.to_string(),
        }
    }

    fn names_of(&self, order: &[usize], which: impl Fn(usize) -> bool) -> String {
        order.iter().filter(|&&i| which(i)).map(|&i| self.clear_name(i)).collect::<Vec<_>>().join("、")
    }

    /// What somebody is to be handed; nothing while that is under appeal.
    pub(super) fn goods(&self, i: usize) -> &[policy::Goods] {
        if self.held_up(i) { &[] } else { &self.judged.judged.outcomes[i].goods }
    }

    pub(super) fn goods_sheet(&self) -> Goods {
        let kind = Kind::Goods;
        let mut totals: Vec<(String, u32)> = Vec::new();
        let mut rows = Vec::new();
        for i in self.judged.route_order() {
            let handed = self.handouts.iter().find(|h| h.subject == self.judged.posts[i].subject);
            for goods in self.goods(i) {
                match totals.iter_mut().find(|(name, _)| *name == *goods.name) {
                    Some((_, count)) => *count += goods.count,
                    None => totals.push((goods.name.to_string(), goods.count)),
                }
                rows.push(GoodsRow {
                    name: self.name(i),
                    village: self.village(i),
                    grid: self.grid(i),
                    goods: goods.name.to_string(),
                    quantity: goods.count.to_string(),
                    item: self.for_what(i),
                    handed_on: handed.map(|h| h.on.to_string()).unwrap_or_default(),
                });
            }
        }
        Goods {
            office: self.office(),
            title: self.titled(kind, self.say("goods-title", &[("month", self.month().as_str())])),
            basis: self.say("basis", &[("documents", self.basis(Phase::Reward).as_str())]),
            rows,
            totals: totals.into_iter().map(|(name, count)| format!("{name} {count}")).collect(),
            notes: vec![self.say("payment-note-signing", &[])],
            signatures: self.signatures("goods-signatures"),
            date: self.date(kind),
        }
    }
}
