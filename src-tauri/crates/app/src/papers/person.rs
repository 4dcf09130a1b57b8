//! Papers about one person: 谈话记录 and 考评结果说明.

use documents::{Derivation, Fact, Step, Talk};
use domain::{Decision, MonthState, Outcome, Problem, Role, SubjectId};
use policy::{DecisionKind, Reason, SubjectKind};

use super::{
    chinese,
    desk::{Desk, long_day},
    kind::Kind,
};
use crate::Office;

impl Desk {
    fn position(&self, person: SubjectId) -> Outcome<usize> {
        let month = self.judged.record.month;
        self.judged.position(person).ok_or_else(|| Problem::new("not-a-subject").with("month", month).into())
    }

    /// The record of the talk that a measure asks for: lines to write on before it is held, what was said after.
    pub(super) fn talk(&self, person: SubjectId) -> Outcome<Talk> {
        let i = self.position(person)?;
        let ladder = self
            .measure(i)
            .ok_or_else(|| Problem::new("no-measure").at(self.name(i)).with("month", self.judged.record.month))?;
        let post = &self.judged.posts[i];
        let last = self.judged.record.month.last_day();
        let of_kind = |role: Role| match self.judged.policy.subject {
            SubjectKind::Worker => role.is_worker(),
            SubjectKind::Role(of) => role == of,
            SubjectKind::Grid(_) => false,
        };
        let posts = person.person().into_iter().flat_map(|id| self.judged.register.posts_of(id));
        let mut there = posts.filter(|a| a.grid == post.grid && of_kind(a.role) && a.from <= last);
        let role = there.next_back().map(|a| a.role.zh().to_string());
        let held: Option<&Decision> = self
            .decisions
            .iter()
            .rfind(|d| d.subject == person && DecisionKind::parse(&d.decision) == Some(DecisionKind::Done));
        let lines = |text: Option<&str>| -> Vec<String> {
            text.unwrap_or_default().lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_string).collect()
        };
        let measures = ladder.measures.join("、");
        let step = ladder.step.unwrap_or_default().to_string();
        let mut measure = self.say("talk-measure", &[("step", step.as_str()), ("measures", measures.as_str())]);
        let effects = self.effects(i);
        if !effects.is_empty() {
            measure.push_str(&format!("（{effects}）"));
        }
        let title = match ladder.measures.iter().any(|m| m.contains("约谈")) {
            true => self.say("talk-title-summoned", &[]),
            false => self.say("talk-title", &[("measure", ladder.measures.first().map_or("", |m| m))]),
        };
        Ok(Talk {
            office: self.office(),
            title: self.titled(Kind::Talk(person), title),
            number: String::new(),
            name: self.name(i),
            role: role.unwrap_or_default(),
            place_of_duty: self.place(i),
            month: self.month(),
            measure,
            reason: format!("{}。", self.why(i)),
            basis: self.cited(&[ladder.clause]),
            held_at: held.map(|d| long_day(d.on)).unwrap_or_default(),
            held_in: String::new(),
            talker: held.map(|d| d.by.clone()).unwrap_or_default(),
            recorder: String::new(),
            said: lines(held.map(|d| d.said.as_str())),
            own_words: lines(held.map(|d| d.own_words.as_str())),
            required: Vec::new(),
            delivery: match held.and_then(|d| d.handed_over) {
                Some(true) => self.say("handed-over", &[]),
                Some(false) => self.say("refused", &[]),
                None => String::new(),
            },
            date: held.map_or_else(|| self.date(Kind::Talk(person)), |d| d.on),
        })
    }

    /// How one person's result came about, with what would have changed it.
    pub(super) fn derivation(&self, office: &Office, person: SubjectId) -> Outcome<Derivation> {
        let i = self.position(person)?;
        let judged = &self.judged;
        let whole = policy::explain(&judged.policy, judged.version, &judged.carry, &judged.facts, person.0);
        let what_if = whole.map(|d| d.changes.iter().map(|c| office.change_text(c)).collect());
        Ok(Derivation { what_if: what_if.unwrap_or_default(), ..self.derived(i, Kind::Derivation(person)) })
    }

    /// Everybody's, village by village. What would have changed each is searched only when one is asked for.
    pub(super) fn derivations(&self) -> Vec<Derivation> {
        self.judged.route_order().into_iter().map(|i| self.derived(i, Kind::Derivations)).collect()
    }

    fn derived(&self, i: usize, kind: Kind) -> Derivation {
        let sentence = |r: &Reason| chinese().text(&format!("reason.{}", r.words), &r.args());
        let of_sheets = |r: &&Reason| r.words.starts_with("sheet");
        let marks = self.reasons[i].iter().filter(of_sheets).map(|r| {
            let args = r.args();
            let part = |name: &str| args.get(name).cloned().unwrap_or_default();
            let (points, items) = (part("points"), part("items"));
            Fact {
                label: part("inspection").replace('/', " "),
                value: self.say("derivation-sheet", &[("points", points.as_str()), ("items", items.as_str())]),
            }
        });
        let steps = self.reasons[i].iter().filter(|r| !of_sheets(r)).map(|r| Step {
            text: sentence(r),
            document: r.document.to_string(),
            article: r.article.to_string(),
        });
        let grid = self.judged.register.grid(self.judged.posts[i].grid);
        let published = self.judged.record.published_on;
        Derivation {
            office: self.office(),
            title: self.titled(kind, self.say("derivation-title", &[])),
            name: self.name(i),
            place: self.place(i),
            code: grid.map(|g| g.code.clone()).unwrap_or_default(),
            month: self.month(),
            results: self.results(i),
            marks: marks.collect(),
            steps: steps.collect(),
            what_if: Vec::new(),
            appeal: published
                .filter(|_| self.state() != MonthState::Closed)
                .map(|on| self.appeal(on))
                .unwrap_or_default(),
            date: self.date(kind),
        }
    }

    fn results(&self, i: usize) -> Vec<Fact> {
        let outcome = &self.judged.judged.outcomes[i];
        let ranked = self
            .judged
            .judged
            .outcomes
            .iter()
            .filter(|o| o.group == outcome.group && o.rank.is_some())
            .count()
            .to_string();
        let rank = outcome
            .rank
            .map(|rank| self.say("derivation-rank", &[("rank", rank.to_string().as_str()), ("of", ranked.as_str())]));
        let reward = outcome
            .reward
            .map(|_| self.reward_text(i))
            .map(|text| if text.is_empty() { self.say("derivation-no-reward", &[]) } else { text });
        let measures = outcome.measures().map(ToString::to_string).collect::<Vec<_>>().join("、");
        let score = match outcome.score {
            Some(score) => score.to_string(),
            None => outcome.state.zh().to_string(),
        };
        [
            ("label-score", Some(score)),
            ("label-rank", rank),
            ("label-grade", outcome.grade.as_deref().map(str::to_string)),
            ("label-reward", reward),
            ("label-measures", Some(measures).filter(|m| !m.is_empty())),
        ]
        .into_iter()
        .filter_map(|(key, value)| Some(Fact { label: self.say(key, &[]), value: value? }))
        .collect()
    }
}
