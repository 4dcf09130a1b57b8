//! Who can have a reward at all.

use domain::render_scaled;

use super::{KindDoc, Out, Phase, RuleKind, figure_node, key_of, of_rule, optional};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// Who fails it has no reward of any clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RewardGate {
    /// The ranking groups that it holds for; empty for all.
    pub groups: Vec<String>,
    /// What must hold.
    pub gate: Gate,
}

/// Conditions, all of which must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gate {
    /// The least score, hundredths.
    pub at_least: Option<i64>,
    /// One of these grades; empty for any.
    pub grades: Vec<String>,
    /// Days in charge.
    pub min_days: Option<u32>,
    /// No signed finding in the period.
    pub no_findings: bool,
    /// No veto in the period.
    pub no_veto: bool,
    /// No rectification past its time in the period.
    pub no_overdue: bool,
    /// A higher level's score: the level, the least, and what holds when there is none.
    pub external: Option<(String, i64, MissingExternal)>,
}

/// What holds when a higher level gave no score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingExternal {
    /// The gate stays shut.
    Fails,
    /// The gate is open.
    Passes,
    /// Nothing is given out, and a flag says so.
    Refuse,
}

pub(crate) const MISSING_EXTERNAL: &[(&str, MissingExternal)] =
    &[("fails", MissingExternal::Fails), ("passes", MissingExternal::Passes), ("refuse", MissingExternal::Refuse)];

impl Gate {
    pub(crate) fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let external = match fields.take("external") {
            None => None,
            Some(node) => {
                let mut inner = reader.fields(node, "external")?;
                let source = inner.need_text(reader, "source");
                let least = inner.need_number(reader, "at-least", 2);
                let missing = inner.need(reader, "missing");
                let missing = missing.and_then(|node| reader.choice_of(node, "missing", MISSING_EXTERNAL));
                inner.finish(reader);
                Some((source?, least?, missing?))
            }
        };
        Some(Self {
            at_least: fields.number(reader, "at-least", 2),
            grades: fields.texts(reader, "grades").unwrap_or_default(),
            min_days: fields.positive(reader, "min-days"),
            no_findings: fields.flag(reader, "no-findings", false),
            no_veto: fields.flag(reader, "no-veto", false),
            no_overdue: fields.flag(reader, "no-overdue", false),
            external,
        })
    }

    pub(crate) fn write(&self, out: Out) -> Out {
        out.put_some("at-least", self.at_least.map(|v| figure_node(v, 2)))
            .put_if(!self.grades.is_empty(), "grades", Node::texts(&self.grades))
            .put_some("min-days", self.min_days.map(Node::text))
            .put_if(self.no_findings, "no-findings", Node::text(true))
            .put_if(self.no_veto, "no-veto", Node::text(true))
            .put_if(self.no_overdue, "no-overdue", Node::text(true))
            .put_some(
                "external",
                self.external.as_ref().map(|(source, least, missing)| {
                    Out::default()
                        .put("source", Node::text(source))
                        .put("at-least", Node::text(render_scaled(*least, 2)))
                        .put("missing", key_of(MISSING_EXTERNAL, missing))
                        .node()
                }),
            )
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl RuleKind for RewardGate {
    const DOC: KindDoc = KindDoc {
        kind: "reward-gate",
        phase: Phase::Reward,
        keys: &[
            optional("groups", "group list", "all"),
            optional("at-least", "score", "none"),
            optional("grades", "grade list", "any"),
            optional("min-days", "days", "none"),
            optional("no-findings", "true | false", "false"),
            optional("no-veto", "true | false", "false"),
            optional("no-overdue", "true | false", "false"),
            optional("external.source", "level", "none"),
            optional("external.at-least", "score", "required with external"),
            optional("external.missing", "fails | passes | refuse", "required with external"),
        ],
        example: "{ kind: reward-gate, min-days: 15, no-findings: true, external: { source: 县, at-least: 85, missing: passes } }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let groups = fields.texts(reader, "groups").unwrap_or_default();
        let gate = Gate::read(fields, reader)?;
        if gate.is_empty() {
            reader.problem(fields.line, "gate-empty");
        }
        Some(Self { groups, gate })
    }

    fn write(&self) -> Vec<(String, Node)> {
        let out = Out::default().put_if(!self.groups.is_empty(), "groups", Node::texts(&self.groups));
        self.gate.write(out).fields()
    }

    of_rule!(RewardGate);
}
