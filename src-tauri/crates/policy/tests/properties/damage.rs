//! Damaged input is refused or judged; nothing panics.

use policy::{FILE_EXAMPLE, FactRow, Period, read, table};
use proptest::prelude::*;

use super::{policies, rows, walk};

const NONSENSE: &[&str] = &[
    "",
    "-1",
    "1e3",
    "58.005",
    "99999999999999999999",
    "100000000000",
    "２．５",
    "夏",
    "2026-13",
    "2026-02-30",
    "any",
    "none",
    "/",
    "@",
    "集中检查/@",
    "\u{feff}",
    "NaN",
    "0.00001",
    "-0",
    "县级",
];

fn damage(row: &mut FactRow, cell: u8, with: &str) {
    let cells = [
        &mut row.month,
        &mut row.subject,
        &mut row.group,
        &mut row.fact,
        &mut row.item,
        &mut row.value,
        &mut row.source,
        &mut row.date,
        &mut row.role,
    ];
    if let Some(text) = cells.into_iter().nth(usize::from(cell) % 9) {
        *text = with.to_string();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_damaged_table_is_refused_or_judged(
        policy in policies(),
        rows in rows(),
        hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), any::<prop::sample::Index>()), 1..6),
    ) {
        let mut rows = rows;
        for (row, cell, with) in hits {
            let at = row.index(rows.len());
            damage(&mut rows[at], cell, NONSENSE[with.index(NONSENSE.len())]);
        }
        match table(&rows, Period::Month) {
            Ok(table) => prop_assert_eq!(walk(&policy, &table).len(), table.periods.len()),
            Err(problems) => prop_assert!(problems.iter().all(|p| !p.code.is_empty() && !p.place.is_empty())),
        }
    }

    #[test]
    fn a_damaged_policy_file_is_refused_with_a_line_or_read(cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..9, ".{0,3}"), 1..4)) {
        let mut text: Vec<char> = FILE_EXAMPLE.chars().collect();
        for (at, length, with) in cuts {
            let at = at.index(text.len());
            let end = (at + length).min(text.len());
            text.splice(at..end, with.chars());
            prop_assume!(!text.is_empty());
        }
        if let Err(problems) = read(&text.into_iter().collect::<String>()) {
            prop_assert!(!problems.is_empty());
            prop_assert!(problems.iter().all(|p| p.line > 0), "{:?}", problems);
        }
    }
}
