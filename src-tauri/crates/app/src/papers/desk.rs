//! Everything that a month's papers are made from, laid out once: the month as judged, its reasons, what was entered
//! beside the marks, and where the month stands.

use std::{collections::HashMap, sync::Arc};

use chrono::Datelike;
use documents::Document;
use domain::{Date, Decision, Finding, Handout, Inspection, InspectionKind, Month, MonthState, Outcome, SubjectId};
use policy::{Period, Policy, Reason, SubjectKind};
use words::{Args, Words};

use super::{chinese, correction::Corrected, defects::Noted, kind::Kind, owed::Owed};
use crate::{JudgedMonth, Office, month::notice_of, view::Settings};

pub(super) struct Desk {
    pub(super) judged: Arc<JudgedMonth>,
    /// By subject.
    pub(super) reasons: Vec<Vec<Reason>>,
    pub(super) settings: Settings,
    pub(super) inspections: Vec<Inspection>,
    /// Those of them for which something was drawn.
    drawn: Vec<i64>,
    pub(super) findings: Vec<Finding>,
    pub(super) decisions: Vec<Decision>,
    pub(super) handouts: Vec<Handout>,
    /// Group and place in the month before, of those who had one.
    pub(super) before: HashMap<SubjectId, (Option<String>, u32)>,
    pub(super) number: Option<(i32, u32)>,
    /// Corrections of the month, oldest first.
    pub(super) corrections: Vec<Corrected>,
    /// 补发 and 扣回 of corrected months, paid with this one.
    pub(super) owed: Vec<Owed>,
    /// Problems of the month, and open ones of months before; with their photos where there are any.
    pub(super) defects: Vec<Noted>,
    pub(super) kind: JudgedKind,
    /// Id and title of the scheme, where it is not the month's first.
    other: Option<(String, String)>,
    today: Date,
    words: Words,
    pub(super) namesakes: HashMap<String, u32>,
}

impl Office {
    pub(super) fn desk(&mut self, month: Month, scheme: Option<&str>) -> Outcome<Desk> {
        let judged = self.judge_by(month, scheme)?;
        let schemes = self.schemes_in(month)?;
        let first = schemes.first().is_some_and(|s| s.id() == judged.scheme());
        let ending = schemes.iter().filter(|s| s.last == month).position(|s| s.id() == judged.scheme());
        let (_, reasons) = policy::reasons_for_all(&judged.policy, judged.version, &judged.carry, &judged.facts);
        let before = match self.store.month(judged.last.plus(-judged.policy.period.months()))? {
            Some(record) if record.state == MonthState::Closed => self
                .store
                .outcomes(record.month, record.version, judged.scheme())?
                .into_iter()
                .filter_map(|o| Some((o.subject, (o.group, o.rank?))))
                .collect(),
            _ => HashMap::new(),
        };
        let mut namesakes: HashMap<String, u32> = HashMap::new();
        for post in &judged.posts {
            *namesakes.entry(judged.register.name_of(post.subject)).or_default() += 1;
        }
        let inspections: Vec<Inspection> =
            self.store.inspections(month)?.into_iter().filter(|i| i.scheme == judged.scheme()).collect();
        let mut drawn = Vec::new();
        for inspection in &inspections {
            if !self.store.lots(inspection.id)?.is_empty() {
                drawn.push(inspection.id);
            }
        }
        Ok(Desk {
            reasons,
            settings: self.settings()?,
            inspections,
            drawn,
            findings: self.store.findings(month)?,
            decisions: self.store.decisions(month)?.into_iter().filter(|d| d.scheme == judged.scheme()).collect(),
            handouts: self.store.handouts(month)?.into_iter().filter(|h| h.scheme == judged.scheme()).collect(),
            before,
            number: match ending {
                Some(at) => self.store.paper_number(month, &notice_of(at, judged.scheme()))?,
                None => None,
            },
            defects: self.noted(month)?,
            kind: JudgedKind::of(&judged.policy),
            other: (!first).then(|| (judged.scheme().to_string(), judged.policy.title.clone())),
            corrections: self.corrections_of(month, &judged.register)?,
            owed: self.owed_with(&judged)?,
            today: self.clock.today(),
            words: chinese(),
            namesakes,
            judged,
        })
    }
}

impl Desk {
    /// A paper's sentence. What every sentence may name, who is judged and how often, is filled in here.
    pub(super) fn say<A: Args + ?Sized>(&self, key: &str, args: &A) -> String {
        self.words.text(&format!("paper.{key}"), &Judging { said: args, kind: &self.kind })
    }

    pub(super) fn state(&self) -> MonthState {
        self.judged.record.state
    }

    /// 2026年6月, or the longer period that ends with the month: 2026年第二季度.
    pub(super) fn month(&self) -> String {
        period_name(self.judged.policy.period, self.judged.last)
    }

    /// Who issues; the township itself where no office is named.
    pub(super) fn office(&self) -> String {
        match self.settings.issuer.trim() {
            "" => self.township(),
            issuer => issuer.to_string(),
        }
    }

    pub(super) fn township(&self) -> String {
        crate::boards::township(&self.judged.register, &self.settings)
    }

    /// The date that a paper bears: its own day of the month's way once that has come, else today.
    pub(super) fn date(&self, kind: Kind) -> Date {
        let record = &self.judged.record;
        let own = match kind {
            Kind::Ranking | Kind::Publication | Kind::Deductions => record.published_on,
            Kind::Notice | Kind::Payment | Kind::Goods | Kind::RedBlack => record.closed_on,
            Kind::Derivation(_) | Kind::Derivations => record.closed_on.or(record.published_on),
            Kind::Correction(id) => self.correction_date(id),
            Kind::Blank(_) | Kind::BlankOf(_) | Kind::Lots(_) | Kind::Rectification | Kind::OpenDefects => None,
            Kind::Sheet(_) | Kind::Talk(_) | Kind::Appeal(_) => None,
        };
        own.unwrap_or(self.today)
    }

    /// Every paper that the month has or will have.
    pub(super) fn kinds(&self) -> Vec<Kind> {
        let mut kinds = if self.judged.rules().indicators().is_empty() { Vec::new() } else { self.blanks() };
        kinds.extend(self.drawn.iter().map(|id| Kind::Lots(*id)));
        kinds.extend(self.inspections.iter().map(|i| Kind::Sheet(i.id)));
        // Orders and the list of what is open are the township's, whatever schemes look at it.
        kinds.extend([Kind::Rectification, Kind::OpenDefects].into_iter().filter(|_| self.other.is_none()));
        kinds.extend([
            Kind::Deductions,
            Kind::Ranking,
            Kind::Publication,
            Kind::RedBlack,
            Kind::Notice,
            Kind::Payment,
            Kind::Goods,
        ]);
        let people = (0..self.judged.posts.len()).filter(|&i| self.measure(i).is_some());
        kinds.extend(people.map(|i| Kind::Talk(self.judged.posts[i].subject)));
        let appealed = self.judged.posts.iter().map(|p| p.subject).filter(|s| self.appeal_of(*s).is_some());
        kinds.extend(appealed.map(Kind::Appeal));
        kinds.push(Kind::Derivations);
        // One notice a correction, whatever schemes it reached: among the papers of the month's first.
        kinds.extend(self.corrections.iter().filter(|_| self.other.is_none()).map(|c| Kind::Correction(c.record.id)));
        kinds
    }

    /// The blank sheet of each inspection. Before there is any: one, or one for each kind of inspection where they differ in
    /// what they look at.
    fn blanks(&self) -> Vec<Kind> {
        let rules = self.judged.rules();
        if !self.inspections.is_empty() {
            return self.inspections.iter().map(|i| Kind::BlankOf(i.id)).collect();
        }
        if rules.indicators().iter().all(|i| i.inspections.is_empty()) {
            return vec![Kind::Blank(None)];
        }
        rules.inspections().iter().filter_map(|kind| Some(Kind::Blank(Some(InspectionKind::parse(kind)?)))).collect()
    }

    /// Why a paper can't be made yet, as the key of its words.
    pub(super) fn hindrance(&self, kind: Kind) -> Option<&'static str> {
        let outcomes = &self.judged.judged.outcomes;
        let state = self.state();
        let scored = outcomes.iter().any(|o| o.score.is_some() || o.rank.is_some());
        let published = matches!(state, MonthState::Published | MonthState::Closed);
        let at_any_time = matches!(
            kind,
            Kind::Blank(_)
                | Kind::BlankOf(_)
                | Kind::Lots(_)
                | Kind::Sheet(_)
                | Kind::Rectification
                | Kind::OpenDefects
                | Kind::Deductions
        );
        if self.judged.last != self.judged.record.month && !at_any_time {
            return Some("period-runs");
        }
        match kind {
            Kind::Blank(_) | Kind::BlankOf(_) => self.judged.posts.is_empty().then_some("nobody"),
            Kind::Lots(id) => (!self.drawn.contains(&id)).then_some("nothing-drawn"),
            Kind::Sheet(_) => (state == MonthState::Open).then_some("marks"),
            Kind::Ranking | Kind::Publication => (!scored).then_some("marks"),
            Kind::Rectification => self.to_fix().is_empty().then_some("nothing-to-fix"),
            Kind::OpenDefects => self.open_defects().is_empty().then_some("no-open-defects"),
            Kind::Deductions => self.deducted().is_empty().then_some("no-deductions"),
            _ if !published => Some("publish"),
            Kind::RedBlack => outcomes.iter().all(|o| o.lists.is_empty()).then_some("nobody-listed"),
            Kind::Notice | Kind::Derivations | Kind::Correction(_) => None,
            Kind::Payment => {
                (self.owed.is_empty() && (0..outcomes.len()).all(|i| self.payable(i).is_none())).then_some("no-money")
            }
            Kind::Goods => (0..outcomes.len()).all(|i| self.goods(i).is_empty()).then_some("no-goods"),
            Kind::Talk(person) => match self.judged.position(person).map(|i| (i, self.measure(i))) {
                None | Some((_, None)) => Some("no-measure"),
                Some((i, Some(_))) => self.held_up(i).then_some("appeal"),
            },
            Kind::Appeal(person) => self.appeal_of(person).is_none().then_some("no-appeal"),
            Kind::Derivation(person) => self.judged.position(person).is_none().then_some("nobody"),
        }
    }

    /// Whether a paper is not yet final and says so.
    pub(super) fn draft(&self, kind: Kind) -> bool {
        let closed = self.state() == MonthState::Closed;
        match kind {
            Kind::Blank(_) | Kind::BlankOf(_) | Kind::Lots(_) => false,
            Kind::Correction(_) | Kind::Rectification | Kind::OpenDefects => false,
            Kind::Sheet(_) | Kind::Deductions | Kind::Ranking | Kind::Publication => {
                !matches!(self.state(), MonthState::Published | MonthState::Closed)
            }
            Kind::Notice => !closed || (0..self.judged.posts.len()).any(|i| self.undecided(i)),
            Kind::RedBlack | Kind::Payment | Kind::Goods | Kind::Derivation(_) | Kind::Derivations => !closed,
            Kind::Talk(person) => self.judged.position(person).is_some_and(|i| self.undecided(i)),
            Kind::Appeal(_) => false,
        }
    }

    /// A title, marked as a draft where it is one.
    pub(super) fn titled(&self, kind: Kind, title: String) -> String {
        if !self.draft(kind) {
            return title;
        }
        // An official title is broken into lines by sense: the mark has its own.
        let title = if title.contains('\n') { title + "\n" } else { title };
        self.say("draft", &[("title", title.as_str())])
    }

    /// What a paper is called in a list.
    pub(super) fn name_of(&self, kind: Kind, words: Words) -> String {
        let name = words.text(&format!("paper-name.{}", kind.stem()), &[]);
        let about = match kind {
            Kind::Blank(Some(kind)) => kind.zh().to_string(),
            Kind::Sheet(id) | Kind::BlankOf(id) | Kind::Lots(id) => {
                self.inspections.iter().find(|i| i.id == id).map(inspection_name).unwrap_or_default()
            }
            Kind::Talk(person) | Kind::Appeal(person) | Kind::Derivation(person) => {
                match self.judged.register.named(person) {
                    Some(n) => format!("{} {}", n.name, n.code),
                    None => String::new(),
                }
            }
            Kind::Correction(id) => match self.corrected(id) {
                Some(c) => words.text("correction.version", &[("version", c.ripple.version.to_string().as_str())]),
                None => String::new(),
            },
            _ => String::new(),
        };
        let scheme = self.other.as_ref().map_or("", |(_, title)| title.as_str());
        let parts = [name.as_str(), about.as_str(), scheme];
        let name = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        if self.draft(kind) { words.text("paper.draft", &[("title", name.as_str())]) } else { name }
    }

    /// The key by which both doors name a paper; one of another scheme than the first says which.
    pub(super) fn key_of(&self, kind: Kind) -> String {
        match &self.other {
            Some((scheme, _)) => format!("{scheme}:{}", kind.key()),
            None => kind.key(),
        }
    }

    /// `2026-06 成绩排名表.pdf`.
    pub(super) fn file_name(&self, kind: Kind) -> String {
        let name = self.name_of(kind, self.words);
        let plain: String = name.chars().map(|c| if r#"/\:*?"<>|"#.contains(c) { '-' } else { c }).collect();
        format!("{} {plain}.pdf", self.judged.record.month)
    }

    pub(super) fn document(&self, office: &mut Office, kind: Kind) -> Outcome<Document> {
        Ok(match kind {
            Kind::Blank(of) => Document::ScoreSheet(self.blank_sheet(kind, of)),
            Kind::BlankOf(id) => Document::BlankSheet(self.blank_of(office, kind, id)?),
            Kind::Lots(id) => Document::LotRecord(self.lot_record(office, id)?),
            Kind::Sheet(id) => Document::ScoreSheet(self.score_sheet(office, kind, id)?),
            Kind::Ranking => Document::Ranking(self.ranking()),
            Kind::Publication => Document::Publication(self.publication()),
            Kind::RedBlack => Document::RedBlack(self.red_black()),
            Kind::Notice => Document::Notice(self.notice()),
            Kind::Payment => Document::Payment(self.payment()),
            Kind::Goods => Document::Goods(self.goods_sheet()),
            Kind::Rectification => Document::Rectification(self.rectification(office)?),
            Kind::Deductions => Document::DefectList(self.deductions()),
            Kind::OpenDefects => Document::DefectList(self.open_list()),
            Kind::Talk(person) => Document::Talk(self.talk(person)?),
            Kind::Appeal(person) => Document::Appeal(self.appeal_review(person)?),
            Kind::Derivation(person) => Document::Derivations { pages: vec![self.derivation(office, person)?] },
            Kind::Derivations => Document::Derivations { pages: self.derivations() },
            Kind::Correction(id) => Document::Correction(self.correction(id)?),
        })
    }
}

/// Who is judged and how often, as a paper says it.
pub(super) struct JudgedKind {
    /// 网格员, 行政村.
    who: &'static str,
    /// 名 or 个.
    unit: &'static str,
    /// 人 or 个.
    pub(super) heads: &'static str,
    /// 月度, 季度.
    period: &'static str,
    /// 本月, 本季度.
    span: &'static str,
}

impl JudgedKind {
    fn of(policy: &Policy) -> Self {
        let (who, unit, heads) = match policy.subject {
            SubjectKind::Worker => ("网格员", "名", "人"),
            SubjectKind::Role(role) => (role.zh(), "名", "人"),
            SubjectKind::Grid(level) => (level.zh(), "个", "个"),
        };
        let (period, span) = match policy.period {
            Period::Month => ("月度", "本月"),
            Period::Quarter => ("季度", "本季度"),
            Period::HalfYear => ("半年", "本半年"),
            Period::Year => ("年度", "本年度"),
        };
        Self { who, unit, heads, period, span }
    }
}

/// A sentence's own arguments, and those that every sentence may use.
struct Judging<'a, A: ?Sized> {
    said: &'a A,
    kind: &'a JudgedKind,
}

impl<A: Args + ?Sized> Args for Judging<'_, A> {
    fn value(&self, name: &str) -> Option<&str> {
        self.said.value(name).or(match name {
            "who" => Some(self.kind.who),
            "heads" => Some(self.kind.heads),
            "unit" => Some(self.kind.unit),
            "period" => Some(self.kind.period),
            "span" => Some(self.kind.span),
            _ => None,
        })
    }
}

/// 2026年6月, 2026年第二季度, 2026年上半年, 2026年.
fn period_name(period: Period, last: Month) -> String {
    let year = last.year();
    match period {
        Period::Month => format!("{year}年{}月", last.month()),
        Period::Quarter => {
            let quarter = ["一", "二", "三", "四"][usize::try_from((last.month() - 1) / 3).unwrap_or(0)];
            format!("{year}年第{quarter}季度")
        }
        Period::HalfYear => format!("{year}年{}半年", if last.month() <= 6 { "上" } else { "下" }),
        Period::Year => format!("{year}年"),
    }
}

/// 集中检查第1次.
pub(crate) fn inspection_name(inspection: &Inspection) -> String {
    format!("{}第{}次", inspection.kind.zh(), inspection.number)
}

/// 2026年6月12日.
pub(super) fn long_day(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// 6月12日.
pub(super) fn day_of(day: Date) -> String {
    format!("{}月{}日", day.month(), day.day())
}
