//! Any bytes as the sheet of a workbook, below a row with the names of columns.
#![no_main]

use footbridge_directory_fuzz::{everything, workbook};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|sheet: &[u8]| {
    everything(&workbook(sheet).expect("a workbook is written"));
});
