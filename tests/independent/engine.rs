//! The engine's answers, in the lines of the second implementation.

use std::{fmt::Write, path::PathBuf, sync::Arc};

use domain::State;
use policy::{Carry, Effect, FactRow, Outcome, Policy};

/// Where the default policy stands.
pub fn default_policy() -> PathBuf {
    jingge_tests::root().join("assets/policies/default/policy.yaml")
}

/// The default policy, ready to judge.
#[derive(Clone)]
pub struct Engine(Arc<Policy>);

impl Engine {
    /// As it stands in the assets.
    pub fn of_the_default_policy() -> Self {
        let text = std::fs::read_to_string(default_policy()).unwrap();
        Self(Arc::new(policy::read(&text).expect("the default policy reads")))
    }

    /// What a table comes to; the problems for which it is refused.
    pub fn answers(&self, table: &str) -> Result<String, String> {
        let rows: Vec<FactRow> = table.lines().zip(1..).skip(1).map(|(line, number)| row(number, line)).collect();
        let table = policy::table(&rows, self.0.period).map_err(|problems| format!("{problems:?}"))?;
        let mut carry = Carry::empty();
        let mut said = String::new();
        for facts in &table.periods {
            let version = self.0.version_at(facts.month).ok_or_else(|| format!("no version at {}", facts.month))?;
            let judged = policy::judge(&self.0, version, &carry, facts);
            for outcome in &judged.outcomes {
                let subject = &table.subjects[usize::try_from(outcome.key).unwrap()];
                writeln!(said, "{}\t{subject}\t{}", judged.month, line(outcome)).unwrap();
            }
            carry.push(judged.trace, self.0.versions[version].window(self.0.period));
        }
        Ok(said)
    }
}

fn row(line: u32, text: &str) -> FactRow {
    let mut cells = text.split(',').map(str::to_string);
    let mut next = || cells.next().unwrap_or_default();
    FactRow {
        line,
        month: next(),
        subject: next(),
        group: next(),
        fact: next(),
        item: next(),
        value: next(),
        source: next(),
        date: next(),
        role: String::new(),
    }
}

/// State, group, score, rank, grade, reward, goods, measures, effects, duties, lists, step and times.
fn line(outcome: &Outcome) -> String {
    let ladder = outcome.ladders.first();
    let standing = ladder.filter(|ladder| ladder.status.stands());
    let assessed = outcome.state == State::Assessed;
    let effect = |effect: &Effect| match effect {
        Effect::NoReward => "不发奖励",
        Effect::NoHonours => "取消评优",
        Effect::HoldFunds => "暂缓发放",
    };
    [
        outcome.state.key().to_string(),
        outcome.group.to_string(),
        shown(outcome.score),
        shown(outcome.rank),
        shown(outcome.grade.as_deref()),
        shown(outcome.reward.map(|reward| reward.0)),
        list(outcome.goods.iter().map(|goods| goods.name.to_string())),
        list(outcome.measures().map(ToString::to_string)),
        list(standing.iter().flat_map(|ladder| ladder.effects.iter()).map(|e| effect(e).to_string())),
        list(standing.iter().flat_map(|ladder| ladder.duties.iter()).map(ToString::to_string)),
        list(outcome.lists.iter().map(ToString::to_string)),
        shown(standing.and_then(|ladder| if ladder.reminder { Some(0) } else { ladder.step })),
        shown(assessed.then(|| ladder.map_or(0, |ladder| ladder.standing))),
    ]
    .join("\t")
}

/// What `jingge try` answers to a period: state, group, score, rank, grade, reward, goods, measures and step.
pub fn tried(period: &app::TryPeriod) -> Vec<String> {
    let lines = period.outcomes.iter().map(|outcome| {
        let reminder = outcome.measures == ["提醒"];
        let standing = outcome.measure_states.iter().all(|m| m.status != "waived" && m.status != "annulled");
        [
            period.month.to_string(),
            outcome.name.clone(),
            outcome.state.key().to_string(),
            shown(outcome.group.as_deref()),
            shown(outcome.score),
            shown(outcome.rank),
            shown(outcome.grade.as_deref()),
            shown(outcome.reward_fen.map(|reward| reward.0)),
            list(outcome.reward_goods.iter().cloned()),
            list(outcome.measures.iter().cloned()),
            shown(if reminder { Some(0) } else { outcome.step.filter(|_| standing) }),
        ]
        .join("\t")
    });
    lines.collect()
}

fn shown(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "-".to_string(), |value| value.to_string())
}

fn list(values: impl Iterator<Item = String>) -> String {
    let mut values: Vec<String> = values.collect();
    values.sort();
    shown(Some(values.join(" ")).filter(|text| !text.is_empty()))
}
