//! Everything as plain tables.
