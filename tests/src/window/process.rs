//! Programs that a test starts: in a process group of their own, their output in a file, ended by their number.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// A program under way; it and what it started end when this is dropped.
pub struct Process {
    child: Child,
    /// Where its output goes.
    pub output: PathBuf,
}

impl Process {
    /// Starts a program. No pipe to us is left open in it: a grandchild that outlives it would hang the test.
    pub fn start(mut command: Command, output: &Path) -> Self {
        let file = File::create(output).unwrap_or_else(|e| panic!("{}: {e}", output.display()));
        let twin = file.try_clone().unwrap();
        command.stdin(Stdio::null()).stdout(file).stderr(twin).process_group(0);
        let child = command.spawn().unwrap_or_else(|e| panic!("{command:?} does not start: {e}"));
        Self { child, output: output.to_path_buf() }
    }

    /// Ends the whole group as a power cut does.
    pub fn kill(&self) {
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
    }

    /// Waits for a line of output that `read` makes something of.
    pub fn line<T>(&self, what: &str, read: impl Fn(&str) -> Option<T>) -> T {
        let end = Instant::now() + Duration::from_secs(20);
        while Instant::now() < end {
            let file = File::open(&self.output).unwrap();
            if let Some(found) = BufReader::new(file).lines().map_while(Result::ok).find_map(|line| read(&line)) {
                return found;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("{what} does not start: {}", fs::read_to_string(&self.output).unwrap_or_default())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args(["-TERM", "--", &group]).stderr(Stdio::null()).status();
        let end = Instant::now() + Duration::from_secs(2);
        while Instant::now() < end && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.child.wait();
    }
}

/// A screen without a monitor, where this machine has none; `None` where DISPLAY names one.
pub fn screen(folder: &Path) -> Option<(Process, String)> {
    if std::env::var_os("DISPLAY").is_some_and(|d| !d.is_empty()) {
        return None;
    }
    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp"]);
    let process = Process::start(command, &folder.join("xvfb.log"));
    let number: u32 = process.line("Xvfb", |line| line.trim().parse().ok());
    Some((process, format!(":{number}")))
}
