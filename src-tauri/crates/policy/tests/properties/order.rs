//! The order of the rows changes nothing.

use std::collections::BTreeMap;

use policy::{FactRow, FactsTable, Judged, Outcome};
use proptest::prelude::*;

use super::{facts, policies, rows, walk};

/// The outcomes of each period by name.
fn by_name(table: &FactsTable, judged: Vec<Judged>) -> Vec<BTreeMap<String, Outcome>> {
    let name = |o: &Outcome| table.subjects[usize::try_from(o.key).unwrap_or(0)].clone();
    let period = |j: Judged| j.outcomes.into_iter().map(|o| (name(&o), Outcome { key: 0, ..o })).collect();
    judged.into_iter().map(period).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn permuting_the_rows_of_each_month_changes_nothing(policy in policies(), rows in rows(), seed in any::<u64>()) {
        let mut keyed: Vec<(u64, FactRow)> = rows.iter().cloned().enumerate().map(|(at, row)| {
            ((at as u64 + 1).wrapping_mul(seed | 1).rotate_left(17), row)
        }).collect();
        keyed.sort_by(|(a, one), (b, other)| one.month.cmp(&other.month).then(a.cmp(b)));
        let shuffled: Vec<FactRow> = keyed.into_iter().map(|(_, row)| row).collect();
        let (one, other) = (facts(&rows), facts(&shuffled));
        let judged = walk(&policy, &one);
        prop_assert_eq!(by_name(&one, judged), by_name(&other, walk(&policy, &other)));
    }
}
