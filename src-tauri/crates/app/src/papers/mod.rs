//! The papers of a month.

use words::{Lang, Words};

/// Papers are Chinese, whatever language the screen speaks.
pub(crate) fn chinese() -> Words {
    Words::new(Lang::ZhCn)
}
