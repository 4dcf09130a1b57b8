//! The contract of the command line, verb by verb, through the built program.

mod bad_input;
mod corrections;
mod main_job;
mod people;
mod policies;
mod published;
mod schemes;
mod tables;

use jingge_tests::built;
use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// What a run left.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Its one JSON document.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}\n{}", self.out, self.err))
    }

    /// The document of a run that went well.
    pub fn done(self) -> Value {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self.json()
    }

    /// The codes of what was refused or found, in order, and the exit code.
    pub fn problems(&self) -> (i32, Vec<String>) {
        let json = self.json();
        let problems = json["problems"].as_array().unwrap_or_else(|| panic!("no problems in {json}"));
        (self.code, problems.iter().map(|p| p["code"].as_str().unwrap().to_string()).collect())
    }
}

/// Runs `jingge`.
pub fn jingge(args: &[&str]) -> Ran {
    let output = Command::new(built("jingge")).args(args).output().unwrap();
    Ran {
        code: output.status.code().expect("it ended by itself"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A folder with a small demonstration in it: 4 villages, 12 workers, 3 months until 2026-06.
pub struct Place {
    folder: TempDir,
}

impl Place {
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn small() -> Self {
        let place = Self::empty();
        let (file, left) = (place.path("demo.jingge"), place.path("left.csv"));
        let size = ["--villages", "4", "--workers", "12", "--months", "3", "--json"];
        jingge(&[&["demo", &file, "--marks-left", &left], &size[..]].concat()).done();
        place
    }

    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    pub fn file(&self) -> String {
        self.path("demo.jingge")
    }

    pub fn write(&self, name: &str, text: &str) -> String {
        std::fs::write(self.folder.path().join(name), text).unwrap();
        self.path(name)
    }

    /// `jingge VERB FILE …` on the demonstration, in July 2026, as JSON.
    pub fn run(&self, verb: &str, rest: &[&str]) -> Ran {
        let file = self.file();
        let verb: Vec<&str> = verb.split(' ').collect();
        jingge(&[&verb[..], &[&file], rest, &["--today", "2026-07-01", "--json"]].concat())
    }

    /// The open month made whole and published on 1 July.
    pub fn published() -> Self {
        let place = Self::small();
        place.run("import marks", &[&place.path("left.csv"), "--month", "2026-06"]).done();
        place.run("month", &["2026-06", "publish"]).done();
        place
    }
}

/// The policy that ships with the program.
pub fn default_policy() -> PathBuf {
    jingge_tests::root().join("assets/policies/default/policy.yaml")
}

/// A path as an argument.
pub fn text(path: &Path) -> String {
    path.display().to_string()
}
