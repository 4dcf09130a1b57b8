//! Phase 3: what comes beside the township's own inspections: votes, scores of higher levels, scores below in the tree.

use crate::{
    exact::Exact,
    facts::{Event, EventKind, SCALE},
    judge::Working,
    rules::{
        CombineExternal, ExternalTerm, Indicators, MissingInspection, ReplaceWhen, RollUp, RollUpBy, SeveralTerms,
        Stands, VotePoints, figure,
    },
};

use super::{sums, votes};

/// One part of the score.
#[derive(Debug, Clone)]
pub(crate) struct Term<'a> {
    /// Empty for the own inspections.
    pub name: &'a str,
    pub clause: Option<usize>,
    pub weight: i64,
    pub value: TermValue,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum TermValue {
    /// Counts by its weight.
    Weighted(Exact),
    /// Points stand in for the percentage.
    Replaced(i64),
    /// It gives its weight to the others.
    SharedOut,
}

/// The rules, looked up once.
pub(crate) struct Terms<'a> {
    votes: Option<(usize, &'a VotePoints)>,
    external: Option<(usize, &'a CombineExternal)>,
    /// What stands in place of the own inspections.
    pub roll_up: Option<(usize, &'a RollUp)>,
    /// What stands beside them.
    below: Vec<(usize, &'a RollUp, i64)>,
    own_weight: i64,
    /// What the full score is, ten-thousandths.
    scale: i64,
}

impl TermValue {
    /// By itself; `None` where it gives its weight away.
    fn alone(self) -> Option<Exact> {
        match self {
            Self::Weighted(value) => Some(value),
            Self::Replaced(points) => Some(Exact::scaled(points)),
            Self::SharedOut => None,
        }
    }
}

impl<'a> Terms<'a> {
    pub fn of(w: &Working<'a>) -> Self {
        let votes = w.version.rules::<VotePoints>().next();
        let external = w.version.rules::<CombineExternal>().next();
        let others = votes.map_or(0, |(_, v)| v.weight)
            + external.map_or(0, |(_, e)| e.levels.iter().map(|(_, term)| term.weight).sum::<i64>());
        let mut below = Vec::new();
        for (clause, rule) in w.version.rules::<RollUp>() {
            below.extend(rule.weight.map(|weight| (clause, rule, weight)));
        }
        let others = others + below.iter().map(|(_, _, weight)| weight).sum::<i64>();
        let total: i64 = w.version.rules::<Indicators>().map(|(_, s)| s.total).sum();
        Self {
            votes,
            external,
            roll_up: w.version.rules::<RollUp>().find(|(_, rule)| rule.weight.is_none()),
            below,
            own_weight: (100 * SCALE - others).max(0),
            scale: if total > 0 { total } else { 100 * SCALE },
        }
    }

    /// Whether the own inspections are all there is.
    pub fn only_own(&self) -> bool {
        self.votes.is_none() && self.external.is_none() && self.below.is_empty()
    }

    /// The score of everything together; `None` where there is none.
    pub fn mix(&self, w: &Working<'a>, i: usize, own: Option<Exact>, out: &mut Vec<Term<'a>>) -> Option<Exact> {
        out.clear();
        let mixed = self.parts(w, i, own, out);
        self.beside(w, i, mixed, out)
    }

    /// The parts together; `None` when one of them makes the subject not assessed.
    fn parts(&self, w: &Working<'a>, i: usize, own: Option<Exact>, out: &mut Vec<Term<'a>>) -> Option<Exact> {
        if self.own_weight > 0 {
            let missing = self.external.map_or(MissingInspection::Unassessed, |(_, rule)| rule.own_missing);
            let value = given(own, missing)?;
            out.push(Term { name: "", clause: None, weight: self.own_weight, value });
        }
        if let Some((clause, rule)) = self.votes {
            let value = given(votes::points(w, rule, i), rule.missing)?;
            out.push(Term { name: VOTES, clause: Some(clause), weight: rule.weight, value });
        }
        for (clause, rule, weight) in &self.below {
            let value = given(roll_up(w, rule, i), rule.missing)?;
            out.push(Term { name: &rule.source, clause: Some(*clause), weight: *weight, value });
        }
        if let Some((clause, rule)) = self.external {
            for (level, term) in &rule.levels {
                if term.stands != Stands::Part {
                    continue;
                }
                let value = self.level(w, i, level, term)?;
                out.push(Term { name: level, clause: Some(clause), weight: term.weight, value });
            }
        }
        let (mut sum, mut weights, mut points) = (Exact::ZERO, 0, 0);
        for term in out.iter() {
            match term.value {
                TermValue::Weighted(value) => {
                    sum = sum.plus(value.times(Exact::whole(term.weight)));
                    weights += term.weight;
                }
                TermValue::Replaced(value) => {
                    points += value;
                    weights += term.weight;
                }
                TermValue::SharedOut => {}
            }
        }
        let any = out.iter().any(|t| t.value != TermValue::SharedOut);
        any.then(|| sum.over(Exact::whole(weights.max(1))).plus(Exact::scaled(points)))
    }

    /// The levels whose score stands in place of all that, or against it.
    fn beside(&self, w: &Working<'a>, i: usize, mixed: Option<Exact>, out: &mut Vec<Term<'a>>) -> Option<Exact> {
        let Some((clause, rule)) = self.external else { return mixed };
        let mut score = mixed;
        for (level, term) in rule.levels.iter().filter(|(_, term)| term.stands != Stands::Part) {
            let Some(value) = self.level(w, i, level, term).and_then(TermValue::alone) else { continue };
            let wins = match term.stands {
                Stands::Part => false,
                Stands::Instead => true,
                Stands::Lower => score.is_none_or(|score| value < score),
                Stands::Higher => score.is_none_or(|score| value > score),
            };
            if wins {
                score = Some(value);
                out.clear();
                out.push(Term {
                    name: level,
                    clause: Some(clause),
                    weight: 100 * SCALE,
                    value: TermValue::Weighted(value),
                });
            }
        }
        score
    }

    /// Somebody else gave points, and they count for nothing as the own score is missing.
    pub fn given_without_own(&self, w: &Working<'_>, i: usize, own: Option<Exact>) -> bool {
        let given = |e: &Event| matches!(e.kind, EventKind::External | EventKind::Vote);
        own.is_none() && self.own_weight > 0 && !self.only_own() && w.facts.events_of(i).iter().any(given)
    }

    /// The parts in neutral words, votes by their counts.
    pub fn text(&self, w: &Working<'_>, i: usize, parts: &[Term<'_>]) -> String {
        let counts = self.votes.map(|(_, rule)| {
            let options: Vec<String> = rule.options.iter().map(|(option, _)| option.clone()).collect();
            format!("({})", votes::text(w, &options, i))
        });
        text(parts, &counts.unwrap_or_default())
    }

    /// The clause that brings other parts than the own score.
    pub fn clause(&self) -> Option<usize> {
        let below = self.below.first().map(|(clause, ..)| *clause);
        self.external.map(|(clause, _)| clause).or(self.votes.map(|(clause, _)| clause)).or(below)
    }

    fn level(&self, w: &Working<'_>, i: usize, level: &str, term: &ExternalTerm) -> Option<TermValue> {
        let of_level = |e: &&Event| **w.facts.name(e.source) == *level;
        let events = || w.facts.events_of(i).iter().filter(of_level);
        let score = events().rev().find(|e| e.kind == EventKind::External).map(|e| e.value);
        let place = events().rev().find(|e| e.kind == EventKind::ExternalPlace).map(|e| e.value);
        let applies = |when: ReplaceWhen| match when {
            ReplaceWhen::Score(least, below) => {
                score.is_some_and(|score| least.is_none_or(|least| score >= least) && below.is_none_or(|b| score < b))
            }
            ReplaceWhen::Place(first, last) => {
                place.is_some_and(|place| (i64::from(first) * SCALE..=i64::from(last) * SCALE).contains(&place))
            }
        };
        let mut points = term.replace.iter().filter(|r| applies(r.when)).map(|r| r.points);
        let replaced = match term.several {
            SeveralTerms::Worse => points.min(),
            SeveralTerms::First => points.next(),
            SeveralTerms::Sum => points.reduce(|a, b| a + b),
        };
        if let Some(points) = replaced {
            return Some(TermValue::Replaced(points));
        }
        if term.weight == 0 && term.stands == Stands::Part {
            return Some(TermValue::SharedOut);
        }
        let value = score.map(|s| Exact::scaled(s).times(Exact::new(i128::from(self.scale), i128::from(term.out_of))));
        given(value, term.missing)
    }
}

fn given(value: Option<Exact>, missing: MissingInspection) -> Option<TermValue> {
    match (value, missing) {
        (Some(value), _) => Some(TermValue::Weighted(value)),
        (None, MissingInspection::ShareOut) => Some(TermValue::SharedOut),
        (None, MissingInspection::Zero) => Some(TermValue::Weighted(Exact::ZERO)),
        (None, MissingInspection::Unassessed) => None,
    }
}

/// The name of the part that votes give; in words their counts stand in its place.
const VOTES: &str = "votes";

/// The parts in neutral words.
fn text(terms: &[Term<'_>], votes: &str) -> String {
    let weights: i64 = terms.iter().filter(|t| t.value != TermValue::SharedOut).map(|t| t.weight).sum();
    let share = |weight: i64| Exact::new(i128::from(weight) * 100, i128::from(weights.max(1))).text();
    let texts = terms.iter().filter_map(|t| match t.value {
        TermValue::Weighted(value) => {
            let name = if t.name == VOTES { votes } else { t.name };
            Some(format!("{name} {} × {}%", value.text(), share(t.weight)))
        }
        TermValue::Replaced(points) => Some(format!("{} {}", t.name, figure(points, 4))),
        TermValue::SharedOut => None,
    });
    texts.map(|t| t.trim().to_string()).collect::<Vec<_>>().join(" + ")
}

/// The scores below in the tree, each with its weight where that counts.
pub(crate) fn members(w: &Working<'_>, rule: &RollUp, i: usize) -> String {
    let events = w.facts.events_of(i);
    let members = events.iter().filter(|e| e.kind == EventKind::External && **w.facts.name(e.source) == *rule.source);
    sums::members(members.map(|member| {
        let text = format!("{} {}", w.facts.name(member.item), figure(member.value, 4));
        let weight = events.iter().find(|e| e.kind == EventKind::Weight && e.item == member.item);
        let weight = weight.filter(|_| rule.by == RollUpBy::WeightedMean);
        weight.map_or_else(|| text.clone(), |weight| format!("{text} × {}", figure(weight.value, 4)))
    }))
}

/// The scores below in the tree as one; `None` without any.
pub(crate) fn roll_up(w: &Working<'_>, rule: &RollUp, i: usize) -> Option<Exact> {
    let events = w.facts.events_of(i);
    let members =
        || events.iter().filter(|e| e.kind == EventKind::External && **w.facts.name(e.source) == *rule.source);
    let scores = || members().map(|e| e.value);
    match rule.by {
        RollUpBy::Worst => scores().min().map(Exact::scaled),
        RollUpBy::Best => scores().max().map(Exact::scaled),
        RollUpBy::Mean => {
            let count = scores().count() as i128;
            (count > 0).then(|| Exact::new(scores().map(i128::from).sum(), count * i128::from(SCALE)))
        }
        RollUpBy::WeightedMean => {
            let weight = |member: &Event| {
                let own = events.iter().find(|e| e.kind == EventKind::Weight && e.item == member.item);
                i128::from(own.map_or(0, |e| e.value))
            };
            let weights: i128 = members().map(weight).sum();
            let sum: i128 = members().map(|e| i128::from(e.value) * weight(e)).sum();
            (weights > 0).then(|| Exact::new(sum, weights * i128::from(SCALE)))
        }
    }
}
