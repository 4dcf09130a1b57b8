//! The reference of all kinds of rules, made from the code: whoever has it can write a policy from it alone.

use std::fmt::Write as _;

use crate::rules::Rule;

/// One kind in the reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VocabularyEntry {
    /// As written behind `kind:`.
    pub kind: &'static str,
    /// The phase's key.
    pub phase: &'static str,
    /// What it is for.
    pub about: String,
    /// What holds at the edges.
    pub edges: String,
    /// Its keys.
    pub keys: Vec<VocabularyKey>,
    /// A rule that the program reads.
    pub example: &'static str,
}

/// One key of a kind; `*` stands for a name of one's own, `[]` for each item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VocabularyKey {
    /// As written.
    pub key: &'static str,
    /// What stands there.
    pub unit: &'static str,
    /// What holds when it is left out; `None` when it must be there.
    pub default: Option<&'static str>,
    /// What it means.
    pub about: String,
}

/// A whole policy file, small.
pub const FILE_EXAMPLE: &str = "\
id: demo-monthly
title: 网格员月度考评
subject: worker
period: month
versions:
  - from: 2026-01
    clauses:
      - document: 某环办〔2026〕1号
        article: 第八条
        text: 八十分以上为好，其余为差。
        rule: { kind: grade-bands, bands: { 好: { from: 80 }, 差: { below: 80 } } }
      - article: 第十二条
        text: 一年内第一次差的，批评指正；第二次，通报批评。
        rule:
          kind: ladder
          events: [{ grade: 差 }]
          count: { over: calendar-year }
          steps:
            - { measures: [批评指正] }
            - { measures: [通报批评] }
      - article: 第十六条
        text: 本办法由乡人居环境办公室负责解释。
        no-rule: 解释权条款，不影响结果
";

/// A case file for [`FILE_EXAMPLE`].
pub const CASES_EXAMPLE: &str = "\
- case: 一年内第二次差的，通报批评
  facts:
    - { month: 2026-02, subject: 甲, score: 58 }
    - { month: 2026-05, subject: 甲, score: 79.99 }
  expect:
    - { month: 2026-05, subject: 甲, grade: 差, measures: [通报批评], reward: none, because: [第八条, 第十二条] }
";

/// A table of facts for [`FILE_EXAMPLE`].
pub const FACTS_EXAMPLE: &str = "\
month,subject,group,fact,item,value,source,date,role
2026-02,甲,,score,,58,,,
2026-02,乙,,score,,91.5,,,
2026-05,甲,,score,,79.99,,,
2026-05,甲,,decision,appeal,,,2026-06-03,
2026-05,乙,,state,absent,,,,
";

/// The reference as data; `say` looks up words by key.
pub fn vocabulary(say: &dyn Fn(&str) -> Option<String>) -> Vec<VocabularyEntry> {
    let words = |key: String| say(&key).unwrap_or_default();
    let entry = |doc: &crate::rules::KindDoc| VocabularyEntry {
        kind: doc.kind,
        phase: doc.phase.key(),
        about: words(format!("vocabulary.{}", doc.kind)),
        edges: words(format!("vocabulary.{}.edges", doc.kind)),
        keys: doc
            .keys
            .iter()
            .map(|key| VocabularyKey {
                key: key.key,
                unit: key.unit,
                default: key.default,
                about: say(&format!("vocabulary.{}.{}", doc.kind, key.key))
                    .or_else(|| say(&format!("vocabulary.key.{}", key.key)))
                    .unwrap_or_default(),
            })
            .collect(),
        example: doc.example,
    };
    Rule::KINDS.iter().map(entry).collect()
}

/// What the reference says before the kinds of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferencePart {
    /// `file`, `cases`, `facts`, `order` or `outcome`.
    pub key: &'static str,
    /// The text.
    pub about: String,
    /// A whole file of this form.
    pub example: Option<&'static str>,
}

/// The form of a policy file, of its cases and of the table of facts, the order of the work, what comes out.
pub fn reference_parts(say: &dyn Fn(&str) -> Option<String>) -> Vec<ReferencePart> {
    let parts = [
        ("file", Some(FILE_EXAMPLE)),
        ("cases", Some(CASES_EXAMPLE)),
        ("facts", Some(FACTS_EXAMPLE)),
        ("order", None),
        ("outcome", None),
    ];
    let about = |key: &str| say(&format!("vocabulary.{key}")).unwrap_or_default();
    parts.map(|(key, example)| ReferencePart { key, about: about(key), example }).into()
}

/// The reference as one text to read or print.
pub fn reference(say: &dyn Fn(&str) -> Option<String>) -> String {
    let words = |key: &str| say(key).unwrap_or_default();
    let mut out = String::new();
    let indented = |text: &str| text.trim_end().lines().map(|line| format!("    {line}\n")).collect::<String>();
    let _ = writeln!(out, "# {}\n", words("vocabulary.title"));
    let parts = reference_parts(say).into_iter().map(|part| {
        let example = part.example.map(|text| format!("\n{}", indented(text))).unwrap_or_default();
        format!("{}\n{example}", part.about)
    });
    out += &parts.collect::<Vec<_>>().join("\n");
    let (required, default) = (words("vocabulary.label-required"), words("vocabulary.label-default"));
    for entry in vocabulary(say) {
        let phase = words(&format!("phase.{}", entry.phase));
        let _ = writeln!(out, "\n## {} · {phase}\n{}\n{}\n", entry.kind, entry.about, entry.edges);
        for key in entry.keys {
            let holds = key.default.map_or_else(|| required.clone(), |value| format!("{default} {value}"));
            let _ = writeln!(out, "- {} ({}; {holds}): {}", key.key, key.unit, key.about);
        }
        let _ = writeln!(out, "\n{}:\n{}", words("vocabulary.label-example"), indented(entry.example).trim_end());
    }
    out
}
