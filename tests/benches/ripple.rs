//! What follows from one corrected mark, found out before it is saved: the cost must grow with what changes, not with
//! the months that lie behind.

use super::{Figure, best, timed, years};
use app::{Office, view};
use domain::{Month, PersonId};
use std::time::Duration;

/// Months of history.
const HISTORIES: [i32; 4] = [12, 24, 60, 120];

pub fn measure() -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut offices: Vec<Office> = HISTORIES.iter().map(|months| years::open_to_write(*months)).collect();
    for (back, what) in [(0, "in the last month"), (3, "three months back")] {
        let month = years::last().plus(-back);
        let costs: Vec<(u32, Duration)> = offices.iter_mut().map(|office| cost(office, month)).collect();
        println!("      a corrected mark {what}: months of history, months judged again, ms");
        for (months, (judged, taken)) in HISTORIES.iter().zip(&costs) {
            println!("      {months:5} {judged:5} {:9.1}", taken.as_secs_f64() * 1e3);
        }
        let ((fewest, short), (most, long)) = (costs[0], costs[HISTORIES.len() - 1]);
        assert_eq!(fewest, most, "as many months are judged again whatever lies behind");
        figures.push(Figure::ratio(format!("a corrected mark {what} after 120 months; after 12"), long, short, 1.5));
    }
    figures
}

/// How many months are judged again for one mark, and how long it takes.
fn cost(office: &mut Office, month: Month) -> (u32, Duration) {
    let form = view::CorrectionForm {
        month,
        scheme: None,
        by: String::new(),
        reason: String::new(),
        changes: vec![view::CorrectionChange {
            line: 1,
            subject: Some(PersonId(7).into()),
            fact: "mark".into(),
            item: years::SHEET[0].0.into(),
            value: "0".into(),
            source: "集中检查/1".into(),
            date: None,
            until: None,
            who: String::new(),
            document: String::new(),
            note: String::new(),
        }],
    };
    let mut judged = 0;
    let taken = best(5, || timed(|| judged = office.preview_correction(&form).unwrap().judged));
    (judged, taken)
}
