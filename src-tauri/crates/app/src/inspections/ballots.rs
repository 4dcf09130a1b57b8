//! What households said, one answer each. Each answer saved makes the month's facts anew in the same entry: so many votes
//! for an option in this inspection. Facts that were entered by hand are never touched: while they stand, nobody's
//! answers are taken beside them, or the same votes would count twice.

use std::collections::BTreeSet;

use domain::{
    Ballot, BallotFact, Candidate, Inspection, Month, MonthState, OtherFact, Outcome, Problem, Question, SubjectId,
};

use super::asks::Ask;
use crate::{
    Office, Register,
    month::marks::start_scoring,
    office::{Deed, topic},
    papers::inspection_name,
    view::{BallotForm, BallotGroup, BallotRow, BallotSaved, BallotsView, Changed},
};

const TOPICS: &[&str] = &[topic::MONTH, topic::OUTCOMES];
/// One vote in the figures of facts.
const ONE: i64 = 10_000;

/// Everything that the households of an inspection are shown from.
struct Box {
    register: std::sync::Arc<Register>,
    asks: Vec<Ask>,
    /// Those to be asked: drawn, or answered already.
    households: Vec<Candidate>,
    ballots: Vec<Ballot>,
    facts: Vec<OtherFact>,
    ours: Vec<BallotFact>,
    listed: BTreeSet<String>,
}

impl Box {
    /// Votes about a subject that no ballot stands for.
    fn by_hand(&self, ask: &Ask, subject: SubjectId) -> Vec<&OtherFact> {
        let votes = self.facts.iter().filter(|f| f.fact == "vote" && f.subject == Some(subject));
        votes.filter(|f| ask.options.contains(&f.item) && self.ours.iter().all(|o| o.fact != f.id)).collect()
    }

    fn ask(&self, subject: SubjectId, question: Question) -> Option<&Ask> {
        self.asks.iter().find(|a| a.question == question && a.posts.iter().any(|p| p.subject == subject))
    }

    fn group(&self, ask: &Ask, subject: SubjectId) -> BallotGroup {
        let answer = |key: &str| {
            let mine = |b: &&Ballot| b.subject == subject && b.question == ask.question && b.household == key;
            self.ballots.iter().find(mine).map(|b| b.answer.clone())
        };
        let about = |c: &&Candidate| ask.about(&self.register, c.grid).any(|p| p.subject == subject);
        let households: Vec<BallotRow> = self
            .households
            .iter()
            .filter(about)
            .map(|c| BallotRow {
                key: c.key.clone(),
                name: c.name.clone(),
                grid: self.register.label(c.grid),
                answer: answer(&c.key),
                listed: self.listed.contains(&c.key),
            })
            .collect();
        let given = |option: &String| households.iter().filter(|h| h.answer.as_ref() == Some(option)).count();
        let grid = ask.posts.iter().find(|p| p.subject == subject).map(|p| p.grid);
        let told = |f: &&OtherFact| [&f.item, &(f.value / ONE).to_string(), &f.source].map(String::as_str).join(" ");
        BallotGroup {
            subject,
            name: self.register.name_of(subject),
            village: grid.and_then(|g| self.register.village(g)).map(|v| v.name.clone()).unwrap_or_default(),
            question: ask.question,
            tally: ask.options.iter().map(|o| u32::try_from(given(o)).unwrap_or(u32::MAX)).collect(),
            options: ask.options.clone(),
            by_hand: self.by_hand(ask, subject).iter().map(|f| told(f).trim().to_string()).collect(),
            households,
        }
    }
}

impl Office {
    fn ballot_box(&mut self, month: Month, inspection: i64) -> Outcome<Box> {
        let register = self.register()?;
        let mut households = self.drawn_households(inspection)?;
        let ballots = self.store.ballots(inspection)?;
        let ever = self.ever_drawn(inspection)?;
        for ballot in &ballots {
            // Drawn first and answered, then drawn anew: what was said stays in sight, and counts.
            if let Some(one) = ever.get(&ballot.household)
                && households.iter().all(|c| c.key != one.key)
            {
                households.push(one.clone());
            }
        }
        let code = |h: &domain::Household| register.grid(h.grid).map(|g| format!("{}-{}", g.code, h.number));
        Ok(Box {
            listed: self.store.households(None)?.iter().filter_map(code).collect(),
            asks: self.asks(month)?,
            households,
            ballots,
            facts: self.store.facts(month)?,
            ours: self.store.ballot_facts(month)?,
            register,
        })
    }

    /// The households drawn for an inspection, each with what it said, gathered by whom it is about.
    pub fn ballots(&mut self, month: Month, inspection: i64) -> Outcome<BallotsView> {
        let record = self.month_record(month)?;
        self.inspection_of(month, inspection)?;
        let visit = self.visit(inspection)?;
        let all = self.ballot_box(month, inspection)?;
        let mut groups = Vec::new();
        for ask in &all.asks {
            for (i, _) in visit.order(&ask.posts, &all.register) {
                let group = all.group(ask, ask.posts[i].subject);
                if !group.households.is_empty() {
                    groups.push(group);
                }
            }
        }
        let nobody = |c: &&Candidate| all.asks.iter().all(|a| a.about(&all.register, c.grid).next().is_none());
        Ok(BallotsView {
            month,
            inspection,
            editable: !self.read_only() && matches!(record.state, MonthState::Open | MonthState::Scoring),
            asked: !all.asks.is_empty(),
            nobody: all
                .households
                .iter()
                .filter(nobody)
                .map(|c| format!("{} {}", all.register.label(c.grid), c.name))
                .collect(),
            groups,
        })
    }

    /// Saves one household's answer, and the votes that follow from all.
    pub fn set_ballot(&mut self, form: &BallotForm) -> Outcome<BallotSaved> {
        let record = self.entry_month(form.month)?;
        let inspection = self.inspection_of(form.month, form.inspection)?;
        let mut all = self.ballot_box(form.month, form.inspection)?;
        let name = all.register.name_of(form.subject);
        let ask = all
            .ask(form.subject, form.question)
            .ok_or_else(|| Problem::new("ballot-not-asked").at(&name).with("question", form.question.zh()))?;
        let household = all.households.iter().find(|c| c.key == form.household);
        let household = household
            .filter(|c| ask.about(&all.register, c.grid).any(|p| p.subject == form.subject))
            .ok_or_else(|| Problem::new("ballot-not-drawn").at(&name).with("household", &form.household))?
            .clone();
        if let Some(answer) = form.answer.as_ref().filter(|a| !ask.options.contains(a)) {
            let known = ask.options.join("、");
            return Err(Problem::new("ballot-answer")
                .at(&household.name)
                .with("answer", answer)
                .with("known", known)
                .into());
        }
        let by_hand = all.by_hand(ask, form.subject);
        if !by_hand.is_empty() {
            return Err(Problem::new("ballot-by-hand").at(&name).with("count", by_hand.len()).into());
        }
        let ballot = Ballot {
            inspection: form.inspection,
            subject: form.subject,
            question: form.question,
            household: form.household.clone(),
            answer: form.answer.clone().unwrap_or_default(),
        };
        let same = |b: &Ballot| (b.subject, b.question, &b.household) == (form.subject, form.question, &form.household);
        let before = all.ballots.iter().find(|b| same(b)).map(|b| b.answer.clone());
        let nothing = Changed { text: String::new(), topics: Vec::new(), undo: self.undo_state()? };
        let changed = if before == form.answer {
            nothing
        } else {
            let show = |answer: &Option<String>| answer.clone().unwrap_or_else(|| "—".into());
            let deed = Deed::new("set-ballot", TOPICS)
                .with("month", form.month)
                .with("name", &name)
                .with("household", &household.name)
                .with("before", show(&before))
                .with("after", show(&form.answer));
            let mut now: Vec<Ballot> = all.ballots.iter().filter(|b| !same(b)).cloned().collect();
            now.extend(form.answer.is_some().then(|| ballot.clone()));
            let tally = Tally::of(&all, ask, &inspection, form.subject, &now);
            let ((), changed) = self.write(deed, |tx| {
                start_scoring(tx, &record)?;
                tx.put_ballot(&ballot, form.answer.is_some())?;
                tally.write(tx)
            })?;
            all.ballots = now;
            changed
        };
        let group = all.ask(form.subject, form.question).map(|ask| all.group(ask, form.subject));
        let group = group.ok_or_else(|| Problem::new("ballot-not-asked").at(&name))?;
        Ok(BallotSaved { group, changed })
    }

    /// Takes the votes back that were entered by hand about a subject, so that its households can be asked one by one.
    pub fn drop_hand_votes(
        &mut self,
        month: Month,
        inspection: i64,
        subject: SubjectId,
        question: Question,
    ) -> Outcome<Changed> {
        self.entry_month(month)?;
        let all = self.ballot_box(month, inspection)?;
        let name = all.register.name_of(subject);
        let ask = all
            .ask(subject, question)
            .ok_or_else(|| Problem::new("ballot-not-asked").at(&name).with("question", question.zh()))?;
        let ids: Vec<i64> = all.by_hand(ask, subject).iter().map(|f| f.id).collect();
        if ids.is_empty() {
            return Err(Problem::new("ballot-nothing-by-hand").at(&name).into());
        }
        let deed =
            Deed::new("drop-hand-votes", TOPICS).with("month", month).with("name", &name).with("count", ids.len());
        self.write(deed, |tx| ids.iter().try_for_each(|id| tx.remove_fact(*id))).map(|((), changed)| changed)
    }

    /// What is wrong with facts that would be written or taken back beside those that follow from ballots: `touched` are the
    /// ids of stored ones.
    pub(crate) fn ballot_conflicts(
        &mut self,
        month: Month,
        facts: &[OtherFact],
        touched: &[i64],
    ) -> Outcome<Vec<Problem>> {
        let ours = self.store.ballot_facts(month)?;
        if ours.is_empty() {
            return Ok(Vec::new());
        }
        let (stored, asks, register) = (self.store.facts(month)?, self.asks(month)?, self.register()?);
        let item = |o: &BallotFact| stored.iter().find(|f| f.id == o.fact).map(|f| f.item.clone());
        let beside = |fact: &&OtherFact| {
            let together = |a: &Ask, o: &BallotFact| {
                a.options.contains(&fact.item) && item(o).is_some_and(|item| a.options.contains(&item))
            };
            let same = |o: &&BallotFact| Some(o.subject) == fact.subject;
            fact.fact == "vote" && ours.iter().filter(same).any(|o| asks.iter().any(|a| together(a, o)))
        };
        let mut names: BTreeSet<String> =
            facts.iter().filter(beside).filter_map(|f| Some(register.name_of(f.subject?))).collect();
        names.extend(ours.iter().filter(|o| touched.contains(&o.fact)).map(|o| register.name_of(o.subject)));
        Ok(names.into_iter().map(|name| Problem::new("facts-from-ballots").at(name)).collect())
    }
}

/// The votes that follow from a subject's households, against the facts that did so far.
struct Tally {
    put: Vec<OtherFact>,
    gone: Vec<i64>,
    of: (i64, SubjectId),
}

impl Tally {
    fn of(all: &Box, ask: &Ask, inspection: &Inspection, subject: SubjectId, ballots: &[Ballot]) -> Self {
        let elsewhere = |item: &String| all.asks.iter().any(|a| a.question != ask.question && a.options.contains(item));
        let ours = all.ours.iter().filter(|o| (o.inspection, o.subject) == (inspection.id, subject));
        let facts = ours.filter_map(|o| all.facts.iter().find(|f| f.id == o.fact)).filter(|f| !elsewhere(&f.item));
        let old: Vec<&OtherFact> = facts.collect();
        let mut put = Vec::new();
        for option in &ask.options {
            let given = |b: &&Ballot| (b.subject, b.question, &b.answer) == (subject, ask.question, option);
            let votes = i64::try_from(ballots.iter().filter(given).count()).unwrap_or(i64::MAX / ONE);
            if votes > 0 {
                put.push(OtherFact {
                    id: old.iter().find(|f| f.item == *option).map_or(0, |f| f.id),
                    month: inspection.month,
                    subject: Some(subject),
                    fact: "vote".into(),
                    item: option.clone(),
                    value: votes * ONE,
                    source: inspection_name(inspection),
                    on: inspection.held_on,
                    document: String::new(),
                });
            }
        }
        let gone = old.iter().map(|f| f.id).filter(|id| put.iter().all(|f| f.id != *id)).collect();
        Self { put, gone, of: (inspection.id, subject) }
    }

    fn write(&self, tx: &store::Tx<'_>) -> Outcome<()> {
        self.gone.iter().try_for_each(|id| tx.remove_fact(*id))?;
        for fact in &self.put {
            let id = tx.put_fact(fact)?;
            if fact.id == 0 {
                tx.add_ballot_fact(BallotFact { fact: id, inspection: self.of.0, subject: self.of.1 })?;
            }
        }
        Ok(())
    }
}
