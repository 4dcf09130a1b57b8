//! From the text of a policy file to a policy, with every problem at its line and article.

mod fields;
mod policy;
mod problem;

pub(crate) use fields::{Fields, Reader};
pub(crate) use policy::read_root;
pub use policy::{read, read_rule};
pub use problem::PolicyProblem;
