//! Two programs on one file: the second says who has it and offers to read; nothing can be typed there; once the first has let
//! go, the second opens it for writing.

use jingge_tests::{
    built,
    window::{App, keys},
};
use std::process::Command;

#[test]
#[ignore = "opens the built app in a window: make test"]
fn the_second_program_says_who_has_the_file_reads_it_and_writes_when_the_first_has_let_go() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("示范.jingge");
    let file = path.to_str().unwrap();
    let demo = ["demo", file, "--villages", "4", "--workers", "12", "--months", "2"];
    let made = Command::new(built("jingge")).args(demo).status().unwrap();
    assert!(made.success());

    let first = App::open("two-programs-first", &["--file", file]);
    first.wait_text("录入");
    // Another home and no bus between them: another program, as on another desk.
    let second = App::open("two-programs-second", &["--file", file]);
    second.wait_text("文件正由别的程序打开");
    second.screenshot("1-refused");
    second.click(&second.named("button", "以只读方式打开"));
    second.wait_text("正在使用这个文件");
    second.go("#/month/2026-06");
    let cell = second.find("input[data-r='0'][data-c='0']");
    let before = second.property(&cell, "value");
    second.click(&cell);
    second.type_keys(&format!("3{}", keys::ENTER));
    second.type_keys(&format!("q{}", keys::ENTER));
    second.chord(keys::CONTROL, "d");
    second.type_keys(keys::DELETE);
    assert_eq!(second.property(&cell, "value"), before, "nothing can be typed");
    second.screenshot("2-read-only");

    // The command line is refused as well, in words.
    let refused = Command::new(built("jingge")).args(["month", file, "2026-06", "publish"]).output().unwrap();
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("文件正由别的程序打开"), "{refused:?}");

    // While the first has it, it can't be opened for writing, and stays open for reading.
    second.click(&second.named("button", "改为可写打开"));
    second.wait_text("文件正由别的程序打开");
    second.wait_text("正在使用这个文件");
    drop(first);
    second.wait_for("the file open for writing", || {
        // In one go: the button may go between being found and being clicked.
        let script = "[...document.querySelectorAll('.read-only button')].forEach((button) => button.click())";
        second.run(script, &[]);
        (!second.page_text().contains("正在使用这个文件")).then_some(())
    });
    second.go("#/month/2026-06");
    let cell = second.find("input[data-r='0'][data-c='0']:not([readonly])");
    second.click(&cell);
    second.type_keys(&format!("3{}", keys::ENTER));
    second.wait_text("全部已存");
    assert_eq!(second.property(&cell, "value"), "3");
    second.screenshot("3-writing");
}
