//! The draw itself, by hand and by any tool: each candidate is written after the seed with a stroke between, of that the
//! SHA-256 is taken, and the candidates are put in the order of these numbers. The first are drawn.

use domain::Candidate;
use sha2::{Digest, Sha256};

/// The SHA-256 of "seed/key" in hexadecimal digits.
pub(super) fn digits(seed: &str, key: &str) -> String {
    use std::fmt::Write as _;
    let hash = Sha256::digest(format!("{seed}/{key}").as_bytes());
    hash.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a text can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The candidates in the order of the draw, each with its digits; equal digits, which nobody has seen, by key.
pub(super) fn digits_of<'c>(seed: &str, candidates: &'c [Candidate]) -> Vec<(String, &'c Candidate)> {
    let mut all: Vec<_> = candidates.iter().map(|c| (digits(seed, &c.key), c)).collect();
    all.sort_by(|a, b| (&a.0, &a.1.key).cmp(&(&b.0, &b.1.key)));
    all
}

/// The keys that are drawn, in order.
pub(super) fn drawn(seed: &str, candidates: &[Candidate], count: usize) -> Vec<String> {
    digits_of(seed, candidates).into_iter().take(count).map(|(_, c)| c.key.clone()).collect()
}

/// A seed of eight digits from the chance in a new id.
pub(super) fn seed_from(id: &str) -> String {
    let hash = Sha256::digest(id.as_bytes());
    let number = hash.iter().take(8).fold(0_u64, |n, byte| (n << 8) | u64::from(*byte));
    format!("{:08}", number % 100_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::GridId;

    fn candidates(count: usize) -> Vec<Candidate> {
        let one = |n| Candidate { key: format!("990123101{:03}", 200 + n), name: format!("{n}村"), grid: GridId(1) };
        (1..=count).map(one).collect()
    }

    #[test]
    fn the_number_of_a_candidate_is_what_any_tool_says() {
        // printf %s 12345678/990123101201 | sha256sum
        assert_eq!(
            digits("12345678", "990123101201"),
            "27762d4c6319adf40f6b2039db9594461710c08d8c835ea5873fee0f154f6b4c"
        );
    }

    #[test]
    fn the_order_of_the_list_does_not_matter() {
        let mut list = candidates(19);
        let first = drawn("2026", &list, 5);
        list.reverse();
        assert_eq!(drawn("2026", &list, 5), first);
        assert_ne!(drawn("2027", &list, 5), first);
    }

    #[test]
    fn over_many_seeds_each_candidate_is_taken_and_each_comes_first_about_equally_often() {
        let list = candidates(19);
        let (mut taken, mut first) = (vec![0_u32; 19], vec![0_u32; 19]);
        let seeds: u32 = 9_500;
        for n in 0..seeds {
            for (at, key) in drawn(&format!("{n:08}"), &list, 5).iter().enumerate() {
                let who = list.iter().position(|c| c.key == *key).unwrap();
                taken[who] += 1;
                first[who] += u32::from(at == 0);
            }
        }
        // 2,500 and 500 are expected; five standard deviations are about 215 and 110.
        assert!(taken.iter().all(|n| n.abs_diff(seeds * 5 / 19) < 215), "{taken:?}");
        assert!(first.iter().all(|n| n.abs_diff(seeds / 19) < 110), "{first:?}");
    }

    #[test]
    fn an_offered_seed_has_eight_digits() {
        for n in 0..200 {
            let seed = seed_from(&n.to_string());
            assert!(seed.len() == 8 && seed.bytes().all(|b| b.is_ascii_digit()), "{seed}");
        }
    }
}
