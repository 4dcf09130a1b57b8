//! What a form asks for each kind of rule, made from the keys of the reference alone: a kind that joins the vocabulary
//! has its form with it.

use crate::rules::{KeyDoc, KindDoc, Phase, Rule};

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The kind whose words tell about it.
    pub kind: &'static str,
    /// The keys that lead there, as in the reference: `items.*.full`, `steps[].measures`.
    pub path: String,
    /// The last of them, as written in the rule.
    pub key: String,
    /// Whether it must be there.
    pub required: bool,
    /// What holds when it is left out.
    pub default: Option<&'static str>,
    /// What stands there.
    pub shape: Shape,
}

/// What stands in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// One value.
    Value(ValueForm),
    /// Several of the same, in order.
    List(Box<Shape>),
    /// Values under names of the office's own.
    Map(Box<Shape>),
    /// Fields of their own.
    Group(Vec<Field>),
    /// One figure, or fields of their own in its place.
    Either(ValueForm, Vec<Field>),
}

/// How one value is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueForm {
    /// What kind of text.
    pub entry: Entered,
    /// Its unit in the reference; empty where only choices are possible.
    pub unit: &'static str,
    /// Words of the language of rules that may stand there.
    pub choices: Vec<&'static str>,
}

/// What kind of text is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entered {
    /// A decimal.
    Number,
    /// A whole number.
    Whole,
    /// A month.
    Month,
    /// Any text.
    Text,
    /// One of the choices, nothing else.
    Choice,
}

const NUMBERS: &[&str] = &["points", "percent", "weight", "number", "yuan", "score", "percent of the base"];
const WHOLES: &[&str] =
    &["count", "places", "place", "place from the bottom", "step", "days", "months", "households", "periods"];
const TEXTS: &[&str] = &["text", "grade", "level", "scheme", "document number", "indicator"];

/// The form of a kind.
pub fn form(doc: &KindDoc) -> Vec<Field> {
    let mut root = Branch::default();
    for key in doc.keys {
        root.add(key);
    }
    root.fields(&Kind { kind: doc.kind, root: &root }, "")
}

/// The form of the kind of that name.
pub fn form_of(kind: &str) -> Option<Vec<Field>> {
    Rule::KINDS.iter().find(|doc| doc.kind == kind).map(form)
}

/// What a fact of a worked case can say: the short forms first, a row of the table of facts behind them.
pub fn fact_form() -> Vec<Field> {
    form(&KindDoc { kind: "fact", phase: Phase::Subjects, keys: FACT, example: "" })
}

/// What a worked case can expect.
pub fn expectation_form() -> Vec<Field> {
    form(&KindDoc { kind: "expect", phase: Phase::Subjects, keys: EXPECTATION, example: "" })
}

const fn key(key: &'static str, unit: &'static str) -> KeyDoc {
    KeyDoc { key, unit, default: Some("none") }
}

const FACT: &[KeyDoc] = &[
    KeyDoc { key: "month", unit: "month", default: None },
    key("subject", "text"),
    key("group", "group"),
    key("score", "score"),
    key("state", "assessed | absent | exempt | uninspected"),
    key("days", "days"),
    key("finding", "text"),
    key("by", "level"),
    key("inspection", "text"),
    key("marks.*", "points | full"),
    key("decision", "confirm | waive | done | appeal | keep | annul | choose"),
    key("choice", "text"),
    key(
        "fact",
        "mark | deduction | bonus | score | external | external-place | vote | finding | veto | overdue | base | pool \
         | weight | days | state | decision | recheck | redeem",
    ),
    key("item", "text"),
    key("value", "number"),
    key("source", "text"),
    key("date", "text"),
    key("role", "text"),
];

const EXPECTATION: &[KeyDoc] = &[
    KeyDoc { key: "month", unit: "month", default: None },
    KeyDoc { key: "subject", unit: "text", default: None },
    key("group", "group"),
    key("state", "assessed | absent | exempt | uninspected"),
    key("score", "score | none"),
    key("rank", "place | none"),
    key("grade", "grade | none"),
    key("reward", "yuan | none"),
    key("deduction", "yuan"),
    key("goods.*", "count"),
    key("points", "points"),
    key("measures", "text list"),
    key("step", "step | none"),
    key("before", "count"),
    key("standing", "count"),
    key("status", "proposed | confirmed | carried-out | waived | suspended | annulled | none"),
    key("provisional", "true | false"),
    key("effects", "list of no-reward | no-honours | hold-funds"),
    key("duties", "text list"),
    key("lists", "text list"),
    key("because", "text list"),
    key("flags", "text list"),
];

struct Kind<'a> {
    kind: &'static str,
    root: &'a Branch,
}

/// Keys with what stands under them, in the order of the reference.
#[derive(Debug, Default)]
struct Branch {
    doc: Option<&'static KeyDoc>,
    under: Vec<(String, Branch)>,
}

impl Branch {
    fn add(&mut self, doc: &'static KeyDoc) {
        let steps = doc.key.split('.').flat_map(|step| match step.strip_suffix("[]") {
            Some(key) => vec![key, "[]"],
            None => vec![step],
        });
        let mut at = self;
        for step in steps {
            let found = at.under.iter().position(|(key, _)| key == step).unwrap_or_else(|| {
                at.under.push((step.to_string(), Self::default()));
                at.under.len() - 1
            });
            at = &mut at.under[found].1;
        }
        at.doc = Some(doc);
    }

    fn child(&self, key: &str) -> Option<&Self> {
        self.under.iter().find(|(name, _)| name == key).map(|(_, branch)| branch)
    }

    fn needed(&self) -> bool {
        self.doc.is_some_and(|doc| doc.default.is_none()) || self.under.iter().any(|(_, branch)| branch.needed())
    }

    fn fields(&self, kind: &Kind<'_>, path: &str) -> Vec<Field> {
        let field = |(key, branch): &(String, Self)| {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            Field {
                kind: kind.kind,
                key: key.clone(),
                required: branch.needed(),
                default: branch.doc.and_then(|doc| doc.default),
                shape: branch.shape(kind, &path),
                path,
            }
        };
        self.under.iter().map(field).collect()
    }

    fn shape(&self, kind: &Kind<'_>, path: &str) -> Shape {
        if let Some(own) = self.child("*") {
            return Shape::Map(Box::new(own.shape(kind, &format!("{path}.*"))));
        }
        if let Some(item) = self.child("[]") {
            return Shape::List(Box::new(item.shape(kind, &format!("{path}[]"))));
        }
        let unit = self.doc.map_or("", |doc| doc.unit);
        if !self.under.is_empty() {
            let fields = self.fields(kind, path);
            let alone = value(unit);
            let figure = matches!(alone.entry, Entered::Number | Entered::Whole);
            return if figure { Shape::Either(alone, fields) } else { Shape::Group(fields) };
        }
        leaf(unit, kind, path)
    }
}

fn leaf(unit: &'static str, kind: &Kind<'_>, path: &str) -> Shape {
    if let Some(other) = unit.strip_prefix("conditions as in ") {
        // Whom a gate inside another rule is for, that rule says itself.
        let fields = form_of(other).unwrap_or_default().into_iter().filter(|field| field.key != "groups");
        return Shape::Group(fields.collect());
    }
    if let Some((key, other)) = unit.strip_prefix("as ").and_then(|like| like.split_once(" in ")) {
        let like = form_of(other).unwrap_or_default().into_iter().find(|field| field.key == key);
        return match like.map(|field| field.shape) {
            Some(Shape::List(item)) if path.ends_with("[]") => *item,
            Some(shape) => shape,
            None => Shape::Value(value("text")),
        };
    }
    if let Some(key) = unit.strip_prefix("as ")
        && let Some(like) = kind.root.child(key).and_then(|branch| branch.child("[]"))
    {
        return like.shape(kind, &format!("{key}[]"));
    }
    let several = unit.strip_prefix("list of ").or_else(|| unit.strip_suffix(" list"));
    match (several, unit.split_once(" or ")) {
        (_, Some((_, list))) if list.ends_with(" list") => {
            Shape::List(Box::new(Shape::Value(value(list.trim_end_matches(" list")))))
        }
        // Behind `[]` the list is the one that `[]` says.
        (Some(unit), _) if path.ends_with("[]") => Shape::Value(value(unit)),
        (Some(unit), _) => Shape::List(Box::new(Shape::Value(value(unit)))),
        (None, _) => Shape::Value(value(unit)),
    }
}

/// `points | none`, `earned | deductions`, `score or grade`.
fn value(unit: &'static str) -> ValueForm {
    let mut form = ValueForm { entry: Entered::Choice, unit: "", choices: Vec::new() };
    for (at, part) in unit.split(" | ").flat_map(|part| part.split(" or ")).enumerate() {
        let entry = match part {
            // Behind the first bar stand words alone: `mean | weight` has no figure in it.
            part if at > 0 && unit.contains(" | ") => {
                form.choices.push(part);
                continue;
            }
            "month" => Entered::Month,
            part if NUMBERS.contains(&part) => Entered::Number,
            part if WHOLES.contains(&part) => Entered::Whole,
            part if TEXTS.contains(&part) => Entered::Text,
            part => {
                form.choices.push(part);
                continue;
            }
        };
        // A score or a grade: whatever is not a figure is text.
        form.entry = if form.unit.is_empty() { entry } else { Entered::Text };
        form.unit = if form.unit.is_empty() { part } else { unit };
    }
    // One word that nobody calls a choice is a kind of text that this list doesn't know.
    if form.unit.is_empty() && form.choices.len() == 1 && form.choices[0] != "true" {
        return ValueForm { entry: Entered::Text, unit, choices: Vec::new() };
    }
    form
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at<'a>(fields: &'a [Field], key: &str) -> &'a Field {
        fields.iter().find(|field| field.key == key).expect("the field")
    }

    #[test]
    fn a_figure_alone_and_fields_in_its_place_are_one_field() {
        let form = form_of("indicators").expect("a kind");
        let Shape::Map(item) = &at(&form, "items").shape else { panic!("names of one's own") };
        let Shape::Either(alone, fields) = &**item else { panic!("a figure or more") };
        assert_eq!((alone.entry, alone.unit), (Entered::Number, "points"));
        let cap = at(fields, "cap");
        assert_eq!((cap.path.as_str(), cap.required, cap.default), ("items.*.cap", false, Some("full")));
        let Shape::Value(value) = &cap.shape else { panic!("one value") };
        assert_eq!((value.entry, value.choices.as_slice()), (Entered::Number, ["none"].as_slice()));
    }

    #[test]
    fn what_must_be_there_makes_what_holds_it_needed() {
        let form = form_of("ladder").expect("a kind");
        let needed: Vec<_> = form.iter().filter(|f| f.required).map(|f| f.key.as_str()).collect();
        assert_eq!(needed, ["events", "count", "steps"]);
    }

    #[test]
    fn a_field_like_another_has_its_shape() {
        let ladder = form_of("ladder").expect("a kind");
        let Shape::List(step) = &at(&ladder, "steps").shape else { panic!("steps") };
        let Shape::Group(step) = &**step else { panic!("fields of a step") };
        assert_eq!(at(step, "needs").shape_keys(), at(&ladder, "events").shape_keys());
        let place = form_of("reward-by-place").expect("a kind");
        let Shape::Group(gate) = &at(&place, "gate").shape else { panic!("conditions") };
        assert_eq!(at(gate, "external").kind, "reward-gate");
    }

    impl Field {
        fn shape_keys(&self) -> Vec<&str> {
            let Shape::List(item) = &self.shape else { return Vec::new() };
            let Shape::Group(fields) = &**item else { return Vec::new() };
            fields.iter().map(|f| f.key.as_str()).collect()
        }
    }
}
