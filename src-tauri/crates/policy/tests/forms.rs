//! Every rule that the program can read fits the form of its kind: nothing in it has no field.

#![allow(clippy::panic, reason = "a test stops at the first surprise")]

use std::{fs, path::PathBuf};

use policy::{Entered, Field, Rule, Shape, Tree, ValueForm, expectation_form, fact_form, form_of, parse_tree};

fn fits(shape: &Shape, tree: &Tree, at: &str) {
    match (shape, tree) {
        (Shape::Value(value), Tree::Text(text)) => value_fits(value, text, at),
        // One text stands for a list of one.
        (Shape::List(item), Tree::Text(_)) => fits(item, tree, at),
        (Shape::List(item), Tree::List(items)) => items.iter().for_each(|tree| fits(item, tree, at)),
        (Shape::Map(item), Tree::Map(entries)) => entries.iter().for_each(|(_, tree)| fits(item, tree, at)),
        (Shape::Group(fields), Tree::Map(_)) | (Shape::Either(_, fields), Tree::Map(_)) => fit(fields, tree, at),
        (Shape::Either(value, _), Tree::Text(text)) => value_fits(value, text, at),
        _ => panic!("{at}: {shape:?} is not for {tree:?}"),
    }
}

fn value_fits(value: &ValueForm, text: &str, at: &str) {
    let fits = match value.entry {
        _ if value.choices.contains(&text) => true,
        Entered::Number => text.parse::<f64>().is_ok(),
        Entered::Whole => text.parse::<u32>().is_ok(),
        Entered::Month => text.parse::<domain::Month>().is_ok(),
        Entered::Text => true,
        Entered::Choice => false,
    };
    assert!(fits, "{at}: {text} is not for {value:?}");
}

fn fit(fields: &[Field], tree: &Tree, at: &str) {
    let Tree::Map(entries) = tree else { panic!("{at}: a mapping, not {tree:?}") };
    for (key, value) in entries.iter().filter(|(key, _)| key != "kind") {
        let at = format!("{at} {key}");
        let field = fields.iter().find(|f| f.key == *key).unwrap_or_else(|| panic!("{at}: no field"));
        fits(&field.shape, value, &at);
    }
    for field in fields.iter().filter(|f| f.required) {
        assert!(tree.get(&field.key).is_some(), "{at}: {} must be there, and the rule reads without it", field.key);
    }
}

fn check(rule: &str) {
    let tree = parse_tree(rule).expect("a rule");
    let kind = tree.get("kind").and_then(Tree::text).expect("a kind").to_string();
    fit(&form_of(&kind).expect("a form"), &tree, &kind);
}

#[test]
fn the_example_of_every_kind_fits_its_form() {
    for doc in Rule::KINDS {
        check(doc.example);
    }
}

#[test]
fn every_rule_of_every_preset_fits_its_form() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../assets/policies");
    let mut rules = 0;
    for preset in fs::read_dir(root).expect("presets").flatten() {
        let Ok(text) = fs::read_to_string(preset.path().join("policy.yaml")) else { continue };
        let policy = policy::read(&text).expect("reads");
        for rule in policy.versions.iter().flat_map(|v| &v.clauses).filter_map(|c| c.rule.as_ref()) {
            check(&policy::write_rule(rule));
            rules += 1;
        }
    }
    assert!(rules > 40);
}

#[test]
fn every_case_of_every_preset_fits_the_forms_of_facts_and_expectations() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../assets/policies");
    let mut cases = 0;
    for preset in fs::read_dir(root).expect("presets").flatten() {
        let Ok(files) = fs::read_dir(preset.path().join("cases")) else { continue };
        for file in files.flatten() {
            let tree = parse_tree(&fs::read_to_string(file.path()).expect("a case file")).expect("reads");
            for case in tree.items() {
                let at = case.get("case").and_then(Tree::text).expect("a sentence");
                let rows = |key: &str| case.get(key).map(Tree::items).unwrap_or_default().to_vec();
                rows("facts").iter().for_each(|row| fit(&fact_form(), row, at));
                rows("expect").iter().for_each(|row| fit(&expectation_form(), row, at));
                cases += 1;
            }
        }
    }
    assert!(cases > 50);
}
