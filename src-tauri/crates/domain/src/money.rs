//! Amounts in whole fen, and their 大写 form for payment sheets.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::exact::{parse_scaled, render_scaled};

/// An amount in fen: 1409.50 yuan is `Money(140950)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct Money(pub i64);

impl Money {
    /// Reads an amount of yuan with at most two decimals.
    pub fn parse_yuan(text: &str) -> Option<Self> {
        parse_scaled(text.trim(), 2).map(Self)
    }

    /// The amount in financial capitals (大写), as on payment sheets: whole yuan end in 整, and 零 stands for each
    /// run of missing places (支付结算办法 附一《正确填写票据和结算凭证的基本规定》).
    pub fn capitals(self) -> String {
        const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
        let size = self.0.unsigned_abs();
        let (yuan, jiao, fen) = (size / 100, size / 10 % 10, size % 10);
        let mut out = String::from(if self.0 < 0 { "人民币负" } else { "人民币" });
        if yuan > 0 {
            out.push_str(&whole_capitals(yuan, &DIGITS));
            out.push('元');
        }
        let digit = |d: u64| DIGITS[(d % 10) as usize];
        match (jiao, fen) {
            (0, 0) if yuan == 0 => out.push_str("零元整"),
            (0, 0) => out.push('整'),
            (j, 0) => out.extend([digit(j), '角']),
            (0, f) if yuan == 0 => out.extend([digit(f), '分']),
            (0, f) => out.extend(['零', digit(f), '分']),
            (j, f) => out.extend([digit(j), '角', digit(f), '分']),
        }
        out
    }
}

fn whole_capitals(value: u64, digits: &[char; 10]) -> String {
    const SMALL: [&str; 4] = ["", "拾", "佰", "仟"];
    const LARGE: [&str; 5] = ["", "万", "亿", "万亿", "亿亿"];
    let mut out = String::new();
    let mut gap = false;
    for group in (0..5).rev() {
        let part = value / 10_000_u64.pow(group) % 10_000;
        if part == 0 {
            gap = gap || !out.is_empty();
            continue;
        }
        for place in (0..4).rev() {
            let digit = part / 10_u64.pow(place) % 10;
            if digit == 0 {
                gap = gap || !out.is_empty();
                continue;
            }
            if gap {
                out.push('零');
                gap = false;
            }
            out.push(digits[digit as usize]);
            out.push_str(SMALL[place as usize]);
        }
        out.push_str(LARGE[group as usize]);
    }
    out
}

impl fmt::Display for Money {
    /// Yuan with two decimals: `1409.50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&render_scaled(self.0, 2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(fen: i64, expected: &str) {
        assert_eq!(Money(fen).capitals(), expected, "{fen}");
    }

    #[test]
    fn amounts_read_in_capitals_as_a_bank_wants_them() {
        check(140_950, "人民币壹仟肆佰零玖元伍角");
        check(32_504, "人民币叁佰贰拾伍元零肆分");
        check(1_640_902, "人民币壹万陆仟肆佰零玖元零贰分");
        check(50_000, "人民币伍佰元整");
        check(1_000_000, "人民币壹万元整");
        check(10_010_000, "人民币壹拾万零壹佰元整");
        check(10_000_000_100, "人民币壹亿零壹元整");
        check(5, "人民币伍分");
        check(50, "人民币伍角");
        check(0, "人民币零元整");
        check(-15_000, "人民币负壹佰伍拾元整");
    }
}
