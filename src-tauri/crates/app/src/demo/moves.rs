//! People come, go and change places, and a grid is split: each on its day, while its month is open.

use domain::{Assignment, AssignmentId, Date, Grid, Outcome, PersonId, Role};
use store::Tx;

use super::town::{Town, assign};
use crate::{
    Office,
    office::{Deed, topic},
    view::BoardPostForm,
};

const TOPICS: &[&str] = &[topic::GRIDS, topic::PEOPLE, topic::BOARDS];

/// Ends a post the day before `on`.
fn end(tx: &Tx<'_>, post: AssignmentId, on: Date) -> Outcome<Option<Assignment>> {
    let found = tx.assignments()?.into_iter().find(|a| a.id == post);
    if let Some(assignment) = found {
        tx.update_assignment(&Assignment { to: on.pred_opt(), ..assignment })?;
    }
    Ok(found)
}

/// Two workers change places.
pub(super) fn swap(office: &mut Office, town: &mut Town, (a, b): (usize, usize), on: Date) -> Outcome<()> {
    let deed = Deed::new("demo-swap", TOPICS)
        .with("name", &town.workers[a].name)
        .with("other", &town.workers[b].name)
        .with("on", on)
        .for_good();
    let plots = [town.workers[b].plot, town.workers[a].plot];
    office.write(deed, |tx| {
        for (worker, plot) in [a, b].into_iter().zip(plots) {
            let w = &mut town.workers[worker];
            end(tx, w.post, on)?;
            w.plot = plot;
            w.post = assign(tx, w.id, town.plots[plot].grid.id, w.role, on)?;
        }
        Ok(())
    })?;
    Ok(())
}

/// A worker leaves, and somebody new comes, who starts clean.
pub(super) fn replace(office: &mut Office, town: &mut Town, leaver: usize, on: Date) -> Outcome<()> {
    let name = town.people.next();
    let (plot, role) = (town.workers[leaver].plot, town.workers[leaver].role);
    let deed = Deed::new("demo-replace", TOPICS)
        .with("name", &town.workers[leaver].name)
        .with("other", &name)
        .with("on", on)
        .for_good();
    let mut clock = office.clock.clone();
    office.write(deed, |tx| {
        end(tx, town.workers[leaver].post, on)?;
        town.workers[leaver].left = on.pred_opt();
        town.hire(tx, &mut clock, plot, role, name, on)
    })?;
    office.clock = clock;
    Ok(())
}

/// A grid gets another head.
pub(super) fn new_head(office: &mut Office, town: &mut Town, plot: usize, on: Date) -> Outcome<()> {
    let name = town.people.next();
    let deed = Deed::new("demo-head", TOPICS)
        .with("grid", &town.plots[plot].grid.name)
        .with("village", &town.villages[town.plots[plot].village].name)
        .with("name", &name)
        .with("on", on)
        .for_good();
    let mut clock = office.clock.clone();
    office.write(deed, |tx| {
        end(tx, town.heads[plot], on)?;
        let (id, _) = town.add_person(tx, &mut clock, name)?;
        town.heads[plot] = assign(tx, id, town.plots[plot].grid.id, Role::Head, on)?;
        Ok(())
    })?;
    office.clock = clock;
    Ok(())
}

/// A grid becomes two: its people go with the halves in turn, its head keeps both.
pub(super) fn split(office: &mut Office, town: &mut Town, plot: usize, on: Date) -> Outcome<()> {
    let old = town.plots[plot].grid.clone();
    let village = town.plots[plot].village;
    let deed = Deed::new("demo-split", TOPICS)
        .with("grid", &old.name)
        .with("village", &town.villages[village].name)
        .with("on", on)
        .for_good();
    let mut clock = office.clock.clone();
    office.write(deed, |tx| {
        let head = end(tx, town.heads[plot], on)?.map_or(PersonId(0), |a| a.person);
        let halves = ["东片", "西片"].map(|side| format!("{}{side}", old.name));
        let mut made = Vec::new();
        for name in halves {
            let pilot = old.pilot_from.map(|from| from.max(on));
            let half = town.add_plot(tx, &mut clock, village, Some(name), on, pilot)?;
            tx.add_lineage(old.id, town.plots[half].grid.id, on, "split")?;
            let post = assign(tx, head, town.plots[half].grid.id, Role::Head, on)?;
            town.heads.push(post);
            made.push(half);
        }
        let mut turn = [0, 0];
        for w in town.workers.iter_mut().filter(|w| w.plot == plot && w.left.is_none()) {
            let kind = usize::from(w.role == Role::PartTime);
            end(tx, w.post, on)?;
            w.plot = made[turn[kind] % made.len()];
            turn[kind] += 1;
            w.post = assign(tx, w.id, town.plots[w.plot].grid.id, w.role, on)?;
        }
        town.plots[plot].open = false;
        tx.update_grid(&Grid { closed: on.pred_opt(), ..old.clone() })
    })?;
    office.clock = clock;
    if office.store.board_of(old.id)?.is_some() {
        // A grid that is no more hangs on no wall.
        let by = town.villages[village].leader.clone();
        office.post_board(&BoardPostForm { grid: old.id, on, place: String::new(), by, take_down: true })?;
    }
    Ok(())
}
