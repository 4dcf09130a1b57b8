//! How a figure came about, in neutral words: `焚烧 2 × 5 + 乱倒 1 × 2 (≤ 8)`.

use crate::{facts::SCALE, rules::figure};

/// A list of names longer than this is cut short, with its length.
const SHOWN: usize = 12;

/// Counts at their prices, those of one name together; and the cap where it holds them down.
pub(crate) fn counted<'n>(things: impl Iterator<Item = (&'n str, i64, i64)>, cap: Option<i64>) -> String {
    let mut lines: Vec<(&str, i64, i64)> = Vec::new();
    for (name, count, price) in things {
        match lines.iter_mut().find(|(other, _, at)| *other == name && *at == price) {
            Some((_, sum, _)) => *sum += count,
            None => lines.push((name, count, price)),
        }
    }
    let sum: i128 = lines.iter().map(|(_, count, price)| i128::from(*count) * i128::from(*price)).sum();
    let texts =
        lines.iter().map(|(name, count, price)| format!("{name} {} × {}", figure(*count, 4), figure(*price, 4)));
    let capped = cap.filter(|cap| i128::from(*cap) * i128::from(SCALE) < sum);
    with_cap(&texts.map(|text| text.trim().to_string()).collect::<Vec<_>>().join(" + "), capped)
}

/// Points by name, each with its own cap where that holds it down, and the cap of them all.
pub(crate) fn added<'n>(things: impl Iterator<Item = (&'n str, i64, Option<i64>)>, cap: Option<i64>) -> String {
    let mut sum = 0;
    let texts = things.map(|(name, points, most)| {
        let capped = most.filter(|most| *most < points);
        sum += capped.unwrap_or(points);
        with_cap(format!("{name} {}", figure(points, 4)).trim(), capped)
    });
    let text = texts.collect::<Vec<_>>().join(" + ");
    with_cap(&text, cap.filter(|cap| *cap < sum))
}

/// Members one after another.
pub(crate) fn members(texts: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = texts.collect();
    let shown = all[..all.len().min(SHOWN)].join(" · ");
    if all.len() > SHOWN { format!("{shown} … ({})", all.len()) } else { shown }
}

fn with_cap(text: &str, cap: Option<i64>) -> String {
    match (text, cap) {
        ("", _) => "—".to_string(),
        (text, None) => text.to_string(),
        (text, Some(cap)) => format!("{text} (≤ {})", figure(cap, 4)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_one_name_stand_together_and_a_cap_only_where_it_holds() {
        let things = [("焚烧", SCALE, 5 * SCALE), ("乱倒", SCALE, 2 * SCALE), ("焚烧", SCALE, 5 * SCALE)];
        let check = |cap: Option<i64>, expected: &str| assert_eq!(counted(things.into_iter(), cap), expected);
        check(None, "焚烧 2 × 5 + 乱倒 1 × 2");
        check(Some(8 * SCALE), "焚烧 2 × 5 + 乱倒 1 × 2 (≤ 8)");
        check(Some(12 * SCALE), "焚烧 2 × 5 + 乱倒 1 × 2");
        assert_eq!(counted([("", 3 * SCALE, 2 * SCALE)].into_iter(), None), "3 × 2");
    }

    #[test]
    fn points_are_added_each_under_its_own_cap() {
        let things = [("清运", 2 * SCALE, Some(5 * SCALE)), ("宣传", 8 * SCALE, Some(5 * SCALE))];
        assert_eq!(added(things.into_iter(), Some(6 * SCALE)), "清运 2 + 宣传 8 (≤ 5) (≤ 6)");
        assert_eq!(added(std::iter::empty(), None), "—");
    }

    #[test]
    fn many_members_are_cut_short_with_their_number() {
        let many = (1..=14).map(|n| n.to_string());
        assert_eq!(members(many), "1 · 2 · 3 · 4 · 5 · 6 · 7 · 8 · 9 · 10 · 11 · 12 … (14)");
    }
}
