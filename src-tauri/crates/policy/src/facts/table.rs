//! Facts from the rows of a table with the columns `month, subject, group, fact, item, value, source, date, role`.
//! What can't be taken as it stands is refused with its line, all of it at once.

use std::collections::{BTreeMap, HashMap};

use domain::{Date, Finder, Money, Month, Problem, State, fold_width, parse_scaled};

use super::{
    DecisionKind, Event, EventKind, FAILED, Facts, FactsBuilder, MarkKind, NameId, PASSED, SCALE,
    sheet::{KINDS, Sheet, in_order},
    source::{inspection, kind},
};
use crate::{
    model::Period,
    number::{NotTaken, number},
};

/// One row of the table as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FactRow {
    /// Its line in the file, from 1 with the header.
    pub line: u32,
    /// `YYYY-MM`.
    pub month: String,
    /// Who; empty for a pool.
    pub subject: String,
    /// The ranking group.
    pub group: String,
    /// What kind of fact.
    pub fact: String,
    /// Which indicator, finding, option or state.
    pub item: String,
    /// Decimal text.
    pub value: String,
    /// The inspection, the finder's level, the level that gave the score.
    pub source: String,
    /// `YYYY-MM-DD`; may be empty.
    pub date: String,
    /// The subject's role; may be empty.
    pub role: String,
}

/// The facts of a table, period by period.
#[derive(Debug, Clone, PartialEq)]
pub struct FactsTable {
    /// In order of time.
    pub periods: Vec<Facts>,
    /// The subjects in order of appearance; a subject's key is its position.
    pub subjects: Vec<String>,
}

/// Reads the rows. Months must be in order; those of one period of the scheme come together.
pub fn table(rows: &[FactRow], period: Period) -> Result<FactsTable, Vec<Problem>> {
    let mut reading =
        Reading { period, problems: Vec::new(), subjects: Vec::new(), keys: HashMap::new(), periods: Vec::new() };
    let mut current: Option<Sheet> = None;
    let mut last: Option<Month> = None;
    for row in rows {
        let Ok(month) = row.month.trim().parse::<Month>() else {
            reading.problem(row, "fact-month").args.insert("found".into(), row.month.clone());
            continue;
        };
        if last.is_some_and(|last| month < last) {
            reading.problem(row, "fact-months-out-of-order").args.insert("found".into(), row.month.clone());
            continue;
        }
        last = Some(month);
        let key_month = period.key_month(month);
        if current.as_ref().is_none_or(|sheet| sheet.month != key_month) {
            if let Some(sheet) = current.take() {
                reading.close(sheet);
            }
            current = Some(Sheet::new(key_month));
        }
        if let Some(sheet) = &mut current {
            reading.row(row, sheet);
        }
    }
    if let Some(sheet) = current.take() {
        reading.close(sheet);
    }
    if reading.problems.is_empty() {
        Ok(FactsTable { periods: reading.periods, subjects: reading.subjects })
    } else {
        Err(reading.problems)
    }
}

struct Reading {
    period: Period,
    problems: Vec<Problem>,
    subjects: Vec<String>,
    keys: HashMap<String, i64>,
    periods: Vec<Facts>,
}

impl Reading {
    fn problem(&mut self, row: &FactRow, code: &str) -> &mut Problem {
        let at = self.problems.len();
        self.problems.push(Problem::new(code).at(row.line).with("line", row.line));
        &mut self.problems[at]
    }

    fn complain(&mut self, row: &FactRow, code: &str, found: &str) {
        self.problem(row, code).args.insert("found".into(), found.into());
    }

    fn row(&mut self, row: &FactRow, sheet: &mut Sheet) {
        let fact = row.fact.trim();
        if !KINDS.contains(&fact) {
            let known = KINDS.join(", ");
            self.problem(row, "fact-unknown")
                .args
                .extend([("found".into(), fact.to_string()), ("known".into(), known)]);
            return;
        }
        let subject = row.subject.trim();
        if fact == "pool" {
            if !subject.is_empty() {
                self.complain(row, "fact-pool-subject", subject);
            } else if let Some(fen) = self.fen(row) {
                sheet.pools.push((row.item.trim().into(), row.source.trim().into(), Money(fen)));
            }
            return;
        }
        if subject.is_empty() {
            self.complain(row, "fact-subject-missing", fact);
            return;
        }
        let key = *self.keys.entry(subject.to_string()).or_insert_with(|| {
            self.subjects.push(subject.to_string());
            self.subjects.len() as i64 - 1
        });
        if !sheet.people.contains_key(&key) {
            sheet.order.push(key);
        }
        let person = sheet.people.entry(key).or_default();
        let group = row.group.trim();
        if fact != "days" && !group.is_empty() {
            match &person.group {
                Some((other, line)) if other != group => {
                    let args = [("found", group.to_string()), ("other", other.clone()), ("first", line.to_string())];
                    self.problem(row, "fact-two-groups").args.extend(args.map(|(k, v)| (k.to_string(), v)));
                    return;
                }
                Some(_) => {}
                None => person.group = Some((group.to_string(), row.line)),
            }
        }
        let role = row.role.trim();
        if !role.is_empty() {
            match &person.role {
                Some((other, line)) if other != role => {
                    let args = [("found", role.to_string()), ("other", other.clone()), ("first", line.to_string())];
                    self.problem(row, "fact-two-roles").args.extend(args.map(|(k, v)| (k.to_string(), v)));
                    return;
                }
                Some(_) => {}
                None => person.role = Some((role.to_string(), row.line)),
            }
        }
        self.fact(row, fact, key, sheet);
    }

    fn fact(&mut self, row: &FactRow, fact: &str, key: i64, sheet: &mut Sheet) {
        let (item, source) = (row.item.trim(), row.source.trim());
        match fact {
            "state" => {
                let Some(state) = State::parse(item) else { return self.complain(row, "fact-state", item) };
                let person = sheet.people.entry(key).or_default();
                match person.state {
                    Some((other, line)) => {
                        let args =
                            [("found", item.to_string()), ("other", other.key().into()), ("first", line.to_string())];
                        self.problem(row, "fact-two-states").args.extend(args.map(|(k, v)| (k.to_string(), v)));
                    }
                    None => person.state = Some((state, row.line)),
                }
            }
            "decision" => {
                let Some(kind) = DecisionKind::parse(item) else { return self.complain(row, "fact-decision", item) };
                if kind == DecisionKind::Done && row.date.trim().is_empty() {
                    return self.complain(row, "fact-done-date", item);
                }
                if let (Some(date), Some(value)) = (self.date(row), self.value_or(row, SCALE)) {
                    sheet.events.push((key, EventKind::Decision(kind), String::new(), source.into(), value, date));
                }
            }
            "days" => {
                let Some(days) = self.value(row).filter(|v| *v >= 0 && v % SCALE == 0).map(|v| v / SCALE) else {
                    return self.not_whole(row);
                };
                let days = u32::try_from(days).unwrap_or(u32::MAX);
                let stay = (row.group.trim().to_string(), item.to_string());
                let person = sheet.people.entry(key).or_default();
                match person.days.iter_mut().find(|(other, _)| *other == stay) {
                    Some((_, sum)) => *sum = sum.saturating_add(days),
                    None => person.days.push((stay, days)),
                }
                let (total, most) = (person.most_days(), self.period.days(sheet.month));
                if total > u64::from(most) {
                    let args = [("found", total.to_string()), ("most", most.to_string())];
                    self.problem(row, "fact-days-above").args.extend(args.map(|(k, v)| (k.to_string(), v)));
                }
            }
            "weight" => {
                if let Some(value) = self.not_negative(row) {
                    if self.twice(row, if item.is_empty() { fact } else { item }, source, key, sheet) {
                        return;
                    }
                    if !item.is_empty() {
                        return sheet.events.push((key, EventKind::Weight, item.into(), source.into(), value, None));
                    }
                    sheet.people.entry(key).or_default().weight = Some(value);
                }
            }
            "recheck" => {
                if item != PASSED && item != FAILED {
                    return self.complain(row, "fact-recheck", item);
                }
                if let Some(date) = self.date(row) {
                    sheet.events.push((key, EventKind::Recheck, item.into(), source.into(), SCALE, date));
                }
            }
            "redeem" => {
                if item.is_empty() {
                    return self.complain(row, "fact-item-missing", fact);
                }
                let count = self.value_or(row, SCALE).filter(|v| *v > 0 && v % SCALE == 0);
                match (count, self.date(row)) {
                    (Some(count), Some(date)) => {
                        sheet.events.push((key, EventKind::Redeem, item.into(), source.into(), count, date));
                    }
                    (None, _) => self.not_whole(row),
                    (_, None) => {}
                }
            }
            "mark" | "deduction" | "bonus" => self.mark(row, fact, key, sheet),
            "base" => {
                if let Some(fen) = self.fen(row) {
                    sheet.events.push((key, EventKind::Base, item.into(), source.into(), fen, None));
                }
            }
            _ => {
                let kind = match fact {
                    "score" => EventKind::Score,
                    "external" => EventKind::External,
                    "external-place" => EventKind::ExternalPlace,
                    "vote" => EventKind::Vote,
                    "finding" => EventKind::Finding,
                    "veto" => EventKind::Veto,
                    _ => EventKind::Overdue,
                };
                let must =
                    matches!(kind, EventKind::Score | EventKind::External | EventKind::ExternalPlace | EventKind::Vote);
                let value = if must { self.value(row) } else { self.value_or(row, SCALE) };
                if let (Some(value), Some(date)) = (value, self.date(row)) {
                    let once = matches!(kind, EventKind::Score | EventKind::External | EventKind::ExternalPlace);
                    if once && self.twice(row, if item.is_empty() { fact } else { item }, source, key, sheet) {
                        return;
                    }
                    if !self.fits(row, kind, value) {
                        return;
                    }
                    // A finding without a name is the source's own trigger.
                    let item = if kind == EventKind::Finding && item.is_empty() { "未履职" } else { item };
                    sheet.events.push((key, kind, item.into(), source.into(), value, date));
                }
            }
        }
    }

    fn mark(&mut self, row: &FactRow, fact: &str, key: i64, sheet: &mut Sheet) {
        let item = row.item.trim();
        if item.is_empty() && fact != "bonus" {
            return self.complain(row, "fact-item-missing", fact);
        }
        let kind = match fact {
            "mark" => MarkKind::Earned,
            "deduction" => MarkKind::Lost,
            _ => MarkKind::Bonus,
        };
        let value = if kind == MarkKind::Earned { self.value(row) } else { self.not_negative(row) };
        let Some(value) = value else { return };
        let source = row.source.trim();
        if kind == MarkKind::Bonus {
            return sheet.marks.push((key, kind, item.into(), source.into(), value));
        }
        let Some(source) = inspection(source) else { return self.complain(row, "fact-inspection", source) };
        if kind == MarkKind::Earned && self.twice(row, item, &source, key, sheet) {
            return;
        }
        if self.half_named(row, &source, key, sheet) {
            return;
        }
        sheet.marks.push((key, kind, item.into(), source, value));
    }

    /// A mark that names its kind of inspection beside one that doesn't: two inspections or one, nobody can tell.
    fn half_named(&mut self, row: &FactRow, source: &str, key: i64, sheet: &mut Sheet) -> bool {
        let named = !kind(source).is_empty();
        let (other, line) = *sheet.people.entry(key).or_default().kind_named.get_or_insert((named, row.line));
        if other == named {
            return false;
        }
        self.problem(row, "fact-kind-sometimes").args.insert("first".into(), line.to_string());
        true
    }

    /// A mark or a total that was entered before: neither of the two may win silently.
    fn twice(&mut self, row: &FactRow, item: &str, source: &str, key: i64, sheet: &mut Sheet) -> bool {
        let place = (key, row.fact.trim().to_string(), item.to_string(), source.to_string());
        match sheet.seen.insert(place, row.line) {
            None => false,
            Some(first) => {
                let args = [("found", item.to_string()), ("first", first.to_string())];
                self.problem(row, "fact-twice").args.extend(args.map(|(k, v)| (k.to_string(), v)));
                true
            }
        }
    }

    fn value(&mut self, row: &FactRow) -> Option<i64> {
        match number(&row.value, 4, 100_000_000_000) {
            Ok(value) => return Some(value),
            Err(NotTaken::NoNumber) => self.complain(row, "fact-value", &row.value),
            Err(NotTaken::TooPrecise) => self.complain(row, "fact-too-precise", &row.value),
            Err(NotTaken::TooLarge) => self.complain(row, "fact-too-large", &row.value),
        }
        None
    }

    /// Counts are whole and not negative; a finding is one, by somebody of a known level.
    fn fits(&mut self, row: &FactRow, kind: EventKind, value: i64) -> bool {
        let whole = value >= 0 && value % SCALE == 0;
        match kind {
            EventKind::Vote | EventKind::ExternalPlace | EventKind::Overdue if !whole => self.not_whole(row),
            EventKind::Finding | EventKind::Veto if value != SCALE => self.complain(row, "fact-one", &row.value),
            EventKind::Finding if !row.source.trim().is_empty() && Finder::parse(&row.source).is_none() => {
                let known = Finder::ALL.iter().map(|f| f.zh()).collect::<Vec<_>>().join("、");
                self.problem(row, "fact-finder")
                    .args
                    .extend([("found".to_string(), row.source.trim().to_string()), ("known".to_string(), known)]);
            }
            _ => return true,
        }
        false
    }

    /// A value that may be left out.
    fn value_or(&mut self, row: &FactRow, default: i64) -> Option<i64> {
        if row.value.trim().is_empty() { Some(default) } else { self.value(row) }
    }

    fn not_negative(&mut self, row: &FactRow) -> Option<i64> {
        let value = self.value(row)?;
        if value < 0 {
            self.complain(row, "fact-negative", &row.value);
            return None;
        }
        Some(value)
    }

    fn not_whole(&mut self, row: &FactRow) {
        if self.problems.last().is_none_or(|p| p.place != row.line.to_string()) {
            self.complain(row, "fact-whole", &row.value);
        }
    }

    /// An amount of whole fen, up to ten milliard yuan.
    fn fen(&mut self, row: &FactRow) -> Option<i64> {
        let fen = parse_scaled(fold_width(&row.value).trim(), 0).filter(|fen| (0..=1_000_000_000_000).contains(fen));
        if fen.is_none() {
            self.complain(row, "fact-whole", &row.value);
        }
        fen
    }

    fn date(&mut self, row: &FactRow) -> Option<Option<Date>> {
        let text = row.date.trim();
        if text.is_empty() {
            return Some(None);
        }
        let date = Date::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10);
        if date.is_none() {
            self.complain(row, "fact-date", text);
        }
        date.map(Some)
    }

    /// Everything of one period is known: make its facts.
    fn close(&mut self, sheet: Sheet) {
        let mut builder = FactsBuilder::new(sheet.month, self.period.days(sheet.month));
        let mut place: BTreeMap<i64, usize> = BTreeMap::new();
        // In the order of the names, so that the order of the rows changes nothing.
        let mut order = sheet.order;
        order.sort_by_key(|key| &self.subjects[usize::try_from(*key).unwrap_or(0)]);
        for key in order {
            let Some(person) = sheet.people.get(&key) else { continue };
            let (group, grid) = person.longest();
            let group = builder.name(group.unwrap_or_default());
            let at = builder.subject(key, group);
            place.insert(key, at);
            if !grid.is_empty() {
                let grid = builder.name(grid);
                builder.grid(at, grid);
            }
            if let Some((role, _)) = &person.role {
                let role = builder.name(role);
                builder.role(at, role);
            }
            if let Some((state, _)) = person.state {
                builder.state(at, state);
            }
            if let Some(weight) = person.weight {
                builder.weight(at, weight);
            }
            if let Some(days) = person.days_in_charge(self.period.days(sheet.month)) {
                builder.days(at, days);
            }
        }
        for (key, kind, item, source, value) in sheet.marks {
            let (item, source) = (builder.name(&item), builder.name(&source));
            let at = place[&key];
            match kind {
                MarkKind::Earned => builder.mark(at, item, source, value),
                MarkKind::Lost => builder.deduction(at, item, source, value),
                MarkKind::Bonus => builder.bonus(at, item, source, value),
            }
        }
        let mut events = sheet.events;
        in_order(&mut events);
        for (key, kind, item, source, value, date) in events {
            let item = if item.is_empty() { NameId::NONE } else { builder.name(&item) };
            let source = builder.name(&source);
            builder.event(place[&key], Event { kind, item, source, value, date });
        }
        for (item, source, amount) in sheet.pools {
            builder.pool(&item, &source, amount);
        }
        if builder.is_full() {
            self.problems.push(Problem::new("fact-too-many-names").at(sheet.month).with("found", sheet.month));
        }
        self.periods.push(builder.finish());
    }
}

#[cfg(test)]
mod tests;
