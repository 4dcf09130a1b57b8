//! Appeals (申诉): what was filed against a month's outcomes, by when each is to be answered, and how it was. Filing and
//! answering are decisions of the month; what they change is told by `decide`.

use domain::{Date, Decision, Month, Outcome};
use policy::DecisionKind;

use crate::{
    JudgedMonth, Office,
    view::{AppealRow, AppealSubject, AppealsView, Settings},
    workdays,
};

impl Office {
    /// The month's appeals, and whom one can be filed for.
    pub fn appeals(&mut self, month: Month) -> Outcome<AppealsView> {
        let (record, settings) = (self.month_record(month)?, self.settings()?);
        let (publication_ends, file_by) = deadline(&settings, record.published_on);
        let (mut rows, mut subjects) = (Vec::new(), Vec::new());
        let decisions = self.store.decisions(month)?;
        for scheme in self.schemes_of(month)? {
            let judged = self.judge_scheme(month, scheme.id())?;
            let of_scheme: Vec<_> = decisions.iter().filter(|d| d.scheme == scheme.id()).collect();
            rows.extend(filed(&judged, &of_scheme, &settings, file_by, self.clock.today()));
            subjects.extend((0..judged.posts.len()).filter_map(|i| {
                let subject = judged.posts[i].subject;
                let named = judged.register.named(subject)?;
                let outcome = &judged.judged.outcomes[i];
                let score = outcome.score.map(|s| s.to_string());
                let line = [score, outcome.grade.as_deref().map(str::to_string)];
                Some(AppealSubject {
                    scheme: scheme.id().to_string(),
                    subject,
                    code: named.code.to_string(),
                    initials: named.initials.to_string(),
                    result: line.into_iter().flatten().collect::<Vec<_>>().join(" "),
                    name: named.name,
                })
            }));
        }
        rows.sort_by_key(|row: &AppealRow| row.id);
        let open = u32::try_from(rows.iter().filter(|r| r.decision.is_none()).count()).unwrap_or(u32::MAX);
        Ok(AppealsView { month, state: record.state, publication_ends, file_by, rows, open, subjects })
    }
}

/// The last day of publication, and the last to file an appeal.
pub(crate) fn deadline(settings: &Settings, published_on: Option<Date>) -> (Option<Date>, Option<Date>) {
    let ends = published_on.map(|on| workdays::after(settings, on, settings.publication_days));
    (ends, ends.map(|ends| workdays::after(settings, ends, settings.appeal_file_days)))
}

/// Each appeal with the answer that followed it.
fn filed(
    judged: &JudgedMonth,
    decisions: &[&Decision],
    settings: &Settings,
    file_by: Option<Date>,
    today: Date,
) -> Vec<AppealRow> {
    let kind = |d: &Decision| DecisionKind::parse(&d.decision);
    let appeals = decisions.iter().enumerate().filter(|(_, d)| kind(d) == Some(DecisionKind::Appeal));
    appeals
        .filter_map(|(at, appeal)| {
            let i = judged.position(appeal.subject)?;
            let (named, outcome) = (judged.register.named(appeal.subject)?, &judged.judged.outcomes[i]);
            let answer = decisions[at + 1..].iter().find(|d| {
                d.subject == appeal.subject && matches!(kind(d), Some(DecisionKind::Keep | DecisionKind::Annul))
            });
            let answer_by = workdays::after(settings, appeal.on, settings.appeal_answer_days);
            let measures = outcome.ladders.iter().flat_map(|l| l.measures.iter()).map(ToString::to_string);
            Some(AppealRow {
                id: appeal.id,
                scheme: appeal.scheme.clone(),
                subject: appeal.subject,
                code: named.code.to_string(),
                name: named.name.clone(),
                village: Some(judged.village_name(i)).filter(|v| !v.is_empty()),
                filed_on: appeal.on,
                filed_by: appeal.by.clone(),
                claim: appeal.reason.clone(),
                late: file_by.is_some_and(|by| appeal.on > by),
                late_reason: appeal.said.clone(),
                answer_by,
                overdue: answer.is_none() && today > answer_by,
                decision: answer.map(|d| d.decision.clone()),
                decided_on: answer.map(|d| d.on),
                decided_by: answer.map(|d| d.by.clone()).unwrap_or_default(),
                decided_why: answer.map(|d| d.reason.clone()).unwrap_or_default(),
                measures: measures.collect(),
                score: outcome.score,
                grade: outcome.grade.as_deref().map(str::to_string),
                reward_fen: outcome.reward,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use domain::SubjectId;

    use super::*;
    use crate::{
        testing::{day, may, small_office, type_total},
        view::DecisionForm,
    };

    /// May published on Saturday 20 June 2026; 王五 has failed.
    fn published() -> Office {
        let mut office = small_office();
        for (person, total) in (1..).zip([95, 90, 55, 80]) {
            type_total(&mut office, may(), person, total);
        }
        office.publish(may()).unwrap();
        office
    }

    fn decision(kind: &str, on: &str) -> DecisionForm {
        DecisionForm {
            month: may(),
            scheme: None,
            person: SubjectId(3),
            decision: kind.into(),
            by: "王五".into(),
            on: day(on),
            reason: "垃圾池不在我的网格".into(),
            said: String::new(),
            own_words: String::new(),
            handed_over: None,
        }
    }

    #[test]
    fn the_last_days_are_counted_in_working_days_with_the_offices_own_holidays() {
        let check = |holidays: &[&str], expected: (&str, &str)| {
            let settings = Settings { holidays: holidays.iter().map(|d| day(d)).collect(), ..Settings::fresh() };
            let found = deadline(&settings, Some(day("2026-06-19")));
            assert_eq!(found, (Some(day(expected.0)), Some(day(expected.1))), "{holidays:?}");
        };
        check(&[], ("2026-06-26", "2026-07-01"));
        check(&["2026-06-22", "2026-06-29"], ("2026-06-30", "2026-07-03"));
        assert_eq!(deadline(&Settings::fresh(), None), (None, None));
    }

    #[test]
    fn an_appeal_waits_with_its_last_day_and_is_told_with_its_answer() {
        let mut office = published();
        let view = office.appeals(may()).unwrap();
        assert_eq!((view.rows.len(), view.open, view.subjects.len()), (0, 0, 4));
        assert_eq!((view.publication_ends, view.file_by), (Some(day("2026-06-26")), Some(day("2026-07-01"))));
        office.decide(&decision("appeal", "2026-06-23")).unwrap();
        let view = office.appeals(may()).unwrap();
        let row = &view.rows[0];
        assert_eq!(
            (row.name.as_str(), row.answer_by, row.late, row.overdue),
            ("王五", day("2026-06-30"), false, false)
        );
        assert_eq!(
            (row.claim.as_str(), row.measures.join("、"), view.open),
            ("垃圾池不在我的网格", "批评指正".into(), 1)
        );
        office.decide(&decision("annul", "2026-06-25")).unwrap();
        let view = office.appeals(may()).unwrap();
        assert_eq!((view.rows[0].decision.as_deref(), view.open), (Some("annul"), 0));
    }

    #[test]
    fn a_late_appeal_is_told_and_one_that_is_not_answered_in_time_is_overdue() {
        let mut office = published();
        office.decide(&DecisionForm { said: "住院".into(), ..decision("appeal", "2026-07-02") }).unwrap();
        office.clock = crate::Clock::on(day("2026-07-09"));
        let row = office.appeals(may()).unwrap().rows.remove(0);
        assert_eq!((row.late, row.late_reason.as_str(), row.answer_by), (true, "住院", day("2026-07-09")));
        assert!(!row.overdue, "the last day is still in time");
        office.clock = crate::Clock::on(day("2026-07-10"));
        assert!(office.appeals(may()).unwrap().rows[0].overdue);
    }
}
