//! Adopting a policy in work, or a preset: first what it will do, then doing it. Exporting either.

use std::path::{Path, PathBuf};

use domain::{AdoptedPolicy, Fault, Month, MonthState, Outcome, Problem};
use policy::{Policy, Version};
use words::{Lang, Words};

use super::{checked, drafts, shape, source, version_to_adopt, write_file};
use crate::{
    Office,
    view::{AdoptPlan, Changed, DraftForm},
};

/// How many months after the newest one can be chosen.
const AHEAD: i32 = 6;

impl Office {
    /// What adopting a policy in work from a month on will do, and what hinders it. Without a month, from the first
    /// that can be chosen.
    pub fn adopt_plan(&mut self, id: i64, from: Option<Month>) -> Outcome<AdoptPlan> {
        let months = self.months_to_adopt_from()?;
        let from = from.or_else(|| months.first().copied()).unwrap_or_else(|| Month::of(self.clock.today()));
        let form = self.draft_form(id)?;
        let (check, policy) = checked::check(&form, self.words);
        let mut hindered: Vec<_> = self.months_done(from)?;
        if !check.problems.is_empty() {
            hindered.push(Problem::new("draft-problems").with("count", check.problems.len()));
        }
        let failed = check.cases.iter().filter(|c| !c.passed).count();
        if failed > 0 {
            hindered.push(Problem::new("draft-cases").with("count", failed));
        }
        let mut plan = AdoptPlan { from, months, lines: Vec::new(), warnings: Vec::new(), hindered: Vec::new() };
        if let Some(policy) = &policy {
            match version_to_adopt(policy, from) {
                Ok(version) => {
                    self.tell_plan(policy, version, &mut plan)?;
                    hindered.extend(self.tell_what_rests(policy, version, &mut plan)?);
                }
                Err(problem) => hindered.push(problem),
            }
            for place in &check.uncovered {
                let clause =
                    form.versions.get(place.version as usize).and_then(|v| v.clauses.get(place.clause as usize));
                let article = clause.map(|c| c.article.as_str()).unwrap_or_default();
                plan.warnings.push(self.words.text("desk.warn-uncovered", &[("article", article)]));
            }
        }
        plan.hindered = hindered.iter().map(|p| self.problem_view(p)).collect();
        Ok(plan)
    }

    fn draft_form(&self, id: i64) -> Outcome<DraftForm> {
        shape::from_parts(&self.store.draft(id)?.ok_or_else(|| drafts::missing(id))?)
    }

    /// Months after the last one that is published or closed, and some that are still to come.
    fn months_to_adopt_from(&self) -> Outcome<Vec<Month>> {
        let months = self.store.months()?;
        let done = months.iter().filter(|m| matches!(m.state, MonthState::Published | MonthState::Closed));
        let today = Month::of(self.clock.today());
        let first = done.map(|m| m.month.plus(1)).max().or(months.iter().map(|m| m.month).min()).unwrap_or(today);
        let last = months.iter().map(|m| m.month).max().unwrap_or(first).max(today).max(first).plus(AHEAD);
        Ok((0..).map(|n| first.plus(n)).take_while(|m| *m <= last).collect())
    }

    fn tell_plan(&self, policy: &Policy, version: usize, plan: &mut AdoptPlan) -> Outcome<()> {
        let from = plan.from;
        let rules = &policy.versions[version];
        let say = |key: &str, args: &[(&str, &str)]| self.words.text(key, args);
        let month = |m: Month| month_said(m, self.words);
        plan.lines.push(say("desk.plan-from", &[("title", policy.title.as_str()), ("month", &month(from))]));
        let adopted = self.store.policies()?;
        let own: Vec<&AdoptedPolicy> = adopted.iter().filter(|p| p.scheme == policy.id).collect();
        if own.iter().any(|p| p.from == from) {
            plan.lines.push(say("desk.plan-replaces", &[("month", &month(from))]));
        } else if let Some(before) = own.iter().rev().find(|p| p.from < from) {
            let last = before.to.map_or(from.plus(-1), |to| to.min(from.plus(-1)));
            plan.lines.push(say("desk.plan-before", &[("from", &month(before.from)), ("to", &month(last))]));
        } else if own.is_empty() {
            plan.lines.push(say("desk.plan-first", &[("title", policy.title.as_str())]));
        }
        let open = self.store.months()?.iter().filter(|m| m.month >= from).count();
        plan.lines.push(say("desk.plan-open", &[("count", &open.to_string())]));
        if let Some(to) = rules.to {
            plan.lines.push(say("desk.plan-to", &[("month", &month(to))]));
        }
        if rules.from > from {
            plan.warnings.push(say("desk.warn-paper", &[("paper", &month(rules.from)), ("month", &month(from))]));
        }
        for (first, last) in gaps(&own, from, rules.to) {
            plan.warnings.push(say("desk.warn-gap", &[("from", &month(first)), ("to", &month(last))]));
        }
        for later in own.iter().filter(|p| p.from > from) {
            plan.warnings.push(say("desk.warn-later", &[("month", &month(later.from))]));
        }
        for other in self.overlapping(policy, from, &adopted) {
            plan.warnings.push(say("desk.warn-overlap", &[("title", other.as_str())]));
        }
        Ok(())
    }

    /// Schemes that rest on one that is taken over are told; what this one rests on and isn't there hinders it.
    fn tell_what_rests(&mut self, policy: &Policy, version: usize, plan: &mut AdoptPlan) -> Outcome<Vec<Problem>> {
        let rules = &policy.versions[version];
        let adopted = adopted_policy(policy, rules, plan.from, String::new());
        match self.taking_over(policy, rules, &adopted) {
            Ok(taking) => {
                let orphaned = taking.warnings.iter().filter(|w| w.code == "roll-up-orphaned");
                plan.warnings.extend(orphaned.map(|w| self.words.problem(w)));
                Ok(Vec::new())
            }
            Err(fault) => Ok(fault.problems),
        }
    }

    /// Titles of other schemes in force from `from` on that judge the same subjects as often.
    fn overlapping(&self, policy: &Policy, from: Month, adopted: &[AdoptedPolicy]) -> Vec<String> {
        let others = adopted.iter().filter(|p| p.scheme != policy.id && p.to.is_none_or(|to| to >= from));
        let mut titles: Vec<String> = others
            .filter_map(|p| policy::read(&p.file).ok())
            .filter(|p| (p.subject, p.period) == (policy.subject, policy.period))
            .map(|p| p.title)
            .collect();
        titles.dedup();
        titles
    }

    /// Adopts a policy in work from a month on: its file in canonical form with its cases. The draft is done with then.
    pub fn adopt_draft(&mut self, id: i64, from: Month) -> Outcome<Changed> {
        let form = self.draft_form(id)?;
        let (check, policy) = checked::check(&form, self.words);
        let Some(policy) = policy else {
            let told = check.problems.iter().map(|p| {
                let clause =
                    p.at.as_ref()
                        .and_then(|at| form.versions.get(at.version as usize)?.clauses.get(at.clause as usize));
                let article = clause.map(|c| c.article.as_str()).unwrap_or_default();
                Problem::new("policy-problem").at(article).with("text", &p.text)
            });
            return Err(Fault::refused(told.collect()));
        };
        let failed: Vec<_> = form.cases.iter().zip(&check.cases).filter(|(_, c)| !c.passed).collect();
        if !failed.is_empty() {
            let told = failed.into_iter().map(|(case, check)| {
                let wrong = check.differences.iter().map(|d| &d.text).chain(check.problems.iter().map(|p| &p.text));
                let wrong = wrong.map(String::as_str).collect::<Vec<_>>().join(" ");
                Problem::new("case-failed").at(&case.name).with("differences", wrong)
            });
            return Err(Fault::refused(told.collect()));
        }
        let cases: Vec<_> = shape::case_file(&form).map(|text| (source::CASES.to_string(), text)).into_iter().collect();
        self.adopt_file(&policy::write(&policy), &cases, from, Some(id))
    }

    /// Writes a policy with its cases into a folder of its own inside `folder`, named by its title; one that stands
    /// there already is left alone.
    pub fn export_policy(&self, source: &str, folder: &Path) -> Outcome<Vec<PathBuf>> {
        let material = self.material(source)?;
        let title = material.tree.get("title").and_then(policy::Tree::text).unwrap_or_default();
        let safe: String =
            title.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c }).collect();
        let own = folder.join(if safe.trim().is_empty() { "policy" } else { safe.trim() });
        let file = own.join("policy.yaml");
        if file.exists() {
            return Err(Problem::new("file-exists").at(file.display()).into());
        }
        write_file(&file, policy::write_tree(&material.tree).as_bytes())?;
        let mut written = vec![file];
        for (name, text) in &material.cases {
            let path = own.join("cases").join(name);
            write_file(&path, text.as_bytes())?;
            written.push(path);
        }
        Ok(written)
    }
}

/// The row of a version that is adopted.
pub(super) fn adopted_policy(policy: &Policy, version: &Version, from: Month, file: String) -> AdoptedPolicy {
    AdoptedPolicy {
        id: 0,
        scheme: policy.id.clone(),
        title: policy.title.clone(),
        from,
        to: version.to,
        version_from: version.from,
        file,
    }
}

/// A month as it is said.
pub(super) fn month_said(month: Month, words: Words) -> String {
    match words.lang() {
        Lang::En => month.to_string(),
        Lang::ZhCn => format!("{}年{}月", month.year(), month.month()),
    }
}

/// Spans between two versions of a scheme, the new one included, that none holds for.
fn gaps(own: &[&AdoptedPolicy], from: Month, to: Option<Month>) -> Vec<(Month, Month)> {
    let mut spans: Vec<_> = own.iter().filter(|p| p.from != from).map(|p| (p.from, p.to)).collect();
    spans.push((from, to));
    spans.sort_by_key(|(from, _)| *from);
    spans
        .windows(2)
        .filter_map(|pair| Some((pair[0].1?.plus(1), pair[1].0.plus(-1))))
        .filter(|(first, last)| first <= last)
        .collect()
}
