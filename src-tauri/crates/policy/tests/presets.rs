//! Every preset reads, is written back the same, and holds what its cases say.

#![allow(clippy::panic, reason = "a test stops at the first surprise")]

use std::{fs, path::PathBuf};

use policy::{Carry, PeriodTrace, Policy, judge, read, read_cases, run_case, table, write};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../assets/policies")
}

fn presets() -> Vec<(String, String, Policy)> {
    let mut names: Vec<_> = fs::read_dir(folder()).expect("the presets").map(|e| e.expect("an entry").path()).collect();
    names.sort();
    let names = names.into_iter().filter(|path| path.is_dir());
    names
        .map(|path| {
            let text = fs::read_to_string(path.join("policy.yaml")).expect("a policy file");
            let policy = read(&text).unwrap_or_else(|problems| panic!("{}: {problems:#?}", path.display()));
            (path.file_name().expect("a name").to_string_lossy().into_owned(), text, policy)
        })
        .collect()
}

#[test]
fn a_policy_and_its_written_twin_agree() {
    for (name, _, policy) in presets() {
        let written = write(&policy);
        let mut twin = read(&written).unwrap_or_else(|problems| panic!("{name}: {problems:#?}\n{written}"));
        assert_eq!(write(&twin), written, "{name}");
        let mut original = policy;
        for version in original.versions.iter_mut().chain(&mut twin.versions) {
            version.line = 0;
            version.clauses.iter_mut().for_each(|clause| clause.line = 0);
        }
        assert_eq!(original, twin, "{name}");
    }
}

#[test]
fn every_case_of_every_preset_holds() {
    for (name, _, policy) in presets() {
        assert_eq!(name, policy.id, "the folder is named after the policy");
        let mut count = 0;
        for entry in fs::read_dir(folder().join(&name).join("cases")).expect("cases") {
            let path = entry.expect("an entry").path();
            let file = path.file_name().expect("a name").to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("a case file");
            for case in read_cases(&file, &text).unwrap_or_else(|problems| panic!("{}: {problems:#?}", path.display()))
            {
                let result = run_case(&policy, &case);
                assert!(result.passed(), "{name}: {result:#?}");
                count += 1;
            }
        }
        assert!(count >= 5, "{name} has {count} cases");
    }
}

#[test]
fn every_rule_of_every_preset_is_covered_by_a_case() {
    for (name, _, policy) in presets() {
        let mut cases = Vec::new();
        for entry in fs::read_dir(folder().join(&name).join("cases")).expect("cases") {
            let text = fs::read_to_string(entry.expect("an entry").path()).expect("a case file");
            cases.extend(read_cases("", &text).expect("reads"));
        }
        let articles: Vec<_> = policy::uncovered(&policy, &cases)
            .into_iter()
            .map(|(version, clause)| &policy.versions[version].clauses[clause])
            .map(|clause| format!("{} {}", clause.article, clause.text))
            .collect();
        assert!(articles.is_empty(), "{name}: {articles:#?}");
    }
}

#[test]
fn judging_from_stored_bytes_is_judging_at_once_for_every_preset() {
    for (name, _, policy) in presets() {
        for entry in fs::read_dir(folder().join(&name).join("cases")).expect("cases") {
            let text = fs::read_to_string(entry.expect("an entry").path()).expect("a case file");
            for case in read_cases("", &text).expect("reads") {
                let (mut carry, mut stored) = (Carry::empty(), Vec::new());
                for facts in table(&case.rows(&policy), policy.period).expect("facts").periods {
                    let version = policy.version_at(facts.month).expect("a version");
                    let traces =
                        stored.iter().map(|b: &Vec<u8>| PeriodTrace::from_bytes(b).expect("a trace")).collect();
                    let judged = judge(&policy, version, &carry, &facts);
                    assert_eq!(judge(&policy, version, &Carry::from_periods(traces), &facts), judged, "{name}");
                    stored.push(judged.trace.to_bytes());
                    carry.push(judged.trace, policy.versions[version].window(policy.period));
                }
            }
        }
    }
}
