//! In which order an inspection goes through the villages, and which of them it reaches: as drawn by lot, else as stored.

use domain::{Grid, GridId, GridLevel, LotKind, Outcome};

use crate::{JudgedMonth, Office, Post, Register};

/// What was drawn of an inspection's way.
#[derive(Debug, Default)]
pub(crate) struct Visit {
    /// Villages in the order drawn; empty where the stored route stands.
    route: Vec<GridId>,
    /// The villages drawn to be checked; `None` where all are.
    reached: Option<Vec<GridId>>,
}

impl Visit {
    /// Whether the rows of a village are filled in.
    fn reaches(&self, village: Option<&Grid>) -> bool {
        self.reached.as_ref().is_none_or(|drawn| village.is_some_and(|v| drawn.contains(&v.id)))
    }

    /// Positions in the order of the way, each with whether its village is reached: those that aren't stand at the end.
    pub(crate) fn order(&self, posts: &[Post], register: &Register) -> Vec<(usize, bool)> {
        let mut order: Vec<(usize, bool)> =
            posts.iter().enumerate().map(|(i, post)| (i, self.reaches(register.village(post.grid)))).collect();
        order.sort_by_cached_key(|&(i, reached)| {
            let post = &posts[i];
            let village = register.village(post.grid);
            let drawn = village.and_then(|v| self.route.iter().position(|g| *g == v.id));
            (
                !reached,
                // A village that came after the draw stands after those that were drawn.
                drawn.unwrap_or(usize::MAX),
                village.and_then(|v| v.route).unwrap_or(u32::MAX),
                village.map(|v| v.code.clone()),
                register.grid(post.grid).map(|g| g.code.clone()),
                i,
            )
        });
        order
    }
}

/// What the rows of a sheet are gathered under: the village, and for a village itself what it lies in.
pub(super) fn ground<'r>(register: &'r Register, post: &Post) -> Option<&'r Grid> {
    let itself = post.subject.grid().and_then(|id| register.grid(id)).filter(|g| g.level <= GridLevel::Village);
    match itself {
        Some(grid) => register.grid(grid.parent.unwrap_or(grid.id)),
        None => register.village(post.grid),
    }
}

impl Office {
    /// The villages of an inspection in the order that was drawn; `None` where the stored route stands.
    pub fn route_of(&self, inspection: i64) -> Outcome<Option<Vec<GridId>>> {
        self.drawn_for(inspection, LotKind::Route)
    }

    /// In which order an inspection goes through the villages, and which of them it reaches.
    pub(crate) fn visit(&self, inspection: i64) -> Outcome<Visit> {
        let route = self.route_of(inspection)?.unwrap_or_default();
        Ok(Visit { route, reached: self.drawn_for(inspection, LotKind::Villages)? })
    }

    fn drawn_for(&self, inspection: i64, kind: LotKind) -> Outcome<Option<Vec<GridId>>> {
        // The draws of a purpose come by number: the last one holds.
        let last = self.store.lots(inspection)?.into_iter().rfind(|lot| lot.kind == kind);
        Ok(last.map(|lot| lot.drawn.iter().filter_map(|key| lot.candidate(key)).map(|c| c.grid).collect()))
    }
}

impl JudgedMonth {
    /// Positions in the order in which an inspection goes through the villages, each with whether it reaches them.
    pub(crate) fn visit_order(&self, visit: &Visit) -> Vec<(usize, bool)> {
        visit.order(&self.posts, &self.register)
    }
}
