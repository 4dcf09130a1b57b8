//! The last inspection of the open month is entered twice from the same paper; two cells were read differently.

use domain::{MarkValue, Outcome, Score};
use store::Second;

use super::{chance::Chance, problems::Given, story::Story};
use crate::office::{Deed, topic};

/// Cells that the second reading has otherwise.
const DIFFERENCES: usize = 2;
/// By how much: half a point.
const STEP: i64 = 50;

pub(super) fn enter(story: &mut Story<'_>, at: usize, given: &[Given]) -> Outcome<()> {
    let month = story.month(at);
    let Some(inspection) = story.office.store.inspections(month)?.last().map(|i| i.id) else { return Ok(()) };
    let mut rows: Vec<Given> = given.iter().filter(|g| g.0 == inspection).cloned().collect();
    let mut chance = Chance::new(story.seed, 7000);
    let mut left = DIFFERENCES;
    // So many tries at most: in the smallest towns nobody is marked yet.
    for _ in 0..40 {
        let (Some(row), false) = (rows.get(chance.below(rows.len())), left == 0) else { break };
        let column = chance.below(row.2.len());
        let other = match row.2[column] {
            Some(MarkValue::Earned(score)) if score.0 >= 2 * STEP => MarkValue::Earned(Score(score.0 - STEP)),
            Some(MarkValue::Lost(score)) if score.0 >= 2 * STEP => MarkValue::Lost(Score(score.0 - STEP)),
            _ => continue,
        };
        let worker = row.1;
        if let Some(row) = rows.iter_mut().find(|r| r.1 == worker) {
            row.2[column] = Some(other);
            left -= 1;
        }
    }
    let standings = story.office.store.standings(month)?;
    let indicators = story.office.store.indicators()?;
    let views = &story.sheet.views;
    let ids: Vec<_> =
        views.iter().map(|v| indicators.iter().find(|(_, name)| *name == v.name).map(|(id, _)| *id)).collect();
    let town = &story.town;
    let deed = Deed::new("demo-second", &[topic::MONTH]).with("month", month).with("count", rows.len()).for_good();
    story.office.write(deed, |tx| {
        for (_, worker, marks) in &rows {
            let subject = town.workers[*worker].id.into();
            for (id, mark) in ids.iter().zip(marks) {
                if let (Some(id), Some(mark)) = (id, mark) {
                    tx.put_second_mark(inspection, subject, *id, Some(Second::Mark(*mark)))?;
                }
            }
        }
        for standing in &standings {
            for id in ids.iter().flatten() {
                tx.put_second_mark(inspection, standing.subject, *id, Some(Second::State(standing.state)))?;
            }
        }
        Ok(())
    })?;
    Ok(())
}
