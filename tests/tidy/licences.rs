//! Everything that is built in may be given away under Apache-2.0: the list of licences in `.deny.toml`, held for the
//! Rust crates and for the interface's packages.

use super::directions::packages;
use jingge_tests::root;
use serde_json::Value;
use std::fs;

/// Packages of the interface with another licence, and why they may stay.
const NPM_EXCEPTIONS: &[(&str, &str, &str)] =
    &[("lightningcss", "MPL-2.0", "a build tool under Vite; nothing of it is in what is built")];

struct Allowed {
    licences: Vec<String>,
    exceptions: Vec<(String, String)>,
}

fn allowed() -> Allowed {
    let text = fs::read_to_string(root().join(".deny.toml")).unwrap();
    let deny: toml::Value = toml::from_str(&text).unwrap();
    let strings = |value: &toml::Value| -> Vec<String> {
        value.as_array().unwrap().iter().map(|v| v.as_str().unwrap().to_string()).collect()
    };
    let exceptions = deny["licenses"]["exceptions"].as_array().unwrap();
    let exceptions = exceptions.iter().flat_map(|e| {
        let name = e["crate"].as_str().unwrap().to_string();
        strings(&e["allow"]).into_iter().map(move |licence| (name.clone(), licence))
    });
    Allowed { licences: strings(&deny["licenses"]["allow"]), exceptions: exceptions.collect() }
}

/// Whether an SPDX expression can be met with licences that `ok` takes. `/` is the old way to write OR.
fn met(expression: &str, ok: &dyn Fn(&str) -> bool) -> bool {
    let expression = expression.trim();
    if let Some(parts) = split(expression, &[" OR ", "/"]) {
        return parts.iter().any(|part| met(part, ok));
    }
    if let Some(parts) = split(expression, &[" AND "]) {
        return parts.iter().all(|part| met(part, ok));
    }
    match expression.strip_prefix('(').and_then(|e| e.strip_suffix(')')) {
        Some(inner) => met(inner, ok),
        None => ok(expression),
    }
}

/// The parts between a separator that stands in no parenthesis; `None` when there is none.
fn split<'a>(expression: &'a str, separators: &[&str]) -> Option<Vec<&'a str>> {
    let (mut parts, mut from, mut depth, mut at) = (Vec::new(), 0, 0, 0);
    while at < expression.len() {
        let rest = &expression[at..];
        match rest.as_bytes()[0] {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if let Some(separator) = separators.iter().find(|s| depth == 0 && rest.starts_with(**s)) {
            parts.push(&expression[from..at]);
            at += separator.len();
            from = at;
        } else {
            at += 1;
        }
    }
    parts.push(&expression[from..]);
    (parts.len() > 1).then_some(parts)
}

#[test]
fn every_crate_may_be_given_away_under_apache_2() {
    let allowed = allowed();
    let mut wrong = Vec::new();
    for package in packages().iter().filter(|p| !p["source"].is_null()) {
        let (name, licence) = (package["name"].as_str().unwrap(), package["license"].as_str().unwrap_or("none"));
        let ok = |l: &str| {
            allowed.licences.iter().any(|a| a == l) || allowed.exceptions.iter().any(|(n, a)| n == name && a == l)
        };
        if !met(licence, &ok) {
            wrong.push(format!("{name}: {licence}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_package_of_the_interface_may_be_given_away_under_apache_2() {
    let allowed = allowed();
    let lock: Value = serde_json::from_str(&fs::read_to_string(root().join("ui/package-lock.json")).unwrap()).unwrap();
    let mut wrong = Vec::new();
    for (path, package) in lock["packages"].as_object().unwrap().iter().filter(|(path, _)| !path.is_empty()) {
        let name = path.rsplit("node_modules/").next().unwrap();
        let licence = package["license"].as_str().unwrap_or("none");
        let excepted = |l: &str| NPM_EXCEPTIONS.iter().any(|(n, a, _)| *a == l && name.starts_with(n));
        if !met(licence, &|l| allowed.licences.iter().any(|a| a == l) || excepted(l)) {
            wrong.push(format!("{name}: {licence}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn licence_expressions_are_read_as_written() {
    let ok = |l: &str| ["MIT", "Apache-2.0", "Unicode-3.0"].contains(&l);
    for (expression, expected) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("MIT/Apache-2.0", true),
        ("MIT AND GPL-3.0", false),
        ("(MIT OR GPL-3.0) AND Unicode-3.0", true),
        ("(GPL-2.0 OR GPL-3.0) AND Unicode-3.0", false),
    ] {
        assert_eq!(met(expression, &ok), expected, "{expression}");
    }
}
