//! What people decide about a published month: an appeal, the measures confirmed and carried out, the meeting, the goods.

use domain::{Date, Handout, Outcome};

use super::story::Story;
use crate::{
    JudgedMonth,
    office::{Deed, topic},
    view::DecisionForm,
};

/// What a decision says beside itself.
#[derive(Default)]
struct Said<'a> {
    reason: &'a str,
    said: &'a str,
    own_words: &'a str,
    handed_over: Option<bool>,
}

fn decide(story: &mut Story<'_>, at: usize, worker: usize, decision: &str, on: Date, said: &Said<'_>) -> Outcome<()> {
    let by = match decision {
        "appeal" => story.town.workers[worker].name.clone(),
        _ => story.town.village_of(worker).leader.clone(),
    };
    let form = DecisionForm {
        month: story.month(at),
        scheme: None,
        person: story.town.workers[worker].id.into(),
        decision: decision.into(),
        by,
        on,
        reason: said.reason.into(),
        said: said.said.into(),
        own_words: said.own_words.into(),
        handed_over: said.handed_over,
    };
    story.office.decide(&form).map(drop)
}

/// The worker of an outcome.
fn worker_of(story: &Story<'_>, judged: &JudgedMonth, position: usize) -> Option<usize> {
    let person = judged.posts[position].subject;
    story.town.workers.iter().position(|w| person == w.id.into())
}

/// One who failed last month appeals, and waits.
pub(super) fn appeals(story: &mut Story<'_>, judged: &JudgedMonth, at: usize, on: Date) -> Outcome<()> {
    let Some(worker) = story.cast.appeals.filter(|_| story.is(at, 1)) else { return Ok(()) };
    let person = story.town.workers[worker].id;
    let fell = judged
        .position(person.into())
        .is_some_and(|i| judged.judged.outcomes[i].ladders.iter().any(|l| l.step.is_some()));
    if !fell {
        return Ok(());
    }
    let reason = "检查当日正值集中清淤，堆放为临时堆放，申请复核";
    decide(story, at, worker, "appeal", on, &Said { reason, ..Said::default() })
}

/// Measures are confirmed, talked over and carried out; the third step waits for the leaders.
pub(super) fn confirm(story: &mut Story<'_>, judged: &JudgedMonth, at: usize, on: Date) -> Outcome<()> {
    for (position, outcome) in judged.judged.outcomes.iter().enumerate() {
        if outcome.ladders.iter().all(|l| l.measures.is_empty()) {
            continue;
        }
        let Some(worker) = worker_of(story, judged, position) else { continue };
        let last = story.is(at, 1);
        if last && [story.cast.appeals, story.cast.thrice].contains(&Some(worker)) {
            continue;
        }
        decide(story, at, worker, "confirm", on, &Said::default())?;
        if last && story.cast.twice == Some(worker) {
            continue;
        }
        let said = Said {
            said: "指出本月巡查不到位、问题交办后未及时整改，要求一周内整改到位",
            own_words: "接受批评，马上安排清理，今后坚持每日巡查",
            handed_over: Some(true),
            ..Said::default()
        };
        decide(story, at, worker, "done", on, &said)?;
    }
    Ok(())
}

/// The leaders' meeting approves the month. A running appeal is left to a correction.
pub(super) fn close(story: &mut Story<'_>, at: usize, on: Date) -> Outcome<()> {
    let month = story.month(at);
    let meeting = format!("镇党政办公会〔{}〕第{}次会议", on.format("%Y"), on.format("%-m"));
    let appealed = story.is(at, 1) && story.cast.appeals.is_some();
    let reason = appealed.then_some("一人申诉正在复核，复核结果另行更正");
    story.office.close(month, &meeting, reason).map(drop)
}

/// Goods are handed out and signed for, but for those of the last closed month.
pub(super) fn hand_out(story: &mut Story<'_>, at: usize, on: Date) -> Outcome<()> {
    if story.is(at, 1) {
        return Ok(());
    }
    let month = story.month(at);
    let judged = story.office.judge(month)?;
    let due: Vec<Handout> = judged
        .judged
        .outcomes
        .iter()
        .enumerate()
        .filter(|(_, outcome)| !outcome.goods.is_empty())
        .filter_map(|(position, _)| {
            let worker = worker_of(story, &judged, position)?;
            let by = story.town.village_of(worker).leader.clone();
            let signed_by = story.town.workers[worker].name.clone();
            Some(Handout {
                month,
                scheme: judged.scheme().to_string(),
                subject: judged.posts[position].subject,
                on,
                by,
                signed_by,
            })
        })
        .collect();
    if due.is_empty() {
        return Ok(());
    }
    let deed = Deed::new("demo-handouts", &[topic::OUTCOMES]).with("month", month).with("count", due.len()).for_good();
    story.office.write(deed, |tx| due.iter().try_for_each(|h| tx.put_handout(h)))?;
    Ok(())
}
