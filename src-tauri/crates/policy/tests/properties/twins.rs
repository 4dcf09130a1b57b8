//! A policy and its saved and loaded twin.

use policy::{read, write};
use proptest::prelude::*;

use super::{facts, policies, rows, walk};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_policy_and_its_saved_and_loaded_twin_agree(policy in policies(), rows in rows()) {
        let written = write(&policy);
        let twin = read(&written).unwrap_or_else(|problems| panic!("{problems:#?}\n{written}"));
        prop_assert_eq!(&write(&twin), &written);
        let table = facts(&rows);
        prop_assert_eq!(walk(&policy, &table), walk(&twin, &table));
    }
}

#[test]
fn the_clauses_that_policies_are_made_of_cover_every_kind() {
    let mut seen = std::collections::BTreeSet::new();
    for start in 0..160 {
        let order: Vec<usize> = (0..14).map(|at: usize| (start * 31 + at * at * 7 + at * 13) % 97).collect();
        let policy = super::policy_of(&order);
        seen.extend(policy.versions[0].clauses.iter().filter_map(|c| c.rule.as_ref()).map(|rule| rule.doc().kind));
    }
    let missing: Vec<_> = policy::Rule::KINDS.iter().map(|doc| doc.kind).filter(|kind| !seen.contains(kind)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
