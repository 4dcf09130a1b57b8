//! Who is judged: the ranking groups, and how long somebody must have been in charge to be assessed at all.

use super::{KindDoc, Out, Phase, RuleKind, of_rule, optional};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// Who is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subjects {
    /// The ranking groups there are; empty for any.
    pub groups: Vec<String>,
    /// With fewer days in charge a subject is not assessed; 0 for no such rule.
    pub min_days: u32,
}

impl RuleKind for Subjects {
    const DOC: KindDoc = KindDoc {
        kind: "subjects",
        phase: Phase::Subjects,
        keys: &[optional("groups", "group list", "any"), optional("min-days", "days", "0")],
        example: "{ kind: subjects, groups: [一般, 试点], min-days: 15 }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        Some(Self {
            groups: fields.texts(reader, "groups").unwrap_or_default(),
            min_days: fields.count(reader, "min-days").unwrap_or(0),
        })
    }

    fn write(&self) -> Vec<(String, Node)> {
        Out::default()
            .put_if(!self.groups.is_empty(), "groups", Node::texts(&self.groups))
            .put_if(self.min_days > 0, "min-days", Node::text(self.min_days))
            .fields()
    }

    of_rule!(Subjects);
}
