//! Who may import whom. The arrows of the design, read from the manifests.

use serde_json::Value;
use std::{collections::BTreeSet, process::Command};

/// What each crate may see of ours, and which heavy crates it alone may name.
const ARROWS: &[(&str, &[&str], &[&str])] = &[
    ("domain", &[], &[]),
    ("words", &["domain"], &[]),
    ("policy", &["domain"], &["saphyr"]),
    ("store", &["domain"], &["rusqlite"]),
    ("documents", &["domain"], &["typst", "lopdf", "fast_qr"]),
    ("sheets", &["domain"], &["calamine", "rust_xlsxwriter", "encoding_rs", "csv"]),
    ("app", &["domain", "words", "policy", "store", "documents", "sheets"], &[]),
    ("cli", &["domain", "words", "app", "policy"], &["clap"]),
    ("jingge-desktop", &["domain", "words", "app"], &["tauri"]),
];

/// All packages that are part of the build, as Cargo tells them.
pub fn packages() -> Vec<Value> {
    let manifest = jingge_tests::root().join("Cargo.toml");
    let output = Command::new(option_env!("CARGO").unwrap_or("cargo"))
        .args(["metadata", "--format-version", "1", "--locked", "--manifest-path"])
        .arg(manifest)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut all: Value = serde_json::from_slice(&output.stdout).unwrap();
    all["packages"].as_array_mut().unwrap().drain(..).collect()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

#[test]
fn every_crate_sees_only_what_the_design_lets_it_see() {
    let all = packages();
    let ours: Vec<&Value> = all.iter().filter(|p| p["source"].is_null()).collect();
    let names: BTreeSet<&str> = ours.iter().map(|p| text(p, "name")).collect();
    let mut wrong: Vec<String> =
        ARROWS.iter().filter(|(n, ..)| !names.contains(n)).map(|(n, ..)| format!("{n} is gone")).collect();
    for package in &ours {
        let name = text(package, "name");
        if name == "jingge-tests" {
            continue; // tests look everywhere
        }
        let Some((_, sees, alone)) = ARROWS.iter().find(|(n, ..)| *n == name) else {
            wrong.push(format!("{name} has no line in the design"));
            continue;
        };
        let dependencies = package["dependencies"].as_array().unwrap().iter();
        for dependency in dependencies.filter(|d| d["kind"] != "dev") {
            let other = text(dependency, "name");
            if names.contains(other) && !sees.contains(&other) {
                wrong.push(format!("{name} must not see {other}"));
            }
            let owner = ARROWS
                .iter()
                .find(|(_, _, heavy)| heavy.iter().any(|h| other == *h || other.starts_with(&format!("{h}-"))));
            if let Some((owner, ..)) = owner
                && *owner != name
                && !alone.contains(&other)
            {
                wrong.push(format!("{name} names {other}, which belongs to {owner}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
