//! Exact fractions between the marks and the one rounding. Reduced only when they grow, as most of a month's figures
//! share small denominators and a greatest common divisor for each sum would cost more than the judging.

use std::cmp::Ordering;

/// A fraction with a positive denominator.
#[derive(Debug, Clone, Copy)]
pub struct Exact {
    num: i128,
    den: i128,
}

/// Beyond this a fraction is reduced, which keeps every product of two within `i128`.
const LARGE: i128 = 1 << 62;

impl Exact {
    /// Nothing.
    pub const ZERO: Self = Self { num: 0, den: 1 };

    /// `num ÷ den`; a zero denominator is read as one, since no rule divides by nothing.
    pub fn new(num: i128, den: i128) -> Self {
        let (num, den) = match den.cmp(&0) {
            Ordering::Greater => (num, den),
            Ordering::Less => (-num, -den),
            Ordering::Equal => (num, 1),
        };
        if num.abs() < LARGE && den < LARGE { Self { num, den } } else { Self::reduced(num, den) }
    }

    /// From an integer scaled by ten thousand, as facts are kept.
    pub fn scaled(value: i64) -> Self {
        Self { num: i128::from(value), den: 10_000 }
    }

    /// From an integer.
    pub fn whole(value: i64) -> Self {
        Self { num: i128::from(value), den: 1 }
    }

    fn reduced(num: i128, den: i128) -> Self {
        let (mut a, mut b) = (num.unsigned_abs(), den.unsigned_abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let divisor = i128::try_from(a.max(1)).unwrap_or(1);
        Self { num: num / divisor, den: den / divisor }
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        if self.den == other.den {
            return Self::new(self.num + other.num, self.den);
        }
        Self::new(self.num * other.den + other.num * self.den, self.den * other.den)
    }

    /// The difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        self.plus(Self { num: -other.num, den: other.den })
    }

    /// The product.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        Self::new(self.num * other.num, self.den * other.den)
    }

    /// The quotient; dividing by nothing gives nothing, and no rule does.
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        if other.num == 0 { Self::ZERO } else { Self::new(self.num * other.den, self.den * other.num) }
    }

    /// The smaller of the two.
    #[must_use]
    pub fn at_most(self, limit: Self) -> Self {
        if self.cmp(&limit) == Ordering::Greater { limit } else { self }
    }

    /// The larger of the two.
    #[must_use]
    pub fn at_least(self, limit: Self) -> Self {
        if self.cmp(&limit) == Ordering::Less { limit } else { self }
    }

    /// The value times `scale`, rounded once: halves go up in size, away from nothing (59.995 is 60.00).
    pub fn round_half_up(self, scale: i64) -> i64 {
        let num = self.num * i128::from(scale);
        let (size, den) = (num.unsigned_abs(), self.den.unsigned_abs());
        let rounded = i64::try_from((size * 2 + den) / (den * 2)).unwrap_or(i64::MAX);
        if num < 0 { -rounded } else { rounded }
    }

    /// The whole part below, as for counts of places.
    pub fn floor(self) -> i64 {
        i64::try_from(self.num.div_euclid(self.den)).unwrap_or(i64::MAX)
    }

    /// The whole part above.
    pub fn ceil(self) -> i64 {
        -Self { num: -self.num, den: self.den }.floor()
    }

    /// Decimal text with at most four places, for sentences; a longer figure ends in `…`.
    pub fn text(self) -> String {
        let reduced = Self::reduced(self.num, self.den);
        let scaled = reduced.num * 10_000;
        let (whole, exact) = (scaled / reduced.den, scaled % reduced.den == 0);
        let size = whole.unsigned_abs();
        let digits = format!("{}.{:04}", size / 10_000, size % 10_000);
        let digits = if exact { digits.trim_end_matches('0').trim_end_matches('.') } else { digits.as_str() };
        let sign = if scaled < 0 && size > 0 { "-" } else { "" };
        format!("{sign}{digits}{}", if exact { "" } else { "…" })
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact {}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.den == other.den {
            return self.num.cmp(&other.num);
        }
        (self.num * other.den).cmp(&(other.num * self.den))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_round_up_once() {
        let check =
            |num, den, hundredths| assert_eq!(Exact::new(num, den).round_half_up(100), hundredths, "{num}/{den}");
        check(59_995, 1000, 6000);
        check(59_994_999, 1_000_000, 5999);
        check(-5, 1000, -1);
        check(1137, 13, 8746);
        check(200, 3, 6667);
    }

    #[test]
    fn a_sum_of_thirds_is_whole() {
        let third = Exact::new(1, 3);
        assert_eq!(third.plus(third).plus(third), Exact::whole(1));
        assert_eq!(Exact::new(1, 3).text(), "0.3333…");
        assert_eq!(Exact::scaled(-5_000).text(), "-0.5");
        assert_eq!(Exact::scaled(100_000).text(), "10");
    }

    #[test]
    fn floor_and_ceil_hold_below_nothing() {
        assert_eq!((Exact::new(-1, 2).floor(), Exact::new(-1, 2).ceil()), (-1, 0));
        assert_eq!((Exact::new(7, 2).floor(), Exact::new(7, 2).ceil()), (3, 4));
    }
}
