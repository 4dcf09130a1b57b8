//! What two policies don't have in common, clause by clause, in words.

use domain::{Month, Outcome, Problem};
use words::Words;

use super::{checked, labels, shape};
use crate::{
    Office,
    view::{ClauseChange, DraftClause, DraftForm, DraftVersion, ParameterChange, PolicyDifference},
};

impl Office {
    /// The difference between two sources: versions adopted, drafts, presets, files.
    pub fn policy_difference(&self, was: &str, now: &str) -> Outcome<PolicyDifference> {
        let (was, now) = (self.side(was)?, self.side(now)?);
        let words = self.words;
        let clauses = clauses(&was.version.clauses, &now.version.clauses, words);
        let touched = clauses.iter().filter(|c| c.change != "removed").count();
        Ok(PolicyDifference {
            head: head(&was, &now, words),
            same: u32::try_from(now.version.clauses.len().saturating_sub(touched)).unwrap_or(u32::MAX),
            clauses,
            was: was.label,
            now: now.label,
        })
    }

    fn side(&self, source: &str) -> Outcome<Side> {
        let material = self.material(source)?;
        let form = shape::from_tree(&material.tree).ok_or_else(|| Problem::new("draft-no-policy"))?;
        // The version that was adopted, or the newest.
        let of_source = |v: &&DraftVersion| material.version.is_some_and(|m| v.from.parse::<Month>() == Ok(m));
        let version = form.versions.iter().find(of_source).or(form.versions.last()).cloned();
        let version = version.ok_or_else(|| Problem::new("draft-no-policy"))?;
        Ok(Side { label: material.label, form, version })
    }
}

struct Side {
    label: String,
    form: DraftForm,
    version: DraftVersion,
}

fn head(was: &Side, now: &Side, words: Words) -> Vec<ParameterChange> {
    let said = |topic: &str, key: &str| words.text(&format!("{topic}.{key}"), &[("", "")]);
    let fields = |side: &Side| {
        let open = |text: &str| Some(text.to_string()).filter(|t| !t.is_empty());
        [
            ("desk.title", open(&side.form.title)),
            ("desk.subject", Some(said("subject", &side.form.subject))),
            ("desk.period", Some(said("period", &side.form.period))),
            ("desk.from", open(&side.version.from)),
            ("desk.to", open(&side.version.to)),
        ]
    };
    let both = fields(was).into_iter().zip(fields(now));
    both.filter(|(was, now)| was.1 != now.1)
        .map(|(was, now)| ParameterChange { label: words.text(was.0, &[("", "")]), was: was.1, now: now.1 })
        .collect()
}

/// In the order of the right one; what was removed stands where it stood.
fn clauses(was: &[DraftClause], now: &[DraftClause], words: Words) -> Vec<ClauseChange> {
    let same_place = |a: &DraftClause, b: &DraftClause| (&a.document, &a.article) == (&b.document, &b.article);
    let kind = |c: &DraftClause| c.rule.as_ref().map(|rule| checked::kind_of(rule).to_string());
    // Several clauses may stand in one article: each finds one of its own.
    let mut pairs: Vec<Option<usize>> = Vec::new();
    for clause in now {
        let free = |i: &usize| !pairs.contains(&Some(*i)) && same_place(&was[*i], clause);
        let of_kind = |i: &usize| kind(&was[*i]) == kind(clause);
        let found = (0..was.len()).filter(free).find(of_kind).or_else(|| (0..was.len()).find(free));
        pairs.push(found);
    }
    // A clause that only got another number, or another document, is the same clause.
    for (at, clause) in now.iter().enumerate() {
        let taken = |i: usize| pairs.contains(&Some(i));
        let like = |w: &DraftClause| w.text == clause.text || (w.article == clause.article && kind(w) == kind(clause));
        if pairs[at].is_none() {
            pairs[at] = (0..was.len()).find(|i| !taken(*i) && like(&was[*i]));
        }
    }
    let mut out = Vec::new();
    let mut told = 0;
    let removed = |upto: usize, told: &mut usize, out: &mut Vec<ClauseChange>| {
        for (at, clause) in was.iter().enumerate().take(upto).skip(*told) {
            if !pairs.contains(&Some(at)) {
                out.push(change("removed", Some(clause), None, words));
            }
        }
        *told = upto.max(*told);
    };
    for (clause, pair) in now.iter().zip(&pairs) {
        match pair {
            Some(at) => {
                removed(*at, &mut told, &mut out);
                if was[*at] != *clause {
                    out.push(change("changed", Some(&was[*at]), Some(clause), words));
                }
            }
            None => out.push(change("added", None, Some(clause), words)),
        }
    }
    removed(was.len(), &mut told, &mut out);
    out
}

fn change(what: &str, was: Option<&DraftClause>, now: Option<&DraftClause>, words: Words) -> ClauseChange {
    let either = now.or(was);
    let text = |clause: Option<&DraftClause>| clause.map(|c| c.text.clone()).unwrap_or_default();
    ClauseChange {
        change: what.into(),
        document: either.map(|c| c.document.clone()).unwrap_or_default(),
        article: either.map(|c| c.article.clone()).unwrap_or_default(),
        text_was: text(was),
        text_now: text(now),
        parameters: parameters(was, now, words),
    }
}

type Named = (Vec<String>, String, String);

fn parameters(was: Option<&DraftClause>, now: Option<&DraftClause>, words: Words) -> Vec<ParameterChange> {
    let (left, right) = (named(was, words), named(now, words));
    let find = |of: &[Named], path: &[String]| of.iter().find(|(p, ..)| p == path).map(|(.., value)| value.clone());
    let only_left = left.iter().filter(|(path, ..)| find(&right, path).is_none());
    let all = right.iter().chain(only_left);
    let mut out: Vec<_> = all
        .map(|(path, label, _)| ParameterChange {
            label: label.clone(),
            was: find(&left, path),
            now: find(&right, path),
        })
        .filter(|p| p.was != p.now)
        .collect();
    // Two clauses of the same number: another document is told as such.
    if let (Some(was), Some(now)) = (was, now) {
        for (key, a, b) in [("document", &was.document, &now.document), ("article", &was.article, &now.article)] {
            if a != b {
                let label = words.text(&format!("desk.{key}"), &[("", "")]);
                out.insert(0, ParameterChange { label, was: Some(a.clone()), now: Some(b.clone()) });
            }
        }
    }
    out
}

/// The kind, the parameters, or why there is no rule; each with its name.
fn named(clause: Option<&DraftClause>, words: Words) -> Vec<Named> {
    let Some(clause) = clause else { return Vec::new() };
    let mut out = Vec::new();
    let mut own = |key: &str, value: String| {
        if !value.trim().is_empty() {
            out.push((vec![format!(" {key}")], words.text(&format!("desk.{key}"), &[("", "")]), value));
        }
    };
    own("no-rule", clause.no_rule.clone());
    own("note", clause.note.clone());
    if let Some(rule) = &clause.rule {
        let kind = checked::kind_of(rule);
        own("kind", labels::kind(words, kind));
        let values = checked::parameters(rule);
        out.extend(labels::named(words, kind, values));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use words::Lang;

    fn form(text: &str) -> DraftForm {
        let tree = policy::parse_tree(text).unwrap();
        shape::from_tree(&tree).unwrap()
    }

    fn check(edit: impl Fn(String) -> String, expected: &[(&str, &str, &[&str])]) {
        let was = form(policy::FILE_EXAMPLE);
        let now = form(&edit(policy::FILE_EXAMPLE.to_string()));
        let words = Words::new(Lang::ZhCn);
        let found = clauses(&was.versions[0].clauses, &now.versions[0].clauses, words);
        let told: Vec<_> = found
            .iter()
            .map(|c| {
                let shown = |v: &Option<String>| v.clone().unwrap_or_else(|| "无".into());
                let parameters: Vec<_> =
                    c.parameters.iter().map(|p| format!("{}：{}→{}", p.label, shown(&p.was), shown(&p.now))).collect();
                (c.change.clone(), c.article.clone(), parameters)
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(a, b, c)| (a.to_string(), b.to_string(), c.iter().map(ToString::to_string).collect::<Vec<_>>()))
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn a_changed_figure_is_told_as_was_and_now() {
        check(
            |text| text.replace("from: 80", "from: 85").replace("below: 80", "below: 85"),
            &[("changed", "第八条", &["好 从多少分起（含）：80→85", "差 到多少分止（不含）：80→85"])],
        );
    }

    #[test]
    fn clauses_added_and_removed_stand_where_they_belong() {
        check(
            |text| {
                text.replace(
                    "article: 第十六条\n        text: 本办法由乡人居环境办公室负责解释。",
                    "article: 第十七条\n        text: 另行通知。",
                )
            },
            &[
                ("added", "第十七条", &["不含规则的原因：无→解释权条款，不影响结果"]),
                ("removed", "第十六条", &["不含规则的原因：解释权条款，不影响结果→无"]),
            ],
        );
    }

    #[test]
    fn a_clause_that_only_got_another_number_is_the_same_clause() {
        check(|text| text.replace("第十六条", "第二十条"), &[("changed", "第二十条", &["条款：第十六条→第二十条"])]);
    }
}
