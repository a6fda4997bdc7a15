//! The rooms of each crate and of the window: nobody imports from above, and there is no circle.
//!
//! A room is a file or a folder directly below a crate's `src`, or below another folder that
//! `ARCHITECTURE.md` names. Its table is read here, so that the map and the rule are one.

use std::collections::BTreeSet;
use std::path::Path;

use footbridge_tests::root;

use crate::imports::Imports;

/// A row of the table: a folder, its rooms from the lowest up, and where reading begins.
struct Rooms {
    folder: String,
    order: Vec<String>,
    entry: String,
}

/// Returns the rows of the table in this text, which begins below the heading `## Rooms`.
fn table(architecture: &str) -> Vec<Rooms> {
    let (_, section) = architecture.split_once("\n## Rooms\n").expect("the section is there");
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [folder, rooms, entry] = cells.as_slice() else {
            panic!("a row has a folder, its rooms and an entry: {line}");
        };
        Rooms {
            folder: folder.trim_matches('`').to_owned(),
            order: rooms.split('·').map(|room| room.trim().to_owned()).collect(),
            entry: entry.trim_matches('`').to_owned(),
        }
    })
    .collect()
}

/// What breaks the rule in one folder, in words.
fn breaches(imports: &Imports, order: &[String]) -> Vec<String> {
    let mut found: Vec<String> = imports
        .circles()
        .iter()
        .map(|circle| {
            format!("a circle: {}", circle.iter().copied().collect::<Vec<_>>().join(", "))
        })
        .collect();
    for (file, imported) in imports.files() {
        for other in imported {
            let (from, to) = (room(file), room(other));
            let place = |room: &str| order.iter().position(|known| known == room);
            match (place(from), place(to)) {
                (Some(from), Some(to)) if to <= from => {}
                (None, _) => found.push(format!("{file}: `{from}` is in no row")),
                (_, None) => found.push(format!("{other}: `{to}` is in no row")),
                _ => found.push(format!("{file} imports {other}, which is above it")),
            }
        }
    }
    found
}

fn room(file: &str) -> &str {
    let name = file.split_once('/').map_or(file, |(folder, _)| folder);
    [".rs", ".svelte.ts", ".svelte", ".ts"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(name)
}

fn read(folder: &Path) -> Imports {
    let is_crate = ["lib.rs", "main.rs"].iter().any(|name| folder.join(name).exists());
    if is_crate { Imports::of_crate(folder) } else { Imports::of_window(folder) }
}

#[test]
fn imports_run_from_higher_rooms_to_lower_ones() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("it is there");
    let mut found = Vec::new();
    for rooms in table(&text) {
        let imports = read(&root().join(&rooms.folder));
        let of_folder = breaches(&imports, &rooms.order);
        found.extend(of_folder.into_iter().map(|breach| format!("{}: {breach}", rooms.folder)));
        let there: BTreeSet<&str> = imports
            .files()
            .flat_map(|(file, imports)| imports.iter().map(String::as_str).chain([file]))
            .map(room)
            .collect();
        let gone = rooms.order.iter().filter(|room| !there.contains(room.as_str()));
        found.extend(gone.map(|room| format!("{}: there is no room `{room}`", rooms.folder)));
    }
    assert!(found.is_empty(), "ARCHITECTURE.md, Rooms:\n{}", found.join("\n"));
}

#[test]
fn every_crate_has_a_row_and_its_entry_exists() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("it is there");
    let table = table(&text);
    let crates = std::fs::read_dir(root().join("src-tauri/crates")).expect("the crates");
    let names = crates.map(|it| it.expect("a crate").file_name().to_string_lossy().into_owned());
    let mut folders: Vec<String> =
        names.map(|name| format!("src-tauri/crates/{name}/src")).collect();
    folders.extend(["src-tauri/src".to_owned(), "ui/src".to_owned()]);
    for folder in folders {
        let row = table.iter().find(|row| row.folder == folder);
        let row = row.unwrap_or_else(|| panic!("{folder} has no row in ARCHITECTURE.md, Rooms"));
        let (file, function) = row.entry.split_once(": ").expect("file: function");
        let text = std::fs::read_to_string(root().join(&folder).join(file));
        let text = text.unwrap_or_else(|error| panic!("{folder}/{file}: {error}"));
        assert!(text.contains(function), "{folder}/{file} has `{function}`");
    }
}

/// Writes files into a new folder and reads their imports.
fn made_up(files: &[(&str, &str)]) -> (tempfile::TempDir, Imports) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
        std::fs::write(path, text).expect("the file is written");
    }
    let imports = read(folder.path());
    (folder, imports)
}

#[test]
fn circle_that_is_put_in_is_found() {
    let through_lib = "pub use a::A; pub use b::B; mod a; mod b;";
    for (files, why) in [
        (
            vec![
                ("lib.rs", "mod a; mod b;"),
                ("a.rs", "use crate::b::B; pub struct A(B);"),
                ("b.rs", "pub struct B; fn of(_: &crate::a::A) {}"),
            ],
            "by a path in the code",
        ),
        (
            vec![
                ("lib.rs", through_lib),
                ("a.rs", "use crate::B; pub struct A(B);"),
                ("b.rs", "use crate::A; pub struct B(Box<A>);"),
            ],
            "through what the crate gives on",
        ),
        (
            vec![
                ("lib.rs", "mod a;"),
                ("a.rs", "mod inner; pub struct A; pub fn a() { inner::work(); }"),
                ("a/inner.rs", "use super::A; pub fn work() { let _ = A; }"),
            ],
            "between a module and its parent",
        ),
        (
            vec![
                ("lib.rs", "mod a; mod b;"),
                ("a.rs", "use crate::b::*; pub struct A; fn f(_: B) {}"),
                ("b.rs", "pub struct B; fn f() { println!(\"{:?}\", crate::a::A); }"),
            ],
            "by a star, and inside a macro",
        ),
        (
            vec![
                ("a.ts", "import { b } from './b';\nexport const a = b;"),
                ("b.ts", "import type { A } from './index';\nexport const b = 1;"),
                ("index.ts", "export { a, type A } from './a';"),
            ],
            "of the window, through an index",
        ),
        (
            vec![
                ("A.svelte", "<script lang=\"ts\">import B from './B.svelte'</script>"),
                ("B.svelte", "<script lang=\"ts\">\n  import A from './A.svelte';\n</script>"),
            ],
            "of components",
        ),
    ] {
        let (_folder, imports) = made_up(&files);
        assert_eq!(imports.circles().len(), 1, "{why}: {imports:?}");
    }
}

#[test]
fn import_from_above_is_found() {
    let order = ["low", "high"].map(str::to_owned);
    for (files, breaches_found, why) in [
        (
            vec![
                ("lib.rs", "mod low; mod high;"),
                ("low.rs", "use crate::high::High; pub fn low(_: High) {}"),
                ("high.rs", "pub struct High;"),
            ],
            1,
            "upwards",
        ),
        (
            vec![
                ("lib.rs", "mod low; mod high;"),
                ("low.rs", "pub struct Low;"),
                ("high.rs", "use crate::low::Low; pub fn high(_: Low) {}"),
            ],
            0,
            "downwards",
        ),
        (
            vec![
                ("lib.rs", "mod low; mod attic;"),
                ("low.rs", "use crate::attic::A; pub fn low(_: A) {}"),
                ("attic.rs", "pub struct A;"),
            ],
            1,
            "to a room that has no place",
        ),
        (
            vec![
                ("low/a.ts", "import { high } from '../high/b';"),
                ("high/b.ts", "export const high = 1;"),
            ],
            1,
            "upwards in the window",
        ),
    ] {
        let (_folder, imports) = made_up(&files);
        assert_eq!(breaches(&imports, &order).len(), breaches_found, "{why}: {imports:?}");
    }
}

#[test]
fn code_for_tests_and_facades_import_nothing() {
    let (_folder, imports) = made_up(&[
        ("lib.rs", "mod a; mod b; pub use b::B;"),
        ("a.rs", "pub struct A; #[cfg(test)] mod tests { use crate::b::B; fn f(_: B) {} }"),
        ("b.rs", "mod inner; pub use inner::Inner; pub struct B(crate::a::A);"),
        ("b/inner.rs", "use super::B; pub struct Inner(B);"),
    ]);
    assert!(imports.circles().is_empty(), "{imports:?}");
}
