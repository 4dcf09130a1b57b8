//! A closed period as bytes: columns of variable-length numbers, so that a year of 3,087 subjects loads in a millisecond.

use domain::{Date, Month, State};

use crate::{
    outcome::MeasureStatus,
    trace::{NO_SCORE, PeriodTrace, TraceEvent, TraceKind, TraceMeasure},
};

/// Changes whenever the form changes; those that are not known are refused.
const FORM: u8 = 2;
/// The form that knew no grids.
const WITHOUT_GRIDS: u8 = 1;

/// The bytes are no period of this form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotATrace;

const STATES: [State; 4] = [State::Assessed, State::Absent, State::Exempt, State::Uninspected];
/// New kinds are added at the end: stored periods hold the places in this list.
const KINDS: [TraceKind; 10] = [
    TraceKind::Finding,
    TraceKind::Veto,
    TraceKind::Overdue,
    TraceKind::ExternalPlace,
    TraceKind::Streak,
    TraceKind::Recheck,
    TraceKind::Points,
    TraceKind::Chosen,
    TraceKind::NoHonours,
    TraceKind::OverdueBefore,
];
const STATUSES: [MeasureStatus; 6] = [
    MeasureStatus::Proposed,
    MeasureStatus::Confirmed,
    MeasureStatus::CarriedOut,
    MeasureStatus::Waived,
    MeasureStatus::Suspended,
    MeasureStatus::Annulled,
];

impl PeriodTrace {
    /// The period as bytes for the store.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer(Vec::with_capacity(64 + self.keys.len() * 14));
        out.0.push(FORM);
        out.signed(i64::from(self.month.index()));
        out.text(&self.policy);
        out.signed(i64::from(self.version.index()));
        out.list(&self.names, |out, name| out.text(name));
        let mut last = 0_i64;
        out.list(&self.keys, |out, key| {
            out.signed(key.wrapping_sub(last));
            last = *key;
        });
        self.states.iter().for_each(|s| out.plain(STATES.iter().position(|x| x == s).unwrap_or(0) as u64));
        self.groups.iter().for_each(|g| out.plain(u64::from(*g)));
        out.list(&self.grids, |out, g| out.plain(u64::from(*g)));
        self.days.iter().for_each(|d| out.plain(u64::from(*d)));
        self.scores.iter().for_each(|s| out.maybe(*s));
        self.ranks.iter().for_each(|r| out.plain(u64::from(*r)));
        self.grades.iter().for_each(|g| out.plain(u64::from(*g)));
        self.rewards.iter().for_each(|r| out.maybe(*r));
        out.list(&self.events, |out, e| {
            out.plain(u64::from(e.at));
            out.plain(KINDS.iter().position(|k| *k == e.kind).unwrap_or(0) as u64);
            out.plain(u64::from(e.item));
            out.plain(u64::from(e.source));
            out.signed(e.value);
        });
        out.list(&self.measures, |out, m| {
            out.plain(u64::from(m.at));
            out.plain(STATUSES.iter().position(|s| *s == m.status).unwrap_or(0) as u64);
            out.plain(m.done.map_or(0, |d| u64::from(d.to_epoch_days().unsigned_abs()) + 1));
            out.plain(u64::from(m.step));
            out.list(&m.names, |out, name| out.plain(u64::from(*name)));
        });
        out.0
    }

    /// The period from the store's bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotATrace> {
        let mut input = Reader { bytes, at: 0 };
        let form = input.byte()?;
        if form != FORM && form != WITHOUT_GRIDS {
            return Err(NotATrace);
        }
        let month = input.month()?;
        let policy = input.text()?.into();
        let version = input.month()?;
        let names = input.list(|input| Ok(input.text()?.into()))?;
        let mut last = 0_i64;
        let keys = input.list(|input| {
            last = last.wrapping_add(input.signed()?);
            Ok(last)
        })?;
        let n = keys.len();
        let known = |id: u64| (id < names.len() as u64).then_some(id as u16).ok_or(NotATrace);
        let trace = Self {
            states: input.column(n, |i| STATES.get(i.plain()? as usize).copied().ok_or(NotATrace))?,
            groups: input.column(n, |i| known(i.plain()?))?,
            grids: match form {
                WITHOUT_GRIDS => Vec::new(),
                _ => input
                    .list(|i| known(i.plain()?))
                    .and_then(|grids| if grids.is_empty() || grids.len() == n { Ok(grids) } else { Err(NotATrace) })?,
            },
            days: input.column(n, |i| u16::try_from(i.plain()?).map_err(|_| NotATrace))?,
            scores: input.column(n, Reader::maybe)?,
            ranks: input.column(n, |i| u32::try_from(i.plain()?).map_err(|_| NotATrace))?,
            grades: input.column(n, |i| known(i.plain()?))?,
            rewards: input.column(n, Reader::maybe)?,
            events: input.list(|i| {
                Ok(TraceEvent {
                    at: i.position(n)?,
                    kind: KINDS.get(i.plain()? as usize).copied().ok_or(NotATrace)?,
                    item: known(i.plain()?)?,
                    source: known(i.plain()?)?,
                    value: i.signed()?,
                })
            })?,
            measures: input.list(|i| {
                Ok(TraceMeasure {
                    at: i.position(n)?,
                    status: STATUSES.get(i.plain()? as usize).copied().ok_or(NotATrace)?,
                    done: match i.plain()? {
                        0 => None,
                        days => i32::try_from(days - 1).ok().and_then(Date::from_epoch_days),
                    },
                    step: u32::try_from(i.plain()?).map_err(|_| NotATrace)?,
                    names: i.list(|i| known(i.plain()?))?,
                })
            })?,
            month,
            policy,
            version,
            names: names.clone(),
            keys,
        };
        if input.at == bytes.len() { Ok(trace) } else { Err(NotATrace) }
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn plain(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    fn signed(&mut self, value: i64) {
        self.plain(((value << 1) ^ (value >> 63)) as u64);
    }

    /// A value that may be missing: 0 is missing, everything else is moved up by one.
    fn maybe(&mut self, value: i64) {
        if value == NO_SCORE { self.plain(0) } else { self.plain((((value << 1) ^ (value >> 63)) as u64) + 1) }
    }

    fn text(&mut self, text: &str) {
        self.plain(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    fn list<T>(&mut self, items: &[T], mut each: impl FnMut(&mut Self, &T)) {
        self.plain(items.len() as u64);
        items.iter().for_each(|item| each(self, item));
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn byte(&mut self) -> Result<u8, NotATrace> {
        let byte = *self.bytes.get(self.at).ok_or(NotATrace)?;
        self.at += 1;
        Ok(byte)
    }

    #[inline]
    fn plain(&mut self) -> Result<u64, NotATrace> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(NotATrace)
    }

    fn signed(&mut self) -> Result<i64, NotATrace> {
        self.plain().map(unfold)
    }

    fn maybe(&mut self) -> Result<i64, NotATrace> {
        Ok(match self.plain()? {
            0 => NO_SCORE,
            value => unfold(value - 1),
        })
    }

    fn text(&mut self) -> Result<&str, NotATrace> {
        let length = usize::try_from(self.plain()?).map_err(|_| NotATrace)?;
        let end = self.at.checked_add(length).ok_or(NotATrace)?;
        let text = std::str::from_utf8(self.bytes.get(self.at..end).ok_or(NotATrace)?).map_err(|_| NotATrace)?;
        self.at = end;
        Ok(text)
    }

    fn month(&mut self) -> Result<Month, NotATrace> {
        let index = i32::try_from(self.signed()?).map_err(|_| NotATrace)?;
        Month::new(index.div_euclid(12), index.rem_euclid(12) as u32 + 1).ok_or(NotATrace)
    }

    fn position(&mut self, count: usize) -> Result<u32, NotATrace> {
        let at = self.plain()?;
        if at < count as u64 { Ok(at as u32) } else { Err(NotATrace) }
    }

    fn list<T>(&mut self, each: impl FnMut(&mut Self) -> Result<T, NotATrace>) -> Result<Vec<T>, NotATrace> {
        let count = usize::try_from(self.plain()?).map_err(|_| NotATrace)?;
        // Each item takes a byte at least: damaged bytes can't ask for more memory than they are long.
        if count > self.bytes.len() {
            return Err(NotATrace);
        }
        self.column(count, each)
    }

    fn column<T>(
        &mut self,
        count: usize,
        mut each: impl FnMut(&mut Self) -> Result<T, NotATrace>,
    ) -> Result<Vec<T>, NotATrace> {
        let mut out = Vec::with_capacity(count);
        for _ in 0..count {
            out.push(each(self)?);
        }
        Ok(out)
    }
}

fn unfold(value: u64) -> i64 {
    ((value >> 1) as i64) ^ -((value & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> PeriodTrace {
        let month = |m| Month::new(2026, m).expect("a month");
        let mut trace = PeriodTrace::new(month(5), "demo".into(), month(1));
        let grade = trace.intern(&"不合格".into());
        trace.keys = vec![7, -3, i64::MAX, i64::MIN];
        trace.states = vec![State::Assessed, State::Absent, State::Exempt, State::Uninspected];
        trace.groups = vec![0, grade, 0, 0];
        trace.grids = vec![0, grade, 0, 0];
        trace.days = vec![0, 12, 31, 0];
        trace.scores = vec![5999, NO_SCORE, -150, 0];
        trace.ranks = vec![1, 0, 2, 0];
        trace.grades = vec![grade, 0, 0, 0];
        trace.rewards = vec![0, NO_SCORE, 123_456, 0];
        trace.events = vec![TraceEvent { at: 1, kind: TraceKind::Finding, item: grade, source: 0, value: 10_000 }];
        trace.measures = vec![TraceMeasure {
            at: 3,
            status: MeasureStatus::CarriedOut,
            done: Date::from_ymd_opt(2026, 6, 12),
            step: 2,
            names: vec![grade, 0],
        }];
        trace
    }

    #[test]
    fn a_period_comes_back_from_its_bytes() {
        assert_eq!(PeriodTrace::from_bytes(&sample().to_bytes()), Ok(sample()));
    }

    #[test]
    fn a_period_of_the_form_without_grids_comes_back_too() {
        let mut old = sample();
        old.grids = Vec::new();
        let mut bytes = old.to_bytes();
        // The form without grids had no list there: take out its length of nothing, just before the days.
        let days = bytes.windows(4).position(|w| w == [0, 12, 31, 0]).expect("the days");
        assert_eq!(bytes.remove(days - 1), 0);
        bytes[0] = WITHOUT_GRIDS;
        assert_eq!(PeriodTrace::from_bytes(&bytes), Ok(old));
    }

    #[test]
    fn damaged_bytes_are_refused_and_never_read_past() {
        let bytes = sample().to_bytes();
        for cut in 0..bytes.len() {
            assert!(PeriodTrace::from_bytes(&bytes[..cut]).is_err(), "cut at {cut}");
        }
        let mut other = bytes.clone();
        other[0] = 9;
        assert!(PeriodTrace::from_bytes(&other).is_err());
        other = bytes;
        other.push(0);
        assert!(PeriodTrace::from_bytes(&other).is_err());
    }
}
