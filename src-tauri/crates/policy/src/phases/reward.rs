//! Phase 6: gates, amounts, proration, one reward or several. What a ladder takes away is taken in the next phase.

use domain::Money;

use super::rank;
use crate::{
    exact::Exact,
    explain::Because,
    facts::{EventKind, SCALE},
    judge::Working,
    model::Version,
    outcome::{Effect, Goods, OnLadder},
    rules::{
        ChooseReward, Gate, GradeReward, MissingExternal, OneReward, Phase, Places, Proration, Rank, RewardByGrade,
        RewardByPlace, RewardGate, Rule, TiedReward, Within, figure,
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
    Grade { clause: usize, rule: &'a RewardByGrade, groups: Vec<bool>, entry_of: Vec<Option<u16>> },
    Place { clause: usize, groups: Vec<bool>, amounts: Vec<Option<(u16, i64)>>, rule: &'a RewardByPlace },
}

pub(crate) fn run(w: &mut Working<'_>) {
    if !w.version.has_rewards() {
        return;
    }
    let version = w.version;
    let mut prepared = Vec::new();
    for (clause, rule) in version.clauses.iter().enumerate().filter_map(|(i, c)| Some((i, c.rule.as_ref()?))) {
        match rule {
            Rule::RewardByGrade(rule) => {
                let at = |grade: &str| rule.grades.iter().position(|(g, _)| g == grade).map(|at| at as u16);
                let entry_of = w.grades.iter().map(|grade| at(grade)).collect();
                prepared.push(Prepared::Grade { clause, rule, groups: w.name_mask(&rule.groups), entry_of });
            }
            Rule::RewardByPlace(rule) => {
                let amounts = by_place(w, rule);
                prepared.push(Prepared::Place { clause, groups: w.name_mask(&rule.groups), amounts, rule });
            }
            _ => {}
        }
    }
    let gates: Vec<(usize, &RewardGate, Vec<bool>)> =
        version.rules::<RewardGate>().map(|(clause, rule)| (clause, rule, w.name_mask(&rule.groups))).collect();
    let proration = version.rules::<Proration>().next().map(|(_, rule)| rule);
    let choose = version.rules::<OneReward>().next().map_or(ChooseReward::Sum, |(_, rule)| rule.choose);
    for i in 0..w.rows.len() {
        let start = w.awards.len();
        if w.rows[i].judged() {
            let mut open = true;
            for (clause, rule, groups) in &gates {
                if w.in_mask(groups, i) {
                    let answer = passes(w, i, &rule.gate);
                    if answer == Passes::Unknown {
                        w.flag("external-missing", Some(*clause), Some(i), Vec::new());
                    }
                    open &= answer == Passes::Yes;
                }
            }
            if open {
                for clause in &prepared {
                    if let Some(award) = clause.award(w, i, proration) {
                        w.awards.push(award);
                    }
                }
            }
            let sum = choose_among(&mut w.awards[start..], choose);
            w.rows[i].reward = Some(sum);
        }
        w.rows[i].awards = (start as u32, w.awards.len() as u32);
    }
}

impl Prepared<'_> {
    fn award(&self, w: &Working<'_>, i: usize, proration: Option<&Proration>) -> Option<Award> {
        let (clause, entry, whole, points) = match self {
            Self::Grade { clause, rule, groups, entry_of } => {
                let grade = w.rows[i].grade.filter(|_| w.in_mask(groups, i))?;
                let entry = entry_of[usize::from(grade)]?;
                let reward = &rule.grades[usize::from(entry)].1;
                (*clause, entry, reward.amount.0, reward.points)
            }
            Self::Place { clause, groups, amounts, rule } => {
                let (entry, amount) = amounts[i].filter(|_| w.in_mask(groups, i))?;
                (*clause, entry, amount, rule.places[usize::from(entry)].reward.points)
            }
        };
        let amount = prorated(whole, w.rows[i].days, w.facts.period_days, proration);
        Some(Award { clause: clause as u32, entry, whole, amount, points, kept: true })
    }
}

/// An amount × days in charge ÷ days in the period, rounded half up once.
fn prorated(whole: i64, days: u32, period_days: u32, rule: Option<&Proration>) -> i64 {
    let Some(rule) = rule else { return whole };
    if days < rule.min_days {
        return 0;
    }
    if days >= period_days {
        return whole;
    }
    let exact = Exact::new(i128::from(whole) * i128::from(days), i128::from(period_days) * i128::from(rule.round_to.unit()));
    exact.round_half_up(1) * rule.round_to.unit()
}

/// Marks which awards stay, and adds them up.
fn choose_among(awards: &mut [Award], choose: ChooseReward) -> i64 {
    if awards.len() > 1 && choose != ChooseReward::Sum {
        let mut best = 0;
        for at in 1..awards.len() {
            if choose == ChooseReward::Highest && awards[at].amount > awards[best].amount {
                best = at;
            }
        }
        awards.iter_mut().enumerate().for_each(|(at, award)| award.kept = at == best);
    }
    awards.iter().filter(|a| a.kept).map(|a| a.amount).sum()
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
    let shut = gate.at_least.is_some_and(|least| row.score.is_none_or(|score| score < least))
        || gate.min_days.is_some_and(|least| row.days < least)
        || (!gate.grades.is_empty()
            && !row.grade.is_some_and(|g| gate.grades.iter().any(|x| **x == *w.grades[usize::from(g)])))
        || (gate.no_findings && w.facts.events_of(i).iter().any(|e| e.kind == EventKind::Finding));
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
    let within = w.version.rules::<Rank>().next().map_or(Within::Group, |(_, r)| r.within);
    let groups = w.name_mask(&rule.groups);
    for mut members in rank::groups(w, within) {
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
                let shares = shared(held.map(amount).sum(), run.len(), rule.ties);
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
fn shared(sum: i64, heads: usize, ties: TiedReward) -> Vec<i64> {
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
    for (clause, rule) in w.version.rules::<RewardGate>() {
        if w.in_mask(&w.name_mask(&rule.groups), i) && passes(w, i, &rule.gate) != Passes::Yes {
            because.add(Some(clause), Phase::Reward, "gate-shut", Vec::new(), "0.00");
        }
    }
    let awards = &w.awards[row.awards.0 as usize..row.awards.1 as usize];
    let proration = w.version.rules::<Proration>().next();
    for award in awards {
        let clause = award.clause as usize;
        let money = Money(award.whole).to_string();
        let group = w.group(i).to_string();
        let grade = row.grade.map_or_else(String::new, |g| w.grades[usize::from(g)].to_string());
        let words = match (&w.version.clauses[clause].rule, group.is_empty()) {
            (Some(Rule::RewardByPlace(_)), _) if row.tied > 1 => "reward-by-place-tied",
            (Some(Rule::RewardByPlace(_)), _) => "reward-by-place",
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
        let kept = awards.iter().find(|a| a.kept).map_or(0, |a| a.amount);
        let amount = Money(kept).to_string();
        because.add(Some(clause), Phase::Reward, "one-reward", vec![("amount", amount.clone())], &amount);
    }
}
