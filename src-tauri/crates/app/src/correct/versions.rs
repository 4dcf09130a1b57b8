//! A corrected month's versions: which there are, what each says, and how it came about.

use domain::{CorrectionRecord, Month, Outcome, Problem};

use super::record::paper_key;
use crate::{
    Office,
    view::{MonthVersion, Ripple},
};

impl Office {
    /// The versions of a month, oldest first; one alone when it was never corrected.
    pub fn versions(&self, month: Month) -> Outcome<Vec<MonthVersion>> {
        let record = self.month_record(month)?;
        let mut versions = vec![MonthVersion {
            version: 1,
            on: record.closed_on,
            by: String::new(),
            reason: String::new(),
            corrected: None,
            notice: None,
            ripple: None,
        }];
        let corrections = self.store.corrections()?;
        for (version, of) in self.store.versions(month)? {
            let Some(correction) = corrections.iter().find(|c| c.id == of) else { continue };
            versions.push(MonthVersion {
                version,
                on: Some(correction.on),
                by: correction.by.clone(),
                reason: correction.reason.clone(),
                corrected: Some(correction.month),
                notice: Some(paper_key(correction.id)),
                ripple: Some(self.ripple_of(correction)?),
            });
        }
        Ok(versions)
    }

    /// What followed from a correction, as it was saved, its sentence in the language in use.
    pub(crate) fn ripple_of(&self, correction: &CorrectionRecord) -> Outcome<Ripple> {
        let mut ripple: Ripple = serde_json::from_str(&correction.effects)
            .map_err(|e| Problem::new("correction-unreadable").at(correction.month).with("detail", e))?;
        ripple.text = super::sentence(&ripple, self.words);
        Ok(ripple)
    }

    /// Does `look` while the office shows a month as its version was made; the file stays as it is. Refused for a version
    /// that there isn't.
    pub fn as_of_version<T>(
        &mut self,
        month: Month,
        version: u32,
        look: impl FnOnce(&mut Self) -> Outcome<T>,
    ) -> Outcome<T> {
        let record = self.month_record(month)?;
        if version == record.version {
            return look(self);
        }
        let later: Vec<i64> =
            self.store.versions(month)?.into_iter().filter(|(v, _)| *v > version).map(|(_, c)| c).collect();
        let Some(&first) = later.first().filter(|_| version >= 1) else {
            let problem = Problem::new("version-missing").at(month).with("month", month);
            return Err(problem.with("version", version).with("versions", record.version).into());
        };
        // Everything corrected since, also in other months: an earlier month's carry is of that time too.
        let entries: Vec<i64> =
            self.store.corrections()?.into_iter().filter(|c| c.id >= first).map(|c| c.journal).collect();
        self.store.look_back(&entries, &[month])?;
        self.forget_all();
        let seen = look(self);
        self.store.look_at_now()?;
        self.forget_all();
        seen
    }
}
