//! Every sentence on screen and paper, by key and language, from `assets/words`, embedded when the program is built.
//!
//! Sentences have `{name}` placeholders and nothing cleverer: no plurals, no nested keys.

use std::{collections::BTreeMap, sync::OnceLock};

use domain::Problem;

mod topics {
    include!(concat!(env!("OUT_DIR"), "/topics.rs"));
}

/// The languages that the words exist in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// 简体中文, the field's own.
    #[default]
    ZhCn,
    /// English.
    En,
}

impl Lang {
    /// From `zh-CN`, `zh` or `en`, as on the command line.
    pub fn parse(tag: &str) -> Option<Self> {
        match tag.trim().to_ascii_lowercase().as_str() {
            "zh-cn" | "zh" => Some(Self::ZhCn),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The folder under `assets/words`, and the tag for HTML and PDF.
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    fn topics(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::ZhCn => topics::ZH_CN,
            Self::En => topics::EN,
        }
    }
}

type Table = BTreeMap<String, String>;

/// The words of one language. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    lang: Lang,
    table: &'static Table,
}

impl Words {
    /// The words of a language; its files are parsed once in the life of the program.
    pub fn new(lang: Lang) -> Self {
        static TABLES: [OnceLock<Table>; 2] = [OnceLock::new(), OnceLock::new()];
        let slot = &TABLES[usize::from(lang == Lang::En)];
        Self { lang, table: slot.get_or_init(|| parse_topics(lang)) }
    }

    /// Which language this is.
    pub fn lang(self) -> Lang {
        self.lang
    }

    /// Every key with its sentence, placeholders still in it: what the window takes over whole.
    pub fn all(self) -> &'static BTreeMap<String, String> {
        self.table
    }

    /// Whether a sentence exists.
    pub fn has(self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The sentence of a key with its placeholders filled. A missing key comes out as `⟨key⟩`, a missing argument as
    /// `⟨name⟩`: visible on screen, and caught by tests, but never a reason to stop.
    pub fn text<A: Args + ?Sized>(self, key: &str, args: &A) -> String {
        match self.table.get(key) {
            Some(sentence) => fill(sentence, |name| args.value(name)),
            None => format!("⟨{key}⟩"),
        }
    }

    /// What happened, where, and what to do about it: the place, `problem.<code>` and `remedy.<code>`.
    pub fn problem(self, problem: &Problem) -> String {
        let what = self.what(problem);
        let Some(remedy) = self.remedy(problem) else { return what };
        format!("{what}{}{remedy}", if self.lang == Lang::En { " " } else { "" })
    }

    /// The first half of [`Words::problem`]: the place and what is wrong there.
    pub fn what(self, problem: &Problem) -> String {
        let what = self.text(&format!("problem.{}", problem.code), &problem.args);
        match (problem.place.is_empty(), self.lang) {
            (true, _) => what,
            (false, Lang::ZhCn) => format!("{}：{what}", problem.place),
            (false, Lang::En) => format!("{}: {what}", problem.place),
        }
    }

    /// The second half: what to do, where the words say it.
    pub fn remedy(self, problem: &Problem) -> Option<String> {
        let key = format!("remedy.{}", problem.code);
        self.has(&key).then(|| self.text(&key, &problem.args))
    }
}

/// Where a sentence's placeholders get their values.
pub trait Args {
    /// The value of one placeholder.
    fn value(&self, name: &str) -> Option<&str>;
}

impl Args for BTreeMap<String, String> {
    fn value(&self, name: &str) -> Option<&str> {
        self.get(name).map(String::as_str)
    }
}

impl Args for [(&str, &str)] {
    fn value(&self, name: &str) -> Option<&str> {
        self.iter().find(|(n, _)| *n == name).map(|(_, value)| *value)
    }
}

impl<const N: usize> Args for [(&str, &str); N] {
    fn value(&self, name: &str) -> Option<&str> {
        self.as_slice().value(name)
    }
}

/// One pass, so that braces inside a value are never taken for placeholders.
fn fill<'a>(sentence: &str, value: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut out = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match value(name) {
            Some(text) => out.push_str(text),
            None => out.extend(["⟨", name, "⟩"]),
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// A file that is no JSON object of texts gives no words; the tests of this crate name it.
fn parse_topics(lang: Lang) -> Table {
    lang.topics().iter().filter_map(|(_, json)| serde_json::from_str::<Table>(json).ok()).flatten().collect()
}

#[cfg(test)]
mod tests;
