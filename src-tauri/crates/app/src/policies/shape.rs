//! The outer form of a policy file between plain values, what the window edits, and the parts that the office file keeps.

use domain::{DraftPolicy, Outcome, Problem};
use policy::{Tree, parse_tree, write_tree};
use words::Words;

use crate::view::{DraftCase, DraftClause, DraftForm, DraftVersion, RuleTree};

fn text(text: &str) -> Tree {
    Tree::Text(text.to_string())
}

/// Entries under construction: what is empty is left out.
#[derive(Default)]
struct Made(Vec<(String, Tree)>);

impl Made {
    fn put(mut self, key: &str, value: Tree) -> Self {
        self.0.push((key.to_string(), value));
        self
    }

    fn put_text(self, key: &str, value: &str) -> Self {
        if value.trim().is_empty() { self } else { self.put(key, text(value.trim())) }
    }

    fn map(self) -> Tree {
        Tree::Map(self.0)
    }
}

/// A policy with nothing in it yet.
pub(super) fn empty(words: &Words) -> Tree {
    let said = |key: &str| text(&words.text(key, &[("", "")]));
    let clause = Made::default()
        .put("document", said("desk.new-document"))
        .put("article", said("desk.new-article"))
        .put("text", said("desk.new-text"))
        .put("no-rule", said("desk.new-no-rule"))
        .map();
    let version = Made::default().put("from", text("2000-01")).put("clauses", Tree::List(vec![clause])).map();
    Made::default()
        .put("id", text("monthly"))
        .put("title", said("desk.new-title"))
        .put("subject", text("worker"))
        .put("period", text("month"))
        .put("versions", Tree::List(vec![version]))
        .map()
}

/// A policy file's values as they are edited. `None` when it has keys that no form of ours has a place for: then
/// reading the file tells which.
pub(super) fn from_tree(tree: &Tree) -> Option<DraftForm> {
    let root = Texts::of(tree, &["id", "title", "subject", "period", "note"], &["versions"])?;
    let mut versions = Vec::new();
    for version in root.list("versions")? {
        let texts = Texts::of(version, &["from", "to", "note"], &["clauses"])?;
        let mut clauses: Vec<DraftClause> = Vec::new();
        for clause in texts.list("clauses")? {
            let before = clauses.last().map(|c| c.document.clone());
            clauses.push(clause_of(clause, &before.unwrap_or_default())?);
        }
        versions.push(DraftVersion {
            from: texts.text("from"),
            to: texts.text("to"),
            note: texts.text("note"),
            clauses,
        });
    }
    Some(DraftForm {
        id: 0,
        name: root.text("title"),
        scheme: root.text("id"),
        title: root.text("title"),
        subject: root.text("subject"),
        period: root.text("period"),
        note: root.text("note"),
        versions,
        cases: Vec::new(),
    })
}

fn clause_of(clause: &Tree, document: &str) -> Option<DraftClause> {
    let texts = Texts::of(clause, &["document", "article", "text", "no-rule", "note"], &["rule"])?;
    let own = texts.text("document");
    Some(DraftClause {
        document: if own.is_empty() { document.to_string() } else { own },
        article: texts.text("article"),
        text: texts.text("text"),
        rule: clause.get("rule").map(RuleTree::from),
        no_rule: texts.text("no-rule"),
        note: texts.text("note"),
    })
}

/// A mapping whose keys are known.
struct Texts<'a>(&'a Tree);

impl<'a> Texts<'a> {
    fn of(tree: &'a Tree, texts: &[&str], others: &[&str]) -> Option<Self> {
        let Tree::Map(entries) = tree else { return None };
        let known = entries.iter().enumerate().all(|(at, (key, value))| {
            let once = entries[..at].iter().all(|(other, _)| other != key);
            let text = texts.contains(&key.as_str()) && value.text().is_some();
            once && (text || others.contains(&key.as_str()))
        });
        known.then_some(Self(tree))
    }

    fn text(&self, key: &str) -> String {
        self.0.get(key).and_then(Tree::text).unwrap_or_default().to_string()
    }

    fn list(&self, key: &str) -> Option<&'a [Tree]> {
        match self.0.get(key) {
            Some(Tree::List(items)) => Some(items),
            _ => None,
        }
    }
}

/// The cases of case files. Refused with the reader's problems where a file is none.
pub(super) fn cases_from(files: &[(String, String)]) -> Outcome<Vec<DraftCase>> {
    let mut cases = Vec::new();
    for (name, file) in files {
        policy::read_cases(name, file).map_err(|problems| {
            domain::Fault::refused(
                problems.iter().map(|p| Problem { place: format!("{name} {}", p.line), ..Problem::from(p) }).collect(),
            )
        })?;
        let tree = parse_tree(file).map_err(|problem| Problem::from(&problem))?;
        cases.extend(tree.items().iter().map(case_of));
    }
    Ok(cases)
}

fn case_of(case: &Tree) -> DraftCase {
    let rows = |key: &str| case.get(key).map(Tree::items).unwrap_or_default().iter().map(RuleTree::from).collect();
    DraftCase {
        name: case.get("case").and_then(Tree::text).unwrap_or_default().to_string(),
        facts: rows("facts"),
        expect: rows("expect"),
    }
}

/// A case as its file has it.
pub(super) fn case_tree(case: &DraftCase) -> Tree {
    let rows = |rows: &[RuleTree]| Tree::List(rows.iter().map(Tree::from).collect());
    Made::default()
        .put("case", text(&case.name))
        .put("facts", rows(&case.facts))
        .put("expect", rows(&case.expect))
        .map()
}

/// The cases as one file; none when there are none.
pub(super) fn case_file(form: &DraftForm) -> Option<String> {
    let cases = Tree::List(form.cases.iter().map(case_tree).collect());
    (!form.cases.is_empty()).then(|| write_tree(&cases))
}

fn clause_tree(clause: &DraftClause, document: &str) -> Tree {
    let made = Made::default();
    let made = if clause.document == document { made } else { made.put_text("document", &clause.document) };
    let made = made.put("article", text(&clause.article)).put("text", text(&clause.text));
    let made = match &clause.rule {
        Some(rule) => made.put("rule", Tree::from(rule)),
        None => made,
    };
    made.put_text("no-rule", &clause.no_rule).put_text("note", &clause.note).map()
}

fn head(form: &DraftForm, versions: Vec<Tree>) -> Tree {
    Made::default()
        .put("id", text(&form.scheme))
        .put("title", text(&form.title))
        .put("subject", text(&form.subject))
        .put("period", text(&form.period))
        .put_text("note", &form.note)
        .put("versions", Tree::List(versions))
        .map()
}

fn version_head(version: &DraftVersion) -> Made {
    Made::default().put("from", text(&version.from)).put_text("to", &version.to).put_text("note", &version.note)
}

/// The whole as the policy file has it.
pub(super) fn to_tree(form: &DraftForm) -> Tree {
    let versions = form.versions.iter().map(|version| {
        let mut document = "";
        let clauses = version.clauses.iter().map(|clause| {
            let tree = clause_tree(clause, document);
            document = &clause.document;
            tree
        });
        version_head(version).put("clauses", Tree::List(clauses.collect())).map()
    });
    head(form, versions.collect())
}

/// The parts that the office file keeps.
pub(super) fn to_parts(form: &DraftForm, origin: &str) -> DraftPolicy {
    let counted = form
        .versions
        .iter()
        .map(|version| version_head(version).put("clauses", text(&version.clauses.len().to_string())).map());
    DraftPolicy {
        id: form.id,
        name: form.name.trim().to_string(),
        origin: origin.to_string(),
        head: write_tree(&head(form, counted.collect())),
        clauses: form.versions.iter().flat_map(|v| &v.clauses).map(|c| write_tree(&clause_tree(c, ""))).collect(),
        cases: form.cases.iter().map(|case| write_tree(&case_tree(case))).collect(),
    }
}

/// And back.
pub(super) fn from_parts(draft: &DraftPolicy) -> Outcome<DraftForm> {
    let broken = || Problem::new("draft-broken").with("name", &draft.name);
    let parsed = |text: &String| parse_tree(text).map_err(|_| broken());
    let clauses = draft.clauses.iter().map(parsed).collect::<Result<Vec<_>, _>>()?;
    let mut rest = clauses.into_iter();
    let Tree::Map(mut entries) = parsed(&draft.head)? else { return Err(broken().into()) };
    for (key, value) in &mut entries {
        let Tree::List(versions) = value else { continue };
        if key != "versions" {
            continue;
        }
        for version in versions {
            let Tree::Map(entries) = version else { return Err(broken().into()) };
            for (key, value) in entries {
                if key == "clauses" {
                    let count = value.text().and_then(|n| n.parse().ok()).ok_or_else(broken)?;
                    *value = Tree::List(rest.by_ref().take(count).collect());
                }
            }
        }
    }
    let form = from_tree(&Tree::Map(entries)).ok_or_else(broken)?;
    let cases = draft.cases.iter().map(parsed).collect::<Result<Vec<_>, _>>()?;
    Ok(DraftForm { id: draft.id, name: draft.name.clone(), cases: cases.iter().map(case_of).collect(), ..form })
}
