//! The kinds of paper, and the keys by which both doors name them.

use domain::{InspectionKind, SubjectId};

/// A paper of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// 考评表 to be filled in on site; of one kind of inspection where the sheets differ.
    Blank(Option<InspectionKind>),
    /// 考评表 of an inspection to be filled in on site, page by page in the order of its way.
    BlankOf(i64),
    /// 抽签记录 of an inspection.
    Lots(i64),
    /// 考评表 of an inspection as it was entered.
    Sheet(i64),
    /// 成绩排名表.
    Ranking,
    /// 公示.
    Publication,
    /// 红黑榜.
    RedBlack,
    /// 通报.
    Notice,
    /// 奖励发放表.
    Payment,
    /// 物品领取表.
    Goods,
    /// 整改通知单, a village each.
    Rectification,
    /// 扣分清单.
    Deductions,
    /// 问题台账: what is not put right, whenever it was found.
    OpenDefects,
    /// 谈话记录 with one person.
    Talk(SubjectId),
    /// 申诉复核表 of one person.
    Appeal(SubjectId),
    /// 考评结果说明 of one person, with what would have changed it.
    Derivation(SubjectId),
    /// 考评结果说明 of everybody.
    Derivations,
    /// 更正通知 of a correction.
    Correction(i64),
}

impl Kind {
    /// The key without what it is about: also that of its words.
    pub(super) fn stem(self) -> &'static str {
        match self {
            Self::Blank(_) | Self::BlankOf(_) => "score-sheet-blank",
            Self::Lots(_) => "lot-record",
            Self::Sheet(_) => "score-sheet",
            Self::Ranking => "ranking",
            Self::Publication => "publication",
            Self::RedBlack => "red-black",
            Self::Notice => "notice",
            Self::Payment => "payment",
            Self::Goods => "goods",
            Self::Rectification => "rectification",
            Self::Deductions => "deductions",
            Self::OpenDefects => "open-defects",
            Self::Talk(_) => "talk",
            Self::Appeal(_) => "appeal",
            Self::Derivation(_) => "derivation",
            Self::Derivations => "derivations",
            Self::Correction(_) => "correction",
        }
    }

    /// `ranking`, `score-sheet/3`, `talk/21`.
    pub(super) fn key(self) -> String {
        let about = match self {
            Self::Blank(Some(kind)) => kind.key().to_string(),
            Self::BlankOf(id) | Self::Lots(id) | Self::Sheet(id) | Self::Correction(id) => id.to_string(),
            Self::Talk(person) | Self::Appeal(person) | Self::Derivation(person) => person.0.to_string(),
            _ => return self.stem().to_string(),
        };
        format!("{}/{about}", self.stem())
    }

    /// Issued once and never rewritten: a correction has a notice of its own.
    pub(super) fn issued(self) -> bool {
        matches!(self, Self::Ranking | Self::Publication | Self::RedBlack | Self::Notice | Self::Payment | Self::Goods)
    }

    pub(super) fn parse(key: &str) -> Option<Self> {
        let number = |text: &str| text.parse::<i64>().ok();
        Some(match key.split_once('/') {
            Some(("score-sheet-blank", of)) => match number(of) {
                Some(inspection) => Self::BlankOf(inspection),
                None => Self::Blank(Some(InspectionKind::parse(of)?)),
            },
            Some(("lot-record", inspection)) => Self::Lots(number(inspection)?),
            Some(("score-sheet", inspection)) => Self::Sheet(number(inspection)?),
            Some(("correction", id)) => Self::Correction(number(id)?),
            Some(("talk", person)) => Self::Talk(SubjectId(number(person)?)),
            Some(("appeal", person)) => Self::Appeal(SubjectId(number(person)?)),
            Some(("derivation", person)) => Self::Derivation(SubjectId(number(person)?)),
            Some(_) => return None,
            None => match key {
                "score-sheet-blank" => Self::Blank(None),
                "ranking" => Self::Ranking,
                "publication" => Self::Publication,
                "red-black" => Self::RedBlack,
                "notice" => Self::Notice,
                "payment" => Self::Payment,
                "goods" => Self::Goods,
                "rectification" => Self::Rectification,
                "deductions" => Self::Deductions,
                "open-defects" => Self::OpenDefects,
                "derivations" => Self::Derivations,
                _ => return None,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_papers_key_reads_back() {
        for kind in [
            Kind::Blank(None),
            Kind::Blank(Some(InspectionKind::Joint)),
            Kind::BlankOf(3),
            Kind::Lots(3),
            Kind::Sheet(3),
            Kind::Ranking,
            Kind::Publication,
            Kind::RedBlack,
            Kind::Notice,
            Kind::Payment,
            Kind::Goods,
            Kind::Rectification,
            Kind::Deductions,
            Kind::OpenDefects,
            Kind::Talk(SubjectId(21)),
            Kind::Appeal(SubjectId(21)),
            Kind::Derivation(SubjectId(21)),
            Kind::Derivations,
            Kind::Correction(2),
        ] {
            assert_eq!(Kind::parse(&kind.key()), Some(kind));
        }
        for wrong in ["", "talk", "talk/x", "ranking/1", "score-sheet-blank/nothing"] {
            assert_eq!(Kind::parse(wrong), None, "{wrong}");
        }
    }
}
