//! What a closed period leaves for later ones: facts and results, no counts. Each version of a policy derives its own
//! counts from it, so that a new version can be tried on the past and a corrected month changes only what follows.

use std::sync::Arc;

use domain::{Date, Month, State};

use crate::outcome::{MeasureStatus, Name};

/// One closed period, column by column; position `i` of each column is the same subject.
#[derive(Debug, Clone, PartialEq)]
pub struct PeriodTrace {
    /// The period, by its last month.
    pub month: Month,
    /// The scheme's id.
    pub policy: Name,
    /// The first month of the version that judged it.
    pub version: Month,
    /// Texts that the columns number: groups, grades, findings, levels, measures. The first is empty.
    pub names: Vec<Name>,
    /// The subjects' keys.
    pub keys: Vec<i64>,
    /// Assessed or why not.
    pub states: Vec<State>,
    /// Ranking groups.
    pub groups: Vec<u16>,
    /// Grids in charge of for most of the period; empty where no subject has one.
    pub grids: Vec<u16>,
    /// Days in charge; 0 for the whole period, [`NO_DAYS`] for none.
    pub days: Vec<u16>,
    /// Hundredths; [`NO_SCORE`] for none.
    pub scores: Vec<i64>,
    /// Places; 0 for none.
    pub ranks: Vec<u32>,
    /// Grades; 0 for none.
    pub grades: Vec<u16>,
    /// Rewards in fen; [`NO_SCORE`] for none.
    pub rewards: Vec<i64>,
    /// Rarer things that happened, by subject.
    pub events: Vec<TraceEvent>,
    /// What was proposed and decided, by subject.
    pub measures: Vec<TraceMeasure>,
}

/// Stands for no score and no reward in a column.
pub const NO_SCORE: i64 = i64::MIN;

/// Stands for no day in charge in the column of days, where 0 is the whole period.
pub const NO_DAYS: u16 = u16::MAX;

/// A rarer thing that happened in a closed period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TraceEvent {
    /// The subject's position.
    pub at: u32,
    /// What it was.
    pub kind: TraceKind,
    /// Which finding, or what the bonus was for.
    pub item: u16,
    /// The finder's level.
    pub source: u16,
    /// Ten-thousandths: how many, how much.
    pub value: i64,
}

/// The kinds of events that later periods may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum TraceKind {
    /// A signed finding.
    Finding,
    /// 一票否决.
    Veto,
    /// A rectification past its time.
    Overdue,
    /// k-th from the bottom at a higher level.
    ExternalPlace,
    /// A reward for a streak was given; the item is its article.
    Streak,
    /// A recheck; the item says whether it was passed.
    Recheck,
    /// Points earned, less those redeemed.
    Points,
    /// A meeting took it out of a tie; the source is the article, empty for every tie.
    Chosen,
    /// A step that stands takes it out of the year's 评优.
    NoHonours,
    /// A rectification past its time that was found before the period, and paid for in it.
    OverdueBefore,
}

/// A measure of a closed period and what was decided about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceMeasure {
    /// The subject's position.
    pub at: u32,
    /// Where it stood at the close.
    pub status: MeasureStatus,
    /// When it was carried out.
    pub done: Option<Date>,
    /// The step, from 1; 0 where no ladder gave one.
    pub step: u32,
    /// The measures' names.
    pub names: Vec<u16>,
}

/// The closed periods that a judgement may look back on, the oldest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Carry {
    periods: Vec<Arc<PeriodTrace>>,
}

impl Carry {
    /// Nothing before.
    pub fn empty() -> Self {
        Self::default()
    }

    /// From closed periods in any order.
    pub fn from_periods(mut periods: Vec<PeriodTrace>) -> Self {
        periods.sort_by_key(|p| p.month);
        Self { periods: periods.into_iter().map(Arc::new).collect() }
    }

    /// The periods, the oldest first.
    pub fn periods(&self) -> &[Arc<PeriodTrace>] {
        &self.periods
    }

    /// Adds the period just judged and forgets what is older than `window` periods.
    pub fn push(&mut self, period: PeriodTrace, window: usize) {
        self.periods.push(Arc::new(period));
        let extra = self.periods.len().saturating_sub(window);
        self.periods.drain(..extra);
    }

    /// The same with one period replaced, to ask what would have been.
    #[must_use]
    pub fn with_period(&self, index: usize, period: PeriodTrace) -> Self {
        let mut periods = self.periods.clone();
        if let Some(place) = periods.get_mut(index) {
            *place = Arc::new(period);
        }
        Self { periods }
    }
}

impl PeriodTrace {
    /// A period without subjects.
    pub fn new(month: Month, policy: Name, version: Month) -> Self {
        Self {
            month,
            policy,
            version,
            names: vec!["".into()],
            keys: Vec::new(),
            states: Vec::new(),
            groups: Vec::new(),
            grids: Vec::new(),
            days: Vec::new(),
            scores: Vec::new(),
            ranks: Vec::new(),
            grades: Vec::new(),
            rewards: Vec::new(),
            events: Vec::new(),
            measures: Vec::new(),
        }
    }

    /// The days in charge of a subject; `None` for the whole period.
    pub fn days_of(&self, at: usize) -> Option<u32> {
        match self.days[at] {
            0 => None,
            NO_DAYS => Some(0),
            days => Some(u32::from(days)),
        }
    }

    /// The position of a key, looked for from `hint` outwards: subjects keep nearly the same place from month to month.
    pub fn position(&self, key: i64, hint: usize) -> Option<usize> {
        let count = self.keys.len();
        let start = hint.min(count.checked_sub(1)?);
        (0..count.max(1)).find_map(|away| {
            let up = start + away;
            if self.keys.get(up) == Some(&key) {
                return Some(up);
            }
            start.checked_sub(away).filter(|down| self.keys[*down] == key)
        })
    }

    /// The number of a text, adding it if it is new.
    pub fn intern(&mut self, text: &Name) -> u16 {
        // What is asked for again and again, grades and measures, came last.
        if let Some(at) = self.names.iter().rposition(|n| n == text) {
            return at as u16;
        }
        self.names.push(text.clone());
        (self.names.len() - 1) as u16
    }

    /// The grid of a subject, empty where none is named.
    pub fn grid(&self, at: usize) -> &Name {
        &self.names[self.grids.get(at).map_or(0, |id| usize::from(*id))]
    }

    /// The number of a text, if the period knows it.
    pub fn find(&self, text: &str) -> Option<u16> {
        self.names.iter().rposition(|n| &**n == text).map(|at| at as u16)
    }
}
