//! Phase 6: gates, amounts, proration, one reward or several. What a ladder takes away is taken in the next phase.

use domain::Money;

use super::{grade::has_grade, less, rank, shares, streak};
use crate::{
    exact::Exact,
    explain::Because,
    facts::{EventKind, SCALE},
    judge::Working,
    model::Version,
    outcome::{Effect, Goods, OnLadder},
    rules::{
        ChooseReward, ClimbBy, Gate, GradeReward, MissingExternal, OneReward, Phase, Places, Proration, RewardByBase,
        RewardByGrade, RewardByPlace, RewardGate, RewardProgress, RewardStreak, Rule, TiedReward, figure,
    },
};

/// One clause's reward for one subject.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Award {
    pub clause: u32,
    /// Which of the clause's grades or bands of places.
    pub entry: u16,
    /// Fen before days are looked at.
    pub whole: i64,
    /// Fen after that.
    pub amount: i64,
    /// Points for the year's balance.
    pub points: i64,
    /// Whether it is the one that stays.
    pub kept: bool,
}

/// A reward clause with what it needs to be asked for one subject after another.
enum Prepared<'a> {
    Grade { rule: &'a RewardByGrade, entry_of: Vec<Option<u16>> },
    Place(Vec<Option<(u16, i64)>>),
    Progress(&'a RewardProgress),
    Streak { rule: &'a RewardStreak, article: &'a str },
    Base(Vec<Option<Exact>>),
    Shared(Vec<Option<i64>>),
}

struct Clause<'a> {
    at: usize,
    groups: Vec<bool>,
    what: Prepared<'a>,
}

pub(crate) fn run(w: &mut Working<'_>) {
    if !w.version.has_rewards() {
        return;
    }
    let open = gates(w);
    let clauses = prepare(w, &open);
    let proration = w.version.rules::<Proration>().next().map(|(_, rule)| rule);
    let choose = w.version.rules::<OneReward>().next().map_or(ChooseReward::Sum, |(_, rule)| rule.choose);
    for (i, open) in open.into_iter().enumerate() {
        let start = w.awards.len();
        if w.rows[i].judged() {
            for clause in &clauses {
                if w.in_mask(&clause.groups, i) {
                    let award = clause.award(w, i, open, proration);
                    w.awards.extend(award);
                }
            }
            choose_among(&mut w.awards[start..], choose);
            let kept = || w.awards[start..].iter().filter(|a| a.kept).map(|a| a.amount);
            let (reward, deduction) = (kept().filter(|a| *a > 0).sum(), -kept().filter(|a| *a < 0).sum::<i64>());
            w.rows[i].reward = Some(reward);
            w.rows[i].deduction = deduction;
        }
        w.rows[i].awards = (start as u32, w.awards.len() as u32);
    }
    less::caps(w);
}

/// Who passes every gate.
fn gates(w: &mut Working<'_>) -> Vec<bool> {
    let mut open = vec![true; w.rows.len()];
    let gates: Vec<(usize, &RewardGate)> = w.version.rules::<RewardGate>().collect();
    for (clause, rule) in gates {
        let groups = w.name_mask(&rule.groups);
        for (i, open) in open.iter_mut().enumerate() {
            if w.rows[i].judged() && w.in_mask(&groups, i) {
                let answer = passes(w, i, &rule.gate);
                if answer == Passes::Unknown {
                    w.flag("external-missing", Some(clause), Some(i), Vec::new());
                }
                *open &= answer == Passes::Yes;
            }
        }
    }
    open
}

fn prepare<'a>(w: &mut Working<'a>, open: &[bool]) -> Vec<Clause<'a>> {
    let version = w.version;
    let mut out = Vec::new();
    for (at, clause) in version.clauses.iter().enumerate() {
        let (groups, what) = match &clause.rule {
            Some(Rule::RewardByGrade(rule)) => {
                let entry = |grade: &str| rule.grades.iter().position(|(g, _)| g == grade).map(|at| at as u16);
                let entry_of = w.grades.iter().map(|grade| entry(grade)).collect();
                (&rule.groups, Prepared::Grade { rule, entry_of })
            }
            Some(Rule::RewardByPlace(rule)) => (&rule.groups, Prepared::Place(by_place(w, rule))),
            Some(Rule::RewardProgress(rule)) => (&rule.groups, Prepared::Progress(rule)),
            Some(Rule::RewardStreak(rule)) => (&rule.groups, Prepared::Streak { rule, article: &clause.article }),
            Some(Rule::RewardByBase(rule)) => (&rule.groups, Prepared::Base(by_base(w, at, rule))),
            Some(Rule::RewardPool(rule)) => (&rule.groups, shared(w, at, shares::pool(w, rule, open))),
            Some(Rule::RewardPercent(rule)) => (&rule.groups, shared(w, at, shares::percent(w, rule, open))),
            _ => continue,
        };
        out.push(Clause { at, groups: w.name_mask(groups), what });
    }
    out
}

fn shared<'a>(w: &mut Working<'_>, clause: usize, shared: shares::Shared) -> Prepared<'a> {
    for (code, i, args) in shared.flags {
        w.flag(code, Some(clause), i, args);
    }
    Prepared::Shared(shared.amounts)
}

impl Clause<'_> {
    fn award(&self, w: &Working<'_>, i: usize, open: bool, proration: Option<&Proration>) -> Option<Award> {
        let clause = self.at as u32;
        if let Prepared::Shared(amounts) = &self.what {
            // Who only gives needs no gate, and what was shared out by days or places is not prorated again.
            let amount = amounts[i]?;
            return Some(Award { clause, entry: 0, whole: amount, amount, points: 0, kept: true });
        }
        if !open {
            return None;
        }
        let (entry, whole) = match &self.what {
            Prepared::Grade { rule, entry_of } => {
                let entry = entry_of[usize::from(w.rows[i].grade?)]?;
                (entry, rule.grades[usize::from(entry)].1.amount.0)
            }
            Prepared::Place(amounts) => amounts[i]?,
            Prepared::Progress(rule) => {
                let entry = streak::progress(w, rule, i)?;
                (entry, rule.steps[usize::from(entry)].1.amount.0)
            }
            Prepared::Streak { rule, article } => {
                let run = streak::running(w, rule, article, i);
                (0, (run >= rule.periods).then_some(rule.reward.amount.0)?)
            }
            Prepared::Base(amounts) => (0, amounts[i]?.round_half_up(1)),
            Prepared::Shared(_) => return None,
        };
        let mut award = Award { clause, entry, whole, amount: whole, points: 0, kept: true };
        award.points = self::entry(w.version, &award).map_or(0, |reward| reward.points);
        let exact = match &self.what {
            Prepared::Base(amounts) => amounts[i].unwrap_or(Exact::ZERO),
            _ => Exact::whole(whole),
        };
        award.amount = prorated(exact, w.rows[i].days, w.facts.period_days, proration);
        Some(award)
    }
}

/// An amount × days in charge ÷ days in the period, rounded half up once.
fn prorated(whole: Exact, days: u32, period_days: u32, rule: Option<&Proration>) -> i64 {
    let Some(rule) = rule else { return whole.round_half_up(1) };
    if days < rule.min_days {
        return 0;
    }
    if days >= period_days {
        return whole.round_half_up(1);
    }
    let unit = rule.round_to.unit();
    let part = Exact::new(i128::from(days), i128::from(period_days) * i128::from(unit));
    whole.times(part).round_half_up(1) * unit
}

/// For each subject in the clause's groups, a part of the base.
fn by_base(w: &mut Working<'_>, clause: usize, rule: &RewardByBase) -> Vec<Option<Exact>> {
    let groups = w.name_mask(&rule.groups);
    let mut out = vec![None; w.rows.len()];
    for (i, out) in out.iter_mut().enumerate() {
        if !w.rows[i].judged() || !w.in_mask(&groups, i) {
            continue;
        }
        let Some(base) = rule.base.map(|base| base.0).or_else(|| shares::base(w, i)) else {
            w.flag("base-missing", Some(clause), Some(i), Vec::new());
            continue;
        };
        let grade = w.rows[i].grade.map(|g| &*w.grades[usize::from(g)]);
        *out = rule.amount(base, w.rows[i].score, grade);
    }
    out
}

/// Marks which awards stay. What is taken stays always.
fn choose_among(awards: &mut [Award], choose: ChooseReward) {
    if choose == ChooseReward::Sum {
        return;
    }
    let mut best: Option<usize> = None;
    for at in 0..awards.len() {
        let better = |best: usize| choose == ChooseReward::Highest && awards[at].amount > awards[best].amount;
        // What days make nothing of is no reward that another one could stand back for.
        let nothing = choose == ChooseReward::FirstListed && awards[at].amount == 0 && awards[at].whole != 0;
        if awards[at].amount >= 0 && !nothing && best.is_none_or(better) {
            best = Some(at);
        }
    }
    awards.iter_mut().enumerate().for_each(|(at, award)| award.kept = award.amount < 0 || Some(at) == best);
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Passes {
    Yes,
    No,
    Unknown,
}

/// Whether a subject passes a gate.
pub(crate) fn passes(w: &Working<'_>, i: usize, gate: &Gate) -> Passes {
    let row = &w.rows[i];
    let happened = |kind| w.facts.events_of(i).iter().any(|e| e.kind == kind);
    let shut = gate.at_least.is_some_and(|least| row.score.is_none_or(|score| score < least))
        || gate.min_days.is_some_and(|least| row.days < least)
        || (!gate.grades.is_empty() && !has_grade(w, i, &gate.grades))
        || (gate.no_findings && happened(EventKind::Finding))
        || (gate.no_veto && happened(EventKind::Veto))
        || (gate.no_overdue && happened(EventKind::Overdue));
    if shut {
        return Passes::No;
    }
    let Some((source, least, missing)) = &gate.external else { return Passes::Yes };
    match external(w, i, source) {
        Some(score) if score * 100 >= *least * SCALE => Passes::Yes,
        Some(_) => Passes::No,
        None => match missing {
            MissingExternal::Fails => Passes::No,
            MissingExternal::Passes => Passes::Yes,
            MissingExternal::Refuse => Passes::Unknown,
        },
    }
}

/// A higher level's score, ten-thousandths.
pub(crate) fn external(w: &Working<'_>, i: usize, source: &str) -> Option<i64> {
    let of_level = |e: &&crate::facts::Event| e.kind == EventKind::External && **w.facts.name(e.source) == *source;
    w.facts.events_of(i).iter().rev().find(of_level).map(|e| e.value)
}

/// For each subject, which band of places it is in and how much that is.
fn by_place(w: &Working<'_>, rule: &RewardByPlace) -> Vec<Option<(u16, i64)>> {
    let mut out = vec![None; w.rows.len()];
    let groups = w.name_mask(&rule.groups);
    for mut members in rank::groups(w, rank::within(w)) {
        members.retain(|i| w.in_mask(&groups, *i as usize));
        let open = |i: u32| rule.gate.is_empty() || passes(w, i as usize, &rule.gate) == Passes::Yes;
        if rule.among == Places::AmongPassers {
            members.retain(|i| open(*i));
        }
        let rank_of = |i: u32| w.rows[i as usize].rank;
        members.sort_by_key(|i| (rank_of(*i), *i));
        let (mut place, mut step) = (1, 1);
        for run in members.chunk_by(|a, b| rank_of(*a) == rank_of(*b)) {
            let size = run.len() as u32;
            let at = if rule.ties == TiedReward::All { step } else { place };
            let band = |p: u32| rule.places.iter().position(|b| b.from <= p && p <= b.to);
            let amount = |p: u32| band(p).map_or(0, |b| rule.places[b].reward.amount.0);
            let held = at..at + if rule.ties == TiedReward::Mean { size } else { 1 };
            if let Some(entry) = held.clone().find_map(band) {
                let shares = split(held.map(amount).sum(), run.len(), rule.ties);
                for (i, share) in run.iter().zip(shares).filter(|(i, _)| open(**i)) {
                    out[*i as usize] = Some((entry as u16, share));
                }
            }
            place += size;
            step += 1;
        }
    }
    out
}

/// An amount shared in whole fen: what is left over goes one fen each to the first in code order.
fn split(sum: i64, heads: usize, ties: TiedReward) -> Vec<i64> {
    let heads = heads.max(1) as i64;
    if ties != TiedReward::Mean {
        return vec![sum; heads as usize];
    }
    (0..heads).map(|i| sum / heads + i64::from(i < sum % heads)).collect()
}

/// The things that awards bring.
pub(crate) fn goods(version: &Version, awards: &[Award]) -> Vec<Goods> {
    let kept = awards.iter().filter(|a| a.kept);
    kept.flat_map(|award| entry(version, award).map_or(&[][..], |reward| &reward.goods)).cloned().collect()
}

fn entry<'v>(version: &'v Version, award: &Award) -> Option<&'v GradeReward> {
    match version.clauses[award.clause as usize].rule.as_ref()? {
        Rule::RewardByGrade(rule) => rule.grades.get(usize::from(award.entry)).map(|(_, reward)| reward),
        Rule::RewardByPlace(rule) => rule.places.get(usize::from(award.entry)).map(|place| &place.reward),
        Rule::RewardProgress(rule) => rule.steps.get(usize::from(award.entry)).map(|(_, reward)| reward),
        Rule::RewardStreak(rule) => Some(&rule.reward),
        _ => None,
    }
}

/// Whether a step that stands takes the reward of the period.
pub(crate) fn is_taken(ladders: &[OnLadder]) -> bool {
    ladders.iter().any(|l| l.status.stands() && l.effects.contains(&Effect::NoReward))
}

pub(crate) fn reasons(w: &Working<'_>, i: usize, because: &mut Because<'_>) {
    let row = &w.rows[i];
    if row.reward.is_none() {
        return;
    }
    let mut shut = false;
    for (clause, rule) in w.version.rules::<RewardGate>() {
        if w.in_mask(&w.name_mask(&rule.groups), i) && passes(w, i, &rule.gate) != Passes::Yes {
            shut = true;
            because.add(Some(clause), Phase::Reward, "gate-shut", Vec::new(), "0.00");
        }
    }
    let awards = &w.awards[row.awards.0 as usize..row.awards.1 as usize];
    let proration = w.version.rules::<Proration>().next();
    for award in awards {
        let clause = award.clause as usize;
        let money = Money(award.whole.abs()).to_string();
        let group = w.group(i).to_string();
        let grade = row.grade.map_or_else(String::new, |g| w.grades[usize::from(g)].to_string());
        let words = match (&w.version.clauses[clause].rule, group.is_empty()) {
            (Some(Rule::RewardByPlace(_)), _) if row.tied > 1 => "reward-by-place-tied",
            (Some(Rule::RewardByPlace(_)), _) => "reward-by-place",
            (Some(Rule::RewardProgress(rule)), _) if rule.by == ClimbBy::Score => "reward-progress-score",
            (Some(Rule::RewardProgress(_)), _) => "reward-progress",
            (Some(Rule::RewardStreak(_)), _) => "reward-streak",
            (Some(Rule::RewardPool(_)), _) => "reward-pool",
            (Some(Rule::RewardByBase(_)), _) => "reward-by-base",
            (Some(Rule::RewardPercent(_)), _) if award.whole < 0 => "reward-percent-gives",
            (Some(Rule::RewardPercent(_)), _) if award.whole == 0 => "reward-percent-nothing",
            (Some(Rule::RewardPercent(_)), _) => "reward-percent-gets",
            (_, true) => "reward-by-grade",
            (_, false) => "reward-by-grade-in-group",
        };
        let mut inputs = vec![
            ("grade", grade),
            ("rank", row.rank.to_string()),
            ("group", group),
            ("amount", money.clone()),
            ("tied", row.tied.to_string()),
        ];
        match &w.version.clauses[clause].rule {
            Some(Rule::RewardProgress(rule)) => {
                let (before, up) = streak::climbed(w, rule.by, i).unwrap_or_default();
                let places = if rule.by == ClimbBy::Score { 2 } else { 0 };
                inputs.extend([("before", figure(before, places)), ("up", figure(up, places))]);
            }
            Some(Rule::RewardByBase(rule)) => {
                let base = rule.base.map(|base| base.0).or_else(|| shares::base(w, i)).unwrap_or(0);
                let score = row.score.map_or_else(|| "—".into(), |score| figure(score, 2));
                inputs.extend([("base", Money(base).to_string()), ("score", score)]);
            }
            Some(Rule::RewardPool(rule)) => {
                let sum = shares::received(w, rule);
                let share = Exact::new(i128::from(award.whole) * 100, i128::from(sum.max(1))).round_half_up(100);
                inputs.extend([("sum", Money(sum).to_string()), ("share", figure(share, 2))]);
            }
            Some(Rule::RewardStreak(rule)) => {
                inputs.extend([("periods", rule.periods.to_string()), ("least", rule.at_least.text())]);
            }
            _ => {}
        }
        if let Some(reward) = entry(w.version, award).filter(|r| !r.goods.is_empty() || r.points != 0) {
            let goods = reward.goods.iter().map(|g| format!("{} × {}", g.name, g.count)).collect::<Vec<_>>();
            inputs.push(("goods", goods.join(" · ")));
            inputs.push(("points", figure(reward.points, 4)));
        }
        because.add(Some(clause), Phase::Reward, words, inputs, &money);
        if let Some((clause, _)) = proration.filter(|_| award.amount != award.whole) {
            let amount = Money(award.amount).to_string();
            let inputs = vec![
                ("whole", money),
                ("days", row.days.to_string()),
                ("period", w.facts.period_days.to_string()),
                ("amount", amount.clone()),
            ];
            because.add(Some(clause), Phase::Reward, "prorated", inputs, &amount);
        }
    }
    if let Some((clause, _)) = w.version.rules::<OneReward>().next().filter(|_| awards.iter().any(|a| !a.kept)) {
        let kept = awards.iter().find(|a| a.kept && a.amount >= 0).map_or(0, |a| a.amount);
        let amount = Money(kept).to_string();
        because.add(Some(clause), Phase::Reward, "one-reward", vec![("amount", amount.clone())], &amount);
    }
    if awards.is_empty() && !shut {
        because.add(None, Phase::Reward, "reward-none", Vec::new(), "0.00");
    }
}
