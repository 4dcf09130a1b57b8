//! `month`: publish, close, reopen.

use app::Setting;
use domain::Outcome;
use serde_json::json;

use super::work_on;
use crate::{
    args::{MonthLine, Step},
    output::Report,
};

pub fn run(line: &MonthLine, setting: &Setting) -> Outcome<Report> {
    let mut office = work_on(&line.file, setting)?;
    let reason = line.reason.as_deref();
    let changed = match line.step {
        Step::Publish => office.publish(line.month),
        // Offices give the meeting as the reason; both may be said apart.
        Step::Close => office.close(line.month, line.meeting.as_deref().or(reason).unwrap_or_default(), reason),
        Step::Reopen => office.reopen(line.month, reason.unwrap_or_default()),
    }?;
    let state = office.month_head(line.month)?.state;
    Ok(Report::new(json!({ "month": line.month, "state": state, "text": changed.text })).saying(changed.text))
}
