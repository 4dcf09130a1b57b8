//! What the window holds between two commands: the open office, the language, the long work under way.

use crate::{
    arguments::Arguments,
    crash,
    fault::{self, FaultDto},
};
use app::{
    Office, Setting,
    view::{MeetingHand, OfficeView},
};
use domain::{Fault, Problem};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};
use tauri::{AppHandle, Emitter, Manager};
use words::{Lang, Words};

/// The clerk's desk. One file is open at a time; whoever holds the lock has the file to itself.
#[derive(Default)]
pub struct Desk {
    office: Mutex<Option<(PathBuf, Office)>>,
    lang: Mutex<Lang>,
    /// Why the file named at the start didn't open: told once, to the first who asks for the office.
    refused: Mutex<Option<Fault>>,
    /// What was written since the windows were last told; another file on the desk is told as [`FILE`].
    stirred: Mutex<BTreeSet<String>>,
    /// The row in hand, as the meeting shows it.
    hand: Mutex<Option<MeetingHand>>,
    jobs: Mutex<BTreeMap<u64, Arc<AtomicBool>>>,
    last_job: AtomicU64,
}

/// The event that tells every window which topics were written to.
const STIRRED: &str = "stirred";
/// The topic of another file, or none, on the desk.
const FILE: &str = "file";

fn same_file(a: &Path, b: &Path) -> bool {
    fs::canonicalize(a).is_ok_and(|a| fs::canonicalize(b).is_ok_and(|b| a == b))
}

fn lang_file() -> PathBuf {
    crash::folder().join("language")
}

fn kept_lang() -> Option<Lang> {
    fs::read_to_string(lang_file()).ok().and_then(|tag| Lang::parse(&tag))
}

/// A panic under a lock has been written down by then, and the office's own transaction rolled back.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    /// The desk as the program is started.
    pub fn new(arguments: &Arguments) -> Self {
        let desk = Self::default();
        *lock(&desk.lang) = arguments.lang.or_else(kept_lang).unwrap_or_default();
        if let Some(file) = &arguments.file
            && let Err(fault) = desk.open(file, false)
        {
            *lock(&desk.refused) = Some(fault);
        }
        desk
    }

    /// The words of the language in use.
    pub fn words(&self) -> Words {
        Words::new(*lock(&self.lang))
    }

    /// How an office is to be opened now.
    pub fn setting(&self) -> Setting {
        Setting { lang: *lock(&self.lang), ..Setting::new() }
    }

    /// Changes the language of everything worded from now on, at the next start too.
    pub fn speak(&self, lang: Lang) {
        *lock(&self.lang) = lang;
        if let Some((_, office)) = lock(&self.office).as_mut() {
            office.set_lang(lang);
        }
        let file = lang_file();
        let kept = fs::create_dir_all(crash::folder()).and_then(|()| fs::write(&file, lang.tag()));
        if let Err(error) = kept {
            crash::write(&format!("{}: {error}", file.display()));
        }
    }

    /// Puts a file on the desk. The one that lies there stays when the other can't be opened.
    pub fn open(&self, path: &Path, read_only: bool) -> Result<OfficeView, Fault> {
        let mut desk = lock(&self.office);
        // Open for writing, it is let go of first, or we would find our own lock on it. Open for reading it holds none, and
        // stays readable when another program still has it.
        if desk.as_ref().is_some_and(|(there, office)| !office.read_only() && same_file(there, path)) {
            *desk = None;
            self.another_file();
        }
        let open = if read_only { Office::open_read_only } else { Office::open };
        let mut office = open(path, &self.setting())?;
        let view = office.office()?;
        app::remember(&view);
        *desk = Some((path.to_path_buf(), office));
        self.another_file();
        Ok(view)
    }

    /// Clears the desk.
    pub fn clear(&self) {
        *lock(&self.office) = None;
        self.another_file();
    }

    fn another_file(&self) {
        lock(&self.stirred).insert(FILE.to_string());
        *lock(&self.hand) = None;
    }

    /// The row in hand.
    pub fn hand(&self) -> Option<MeetingHand> {
        lock(&self.hand).clone()
    }

    /// Another row is in hand.
    pub fn take_in_hand(&self, hand: MeetingHand) {
        *lock(&self.hand) = Some(hand);
    }

    /// Tells every window what was written.
    fn tell(&self, app: &AppHandle) {
        let topics = std::mem::take(&mut *lock(&self.stirred));
        if !topics.is_empty() {
            let _ = app.emit(STIRRED, topics);
        }
    }

    /// A number for work that begins, and the flag that asks it to stop.
    pub fn begin(&self) -> (u64, Arc<AtomicBool>) {
        let (id, stop) = (self.last_job.fetch_add(1, Ordering::Relaxed) + 1, Arc::new(AtomicBool::new(false)));
        lock(&self.jobs).insert(id, Arc::clone(&stop));
        (id, stop)
    }

    /// The work of that number has ended.
    pub fn end(&self, id: u64) {
        lock(&self.jobs).remove(&id);
    }

    /// Asks the running work of that number to stop.
    pub fn cancel(&self, job: u64) {
        if let Some(stop) = lock(&self.jobs).get(&job) {
            stop.store(true, Ordering::Relaxed);
        }
    }

    /// Works with the open office; refused when there is none.
    pub fn with_office<T>(&self, work: impl FnOnce(&mut Office) -> Result<T, Fault>) -> Result<T, Fault> {
        match lock(&self.office).as_mut() {
            Some((_, office)) => {
                let done = work(office);
                lock(&self.stirred).append(&mut office.take_stirred());
                done
            }
            None => Err(lock(&self.refused).take().unwrap_or_else(|| Problem::new("no-office").into())),
        }
    }
}

/// Does something off the window's own thread; a panic in it becomes a refusal.
pub async fn apart<T: Send + 'static>(
    app: AppHandle,
    work: impl FnOnce(&AppHandle, &Desk) -> Result<T, Fault> + Send + 'static,
) -> Result<T, FaultDto> {
    let there = app.clone();
    let done = tauri::async_runtime::spawn_blocking(move || {
        let desk = there.state::<Desk>();
        let done = work(&there, &desk);
        desk.tell(&there);
        done
    });
    let done = done.await;
    done.unwrap_or_else(|_| Err(fault::internal())).map_err(|fault| FaultDto::new(&fault, app.state::<Desk>().words()))
}

/// The same with the open office.
pub async fn at_office<T: Send + 'static>(
    app: AppHandle,
    work: impl FnOnce(&mut Office) -> Result<T, Fault> + Send + 'static,
) -> Result<T, FaultDto> {
    apart(app, move |_, desk| desk.with_office(work)).await
}
