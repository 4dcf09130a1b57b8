//! What several papers say of a subject or of everybody, worded once: names, places, groups, sums, what a thing rests
//! on, why a measure is taken, how to object.

use domain::{Date, Score, State};
use policy::{Effect, MeasureStatus, OnLadder, Phase, SubjectKind};

use super::desk::{Desk, day_of, long_day};
use crate::workdays;

impl Desk {
    pub(super) fn name(&self, i: usize) -> String {
        self.judged.register.name_of(self.judged.posts[i].subject)
    }

    /// The name, with the place where somebody else of the month bears the same.
    pub(super) fn clear_name(&self, i: usize) -> String {
        let name = self.name(i);
        if self.namesakes.get(&name).is_some_and(|n| *n > 1) { format!("{name}（{}）", self.place(i)) } else { name }
    }

    pub(super) fn village(&self, i: usize) -> String {
        self.judged.village_name(i)
    }

    /// The grid's name below the village.
    pub(super) fn grid(&self, i: usize) -> String {
        let label = self.place(i);
        label.strip_prefix(self.village(i).as_str()).filter(|rest| !rest.is_empty()).unwrap_or(&label).to_string()
    }

    /// Village and grid.
    pub(super) fn place(&self, i: usize) -> String {
        self.judged.register.label(self.judged.posts[i].grid)
    }

    /// Positions as published: by group, then place, then code.
    pub(super) fn groups(&self) -> Vec<(String, Vec<usize>)> {
        let outcomes = &self.judged.judged.outcomes;
        let mut order: Vec<usize> = (0..outcomes.len()).collect();
        order.sort_by_key(|&i| (outcomes[i].group.clone(), outcomes[i].rank.unwrap_or(u32::MAX), i));
        let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
        for i in order {
            let name = outcomes[i].group.to_string();
            match groups.last_mut().filter(|(group, _)| *group == name) {
                Some((_, rows)) => rows.push(i),
                None => groups.push((name, vec![i])),
            }
        }
        groups
    }

    fn of_workers(&self) -> bool {
        self.judged.policy.subject == SubjectKind::Worker
    }

    /// 一般网格.
    pub(super) fn group_name(&self, group: &str) -> String {
        match group {
            "" => String::new(),
            name if name.ends_with("网格") || name.ends_with('组') || !self.of_workers() => name.to_string(),
            name => format!("{name}网格"),
        }
    }

    /// `应考评29人，实际考评28人，平均83.46分；缺勤1人不参加排名。`
    pub(super) fn summary(&self, rows: &[usize]) -> String {
        let outcomes = &self.judged.judged.outcomes;
        let scores: Vec<Score> = rows.iter().filter_map(|&i| outcomes[i].score).collect();
        let expected = rows.len().to_string();
        let count = rows.iter().filter(|&&i| outcomes[i].state == State::Assessed).count().to_string();
        let mut text = self.say("summary", &[("expected", expected.as_str()), ("count", count.as_str())]);
        if let Some(mean) = crate::outcomes::mean(&scores) {
            text.push_str(&self.say("summary-mean", &[("mean", mean.to_string().as_str())]));
        }
        let without = self.without_score(rows);
        if !without.is_empty() {
            text.push_str(&self.say("summary-without", &[("states", without.join("、").as_str())]));
        }
        text + "。"
    }

    /// `缺勤1人`, `免考2人`.
    pub(super) fn without_score(&self, rows: &[usize]) -> Vec<String> {
        let outcomes = &self.judged.judged.outcomes;
        [State::Absent, State::Exempt, State::Uninspected]
            .iter()
            .filter_map(|state| {
                let count = rows.iter().filter(|&&i| outcomes[i].state == *state).count();
                (count > 0).then(|| format!("{}{count}{}", state.zh(), self.kind.heads))
            })
            .collect()
    }

    /// The documents and articles of the policy whose rules work in a phase: `《试点网格化奖励办法》第二条、第三条`.
    pub(super) fn basis(&self, phase: Phase) -> String {
        let clauses = self.judged.rules().clauses.iter().enumerate();
        let at: Vec<usize> = clauses
            .filter(|(_, c)| c.rule.as_ref().is_some_and(|rule| rule.doc().phase == phase))
            .map(|(at, _)| at)
            .collect();
        self.cited(&at)
    }

    /// Clauses by document, each article once.
    pub(super) fn cited(&self, clauses: &[usize]) -> String {
        let mut documents: Vec<(&str, Vec<&str>)> = Vec::new();
        for clause in clauses.iter().filter_map(|&at| self.judged.rules().clauses.get(at)) {
            let article = clause.article.as_str();
            match documents.iter_mut().find(|(document, _)| *document == clause.document) {
                Some((_, articles)) if articles.contains(&article) => {}
                Some((_, articles)) => articles.push(article),
                None => documents.push((&clause.document, vec![article])),
            }
        }
        documents
            .iter()
            .map(|(document, articles)| format!("{document}{}", articles.join("、")))
            .collect::<Vec<_>>()
            .join("、")
    }

    /// The documents that the month is judged by: `《网格员月度考评方案》《试点网格化奖励办法》`.
    pub(super) fn documents(&self) -> String {
        let mut names: Vec<&str> = Vec::new();
        for clause in self.judged.rules().clauses.iter().filter(|c| c.rule.is_some()) {
            if !names.contains(&clause.document.as_str()) {
                names.push(&clause.document);
            }
        }
        names.concat()
    }

    /// The step with measures that stands for a subject now; a mere reminder is none.
    pub(super) fn measure(&self, i: usize) -> Option<&OnLadder> {
        self.judged.judged.outcomes[i]
            .ladders
            .iter()
            .find(|l| l.step.is_some() && !l.reminder && l.status.stands() && !l.measures.is_empty())
    }

    /// Under appeal, or resting on something that is.
    pub(super) fn held_up(&self, i: usize) -> bool {
        let outcome = &self.judged.judged.outcomes[i];
        outcome.provisional || outcome.ladders.iter().any(|l| l.status == MeasureStatus::Suspended)
    }

    /// A measure that can be decided and isn't.
    pub(super) fn undecided(&self, i: usize) -> bool {
        !self.held_up(i) && self.measure(i).is_some_and(|l| l.status == MeasureStatus::Proposed)
    }

    /// Money kept back until a recheck passes.
    pub(super) fn kept_back(&self, i: usize) -> bool {
        let ladders = &self.judged.judged.outcomes[i].ladders;
        ladders.iter().any(|l| l.status.stands() && l.effects.contains(&Effect::HoldFunds))
    }

    /// Why a measure is taken, from what was found and what was scored.
    pub(super) fn why(&self, i: usize) -> String {
        let outcome = &self.judged.judged.outcomes[i];
        let post = &self.judged.posts[i];
        let mut parts: Vec<String> = self
            .findings
            .iter()
            .filter(|f| f.subject == post.subject)
            .map(|f| {
                let day = day_of(f.found_on);
                let finder = if f.found_by.trim().is_empty() { f.level.zh() } else { f.found_by.trim() };
                let what = f.what.trim().trim_end_matches(['。', '.', '；']);
                self.say("found", &[("day", day.as_str()), ("finder", finder), ("what", what)])
            })
            .collect();
        let worst = self.judged.rules().grades().pop();
        let graded = outcome.grade.as_deref().filter(|g| parts.is_empty() || Some(*g) == worst.as_deref());
        if let (Some(score), Some(grade)) = (outcome.score, graded) {
            parts.push(self.say("scored", &[("score", score.to_string().as_str()), ("grade", grade)]));
        }
        parts.join("；")
    }

    /// The last day of publication, when it has begun.
    pub(super) fn publication_ends(&self) -> Option<(Date, Date)> {
        let from = self.judged.record.published_on?;
        Some((from, workdays::after(&self.settings, from, self.settings.publication_days)))
    }

    /// How and until when to object.
    pub(super) fn appeal(&self, from: Date) -> String {
        let last = long_day(workdays::after(&self.settings, from, self.settings.publication_days));
        let (days, office) = (self.settings.publication_days.to_string(), self.office());
        let mut text =
            self.say("appeal", &[("days", days.as_str()), ("last", last.as_str()), ("office", office.as_str())]);
        let phone = self.settings.supervise_phone.trim();
        if !phone.is_empty() {
            text.push_str(&self.say("appeal-phone", &[("phone", phone)]));
        }
        text + "。"
    }
}
