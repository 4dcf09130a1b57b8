//! Draws recorded and repeated, the sheet that follows them, households' answers as facts, pages found by their codes.

use domain::{Fault, GridId, InspectionKind, LotKind, Question, SubjectId};

use crate::{
    Office,
    testing::{may, small_office, type_total},
    view::{BallotForm, HouseholdRow, InspectionForm, LotForm},
};

const POLICY: &str = "
id: test-households
title: 入户办法
subject: worker
period: month
versions:
  - from: 2026-01
    clauses:
      - { document: 《入户办法》, article: 第一条, text: 各项满分一百分。, rule: { kind: indicators, total: 100, items: { 环境: 100 } } }
      - { document: 《入户办法》, article: 第二条, text: 每户加减分。, rule: { kind: household-sampling, options: { 干净户: 0.2, 不干净户: -0.2 } } }
      - { document: 《入户办法》, article: 第三条, text: 分等。, rule: { kind: grade-bands, bands: { 合格: { from: 60 }, 不合格: { below: 60 } } } }
";

fn codes(fault: &Fault) -> Vec<&str> {
    fault.problems.iter().map(|p| p.code.as_str()).collect()
}

fn first(office: &mut Office) -> i64 {
    office.sheet(may(), None).unwrap().inspection
}

fn form(inspection: i64, kind: LotKind, count: u32, seed: &str) -> LotForm {
    LotForm { month: may(), inspection, kind, places: Vec::new(), count, seed: seed.into(), reason: String::new() }
}

fn villages(office: &mut Office, inspection: i64) -> Vec<(String, bool)> {
    let rows = office.sheet(may(), Some(inspection)).unwrap().rows;
    let mut seen: Vec<(String, bool)> = rows.into_iter().map(|r| (r.village, r.drawn)).collect();
    seen.dedup();
    seen
}

/// Two households in each of the three grids, and a policy that counts them.
fn with_households() -> (Office, i64) {
    let mut office = small_office();
    office.adopt_text(POLICY, may()).unwrap();
    for grid in [4, 5, 6] {
        let row =
            |n: &str| HouseholdRow { id: domain::HouseholdId(0), number: n.into(), head: format!("户主{grid}{n}") };
        office.save_households(GridId(grid), &[row("1"), row("2")]).unwrap();
    }
    let form = InspectionForm {
        id: None,
        month: may(),
        scheme: None,
        kind: InspectionKind::Spot,
        inspector: String::new(),
        held_on: None,
    };
    let (inspection, _) = office.save_inspection(&form).unwrap();
    let places = vec![GridId(4), GridId(5), GridId(6)];
    office.draw_lots(&LotForm { places, ..self::form(inspection, LotKind::Households, 2, "7") }).unwrap();
    (office, inspection)
}

fn answer(
    office: &mut Office,
    inspection: i64,
    person: i64,
    household: &str,
    answer: Option<&str>,
) -> Result<Vec<u32>, Fault> {
    let form = BallotForm {
        month: may(),
        inspection,
        subject: SubjectId(person),
        question: Question::Household,
        household: household.into(),
        answer: answer.map(str::to_string),
    };
    office.set_ballot(&form).map(|saved| saved.group.tally)
}

fn votes(office: &mut Office) -> Vec<(i64, String, String)> {
    let rows = office.other_facts(may()).unwrap().rows;
    rows.into_iter().map(|f| (f.subject.unwrap().0, f.item, f.value)).collect()
}

#[test]
fn the_drawn_order_is_the_order_of_the_sheet_and_without_a_draw_the_stored_route_stands() {
    let mut office = small_office();
    let inspection = first(&mut office);
    assert_eq!(office.route_of(inspection).unwrap(), None);
    let stored = villages(&mut office, inspection);
    // Of two villages every second seed turns the order.
    let turned = (0..20).map(|n| n.to_string()).find(|seed| {
        office.draw_lots(&form(inspection, LotKind::Route, 0, seed)).unwrap();
        let drawn = villages(&mut office, inspection);
        office.undo().unwrap();
        drawn != stored
    });
    let mut again = form(inspection, LotKind::Route, 0, &turned.unwrap());
    again.reason = "重抽".into();
    office.draw_lots(&again).unwrap();
    let mut expected = stored;
    expected.reverse();
    assert_eq!(villages(&mut office, inspection), expected);
    assert_eq!(office.route_of(inspection).unwrap().unwrap().len(), 2);
}

#[test]
fn a_village_not_drawn_stands_behind_and_is_not_counted_as_missing_there() {
    let mut office = small_office();
    let inspection = first(&mut office);
    office.draw_lots(&form(inspection, LotKind::Villages, 1, "2026")).unwrap();
    let rows = office.sheet(may(), Some(inspection)).unwrap().rows;
    let drawn: Vec<bool> = rows.iter().map(|r| r.drawn).collect();
    assert!(drawn.is_sorted_by(|a, b| a >= b) && drawn.contains(&true) && drawn.contains(&false));
    assert!(rows.iter().all(|r| r.cells.iter().all(Option::is_none)), "a missing mark never becomes a zero");
    let card = &office.inspection_list(may(), None).unwrap().rows[0];
    let reached = u32::try_from(drawn.iter().filter(|d| **d).count()).unwrap();
    assert_eq!((card.expected, card.missing), (reached, reached));
    // Who stands in a village drawn is complete with every mark; the others are waited for by no one here.
    let person = rows[0].person.0;
    type_total(&mut office, may(), person, 90);
    assert_eq!(office.inspection_list(may(), None).unwrap().rows[0].missing, reached - 1);
}

#[test]
fn a_second_draw_needs_a_reason_and_both_are_shown_even_when_the_first_was_undone() {
    let mut office = small_office();
    let inspection = first(&mut office);
    office.draw_lots(&form(inspection, LotKind::Villages, 1, "1")).unwrap();
    office.undo().unwrap();
    let again = form(inspection, LotKind::Villages, 1, "2");
    assert_eq!(codes(&office.draw_lots(&again).unwrap_err()), ["lot-again"]);
    office.draw_lots(&LotForm { reason: "监督人没有到场".into(), ..again }).unwrap();
    office.draw_lots(&LotForm { reason: "又抽".into(), ..form(inspection, LotKind::Villages, 1, "3") }).unwrap();
    let lots = office.lots(may(), inspection).unwrap().lots;
    let told: Vec<_> = lots.iter().map(|l| (l.number, l.seed.as_str(), l.holds, l.withdrawn)).collect();
    assert_eq!(told, [(1, "1", false, true), (2, "2", false, false), (3, "3", true, false)]);
}

#[test]
fn what_can_not_be_drawn_is_refused_with_why() {
    let mut office = small_office();
    let inspection = first(&mut office);
    let mut check = |form: LotForm, expected: &[&str]| {
        assert_eq!(codes(&office.draw_lots(&form).unwrap_err()), expected);
    };
    check(form(inspection, LotKind::Villages, 1, " "), &["lot-seed"]);
    check(form(inspection, LotKind::Villages, 3, "1"), &["lot-count"]);
    check(form(inspection, LotKind::Villages, 0, "1"), &["lot-count"]);
    check(form(inspection, LotKind::Households, 5, "1"), &["lot-no-place"]);
    check(LotForm { places: vec![GridId(4)], ..form(inspection, LotKind::Households, 5, "1") }, &["lot-no-households"]);
}

#[test]
fn a_draw_comes_out_the_same_again_and_a_changed_record_is_found() {
    let mut office = small_office();
    let inspection = first(&mut office);
    office.draw_lots(&form(inspection, LotKind::Villages, 1, "2026")).unwrap();
    let id = office.lots(may(), inspection).unwrap().lots[0].id;
    assert!(office.verify_lot(id).unwrap().same);
    assert!(office.lot_problems().unwrap().is_empty());
    let mut lot = office.store.lot(id).unwrap().unwrap();
    let other = lot.candidates.iter().find(|c| !lot.drawn.contains(&c.key)).unwrap().key.clone();
    lot.drawn = vec![other];
    (lot.number, lot.reason) = (2, "改动".into());
    let deed = crate::office::Deed::new("test", &[]).for_good();
    let (forged, _) = office.write(deed, |tx| tx.add_lot(&lot)).unwrap();
    assert!(!office.verify_lot(forged).unwrap().same);
    let problems: Vec<_> = office.lot_problems().unwrap().into_iter().map(|p| p.code).collect();
    assert_eq!(problems, ["lot-differs"]);
}

#[test]
fn households_answers_become_the_months_facts_and_go_with_them() {
    let (mut office, inspection) = with_households();
    assert_eq!(answer(&mut office, inspection, 1, "99012310120101-1", Some("干净户")).unwrap(), [1, 0]);
    assert_eq!(answer(&mut office, inspection, 1, "99012310120101-2", Some("干净户")).unwrap(), [2, 0]);
    assert_eq!(votes(&mut office), [(1, "干净户".into(), "2".into())]);
    assert_eq!(answer(&mut office, inspection, 1, "99012310120101-2", Some("不干净户")).unwrap(), [1, 1]);
    assert_eq!(votes(&mut office).len(), 2);
    office.undo().unwrap();
    assert_eq!(votes(&mut office), [(1, "干净户".into(), "2".into())]);
    answer(&mut office, inspection, 1, "99012310120101-1", None).unwrap();
    answer(&mut office, inspection, 1, "99012310120101-2", None).unwrap();
    assert!(votes(&mut office).is_empty());
}

#[test]
fn an_answer_is_refused_for_a_household_of_other_ground_and_for_a_word_that_the_policy_lacks() {
    let (mut office, inspection) = with_households();
    let refused = answer(&mut office, inspection, 1, "99012310120201-1", Some("干净户")).unwrap_err();
    assert_eq!(codes(&refused), ["ballot-not-drawn"]);
    let refused = answer(&mut office, inspection, 1, "99012310120101-1", Some("优")).unwrap_err();
    assert_eq!(codes(&refused), ["ballot-answer"]);
}

#[test]
fn votes_entered_by_hand_and_households_never_count_twice() {
    let (mut office, inspection) = with_households();
    let by_hand = |person: i64| crate::view::FactForm {
        id: None,
        kind: "vote".into(),
        subject: Some(SubjectId(person)),
        subject_name: String::new(),
        village: String::new(),
        item: "干净户".into(),
        value: "5".into(),
        source: String::new(),
        on: None,
        document: String::new(),
    };
    office.save_facts(may(), &[by_hand(1)], &[], "").unwrap();
    let refused = answer(&mut office, inspection, 1, "99012310120101-1", Some("干净户")).unwrap_err();
    assert_eq!(codes(&refused), ["ballot-by-hand"]);
    office.drop_hand_votes(may(), inspection, SubjectId(1), Question::Household).unwrap();
    answer(&mut office, inspection, 1, "99012310120101-1", Some("干净户")).unwrap();
    let refused = office.save_facts(may(), &[by_hand(1)], &[], "").unwrap_err();
    assert_eq!(codes(&refused), ["facts-from-ballots"]);
    let id = office.other_facts(may()).unwrap().rows[0].id.unwrap();
    assert_eq!(codes(&office.save_facts(may(), &[], &[id], "取消").unwrap_err()), ["facts-from-ballots"]);
    // Somebody whose households were not asked is entered by hand as ever.
    office.save_facts(may(), &[by_hand(4)], &[], "").unwrap();
}

#[test]
fn a_household_that_leaves_the_list_keeps_its_answer() {
    let (mut office, inspection) = with_households();
    answer(&mut office, inspection, 1, "99012310120101-1", Some("干净户")).unwrap();
    let row = HouseholdRow { id: domain::HouseholdId(0), number: "2".into(), head: "新户主".into() };
    office.save_households(GridId(4), &[row]).unwrap();
    let view = office.ballots(may(), inspection).unwrap();
    let group = view.groups.iter().find(|g| g.subject == SubjectId(1)).unwrap();
    let listed: Vec<_> = group.households.iter().map(|h| (h.key.as_str(), h.listed)).collect();
    assert_eq!(group.tally, [1, 0]);
    assert!(listed.contains(&("99012310120101-1", false)) && listed.contains(&("99012310120101-2", true)));
}

#[test]
fn an_inspection_goes_with_all_that_is_its_own_and_one_undo_brings_it_back() {
    let (mut office, inspection) = with_households();
    answer(&mut office, inspection, 1, "99012310120101-1", Some("干净户")).unwrap();
    let only = first(&mut office);
    office.remove_inspection(may(), inspection).unwrap();
    assert!(votes(&mut office).is_empty());
    assert_eq!(codes(&office.remove_inspection(may(), only).unwrap_err()), ["inspection-only-one"]);
    office.undo().unwrap();
    assert_eq!(votes(&mut office).len(), 1);
    assert_eq!(office.lots(may(), inspection).unwrap().lots.len(), 3);
}

#[test]
fn the_code_of_a_page_leads_to_its_first_row_however_it_is_typed() {
    let mut office = small_office();
    let inspection = first(&mut office);
    let leaves = office.leaves(may(), inspection).unwrap();
    let printed: Vec<_> = leaves.iter().map(|l| l.code.as_str()).collect();
    assert_eq!(printed, ["2605-J1-201-1", "2605-J1-202-1"]);
    for typed in ["2605-j1-202-1", " ２６０５－J1－202－1 "] {
        let found = office.find_page(typed).unwrap();
        assert_eq!((found.inspection, found.person, found.village.as_str()), (inspection, SubjectId(4), "柳林村"));
    }
    for wrong in ["", "2605-J1-203-1", "2605-S1-201-1", "2613-J1-201-1", "2604-J1-201-1", "zs"] {
        assert_eq!(codes(&office.find_page(wrong).unwrap_err()), ["page-code-unknown"], "{wrong}");
    }
}
