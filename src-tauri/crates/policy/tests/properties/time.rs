//! Month by month and all at once; the derivation and the outcome.

use policy::{Carry, PeriodTrace, explain, judge, reasons_for_all};
use proptest::prelude::*;

use super::{facts, policies, rows, walk};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn closing_month_by_month_from_stored_bytes_is_the_whole_history_at_once(policy in policies(), rows in rows()) {
        let table = facts(&rows);
        let whole = walk(&policy, &table);
        let window = policy.versions[0].window(policy.period);
        let mut stored: Vec<Vec<u8>> = Vec::new();
        for (facts, at_once) in table.periods.iter().zip(&whole) {
            let last = stored.len().saturating_sub(window);
            let traces = stored[last..].iter().map(|b| PeriodTrace::from_bytes(b).expect("a trace")).collect();
            let judged = judge(&policy, 0, &Carry::from_periods(traces), facts);
            prop_assert_eq!(&judged, at_once);
            stored.push(judged.trace.to_bytes());
        }
    }

    #[test]
    fn the_derivation_of_anybody_agrees_with_the_outcome(policy in policies(), rows in rows()) {
        let table = facts(&rows);
        let mut carry = Carry::empty();
        for period in &table.periods {
            let (judged, reasons) = reasons_for_all(&policy, 0, &carry, period);
            prop_assert_eq!(&judge(&policy, 0, &carry, period), &judged);
            if let Some((outcome, reasons)) = judged.outcomes.first().zip(reasons.first()) {
                let why = explain(&policy, 0, &carry, period, outcome.key).expect("known");
                prop_assert_eq!(&why.outcome, outcome);
                prop_assert_eq!(&why.reasons, reasons);
            }
            carry.push(judged.trace, policy.versions[0].window(policy.period));
        }
    }
}
