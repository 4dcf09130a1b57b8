//! 成绩排名表, 公示 and 红黑榜.

use documents::{ListEntry, Publication, RankGroup, RankRow, Ranking, RedBlack};
use domain::{Money, State};
use policy::Phase;

use super::{
    desk::{Desk, long_day},
    kind::Kind,
};
use crate::outcomes::goods_text;

impl Desk {
    pub(super) fn ranking(&self) -> Ranking {
        let kind = Kind::Ranking;
        Ranking {
            office: self.office(),
            title: self.titled(kind, self.say("ranking-title", &[("month", self.month().as_str())])),
            subtitle: self.say("by", &[("documents", self.documents().as_str())]),
            groups: self.rank_groups(true),
            notes: vec![self.say("ranking-note-ties", &[]), self.say("ranking-note-rounding", &[])],
            signatures: self.signatures("signatures"),
            date: self.date(kind),
        }
    }

    /// What is posted: results and rewards. Measures are for the person concerned and the notice; they are not
    /// published before somebody has decided on them.
    pub(super) fn publication(&self) -> Publication {
        let kind = Kind::Publication;
        let everyone: Vec<usize> = (0..self.judged.posts.len()).collect();
        let (month, documents, summary) = (self.month(), self.documents(), self.summary(&everyone));
        let days = self.settings.publication_days.to_string();
        let period = match self.publication_ends() {
            Some((from, to)) => {
                let (from, to) = (long_day(from), long_day(to));
                self.say("publication-period", &[("from", from.as_str()), ("to", to.as_str()), ("days", days.as_str())])
            }
            None => self.say("publication-period-open", &[("days", days.as_str())]),
        };
        let args = [("month", month.as_str()), ("documents", documents.as_str()), ("summary", summary.as_str())];
        Publication {
            office: self.office(),
            title: self.titled(kind, self.say("publication-title", &args)),
            body: vec![self.say("publication-lead", &args), self.say("publication-objections", &[])],
            period,
            phone: self.settings.supervise_phone.trim().to_string(),
            contact: self.say("publication-contact", &[("office", self.office().as_str())]),
            groups: self.rank_groups(false),
            date: self.date(kind),
        }
    }

    pub(super) fn red_black(&self) -> RedBlack {
        let kind = Kind::RedBlack;
        let (month, documents) = (self.month(), self.basis(Phase::Lists));
        let args = [("month", month.as_str()), ("documents", documents.as_str())];
        RedBlack {
            office: self.office(),
            title: self.titled(kind, self.say("red-black-title", &args)),
            lead: self.say("red-black-lead", &args),
            red: self.listed('红'),
            black: self.listed('黑'),
            notes: vec![self.appeal(self.date(kind))],
            date: self.date(kind),
        }
    }

    /// Those on the lists whose names carry this colour, each with the engine's own reason; whoever appeals is left out
    /// of the black list until that is decided.
    fn listed(&self, colour: char) -> Vec<ListEntry> {
        let outcomes = &self.judged.judged.outcomes;
        let mut rows: Vec<usize> = (0..outcomes.len())
            .filter(|&i| outcomes[i].lists.iter().any(|list| list.contains(colour)))
            .filter(|&i| colour == '红' || !self.held_up(i))
            .collect();
        rows.sort_by_key(|&i| (std::cmp::Reverse(outcomes[i].score), i));
        rows.into_iter()
            .map(|i| {
                let reasons = self.reasons[i].iter().filter(|r| r.phase == Phase::Lists);
                let mut why: Vec<String> = reasons
                    .map(|r| (r, r.args()))
                    .filter(|(_, args)| args.get("list").is_some_and(|list| list.contains(colour)))
                    .map(|(r, args)| super::chinese().text(&format!("reason.{}", r.words), &args))
                    .collect();
                if colour == '黑' {
                    why.push(format!("{}。", self.why(i)));
                }
                ListEntry {
                    name: self.name(i),
                    place: self.place(i),
                    score: outcomes[i].score.map(|s| s.to_string()).unwrap_or_default(),
                    reason: why.concat(),
                }
            })
            .collect()
    }

    fn rank_groups(&self, inside: bool) -> Vec<RankGroup> {
        self.groups()
            .into_iter()
            .map(|(name, rows)| RankGroup {
                name: self.group_name(&name),
                summary: self.summary(&rows),
                rows: rows.into_iter().map(|i| self.rank_row(i, inside)).collect(),
            })
            .collect()
    }

    fn rank_row(&self, i: usize, inside: bool) -> RankRow {
        let outcome = &self.judged.judged.outcomes[i];
        let score = match outcome.state {
            State::Assessed => outcome.score.map(|s| s.to_string()).unwrap_or_default(),
            state => state.zh().to_string(),
        };
        let measure = outcome.measures().map(ToString::to_string).collect::<Vec<_>>().join("、");
        RankRow {
            rank: outcome.rank.map(|r| r.to_string()).unwrap_or_default(),
            name: self.name(i),
            village: self.village(i),
            grid: self.grid(i),
            score,
            grade: outcome.grade.as_deref().unwrap_or_default().to_string(),
            reward: self.reward_text(i),
            measure: if inside { measure } else { String::new() },
            change: if inside { self.change(i) } else { String::new() },
            remark: if inside && self.held_up(i) { self.say("under-appeal", &[]) } else { String::new() },
        }
    }

    /// `200.00元、日用品`; empty when nothing is due.
    pub(super) fn reward_text(&self, i: usize) -> String {
        let outcome = &self.judged.judged.outcomes[i];
        let money = outcome.reward.map(|r| Money(r.0 - outcome.deduction.0)).filter(|m| m.0 > 0);
        let money = money.map(|m| format!("{m}元")).into_iter();
        money.chain(outcome.goods.iter().map(goods_text)).collect::<Vec<_>>().join("、")
    }

    /// Places won or lost against last month in the same group.
    fn change(&self, i: usize) -> String {
        let outcome = &self.judged.judged.outcomes[i];
        let group = Some(outcome.group.to_string()).filter(|g| !g.is_empty());
        let before = self.before.get(&self.judged.posts[i].subject).filter(|(g, _)| *g == group);
        match (before, outcome.rank) {
            (Some((_, then)), Some(now)) if now < *then => format!("↑{}", then - now),
            (Some((_, then)), Some(now)) if now > *then => format!("↓{}", now - then),
            (Some(_), Some(_)) => "—".to_string(),
            _ => String::new(),
        }
    }
}
