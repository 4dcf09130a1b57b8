//! Policies in work: begun from something, edited, checked, thrown away. Each change is a write that can be undone.

use domain::{Fault, Outcome, Problem};

use super::{checked, shape};
use crate::{
    Office,
    office::{Deed, topic},
    view::{CaseCount, Changed, DraftCheck, DraftForm, DraftRow, DraftView},
};

impl Office {
    /// The policies in work.
    pub fn drafts(&self) -> Outcome<Vec<DraftRow>> {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mut rows = Vec::new();
        for (id, _) in self.store.drafts()? {
            let DraftView { form, origin, check } = self.policy_draft(id)?;
            let passed = check.cases.iter().filter(|c| c.passed).count();
            rows.push(DraftRow {
                id,
                name: form.name,
                origin,
                clauses: count(form.versions.iter().map(|v| v.clauses.len()).sum()),
                problems: count(check.problems.len()),
                cases: CaseCount { passed: count(passed), failed: count(check.cases.len() - passed) },
            });
        }
        Ok(rows)
    }

    /// A policy in work, checked.
    pub fn policy_draft(&self, id: i64) -> Outcome<DraftView> {
        let draft = self.store.draft(id)?.ok_or_else(|| missing(id))?;
        let form = shape::from_parts(&draft)?;
        let check = checked::check(&form, self.words).0;
        Ok(DraftView { form, origin: draft.origin, check })
    }

    /// Begins a policy from a source, which is a preset, a version adopted, a file, another draft, or `empty`. What the
    /// source has is taken over with its problems; what no form has a place for is refused.
    pub fn start_draft(&mut self, source: &str) -> Outcome<(i64, Changed)> {
        let material = self.material(source)?;
        let Some(mut form) = shape::from_tree(&material.tree) else {
            let problems = policy::read(&policy::write_tree(&material.tree)).err().unwrap_or_default();
            let told: Vec<_> = problems.iter().map(Problem::from).collect();
            return Err(if told.is_empty() { Problem::new("draft-no-policy").into() } else { Fault::refused(told) });
        };
        form.cases = shape::cases_from(&material.cases)?;
        form.name = self.free_name(&form.name)?;
        let draft = shape::to_parts(&form, &material.label);
        let deed = Deed::new("draft-start", &[topic::POLICIES]).with("name", &draft.name);
        self.write(deed, |tx| tx.put_draft(&draft))
    }

    fn free_name(&self, wanted: &str) -> Outcome<String> {
        let taken: Vec<String> = self.store.drafts()?.into_iter().map(|(_, name)| name).collect();
        let base = if wanted.trim().is_empty() { "?" } else { wanted.trim() };
        let numbered = (2..).map(|n| format!("{base}（{n}）"));
        let mut names = std::iter::once(base.to_string()).chain(numbered);
        Ok(names.find(|name| !taken.contains(name)).unwrap_or_default())
    }

    /// Writes a policy in work as it was edited, good or not, and says what it now comes to.
    pub fn save_draft(&mut self, form: &DraftForm) -> Outcome<(DraftCheck, Changed)> {
        let before = self.store.draft(form.id)?.ok_or_else(|| missing(form.id))?;
        if form.name.trim().is_empty() {
            return Err(Problem::new("draft-name").into());
        }
        let draft = shape::to_parts(form, &before.origin);
        let what = self.edited(&shape::from_parts(&before)?, form);
        let deed = Deed::new("draft-save", &[topic::POLICIES]).with("name", &draft.name).with("what", what);
        let (_, changed) = self.write(deed, |tx| tx.put_draft(&draft))?;
        Ok((checked::check(form, self.words).0, changed))
    }

    /// The first thing that was edited, by its article or its sentence.
    fn edited(&self, before: &DraftForm, after: &DraftForm) -> String {
        let clauses = |form: &DraftForm| form.versions.iter().flat_map(|v| v.clauses.clone()).collect::<Vec<_>>();
        let (was, now) = (clauses(before), clauses(after));
        let differ = |at: &usize| was.get(*at) != now.get(*at);
        if let Some(at) = (0..was.len().max(now.len())).find(differ) {
            let gone = was.len() > now.len();
            let clause = if gone { was.get(at) } else { now.get(at) };
            return clause.map(|c| c.article.clone()).unwrap_or_default();
        }
        let cases = before.cases.len().max(after.cases.len());
        if (0..cases).any(|at| before.cases.get(at) != after.cases.get(at)) {
            return self.words.text("desk.cases", &[("", "")]);
        }
        self.words.text("desk.head", &[("", "")])
    }

    /// Throws a policy in work away.
    pub fn delete_draft(&mut self, id: i64) -> Outcome<Changed> {
        let draft = self.store.draft(id)?.ok_or_else(|| missing(id))?;
        let deed = Deed::new("draft-delete", &[topic::POLICIES]).with("name", &draft.name);
        self.write(deed, |tx| tx.remove_draft(id)).map(|((), changed)| changed)
    }
}

pub(super) fn missing(id: i64) -> Problem {
    Problem::new("policy-missing").with("id", format!("draft:{id}"))
}
