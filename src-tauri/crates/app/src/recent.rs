//! Office files opened before, and when each was last backed up.
