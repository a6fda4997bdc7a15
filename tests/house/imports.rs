//! Which file imports which: in the sources of a crate, and in those of the window.
//!
//! A file imports another when its code names something that the other defines. A façade's `pub use`
//! and `mod` lines import nothing by themselves, and a name that goes through one counts as an import
//! of the file behind it. Code for tests does not count.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

mod rust;
mod window;

/// The files of one tree, as paths below it with `/`, and what each imports.
#[derive(Debug, Default)]
pub(crate) struct Imports(BTreeMap<String, BTreeSet<String>>);

impl Imports {
    /// Reads the sources of a crate, from its `lib.rs` or `main.rs` in `folder`.
    pub(crate) fn of_crate(folder: &Path) -> Self {
        Imports(rust::read(folder))
    }

    /// Reads TypeScript and Svelte sources.
    pub(crate) fn of_window(folder: &Path) -> Self {
        Imports(window::read(folder))
    }

    /// Every file with what it imports.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &BTreeSet<String>)> {
        self.0.iter().map(|(file, imports)| (file.as_str(), imports))
    }

    /// The circles: sets of files each of which reaches all the others through imports.
    pub(crate) fn circles(&self) -> Vec<BTreeSet<&str>> {
        let reached: BTreeMap<&str, BTreeSet<&str>> =
            self.0.keys().map(|file| (file.as_str(), self.reached_from(file))).collect();
        let mut circles = BTreeSet::new();
        for (file, others) in &reached {
            if others.contains(file) {
                let back = |other: &&&str| reached.get(**other).is_some_and(|it| it.contains(file));
                circles.insert(others.iter().filter(back).copied().collect());
            }
        }
        circles.into_iter().collect()
    }

    fn reached_from(&self, file: &str) -> BTreeSet<&str> {
        let (mut reached, mut open) = (BTreeSet::new(), vec![file]);
        while let Some(file) = open.pop() {
            for next in self.0.get(file).into_iter().flatten() {
                if reached.insert(next.as_str()) {
                    open.push(next);
                }
            }
        }
        reached
    }
}

/// The files below `folder` with one of these endings, sorted.
fn files_below(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder is read") {
        let path = entry.expect("the entry is read").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(files_below(&path, endings));
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The path of a file below `folder`, with `/` between its parts.
fn below(folder: &Path, file: &Path) -> String {
    let path = file.strip_prefix(folder).unwrap_or(file);
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
