//! 申诉复核表: an appeal with what it is about, to be checked, answered and signed.

use documents::Appeal;
use domain::{Decision, Outcome, Problem, SubjectId};
use policy::DecisionKind;

use super::{
    chinese,
    desk::{Desk, long_day},
    kind::Kind,
};
use crate::{appeals::deadline, workdays};

fn is(decision: &Decision, kinds: &[DecisionKind]) -> bool {
    DecisionKind::parse(&decision.decision).is_some_and(|kind| kinds.contains(&kind))
}

impl Desk {
    /// The last appeal that was filed for somebody.
    pub(super) fn appeal_of(&self, subject: SubjectId) -> Option<&Decision> {
        self.decisions.iter().rfind(|d| d.subject == subject && is(d, &[DecisionKind::Appeal]))
    }

    /// Its review: lines to write on before the answer, the answer after it.
    pub(super) fn appeal_review(&self, subject: SubjectId) -> Outcome<Appeal> {
        let month = self.judged.record.month;
        let (appeal, i) = self
            .appeal_of(subject)
            .zip(self.judged.position(subject))
            .ok_or_else(|| Problem::new("no-appeal").with("month", month))?;
        let answer = self
            .decisions
            .iter()
            .rfind(|d| d.id > appeal.id && d.subject == subject && is(d, &[DecisionKind::Keep, DecisionKind::Annul]));
        let outcome = &self.judged.judged.outcomes[i];
        let score = outcome.score.map_or_else(|| outcome.state.zh().to_string(), |score| format!("{score}分"));
        let rank = outcome.rank.map(|rank| format!("第{rank}名"));
        let result = [Some(score), rank, outcome.grade.as_deref().map(str::to_string)];
        let measures: Vec<_> =
            outcome.ladders.iter().flat_map(|l| l.measures.iter()).map(ToString::to_string).collect();
        let measures = measures.join("、");
        let measure = match (measures.is_empty(), answer) {
            (true, _) => String::new(),
            (false, None) => self.say("appeal-suspended", &[("measures", measures.as_str())]),
            (false, Some(_)) => measures,
        };
        let late = deadline(&self.settings, self.judged.record.published_on).1.is_some_and(|by| appeal.on > by);
        let in_time = match (late, appeal.said.trim()) {
            (false, _) => self.say("appeal-in-time", &[]),
            (true, "") => self.say("appeal-late", &[]),
            (true, why) => self.say("appeal-late-because", &[("why", why)]),
        };
        let sentence = |r: &policy::Reason| chinese().text(&format!("reason.{}", r.words), &r.args());
        let lines = |text: &str| -> Vec<String> {
            text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_string).collect()
        };
        let decided = answer.map(|d| {
            let signed = self.say("appeal-signed", &[("date", long_day(d.on).as_str()), ("by", d.by.as_str())]);
            lines(&d.reason).into_iter().chain([signed]).collect()
        });
        Ok(Appeal {
            office: self.office(),
            title: self.say("appeal-title", &[]),
            name: self.name(i),
            code: self.judged.register.named(subject).map(|n| n.code.to_string()).unwrap_or_default(),
            place: self.place(i),
            month: self.month(),
            result: result.into_iter().flatten().collect::<Vec<_>>().join("，"),
            measure,
            filed_on: long_day(appeal.on),
            filed_by: appeal.by.clone(),
            in_time,
            answer_by: long_day(workdays::after(&self.settings, appeal.on, self.settings.appeal_answer_days)),
            claim: lines(&appeal.reason),
            grounds: self.reasons[i].iter().map(sentence).collect(),
            decision: answer.map(|d| self.say(&format!("appeal-{}", d.decision), &[])).unwrap_or_default(),
            decided: decided.unwrap_or_default(),
            date: answer.map_or_else(|| self.date(Kind::Appeal(subject)), |d| d.on),
        })
    }
}
