//! What Windows, an inventory and application control read out of the two programs.

use footbridge_tests::given;

use crate::program_file::{CONSOLE, GROUP_ICON, GUI, ICON, MANIFEST, ProgramFile, VERSION, words};

/// The programs, and whether they have a console.
const PROGRAMS: [(&str, u16); 2] = [("footbridge.exe", CONSOLE), ("footbridge-desktop.exe", GUI)];

fn program(name: &str) -> ProgramFile {
    ProgramFile::read(&given("FOOTBRIDGE_WINDOWS_PROGRAMS").join(name))
}

#[test]
#[ignore = "cargo xtask windows runs it, on the programs that it built"]
fn both_programs_have_icon_version_company_and_copyright() {
    for (name, _) in PROGRAMS {
        let program = program(name);
        assert_eq!(program.resources(GROUP_ICON).len(), 1, "{name}");
        assert!(program.resources(ICON).len() >= 5, "{name}: an icon for each size");
        let version = program.resources(VERSION);
        let words = words(version.first().expect("a version"));
        let values: Vec<&str> = words.split('\n').filter(|word| !word.is_empty()).collect();
        for (key, value) in [
            ("CompanyName", "The Footbridge team"),
            ("LegalCopyright", "Copyright (c) The Footbridge team. Apache License 2.0"),
            ("ProductName", "Footbridge"),
            ("ProductVersion", env!("CARGO_PKG_VERSION")),
            ("FileVersion", env!("CARGO_PKG_VERSION")),
        ] {
            let place = values.iter().position(|word| *word == key);
            let found = place.and_then(|place| values.get(place + 1));
            assert_eq!(found, Some(&value), "{name}: {key} in {values:?}");
        }
    }
}

#[test]
#[ignore = "cargo xtask windows runs it, on the programs that it built"]
fn both_programs_have_the_manifest_and_only_the_window_has_no_console() {
    for (name, subsystem) in PROGRAMS {
        let program = program(name);
        assert_eq!(program.subsystem(), subsystem, "{name}");
        let manifests = program.resources(MANIFEST);
        assert_eq!(manifests.len(), 1, "{name}");
        let manifest = String::from_utf8_lossy(manifests[0]);
        for words in [
            "level=\"asInvoker\"",
            ">PerMonitorV2<",
            ">true</longPathAware>",
            ">UTF-8</activeCodePage>",
            "{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}",
            "Microsoft.Windows.Common-Controls",
        ] {
            assert!(manifest.contains(words), "{name}: {words} in {manifest}");
        }
    }
}
