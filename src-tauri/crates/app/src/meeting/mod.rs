//! The leaders' meeting: the ranking as far as marks are entered, the village in hand, who comes next. Only what may stand
//! on a wall is taken over; what is read of the office is read at once, the picture is made apart from it.

mod mask;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use domain::{Defect, DefectId, GridId, GridLevel, Outcome, PhotoId, PhotoStage, State};
use policy::MarkKind;

use crate::{
    JudgedMonth, Office,
    month::missing_of,
    view::{MeetingAsk, MeetingPerson, MeetingProblem, MeetingRow, MeetingView, MeetingVillage},
};

/// What a picture of the meeting is made of.
pub struct Meeting {
    ask: MeetingAsk,
    judged: Arc<JudgedMonth>,
    township: String,
    /// Marks that each subject still lacks; `None` for who is complete.
    lacking: Vec<Option<u32>>,
    /// Positions in the order of the way, each with whether the inspection reaches them.
    order: Vec<(usize, bool)>,
    /// What was found this month in the village in hand.
    defects: Vec<Defect>,
    /// How it looked when it was found.
    photos: Vec<(DefectId, PhotoId)>,
}

impl Office {
    /// Reads what a picture of the meeting needs; [`Meeting::view`] makes it, without the office.
    pub fn meeting(&mut self, ask: &MeetingAsk) -> Outcome<Meeting> {
        let judged = self.judge_by(ask.month, ask.scheme.as_deref())?;
        let township = self.overview_name(&judged)?;
        let mut lacking = vec![None; judged.posts.len()];
        for (i, indicators) in missing_of(&judged, self.words) {
            lacking[i] = Some(count(indicators.len()));
        }
        let visit = ask.inspection.map(|id| self.visit(id)).transpose()?.unwrap_or_default();
        let order = judged.visit_order(&visit);
        let (defects, photos) = self.found_around(&judged, ask)?;
        Ok(Meeting { ask: ask.clone(), judged, township, lacking, order, defects, photos })
    }

    /// What was found in the village of the row in hand.
    fn found_around(&self, judged: &JudgedMonth, ask: &MeetingAsk) -> Outcome<(Vec<Defect>, Vec<(DefectId, PhotoId)>)> {
        let village = |grid| judged.register.village(grid).map(|v| v.id);
        let at = ask.at.and_then(|subject| judged.position(subject)).and_then(|i| village(judged.posts[i].grid));
        let Some(at) = at else { return Ok(Default::default()) };
        let mut defects = self.store.defects_of(ask.month)?;
        defects.retain(|d| village(d.grid) == Some(at));
        if defects.is_empty() {
            return Ok(Default::default());
        }
        let photos = self.store.defect_photos()?.into_iter();
        let photos =
            photos.filter(|(_, _, stage)| *stage == PhotoStage::Found).map(|(defect, photo, _)| (defect, photo));
        Ok((defects, photos.collect()))
    }

    fn overview_name(&self, judged: &JudgedMonth) -> Outcome<String> {
        let named = self.settings()?.township;
        let top = || judged.register.township().map(|t| t.name.clone()).unwrap_or_default();
        Ok(if named.is_empty() { top() } else { named })
    }
}

impl Meeting {
    /// The picture.
    pub fn view(&self) -> MeetingView {
        let judged = &self.judged;
        let names = self.names();
        let villages = self.villages();
        let at = self.ask.at.and_then(|subject| judged.position(subject));
        let in_hand = at.and_then(|at| villages.iter().position(|(_, members)| members.contains(&at)));
        MeetingView {
            month: self.ask.month,
            township: self.township.clone(),
            title: judged.policy.title.clone(),
            expected: count(judged.posts.len()),
            marked: count(self.lacking.iter().filter(|lacking| lacking.is_none()).count()),
            grades: judged.rules().grades(),
            rows: self.rows(&names),
            village: in_hand.map(|at| self.village(&villages[at], &names)),
            next: self.next(&villages, in_hand),
        }
    }

    /// The ranking of those that are complete. Whoever has only some of the marks is judged as not inspected yet, so that a
    /// place among the others is the one that the policy gives, and no half of a sheet stands on the wall as a bad result.
    fn rows(&self, names: &[String]) -> Vec<MeetingRow> {
        let judged = &self.judged;
        let begun = |i: &usize| self.lacking[*i].is_some() && judged.judged.outcomes[*i].state == State::Assessed;
        let begun: Vec<usize> = (0..judged.posts.len()).filter(begun).collect();
        let without;
        let outcomes = if begun.is_empty() {
            &judged.judged.outcomes
        } else {
            let mut facts = judged.facts.clone();
            begun.iter().for_each(|&i| facts.subjects[i].state = Some(State::Uninspected));
            without = policy::judge(&judged.policy, judged.version, &judged.carry, &facts);
            &without.outcomes
        };
        let together = judged.rules().ranks_all_together();
        let mut rows: Vec<MeetingRow> = outcomes
            .iter()
            .enumerate()
            .filter(|(i, o)| self.lacking[*i].is_none() && (o.rank.is_some() || o.score.is_some()))
            .map(|(i, o)| MeetingRow {
                subject: judged.posts[i].subject,
                group: if together { String::new() } else { o.group.to_string() },
                rank: o.rank,
                name: names[i].clone(),
                village: judged.village_name(i),
                grid: self.grid(i),
                score: o.score,
                grade: o.grade.as_deref().map(str::to_string),
                reward_fen: o.reward.filter(|_| self.ask.rewards),
            })
            .collect();
        // They come in code order, which decides among equals.
        rows.sort_by(|a, b| (&a.group, a.rank.unwrap_or(u32::MAX)).cmp(&(&b.group, b.rank.unwrap_or(u32::MAX))));
        rows
    }

    /// Names by position. Who would look the same on the wall has a number behind the name.
    fn names(&self) -> Vec<String> {
        let judged = &self.judged;
        let shown = |i: usize| {
            let post = &judged.posts[i];
            let name = judged.register.name_of(post.subject);
            if self.ask.masked && post.subject.person().is_some() { mask::masked(&name) } else { name }
        };
        let mut alike: HashMap<(String, Option<GridId>), Vec<usize>> = HashMap::new();
        let mut names: Vec<String> = (0..judged.posts.len()).map(shown).collect();
        for (i, name) in names.iter().enumerate() {
            alike.entry((name.clone(), Some(judged.posts[i].grid))).or_default().push(i);
        }
        for same in alike.into_values().filter(|same| same.len() > 1) {
            for (number, i) in (1..).zip(same) {
                names[i] = format!("{}（{number}）", names[i]);
            }
        }
        names
    }

    /// The grid within the village; a village itself needs no more than its name.
    fn grid(&self, i: usize) -> String {
        let post = &self.judged.posts[i];
        let own = post.subject.grid().is_some();
        self.judged.register.grid(post.grid).filter(|_| !own).map(|g| g.name.clone()).unwrap_or_default()
    }

    /// Villages in the order in which they are read out, each with the positions of its subjects.
    fn villages(&self) -> Vec<(String, Vec<usize>)> {
        let mut villages: Vec<(Option<GridId>, String, Vec<usize>)> = Vec::new();
        for &(i, _) in &self.order {
            let village = self.judged.register.village(self.judged.posts[i].grid);
            let id = village.map(|v| v.id);
            match villages.last_mut().filter(|(last, ..)| *last == id) {
                Some((.., members)) => members.push(i),
                None => villages.push((id, village.map(|v| v.name.clone()).unwrap_or_default(), vec![i])),
            }
        }
        villages.into_iter().map(|(_, name, members)| (name, members)).collect()
    }

    fn village(&self, (name, members): &(String, Vec<usize>), names: &[String]) -> MeetingVillage {
        let people = members.iter().map(|&i| {
            let state = self.judged.facts.subjects[i].state.filter(|s| *s != State::Assessed);
            let entered = self.entered(i);
            MeetingPerson {
                subject: self.judged.posts[i].subject,
                name: names[i].clone(),
                grid: self.grid(i),
                state,
                entered,
                asked: entered + self.lacking[i].unwrap_or(0),
            }
        });
        MeetingVillage { name: name.clone(), people: people.collect(), problems: self.problems() }
    }

    fn problems(&self) -> Vec<MeetingProblem> {
        let register = &self.judged.register;
        let hidden: Vec<(&str, String)> = if self.ask.masked {
            // Of two names that begin alike the longer is replaced first.
            let mut names: Vec<&str> = register.people.iter().map(|p| p.name.as_str()).collect();
            names.retain(|name| name.chars().count() > 1);
            names.sort_by_key(|name| std::cmp::Reverse(name.len()));
            names.into_iter().map(|name| (name, mask::masked(name))).collect()
        } else {
            Vec::new()
        };
        let public = |text: &str| {
            let mut text = mask::without_numbers(text);
            for (name, masked) in &hidden {
                if text.contains(name) {
                    text = text.replace(name, masked);
                }
            }
            text
        };
        let problem = |d: &Defect| {
            let grid = register.grid(d.grid).filter(|g| g.level > GridLevel::Village).map(|g| g.name.as_str());
            MeetingProblem {
                number: d.number,
                place: public(&format!("{}{}", grid.unwrap_or_default(), d.place)),
                what: public(&d.what),
                points: d.lost,
                fixed: d.passed == Some(true),
                photos: self.photos.iter().filter(|(of, _)| *of == d.id).map(|(_, photo)| *photo).collect(),
            }
        };
        self.defects.iter().map(problem).collect()
    }

    /// Marks entered, of any inspection.
    fn entered(&self, i: usize) -> u32 {
        let marks = self.judged.facts.marks_of(i).iter().filter(|m| m.kind != MarkKind::Bonus);
        count(marks.map(|m| (m.item, m.source)).collect::<BTreeSet<_>>().len())
    }

    /// Villages not complete: first those after the one in hand, then those passed over.
    fn next(&self, villages: &[(String, Vec<usize>)], in_hand: Option<usize>) -> Vec<String> {
        let after = in_hand.map_or(0, |at| at + 1);
        let (before, after) = villages.split_at(after);
        let before = &before[..before.len() - usize::from(in_hand.is_some())];
        let mut reached = vec![false; self.lacking.len()];
        self.order.iter().for_each(|&(i, here)| reached[i] = here);
        let waits =
            |(_, members): &&(String, Vec<usize>)| members.iter().any(|&i| self.lacking[i].is_some() && reached[i]);
        after.iter().chain(before).filter(waits).map(|(name, _)| name.clone()).collect()
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
