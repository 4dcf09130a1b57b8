//! The assessed month, the key of everything that the office does.

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::{fmt, str::FromStr};

/// A calendar month, years 1900 to 9998. Ordered by time; written `2026-05`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ts_rs::TS)]
#[ts(type = "string")]
pub struct Month(i32);

impl Month {
    /// The month `month` (1–12) of `year` (1900–9998).
    pub fn new(year: i32, month: u32) -> Option<Self> {
        ((1900..=9998).contains(&year) && (1..=12).contains(&month)).then(|| Self(year * 12 + month as i32 - 1))
    }

    /// The month that a date lies in.
    pub fn of(date: NaiveDate) -> Self {
        Self(date.year() * 12 + date.month0() as i32)
    }

    /// The calendar year.
    pub fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// 1 to 12.
    pub fn month(self) -> u32 {
        self.0.rem_euclid(12) as u32 + 1
    }

    /// This month moved by `months`, which may be negative.
    pub fn plus(self, months: i32) -> Self {
        Self(self.0 + months)
    }

    /// Months since year 0: differences are distances.
    pub fn index(self) -> i32 {
        self.0
    }

    /// The first day.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year(), self.month(), 1).unwrap_or_default()
    }

    /// The last day.
    pub fn last_day(self) -> NaiveDate {
        self.plus(1).first_day() - Days::new(1)
    }

    /// How many days it has, 28 to 31.
    pub fn days(self) -> u32 {
        self.last_day().day()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

impl FromStr for Month {
    type Err = ();

    /// Reads `2026-05`, and nothing else.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (year, month) = text.split_once('-').ok_or(())?;
        let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(());
        }
        Self::new(year.parse().map_err(|_| ())?, month.parse().map_err(|_| ())?).ok_or(())
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|()| D::Error::custom(format!("no month: {text}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_and_written_as_iso() {
        for text in ["2026-05", "1999-12", "2000-01"] {
            assert_eq!(text.parse::<Month>().map(|m| m.to_string()), Ok(text.to_string()));
        }
        for text in ["2026-13", "2026-5", "2026/05", "26-05", "", "2026-00"] {
            assert!(text.parse::<Month>().is_err(), "{text}");
        }
    }

    #[test]
    fn february_of_a_leap_year_has_29_days() {
        assert_eq!(Month::new(2024, 2).map(Month::days), Some(29));
        assert_eq!(Month::new(2026, 12).map(|m| m.plus(1).to_string()), Some("2027-01".into()));
    }
}
