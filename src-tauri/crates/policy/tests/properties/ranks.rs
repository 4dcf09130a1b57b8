//! Places.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{facts, policies, rows, walk};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_places_of_those_ranked_together_sum_to_that_of_no_ties(policy in policies(), rows in rows()) {
        let all = policy.versions[0].clauses.iter().any(|c| {
            c.rule.as_ref().is_some_and(|rule| policy::write_rule(rule).contains("kind: rank\nwithin: all"))
        });
        for judged in walk(&policy, &facts(&rows)) {
            let mut groups: BTreeMap<String, Vec<u64>> = BTreeMap::new();
            for outcome in &judged.outcomes {
                let group = if all { String::new() } else { outcome.group.to_string() };
                groups.entry(group).or_default().extend(outcome.rank.map(u64::from));
            }
            for ranks in groups.into_values() {
                let n = ranks.len() as u64;
                // Σ size × (rank + (size − 1) ÷ 2) = n (n + 1) ÷ 2, twice, in whole numbers.
                let sum: u64 = (1..=n).map(|rank| {
                    let size = ranks.iter().filter(|r| **r == rank).count() as u64;
                    size * (2 * rank + size.saturating_sub(1))
                }).sum();
                prop_assert_eq!(sum, n * (n + 1), "{:?}", ranks);
            }
        }
    }

    #[test]
    fn raising_one_mark_never_lowers_ones_own_place(policy in policies(), rows in rows(), at in any::<prop::sample::Index>()) {
        let marks: Vec<usize> = (0..rows.len()).filter(|i| rows[*i].fact == "mark").collect();
        prop_assume!(!marks.is_empty());
        let mark = marks[at.index(marks.len())];
        let mut better = rows.clone();
        let value: u32 = better[mark].value.parse().expect("a mark");
        better[mark].value = (value + 1).to_string();
        let place = |rows: &[policy::FactRow]| {
            let table = facts(rows);
            let key = table.subjects.iter().position(|s| *s == rows[mark].subject).expect("known") as i64;
            let judged = walk(&policy, &table);
            let period = judged.iter().find(|j| j.month.to_string() == rows[mark].month).expect("the month");
            period.outcomes.iter().find(|o| o.key == key).and_then(|o| o.rank)
        };
        let (before, after) = (place(&rows), place(&better));
        prop_assert_eq!(before.is_some(), after.is_some());
        prop_assert!(after <= before, "{:?} → {:?}", before, after);
    }
}
