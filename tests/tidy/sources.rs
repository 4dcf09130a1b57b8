//! The project's own text files.

use jingge_tests::root;
use std::{fs, path::Path};

/// A source file, by its path in the tree.
pub struct Source {
    /// As `src-tauri/crates/app/src/lib.rs`.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

impl Source {
    /// Whether it lies under one of these folders, or is one of these files.
    pub fn under(&self, places: &[&str]) -> bool {
        places.iter().any(|place| self.path.starts_with(place))
    }

    /// Its lines with their numbers, comments left out.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
            .map(|(n, line)| (n + 1, line))
    }
}

/// All sources with one of these endings, in the order of their paths.
pub fn with_endings(endings: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    for folder in ["src-tauri", "tests", "ui"] {
        walk(&root().join(folder), endings, &mut found);
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(found.len() > 10, "the sources are not where they are looked for");
    found
}

fn walk(folder: &Path, endings: &[&str], found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !["node_modules", "target", "dist", "gen", "generated"].contains(&name.as_str()) {
                walk(&path, endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            let path_in_tree = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            found.push(Source { path: path_in_tree, text: fs::read_to_string(&path).unwrap() });
        }
    }
}
