//! A first start without a file, and what a hurried hand undoes.

use jingge_tests::window::{App, keys};

#[test]
#[ignore = "opens the built app in a window: make test"]
fn a_first_start_makes_the_demonstration_and_a_mark_is_undone_by_keyboard() {
    let app = App::open("first-start", &[]);
    let path = app.home.path().join("示范.jingge");
    app.named("button", "打开文件");
    app.named("button", "新建乡镇");
    app.screenshot("1-start");
    app.replace(&app.named("textbox", "演示文件"), path.to_str().unwrap());
    app.click(&app.named("button", "生成并打开演示"));
    app.wait_text("录入 271/274");

    app.go("#/month/2026-06");
    let cell = app.find("input[data-r='0'][data-c='0']");
    let before = app.property(&cell, "value");
    app.click(&cell);
    app.type_keys(&format!("{}{}", "7.5", keys::ENTER));
    app.wait_text("全部已存");
    assert_eq!(app.property(&cell, "value"), "7.5");
    app.chord(keys::CONTROL, "z");
    app.wait_for("the mark as it was", || (app.property(&cell, "value") == before).then_some(()));
    app.screenshot("2-undone");
}

#[test]
#[ignore = "opens the built app in a window: make test"]
fn a_file_that_is_not_ours_is_refused_in_words_and_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("照片.jingge");
    std::fs::write(&file, "这不是净格文件".repeat(200)).unwrap();
    let app = App::open("not-ours", &["--file", file.to_str().unwrap()]);
    app.wait_text("照片.jingge");
    app.screenshot("refused");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "这不是净格文件".repeat(200));
}

#[test]
#[ignore = "opens the built app in a window: make test"]
fn the_window_speaks_english_when_asked() {
    let app = App::open("english", &["--lang", "en"]);
    app.named("button", "Open");
    app.screenshot("start");
}
