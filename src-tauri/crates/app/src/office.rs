//! An open office file with everything the use cases need around it.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use documents::Typesetter;
use domain::{Month, Outcome, Problem};
use policy::{Carry, Judged, Policy};
use store::{Access, Entry, Stamp, Store, Tx};
use words::{Lang, Words};

use crate::{
    Clock, Register,
    kept::Kept,
    view::{Changed, ProblemView, UndoState},
};

/// An open office file.
pub struct Office {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) words: Words,
    pub(crate) assets: PathBuf,
    typesetter: Arc<OnceLock<Typesetter>>,
    register: Option<Arc<Register>>,
    policies: HashMap<i64, Arc<Policy>>,
    /// What came before a month, by the policy that looks back on it.
    pub(crate) carries: HashMap<(Month, i64), Arc<Carry>>,
    /// What the sheet shows of a month and scheme, so that a saved mark answers with what changed and no more.
    pub(crate) shown: Option<(Month, String, Arc<Judged>)>,
    /// Months as they were judged.
    pub(crate) kept: Vec<Kept>,
    /// The state of the file when it was last asked for.
    pub(crate) seen: Option<Stamp>,
    /// Topics that were written to since somebody last asked.
    stirred: BTreeSet<String>,
}

/// How the program runs: given once by the window or the command line.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Today.
    pub clock: Clock,
    /// The language of sentences; papers are Chinese in any case.
    pub lang: Lang,
    /// Where `assets` are.
    pub assets: PathBuf,
}

impl Setting {
    /// The machine's clock, Chinese, and the assets where they are found.
    pub fn new() -> Self {
        Self { clock: Clock::Machine, lang: Lang::ZhCn, assets: crate::assets::folder() }
    }
}

impl Default for Setting {
    fn default() -> Self {
        Self::new()
    }
}

/// What screens load again after a write.
pub(crate) mod topic {
    pub(crate) const GRIDS: &str = "grids";
    pub(crate) const PEOPLE: &str = "people";
    pub(crate) const MONTH: &str = "month";
    pub(crate) const OUTCOMES: &str = "outcomes";
    pub(crate) const BOARDS: &str = "boards";
    pub(crate) const POLICIES: &str = "policies";
    pub(crate) const SETTINGS: &str = "settings";
    /// Marks entered a second time: no outcome rests on them.
    pub(crate) const SECOND: &str = "second";
    /// Problems found, and their photos.
    pub(crate) const DEFECTS: &str = "defects";
    pub(crate) const ALL: &[&str] = &[GRIDS, PEOPLE, MONTH, OUTCOMES, BOARDS, POLICIES, SETTINGS, SECOND, DEFECTS];
}

/// What a write is called in the record.
pub(crate) struct Deed<'a> {
    pub(crate) verb: &'static str,
    pub(crate) args: Vec<(&'static str, String)>,
    pub(crate) reason: Option<&'a str>,
    pub(crate) topics: &'a [&'a str],
    pub(crate) undoable: bool,
}

impl<'a> Deed<'a> {
    pub(crate) fn new(verb: &'static str, topics: &'a [&'a str]) -> Self {
        Self { verb, args: Vec::new(), reason: None, topics, undoable: true }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    pub(crate) fn because(mut self, reason: &'a str) -> Self {
        self.reason = Some(reason).filter(|r| !r.trim().is_empty());
        self
    }

    /// Not to be undone: a step of the month's workflow, or a whole township made at once.
    pub(crate) fn for_good(mut self) -> Self {
        self.undoable = false;
        self
    }
}

impl Office {
    pub(crate) fn around(store: Store, setting: &Setting) -> Self {
        let mut clock = setting.clock.clone();
        let last = store.journal(1, None).ok().and_then(|lines| lines.first().map(|r| r.id.unsigned_abs()));
        clock.begin_after(last.unwrap_or(0));
        Self {
            store,
            clock,
            words: Words::new(setting.lang),
            assets: setting.assets.clone(),
            typesetter: Arc::default(),
            register: None,
            policies: HashMap::new(),
            carries: HashMap::new(),
            shown: None,
            kept: Vec::new(),
            seen: None,
            stirred: BTreeSet::new(),
        }
    }

    /// Opens a file for writing.
    pub fn open(path: &Path, setting: &Setting) -> Outcome<Self> {
        Ok(Self::around(Store::open(path, &crate::assets::holder(&setting.clock))?, setting))
    }

    /// Opens a file for reading, also while another program writes to it.
    pub fn open_read_only(path: &Path, setting: &Setting) -> Outcome<Self> {
        Ok(Self::around(Store::open_read_only(path)?, setting))
    }

    /// Makes a new, empty file; the township assistant and the demonstration fill it.
    pub(crate) fn create(path: &Path, setting: &Setting) -> Outcome<Self> {
        Ok(Self::around(Store::create(path, &crate::assets::holder(&setting.clock))?, setting))
    }

    /// An office in memory.
    pub fn in_memory(setting: &Setting) -> Outcome<Self> {
        Ok(Self::around(Store::in_memory()?, setting))
    }

    /// Whether it can only be read.
    pub fn read_only(&self) -> bool {
        *self.store.access() == Access::Read
    }

    /// The words of the language in use.
    pub fn words(&self) -> Words {
        self.words
    }

    /// Changes the language of sentences.
    pub fn set_lang(&mut self, lang: Lang) {
        self.words = Words::new(lang);
    }

    /// The register as it stands.
    pub fn register(&mut self) -> Outcome<Arc<Register>> {
        self.stamp()?;
        if let Some(register) = &self.register {
            return Ok(Arc::clone(register));
        }
        let register = Arc::new(Register::load(&self.store)?);
        self.register = Some(Arc::clone(&register));
        Ok(register)
    }

    /// The typesetter; its fonts are read when it is first needed.
    pub fn typesetter(&self) -> Outcome<&Typesetter> {
        if self.typesetter.get().is_none() {
            let made = Typesetter::new(&self.assets)?;
            let _ = self.typesetter.set(made);
        }
        self.typesetter.get().ok_or_else(|| Problem::new("fonts-missing").into())
    }

    /// A policy file that was adopted, read once.
    pub(crate) fn policy_of(&mut self, adopted: &domain::AdoptedPolicy) -> Outcome<Arc<Policy>> {
        if let Some(policy) = self.policies.get(&adopted.id) {
            return Ok(Arc::clone(policy));
        }
        let policy = Arc::new(
            policy::read(&adopted.file)
                .map_err(|problems| domain::Fault::refused(problems.iter().map(Problem::from).collect()))?,
        );
        self.policies.insert(adopted.id, Arc::clone(&policy));
        Ok(policy)
    }

    /// The one gate to a write: a transaction, its journal entry, what changed; caches that it may have made untrue go.
    pub(crate) fn write<T>(
        &mut self,
        deed: Deed<'_>,
        work: impl FnOnce(&Tx<'_>) -> Outcome<T>,
    ) -> Outcome<(T, Changed)> {
        let args: BTreeMap<_, _> = deed.args.iter().map(|(k, v)| ((*k).to_string(), v.clone())).collect();
        let entry = Entry {
            at: self.clock.stamp(),
            by: self.clerk()?,
            verb: deed.verb.to_string(),
            args: serde_json::to_string(&args).unwrap_or_default(),
            reason: deed.reason.map(str::to_string),
            undoable: deed.undoable,
        };
        let value = self.store.write(&entry, work)?;
        self.forget(deed.topics);
        let text = self.words.text(&format!("journal.{}", deed.verb), &args);
        Ok((
            value,
            Changed { text, topics: deed.topics.iter().map(ToString::to_string).collect(), undo: self.undo_state()? },
        ))
    }

    /// Everything read so far may be untrue.
    pub(crate) fn forget_all(&mut self) {
        self.forget(topic::ALL);
        self.shown = None;
        self.kept.clear();
    }

    /// The topics written to since this was last asked: other windows read them again.
    pub fn take_stirred(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.stirred)
    }

    fn forget(&mut self, topics: &[&str]) {
        if topics == [topic::SECOND] {
            return;
        }
        self.stirred.extend(topics.iter().map(ToString::to_string));
        if topics.contains(&topic::GRIDS) || topics.contains(&topic::PEOPLE) {
            self.register = None;
        }
        if topics.contains(&topic::POLICIES) {
            self.policies.clear();
        }
        // A mark or a problem of an open month leaves what came before it alone; everything else may not.
        if !topics.iter().all(|t| [topic::MONTH, topic::OUTCOMES, topic::DEFECTS].contains(t)) {
            self.carries.clear();
        }
    }

    /// A problem, worded.
    pub fn problem_view(&self, problem: &Problem) -> ProblemView {
        ProblemView {
            code: problem.code.clone(),
            place: problem.place.clone(),
            text: self.words.what(problem),
            remedy: self.words.remedy(problem).unwrap_or_default(),
        }
    }

    /// Who works at the office: the clerk named in the settings, else the user of the machine.
    pub fn clerk(&self) -> Outcome<String> {
        let clerk = self.settings()?.clerk;
        Ok(if clerk.is_empty() { crate::assets::user() } else { clerk })
    }

    fn sentence(&self, verb: &str, args: &str) -> String {
        let args: BTreeMap<String, String> = serde_json::from_str(args).unwrap_or_default();
        self.words.text(&format!("journal.{verb}"), &args)
    }

    /// The record, newest first.
    pub fn journal(&self, limit: u32, before: Option<i64>) -> Outcome<Vec<crate::view::JournalLine>> {
        let lines = self.store.journal(limit, before)?;
        Ok(lines
            .into_iter()
            .map(|r| crate::view::JournalLine {
                text: self.sentence(&r.verb, &r.args),
                undone: r.undone_by.is_some(),
                id: r.id,
                at: r.at,
                by: r.by,
                verb: r.verb,
                reason: r.reason,
            })
            .collect())
    }

    /// What undo and redo would do now.
    pub fn undo_state(&self) -> Outcome<UndoState> {
        let undo = self.store.undo_target()?.map(|r| self.sentence(&r.verb, &r.args));
        let redo = self.store.redo_target()?.map(|(_, r)| self.sentence(&r.verb, &r.args));
        Ok(UndoState { undo, redo })
    }

    /// Takes back the last entry that stands.
    pub fn undo(&mut self) -> Outcome<Changed> {
        let Some(target) = self.store.undo_target()? else {
            // What was done before a step that is for good stays done: the step rests on it.
            return Err(match self.store.last_standing()? {
                Some(r) => Problem::new("undo-stopped").with("what", self.sentence(&r.verb, &r.args)).into(),
                None => Problem::new("nothing-to-undo").into(),
            });
        };
        self.reverse("undo", target.id, &target)
    }

    /// Does again what was last undone.
    pub fn redo(&mut self) -> Outcome<Changed> {
        let (undo, target) = self.store.redo_target()?.ok_or_else(|| Problem::new("nothing-to-redo"))?;
        self.reverse("redo", undo.id, &target)
    }

    fn reverse(&mut self, verb: &str, id: i64, about: &domain::JournalRecord) -> Outcome<Changed> {
        let what = self.sentence(&about.verb, &about.args);
        let args = BTreeMap::from([("what".to_string(), what)]);
        let entry = Entry {
            at: self.clock.stamp(),
            by: self.clerk()?,
            verb: verb.to_string(),
            args: serde_json::to_string(&args).unwrap_or_default(),
            reason: None,
            undoable: true,
        };
        self.store.undo(id, &entry)?;
        self.forget(topic::ALL);
        let text = self.words.text(&format!("journal.{verb}"), &args);
        Ok(Changed { text, topics: topic::ALL.iter().map(ToString::to_string).collect(), undo: self.undo_state()? })
    }
}
