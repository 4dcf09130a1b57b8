//! The house rules, held by tests: who may import whom, where SQL and Tauri may be named, how long a file may be.

mod directions;
mod doors;
mod lengths;
mod licences;
mod names;
mod sources;
mod wire;
mod words;
