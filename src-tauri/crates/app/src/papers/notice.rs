//! 通报: how the month went, who is rewarded, which measures are taken and why.

use documents::{Annex, Block, Imprint, Notice, Table};
use domain::{Money, State};
use policy::{Effect, Phase};

use super::{
    desk::{Desk, day_of, long_day},
    kind::Kind,
};

/// How sections are counted.
const COUNTED: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

impl Desk {
    pub(super) fn notice(&self) -> Notice {
        let kind = Kind::Notice;
        let draft = self.draft(kind);
        let office = self.office();
        let title = self.say("notice-title", &[("office", office.as_str()), ("month", self.month().as_str())]);
        let mut sections = vec![("notice-overall", self.overall()), ("notice-rewards", self.rewards())];
        sections.push(("notice-measures", self.measures()));
        sections.push(("notice-objections", vec![Block::Paragraph(self.appeal(self.date(kind)))]));
        let mut body = vec![Block::Paragraph(self.lead())];
        for (at, (key, blocks)) in sections.into_iter().enumerate() {
            body.push(Block::Section(format!("{}、{}", COUNTED[at], self.say(key, &[]))));
            body.extend(blocks);
        }
        body.push(Block::Paragraph(self.say("notice-end", &[])));
        // A draft is a plain sheet: it has no number and no head that would make it look issued.
        Notice {
            masthead: (!draft).then(|| self.say("masthead", &[("office", office.as_str())])),
            number: if draft { String::new() } else { self.number() },
            title: self.titled(kind, title),
            addressee: self.say("addressee", &[]),
            body,
            annexes: self.annexes(),
            date: self.date(kind),
            remark: String::new(),
            imprint: (!draft).then(|| Imprint {
                copies: String::new(),
                printed_by: office.clone(),
                printed_on: self.date(kind),
            }),
            office,
        }
    }

    /// 青环办〔2026〕5号; empty where the office has named no prefix.
    pub(super) fn number(&self) -> String {
        self.number_of(self.number)
    }

    pub(super) fn number_of(&self, number: Option<(i32, u32)>) -> String {
        let prefix = self.settings.document_prefix.trim();
        match number {
            Some((year, number)) if !prefix.is_empty() => format!("{prefix}〔{year}〕{number}号"),
            _ => String::new(),
        }
    }

    fn lead(&self) -> String {
        let (documents, office, month) = (self.documents(), self.office(), self.month());
        let expected = self.judged.posts.len().to_string();
        let mut text = self.say(
            "notice-lead",
            &[
                ("documents", documents.as_str()),
                ("office", office.as_str()),
                ("month", month.as_str()),
                ("expected", expected.as_str()),
            ],
        );
        let record = &self.judged.record;
        if let Some((from, to)) = self.publication_ends() {
            let days = self.settings.publication_days.to_string();
            let (from, last) = (long_day(from), day_of(to));
            // A month that was closed early was not published for the whole time, and the notice doesn't claim it.
            let whole = record.closed_on.is_some_and(|closed| closed > to);
            let key = if whole { "notice-published" } else { "notice-published-from" };
            text.push_str(&self.say(key, &[("from", from.as_str()), ("to", last.as_str()), ("days", days.as_str())]));
        }
        if record.closed_on.is_some() && !record.meeting.trim().is_empty() {
            text.push_str(&self.say("notice-approved", &[("meeting", record.meeting.trim())]));
        }
        text + &self.say("notice-follows", &[])
    }

    fn overall(&self) -> Vec<Block> {
        let everyone: Vec<usize> = (0..self.judged.posts.len()).collect();
        let mut text = self.summary(&everyone);
        let outcomes = &self.judged.judged.outcomes;
        let grades: Vec<String> = self
            .judged
            .rules()
            .grades()
            .iter()
            .map(|grade| {
                let count = outcomes.iter().filter(|o| o.grade.as_deref() == Some(grade.as_str())).count();
                format!("{grade}{count}{}", self.kind.heads)
            })
            .collect();
        if !grades.is_empty() && outcomes.iter().any(|o| o.state == State::Assessed) {
            text.push_str(&self.say("notice-grades", &[("grades", grades.join("、").as_str())]));
        }
        vec![Block::Paragraph(text)]
    }

    fn rewards(&self) -> Vec<Block> {
        let paid: Vec<usize> = self.rewarded();
        if paid.is_empty() {
            return vec![Block::Paragraph(self.say("notice-no-rewards", &[]))];
        }
        let sum = |rows: &[usize]| Money(rows.iter().filter_map(|&i| self.payable(i)).map(|m| m.0).sum());
        let total = sum(&paid);
        let (basis, count) = (self.basis(Phase::Reward), paid.len().to_string());
        let mut blocks = vec![Block::Paragraph(self.say(
            "notice-rewards-lead",
            &[
                ("basis", basis.as_str()),
                ("count", count.as_str()),
                ("total", total.to_string().as_str()),
                ("capitals", total.capitals().trim_start_matches("人民币")),
            ],
        ))];
        let best = self.judged.rules().grades().into_iter().next().unwrap_or_default();
        let (mut rows, mut named_best) = (Vec::new(), Vec::new());
        for (group, members) in self.groups() {
            let named = self.group_name(&group);
            let mut of_grade: Vec<(String, Vec<usize>)> = Vec::new();
            for i in members.into_iter().filter(|i| paid.contains(i)) {
                let grade = self.judged.judged.outcomes[i].grade.as_deref().unwrap_or_default().to_string();
                match of_grade.iter_mut().find(|(g, _)| *g == grade) {
                    Some((_, list)) => list.push(i),
                    None => of_grade.push((grade, vec![i])),
                }
            }
            for (grade, list) in of_grade {
                let goods: u32 = list.iter().flat_map(|&i| self.goods(i)).map(|g| g.count).sum();
                let goods = if goods > 0 { goods.to_string() } else { String::new() };
                rows.push(vec![named.clone(), grade.clone(), list.len().to_string(), sum(&list).to_string(), goods]);
                if grade == best {
                    let names: Vec<String> = list.iter().map(|&i| self.clear_name(i)).collect();
                    let args = [("group", named.as_str()), ("grade", grade.as_str()), ("names", &names.join("、"))];
                    named_best.push(Block::Paragraph(self.say("notice-best", &args)));
                }
            }
        }
        let mut columns = self.signatures("notice-reward-columns");
        let mut figures = vec![2, 3, 4];
        if rows.iter().all(|row| row[4].is_empty()) {
            // Nobody gets goods: a column without a figure would only raise questions.
            columns.truncate(4);
            figures.truncate(2);
            rows.iter_mut().for_each(|row| row.truncate(4));
        }
        blocks.push(Block::Table(Table { columns, rows, figures }));
        blocks.extend(named_best);
        blocks
    }

    /// Who gets money or goods now, in code order.
    fn rewarded(&self) -> Vec<usize> {
        (0..self.judged.posts.len()).filter(|&i| self.payable(i).is_some() || !self.goods(i).is_empty()).collect()
    }

    /// The measures that stand, step by step, one line a person. Whoever appeals isn't named; what nobody has decided on
    /// yet is marked, and the notice is a draft.
    fn measures(&self) -> Vec<Block> {
        let mut steps: Vec<(u32, String, Vec<usize>)> = Vec::new();
        for i in (0..self.judged.posts.len()).filter(|&i| !self.held_up(i)) {
            let Some(ladder) = self.measure(i) else { continue };
            let (step, measures) = (ladder.step.unwrap_or(0), ladder.measures.join("、"));
            match steps.iter_mut().find(|(s, m, _)| (*s, m.as_str()) == (step, measures.as_str())) {
                Some((_, _, rows)) => rows.push(i),
                None => steps.push((step, measures, vec![i])),
            }
        }
        if steps.is_empty() {
            return vec![Block::Paragraph(self.say("notice-no-measures", &[]))];
        }
        steps.sort();
        let clauses: Vec<usize> =
            steps.iter().flat_map(|(_, _, rows)| rows).filter_map(|&i| Some(self.measure(i)?.clause)).collect();
        let basis = self.cited(&clauses);
        let mut blocks = vec![Block::Paragraph(self.say("notice-measures-lead", &[("basis", basis.as_str())]))];
        for (at, (_, measures, rows)) in steps.iter().enumerate() {
            let count = rows.len().to_string();
            let counted = COUNTED.get(at).copied().unwrap_or_default();
            let args = [("at", counted), ("measures", measures.as_str()), ("count", count.as_str())];
            blocks.push(Block::Subsection(self.say("notice-step", &args)));
            let effects = self.effects(rows[0]);
            if !effects.is_empty() {
                blocks.push(Block::Paragraph(self.say("notice-effects", &[("effects", effects.as_str())])));
            }
            for (n, &i) in rows.iter().enumerate() {
                let (number, name, place, why) = ((n + 1).to_string(), self.name(i), self.place(i), self.why(i));
                let args =
                    [("number", number.as_str()), ("name", &name), ("place", place.as_str()), ("why", why.as_str())];
                let key = if self.undecided(i) { "notice-person-undecided" } else { "notice-person" };
                blocks.push(Block::Paragraph(self.say(key, &args)));
            }
        }
        blocks
    }

    /// What a step does beyond its measures: `取消当年评优资格，当月不发奖励`.
    pub(super) fn effects(&self, i: usize) -> String {
        let Some(ladder) = self.measure(i) else { return String::new() };
        let mut parts: Vec<String> =
            ladder.effects.iter().map(|effect: &Effect| self.say(&format!("effect-{}", effect.key()), &[])).collect();
        parts.extend(ladder.duties.iter().map(ToString::to_string));
        parts.join("，")
    }

    fn annexes(&self) -> Vec<Annex> {
        let rewarded = self.rewarded();
        if rewarded.is_empty() {
            return Vec::new();
        }
        let mut body = Vec::new();
        for (group, members) in self.groups() {
            let rows: Vec<Vec<String>> = members
                .into_iter()
                .filter(|i| rewarded.contains(i))
                .map(|i| {
                    let outcome = &self.judged.judged.outcomes[i];
                    vec![
                        outcome.rank.map(|r| r.to_string()).unwrap_or_default(),
                        self.name(i),
                        self.place(i),
                        outcome.score.map(|s| s.to_string()).unwrap_or_default(),
                        outcome.grade.as_deref().unwrap_or_default().to_string(),
                        self.reward_text(i),
                    ]
                })
                .collect();
            if !rows.is_empty() {
                if !group.is_empty() {
                    body.push(Block::Paragraph(self.group_name(&group)));
                }
                let columns = self.signatures("notice-annex-columns");
                body.push(Block::Table(Table { columns, rows, figures: vec![3, 5] }));
            }
        }
        vec![Annex { title: self.say("notice-annex", &[("month", self.month().as_str())]), body }]
    }
}
