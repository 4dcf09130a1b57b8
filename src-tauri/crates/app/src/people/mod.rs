//! People: their register, their portraits, what they answer for.

mod names;
mod posts;
#[cfg(test)]
pub(crate) mod tests;

use domain::{Date, Money, MonthState, Outcome, Person, PersonId, Problem, fold_width};

use crate::{
    Office, Register,
    draft::Draft,
    grids::assignment_row,
    office::{Deed, topic},
    view::{Changed, PersonDetail, PersonForm, PersonMonth},
};

pub(crate) use names::initials;

/// A person who isn't there.
pub(crate) fn person_of(register: &Register, id: PersonId) -> Outcome<&Person> {
    register.person(id).ok_or_else(|| Problem::new("person-missing").with("id", id.0).into())
}

impl Office {
    /// Everything about one person. Assignments are shown whole; `on` is the day that the window looks at.
    pub fn person(&mut self, id: PersonId, _on: Date) -> Outcome<PersonDetail> {
        let register = self.register()?;
        let p = person_of(&register, id)?;
        let form = PersonForm {
            id: Some(id),
            code: Some(p.code.clone()),
            name: p.name.clone(),
            phone: p.phone.clone(),
            photo: p.photo,
            note: p.note.clone(),
        };
        let assignments = register.posts_of(id).rev().map(|a| assignment_row(&register, a)).collect();
        let (mut history, ladder) = self.months_still_open(id)?;
        history.extend(self.store.outcomes_of(id.into())?.into_iter().map(|(month, _, o)| PersonMonth {
            month,
            state: o.state,
            score: o.score,
            rank: o.rank,
            grade: o.grade,
            reward_fen: o.reward.map(Money),
            measures: o.measures,
        }));
        Ok(PersonDetail { person: form, assignments, history, ladder })
    }

    /// Months that are not closed, newest first, as the engine judges them now; and where the person stands on the
    /// ladder in the newest.
    fn months_still_open(&mut self, id: PersonId) -> Outcome<(Vec<PersonMonth>, Option<String>)> {
        let (mut months, mut ladder) = (Vec::new(), None);
        let all = self.store.months()?;
        for record in all.iter().rev().filter(|m| m.state != MonthState::Closed) {
            // Without a policy in force there is nothing to show of a month, and the month itself says so.
            let Ok(judged) = self.judge(record.month) else { continue };
            let Some(o) = judged.position(id.into()).map(|i| &judged.judged.outcomes[i]) else { continue };
            let standing = o.ladders.iter().map(|l| l.standing).max().filter(|&s| s > 0);
            if ladder.is_none() && months.is_empty() {
                ladder = standing.map(|step| {
                    let args = [("step", step.to_string()), ("month", record.month.to_string())];
                    let args: Vec<_> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
                    self.words.text("person.ladder", args.as_slice())
                });
            }
            months.push(PersonMonth {
                month: record.month,
                state: o.state,
                score: o.score,
                rank: o.rank,
                grade: o.grade.as_ref().map(ToString::to_string),
                reward_fen: o.reward,
                measures: o.measures().map(ToString::to_string).collect(),
            });
        }
        Ok((months, ladder))
    }

    /// Saves a person's form.
    pub fn save_person(&mut self, form: &PersonForm) -> Outcome<(PersonId, Changed)> {
        let uuid = self.clock.new_id();
        let mut draft = self.draft()?;
        let old = form.id.map(|id| person_of(&draft.after, id).cloned()).transpose()?;
        let id = form.id.unwrap_or_else(|| PersonId(draft.fresh()));
        let name = form.name.trim().to_string();
        let code = match (form.code.as_deref().map(|c| fold_width(c.trim())).filter(|c| !c.is_empty()), &old) {
            (Some(code), _) => code,
            (None, Some(old)) => old.code.clone(),
            (None, None) => next_person_code(&draft),
        };
        draft.person(Person {
            id,
            uuid: old.as_ref().map_or(uuid, |p| p.uuid.clone()),
            initials: initials(&name),
            phone: form.phone.as_deref().and_then(tidy_phone),
            photo: form.photo,
            note: form.note.trim().to_string(),
            code: code.clone(),
            name: name.clone(),
        });
        let draft = draft.checked()?;
        let verb = if old.is_some() { "save-person" } else { "add-person" };
        let deed = Deed::new(verb, &[topic::PEOPLE, topic::GRIDS, topic::BOARDS, topic::MONTH, topic::OUTCOMES]);
        self.write(deed.with("name", name).with("code", code), |tx| Ok(draft.write(tx)?.person(id)))
    }
}

/// A phone number as it is kept: plain digits and hyphens; an empty one is none.
pub(crate) fn tidy_phone(text: &str) -> Option<String> {
    let text: String = fold_width(text).chars().filter(|c| !c.is_whitespace()).collect();
    Some(text).filter(|t| !t.is_empty())
}

/// One more than the last code that ends in a number, in its own style.
pub(crate) fn next_person_code(draft: &Draft) -> String {
    let split = |code: &str| {
        let head = code.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let digits = code.len() - head;
        code[head..].parse::<u64>().ok().map(|n| (digits, n, code[..head].to_string()))
    };
    let last = draft.after.people.iter().filter_map(|p| split(&p.code)).max();
    let (digits, last, head) = last.unwrap_or((4, 0, String::new()));
    format!("{head}{:0digits$}", last + 1)
}
