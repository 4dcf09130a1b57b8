//! The one clock. Everything that needs a date, a time or a new id asks here, so that a day can be given instead.

use chrono::{DateTime, Datelike, Local, NaiveDateTime, NaiveTime};
use domain::Date;
use uuid::{Builder, Uuid};

/// Where today comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock, in its own zone.
    Machine,
    /// A given day and time that does not move by itself; ids count on from `made`.
    Fixed {
        /// The time.
        now: NaiveDateTime,
        /// How many ids were made.
        made: u64,
    },
}

impl Clock {
    /// A clock that stands at nine in the morning of a day.
    pub fn on(day: Date) -> Self {
        Self::Fixed { now: day.and_time(NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default()), made: 0 }
    }

    /// Lets the ids of a fixed clock begin beyond those that a file with so many entries has seen: the same day may be
    /// given again and again.
    pub(crate) fn begin_after(&mut self, entries: u64) {
        // A million ids in one entry is more than any import makes.
        if let Self::Fixed { made, .. } = self {
            *made = (*made).max(entries << 20);
        }
    }

    /// Local civil time.
    pub fn now(&self) -> NaiveDateTime {
        match self {
            #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
            Self::Machine => Local::now().naive_local(),
            Self::Fixed { now, .. } => *now,
        }
    }

    /// Local civil date.
    pub fn today(&self) -> Date {
        self.now().date()
    }

    /// The time as the journal writes it.
    pub fn stamp(&self) -> String {
        self.now().format("%Y-%m-%d %H:%M:%S").to_string()
    }

    /// A new id, version 7: of the machine's time and chance, or counted where the clock is fixed.
    pub fn new_id(&mut self) -> String {
        match self {
            #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
            Self::Machine => Uuid::now_v7().to_string(),
            Self::Fixed { now, made } => {
                *made += 1;
                let mut random = [0_u8; 10];
                random[2..].copy_from_slice(&made.to_be_bytes());
                let millis = DateTime::from_timestamp_millis(now.and_utc().timestamp_millis())
                    .map_or(0, |t| t.timestamp_millis().unsigned_abs());
                Builder::from_unix_timestamp_millis(millis, &random).into_uuid().to_string()
            }
        }
    }

    /// The calendar year of today.
    pub fn year(&self) -> i32 {
        self.today().year()
    }
}
