//! From a draft to a month that is judged by it, in a real office.

use domain::MonthState;
use policy::Tree;

use crate::{
    Office,
    testing::{may, month, run_month, small_office},
    view::{DraftClause, DraftForm, RuleTree},
};

fn begun(office: &mut Office, source: &str) -> DraftForm {
    let (id, _) = office.start_draft(source).unwrap();
    office.policy_draft(id).unwrap().form
}

/// Changes the bands of the grades, as a form does.
fn edit(form: &mut DraftForm, change: impl Fn(String) -> String) {
    let bands =
        |c: &&mut DraftClause| c.rule.as_ref().is_some_and(|rule| super::checked::kind_of(rule) == "grade-bands");
    let clause = form.versions[0].clauses.iter_mut().find(bands).unwrap();
    let text = policy::write_tree(&Tree::from(clause.rule.as_ref().unwrap()));
    let changed = change(text.clone());
    assert_ne!(changed, text, "the change finds what it changes");
    clause.rule = Some(RuleTree::from(&policy::parse_tree(&changed).unwrap()));
}

#[test]
fn every_preset_is_a_draft_without_a_problem_and_comes_back_as_it_was() {
    let mut office = small_office();
    for preset in office.presets().unwrap() {
        let (id, _) = office.start_draft(&format!("preset:{}", preset.id)).unwrap();
        let view = office.policy_draft(id).unwrap();
        assert!(view.check.ready, "{}: {:#?}", preset.id, view.check);
        assert!(!view.form.cases.is_empty(), "{}", preset.id);
        let file = std::fs::read_to_string(office.assets.join(format!("policies/{}/policy.yaml", preset.id))).unwrap();
        let original = policy::read(&file).unwrap();
        assert_eq!(policy::write(&office.policy_from(&format!("draft:{id}")).unwrap()), policy::write(&original));
    }
    assert_eq!(office.drafts().unwrap().len(), office.presets().unwrap().len());
}

#[test]
fn a_hole_between_grades_stands_at_its_clause_until_it_is_mended() {
    let mut office = small_office();
    let mut form = begun(&mut office, "preset:default");
    edit(&mut form, |text| text.replace("from: 60", "from: 65"));
    let (check, _) = office.save_draft(&form).unwrap();
    assert!(!check.ready);
    let problem = &check.problems[0];
    let at = problem.at.as_ref().unwrap();
    assert_eq!(form.versions[0].clauses[at.clause as usize].article, "第八条");
    assert_eq!((problem.code.as_str(), problem.path[0].as_str()), ("bands-hole", "rule"));
    assert!(problem.text.contains("60.00–64.99"), "{}", problem.text);
    assert!(check.cases.iter().all(|c| !c.passed && !c.ran));
    // What is wrong is kept, and mended where it was left.
    let mut again = office.policy_draft(form.id).unwrap().form;
    assert_eq!(again, form);
    edit(&mut again, |text| text.replace("from: 65", "from: 60"));
    assert!(office.save_draft(&again).unwrap().0.ready);
}

#[test]
fn a_changed_figure_makes_the_cases_speak() {
    let mut office = small_office();
    let mut form = begun(&mut office, "preset:default");
    edit(&mut form, |text| text.replace("from: 90", "from: 95").replace("below: 90", "below: 95"));
    let (check, _) = office.save_draft(&form).unwrap();
    assert!(check.problems.is_empty());
    let red: Vec<_> = check.cases.iter().filter(|c| !c.passed).collect();
    assert!(!red.is_empty());
    let difference = red.iter().flat_map(|c| &c.differences).find(|d| d.field == "grade").unwrap();
    assert_eq!((difference.expected.as_str(), difference.found.as_str()), ("优秀", "良好"));
    assert_eq!(office.adopt_draft(form.id, may()).unwrap_err().problems[0].code, "case-failed");
    let plan = office.adopt_plan(form.id, None).unwrap();
    assert_eq!(plan.hindered.iter().map(|p| p.code.as_str()).collect::<Vec<_>>(), ["draft-cases"]);
}

#[test]
fn a_draft_is_adopted_with_its_cases_and_the_month_is_judged_by_it() {
    let mut office = small_office();
    run_month(&mut office, may(), [95, 85, 70, 50]);
    let june = month("2026-06");
    office.open_month(june).unwrap();
    let mut form = begun(&mut office, "adopted:1");
    assert!(form.cases.is_empty(), "the small office adopted a text without cases");
    form.cases = begun(&mut office, "preset:default").cases;
    edit(&mut form, |text| text.replace("from: 60", "from: 55").replace("below: 60", "below: 55"));
    // Only the cases that the changed figure leaves alone.
    let (check, _) = office.save_draft(&form).unwrap();
    let mut kept = check.cases.iter().map(|case| case.passed);
    form.cases.retain(|_| kept.next().unwrap());
    assert!(!form.cases.is_empty() && form.cases.len() < check.cases.len());
    office.save_draft(&form).unwrap();
    assert_eq!(office.adopt_draft(form.id, may()).unwrap_err().problems[0].code, "adopt-on-closed");
    let plan = office.adopt_plan(form.id, None).unwrap();
    assert_eq!((plan.from, plan.months[0], plan.hindered.len()), (june, june, 0));
    assert!(plan.lines.iter().any(|line| line.contains("2026年5月")), "{:?}", plan.lines);
    office.adopt_draft(form.id, june).unwrap();
    let adopted = office.store.policies().unwrap().pop().unwrap();
    assert_eq!((adopted.from, office.store.policy_cases(adopted.id).unwrap().len()), (june, 1));
    assert!(adopted.file.contains("below: 55"));
    assert!(!office.drafts().unwrap().iter().any(|d| d.id == form.id));
    let judged = office.judge(june).unwrap();
    assert_eq!((judged.adopted.id, judged.record.state), (adopted.id, MonthState::Open));
    // Taken back, the draft is there again and the month is judged as before.
    office.undo().unwrap();
    assert_eq!(office.policy_draft(form.id).unwrap().form, form);
    assert_ne!(office.judge(june).unwrap().adopted.id, adopted.id);
}

#[test]
fn each_edit_can_be_taken_back_and_names_its_article() {
    let mut office = small_office();
    let before = begun(&mut office, "preset:default");
    let mut form = before.clone();
    form.versions[0].clauses[1].text = "另一句".into();
    let (_, changed) = office.save_draft(&form).unwrap();
    let article = &form.versions[0].clauses[1].article;
    assert!(changed.text.contains(article), "{}", changed.text);
    let moved = form.versions[0].clauses.remove(1);
    form.versions[0].clauses.push(moved);
    office.save_draft(&form).unwrap();
    office.undo().unwrap();
    office.undo().unwrap();
    assert_eq!(office.policy_draft(form.id).unwrap().form, before);
    office.undo().unwrap();
    assert!(office.drafts().unwrap().is_empty());
    office.redo().unwrap();
    assert_eq!(office.policy_draft(form.id).unwrap().form, before);
}

#[test]
fn a_span_that_no_version_holds_for_and_a_second_scheme_for_the_same_people_are_told() {
    let mut office = small_office();
    let mut form = begun(&mut office, "preset:default");
    form.versions[0].to = "2026-07".into();
    form.cases.clear();
    office.save_draft(&form).unwrap();
    office.adopt_draft(form.id, may()).unwrap();
    let mut later = begun(&mut office, "preset:default");
    later.cases.clear();
    office.save_draft(&later).unwrap();
    let plan = office.adopt_plan(later.id, Some(month("2026-10"))).unwrap();
    assert!(plan.warnings.iter().any(|w| w.contains("2026年8月") && w.contains("2026年9月")), "{:?}", plan.warnings);
    assert!(
        plan.warnings.iter().any(|w| w.contains("第八条")),
        "without cases every rule is told: {:?}",
        plan.warnings
    );
    later.scheme = "another".into();
    office.save_draft(&later).unwrap();
    let plan = office.adopt_plan(later.id, Some(may())).unwrap();
    assert!(plan.warnings.iter().any(|w| w.contains("接替")), "{:?}", plan.warnings);
}

#[test]
fn a_draft_goes_out_as_a_folder_and_comes_in_again_the_same() {
    let mut office = small_office();
    let form = begun(&mut office, "preset:default");
    let folder = tempfile::tempdir().unwrap();
    let files = office.export_policy(&format!("draft:{}", form.id), folder.path()).unwrap();
    assert_eq!(files.len(), 2);
    assert_eq!(
        office.export_policy(&format!("draft:{}", form.id), folder.path()).unwrap_err().problems[0].code,
        "file-exists"
    );
    let check = crate::try_out::check_policy(&files[0], office.words()).unwrap();
    assert_eq!((check.problems.len(), check.cases.failed), (0, 0));
    let again = begun(&mut office, &format!("file:{}", files[0].display()));
    assert_eq!((again.versions, again.cases), (form.versions, form.cases));
    assert_ne!(again.name, form.name);
}

#[test]
fn a_file_with_problems_comes_in_with_them_and_one_of_another_form_is_refused() {
    let mut office = small_office();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("policy.yaml");
    let check = |office: &mut Office, text: &str| {
        std::fs::write(&path, text).unwrap();
        office.start_draft(&format!("file:{}", path.display()))
    };
    let (id, _) = check(&mut office, &policy::FILE_EXAMPLE.replace("below: 80", "below: 70")).unwrap();
    assert_eq!(office.policy_draft(id).unwrap().check.problems[0].code, "bands-hole");
    let refused = check(&mut office, &policy::FILE_EXAMPLE.replace("period: month", "perod: month")).unwrap_err();
    assert!(refused.problems.iter().any(|p| p.code == "key-unknown"), "{refused:?}");
    assert!(check(&mut office, "只是一句话").is_err());
    let (id, _) = office.start_draft("empty").unwrap();
    let view = office.policy_draft(id).unwrap();
    assert_eq!(view.form.versions[0].clauses.len(), 1);
}

#[test]
fn the_difference_between_what_is_adopted_and_a_draft_is_one_changed_figure() {
    let mut office = small_office();
    let mut form = begun(&mut office, "adopted:1");
    edit(&mut form, |text| text.replace("from: 60", "from: 55").replace("below: 60", "below: 55"));
    office.save_draft(&form).unwrap();
    let difference = office.policy_difference("adopted:1", &format!("draft:{}", form.id)).unwrap();
    assert_eq!((difference.clauses.len(), difference.head.len()), (1, 0));
    let told = &difference.clauses[0];
    assert_eq!((told.change.as_str(), told.article.as_str(), told.parameters.len()), ("changed", "第八条", 2));
    assert_eq!(told.parameters[0].was.as_deref(), Some("60"));
}
