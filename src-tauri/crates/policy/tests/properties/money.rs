//! Money that is shared out is all of it, and no more.

use policy::{FactRow, Judged, read};
use proptest::prelude::*;

use super::{facts, walk};

/// A month of subjects with a score, households and a base, and a pool.
fn judged(rule: &str, people: &[(u16, u8, u32)], pool: u32) -> Judged {
    let text = format!(
        "id: any\ntitle: 试\nsubject: worker\nperiod: month\nversions:\n  - from: 2020-01\n    clauses:\n      - {{ document: 办法, article: 第一条, text: 试, rule: {rule} }}\n"
    );
    let policy = read(&text).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let row = |subject: &str, fact: &str, value: String| FactRow {
        month: "2026-05".into(),
        subject: subject.into(),
        fact: fact.into(),
        value,
        ..FactRow::default()
    };
    let mut rows = vec![row("", "pool", pool.to_string())];
    for (at, (score, households, base)) in people.iter().enumerate() {
        let name = format!("村{at}");
        rows.push(row(&name, "score", (60 + score % 40).to_string()));
        rows.push(row(&name, "weight", households.to_string()));
        rows.push(row(&name, "base", base.to_string()));
    }
    walk(&policy, &facts(&rows)).remove(0)
}

fn people() -> impl Strategy<Value = Vec<(u16, u8, u32)>> {
    prop::collection::vec((0_u16..40, 1_u8..60, 0_u32..9_000_000), 1..25)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_taken_and_what_is_given_sum_to_nothing(people in people()) {
        let rule = "{ kind: reward-percent, take: [{ place: 1, percent: 20 }, { place: 2, percent: 7.5 }, { place: 3, percent: 5 }], give: [{ place: 1, percent: 50 }, { place: 2, percent: 30 }, { place: 3, percent: 20 }], give-of: taken }";
        let judged = judged(rule, &people, 0);
        let given: i64 = judged.outcomes.iter().filter_map(|o| o.reward).map(|m| m.0).sum();
        let taken: i64 = judged.outcomes.iter().map(|o| o.deduction.0).sum();
        // Where nobody holds one of the places its part stays, and a flag names it.
        let flagged = judged.flags.iter().any(|f| f.code == "zero-sum-unbalanced");
        prop_assert_eq!(given == taken, !flagged);
        if people.len() >= 6 {
            prop_assert!(!flagged);
        }
    }

    #[test]
    fn a_pool_gives_exactly_what_was_received(people in people(), pool in 1_u32..100_000_000, by in 0_usize..3) {
        let rule = format!("{{ kind: reward-pool, by: {} }}", ["equal", "score", "weight"][by]);
        let judged = judged(&rule, &people, pool);
        let given: i64 = judged.outcomes.iter().filter_map(|o| o.reward).map(|m| m.0).sum();
        prop_assert_eq!(given, i64::from(pool));
        prop_assert!(!judged.flags.iter().any(|f| f.code == "pool-left-over"));
    }

    #[test]
    fn a_cap_that_scales_gives_exactly_the_cap(people in people(), total in 1_u32..1000) {
        let rule = "{ kind: reward-by-base, out-of: 100 }";
        let capped = format!("{rule} }}\n      - {{ document: 办法, article: 第二条, text: 试, rule: {{ kind: reward-cap, total: {total}, over: scale }}");
        let judged_free = judged(rule, &people, 0);
        let judged_capped = judged(&capped, &people, 0);
        let sum = |j: &Judged| j.outcomes.iter().filter_map(|o| o.reward).map(|m| m.0).sum::<i64>();
        prop_assert_eq!(sum(&judged_capped), sum(&judged_free).min(i64::from(total) * 100));
    }
}
