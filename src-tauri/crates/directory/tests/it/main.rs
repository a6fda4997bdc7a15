//! The reading of whole files, each kind and each trap.

mod columns;
mod formats;
mod matrix;
mod several;
mod support;
mod traps;
mod workbooks;
