//! Working days: weekends off, but for what the office's own table of holidays and 调休 days says.

use chrono::{Datelike, Days, Weekday};
use domain::Date;

use crate::view::Settings;

/// Whether a day is worked.
pub(crate) fn worked(settings: &Settings, day: Date) -> bool {
    if settings.workdays.contains(&day) {
        return true;
    }
    !settings.holidays.contains(&day) && !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The last of `count` working days that begin after `from`.
pub(crate) fn after(settings: &Settings, from: Date, count: u32) -> Date {
    let mut day = from;
    let mut left = count;
    while left > 0 {
        day = day + Days::new(1);
        left -= u32::from(worked(settings, day));
    }
    day
}

/// How many working days lie after `from` up to `to`, that day included; negative when `to` is before `from`.
pub(crate) fn between(settings: &Settings, from: Date, to: Date) -> i32 {
    let (first, last, sign) = if from <= to { (from, to, 1) } else { (to, from, -1) };
    let days = first.iter_days().skip(1).take_while(|day| *day <= last);
    sign * i32::try_from(days.filter(|day| worked(settings, *day)).count()).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        let mut settings = Settings::fresh();
        settings.holidays = ["2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"].map(day).to_vec();
        settings.workdays = vec![day("2026-10-10")];
        settings
    }

    fn check(from: &str, count: u32, expected: &str) {
        assert_eq!(after(&settings(), day(from), count), day(expected), "{from} + {count}");
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn weekends_and_holidays_do_not_count_and_shifted_days_do() {
        check("2026-06-26", 5, "2026-07-03");
        check("2026-09-30", 1, "2026-10-08");
        check("2026-10-08", 2, "2026-10-10");
    }
    fn check_between(from: &str, to: &str, expected: i32) {
        assert_eq!(between(&settings(), day(from), day(to)), expected, "{from} … {to}");
    }

    #[test]
    fn days_left_and_days_over_leave_out_weekends_and_holidays() {
        check_between("2026-06-26", "2026-06-26", 0);
        check_between("2026-06-26", "2026-07-03", 5);
        check_between("2026-07-03", "2026-06-26", -5);
        check_between("2026-06-27", "2026-06-26", 0);
        check_between("2026-09-30", "2026-10-10", 3);
    }
}
