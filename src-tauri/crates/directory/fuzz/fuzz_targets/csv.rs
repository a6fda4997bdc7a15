//! Any bytes below a header: read in order, and in blocks, with the same result.
#![no_main]

use std::ops::ControlFlow;

use footbridge_directory::Export;
use footbridge_directory_fuzz::{cells, everything};
use footbridge_finding::Language;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &[u8])| {
    let (size, bytes) = input;
    everything(bytes);
    let file = [b"userPrincipalName,mail,accountEnabled\n", bytes].concat();
    let Some((expected, told)) = everything(&file) else { return };
    let mut path = tempfile::NamedTempFile::new_in("/dev/shm").expect("a file");
    std::io::Write::write_all(&mut path, &file).expect("written");
    let export = Export::open(path.path(), &[]).expect("opened").in_blocks_of(40 + u64::from(size));
    let go_on = &mut |_| ControlFlow::Continue(());
    let (directory, mut summary) =
        export.load(&Language::ENGLISH, &mut |_| {}, go_on).expect("what is read in order is read in blocks");
    // Only the name may differ.
    summary.file.clone_from(&told.file);
    summary.files.clone_from(&told.files);
    for finding in &mut summary.findings {
        if let Some(place) = &mut finding.place {
            place.file = Some("f".into());
        }
    }
    assert_eq!(cells(&directory), expected);
    assert_eq!(summary, told);
});
