//! The built app in a real window, driven through WebDriver.

mod http;
mod process;

use crate::{built, root, target};
use base64::{Engine, engine::general_purpose::STANDARD};
use process::{Process, screen};
use serde_json::{Value, json};
use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

const PATIENCE: Duration = Duration::from_secs(20);
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// An element on the page, by the driver's number.
#[derive(Debug, Clone, PartialEq)]
pub struct Element(String);

impl Element {
    fn from(value: &Value) -> Option<Self> {
        value.get(ELEMENT)?.as_str().map(|id| Self(id.to_string()))
    }

    /// As an argument of a script.
    pub fn json(&self) -> Value {
        json!({ ELEMENT: self.0 })
    }
}

/// Keys beyond letters, as WebDriver spells them.
pub mod keys {
    pub const ENTER: &str = "\u{E007}";
    pub const TAB: &str = "\u{E004}";
    pub const ESCAPE: &str = "\u{E00C}";
    pub const BACKSPACE: &str = "\u{E003}";
    pub const DELETE: &str = "\u{E017}";
    pub const LEFT: &str = "\u{E012}";
    pub const UP: &str = "\u{E013}";
    pub const RIGHT: &str = "\u{E014}";
    pub const DOWN: &str = "\u{E015}";
    /// Held with the next key by [`super::App::chord`].
    pub const CONTROL: &str = "\u{E009}";
    pub const SHIFT: &str = "\u{E008}";
}

/// A key, and what is held while it is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Press {
    pub held: Option<char>,
    pub key: char,
}

/// The app, open. Dropping it closes the window and everything that was started for it; a test that fails leaves a
/// picture of the window and the driver's output under `target/e2e/<test>/`.
pub struct App {
    port: u16,
    session: String,
    /// When the program was asked to start: screen and driver stood by then.
    pub begun: Instant,
    /// Pictures and logs of this test.
    pub folder: PathBuf,
    /// A home of its own: settings, recent files and the record of crashes.
    pub home: tempfile::TempDir,
    driver: Process,
    _screen: Option<(Process, String)>,
}

impl App {
    /// Opens the app as a person would from a command line. `test` names the folder for pictures.
    pub fn open(test: &str, arguments: &[&str]) -> Self {
        Self::start(test, "jingge-desktop", arguments)
    }

    /// The same painted without the graphics card's ways, which a machine without a card imitates at several times the cost.
    /// Keys, focus and the page's own work are what they are.
    pub fn open_plain(test: &str, arguments: &[&str]) -> Self {
        Self::launch(test, "jingge-desktop", arguments, &[("WEBKIT_DISABLE_COMPOSITING_MODE", "1")])
    }

    /// The same with any program that has a web view.
    pub fn start(test: &str, program: &str, arguments: &[&str]) -> Self {
        Self::launch(test, program, arguments, &[])
    }

    fn launch(test: &str, program: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let binary = built(program);
        let folder = target().join("e2e").join(test);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let home = tempfile::tempdir().unwrap();
        let screen = screen(&folder);
        let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let mut command = Command::new("WebKitWebDriver");
        command.arg(format!("--port={port}")).arg("--host=127.0.0.1");
        command.env("TAURI_WEBVIEW_AUTOMATION", "true").env("LANG", "C.UTF-8").env_remove("DBUS_SESSION_BUS_ADDRESS");
        for (name, part) in [("DATA", "data"), ("CONFIG", "config"), ("CACHE", "cache"), ("STATE", "state")] {
            command.env(format!("XDG_{name}_HOME"), home.path().join(part));
        }
        command.envs(environment.iter().copied());
        command.env("JINGGE_ASSETS", root().join("assets"));
        if let Some((_, display)) = &screen {
            command.env("DISPLAY", display).env("GDK_BACKEND", "x11").env_remove("WAYLAND_DISPLAY");
        }
        let driver = Process::start(command, &folder.join("app.log"));
        wait("WebKitWebDriver to answer", || http::request(port, "GET", "/status", None).ok().map(|_| ()));
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "webkitgtk:browserOptions": { "binary": binary, "args": arguments } } } });
        let begun = Instant::now();
        let answer = http::request(port, "POST", "/session", Some(&wanted)).unwrap();
        let session = answer["value"]["sessionId"].as_str();
        let session = session.unwrap_or_else(|| panic!("the app does not open: {answer}")).to_string();
        Self { port, session, begun, folder, home, driver, _screen: screen }
    }

    fn send(&self, method: &str, path: &str, body: Option<Value>) -> Result<Value, String> {
        let path = format!("/session/{}{path}", self.session);
        let mut answer = http::request(self.port, method, &path, body.as_ref()).map_err(|e| e.to_string())?;
        let value = answer["value"].take();
        match value.get("error").and_then(Value::as_str) {
            Some(error) => Err(format!("{error}: {}", value["message"].as_str().unwrap_or_default())),
            None => Ok(value),
        }
    }

    /// The power goes: the app and all that was started for it end at once, with no chance to save or to say anything.
    pub fn cut_the_power(&self) {
        self.driver.kill();
    }

    /// What `script` returns; it sees `args` as `arguments[0]` and so on.
    pub fn run(&self, script: &str, args: &[Value]) -> Value {
        let body = json!({ "script": script, "args": args });
        self.send("POST", "/execute/sync", Some(body)).unwrap_or_else(|e| panic!("{e}\nin {script}"))
    }

    /// The window's title, as the page gives it.
    pub fn title(&self) -> String {
        self.send("GET", "/title", None).unwrap().as_str().unwrap().to_string()
    }

    /// Goes to a path of the contract, as `#/month/2026-06`.
    pub fn go(&self, path: &str) {
        self.run("location.hash = arguments[0]", &[json!(path)]);
    }

    /// Goes on in the window that shows a path, as `#/meeting/2026-06`; waits until there is one.
    pub fn turn_to(&self, path: &str) {
        self.wait_for(&format!("a window at {path}"), || {
            let handles = self.send("GET", "/window/handles", None).ok()?;
            handles.as_array()?.iter().find(|handle| {
                let turned = self.send("POST", "/window", Some(json!({ "handle": handle })));
                turned.is_ok() && self.run("return location.hash", &[]).as_str().is_some_and(|at| at.starts_with(path))
            })?;
            Some(())
        });
    }

    /// The same, or nothing when the app is no more.
    pub fn try_run(&self, script: &str) -> Option<Value> {
        self.send("POST", "/execute/sync", Some(json!({ "script": script, "args": [] }))).ok()
    }

    /// All elements of a CSS selector that are on the page now.
    pub fn all(&self, css: &str) -> Vec<Element> {
        let body = json!({ "using": "css selector", "value": css });
        let found = self.send("POST", "/elements", Some(body)).unwrap_or_else(|e| panic!("{css}: {e}"));
        found.as_array().unwrap().iter().filter_map(Element::from).collect()
    }

    /// The first element of a CSS selector; waits for it.
    pub fn find(&self, css: &str) -> Element {
        self.wait_for(&format!("an element {css}"), || self.all(css).into_iter().next())
    }

    /// The visible element of an accessible role and name, as a screen reader would find it; waits for it. The name may
    /// be a part of the whole; an equal one is preferred.
    pub fn named(&self, role: &str, name: &str) -> Element {
        self.wait_for(&format!("a {role} named “{name}”"), || self.look_for(role, name))
    }

    /// The same without waiting: is it there now?
    pub fn look_for(&self, role: &str, name: &str) -> Option<Element> {
        Element::from(&self.run(include_str!("by_role.js"), &[json!(role), json!(name)]))
    }

    /// Waits until `look` finds something, or panics naming what was waited for.
    pub fn wait_for<T>(&self, what: &str, look: impl FnMut() -> Option<T>) -> T {
        wait(what, look)
    }

    /// Waits until a text stands somewhere on the page.
    pub fn wait_text(&self, text: &str) {
        self.wait_for(&format!("the text “{text}”"), || self.page_text().contains(text).then_some(()));
    }

    /// All text of the page.
    pub fn page_text(&self) -> String {
        self.run("return document.body.innerText", &[]).as_str().unwrap_or_default().to_string()
    }

    /// Clicks as a mouse does, in the middle, scrolled into view.
    pub fn click(&self, element: &Element) {
        let path = format!("/element/{}/click", element.0);
        self.send("POST", &path, Some(json!({}))).unwrap_or_else(|e| panic!("click: {e}"));
    }

    /// Types into an element, after what stands there.
    pub fn type_into(&self, element: &Element, text: &str) {
        let path = format!("/element/{}/value", element.0);
        self.send("POST", &path, Some(json!({ "text": text }))).unwrap_or_else(|e| panic!("type {text}: {e}"));
    }

    /// Types in place of what stands in a field, as a person does: all of it picked first.
    pub fn replace(&self, element: &Element, text: &str) {
        self.click(element);
        self.chord(keys::CONTROL, "a");
        self.type_into(element, text);
    }

    /// Types at the keyboard without a pause, to whatever has the focus. [`keys`] may stand in the text.
    pub fn type_keys(&self, text: &str) {
        let mut steps = Vec::new();
        for key in text.chars() {
            steps.push(json!({ "type": "keyDown", "value": key.to_string() }));
            steps.push(json!({ "type": "keyUp", "value": key.to_string() }));
        }
        self.act(steps);
    }

    /// Presses a key while another is held, as `chord(keys::CONTROL, "z")`.
    pub fn chord(&self, held: &str, key: &str) {
        self.act(vec![
            json!({ "type": "keyDown", "value": held }),
            json!({ "type": "keyDown", "value": key }),
            json!({ "type": "keyUp", "value": key }),
            json!({ "type": "keyUp", "value": held }),
        ]);
    }

    /// Many keys at once to what has the focus, each with the one that is held for it: the driver hands them over in one go
    /// and waits for none. As it puts the caret at the end of the field first, they begin with one that minds no caret.
    pub fn press(&self, presses: &[Press]) {
        self.try_press(presses).unwrap_or_else(|e| panic!("keys: {e}"));
    }

    /// The same where the app may end meanwhile.
    pub fn try_press(&self, presses: &[Press]) -> Result<(), String> {
        let mut text = String::new();
        for Press { held, key } in presses {
            // A held key is let go of by its second stroke.
            text.extend(held.iter().chain([key]).chain(held.iter()));
        }
        let active = self.send("GET", "/element/active", None)?;
        let field = Element::from(&active).ok_or("nothing has the focus")?;
        self.send("POST", &format!("/element/{}/value", field.0), Some(json!({ "text": text }))).map(|_| ())
    }

    fn act(&self, steps: Vec<Value>) {
        let body = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": steps }] });
        self.send("POST", "/actions", Some(body)).unwrap_or_else(|e| panic!("keys: {e}"));
    }

    /// An element's visible text.
    pub fn text(&self, element: &Element) -> String {
        let text = self.send("GET", &format!("/element/{}/text", element.0), None).unwrap();
        text.as_str().unwrap_or_default().to_string()
    }

    /// A field's value, or any property.
    pub fn property(&self, element: &Element, name: &str) -> Value {
        self.send("GET", &format!("/element/{}/property/{name}", element.0), None).unwrap()
    }

    /// A picture of the window as it is now: the page has painted twice before it is taken, or it would be an old one.
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let file = self.folder.join(format!("{name}.png"));
        self.paint(&file).unwrap_or_else(|e| panic!("screenshot {name}: {e}"));
        file
    }

    fn paint(&self, file: &Path) -> Result<(), String> {
        let script = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(1)))";
        self.send("POST", "/execute/async", Some(json!({ "script": script, "args": [] })))?;
        let picture = self.send("GET", "/screenshot", None)?;
        let bytes = STANDARD.decode(picture.as_str().unwrap_or_default()).map_err(|e| e.to_string())?;
        fs::write(file, bytes).map_err(|e| e.to_string())
    }
}

impl Drop for App {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let _ = self.paint(&self.folder.join("failed.png"));
            eprintln!("see {}", self.folder.display());
        }
        let _ = self.send("DELETE", "", None);
    }
}

fn wait<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "waited {} s in vain for {what}", PATIENCE.as_secs());
        std::thread::sleep(Duration::from_millis(40));
    }
}
