//! The default policy against a second implementation of it: Python, slow and plain, written from the policy's text
//! alone (`default_policy.py`), over random histories (`histories.py`). Where the two differ, the history is cut down to
//! the smallest that still differs, and shown with both answers.
//!
//! By hand: `python3 tests/independent 17` prints the history of seed 17 and what Python says to it.

mod engine;
mod python;
mod shrink;

use std::{fmt::Write, thread};

use engine::Engine;
use python::Python;
use words::{Lang, Words};

const HISTORIES: u64 = 10_000;
/// So many go through the door of `jingge try` as well, which explains each outcome and takes its time.
const TRIED: u64 = 30;
/// Within so many histories a rule that is read wrongly must be seen.
const SEEN_WITHIN: u64 = 200;
/// So many differences are cut down and shown; one fault makes hundreds.
const SHOWN: usize = 5;

/// A history to which the two say different things.
struct Difference {
    seed: u64,
    table: String,
}

/// The answers of a table without their order: whoever comes first in the list has no advantage of it.
fn in_any_order(said: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = said.lines().collect();
    lines.sort_unstable();
    lines
}

/// Whether the two say different things of a table.
fn differ(engine: &Engine, table: &str, said: &str) -> bool {
    engine.answers(table).map_or(true, |ours| in_any_order(&ours) != in_any_order(said))
}

/// Compares the histories of some seeds, until so many differ.
fn compare(python: &mut Python, engine: &Engine, seeds: impl Iterator<Item = u64>, most: usize) -> Vec<Difference> {
    let differing = seeds.filter_map(|seed| {
        let (table, said) = python.seed(seed);
        differ(engine, &table, &said).then_some(Difference { seed, table })
    });
    differing.take(most).collect()
}

/// The smallest history that still differs, with what both say to it.
fn shown(python: &mut Python, engine: &Engine, difference: &Difference) -> String {
    let table = shrink::smallest(&difference.table, |table| differ(engine, table, &python.table(table)));
    let mut text = format!("seed {}:\n{table}", difference.seed);
    let (ours, theirs) = (engine.answers(&table), python.table(&table));
    match ours {
        Err(problems) => write!(text, "the program refuses it: {problems}").unwrap(),
        Ok(ours) => {
            for line in ours.lines().filter(|line| !theirs.lines().any(|other| other == *line)) {
                writeln!(text, "  program {line}").unwrap();
            }
            for line in theirs.lines().filter(|line| !ours.lines().any(|other| other == *line)) {
                writeln!(text, "  python  {line}").unwrap();
            }
        }
    }
    text
}

#[test]
fn two_implementations_agree_on_ten_thousand_random_histories() {
    let engine = Engine::of_the_default_policy();
    let halves = [0, 1].map(|half| {
        let engine = engine.clone();
        thread::spawn(move || {
            let mut python = Python::start(&[]);
            let seeds = (half..HISTORIES).step_by(2);
            let found = compare(&mut python, &engine, seeds, SHOWN);
            found.iter().map(|difference| shown(&mut python, &engine, difference)).collect::<Vec<_>>()
        })
    });
    let found: Vec<String> = halves.into_iter().flat_map(|half| half.join().unwrap()).collect();
    assert!(found.is_empty(), "the two read the policy differently:\n\n{}", found.join("\n"));
}

/// The columns that `jingge try` answers too.
const IN_TRY: [usize; 11] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13];

#[test]
fn a_table_that_is_tried_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (policy, words) = (engine::default_policy(), Words::new(Lang::ZhCn));
    let mut python = Python::start(&[]);
    for seed in 0..TRIED {
        let (table, said) = python.seed(seed);
        let facts = folder.path().join("facts.csv");
        std::fs::write(&facts, &table).unwrap();
        let tried = app::try_policy(&policy, &facts, words).expect("nothing is wrong with the table");
        let mut expected: Vec<String> = said
            .lines()
            .map(|line| {
                let cells: Vec<&str> = line.split('\t').collect();
                IN_TRY.map(|at| cells[at]).join("\t")
            })
            .collect();
        let mut found: Vec<String> = tried.periods.iter().flat_map(engine::tried).collect();
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected, "seed {seed}:\n{table}");
    }
}

#[test]
fn each_rule_that_is_read_wrongly_is_seen_within_the_first_histories() {
    let engine = Engine::of_the_default_policy();
    let unseen: Vec<String> = python::altered_rules()
        .into_iter()
        .filter(|rule| {
            let mut python = Python::start(&["--altered", rule]);
            compare(&mut python, &engine, 0..SEEN_WITHIN, 1).is_empty()
        })
        .collect();
    assert!(unseen.is_empty(), "nothing in {SEEN_WITHIN} histories shows that these are wrong: {unseen:#?}");
}
