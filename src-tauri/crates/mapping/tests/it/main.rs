//! Whole directories through whole mapping tables, with values computed by hand.

mod findings;
mod people;
mod properties;
mod support;
mod table;
mod vendors;
