//! A month's outcomes as they will be published, by village, over time, and what of them is still to be settled.

use std::collections::{BTreeMap, HashMap};

use domain::{Decision, Handout, Money, Month, MonthRecord, MonthState, Outcome, Score, State, SubjectId};
use policy::{FactUse, Goods, MeasureStatus};
use words::Words;

use crate::{
    JudgedMonth, Office, Register,
    view::{
        GoodsView, MeasureView, OpenItem, OutcomeRow, OutcomesView, ReasonView, Trend, VillageSummary, VillageTrend,
    },
};

/// Goods as a paper names them.
pub(crate) fn goods_text(goods: &Goods) -> String {
    if goods.count == 1 { goods.name.to_string() } else { format!("{}×{}", goods.name, goods.count) }
}

/// Goods as data.
fn goods_view(goods: &Goods) -> GoodsView {
    GoodsView { name: goods.name.to_string(), count: goods.count, value_fen: goods.value }
}

/// The mean of scores, rounded half up once.
pub(crate) fn mean(scores: &[Score]) -> Option<Score> {
    let count = i64::try_from(scores.len()).ok().filter(|n| *n > 0)?;
    let sum: i64 = scores.iter().map(|s| s.0).sum();
    Some(Score((2 * sum + count).div_euclid(2 * count)))
}

/// What an outcome says, whoever it is about.
pub(crate) fn row_of(outcome: &policy::Outcome, reasons: Vec<ReasonView>, words: Words) -> OutcomeRow {
    let (mut effects, mut codes, mut duties) = (Vec::new(), Vec::new(), Vec::new());
    let named = |code: &str| words.text(&format!("effect.{code}"), &BTreeMap::new());
    for ladder in &outcome.ladders {
        // What is held until a recheck passes is held in the periods between, too, where no step is taken.
        if ladder.status.stands() {
            effects.extend(ladder.effects.iter().map(|e| named(e.key())));
            codes.extend(ladder.effects.iter().map(|e| e.key().to_string()));
            effects.extend(ladder.duties.iter().map(ToString::to_string));
            duties.extend(ladder.duties.iter().map(ToString::to_string));
        }
        if ladder.reminder {
            effects.push(named("reminder"));
            codes.push("reminder".to_string());
        }
    }
    OutcomeRow {
        subject_id: String::new(),
        code: String::new(),
        name: String::new(),
        village: None,
        policy: String::new(),
        policy_version: String::new(),
        group: Some(outcome.group.to_string()).filter(|g| !g.is_empty()),
        state: outcome.state,
        score: outcome.score,
        rank: outcome.rank,
        grade: outcome.grade.as_deref().map(str::to_string),
        reward_fen: outcome.reward,
        reward_goods: outcome.goods.iter().map(goods_text).collect(),
        goods: outcome.goods.iter().map(goods_view).collect(),
        points: outcome.points_text(),
        deduction_fen: outcome.reward.filter(|_| outcome.state == State::Assessed).map(|_| outcome.deduction),
        measures: outcome.measures().map(ToString::to_string).collect(),
        measure_states: outcome
            .ladders
            .iter()
            .flat_map(|ladder| {
                let status = ladder.status.key();
                ladder.measures.iter().map(move |m| MeasureView { measure: m.to_string(), status: status.to_string() })
            })
            .collect(),
        reasons,
        person: None,
        step: outcome.ladders.iter().filter_map(|l| l.step).max(),
        before: outcome.ladders.iter().map(|l| l.before).max().unwrap_or(0),
        standing: outcome.ladders.iter().map(|l| l.standing).max().unwrap_or(0),
        effects,
        effect_codes: codes,
        duties,
        lists: outcome.lists.iter().map(ToString::to_string).collect(),
        provisional: outcome.provisional,
    }
}

impl Office {
    /// One row as the contract names it; reasons are added by who wants them.
    pub(crate) fn outcome_row(&self, judged: &JudgedMonth, position: usize, reasons: Vec<ReasonView>) -> OutcomeRow {
        let post = &judged.posts[position];
        let named = judged.register.named(post.subject);
        OutcomeRow {
            subject_id: named.as_ref().map(|n| n.uuid.to_string()).unwrap_or_default(),
            code: named.as_ref().map(|n| n.code.to_string()).unwrap_or_default(),
            name: named.map(|n| n.name).unwrap_or_default(),
            village: Some(judged.village_name(position)).filter(|v| !v.is_empty()),
            policy: judged.policy.id.clone(),
            policy_version: judged.adopted.from.to_string(),
            person: Some(post.subject),
            ..row_of(&judged.judged.outcomes[position], reasons, self.words)
        }
    }

    /// The outcomes of a month's first scheme: by group, then rank, then code; those without a score last.
    pub fn outcomes(&mut self, month: Month) -> Outcome<OutcomesView> {
        self.outcomes_of(month, None)
    }

    /// The outcomes of a scheme of a month.
    pub fn outcomes_of(&mut self, month: Month, scheme: Option<&str>) -> Outcome<OutcomesView> {
        let judged = self.judge_by(month, scheme)?;
        let beside = self.looked_at_beside(&judged)?;
        Ok(self.outcomes_view(&judged, &beside, |_| Vec::new()))
    }

    /// The same with every row's reasons, as the command line prints them.
    pub fn outcomes_with_reasons(&mut self, month: Month, scheme: Option<&str>) -> Outcome<OutcomesView> {
        let judged = self.judge_by(month, scheme)?;
        let beside = self.looked_at_beside(&judged)?;
        let (_, reasons) = policy::reasons_for_all(&judged.policy, judged.version, &judged.carry, &judged.facts);
        Ok(self.outcomes_view(&judged, &beside, |i| reasons[i].iter().map(|r| self.reason_view(r)).collect()))
    }

    /// The facts that the month's other schemes look at: what one of them uses is not said to be of no use here.
    fn looked_at_beside(&mut self, judged: &JudgedMonth) -> Outcome<Vec<FactUse>> {
        let schemes = self.schemes_in(judged.record.month)?;
        let others = schemes.iter().filter(|s| s.id() != judged.scheme());
        Ok(others.flat_map(|s| s.rules().fact_uses()).collect())
    }

    fn outcomes_view(
        &self,
        judged: &JudgedMonth,
        beside: &[FactUse],
        reasons: impl Fn(usize) -> Vec<ReasonView>,
    ) -> OutcomesView {
        let mut order: Vec<usize> = (0..judged.posts.len()).collect();
        order.sort_by_key(|&i| {
            let o = &judged.judged.outcomes[i];
            (o.group.clone(), o.rank.unwrap_or(u32::MAX), i)
        });
        let grades = judged.rules().grades();
        let flags = judged
            .judged
            .flags
            .iter()
            .filter(|flag| !used_beside(flag, beside))
            .map(|flag| self.flag_view(judged, flag))
            .collect();
        OutcomesView {
            month: judged.record.month,
            scheme: judged.scheme().to_string(),
            title: judged.policy.title.clone(),
            last: judged.last,
            rows: order.into_iter().map(|i| self.outcome_row(judged, i, reasons(i))).collect(),
            villages: self.villages_of(judged, &grades),
            mean: judged.judged.mean,
            count: judged.judged.count,
            reward_total: Money(judged.judged.outcomes.iter().filter_map(|o| o.reward).map(|m| m.0).sum()),
            grades,
            flags,
        }
    }

    fn flag_view(&self, judged: &JudgedMonth, flag: &policy::Flag) -> crate::view::ProblemView {
        let said = |name: &str, value: &str| match name {
            "fact" if self.words.has(&format!("fact.{value}")) => {
                self.words.text(&format!("fact.{value}"), &[("", "")])
            }
            _ => value.to_string(),
        };
        let args: BTreeMap<String, String> = flag.args.iter().map(|(k, v)| ((*k).to_string(), said(k, v))).collect();
        let named = flag.key.and_then(|key| judged.register.named(SubjectId(key)));
        let article = flag.clause.and_then(|c| judged.rules().clauses.get(c)).map(|c| c.article.clone());
        crate::view::ProblemView {
            code: flag.code.to_string(),
            place: named.map(|n| format!("{} {}", n.code, n.name)).or(article).unwrap_or_default(),
            text: self.words.text(&flag_key(flag), &args),
            remedy: String::new(),
        }
    }

    fn villages_of(&self, judged: &JudgedMonth, grades: &[String]) -> Vec<VillageSummary> {
        let before = self.store.month(judged.last.plus(-judged.policy.period.months())).ok().flatten();
        let last: HashMap<String, Score> = before
            .filter(|r| r.state == MonthState::Closed)
            .and_then(|r| self.stored_means(&r, judged.scheme(), &judged.register).ok())
            .map(|(_, villages)| villages.into_iter().collect())
            .unwrap_or_default();
        let mut villages: Vec<(String, Vec<usize>)> = Vec::new();
        for i in judged.route_order() {
            let name = judged.village_name(i);
            match villages.last_mut().filter(|(v, _)| *v == name) {
                Some((_, rows)) => rows.push(i),
                None => villages.push((name, vec![i])),
            }
        }
        villages
            .into_iter()
            .map(|(village, rows)| {
                let outcomes: Vec<_> = rows.iter().map(|&i| &judged.judged.outcomes[i]).collect();
                let scores: Vec<Score> = outcomes.iter().filter_map(|o| o.score).collect();
                let mean = mean(&scores);
                VillageSummary {
                    count: u32::try_from(scores.len()).unwrap_or(u32::MAX),
                    worst: scores.iter().min().copied(),
                    grades: grades
                        .iter()
                        .map(|g| outcomes.iter().filter(|o| o.grade.as_deref() == Some(g)).count() as u32)
                        .collect(),
                    change: mean.zip(last.get(&village)).map(|(now, then)| Score(now.0 - then.0)),
                    mean,
                    village,
                }
            })
            .collect()
    }

    /// The means of a closed month as a scheme's outcomes were stored: the township's, and each village's.
    fn stored_means(
        &self,
        record: &MonthRecord,
        scheme: &str,
        register: &Register,
    ) -> Outcome<(Option<Score>, Vec<(String, Score)>)> {
        let mut all = Vec::new();
        let mut by_village: BTreeMap<String, Vec<Score>> = BTreeMap::new();
        for o in self.store.outcomes(record.month, record.version, scheme)? {
            let Some(score) = o.score else { continue };
            all.push(score);
            if let Some(village) = register.village_of(o.subject, record.month) {
                by_village.entry(village.name.clone()).or_default().push(score);
            }
        }
        let villages = by_village.into_iter().filter_map(|(v, scores)| Some((v, mean(&scores)?))).collect();
        Ok((mean(&all), villages))
    }

    /// The means of the last months that are closed, and of the current one as it stands.
    pub fn trend(&mut self, months: u32) -> Outcome<Trend> {
        let all = self.store.months()?;
        let from = all.len().saturating_sub(months as usize);
        let mut trend = Trend { months: Vec::new(), mean: Vec::new(), villages: Vec::new() };
        let mut by_village: BTreeMap<String, Vec<Option<Score>>> = BTreeMap::new();
        let register = self.register()?;
        for (n, record) in all[from..].iter().enumerate() {
            let (mean, villages) = if record.state == MonthState::Closed {
                let scheme = self.scheme_in(record.month, None)?;
                self.stored_means(record, scheme.id(), &register)?
            } else {
                let view = self.outcomes(record.month)?;
                (view.mean, view.villages.into_iter().filter_map(|v| Some((v.village, v.mean?))).collect())
            };
            trend.months.push(record.month);
            trend.mean.push(mean);
            for (village, mean) in villages {
                let means = by_village.entry(village).or_default();
                means.resize(n, None);
                means.push(Some(mean));
            }
        }
        let count = trend.months.len();
        trend.villages = by_village
            .into_iter()
            .map(|(village, mut means)| {
                means.resize(count, None);
                VillageTrend { village, means }
            })
            .collect();
        Ok(trend)
    }

    /// Measures not yet decided or carried out, and goods not handed out, oldest first.
    pub fn open_items(&mut self) -> Outcome<Vec<OpenItem>> {
        let register = self.register()?;
        let today = self.clock.today();
        let mut items = Vec::new();
        let mut of_month: Option<(Month, Vec<Decision>, Vec<Handout>)> = None;
        for (month, scheme, outcome) in self.store.outcomes_to_settle()? {
            if of_month.as_ref().is_none_or(|(m, ..)| *m != month) {
                of_month = Some((month, self.store.decisions(month)?, self.store.handouts(month)?));
            }
            let Some((_, decisions, handed)) = &of_month else { continue };
            let Some(named) = register.named(outcome.subject) else { continue };
            let mine = |of: &str, subject| of == scheme && subject == outcome.subject;
            let mut item = |what: String, status: &str| {
                items.push(OpenItem {
                    month,
                    scheme: scheme.clone(),
                    person: outcome.subject,
                    code: named.code.to_string(),
                    name: named.name.clone(),
                    village: register.village_of(outcome.subject, month).map(|v| v.name.clone()),
                    what,
                    status: status.to_string(),
                    age_days: (today - month.last_day()).num_days(),
                });
            };
            let status = status_of(decisions.iter().filter(|d| mine(&d.scheme, d.subject)));
            let open = matches!(status, MeasureStatus::Proposed | MeasureStatus::Confirmed | MeasureStatus::Suspended);
            if !outcome.measures.is_empty() && open {
                item(outcome.measures.join("、"), status.key());
            }
            if !outcome.goods.is_empty() && !handed.iter().any(|h| mine(&h.scheme, h.subject)) {
                item(outcome.goods.join("、"), "goods");
            }
        }
        Ok(items)
    }
}

/// The words of a flag. A fact that the policy has no clause for at all is no slip of the pen.
fn flag_key(flag: &policy::Flag) -> String {
    let no_clause = flag.args.iter().any(|(key, value)| *key == "known" && value == "—");
    if flag.code == "fact-unused" && no_clause {
        "fact-without-clause".to_string()
    } else {
        format!("flag.{}", flag.code)
    }
}

/// Whether a flag tells of facts without a use that another scheme has one for: of every name that the flag lists.
fn used_beside(flag: &policy::Flag, beside: &[FactUse]) -> bool {
    let arg = |name: &str| flag.args.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value.as_str());
    let listed = |name: &str| arg(name).split('、').map(|text| if text == "—" { "" } else { text });
    let used = |item: &str| listed("source").any(|source| beside.iter().any(|u| u.looks_at(arg("fact"), item, source)));
    flag.code == "fact-unused" && listed("item").all(used)
}

/// Where a measure stands after the decisions on it, in order.
pub(crate) fn status_of<'a>(decisions: impl Iterator<Item = &'a Decision>) -> MeasureStatus {
    MeasureStatus::after_all(decisions.filter_map(|d| policy::DecisionKind::parse(&d.decision)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(scores: &[i64], expected: Option<i64>) {
        assert_eq!(mean(&scores.iter().map(|s| Score(*s)).collect::<Vec<_>>()).map(|s| s.0), expected);
    }

    #[test]
    fn a_mean_is_rounded_half_up_once_and_nobody_has_none() {
        check(&[], None);
        check(&[9000, 9001], Some(9001));
        check(&[0], Some(0));
        check(&[9300, 9100, 9000, 8900, 8900, 8800, 8800, 8700, 8700, 8600, 8500, 8400, 8000], Some(8746));
    }
}
