//! A rule tried on the past, as a workbook: the months, and whoever would have had something else.

use std::path::Path;

use domain::Outcome;
use sheets::{
    Kind::{Integer, Money, Text},
    Out,
};

use super::text;
use crate::{
    Office,
    boards::write_file,
    view::{BriefView, WhatIfView},
};

impl Office {
    /// Writes what a policy would have changed as a workbook of two sheets.
    pub fn save_what_if(&self, tried: &WhatIfView, path: &Path) -> Outcome<()> {
        let months = tried.months.iter().map(|m| {
            vec![
                text(&m.month.to_string()),
                m.reward_was_fen.into(),
                m.reward_now_fen.into(),
                domain::Money(m.reward_now_fen.0 - m.reward_was_fen.0).into(),
                u32::try_from(m.changed.len()).unwrap_or(u32::MAX).into(),
            ]
        });
        let kinds = [(Text, 10), (Money, 14), (Money, 14), (Money, 14), (Integer, 10)];
        let months = self.export_table("what-if-months", &kinds, months.collect());
        let people = tried.months.iter().flat_map(|m| m.changed.iter().map(move |s| (m.month, s)));
        let rows = people.map(|(month, s)| {
            let mut row = vec![
                text(&month.to_string()),
                text(&s.code),
                text(&s.name),
                text(s.village.as_deref().unwrap_or_default()),
            ];
            row.extend(brief(&s.was));
            row.extend(brief(&s.now));
            row
        });
        let mut kinds = vec![(Text, 10), (Text, 10), (Text, 10), (Text, 14)];
        for _ in 0..2 {
            kinds.extend([(sheets::Kind::Score, 8), (Text, 8), (Money, 12), (Text, 16), (Text, 20)]);
        }
        let people = self.export_table("what-if-people", &kinds, rows.collect());
        write_file(path, &sheets::workbook(&[months, people], self.clock.today())?)
    }
}

fn brief(of: &BriefView) -> Vec<Out> {
    vec![
        of.score.into(),
        text(of.grade.as_deref().unwrap_or_default()),
        of.reward_fen.map(|reward| domain::Money(reward.0 - of.deduction_fen.0)).into(),
        text(&of.reward_goods.join("、")),
        text(&of.measures.join("、")),
    ]
}
