//! Facts from the rows of a table.
