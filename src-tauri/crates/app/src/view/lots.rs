//! The inspections of a month, draws by lot, and what the households said that were drawn.

use super::{Changed, view};
use domain::{Date, GridId, InspectionKind, LotKind, Month, Question, SubjectId};

view! {
    /// The inspections of a scheme in a month.
    pub struct InspectionsView {
        /// Month.
        pub month: Month,
        /// The scheme.
        pub scheme: String,
        /// Whether anything can be changed now.
        pub editable: bool,
        /// The kinds that the policy knows; every kind where it names none.
        pub kinds: Vec<InspectionKind>,
        /// The inspections, in order of entry.
        pub rows: Vec<InspectionCard>,
    }

    /// An inspection, and how far it has come.
    pub struct InspectionCard {
        /// Id.
        pub id: i64,
        /// Kind.
        pub kind: InspectionKind,
        /// Number within its kind.
        pub number: u32,
        /// As its papers are coded: `J1`.
        pub code: String,
        /// Inspector.
        pub inspector: String,
        /// Held on.
        pub held_on: Option<Date>,
        /// Cells marked.
        pub marks: u32,
        /// Whom it is to reach: everybody judged on marks, or those of the villages drawn.
        pub expected: u32,
        /// Those of them who lack a mark in it.
        pub missing: u32,
        /// Draws made for it that stand.
        pub lots: u32,
        /// Households that answered.
        pub ballots: u32,
        /// Problems found in it.
        pub defects: u32,
        /// Why it can't be removed; empty when it can.
        pub kept_because: String,
    }

    /// The draws of an inspection, and what can be drawn.
    pub struct LotsView {
        /// Month.
        pub month: Month,
        /// The inspection.
        pub inspection: i64,
        /// Whether it can be drawn now.
        pub editable: bool,
        /// The villages that the inspection's sheet has, in the order that stands.
        pub villages: Vec<LotPlace>,
        /// The grids whose households can be drawn each by itself.
        pub grids: Vec<LotPlace>,
        /// The draws, in the order of purpose and number.
        pub lots: Vec<LotView>,
    }

    /// A place that can be drawn, or whose households can.
    pub struct LotPlace {
        /// The grid.
        pub grid: GridId,
        /// Code.
        pub code: String,
        /// Name.
        pub name: String,
        /// The households in the lists of its grids.
        pub households: u32,
    }

    /// A draw.
    pub struct LotView {
        /// Id; 0 for one that was taken back.
        pub id: i64,
        /// What was drawn.
        pub kind: LotKind,
        /// Whose households.
        pub place: Option<GridId>,
        /// Its name.
        pub place_name: String,
        /// Which draw for the same purpose.
        pub number: u32,
        /// The seed.
        pub seed: String,
        /// The day.
        pub on: Date,
        /// Who drew.
        pub by: String,
        /// Why it was drawn again.
        pub reason: String,
        /// Whether it is the one that holds: the last for its purpose.
        pub holds: bool,
        /// Whether it was taken back by an undo.
        pub withdrawn: bool,
        /// Every candidate in the order of the draw, the drawn ones first.
        pub candidates: Vec<LotLine>,
    }

    /// A candidate of a draw.
    pub struct LotLine {
        /// The key that is written after the seed.
        pub key: String,
        /// Name.
        pub name: String,
        /// The first digits of the SHA-256 of "seed/key".
        pub digits: String,
        /// Whether it was drawn.
        pub drawn: bool,
    }

    /// A draw to be made: one for each place, from one seed.
    pub struct LotForm {
        /// Month.
        pub month: Month,
        /// The inspection.
        pub inspection: i64,
        /// What is drawn.
        pub kind: LotKind,
        /// Whose households; of none for the others.
        pub places: Vec<GridId>,
        /// How many are drawn; all for the route.
        pub count: u32,
        /// The seed.
        pub seed: String,
        /// Why it is drawn again.
        pub reason: String,
    }

    /// A draw made again from what is recorded.
    pub struct LotCheck {
        /// Whether it comes out the same.
        pub same: bool,
        /// What was found, in a sentence.
        pub text: String,
    }

    /// The households drawn for an inspection, each with what it said.
    pub struct BallotsView {
        /// Month.
        pub month: Month,
        /// The inspection.
        pub inspection: i64,
        /// Whether answers can be entered now.
        pub editable: bool,
        /// Whether any policy of the month asks households.
        pub asked: bool,
        /// Subject by subject in the order of the route, question by question.
        pub groups: Vec<BallotGroup>,
        /// Households drawn of whose ground nobody is judged.
        pub nobody: Vec<String>,
    }

    /// What is asked about one subject.
    pub struct BallotGroup {
        /// Who.
        pub subject: SubjectId,
        /// Name.
        pub name: String,
        /// Village.
        pub village: String,
        /// What is asked.
        pub question: Question,
        /// The answers that the policy knows, in its order: keys 1, 2, 3 …
        pub options: Vec<String>,
        /// The households.
        pub households: Vec<BallotRow>,
        /// How many gave each answer.
        pub tally: Vec<u32>,
        /// Votes of the same question that were entered by hand: while they stand, no household can be.
        pub by_hand: Vec<String>,
    }

    /// A household.
    pub struct BallotRow {
        /// Key.
        pub key: String,
        /// Number and head, as drawn.
        pub name: String,
        /// Its grid.
        pub grid: String,
        /// Its answer.
        pub answer: Option<String>,
        /// Whether it still stands in its grid's list.
        pub listed: bool,
    }

    /// One answer to be entered.
    pub struct BallotForm {
        /// Month.
        pub month: Month,
        /// The inspection.
        pub inspection: i64,
        /// About whom.
        pub subject: SubjectId,
        /// What was asked.
        pub question: Question,
        /// The household's key.
        pub household: String,
        /// The answer; `None` takes it back.
        pub answer: Option<String>,
    }

    /// A saved answer.
    pub struct BallotSaved {
        /// The subject's households as they now stand.
        pub group: BallotGroup,
        /// For the undo line.
        pub changed: Changed,
    }

    /// Where the code of a page leads.
    pub struct PageFound {
        /// Month.
        pub month: Month,
        /// The inspection.
        pub inspection: i64,
        /// The scheme whose sheet it is.
        pub scheme: String,
        /// The first on the page.
        pub person: SubjectId,
        /// The village.
        pub village: String,
    }
}
