//! A draft tried on the last twelve months of 3,087 workers: what one waits for in the window.

use super::{Figure, best, timed, years};

pub fn measure() -> Vec<Figure> {
    let mut office = years::open();
    let text =
        years::policy_text().replace("优秀: { from: 90 }", "优秀: { from: 88 }").replace("below: 90", "below: 88");
    let draft = policy::read(&text).unwrap();
    let mut changed = 0;
    let ours = best(5, || {
        timed(|| {
            let tried = office.what_if_under(&draft, years::last().plus(-11), None, false, &mut |_, _| true).unwrap();
            changed = tried.months.iter().map(|m| m.changed.len()).sum();
            assert_eq!(tried.months.len(), 12);
        })
    });
    assert!(changed > 0, "the draft changes somebody's outcome");
    let what = format!("a draft tried on twelve months of 3,087 workers ({changed} outcomes differ)");
    vec![Figure::within(what, ours.as_secs_f64(), 1.0, "s")]
}
