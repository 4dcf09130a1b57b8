//! Who plays what in the story, chosen by chance; a small town leaves the last parts out.

use std::collections::VecDeque;

use super::{chance::Chance, town::Town};

/// Positions in [`Town::workers`].
pub(super) struct Cast {
    /// Their marks of the last month are missing.
    pub(super) missing: Vec<usize>,
    /// Failed three times: the third step is proposed.
    pub(super) thrice: Option<usize>,
    /// Failed twice.
    pub(super) twice: Option<usize>,
    /// Failed once; talked with.
    pub(super) once: Option<usize>,
    /// Failed last month, and has appealed.
    pub(super) appeals: Option<usize>,
    /// Found by the county.
    pub(super) county: Option<usize>,
    /// Two who change places in the middle of a month, twice.
    pub(super) swaps: Vec<(usize, usize)>,
    /// The second has the first one's marks in the last months.
    pub(super) tie: Option<(usize, usize)>,
    /// Leaves in the middle of a month; somebody new comes.
    pub(super) leaver: Option<usize>,
    /// Everyone else, in the order of chance.
    pub(super) others: Vec<usize>,
}

impl Cast {
    /// `spared` are left alone: the two namesakes, and the workers of the grid that is split.
    pub(super) fn choose(town: &Town, seed: u64, pilots: usize, spared: &[usize]) -> Self {
        let mut chance = Chance::new(seed, 3);
        let mut hat: Vec<usize> = (0..town.workers.len()).collect();
        for last in (1..hat.len()).rev() {
            hat.swap(last, chance.below(last + 1));
        }
        let (mut rest, hat): (Vec<_>, Vec<_>) = hat.into_iter().partition(|w| spared.contains(w));
        let mut hat = VecDeque::from(hat);
        // Too small a town for a story leaves nobody alone.
        if hat.len() < 3 {
            hat.extend(rest.drain(..));
        }
        let missing = (0..3).filter_map(|_| hat.pop_front()).collect();
        let [thrice, twice, once, appeals] = [(); 4].map(|()| hat.pop_front());
        let partner = |hat: &mut VecDeque<usize>, fits: &dyn Fn(usize, usize) -> bool| {
            let first = hat.pop_front()?;
            match hat.iter().position(|&w| fits(first, w)) {
                Some(at) => hat.remove(at).map(|second| (first, second)),
                None => {
                    hat.push_front(first);
                    None
                }
            }
        };
        let elsewhere = |a: usize, b: usize| town.workers[a].plot != town.workers[b].plot;
        let pilot = |w: usize| town.plots[town.workers[w].plot].village < pilots;
        let alike = |a: usize, b: usize| pilot(a) == pilot(b);
        let mut swaps: Vec<_> = partner(&mut hat, &elsewhere).into_iter().collect();
        let tie = partner(&mut hat, &alike);
        let [leaver, county] = [(); 2].map(|()| hat.pop_front());
        swaps.extend(partner(&mut hat, &elsewhere));
        rest.extend(hat);
        Self { missing, thrice, twice, once, appeals, county, swaps, tie, leaver, others: rest }
    }

    /// Whether the story decides how a worker does, so that chance must not fail one.
    pub(super) fn is_led(&self, worker: usize) -> bool {
        [self.thrice, self.twice, self.once, self.appeals, self.county].contains(&Some(worker))
    }
}
