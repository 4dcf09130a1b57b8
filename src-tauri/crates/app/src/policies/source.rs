//! Where a policy comes from: a preset, a version adopted, a draft, a file, or nothing yet. Named by a text such as
//! `preset:default`, `adopted:3`, `draft:1`, `file:/路径`, `empty`.

use std::path::{Path, PathBuf};

use domain::{Outcome, Problem};
use policy::{Policy, Tree, parse_tree, write_tree};

use super::{read_policy, read_text, shape};
use crate::Office;

/// A policy file as plain values, with the case files beside it.
pub(crate) struct Material {
    /// Which it is, in words.
    pub label: String,
    /// The file.
    pub tree: Tree,
    /// The case files: names and texts.
    pub cases: Vec<(String, String)>,
    /// The first month of the version in question, where the source is of one.
    pub version: Option<domain::Month>,
}

impl Office {
    /// The policy that a source names, whole and without a problem.
    pub fn policy_from(&self, source: &str) -> Outcome<Policy> {
        read_policy(&write_tree(&self.material(source)?.tree))
    }

    pub(crate) fn material(&self, source: &str) -> Outcome<Material> {
        let unknown = || Problem::new("policy-missing").with("id", source);
        let (kind, name) = source.split_once(':').unwrap_or((source, ""));
        let row = name.parse::<i64>();
        match (kind, row) {
            ("empty", _) => Ok(Material {
                label: self.words.text("desk.origin-empty", &[("", "")]),
                tree: shape::empty(&self.words),
                cases: Vec::new(),
                version: None,
            }),
            ("preset", _) if !name.contains(['/', '\\', '.']) => {
                let path = self.assets.join("policies").join(name).join("policy.yaml");
                self.file_material(&path, "desk.origin-preset")
            }
            ("file", _) => self.file_material(Path::new(name), "desk.origin-file"),
            ("adopted", Ok(id)) => {
                let row = self.store.policies()?.into_iter().find(|p| p.id == id).ok_or_else(unknown)?;
                let from = super::adopting::month_said(row.from, self.words);
                Ok(Material {
                    label: self.words.text("desk.origin-adopted", &[("title", row.title.as_str()), ("month", &from)]),
                    tree: tree_of(&row.file)?,
                    cases: self.store.policy_cases(id)?,
                    version: Some(row.version_from),
                })
            }
            ("draft", Ok(id)) => {
                let draft = self.store.draft(id)?.ok_or_else(unknown)?;
                let form = shape::from_parts(&draft)?;
                let cases = shape::case_file(&form);
                Ok(Material {
                    label: self.words.text("desk.origin-draft", &[("name", draft.name.as_str())]),
                    tree: shape::to_tree(&form),
                    cases: cases.map(|text| vec![(CASES.to_string(), text)]).unwrap_or_default(),
                    version: None,
                })
            }
            _ => Err(unknown().into()),
        }
    }

    fn file_material(&self, path: &Path, words: &str) -> Outcome<Material> {
        let tree = tree_of(&read_text(path)?)?;
        let title = tree.get("title").and_then(Tree::text).unwrap_or_default();
        let label = self.words.text(words, &[("title", title), ("file", &path.display().to_string())]);
        Ok(Material { label, cases: cases_beside(path)?, tree, version: None })
    }
}

/// The name of the one file that a draft's cases are written to.
pub(crate) const CASES: &str = "cases.yaml";

fn tree_of(text: &str) -> Outcome<Tree> {
    parse_tree(text).map_err(|problem| Problem::from(&problem).into())
}

/// The case files beside a policy file, by name.
pub(crate) fn cases_beside(policy: &Path) -> Outcome<Vec<(String, String)>> {
    crate::try_out::case_files(policy)
        .into_iter()
        .map(|file: PathBuf| {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Ok((name, read_text(&file)?))
        })
        .collect()
}
