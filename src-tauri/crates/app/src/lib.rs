//! The use cases: what the window and the command line can do, one file a topic. Joins the rules, the store, the
//! papers and the tables; only here do they meet. [`Office::write`](office) is the one gate to a write.

mod assets;
mod clock;
mod facts;
mod judged;
mod office;
mod register;
mod settings;
pub mod view;
mod workdays;

pub use clock::Clock;
pub use judged::JudgedMonth;
pub use office::{Office, Setting};
pub use register::{Post, Register};
