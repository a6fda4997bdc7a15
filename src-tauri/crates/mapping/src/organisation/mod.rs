//! The organisation chart that would arise, with what is inconsistent in its names.

mod csv;
pub(crate) mod csv_cell;
mod similar_names;
mod slips;
mod svg;
pub(crate) mod tree;
pub(crate) mod units;
