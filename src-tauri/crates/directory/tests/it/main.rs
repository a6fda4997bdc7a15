//! The reading of whole files, each kind and each trap.

mod columns;
mod formats;
mod several;
mod support;
mod traps;
mod workbooks;
