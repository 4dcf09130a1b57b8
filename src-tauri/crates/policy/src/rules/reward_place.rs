//! Rewards by place: single places, bands of places, behind a gate or not.

use super::{Gate, GradeReward, KindDoc, Out, Phase, RuleKind, key_of, of_rule, optional, required};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// Rewards for places in the group.
#[derive(Debug, Clone, PartialEq)]
pub struct RewardByPlace {
    /// The ranking groups that it holds for; empty for all.
    pub groups: Vec<String>,
    /// From which place to which, and what each gets.
    pub places: Vec<PlaceReward>,
    /// What equal places get.
    pub ties: TiedReward,
    /// Who can have one of these at all.
    pub gate: Gate,
    /// Whether those outside the gate hold their places.
    pub among: Places,
}

/// A band of places.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceReward {
    /// The first place.
    pub from: u32,
    /// The last place.
    pub to: u32,
    /// What each gets.
    pub reward: GradeReward,
}

/// What equal places get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TiedReward {
    /// The mean of the places they hold.
    Mean,
    /// Each the whole of the place, and the next place follows on (1, 1, 2).
    All,
    /// Each the whole of the place, and as many places are skipped (1, 1, 3).
    Skip,
}

/// Whether those outside the gate hold their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Places {
    /// They do, and what their place would get is not given out.
    AmongAll,
    /// Those who pass are placed anew.
    AmongPassers,
}

const TIED: &[(&str, TiedReward)] = &[("mean", TiedReward::Mean), ("all", TiedReward::All), ("skip", TiedReward::Skip)];
const PLACES: &[(&str, Places)] = &[("among-all", Places::AmongAll), ("among-passers", Places::AmongPassers)];

impl RuleKind for RewardByPlace {
    const DOC: KindDoc = KindDoc {
        kind: "reward-by-place",
        phase: Phase::Reward,
        keys: &[
            optional("groups", "group list", "all"),
            optional("places[].place", "place", "instead of from and to"),
            optional("places[].from", "place", "instead of place"),
            optional("places[].to", "place", "from"),
            required("places[].amount", "yuan"),
            optional("places[].goods.*", "count", "none"),
            optional("places[].points", "points", "0"),
            optional("ties", "mean | all | skip", "mean"),
            optional("gate", "conditions as in reward-gate", "none"),
            optional("among", "among-all | among-passers", "required with gate"),
        ],
        example: "kind: reward-by-place\nplaces:\n  - { place: 1, amount: 1000 }\n  - { from: 2, to: 4, amount: 600 }\nties: mean\n\
                  gate: { at-least: 90 }\namong: among-passers\n",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let groups = fields.texts(reader, "groups").unwrap_or_default();
        let node = fields.need(reader, "places");
        let ties = fields.choice(reader, "ties", TIED, TiedReward::Mean);
        let gate = match fields.take("gate") {
            None => Gate::default(),
            Some(node) => {
                let mut inner = reader.fields(node, "gate")?;
                let gate = Gate::read(&mut inner, reader)?;
                inner.finish(reader);
                gate
            }
        };
        let among = fields.take("among").and_then(|node| reader.choice_of(node, "among", PLACES));
        if among.is_some() == gate.is_empty() {
            reader.problem(fields.line, if among.is_some() { "among-without-gate" } else { "gate-without-among" });
        }
        let node = node?;
        let mut places: Vec<PlaceReward> = Vec::new();
        for item in reader.items_of(node, "places")? {
            let Some(place) = PlaceReward::read(item, reader) else { continue };
            if let Some(other) = places.iter().find(|p| p.from <= place.to && place.from <= p.to) {
                let both = place.from.max(other.from).to_string();
                reader.problem(item.line, "place-twice").args.push(("place", both));
            }
            places.push(place);
        }
        Some(Self { groups, places, ties, gate, among: among.unwrap_or(Places::AmongAll) })
    }

    fn write(&self) -> Vec<(String, Node)> {
        Out::default()
            .put_if(!self.groups.is_empty(), "groups", Node::texts(&self.groups))
            .put("places", Node::list(self.places.iter().map(PlaceReward::write)))
            .put("ties", key_of(TIED, &self.ties))
            .put_if(!self.gate.is_empty(), "gate", self.gate.write(Out::default()).node())
            .put_if(!self.gate.is_empty(), "among", key_of(PLACES, &self.among))
            .fields()
    }

    of_rule!(RewardByPlace);
}

impl PlaceReward {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node, "places")?;
        let place = fields.positive(reader, "place");
        let from = fields.positive(reader, "from");
        let to = fields.positive(reader, "to");
        let reward = GradeReward::read_fields(&mut fields, reader)?;
        let line = fields.line;
        fields.finish(reader);
        let band = match (place, from, to) {
            (Some(place), None, None) => Some((place, place)),
            (None, Some(from), to) if to.is_none_or(|to| to >= from) => Some((from, to.unwrap_or(from))),
            _ => None,
        };
        let Some((from, to)) = band else {
            reader.problem(line, "place-or-from");
            return None;
        };
        Some(Self { from, to, reward })
    }

    fn write(&self) -> Node {
        let out = if self.from == self.to {
            Out::default().put("place", Node::text(self.from))
        } else {
            Out::default().put("from", Node::text(self.from)).put("to", Node::text(self.to))
        };
        self.reward.write_fields(out).node()
    }
}
