//! A policy as it is read: versions of clauses, each with the office's text and at most one rule.

use domain::{GridLevel, Month, Role};

use crate::rules::{
    CombineInspections, Count, Entry, GradeBands, GradeByRank, GradeQuota, Indicators, Ladder, OverduePenalty,
    PointsRedeemed, Rank, Reset, RewardStreak, Rule, RuleKind, Veto, Within,
};

/// A scheme: who is judged, how often, and by which clauses from when to when.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// Stable, in files and URLs.
    pub id: String,
    /// As on paper.
    pub title: String,
    /// Who is judged.
    pub subject: SubjectKind,
    /// How often.
    pub period: Period,
    /// Remarks of whoever wrote the file.
    pub note: Option<String>,
    /// In order of time, none overlapping.
    pub versions: Vec<Version>,
}

/// Who a scheme judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubjectKind {
    /// 网格员.
    Worker,
    /// The grids of a level, such as villages.
    Grid(GridLevel),
    /// The people of a role.
    Role(Role),
}

impl SubjectKind {
    /// From the key in files or the field's term.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "worker" | "网格员" => Some(Self::Worker),
            _ => GridLevel::parse(text).map(Self::Grid).or_else(|| Role::parse(text).map(Self::Role)),
        }
    }

    /// The key in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Worker => "worker",
            Self::Grid(level) => level.key(),
            Self::Role(role) => role.key(),
        }
    }
}

/// How often a scheme judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Each month.
    Month,
    /// Each quarter, keyed by its last month.
    Quarter,
    /// Each half-year, keyed by June and December.
    HalfYear,
    /// Each year, keyed by December.
    Year,
}

impl Period {
    /// All of them with their keys.
    pub const ALL: &'static [(&'static str, Self)] =
        &[("month", Self::Month), ("quarter", Self::Quarter), ("half-year", Self::HalfYear), ("year", Self::Year)];

    /// From the key in files.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(key, _)| *key == text).map(|(_, period)| *period)
    }

    /// The key in files.
    pub fn key(self) -> &'static str {
        Self::ALL.iter().find(|(_, p)| *p == self).map_or("month", |(key, _)| key)
    }

    /// How many months.
    pub fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::HalfYear => 6,
            Self::Year => 12,
        }
    }

    /// The last month of the period that a month lies in.
    pub fn key_month(self, month: Month) -> Month {
        let length = self.months();
        month.plus(length - 1 - month.index().rem_euclid(length))
    }

    /// Days in the period that ends with `last`.
    pub fn days(self, last: Month) -> u32 {
        (0..self.months()).map(|back| last.plus(-back).days()).sum()
    }
}

/// The clauses that hold from a month on.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// The first month.
    pub from: Month,
    /// The last month, where the paper ends.
    pub to: Option<Month>,
    /// Remarks.
    pub note: Option<String>,
    /// In the order of the paper.
    pub clauses: Vec<Clause>,
    /// Where it begins in the file, 0 for a version that was not read from one.
    pub line: u32,
}

/// One article.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// Which document.
    pub document: String,
    /// Which article of it, such as 第八条.
    pub article: String,
    /// As the office wrote it.
    pub text: String,
    /// What it makes the engine do.
    pub rule: Option<Rule>,
    /// Why it makes the engine do nothing.
    pub no_rule: Option<String>,
    /// Remarks.
    pub note: Option<String>,
    /// Where it begins in the file, 0 for a clause that was not read from one.
    pub line: u32,
}

impl Policy {
    /// The version that holds in the period ending with `month`; `None` outside all of them.
    pub fn version_at(&self, month: Month) -> Option<usize> {
        let last = self.versions.iter().rposition(|v| v.from <= month)?;
        self.versions[last].to.is_none_or(|to| month <= to).then_some(last)
    }
}

/// One line of the score sheet, for whoever draws it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorView {
    /// Its name.
    pub name: String,
    /// Full points, ten-thousandths.
    pub full: i64,
    /// How it is entered.
    pub entry: Entry,
    /// What one place costs, ten-thousandths, where deductions are entered as places; `None` where as points.
    pub per: Option<i64>,
    /// The most that deductions can take, ten-thousandths; `None` for no such limit.
    pub cap: Option<i64>,
    /// One place found takes all of it.
    pub zero_at_one: bool,
    /// The inspection kinds that mark it; empty for all.
    pub inspections: Vec<String>,
    /// The clause that it stands in.
    pub clause: usize,
}

impl Version {
    /// The rules of one kind with the clause that each stands in.
    pub(crate) fn rules<'a, K: RuleKind + 'a>(&'a self) -> impl Iterator<Item = (usize, &'a K)> {
        self.clauses.iter().enumerate().filter_map(|(i, clause)| Some((i, K::of(clause.rule.as_ref()?)?)))
    }

    /// What rectifications past their time cost.
    pub fn overdue_penalty(&self) -> Option<&OverduePenalty> {
        self.rules::<OverduePenalty>().next().map(|(_, rule)| rule)
    }

    /// The score sheet, in order.
    pub fn indicators(&self) -> Vec<IndicatorView> {
        let mut out = Vec::new();
        for (clause, sheet) in self.rules::<Indicators>() {
            out.extend(sheet.items.iter().map(|item| IndicatorView {
                name: item.name.clone(),
                full: item.full,
                entry: item.entry,
                per: item.per,
                cap: item.cap,
                zero_at_one: item.zero_at_one,
                inspections: sheet.inspections.clone(),
                clause,
            }));
        }
        out
    }

    /// The inspection kinds that make up the score; empty where any does.
    pub fn inspections(&self) -> Vec<String> {
        self.rules::<CombineInspections>().flat_map(|(_, c)| c.weights.iter().map(|(kind, _)| kind.clone())).collect()
    }

    /// Whether places are counted among all, whatever their group.
    pub fn ranks_all_together(&self) -> bool {
        self.rules::<Rank>().any(|(_, rank)| rank.within == Within::All)
    }

    /// The grades, the best first.
    pub fn grades(&self) -> Vec<String> {
        self.grade_names().into_iter().map(str::to_string).collect()
    }

    pub(crate) fn grade_names(&self) -> Vec<&str> {
        let bands = self.rules::<GradeBands>().flat_map(|(_, g)| g.bands.iter().map(|b| b.grade.as_str()));
        let by_rank = self.rules::<GradeByRank>().flat_map(|(_, g)| g.grades.iter().map(|(name, _)| name.as_str()));
        let mut names: Vec<&str> = bands.collect();
        for name in by_rank {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        // A quota over no other grades gives one that is better than they are.
        let quotas: Vec<&str> = self.rules::<GradeQuota>().map(|(_, q)| q.grade.as_str()).collect();
        for (at, name) in
            quotas.into_iter().filter(|name| !names.contains(name)).collect::<Vec<_>>().into_iter().enumerate()
        {
            names.insert(at, name);
        }
        // A veto may give one that is worse.
        for (_, veto) in self.rules::<Veto>().filter(|(_, veto)| veto.worst) {
            if !names.contains(&veto.grade.as_str()) {
                names.push(&veto.grade);
            }
        }
        names
    }

    /// How many closed periods before the judged one matter: load that many traces.
    pub fn window(&self, period: Period) -> usize {
        let periods = |months: i32| usize::try_from((months + period.months() - 1) / period.months()).unwrap_or(1);
        let ladders = self.rules::<Ladder>().map(|(_, ladder)| match ladder.count {
            // A step of last year that is carried out this year ends this year's count.
            Count::CalendarYear if ladder.resets.iter().any(|r| matches!(r, Reset::ExecutedStep(_))) => periods(24),
            Count::CalendarYear => periods(12),
            Count::Rolling(months) => periods(i32::try_from(months).unwrap_or(120)),
            Count::Consecutive | Count::UntilRecheck => 24,
            Count::Campaign(from, to) => periods(to.index() - from.index() + 1),
        });
        // Streaks and places climbed look back past periods in which the subject was not assessed.
        let points = self.rules::<PointsRedeemed>().filter_map(|(_, r)| r.valid_months);
        let points = points.map(|months| periods(i32::try_from(months).unwrap_or(36)));
        let streaks = self.rules::<RewardStreak>().map(|(_, s)| s.periods as usize * 2 + 12);
        ladders.chain(streaks).chain(points).max().unwrap_or(1).max(periods(12))
    }
}
