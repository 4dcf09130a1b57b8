//! The use cases: what the window and the command line can do, one file a topic. Joins the rules, the store, the
//! papers and the tables; only here do they meet. [`Office`] is an open file; its `write` is the one gate to a write.

mod appeals;
mod assets;
mod backup;
mod below;
mod boards;
mod check;
mod clock;
mod correct;
mod decide;
mod defects;
mod demo;
mod draft;
mod explain;
mod export;
mod facts;
mod grids;
mod history;
mod import;
mod inspections;
mod judged;
mod kept;
mod meeting;
mod month;
mod office;
mod outcomes;
mod overview;
mod papers;
mod people;
mod photos;
mod policies;
mod recent;
mod register;
mod ripple;
mod schemes;
mod search;
mod settings;
mod taking_over;
#[cfg(test)]
mod testing;
mod township;
mod try_out;
pub mod view;
mod what_if;
mod workdays;

pub use backup::restore;
pub use clock::Clock;
pub use correct::find_subject;
pub use demo::{DemoArgs, DemoReport, make_demo};
pub use judged::JudgedMonth;
pub use meeting::Meeting;
pub use office::{Office, Setting};
pub use photos::{ReadPhotos, read_photos};
pub use policies::{policy_forms, presets};
pub use recent::{demo_path, recent_files, remember};
pub use register::{Named, Post, Register, Span};
pub use schemes::Scheme;
pub use township::{NewTownship, new_township};
pub use try_out::{
    TryFlag, TryPeriod, TryResult, TrySummary, check_policy, try_policy, vocabulary, vocabulary_entries,
    vocabulary_parts,
};
