//! The second implementation, running: it is asked on its input and answers on its output.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

/// A Python that answers.
pub struct Python {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "python" } else { "python3" });
    // No byte code is left in the tree.
    command.env("PYTHONDONTWRITEBYTECODE", "1").arg(jingge_tests::root().join("tests/independent")).args(args);
    command
}

/// The rules that it can read wrongly on purpose.
pub fn altered_rules() -> Vec<String> {
    let output = command(&["--list-altered"]).output().expect("python3 runs");
    let text = String::from_utf8(output.stdout).unwrap();
    let rules: Vec<String> = text.lines().map(str::to_string).collect();
    assert!(rules.len() > 10, "{}", String::from_utf8_lossy(&output.stderr));
    rules
}

impl Python {
    /// Starts it; the policy as it is, or with a rule altered.
    pub fn start(args: &[&str]) -> Self {
        let mut child =
            command(args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("python3 is a toolchain");
        let (input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        Self { child, input, output: BufReader::new(output) }
    }

    /// The history of a seed as a table of facts, and what it comes to.
    pub fn seed(&mut self, seed: u64) -> (String, String) {
        writeln!(self.input, "seed {seed}").unwrap();
        (self.until("="), self.until("."))
    }

    /// What a table comes to.
    pub fn table(&mut self, table: &str) -> String {
        write!(self.input, "table\n{table}.\n").unwrap();
        self.until(".")
    }

    /// The lines before this one.
    fn until(&mut self, end: &str) -> String {
        let mut text = String::new();
        loop {
            let start = text.len();
            let read = self.output.read_line(&mut text).unwrap();
            assert!(read > 0, "python ended; it said why above");
            if text[start..].trim_end() == end {
                text.truncate(start);
                return text;
            }
        }
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
