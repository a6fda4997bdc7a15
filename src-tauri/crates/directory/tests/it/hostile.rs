//! Files that were made to mislead the reader, with which the fuzz targets begin.

use std::path::Path;

use footbridge_directory::DirectoryError;
use footbridge_finding::{Explain as _, Language};

use crate::support::load;

#[test]
fn hostile_files_are_read_or_refused_in_words() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fixtures");
    for kind in ["csv", "json"] {
        let files = std::fs::read_dir(fixtures.join(kind)).unwrap();
        let mut seen = 0;
        for file in files {
            let path = file.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            match load(&bytes) {
                Ok((directory, summary)) => {
                    assert_eq!(directory.users(), summary.users, "{path:?}");
                    for index in directory.attributes().filter_map(|name| directory.attribute(name))
                    {
                        for row in 0..directory.users() {
                            let list = directory.value(row, index);
                            assert!(list.first().is_none_or(|text| !text.is_empty()), "{path:?}");
                        }
                    }
                }
                Err(DirectoryError::Cancelled) => panic!("nobody cancelled {path:?}"),
                Err(error) => {
                    let told = error.explain(&Language::ENGLISH);
                    assert_ne!(told.title, told.code, "{path:?}");
                }
            }
            seen += 1;
        }
        assert!(seen > 10, "{kind}: {seen} files");
    }
}
