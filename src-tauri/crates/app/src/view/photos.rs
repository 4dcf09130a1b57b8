//! Photos of problems. The pictures themselves don't go through the wire: the window shows them by their address.

use super::{Changed, ProblemView, view};
use domain::PhotoId;

view! {
    /// What came of photos that were chosen or dragged in.
    pub struct PhotosAdded {
        /// Those that the problem shows now and did not before.
        pub added: Vec<PhotoId>,
        /// Files that are no picture, and photos that were there already; each named.
        pub problems: Vec<ProblemView>,
        /// What was written; nothing when none was added.
        pub changed: Option<Changed>,
    }
}
