//! 一票否决: one event decides the grade, whatever the score.

use super::{EventRule, KindDoc, Out, Phase, RuleKind, of_rule, optional, required};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// One event decides the grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Veto {
    /// Any of these.
    pub events: Vec<EventRule>,
    /// The grade it then is, unless the score gives a worse one.
    pub grade: String,
    /// No other clause gives the grade: it is worse than all others.
    pub worst: bool,
}

impl RuleKind for Veto {
    const DOC: KindDoc = KindDoc {
        kind: "veto",
        phase: Phase::Grade,
        keys: &[
            required("events[]", "veto | finding | overdue | below | external-place"),
            optional("events[].veto", "text or any", "one event each"),
            optional("events[].finding", "text or any", "one event each"),
            optional("events[].overdue", "count", "one event each"),
            optional("events[].below", "score", "one event each"),
            optional("events[].external-place", "places", "one event each"),
            optional("events[].level", "level", "required with external-place"),
            required("grade", "grade"),
            optional("worst", "true | false", "false"),
        ],
        example: "{ kind: veto, events: [ { veto: any }, { finding: 露天焚烧 } ], grade: 不合格 }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let node = fields.need(reader, "events");
        let grade = fields.need_text(reader, "grade");
        let worst = fields.flag(reader, "worst", false);
        let node = node?;
        let events = EventRule::read_all(node, reader)?;
        if !events.iter().all(|e| {
            matches!(
                e,
                EventRule::Veto(_)
                    | EventRule::Finding(_)
                    | EventRule::Overdue(_)
                    | EventRule::Below(_)
                    | EventRule::ExternalPlace { .. }
            )
        }) {
            reader.problem(node.line, "veto-event");
        }
        Some(Self { events, grade: grade?, worst })
    }

    fn write(&self) -> Vec<(String, Node)> {
        Out::default()
            .put("events", Node::list(self.events.iter().map(EventRule::write)))
            .put("grade", Node::text(&self.grade))
            .put_if(self.worst, "worst", Node::text(true))
            .fields()
    }

    of_rule!(Veto);
}
