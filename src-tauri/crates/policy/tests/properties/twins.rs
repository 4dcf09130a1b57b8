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
    let mut dice = 1_u64;
    for _ in 0..100 {
        let order: Vec<usize> = (0..14)
            .map(|_| {
                dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (dice >> 33) as usize % 97
            })
            .collect();
        let policy = super::policy_of(&order);
        seen.extend(policy.versions[0].clauses.iter().filter_map(|c| c.rule.as_ref()).map(|rule| rule.doc().kind));
    }
    let missing: Vec<_> = policy::Rule::KINDS.iter().map(|doc| doc.kind).filter(|kind| !seen.contains(kind)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
