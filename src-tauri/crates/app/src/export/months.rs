//! A month: its own line, marks, states, findings, other facts, outcomes with reasons, decisions, goods handed out.

use domain::{MonthRecord, Outcome, SubjectId};
use sheets::{
    Kind::{Date as Day, Integer, Money, Score, Text},
    Out, TableModel,
};

use super::text;
use crate::{Office, Scheme};

/// Values of other facts are ten-thousandths.
const FACT_DECIMALS: u32 = 4;

impl Office {
    pub(super) fn month_tables(&mut self, record: &MonthRecord) -> Outcome<Vec<TableModel>> {
        let schemes = self.schemes_in(record.month)?;
        let titled = |s: &Scheme| format!("{}（{}起）", s.adopted.title, s.adopted.from);
        let policy = Some(schemes.iter().map(titled).collect::<Vec<_>>().join("、")).filter(|text| !text.is_empty());
        let line = vec![
            text(&record.month.to_string()),
            text(record.state.zh()),
            record.version.into(),
            text(policy.as_deref().unwrap_or_default()),
            record.published_on.into(),
            record.closed_on.into(),
            text(&record.meeting),
        ];
        let kinds = [(Text, 10), (Text, 10), (Integer, 8), (Text, 40), (Day, 12), (Day, 12), (Text, 24)];
        let mut tables = vec![self.export_table("month", &kinds, vec![line])];
        for inspection in self.store.inspections(record.month)? {
            // Without a policy there are no columns to put marks under; the check of the file tells of it.
            if schemes.iter().any(|s| s.id() == inspection.scheme) {
                tables.push(self.marks_table(record.month, &inspection)?);
            }
        }
        for (at, scheme) in schemes.iter().enumerate().filter(|(at, s)| *at == 0 || s.last == record.month) {
            let mut table = self.outcomes_table(record, scheme)?;
            if at > 0 {
                table.name = format!("{} {}", table.name, scheme.id());
            }
            tables.push(table);
        }
        tables.extend(self.evidence_tables(record)?);
        tables.push(self.defect_table(record.month)?);
        Ok(tables)
    }

    /// Code and name of a subject, in every table of a month.
    fn who(&mut self, subject: Option<SubjectId>) -> Outcome<Vec<Out>> {
        let register = self.register()?;
        let named = subject.and_then(|s| register.named(s));
        Ok(match named {
            Some(named) => vec![text(named.code), text(&named.name)],
            None => vec![Out::Blank, Out::Blank],
        })
    }

    fn outcomes_table(&mut self, record: &MonthRecord, scheme: &Scheme) -> Outcome<TableModel> {
        let view = self.outcomes_with_reasons(record.month, Some(scheme.id()))?;
        let rows = view.rows.into_iter().map(|o| {
            let measures: Vec<_> = o
                .measure_states
                .iter()
                .map(|m| format!("{}（{}）", m.measure, self.export_word(&format!("status.{}", m.status))))
                .collect();
            let reasons: Vec<_> =
                o.reasons.iter().map(|r| format!("{} {} {}", r.document, r.article, r.text)).collect();
            vec![
                text(&o.code),
                text(&o.name),
                text(o.village.as_deref().unwrap_or_default()),
                text(o.group.as_deref().unwrap_or_default()),
                text(o.state.zh()),
                o.score.into(),
                o.rank.into(),
                text(o.grade.as_deref().unwrap_or_default()),
                o.reward_fen.into(),
                text(&o.reward_goods.join("、")),
                o.deduction_fen.into(),
                o.step.into(),
                text(&measures.join("、")),
                text(&o.effects.join("、")),
                text(&reasons.join("\n")),
            ]
        });
        let kinds = [
            (Text, 10),
            (Text, 12),
            (Text, 14),
            (Text, 10),
            (Text, 8),
            (Score, 8),
            (Integer, 6),
            (Text, 8),
            (Money, 10),
            (Text, 14),
            (Money, 10),
            (Integer, 6),
            (Text, 24),
            (Text, 16),
            (Text, 80),
        ];
        let rows = rows.collect();
        Ok(self.export_table("outcomes", &kinds, rows))
    }

    fn evidence_tables(&mut self, record: &MonthRecord) -> Outcome<Vec<TableModel>> {
        let month = record.month;
        let mut states = Vec::new();
        for s in self.store.standings(month)? {
            let mut row = self.who(Some(s.subject))?;
            row.extend([text(s.state.zh()), text(&s.reason), text(&s.approver), text(&s.document)]);
            row.extend([s.from.into(), s.to.into()]);
            states.push(row);
        }
        let register = self.register()?;
        let mut findings = Vec::new();
        for f in self.store.findings(month)? {
            let mut row = self.who(Some(f.subject))?;
            row.extend([
                text(&f.grid.map(|g| register.label(g)).unwrap_or_default()),
                text(f.level.zh()),
                text(&f.found_by),
                f.found_on.into(),
                text(&f.what),
                text(&f.evidence),
                text(&f.signed_by),
            ]);
            findings.push(row);
        }
        let mut facts = Vec::new();
        for f in self.store.facts(month)? {
            let mut row = self.who(f.subject)?;
            let value = domain::render_scaled(f.value, FACT_DECIMALS);
            let value = value.trim_end_matches('0').trim_end_matches('.');
            // A pool is money, and stored in fen.
            let value = if f.fact == "pool" { domain::Money(f.value).to_string() } else { value.to_string() };
            row.extend([text(&f.fact), text(&f.item), text(&value), text(&f.source), f.on.into(), text(&f.document)]);
            facts.push(row);
        }
        let mut decisions = Vec::new();
        for d in self.store.decisions(month)? {
            let mut row = self.who(Some(d.subject))?;
            let handed = d.handed_over.map(|yes| self.export_word(if yes { "handed-over" } else { "refused" }));
            row.extend([
                text(&self.export_word(&format!("decision.{}", d.decision))),
                text(&d.by),
                d.on.into(),
                text(&d.reason),
                text(&d.said),
                text(&d.own_words),
                text(handed.as_deref().unwrap_or_default()),
            ]);
            decisions.push(row);
        }
        let mut handouts = Vec::new();
        for h in self.store.handouts(month)? {
            let mut row = self.who(Some(h.subject))?;
            row.extend([h.on.into(), text(&h.by), text(&h.signed_by)]);
            handouts.push(row);
        }
        let who = [(Text, 10), (Text, 12)];
        let with = |more: &[(sheets::Kind, u16)]| [&who[..], more].concat();
        Ok(vec![
            self.export_table(
                "states",
                &with(&[(Text, 8), (Text, 24), (Text, 12), (Text, 20), (Day, 12), (Day, 12)]),
                states,
            ),
            self.export_table(
                "findings",
                &with(&[(Text, 20), (Text, 8), (Text, 16), (Day, 12), (Text, 30), (Text, 20), (Text, 12)]),
                findings,
            ),
            self.export_table(
                "facts",
                &with(&[(Text, 14), (Text, 16), (Text, 12), (Text, 10), (Day, 12), (Text, 20)]),
                facts,
            ),
            self.export_table(
                "decisions",
                &with(&[(Text, 10), (Text, 12), (Day, 12), (Text, 24), (Text, 30), (Text, 30), (Text, 10)]),
                decisions,
            ),
            self.export_table("handouts", &with(&[(Day, 12), (Text, 12), (Text, 12)]), handouts),
        ])
    }
}
