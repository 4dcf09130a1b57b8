//! The tree of grids.

use super::view;
use domain::{AssignmentId, Date, GridId, GridLevel, HouseholdId, PersonId, Role};

view! {
    /// One grid in the tree, in order of depth first.
    pub struct GridRow {
        /// Id.
        pub id: GridId,
        /// The grid above; `None` for the township.
        pub parent: Option<GridId>,
        /// 0 for the township.
        pub depth: u32,
        /// Level.
        pub level: GridLevel,
        /// Grid code.
        pub code: String,
        /// Name.
        pub name: String,
        /// The village it lies in, or itself.
        pub village: Option<String>,
        /// Households, when known.
        pub households: Option<u32>,
        /// 网格长 on the asked day.
        pub head: Option<String>,
        /// Workers (网格员) on the asked day.
        pub workers: Vec<String>,
        /// Whether it is a pilot on the asked day.
        pub pilot: bool,
        /// Closed before the asked day.
        pub closed: bool,
    }

    /// Everything about one grid.
    pub struct GridDetail {
        /// The editable part.
        pub grid: GridForm,
        /// Path of names from the township down.
        pub path: Vec<String>,
        /// Who answers or answered for it, newest first.
        pub assignments: Vec<AssignmentRow>,
        /// The household register.
        pub households: Vec<HouseholdRow>,
        /// Grids it came from and went into, by split or merge, as sentences.
        pub lineage: Vec<String>,
    }

    /// A grid as a form edits it.
    pub struct GridForm {
        /// `None` for a new one.
        pub id: Option<GridId>,
        /// The grid above.
        pub parent: Option<GridId>,
        /// Level.
        pub level: GridLevel,
        /// Grid code; `None` lets the next free one be taken.
        pub code: Option<String>,
        /// Name.
        pub name: String,
        /// 四至, in order 东 南 西 北; or one free line.
        pub extent: Vec<String>,
        /// Households; `None` is unknown, not 0.
        pub households: Option<u32>,
        /// Population.
        pub population: Option<u32>,
        /// Pilot from.
        pub pilot_from: Option<Date>,
        /// Pilot to, that day included.
        pub pilot_to: Option<Date>,
        /// Exists from.
        pub opened: Date,
        /// Existed to, that day included.
        pub closed: Option<Date>,
        /// Place in the route; villages are visited and printed in this order.
        pub route: Option<u32>,
        /// Remark.
        pub note: String,
    }

    /// Who answers for which grid, from when to when.
    pub struct AssignmentRow {
        /// Id.
        pub id: AssignmentId,
        /// Who.
        pub person: PersonId,
        /// Name.
        pub person_name: String,
        /// Person's code.
        pub person_code: String,
        /// Which grid.
        pub grid: GridId,
        /// Village and grid name.
        pub grid_name: String,
        /// Role.
        pub role: Role,
        /// From, that day included.
        pub from: Date,
        /// To, that day included; `None` is open.
        pub to: Option<Date>,
    }

    /// A household of a grid; never an ID number.
    pub struct HouseholdRow {
        /// Id.
        pub id: HouseholdId,
        /// Number on the door or in the register.
        pub number: String,
        /// Head of the household.
        pub head: String,
    }

    /// One part of a split grid.
    pub struct GridPart {
        /// Name of the part.
        pub name: String,
        /// Households.
        pub households: Option<u32>,
        /// 四至.
        pub extent: Vec<String>,
        /// People who go with this part; each keeps the role held in the old grid.
        pub people: Vec<PersonId>,
    }
}
