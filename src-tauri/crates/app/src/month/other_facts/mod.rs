//! Facts beside marks: votes, money received, base amounts, what higher levels say, vetoes, overdue orders, bonuses.
//! One use case for all kinds; what each must say stands in `kinds`.

pub(crate) mod kinds;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};

use domain::{Date, Fault, Finder, Month, MonthState, OtherFact, Outcome, Problem, SubjectId};
use policy::FactUse;

use self::kinds::{Identity, KINDS, Kind, Part};
use crate::{
    Office, Register,
    month::marks::start_scoring,
    office::{Deed, topic},
    schemes::Scheme,
    view::{Changed, FactForm, FactKindView, FactSubject, FactsView},
};

const TOPICS: &[&str] = &[topic::MONTH, topic::OUTCOMES];

/// What facts of a month are measured against.
pub(crate) struct Measure {
    pub(crate) month: Month,
    today: Date,
    pub(crate) subjects: Vec<FactSubject>,
    schemes: Vec<Lens>,
}

/// What one scheme of the month looks at, and in whom.
struct Lens {
    title: String,
    members: BTreeSet<SubjectId>,
    uses: Vec<FactUse>,
    articles: Vec<String>,
}

impl Measure {
    fn of(schemes: &[Scheme], register: &Register, month: Month, today: Date) -> Self {
        // What rests on another scheme of the month is worked out, not entered.
        let made_here = |found: &FactUse| {
            let of_month = |source: &String| schemes.iter().any(|s| s.id() == source || s.policy.title == *source);
            found.fact == "external" && !found.sources.is_empty() && found.sources.iter().all(of_month)
        };
        let mut subjects: Vec<(Option<u32>, String, FactSubject)> = Vec::new();
        let mut lenses = Vec::new();
        for scheme in schemes {
            let mut members = BTreeSet::new();
            for post in register.subjects(scheme.policy.subject, scheme.span()) {
                members.insert(post.subject);
                let Some(named) = register.named(post.subject).filter(|_| {
                    // Who is judged by several schemes stands once.
                    !lenses.iter().any(|l: &Lens| l.members.contains(&post.subject))
                }) else {
                    continue;
                };
                let village = register.village(post.grid);
                let place = village.map(|v| format!("{} {}", v.code, register.grid(post.grid).map_or("", |g| &g.code)));
                subjects.push((
                    village.and_then(|v| v.route),
                    place.unwrap_or_default(),
                    FactSubject {
                        subject: post.subject,
                        code: named.code.to_string(),
                        initials: named.initials.to_string(),
                        village: village.map(|v| v.name.clone()).unwrap_or_default(),
                        name: named.name,
                    },
                ));
            }
            let rules = scheme.rules();
            lenses.push(Lens {
                title: scheme.policy.title.clone(),
                members,
                uses: rules.fact_uses().into_iter().filter(|u| !made_here(u)).collect(),
                articles: rules.clauses.iter().map(|c| c.article.clone()).collect(),
            });
        }
        subjects.sort_by(|a, b| (a.0.unwrap_or(u32::MAX), &a.1).cmp(&(b.0.unwrap_or(u32::MAX), &b.1)));
        Self { month, today, subjects: subjects.into_iter().map(|(.., s)| s).collect(), schemes: lenses }
    }

    /// The clauses that look at facts of a kind, of the schemes that judge a subject.
    fn uses_of(&self, kind: &Kind, subject: Option<SubjectId>) -> impl Iterator<Item = (&Lens, &FactUse)> {
        let lenses = self.schemes.iter().filter(move |l| subject.is_none_or(|id| l.members.contains(&id)));
        lenses.flat_map(move |l| l.uses.iter().filter(move |u| u.fact == kind.fact).map(move |u| (l, u)))
    }

    /// Whether a clause looks at facts of a kind.
    pub(crate) fn used(&self, kind: &Kind) -> bool {
        self.uses_of(kind, None).next().is_some()
    }

    /// What the clauses name; empty as soon as one of them takes any.
    fn named<'a>(
        &'a self,
        kind: &'a Kind,
        subject: Option<SubjectId>,
        of: impl Fn(&'a FactUse) -> &'a [String],
    ) -> Vec<String> {
        let lists: Vec<_> = self.uses_of(kind, subject).map(|(_, u)| of(u)).collect();
        if lists.iter().any(|list| list.is_empty()) {
            return Vec::new();
        }
        let mut seen = BTreeSet::new();
        lists.into_iter().flatten().filter(|name| seen.insert(*name)).cloned().collect()
    }

    /// The items that can be entered; empty where any can.
    fn items(&self, kind: &Kind, subject: Option<SubjectId>) -> Vec<String> {
        match kind.items() {
            [] => self.named(kind, subject, |u| &u.items),
            fixed => fixed.iter().map(ToString::to_string).collect(),
        }
    }

    fn view(&self, kind: &Kind) -> FactKindView {
        let used = self.used(kind);
        let mut articles: Vec<String> = Vec::new();
        let mut who = BTreeSet::new();
        for (lens, found) in self.uses_of(kind, None) {
            who.extend(&lens.members);
            let article = lens.articles.get(found.clause).map_or("", String::as_str);
            let told = if self.schemes.len() > 1 { format!("{} {article}", lens.title) } else { article.to_string() };
            if !articles.contains(&told) {
                articles.push(told);
            }
        }
        let everybody = who.is_empty() || self.subjects.iter().all(|s| who.contains(&s.subject));
        let mut sources = self.named(kind, None, |u| &u.sources);
        if sources.is_empty() {
            sources = usual_sources(kind.fact).iter().map(|level| level.zh().to_string()).collect();
        }
        FactKindView {
            kind: kind.fact.into(),
            used,
            open: used || kind.fact == "score",
            articles: articles.join("、"),
            unit: kind.unit.key().into(),
            items: self.items(kind, None),
            subjects: if everybody { Vec::new() } else { who.into_iter().collect() },
            sources,
            of_subject: kind.of_subject,
            item: match kind.item {
                Part::Needed => "needed",
                Part::Free => "free",
                Part::Absent => "none",
            }
            .into(),
            source_needed: kind.source == Part::Needed,
            document_needed: kind.document,
        }
    }

    pub(crate) fn subject(&self, id: SubjectId) -> Option<&FactSubject> {
        self.subjects.iter().find(|s| s.subject == id)
    }

    /// A form as a fact, or everything that is wrong with it.
    pub(crate) fn read(&self, form: &FactForm) -> Result<OtherFact, Vec<Problem>> {
        let Some(kind) = Kind::of(&form.kind) else {
            return Err(vec![Problem::new("facts-kind").with("kind", &form.kind)]);
        };
        let mut problems = Vec::new();
        let subject = form.subject.filter(|_| kind.of_subject);
        let known = subject.and_then(|id| self.subject(id));
        let place = known.map(|s| s.name.clone()).unwrap_or_default();
        if kind.of_subject && known.is_none() {
            problems.push(match subject {
                None => Problem::new("facts-subject-needed"),
                Some(_) => Problem::new("not-a-subject").at(&form.subject_name).with("month", self.month),
            });
        }
        let mut refuse = |problem: Problem| problems.push(problem.at(&place));
        let item = if kind.item == Part::Absent { String::new() } else { form.item.trim().to_string() };
        let (items, sources) = (self.items(kind, subject), self.named(kind, subject, |u| &u.sources));
        if item.is_empty() && kind.item == Part::Needed {
            refuse(Problem::new("facts-item-needed"));
        } else if !items.is_empty() && !items.contains(&item) {
            refuse(Problem::new("facts-item-not-named").with("item", &item).with("known", items.join("、")));
        }
        let source = form.source.trim().to_string();
        if source.is_empty() && kind.source == Part::Needed {
            refuse(Problem::new("facts-source-needed"));
        } else if !sources.is_empty() && !sources.contains(&source) {
            refuse(Problem::new("facts-source-not-named").with("source", &source).with("known", sources.join("、")));
        }
        let document = form.document.trim().to_string();
        if document.is_empty() && kind.needs_document(&source) {
            refuse(Problem::new("facts-document-needed"));
        }
        if let Some(on) = form.on.filter(|on| *on > self.today) {
            refuse(Problem::new("facts-future").with("date", on).with("today", self.today));
        }
        let value = match kind.unit.read(&form.value) {
            Ok(value) if value < 0 && kind.fact != "score" => {
                refuse(Problem::new("facts-negative").with("value", &form.value));
                0
            }
            Ok(value) => value,
            Err(code) => {
                refuse(Problem::new(code).with("value", &form.value));
                0
            }
        };
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(OtherFact {
            id: form.id.unwrap_or(0),
            month: self.month,
            subject,
            fact: kind.fact.into(),
            item,
            value,
            source,
            on: form.on,
            document,
        })
    }
}

fn usual_sources(fact: &str) -> &'static [Finder] {
    const ABOVE: &[Finder] = &[Finder::County, Finder::City, Finder::Province];
    const ALL: &[Finder] = &[Finder::Village, Finder::Township, Finder::County, Finder::City, Finder::Province];
    match fact {
        "external" | "external-place" => ABOVE,
        "veto" | "overdue" => ALL,
        _ => &[],
    }
}

/// What a fact is, that there is only one of; `None` for kinds without a form.
pub(crate) fn identity(fact: &OtherFact) -> Option<Identity> {
    Kind::of(&fact.fact).map(|kind| kind.identity(fact))
}

impl Office {
    /// What facts of a month are measured against.
    pub(crate) fn measure(&mut self, month: Month) -> Outcome<Measure> {
        let (schemes, register) = (self.schemes_in(month)?, self.register()?);
        Ok(Measure::of(&schemes, &register, month, self.clock.today()))
    }

    /// A kind of fact in words.
    pub(crate) fn fact_name(&self, fact: &str) -> String {
        self.words.text(&format!("fact.{fact}"), &[("", "")])
    }

    /// The month's facts beside marks, and what can be entered.
    pub fn other_facts(&mut self, month: Month) -> Outcome<FactsView> {
        let measure = self.measure(month)?;
        let record = self.month_record(month)?;
        let facts = self.store.facts(month)?;
        let register = self.register()?;
        let rows = facts.into_iter().filter_map(|f| {
            let kind = Kind::of(&f.fact)?;
            let who = f.subject.and_then(|id| measure.subject(id));
            let name = f.subject.map(|id| register.name_of(id)).unwrap_or_default();
            Some(FactForm {
                id: Some(f.id),
                kind: f.fact,
                subject: f.subject,
                subject_name: name,
                village: who.map(|s| s.village.clone()).unwrap_or_default(),
                item: f.item,
                value: kind.unit.text(f.value),
                source: f.source,
                on: f.on,
                document: f.document,
            })
        });
        let rows = rows.collect();
        let mut kinds: Vec<_> = KINDS.iter().map(|kind| measure.view(kind)).collect();
        kinds.sort_by_key(|k| !k.used);
        let editable = matches!(record.state, MonthState::Open | MonthState::Scoring);
        Ok(FactsView { month, editable, kinds, rows, subjects: measure.subjects })
    }

    /// Enters facts, or writes some anew, and takes others back, all in one entry. Taking back needs a reason.
    pub fn save_facts(
        &mut self,
        month: Month,
        forms: &[FactForm],
        taken_back: &[i64],
        reason: &str,
    ) -> Outcome<Changed> {
        let record = self.entry_month(month)?;
        let measure = self.measure(month)?;
        let stored = self.store.facts(month)?;
        let mut problems = Vec::new();
        if !taken_back.is_empty() && reason.trim().is_empty() {
            problems.push(Problem::new("reason-needed").at(month));
        }
        let gone: Vec<_> = taken_back.iter().map(|id| stored.iter().find(|f| f.id == *id)).collect();
        let edited: BTreeSet<i64> = forms.iter().filter_map(|f| f.id).collect();
        let known = |id: &i64| stored.iter().any(|f| f.id == *id && Kind::of(&f.fact).is_some());
        if gone.iter().any(Option::is_none) || !edited.iter().all(known) {
            problems.push(Problem::new("facts-missing").at(month));
        }
        let untouched = stored.iter().filter(|f| !edited.contains(&f.id) && !taken_back.contains(&f.id));
        let mut there: BTreeSet<Identity> = untouched.filter_map(identity).collect();
        let mut facts = Vec::new();
        for form in forms {
            match measure.read(form) {
                Err(found) => problems.extend(found),
                Ok(fact) => {
                    if identity(&fact).is_some_and(|one| !there.insert(one)) {
                        let place = fact.subject.and_then(|id| measure.subject(id)).map(|s| s.name.clone());
                        let what = [self.fact_name(&fact.fact), fact.item.clone(), fact.source.clone()];
                        let what: Vec<_> = what.into_iter().filter(|text| !text.is_empty()).collect();
                        problems.push(
                            Problem::new("facts-there").at(place.unwrap_or_default()).with("what", what.join(" ")),
                        );
                    }
                    facts.push(fact);
                }
            }
        }
        let touched: Vec<i64> = edited.iter().chain(taken_back).copied().collect();
        problems.extend(self.ballot_conflicts(month, &facts, &touched)?);
        if facts.is_empty() && taken_back.is_empty() && problems.is_empty() {
            problems.push(Problem::new("facts-nothing").at(month));
        }
        if !problems.is_empty() {
            return Err(Fault::refused(problems));
        }
        let verb = if facts.is_empty() { "remove-facts" } else { "save-facts" };
        let told: Vec<&OtherFact> =
            if facts.is_empty() { gone.into_iter().flatten().collect() } else { facts.iter().collect() };
        let deed = Deed::new(verb, TOPICS)
            .with("month", month)
            .with("count", told.len())
            .with("kinds", self.kinds_of(&told))
            .with("names", self.names_of(&measure, &told))
            .because(reason);
        let ((), changed) = self.write(deed, |tx| {
            start_scoring(tx, &record)?;
            taken_back.iter().try_for_each(|id| tx.remove_fact(*id))?;
            facts.iter().try_for_each(|fact| tx.put_fact(fact).map(drop))
        })?;
        Ok(changed)
    }

    fn kinds_of(&self, facts: &[&OtherFact]) -> String {
        let kinds: BTreeSet<_> = facts.iter().map(|f| f.fact.as_str()).collect();
        kinds.into_iter().map(|k| self.fact_name(k)).collect::<Vec<_>>().join("、")
    }

    /// The first few whom facts are about; what they are for where they are about nobody.
    fn names_of(&self, measure: &Measure, facts: &[&OtherFact]) -> String {
        let mut seen: HashMap<String, ()> = HashMap::new();
        let mut names = Vec::new();
        for fact in facts {
            let name =
                fact.subject.and_then(|id| measure.subject(id)).map_or_else(|| fact.source.clone(), |s| s.name.clone());
            if !name.is_empty() && seen.insert(name.clone(), ()).is_none() {
                names.push(name);
            }
        }
        let more = names.len() > 3;
        names.truncate(3);
        names.join("、") + if more { "…" } else { "" }
    }
}
