//! A correction's rows against what the closed month holds: what each would write, or what is wrong with it, all at
//! once.

use std::collections::HashMap;

use domain::{
    Assignment, Date, Decision, Fault, Finder, Finding, GridId, MarkValue, Money, Month, MonthRecord, OtherFact,
    Outcome, Problem, Score, Standing, State, SubjectId, fold_width, parse_scaled,
};
use policy::{DecisionKind, IndicatorView};
use store::{Db, Tx};
use words::Words;

use crate::{
    Register, Scheme,
    month::marks::check_range,
    view::{ChangedFact, CorrectionChange, CorrectionForm},
};

/// One row that a correction writes.
#[derive(Debug, Clone)]
pub(crate) enum Write {
    Mark { inspection: i64, subject: SubjectId, indicator: i64, value: Option<MarkValue> },
    Standing(Month, SubjectId, Option<Standing>),
    Finding(Finding),
    NoFinding(i64),
    Fact(OtherFact),
    NoFact(i64),
    Decision(Decision),
    Assignment(Assignment),
}

impl Write {
    pub(crate) fn apply(&self, tx: &Tx<'_>) -> Outcome<()> {
        match self {
            Self::Mark { inspection, subject, indicator, value } => {
                tx.put_mark(*inspection, *subject, *indicator, *value)
            }
            Self::Standing(_, _, Some(standing)) => tx.put_standing(standing),
            Self::Standing(month, subject, None) => tx.remove_standing(*month, *subject),
            Self::Finding(finding) => tx.put_finding(finding).map(drop),
            Self::NoFinding(id) => tx.remove_finding(*id),
            Self::Fact(fact) => tx.put_fact(fact).map(drop),
            Self::NoFact(id) => tx.remove_fact(*id),
            Self::Decision(decision) => tx.add_decision(decision),
            Self::Assignment(assignment) => tx.update_assignment(assignment),
        }
    }
}

/// What a correction writes, and how it is told.
#[derive(Debug, Clone, Default)]
pub(crate) struct Plan {
    pub(crate) writes: Vec<Write>,
    pub(crate) told: Vec<ChangedFact>,
    /// The register with the assignments as corrected, where they are.
    pub(crate) register: Option<Register>,
}

/// What the month holds, and what its rules ask for.
pub(crate) struct Desk<'a> {
    pub(crate) db: &'a Db,
    pub(crate) words: Words,
    pub(crate) register: &'a Register,
    pub(crate) record: &'a MonthRecord,
    pub(crate) schemes: &'a [Scheme],
    pub(crate) today: Date,
    pub(crate) form: &'a CorrectionForm,
}

/// Facts that are stored under their own name with a value.
const VALUED: &[&str] = &["bonus", "score", "external", "external-place", "vote", "base", "pool"];
/// Facts that are there or not: an empty value is one, 0 takes it away.
const COUNTED: &[&str] = &["veto", "overdue"];

type Row<T> = Result<T, Problem>;

impl Desk<'_> {
    /// Every row's write; refused with what is wrong with any of them.
    pub(crate) fn plan(&self) -> Outcome<Plan> {
        let mut plan = Plan::default();
        let mut problems = Vec::new();
        let mut seen: HashMap<String, u32> = HashMap::new();
        let mut unchanged = Vec::new();
        for row in &self.form.changes {
            match self.row(row, &mut plan) {
                Err(fault) => problems.extend(fault.problems.into_iter().map(|p| at_line(p, row))),
                Ok(None) => unchanged.push(at_line(Problem::new("correction-same"), row)),
                Ok(Some((write, told, place))) => {
                    if let Some(first) = seen.insert(place, row.line) {
                        problems.push(at_line(Problem::new("correction-twice").with("first", first), row));
                    }
                    plan.writes.push(write);
                    plan.told.push(told);
                }
            }
        }
        // A row that holds already changes nothing, and is said; only a correction of nothing at all is refused for it.
        if plan.writes.is_empty() && problems.is_empty() {
            problems.append(&mut unchanged);
            if problems.is_empty() {
                problems.push(Problem::new("correction-empty"));
            }
        }
        if problems.is_empty() { Ok(plan) } else { Err(Fault::refused(problems)) }
    }

    /// The write, how it is told, and the place it writes to, which no other row may name; `None` changes nothing.
    fn row(&self, row: &CorrectionChange, plan: &mut Plan) -> Outcome<Option<(Write, ChangedFact, String)>> {
        let fact = row.fact.trim();
        if fact == "pool" {
            return self.valued(row, None);
        }
        let subject = row.subject.ok_or_else(|| Problem::new("fact-subject-missing").with("found", fact))?;
        let who = self.register.named(subject).ok_or_else(|| Problem::new("person-missing"))?.name;
        if fact != "assignment" && self.schemes_of(subject).next().is_none() {
            return Err(Problem::new("not-a-subject").at(who).with("month", self.record.month).into());
        }
        match fact {
            "mark" | "deduction" => self.mark(row, subject),
            "state" => self.state(row, subject),
            "finding" => self.finding(row, subject),
            "decision" => self.decision(row, subject),
            "assignment" => self.assignment(row, subject, plan),
            _ if VALUED.contains(&fact) || COUNTED.contains(&fact) => self.valued(row, Some(subject)),
            "days" => Err(Problem::new("correction-days").at(who).into()),
            _ => Err(Problem::new("correction-fact").with("found", fact).into()),
        }
    }

    /// The schemes that judge a subject.
    fn schemes_of(&self, subject: SubjectId) -> impl Iterator<Item = &Scheme> {
        self.schemes.iter().filter(move |s| self.register.subject(s.policy.subject, subject, s.span()).is_some())
    }

    fn told(&self, row: &CorrectionChange, subject: Option<SubjectId>, item: String) -> ChangedFact {
        let named = subject.and_then(|s| self.register.named(s));
        ChangedFact {
            subject_id: named.as_ref().map(|n| n.uuid.to_string()),
            code: named.as_ref().map(|n| n.code.to_string()).unwrap_or_default(),
            name: named.map(|n| n.name).unwrap_or_default(),
            fact: row.fact.trim().to_string(),
            item,
            was: None,
            now: None,
        }
    }

    fn mark(&self, row: &CorrectionChange, subject: SubjectId) -> Outcome<Option<(Write, ChangedFact, String)>> {
        let item = row.item.trim();
        let views: Vec<(&Scheme, IndicatorView)> =
            self.schemes_of(subject).flat_map(|s| s.rules().indicators().into_iter().map(move |i| (s, i))).collect();
        // An indicator that nobody was ever marked on has no row of its own yet, and none to correct.
        let named = self.db.indicators()?.into_iter().find(|(_, name)| name == item);
        let found = views.iter().find(|(_, i)| i.name == item).zip(named);
        let ((scheme, view), (indicator, _)) = found.ok_or_else(|| {
            let known = views.iter().map(|(_, i)| i.name.as_str()).collect::<Vec<_>>().join("、");
            Problem::new("correction-indicator").with("found", item).with("known", known)
        })?;
        let inspection = self.inspection(row, scheme, view)?;
        let value = match row.value.trim() {
            "" => None,
            text => {
                let score = Score::parse(&fold_width(text)).filter(|s| s.0 >= 0);
                let score = score.ok_or_else(|| Problem::new("fact-value").with("found", text))?;
                let value = if row.fact.trim() == "mark" { MarkValue::Earned(score) } else { MarkValue::Lost(score) };
                check_range(view, value)?;
                Some(value)
            }
        };
        let before = self.db.mark(inspection.0, subject, indicator)?.map(|m| m.value);
        let place = format!("mark {} {indicator} {}", inspection.0, subject.0);
        if before == value {
            return Ok(None);
        }
        let told = ChangedFact {
            was: before.map(MarkValue::typed),
            now: value.map(MarkValue::typed),
            ..self.told(row, Some(subject), format!("{} {item}", inspection.1))
        };
        Ok(Some((Write::Mark { inspection: inspection.0, subject, indicator, value }, told, place)))
    }

    /// The inspection that a row names as `集中检查/1`, or the only one that looks at its indicator.
    fn inspection(&self, row: &CorrectionChange, scheme: &Scheme, view: &IndicatorView) -> Outcome<(i64, String)> {
        let source = row.source.trim();
        let all = self.db.inspections(self.record.month)?;
        let all: Vec<_> = all.into_iter().filter(|i| i.scheme == scheme.id()).collect();
        let label = |i: &domain::Inspection| format!("{}/{}", i.kind.zh(), i.number);
        let looks = |i: &&domain::Inspection| {
            view.inspections.is_empty() || view.inspections.iter().any(|kind| kind == i.kind.zh())
        };
        let meant: Vec<_> = match source {
            "" => all.iter().filter(looks).collect(),
            // A kind without a number is its first.
            _ => all.iter().filter(|i| label(i) == source || (i.kind.zh() == source && i.number == 1)).collect(),
        };
        match meant.as_slice() {
            [one] => Ok((one.id, crate::papers::inspection_name(one))),
            _ => {
                let known = all.iter().map(label).collect::<Vec<_>>().join("、");
                Err(Problem::new("correction-source").with("found", source).with("known", known).into())
            }
        }
    }

    fn state(&self, row: &CorrectionChange, subject: SubjectId) -> Outcome<Option<(Write, ChangedFact, String)>> {
        let text = row.item.trim();
        let state = State::parse(text).ok_or_else(|| Problem::new("fact-state").with("found", text))?;
        let month = self.record.month;
        let before = self.db.standings(month)?.into_iter().find(|s| s.subject == subject);
        let now = (state != State::Assessed).then(|| Standing {
            month,
            subject,
            state,
            reason: self.or_own(&row.note, &self.form.reason),
            approver: self.or_own(&row.who, &self.form.by),
            document: row.document.trim().to_string(),
            from: row.date,
            to: row.until,
        });
        if let (Some(from), Some(to)) = (row.date, row.until)
            && from > to
        {
            return Err(Problem::new("standing-dates-reversed").into());
        }
        if before.as_ref().map(|s| s.state) == now.as_ref().map(|s| s.state) {
            return Ok(None);
        }
        let shown = |s: Option<&Standing>| s.map_or(State::Assessed, |s| s.state).zh().to_string();
        let told = ChangedFact {
            was: Some(shown(before.as_ref())),
            now: Some(shown(now.as_ref())),
            ..self.told(row, Some(subject), String::new())
        };
        Ok(Some((Write::Standing(month, subject, now), told, format!("state {}", subject.0))))
    }

    /// A finding that is there not yet; a value of 0 takes away the one of that level (and day, where one is named).
    fn finding(&self, row: &CorrectionChange, subject: SubjectId) -> Outcome<Option<(Write, ChangedFact, String)>> {
        let month = self.record.month;
        let level = Finder::parse(&row.source).ok_or_else(|| {
            let known = Finder::ALL.iter().map(|f| f.zh()).collect::<Vec<_>>().join("、");
            Problem::new("correction-level").with("found", row.source.trim()).with("known", known)
        })?;
        let found = self.db.findings(month)?;
        let mut same = found
            .iter()
            .filter(|f| f.subject == subject && f.level == level && row.date.is_none_or(|day| day == f.found_on));
        let what = match (row.note.trim(), row.item.trim()) {
            ("", "") => "未履职",
            ("", item) => item,
            (note, _) => note,
        };
        let taken = row.value.trim() == "0";
        let told = |was: Option<&Finding>, now: Option<&Finding>| {
            let shown = |f: &Finding| format!("{} {}", f.found_on, f.what);
            let told = self.told(row, Some(subject), level.zh().to_string());
            ChangedFact { was: was.map(shown), now: now.map(shown), ..told }
        };
        let place = |day: Date| format!("finding {} {} {day}", subject.0, level.key());
        if taken {
            let one = same.next().ok_or_else(|| Problem::new("finding-missing"))?;
            if same.next().is_some() {
                return Err(Problem::new("correction-findings-several").into());
            }
            return Ok(Some((Write::NoFinding(one.id), told(Some(one), None), place(one.found_on))));
        }
        let found_on = row.date.unwrap_or(month.last_day());
        if Month::of(found_on) != month {
            return Err(Problem::new("finding-outside-month").with("date", found_on).with("month", month).into());
        }
        if same.any(|f| f.found_on == found_on && f.what == what) {
            return Ok(None);
        }
        let finding = Finding {
            id: 0,
            month,
            subject,
            grid: subject.grid().or_else(|| Some(self.register.post(subject.person()?, month)?.grid)),
            found_by: self.or_own(&row.who, level.zh()),
            level,
            found_on,
            what: what.to_string(),
            evidence: row.document.trim().to_string(),
            signed_by: self.or_own(&row.who, &self.form.by),
        };
        let (told, place) = (told(None, Some(&finding)), place(found_on));
        Ok(Some((Write::Finding(finding), told, place)))
    }

    fn decision(&self, row: &CorrectionChange, subject: SubjectId) -> Outcome<Option<(Write, ChangedFact, String)>> {
        let what = row.item.trim();
        DecisionKind::parse(what).ok_or_else(|| Problem::new("fact-decision").with("found", what))?;
        let scheme = self.schemes_of(subject).next().map(|s| s.id().to_string()).unwrap_or_default();
        let decision = Decision {
            id: 0,
            month: self.record.month,
            scheme,
            subject,
            decision: what.to_string(),
            by: self.or_own(&row.who, &self.form.by),
            on: row.date.unwrap_or(self.today),
            reason: self.or_own(&row.note, &self.form.reason),
            said: String::new(),
            own_words: String::new(),
            handed_over: None,
        };
        let now = self.words.text(&format!("decision-verb.{what}"), &[("", "")]);
        let told = ChangedFact { now: Some(now), ..self.told(row, Some(subject), String::new()) };
        Ok(Some((Write::Decision(decision), told, format!("decision {} {what}", subject.0))))
    }

    /// The first or last day of somebody's assignment to a grid: `item` is the grid's code, `value` says which.
    fn assignment(
        &self,
        row: &CorrectionChange,
        subject: SubjectId,
        plan: &mut Plan,
    ) -> Outcome<Option<(Write, ChangedFact, String)>> {
        let code = row.item.trim();
        let grid = self.register.grids.iter().find(|g| g.code == code);
        let grid = grid.ok_or_else(|| Problem::new("grid-code-unknown").with("code", code))?;
        let mut register = plan.register.take().unwrap_or_else(|| self.register.clone());
        let result = self.assignment_in(row, subject, grid.id, &mut register);
        plan.register = Some(register);
        result
    }

    fn assignment_in(
        &self,
        row: &CorrectionChange,
        subject: SubjectId,
        grid: GridId,
        register: &mut Register,
    ) -> Outcome<Option<(Write, ChangedFact, String)>> {
        let month = self.record.month;
        let person = subject.person().ok_or_else(|| Problem::new("person-missing"))?;
        let mut held = register.posts_of(person).filter(|a| a.grid == grid).copied().collect::<Vec<_>>();
        // Of several to the same grid, the one that touches the month.
        if held.len() > 1 {
            held.retain(|a| {
                a.from <= month.last_day() && a.to.is_none_or(|to| to >= month.first_day().pred_opt().unwrap_or(to))
            });
        }
        let [was] = held.as_slice() else {
            return Err(Problem::new("correction-assignment").with("grid", register.label(grid)).into());
        };
        let now = match row.value.trim() {
            "from" => {
                let from = row.date.ok_or_else(|| Problem::new("correction-needs-date"))?;
                Assignment { from, ..*was }
            }
            "to" => Assignment { to: row.date, ..*was },
            other => return Err(Problem::new("correction-assignment-end").with("found", other).into()),
        };
        if now == *was {
            return Ok(None);
        }
        register.put_assignment(now);
        let problems = crate::draft::assignment_problems(register, now.id);
        if !problems.is_empty() {
            return Err(Fault::refused(problems));
        }
        let shown = |a: &Assignment| format!("{}—{}", a.from, a.to.map(|to| to.to_string()).unwrap_or_default());
        let told = ChangedFact {
            was: Some(shown(was)),
            now: Some(shown(&now)),
            ..self.told(row, Some(subject), register.label(grid))
        };
        Ok(Some((Write::Assignment(now), told, format!("assignment {} {}", now.id.0, row.value.trim()))))
    }

    /// A fact with a value of its own, for a subject or the whole month.
    fn valued(
        &self,
        row: &CorrectionChange,
        subject: Option<SubjectId>,
    ) -> Outcome<Option<(Write, ChangedFact, String)>> {
        let (fact, item, source) = (row.fact.trim(), row.item.trim(), row.source.trim());
        let money = matches!(fact, "base" | "pool");
        let text = fold_width(row.value.trim());
        let value = match text.as_str() {
            "" if COUNTED.contains(&fact) => Some(10_000),
            "0" if COUNTED.contains(&fact) => None,
            "" => None,
            text if money => Some(whole(text)?),
            text => Some(decimal(text)?),
        };
        let there: Vec<OtherFact> = self
            .db
            .facts(self.record.month)?
            .into_iter()
            .filter(|f| f.fact == fact && f.subject == subject && f.item == item && f.source == source)
            .collect();
        let before = there.first();
        if before.map(|f| f.value) == value && there.len() < 2 {
            return Ok(None);
        }
        let shown = |v: i64| if money { Money(v).to_string() } else { plain(v) };
        let label = [source, item].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ");
        let told = ChangedFact {
            was: before.map(|f| shown(f.value)),
            now: value.map(shown),
            ..self.told(row, subject, label)
        };
        let place = format!("{fact} {:?} {item} {source}", subject.map(|s| s.0));
        if there.len() > 1 {
            return Err(Problem::new("correction-several").with("count", there.len()).into());
        }
        let write = match (value, before) {
            (None, Some(old)) => Write::NoFact(old.id),
            (Some(value), old) => Write::Fact(OtherFact {
                id: old.map_or(0, |f| f.id),
                month: self.record.month,
                subject,
                fact: fact.to_string(),
                item: item.to_string(),
                value,
                source: source.to_string(),
                on: row.date.or(old.and_then(|f| f.on)),
                document: match row.document.trim() {
                    "" => old.map(|f| f.document.clone()).unwrap_or_default(),
                    document => document.to_string(),
                },
            }),
            (None, None) => return Ok(None),
        };
        Ok(Some((write, told, place)))
    }

    /// What a row says, or what the whole correction says where the row is silent.
    fn or_own(&self, row: &str, own: &str) -> String {
        let row = row.trim();
        if row.is_empty() { own.trim().to_string() } else { row.to_string() }
    }
}

/// A fact's value as a row of changes gives it: money in whole fen, anything else as decimal text.
pub(crate) fn shown_value(fact: &str, value: i64) -> String {
    if matches!(fact, "base" | "pool") { value.to_string() } else { plain(value) }
}

/// Ten-thousandths without idle zeros.
fn plain(value: i64) -> String {
    let text = domain::render_scaled(value, 4);
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

fn whole(text: &str) -> Row<i64> {
    parse_scaled(text, 0).filter(|v| *v >= 0).ok_or_else(|| Problem::new("fact-whole").with("found", text))
}

fn decimal(text: &str) -> Row<i64> {
    parse_scaled(text, 4).ok_or_else(|| Problem::new("fact-value").with("found", text))
}

fn at_line(problem: Problem, row: &CorrectionChange) -> Problem {
    let place = if problem.place.is_empty() { row.line.to_string() } else { format!("{} {}", row.line, problem.place) };
    problem.at(place).with("line", row.line)
}
