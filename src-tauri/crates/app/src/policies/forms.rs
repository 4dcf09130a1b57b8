//! The forms of rules in words: names of fields, their help, units and choices, all from the reference's own sentences.

use std::collections::BTreeMap;

use policy::{Entered, Field, KindDoc, Rule, Shape, Tree, ValueForm};
use words::Words;

use super::labels;
use crate::view::{ChoiceView, FieldView, KindForm, PolicyForms, RuleTree, ShapeView, TreeEntry, ValueView};

/// Who a scheme can judge, in the order in which an office looks for them.
const SUBJECTS: &[&str] = &[
    "worker",
    "head",
    "deputy",
    "full-time",
    "part-time",
    "cleaner",
    "supervisor",
    "village",
    "group",
    "micro",
    "area",
];

impl From<&Tree> for RuleTree {
    fn from(tree: &Tree) -> Self {
        match tree {
            Tree::Text(text) => Self::Text(text.clone()),
            Tree::List(items) => Self::List(items.iter().map(Self::from).collect()),
            Tree::Map(entries) => Self::Map(
                entries.iter().map(|(key, value)| TreeEntry { key: key.clone(), value: Self::from(value) }).collect(),
            ),
        }
    }
}

impl From<&RuleTree> for Tree {
    fn from(tree: &RuleTree) -> Self {
        match tree {
            RuleTree::Text(text) => Self::Text(text.clone()),
            RuleTree::List(items) => Self::List(items.iter().map(Self::from).collect()),
            RuleTree::Map(entries) => {
                Self::Map(entries.iter().map(|TreeEntry { key, value }| (key.clone(), Self::from(value))).collect())
            }
        }
    }
}

/// Everything that a form can be made from.
pub fn policy_forms(words: Words) -> PolicyForms {
    let choices = |keys: &mut dyn Iterator<Item = &'static str>, topic: &str| {
        keys.map(|key| ChoiceView {
            value: key.into(),
            label: word(words, &format!("{topic}.{key}")).unwrap_or_default(),
        })
        .collect()
    };
    PolicyForms {
        kinds: Rule::KINDS.iter().map(|doc| kind_form(doc, words)).collect(),
        fact: Wording::new(words, policy::fact_form()).fields(),
        expect: Wording::new(words, policy::expectation_form()).fields(),
        subjects: choices(&mut SUBJECTS.iter().copied(), "subject"),
        periods: choices(&mut policy::Period::ALL.iter().map(|(key, _)| *key), "period"),
    }
}

fn kind_form(doc: &KindDoc, words: Words) -> KindForm {
    let wording = Wording::new(words, policy::form(doc));
    let told = |key: String| wording.plain(&word(words, &key).unwrap_or_default());
    KindForm {
        kind: doc.kind.into(),
        name: labels::kind(words, doc.kind),
        phase: word(words, &format!("phase.{}", doc.phase.key())).unwrap_or_default(),
        about: told(format!("vocabulary.{}", doc.kind)),
        edges: told(format!("vocabulary.{}.edges", doc.kind)),
        example: policy::parse_tree(doc.example).map_or(RuleTree::Map(Vec::new()), |tree| RuleTree::from(&tree)),
        fields: wording.fields(),
    }
}

fn word(words: Words, key: &str) -> Option<String> {
    words.has(key).then(|| words.text(key, &BTreeMap::new()))
}

/// A Chinese sentence without the brackets that hold words of the language of rules: they are for those who write files.
fn unbracketed(sentence: &str) -> String {
    let mut out = String::new();
    let mut rest = sentence;
    while let Some((before, inside)) = rest.split_once('（') {
        out.push_str(before);
        let Some((inside, behind)) = inside.split_once('）') else {
            return out + "（" + inside;
        };
        if !inside.contains(|c: char| c.is_ascii_lowercase()) {
            out.extend(["（", inside, "）"]);
        }
        rest = behind;
    }
    out + rest
}

fn choices_in(shape: &Shape, found: &mut Vec<&'static str>) {
    match shape {
        Shape::Value(value) | Shape::Either(value, _) => found.extend(&value.choices),
        Shape::List(item) | Shape::Map(item) => choices_in(item, found),
        Shape::Group(_) => {}
    }
}

/// Whether a part of a sentence tells more than the form shows anyway: its choices, its unit, how a file writes it.
fn tells(part: &str, choices: &[&str]) -> bool {
    let mut tokens = part.split(|c: char| !(c.is_ascii_lowercase() || c == '-'));
    let unit = ["元", "分", "yuan", "points"].contains(&part);
    let written = part.contains(['[', '“', '{']) || part.starts_with("写法同") || part.starts_with("written as");
    !unit && !written && !tokens.any(|token| choices.contains(&token))
}

/// The words of one form.
pub(crate) struct Wording {
    words: Words,
    form: Vec<Field>,
    /// What the language of rules calls things, and what people call them.
    names: BTreeMap<String, String>,
}

impl Wording {
    pub(crate) fn new(words: Words, form: Vec<Field>) -> Self {
        let kinds = Rule::KINDS.iter().map(|doc| (doc.kind.to_string(), labels::kind(words, doc.kind)));
        let mut made = Self { words, form: Vec::new(), names: kinds.collect() };
        // What any key may be called, where a sentence names one of another kind; the form's own names come after.
        let general = words.all().iter().filter_map(|(key, name)| Some((key.strip_prefix("form.key.")?, name)));
        made.names.extend(general.map(|(key, name)| (key.to_string(), name.clone())));
        // What facts are called, where a sentence tells on what a rule rests.
        for key in policy::fact_form() {
            if let Shape::Value(value) = &key.shape {
                made.learn_choices(value, &key);
            }
            made.names.insert(key.key.clone(), made.label(&key));
        }
        made.names.extend(word(words, "form.choice.any").map(|any| ("any".to_string(), any)));
        made.learn(&form);
        made.form = form;
        made
    }

    /// The words of a kind's form.
    pub(crate) fn of_kind(words: Words, kind: &str) -> Self {
        Self::new(words, policy::form_of(kind).unwrap_or_default())
    }

    fn learn(&mut self, fields: &[Field]) {
        for field in fields {
            self.names.insert(field.key.clone(), self.label(field));
            self.learn_shape(&field.shape, field);
        }
    }

    fn learn_shape(&mut self, shape: &Shape, field: &Field) {
        match shape {
            Shape::Value(value) => self.learn_choices(value, field),
            Shape::List(item) | Shape::Map(item) => self.learn_shape(item, field),
            Shape::Group(fields) => self.learn(fields),
            Shape::Either(value, fields) => {
                self.learn_choices(value, field);
                self.learn(fields);
            }
        }
    }

    fn learn_choices(&mut self, value: &ValueForm, field: &Field) {
        for choice in &value.choices {
            let label = self.choice(choice, field);
            self.names.entry((*choice).to_string()).or_insert(label);
        }
    }

    /// The reference's sentence about a field.
    fn sentence(&self, field: &Field, path: &str) -> Option<String> {
        let own = word(self.words, &format!("vocabulary.{}.{path}", field.kind));
        let steps: Vec<_> = path.split('.').collect();
        let mut shared = (0..steps.len())
            .filter_map(|from| word(self.words, &format!("vocabulary.key.{}", steps[from..].join("."))));
        own.or_else(|| shared.next()).map(|sentence| unbracketed(&sentence))
    }

    fn label(&self, field: &Field) -> String {
        let named = |place: &str| word(self.words, &format!("form.{place}"));
        let kind = field.kind;
        named(&format!("{kind}.{}", field.path))
            .or_else(|| word(self.words, &format!("case.field.{}", field.key)).filter(|_| kind == "expect"))
            .or_else(|| {
                let sentence = self.sentence(field, &field.path)?;
                let label = labels::short(&sentence);
                // A sentence that begins with a value only lists values.
                let lists = label.is_empty() || label.starts_with(|c: char| c.is_ascii_lowercase());
                (!lists).then(|| label.to_string())
            })
            .or_else(|| named(&format!("key.{}", field.key)))
            .unwrap_or_else(|| field.key.clone())
    }

    fn choice(&self, value: &str, field: &Field) -> String {
        let told = self.sentence(field, &field.path).map(|s| labels::worded(value, &s)).filter(|label| label != value);
        told.map(|label| label.trim_start_matches("表示").to_string())
            .or_else(|| word(self.words, &format!("form.choice.{value}")))
            .unwrap_or_else(|| value.to_string())
    }

    /// The fields in words.
    pub(crate) fn fields(&self) -> Vec<FieldView> {
        self.form.iter().map(|field| self.field(field)).collect()
    }

    fn field(&self, field: &Field) -> FieldView {
        let label = self.label(field);
        let inner = match &field.shape {
            Shape::Map(_) => format!("{}.*", field.path),
            Shape::List(_) => format!("{}[]", field.path),
            _ => field.path.clone(),
        };
        let sentence = self.sentence(field, &inner).or_else(|| self.sentence(field, &field.path)).unwrap_or_default();
        let mut choices = Vec::new();
        choices_in(&field.shape, &mut choices);
        let help: Vec<_> = labels::rest(&sentence).filter(|part| *part != label && tells(part, &choices)).collect();
        let default = field.default.map(|default| self.default(default, &field.shape, field)).unwrap_or_default();
        FieldView {
            key: field.key.clone(),
            about: self.plain(&help.join(if self.words.lang() == words::Lang::En { "; " } else { "；" })),
            required: field.required,
            shape: self.shape(&field.shape, field, &self.plain(&label)),
            label: self.plain(&label),
            default,
        }
    }

    fn default(&self, default: &str, shape: &Shape, field: &Field) -> String {
        if let Shape::Value(value) = shape
            && value.choices.contains(&default)
        {
            return self.choice(default, field);
        }
        let figure = default.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if figure {
            default.to_string()
        } else {
            word(self.words, &format!("form.default.{default}")).unwrap_or_default()
        }
    }

    fn shape(&self, shape: &Shape, field: &Field, label: &str) -> ShapeView {
        let name = match shape {
            Shape::Map(_) => self.sentence(field, &format!("{}.*", field.path)),
            Shape::List(_) => self.sentence(field, &format!("{}[]", field.path)),
            _ => None,
        };
        let name =
            name.map(|s| labels::short(&s).to_string()).filter(|n| !n.is_empty()).unwrap_or_else(|| label.into());
        let made = |form: &str| ShapeView { form: form.into(), value: None, item: None, name, fields: Vec::new() };
        let all = |fields: &[Field]| fields.iter().map(|field| self.field(field)).collect();
        let boxed = |item: &Shape| Some(Box::new(self.shape(item, field, label)));
        match shape {
            Shape::Value(value) => ShapeView { value: Some(self.value(value, field)), ..made("value") },
            Shape::List(item) => ShapeView { item: boxed(item), ..made("list") },
            Shape::Map(item) => ShapeView { item: boxed(item), ..made("map") },
            Shape::Group(fields) => ShapeView { fields: all(fields), ..made("group") },
            Shape::Either(value, fields) => {
                ShapeView { value: Some(self.value(value, field)), fields: all(fields), ..made("either") }
            }
        }
    }

    fn value(&self, value: &ValueForm, field: &Field) -> ValueView {
        let entry = match value.entry {
            Entered::Number => "number",
            Entered::Whole => "whole",
            Entered::Month => "month",
            Entered::Text => "text",
            Entered::Choice => "choice",
        };
        let choices = value.choices.iter();
        ValueView {
            entry: entry.into(),
            unit: word(self.words, &format!("form.unit.{}", value.unit)).unwrap_or_default(),
            choices: choices.map(|c| ChoiceView { value: (*c).into(), label: self.choice(c, field) }).collect(),
        }
    }

    /// A sentence in which the language of rules is not spoken: each of its words that has a name becomes that name, and
    /// what stands in brackets for those who write files alone goes.
    pub(crate) fn plain(&self, sentence: &str) -> String {
        let sentence = unbracketed(sentence);
        let mut out = String::new();
        let mut rest = sentence.as_str();
        while let Some(at) = rest.find(|c: char| c.is_ascii_lowercase()) {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let end = rest.find(|c: char| !(c.is_ascii_lowercase() || c == '-')).unwrap_or(rest.len());
            let (token, behind) = rest.split_at(end);
            match self.names.get(token).filter(|_| self.words.lang() != words::Lang::En) {
                Some(name) => {
                    out.truncate(out.trim_end_matches(' ').len());
                    out.extend(["“", name, "”"]);
                    rest = behind.trim_start_matches(' ');
                }
                None => {
                    out.push_str(token);
                    rest = behind;
                }
            }
        }
        out + rest
    }

    /// A problem's argument by the names that the form shows.
    pub(crate) fn argument(&self, name: &str, value: &str) -> String {
        let named = |text: &str| self.names.get(text).cloned().unwrap_or_else(|| text.to_string());
        match name {
            "key" | "kind" => named(value),
            "choices" => value.split(" | ").map(named).collect::<Vec<_>>().join("、"),
            "known" => value.split(", ").map(named).collect::<Vec<_>>().join("、"),
            _ => value.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use words::Lang;

    fn each<'a>(fields: &'a [FieldView], see: &mut dyn FnMut(&'a FieldView)) {
        for field in fields {
            see(field);
            shape(&field.shape, see);
        }
    }

    fn shape<'a>(view: &'a ShapeView, see: &mut dyn FnMut(&'a FieldView)) {
        each(&view.fields, see);
        if let Some(item) = &view.item {
            shape(item, see);
        }
    }

    /// A letter alone is a number's name.
    fn latin(text: &str) -> bool {
        text.split(|c: char| !c.is_ascii_lowercase()).any(|token| token.len() > 1)
    }

    #[test]
    fn no_form_speaks_the_language_of_rules_to_an_official() {
        let forms = policy_forms(Words::new(Lang::ZhCn));
        let mut wrong = Vec::new();
        let kinds = forms.kinds.iter().map(|k| (k.kind.as_str(), k.fields.as_slice()));
        for (kind, fields) in kinds.chain([("fact", forms.fact.as_slice()), ("expect", &forms.expect)]) {
            each(fields, &mut |field| {
                let choices = field.shape.value.iter().flat_map(|v| &v.choices).map(|c| &c.label);
                for text in choices.chain([&field.label, &field.default, &field.about]).filter(|text| latin(text)) {
                    wrong.push(format!("{kind} {}: {text}", field.key));
                }
            });
        }
        for kind in &forms.kinds {
            let told = [&kind.name, &kind.about, &kind.edges];
            wrong.extend(told.into_iter().filter(|t| latin(t)).map(|t| format!("{}: {t}", kind.kind)));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn words_of_files_become_the_names_of_fields() {
        let wording = Wording::of_kind(Words::new(Lang::ZhCn), "indicators");
        let check = |sentence: &str, expected: &str| assert_eq!(wording.plain(sentence), expected);
        check("合计必须等于 total。", "合计必须等于“各项满分合计”。");
        check("由会议决定（decision choose），另记。", "由会议决定，另记。");
        check("写“种类/次数”（含）", "写“种类/次数”（含）");
        assert_eq!(wording.argument("choices", "earned | deductions"), "录得分、录扣分");
    }
}
