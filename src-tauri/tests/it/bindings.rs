//! The TypeScript side is generated; this is the generator, and the test that it was run.

use std::path::Path;

use footbridge_desktop::COMMAND_NAMES;
use specta_typescript::Typescript;

const BINDINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/bindings.ts");

#[test]
fn bindings_are_up_to_date() {
    let folder = tempfile::tempdir().expect("a folder");
    let fresh = folder.path().join("bindings.ts");
    footbridge_desktop::bindings::<tauri::test::MockRuntime>()
        .export(Typescript::default(), &fresh)
        .expect("the types can be written as TypeScript");
    let fresh = std::fs::read_to_string(fresh).expect("the bindings were written");
    if std::env::var_os("FOOTBRIDGE_WRITE_GENERATED").is_some() {
        std::fs::write(BINDINGS, &fresh).expect("the bindings can be saved");
    }
    let committed = std::fs::read_to_string(Path::new(BINDINGS)).unwrap_or_default();
    assert!(committed == fresh, "ui/src/bindings.ts is stale; run `cargo xtask bindings`");
    for name in COMMAND_NAMES {
        assert!(
            fresh.contains(&format!("\"{name}\"")),
            "{name} is in the list but not in the handler"
        );
    }
}
