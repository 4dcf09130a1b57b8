//! What happens inside a period, phase by phase. Each file fills its columns of the working table and can say why.

pub(crate) mod combine;
pub(crate) mod events;
pub(crate) mod fold;
pub(crate) mod grade;
mod grids;
mod households;
pub(crate) mod indicators;
pub(crate) mod ladder;
pub(crate) mod less;
pub(crate) mod lists;
mod past;
pub(crate) mod quota;
pub(crate) mod rank;
pub(crate) mod redeem;
pub(crate) mod rescore;
pub(crate) mod reward;
mod shares;
pub(crate) mod streak;
pub(crate) mod subjects;
mod sums;
mod terms;
pub(crate) mod unused;
pub(crate) mod votes;
pub(crate) mod year;
