//! 抽签记录: every draw of an inspection, also one that was taken back, with all that is needed to draw again.

use documents::{Draw, DrawRow, LotRecord};
use domain::{LotKind, Outcome};

use super::desk::{Desk, inspection_name, long_day};
use crate::{Office, view::LotView};

impl Desk {
    pub(super) fn lot_record(&self, office: &mut Office, id: i64) -> Outcome<LotRecord> {
        let inspection = inspection_name(self.inspection(id)?);
        let month = self.month();
        Ok(LotRecord {
            office: self.office(),
            title: self.say("lot-title", &[]),
            subtitle: self.say("lot-subtitle", &[("month", month.as_str()), ("inspection", inspection.as_str())]),
            draws: office.lot_views(id)?.iter().map(|lot| self.draw(lot)).collect(),
            method: self.say("lot-method", &[]).split('\n').map(str::to_string).collect(),
            signatures: self.signatures("lot-signatures"),
            date: self.date(super::kind::Kind::Lots(id)),
        })
    }

    fn draw(&self, lot: &LotView) -> Draw {
        let number = lot.number.to_string();
        let heading = match lot.place_name.as_str() {
            "" => lot.kind.zh().to_string(),
            place => format!("{} {place}", lot.kind.zh()),
        };
        let heading = match (lot.number, lot.withdrawn) {
            (1, false) => heading,
            (_, false) => self.say("lot-again", &[("draw", heading.as_str()), ("number", number.as_str())]),
            (_, true) => self.say("lot-withdrawn", &[("draw", heading.as_str()), ("number", number.as_str())]),
        };
        let drawn = lot.candidates.iter().filter(|c| c.drawn).count();
        let (count, of) = (drawn.to_string(), lot.candidates.len().to_string());
        let mut facts = vec![
            ("lot-seed", lot.seed.clone()),
            ("lot-count", self.say("lot-of", &[("count", count.as_str()), ("of", of.as_str())])),
            ("lot-on", long_day(lot.on)),
            ("lot-by", lot.by.clone()),
        ];
        if !lot.reason.is_empty() {
            facts.push(("lot-reason", lot.reason.clone()));
        }
        let result = |at: usize, drawn: bool| match (lot.kind, drawn) {
            (_, false) => String::new(),
            (LotKind::Route, true) => self.say("stop", &[("number", (at + 1).to_string().as_str())]),
            (_, true) => self.say("lot-drawn", &[]),
        };
        Draw {
            heading,
            facts: facts.into_iter().map(|(key, text)| (self.say(key, &[]), text)).collect(),
            rows: lot
                .candidates
                .iter()
                .enumerate()
                .map(|(at, c)| DrawRow {
                    name: c.name.clone(),
                    key: c.key.clone(),
                    digits: c.digits.clone(),
                    drawn: result(at, c.drawn),
                })
                .collect(),
        }
    }
}
