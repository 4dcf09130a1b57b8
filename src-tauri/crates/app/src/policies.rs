//! Policies in the office file: presets, what is adopted, adopting one from a month on.

mod adopting;
mod checked;
mod difference;
mod drafts;
mod forms;
mod labels;
mod shape;
mod source;
#[cfg(test)]
mod tests;

pub use forms::policy_forms;
pub(crate) use source::cases_beside;

use std::{fs, path::Path};

use domain::{AdoptedPolicy, Fault, Month, MonthState, Outcome, Problem};
use policy::Policy;
use words::Words;

use crate::{
    Office,
    office::{Deed, topic},
    view::{Changed, ClauseView, PolicyVersionView, PolicyView, PresetView},
};

/// Reads a text file as UTF-8; anything else is told with what to do.
pub(crate) fn read_text(path: &Path) -> Outcome<String> {
    let bytes = fs::read(path).map_err(|e| unreadable(path, &e))?;
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        Fault::unreadable(Problem::new("input-not-utf8").at(path.display()).with("byte", at + 1))
    })
}

/// Why a file can't be read, in words of ours where the system's own are only English.
pub(crate) fn unreadable(path: &Path, error: &std::io::Error) -> Fault {
    let code = if error.kind() == std::io::ErrorKind::NotFound { "input-missing" } else { "input-unreadable" };
    Fault::unreadable(Problem::new(code).at(path.display()).with("detail", error))
}

/// A policy file, read; every problem at its line when it can't be.
pub(crate) fn read_policy(text: &str) -> Outcome<Policy> {
    policy::read(text).map_err(|problems| Fault::refused(problems.iter().map(Problem::from).collect()))
}

impl Office {
    /// The presets that ship with the program.
    pub fn presets(&self) -> Outcome<Vec<PresetView>> {
        presets(&self.assets)
    }

    /// Every policy adopted, with its versions, newest first.
    pub fn policies(&mut self) -> Outcome<Vec<PolicyView>> {
        let adopted = self.store.policies()?;
        let pins = self.store.pins()?;
        let closed: Vec<Month> =
            self.store.months()?.into_iter().filter(|m| m.state == MonthState::Closed).map(|m| m.month).collect();
        let mut views: Vec<PolicyView> = Vec::new();
        for row in adopted.iter().rev() {
            let policy = self.policy_of(row)?;
            let used = pins.iter().filter(|p| p.policy == row.id && closed.contains(&p.month)).count();
            let version = version_view(row, &policy, u32::try_from(used).unwrap_or(u32::MAX), self.words);
            match views.iter_mut().find(|v| v.id == row.scheme) {
                Some(view) => view.versions.push(version),
                None => views.push(PolicyView {
                    id: row.scheme.clone(),
                    title: policy.title.clone(),
                    subject: self.words.text(&format!("subject.{}", policy.subject.key()), &[("", "")]),
                    period: self.words.text(&format!("period.{}", policy.period.key()), &[("", "")]),
                    versions: vec![version],
                    file: row.file.clone(),
                }),
            }
        }
        Ok(views)
    }

    /// Adopts a policy file from a month on. Refused when that month or a later one is closed, when the file has a
    /// problem, or when one of the cases beside it fails.
    pub fn adopt_policy(&mut self, path: &Path, from: Month) -> Outcome<Changed> {
        let text = read_text(path)?;
        let check = crate::try_out::check_policy(path, self.words)?;
        if !check.problems.is_empty() {
            let told = check
                .problems
                .iter()
                .map(|p| Problem::new("policy-problem").at(format!("{} {}", p.line, p.article)).with("text", &p.text));
            return Err(Fault::refused(told.collect()));
        }
        let failed: Vec<_> = check.case_results.iter().filter(|c| !c.passed).collect();
        if !failed.is_empty() {
            return Err(Fault::refused(
                failed
                    .into_iter()
                    .map(|c| Problem::new("case-failed").at(&c.name).with("differences", c.differences.join("; ")))
                    .collect(),
            ));
        }
        let cases = cases_beside(path)?;
        self.adopt_file(&text, &cases, from, None)
    }

    /// Adopts the text of a policy file.
    pub(crate) fn adopt_text(&mut self, text: &str, from: Month) -> Outcome<Changed> {
        self.adopt_file(text, &[], from, None)
    }

    /// Adopts the text of a policy file with its case files; the draft that it comes from, if it does, goes.
    pub(crate) fn adopt_file(
        &mut self,
        text: &str,
        cases: &[(String, String)],
        from: Month,
        draft: Option<i64>,
    ) -> Outcome<Changed> {
        let policy = read_policy(text)?;
        let later = self.months_done(from)?;
        if !later.is_empty() {
            return Err(Fault::refused(later));
        }
        let version = &policy.versions[version_to_adopt(&policy, from)?];
        let adopted = adopting::adopted_policy(&policy, version, from, text.to_string());
        let deed = Deed::new("adopt", &[topic::POLICIES, topic::MONTH, topic::OUTCOMES])
            .with("title", &policy.title)
            .with("month", from);
        let taking = self.taking_over(&policy, version, &adopted)?;
        let (_, changed) = self.write(deed, |tx| {
            let id = tx.put_policy(&adopted)?;
            tx.put_policy_cases(id, cases)?;
            taking.write(tx)?;
            draft.map_or(Ok(()), |draft| tx.remove_draft(draft))
        })?;
        Ok(self.with_warnings(changed, &taking.warnings))
    }

    /// Months from `from` on that are published or closed: no version can begin before them any more.
    fn months_done(&self, from: Month) -> Outcome<Vec<Problem>> {
        let done = self.store.months()?.into_iter().filter(|m| m.month >= from);
        let told = done.filter_map(|m| match m.state {
            MonthState::Closed => Some(Problem::new("adopt-on-closed").at(m.month).with("month", m.month)),
            MonthState::Published => Some(Problem::new("adopt-on-published").at(m.month).with("month", m.month)),
            _ => None,
        });
        Ok(told.collect())
    }
}

/// The version that holds from a month on, or the first one after it.
fn version_to_adopt(policy: &Policy, from: Month) -> Result<usize, Problem> {
    policy
        .version_at(from)
        .or_else(|| policy.versions.iter().position(|v| v.from > from))
        .ok_or_else(|| Problem::new("policy-ended").at(from).with("month", from))
}

/// The presets in an assets folder.
pub fn presets(assets: &Path) -> Outcome<Vec<PresetView>> {
    let folder = assets.join("policies");
    let entries = fs::read_dir(&folder)
        .map_err(|e| Fault::unreadable(Problem::new("input-unreadable").at(folder.display()).with("detail", e)))?;
    let mut found = Vec::new();
    for entry in entries.flatten() {
        let file = entry.path().join("policy.yaml");
        if !file.is_file() {
            continue;
        }
        let policy = read_policy(&read_text(&file)?)?;
        found.push(PresetView {
            id: entry.file_name().to_string_lossy().into_owned(),
            title: policy.title,
            about: policy.note.unwrap_or_default(),
        });
    }
    // The default stands first.
    found.sort_by_key(|p| (p.id != "default", p.id.clone()));
    Ok(found)
}

/// Writes a file whole or not at all.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Outcome<()> {
    let failed =
        |e: std::io::Error| Fault::from(Problem::new("output-unwritable").at(path.display()).with("detail", e));
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".part");
    let part = path.with_file_name(name);
    fs::write(&part, bytes).and_then(|()| fs::rename(&part, path)).map_err(|e| {
        let _ = fs::remove_file(&part);
        failed(e)
    })
}

fn version_view(row: &AdoptedPolicy, policy: &Policy, months: u32, words: Words) -> PolicyVersionView {
    let version = policy.version_at(row.version_from).map(|i| &policy.versions[i]);
    PolicyVersionView {
        adopted: row.id,
        from: row.from,
        to: row.to,
        months,
        clauses: version
            .into_iter()
            .flat_map(|v| &v.clauses)
            .map(|c| ClauseView {
                document: c.document.clone(),
                article: c.article.clone(),
                text: c.text.clone(),
                rule: c.rule.as_ref().map(|r| labels::kind(words, r.doc().kind)),
                parameters: match (&c.rule, &c.no_rule) {
                    (Some(rule), _) => labels::parameters(words, rule),
                    (None, why) => why.iter().cloned().collect(),
                },
                line: c.line,
            })
            .collect(),
    }
}
