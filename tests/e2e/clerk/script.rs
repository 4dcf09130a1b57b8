//! What the scripted clerk types: the keys, and beside them what each cell must hold in the end.

use domain::State;
use jingge_tests::window::{Press, keys};

/// A worker of the sheet, as the box for finding knows them.
pub struct Worker {
    pub name: String,
    pub code: String,
    pub initials: String,
}

/// A column: the full points, and whether a bare figure is points lost.
pub struct Column {
    pub full: i64,
    pub lost: bool,
}

/// The keys, and what they come to.
pub struct Script {
    /// In heaps of a few hundred, each sent at once; between them nothing is half typed.
    pub heaps: Vec<Vec<Press>>,
    /// By worker and column, as the sheet shows a mark.
    pub marks: Vec<Vec<String>>,
    pub states: Vec<Option<State>>,
}

/// The columns that are typed down with Enter; the others are typed across with Tab.
const DOWN: usize = 6;
/// One worker in so many has a state in place of marks.
const STATES: usize = 30;
/// One worker in so many is left out at first and found by initials in the end.
const LEFT_OUT: usize = 23;

/// A hand that remembers where it is.
struct Hand<'a> {
    workers: &'a [Worker],
    columns: &'a [Column],
    at: (usize, usize),
    seed: u64,
    script: Script,
}

/// All the marks of a sheet, in the order and with the slips of a clerk's hand.
pub fn write(workers: &[Worker], columns: &[Column], seed: u64) -> Script {
    let marks = vec![vec![String::new(); columns.len()]; workers.len()];
    let script = Script { heaps: vec![Vec::new()], marks, states: vec![None; workers.len()] };
    let mut hand = Hand { workers, columns, at: (0, 0), seed, script };
    hand.down_the_columns();
    hand.across_the_rows();
    hand.who_was_left_out();
    hand.script
}

fn key(of: &str) -> char {
    of.chars().next().expect("a key has a name")
}

impl Hand<'_> {
    fn random(&mut self, below: usize) -> usize {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.seed >> 33) as usize % below
    }

    fn strike(&mut self, held: Option<char>, key: char) {
        self.script.heaps.last_mut().expect("one was begun").push(Press { held, key });
    }

    fn press(&mut self, of: &str) {
        self.strike(None, key(of));
    }

    fn hold(&mut self, held: &str, of: &str) {
        self.strike(Some(key(held)), key(of));
    }

    fn text(&mut self, text: &str) {
        text.chars().for_each(|key| self.strike(None, key));
    }

    /// A new heap where the last is large; the cell in hand is untouched, so that Esc changes nothing.
    fn breathe(&mut self) {
        if self.script.heaps.last().is_none_or(|heap| heap.len() > 400) {
            self.script.heaps.push(Vec::new());
            self.press(keys::ESCAPE);
        }
    }

    fn enter(&mut self) {
        self.press(keys::ENTER);
        self.at.0 = (self.at.0 + 1).min(self.workers.len() - 1);
    }

    fn back_up(&mut self) {
        self.hold(keys::SHIFT, keys::ENTER);
        self.at.0 -= 1;
    }

    fn tab(&mut self) {
        self.press(keys::TAB);
        let flat = (self.at.0 * self.columns.len() + self.at.1 + 1).min(self.workers.len() * self.columns.len() - 1);
        self.at = (flat / self.columns.len(), flat % self.columns.len());
    }

    fn top_of(&mut self, column: usize) {
        self.hold(keys::CONTROL, "\u{E011}");
        self.at = (0, 0);
        for _ in 0..column {
            self.tab();
        }
    }

    /// A mark of the column, from nothing to the full points, other than `not`.
    fn mark(&mut self, not: &str) -> String {
        let Column { full, lost } = self.columns[self.at.1];
        loop {
            let tenths = (self.random(full as usize * 10) + 1) as i64;
            let text = match self.random(6) {
                0 => format!("{full}"),
                1 => format!("-{}", decimal(tenths)),
                2 if !lost => "0".to_string(),
                3 => format!("{}.{}5", (tenths - 1) / 10, (tenths - 1) % 10),
                _ => decimal(tenths),
            };
            if text != not && self.shown(&text) != self.shown(not) {
                return text;
            }
        }
    }

    /// How the sheet shows what was typed into the column in hand.
    fn shown(&self, text: &str) -> String {
        match text.strip_prefix('-') {
            Some(_) => text.to_string(),
            None if self.columns[self.at.1].lost && !text.is_empty() => format!("-{text}"),
            None => text.to_string(),
        }
    }

    fn stands(&mut self, text: &str) {
        let shown = self.shown(text);
        self.script.marks[self.at.0][self.at.1] = shown;
    }

    fn put(&mut self, text: &str) {
        self.stands(text);
        self.text(text);
    }

    fn stated(row: usize) -> bool {
        row % STATES == 7
    }

    fn left_out(row: usize) -> bool {
        row % LEFT_OUT == 11 && !Self::stated(row)
    }

    /// Rows from here on that are typed one after the other.
    fn free(&self, rows: usize) -> bool {
        self.at.0 + rows < self.workers.len()
            && (self.at.0..=self.at.0 + rows).all(|row| !Self::stated(row) && !Self::left_out(row))
    }

    fn down_the_columns(&mut self) {
        for column in 0..DOWN {
            self.top_of(column);
            loop {
                let row = self.at.0;
                if Self::stated(row) || Self::left_out(row) {
                    self.enter();
                } else {
                    self.one_down();
                }
                if self.at.0 == row {
                    break;
                }
            }
        }
    }

    /// One cell or a few, down the column; now and then with a slip that is mended.
    fn one_down(&mut self) {
        self.breathe();
        let mark = self.mark("");
        let other = self.mark(&mark);
        let slip = if self.free(4) { self.random(60) } else { usize::MAX };
        match slip {
            0 => {
                self.text(&other);
                self.enter();
                self.back_up();
                self.put(&mark);
            }
            1 => {
                self.text(&other);
                self.press(keys::DOWN);
                self.press(keys::UP);
                self.put(&mark);
            }
            2 => {
                self.text("7");
                self.press(keys::BACKSPACE);
                self.put(&mark);
            }
            // Back to what is being saved while the other text is on its way.
            3 => {
                self.text(&mark);
                self.enter();
                self.back_up();
                self.text(&other);
                self.enter();
                self.back_up();
                self.put(&mark);
            }
            4 => {
                self.text("99");
                self.enter();
                self.back_up();
                self.put(&mark);
            }
            5 => {
                self.text(&other);
                self.press(keys::ESCAPE);
                self.put(&mark);
            }
            6 => {
                self.text(&other);
                self.enter();
                self.hold(keys::CONTROL, "z");
                self.back_up();
                self.put(&mark);
            }
            7 => {
                self.put(&mark);
                self.enter();
                self.hold(keys::CONTROL, "z");
                self.hold(keys::CONTROL, "y");
                return;
            }
            // The same text typed again over a mark that an undo has just taken back.
            8 => {
                self.text(&mark);
                self.enter();
                self.hold(keys::CONTROL, "z");
                self.back_up();
                self.put(&mark);
            }
            9 => return self.two_taken_back(&mark),
            10 if self.at.0 > 0 && !self.script.marks[self.at.0 - 1][self.at.1].is_empty() => {
                self.hold(keys::CONTROL, "d");
                let above = self.script.marks[self.at.0 - 1][self.at.1].clone();
                self.stands(&above);
            }
            11 => {
                self.put(&mark);
                for _ in 0..3 {
                    self.hold(keys::SHIFT, keys::DOWN);
                    self.at.0 += 1;
                    self.stands(&mark);
                }
                self.hold(keys::CONTROL, "d");
            }
            _ => self.put(&mark),
        }
        self.enter();
    }

    fn two_taken_back(&mut self, mark: &str) {
        self.put(mark);
        self.enter();
        let second = self.mark("");
        self.text(&second);
        self.enter();
        self.hold(keys::CONTROL, "z");
        self.hold(keys::CONTROL, "z");
        self.hold(keys::CONTROL, "y");
        self.back_up();
        let right = self.mark(&second);
        self.put(&right);
        self.enter();
    }

    fn across_the_rows(&mut self) {
        self.top_of(DOWN);
        for row in 0..self.workers.len() {
            while self.at.1 < DOWN {
                self.tab();
            }
            if Self::stated(row) {
                self.state(row);
            } else if !Self::left_out(row) {
                self.rest_of_the_row();
            }
            if row + 1 == self.workers.len() {
                break;
            }
            while self.at.0 == row {
                self.tab();
            }
        }
        // The last cell is left as well.
        self.press(keys::UP);
        self.at.0 -= 1;
    }

    fn rest_of_the_row(&mut self) {
        let row = self.at.0;
        while self.at.0 == row {
            self.breathe();
            let mark = self.mark("");
            let slip = if self.at.1 + 1 < self.columns.len() { self.random(60) } else { usize::MAX };
            if slip == 0 {
                let other = self.mark(&mark);
                self.text(&other);
                self.press(keys::TAB);
                self.hold(keys::SHIFT, keys::TAB);
            }
            self.put(&mark);
            if self.at == (self.workers.len() - 1, self.columns.len() - 1) {
                break;
            }
            self.tab();
        }
    }

    fn state(&mut self, row: usize) {
        let (letter, state) = [("q", State::Absent), ("m", State::Exempt), ("w", State::Uninspected)][row / STATES % 3];
        self.text(letter);
        if row / STATES != 4 {
            self.script.states[row] = Some(state);
            return;
        }
        // Taken back, and marked after all.
        self.press(keys::TAB);
        self.hold(keys::SHIFT, keys::TAB);
        self.press(keys::DELETE);
        self.hold(keys::CONTROL, "\u{E011}");
        self.at = (0, 0);
        self.find(row, 0);
        self.rest_of_the_row();
    }

    /// To a worker's first empty cell by initials, or by code where others share them.
    fn find(&mut self, row: usize, empty: usize) {
        self.press("/");
        let asked = |text: &str| {
            let text = text.to_lowercase();
            let hits = |w: &&Worker| {
                w.initials.to_lowercase().contains(&text)
                    || w.name.contains(&text)
                    || w.code.to_lowercase().contains(&text)
            };
            self.workers.iter().filter(hits).count()
        };
        let worker = &self.workers[row];
        let text = if asked(&worker.initials) == 1 { &worker.initials } else { &worker.code };
        assert_eq!(asked(text), 1, "{} {} is found alone", worker.name, worker.code);
        let text = text.to_lowercase();
        self.text(&text);
        self.press(keys::ENTER);
        self.at = (row, empty);
    }

    fn who_was_left_out(&mut self) {
        for row in (0..self.workers.len()).filter(|row| Self::left_out(*row)) {
            self.find(row, 0);
            self.rest_of_the_row();
        }
    }
}

fn decimal(tenths: i64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10).trim_end_matches(".0").to_string()
}
