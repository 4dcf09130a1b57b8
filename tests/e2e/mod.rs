//! The built app in a real window. Needs `jingge-desktop` beside the tests (`make test` builds it), a WebKit and its
//! driver, so these are left out of a plain `cargo test`.

mod clerk;
mod corrections;
mod facts;
mod first_start;
mod main_job;
mod meeting;
mod opens;
mod policy_desk;
mod power_cut;
mod two_programs;
