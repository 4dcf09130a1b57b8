//! Chance from a seed: the same seed and stream give the same story on every machine.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{RngCore, SeedableRng},
};

/// One stream of chance; what is drawn from one leaves the others as they are.
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Self(rng)
    }

    /// A number from 0 to `n` − 1; 0 when `n` is 0.
    pub(super) fn below(&mut self, n: usize) -> usize {
        // Widening multiplication: the bias of 2⁻³² doesn't show in a few thousand names.
        let drawn = u64::from(self.0.next_u32()) * n as u64;
        usize::try_from(drawn >> 32).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below(usize::try_from(high - low + 1).unwrap_or(0)) as i64
    }

    pub(super) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// Around 0, most within `spread`: the sum of four throws.
    pub(super) fn around_zero(&mut self, spread: i64) -> i64 {
        let wide = spread * 1000 / 1155;
        (0..4).map(|_| self.between(-wide, wide)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_stream_draw_the_same_and_another_stream_draws_other_numbers() {
        let draw = |seed, stream| {
            let mut chance = Chance::new(seed, stream);
            (0..20).map(|_| chance.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(1, 2), draw(1, 2));
        assert_ne!(draw(1, 2), draw(1, 3));
        assert_ne!(draw(1, 2), draw(2, 2));
    }

    #[test]
    fn draws_stay_within_their_bounds() {
        let mut chance = Chance::new(7, 0);
        for _ in 0..1000 {
            assert!((-3..=4).contains(&chance.between(-3, 4)));
            assert!(chance.below(5) < 5);
            assert!(chance.around_zero(50).abs() <= 4 * 43);
        }
    }
}
