//! `jingge`, the command line.
fn main() {}
