//! The window opens.

use jingge_tests::window::App;

#[test]
#[ignore = "opens the built app in a window: make test"]
fn the_app_opens_and_shows_its_title() {
    let app = App::open("opens", &[]);
    app.wait_text("净格");
    assert_eq!(app.title(), "净格");
    app.screenshot("opened");
}
