//! Ids and the field's closed lists. The Chinese words are the field's own terms and what files and papers carry.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
        #[serde(transparent)]
        #[ts(type = "number")]
        pub struct $name(pub i64);
    )+};
}

ids! {
    /// A grid within one office file.
    GridId,
    /// A person within one office file.
    PersonId,
    /// Who answers for which grid, from when to when.
    AssignmentId,
    /// A household of a grid's register.
    HouseholdId,
    /// A responsibility board.
    BoardId,
    /// A picture kept in the office file.
    PhotoId,
    /// A problem found on the ground.
    DefectId,
    /// Whom a scheme judges: a person's id, or a grid's with a minus before it.
    SubjectId,
}

impl SubjectId {
    /// The person, when it is one.
    pub fn person(self) -> Option<PersonId> {
        (self.0 > 0).then_some(PersonId(self.0))
    }

    /// The grid, when it is one.
    pub fn grid(self) -> Option<GridId> {
        (self.0 < 0).then_some(GridId(-self.0))
    }
}

impl From<PersonId> for SubjectId {
    fn from(id: PersonId) -> Self {
        Self(id.0)
    }
}

impl From<GridId> for SubjectId {
    fn from(id: GridId) -> Self {
        Self(-id.0)
    }
}

macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $key:literal $zh:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable key in files and JSON.
            pub fn key(self) -> &'static str { match self { $(Self::$variant => $key),+ } }

            /// The field's own term.
            pub fn zh(self) -> &'static str { match self { $(Self::$variant => $zh),+ } }

            /// From the key or the field's term.
            pub fn parse(text: &str) -> Option<Self> {
                let text = text.trim();
                match text { $($key | $zh => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use closed_list;

closed_list! {
    /// The levels of the tree of grids, from the top.
    GridLevel {
        /// 乡镇, the root.
        Township = "township" "乡镇",
        /// 片区, optional between township and village.
        Area = "area" "片区",
        /// 行政村.
        Village = "village" "行政村",
        /// 村民小组 or 片: what an ordinary grid is.
        Group = "group" "网格",
        /// 微网格.
        Micro = "micro" "微网格",
    }
}

closed_list! {
    /// What a person is to a grid (“一长+多专+N兼”).
    Role {
        /// 包村领导.
        Leader = "leader" "包村领导",
        /// 包片领导.
        AreaLeader = "area-leader" "包片领导",
        /// 包村干部.
        Cadre = "cadre" "包村干部",
        /// 网格长: one open at a time on a grid.
        Head = "head" "网格长",
        /// 副网格长.
        Deputy = "deputy" "副网格长",
        /// 专职网格员.
        FullTime = "full-time" "专职网格员",
        /// 兼职网格员.
        PartTime = "part-time" "兼职网格员",
        /// 保洁员.
        Cleaner = "cleaner" "保洁员",
        /// 监督员.
        Supervisor = "supervisor" "监督员",
    }
}

impl Role {
    /// The roles that make a person a 考评对象 of a worker scheme.
    pub fn is_worker(self) -> bool {
        matches!(self, Self::FullTime | Self::PartTime)
    }
}

closed_list! {
    /// Four different things that are never 0: only an assessed subject has a score.
    State {
        /// 考评: judged on the facts.
        Assessed = "assessed" "考评",
        /// 缺勤.
        Absent = "absent" "缺勤",
        /// 免考.
        Exempt = "exempt" "免考",
        /// 未考评: no inspection took place.
        Uninspected = "uninspected" "未考评",
    }
}

closed_list! {
    /// Where a month stands.
    MonthState {
        /// 待录入: nothing entered yet.
        Open = "open" "待录入",
        /// 录入中: from the first mark on.
        Scoring = "scoring" "录入中",
        /// 公示中.
        Published = "published" "公示中",
        /// 已归档: approved by the leaders' meeting and filed.
        Closed = "closed" "已归档",
    }
}

closed_list! {
    /// Inspection kinds. The last comes from county or city.
    InspectionKind {
        /// 集中检查.
        Joint = "joint" "集中检查",
        /// 随机抽查.
        Spot = "spot" "随机抽查",
        /// 暗访.
        Covert = "covert" "暗访",
        /// 交叉检查.
        Cross = "cross" "交叉检查",
        /// 群众评议.
        Residents = "residents" "群众评议",
        /// 上级暗访.
        Higher = "higher" "上级暗访",
    }
}

closed_list! {
    /// The level of whoever found a failure; a higher one may start the ladder higher.
    Finder {
        /// 村.
        Village = "village" "村",
        /// 镇.
        Township = "township" "镇",
        /// 县.
        County = "county" "县",
        /// 市.
        City = "city" "市",
        /// 省.
        Province = "province" "省",
    }
}

closed_list! {
    /// Where a problem was heard of.
    DefectSource {
        /// 检查.
        Inspection = "inspection" "检查",
        /// 群众来电.
        Resident = "resident" "群众来电",
        /// 12345热线.
        Hotline = "hotline" "12345热线",
        /// 上级反馈.
        Higher = "higher" "上级反馈",
    }
}

closed_list! {
    /// Where a problem stands on a day: assigned, fixed, rechecked.
    DefectState {
        /// 待整改.
        Open = "open" "待整改",
        /// 逾期: its due date has passed and it is not put right.
        Overdue = "overdue" "逾期",
        /// 待复核: said to be put right.
        Fixed = "fixed" "待复核",
        /// 复核未通过: to be put right by a new date.
        Failed = "failed" "复核未通过",
        /// 已销号: rechecked and in order.
        Passed = "passed" "已销号",
    }
}

closed_list! {
    /// When a photo of a problem was taken.
    PhotoStage {
        /// 整改前.
        Found = "found" "整改前",
        /// 整改后.
        Fixed = "fixed" "整改后",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_a_person_or_a_grid_and_never_both() {
        let (person, grid) = (SubjectId::from(PersonId(7)), SubjectId::from(GridId(7)));
        assert_eq!((person.person(), person.grid()), (Some(PersonId(7)), None));
        assert_eq!((grid.person(), grid.grid()), (None, Some(GridId(7))));
        assert_ne!(person, grid);
    }

    #[test]
    fn every_term_reads_back_from_its_key_and_its_word() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.key()), Some(*role));
            assert_eq!(Role::parse(role.zh()), Some(*role));
            assert_eq!(serde_json_key(role), role.key());
        }
    }

    fn serde_json_key(role: &Role) -> String {
        format!("{role:?}").chars().enumerate().fold(String::new(), |mut out, (i, c)| {
            if c.is_uppercase() && i > 0 {
                out.push('-');
            }
            out.extend(c.to_lowercase());
            out
        })
    }
}
