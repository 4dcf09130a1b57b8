//! The use cases: what the window and the command line can do, one file a topic. Joins the rules, the store, the
//! papers and the tables; only here do they meet. [`Office`] is an open file; its `write` is the one gate to a write.

mod assets;
mod boards;
mod check;
mod clock;
mod decide;
mod demo;
mod explain;
mod export;
mod facts;
mod grids;
mod import;
mod judged;
mod month;
mod office;
mod outcomes;
mod papers;
mod people;
mod policies;
mod register;
mod search;
mod settings;
mod township;
mod try_out;
pub mod view;
mod workdays;

pub use clock::Clock;
pub use judged::JudgedMonth;
pub use office::{Office, Setting};
pub use register::{Post, Register};
