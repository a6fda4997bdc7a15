//! The reading of whole files, each kind and each trap.

mod columns;
mod formats;
mod headings;
mod hostile;
mod matrix;
mod other_files;
mod several;
mod support;
mod tables;
mod traps;
mod workbooks;
