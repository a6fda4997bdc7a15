//! What files are called, and which names Windows has no file of: a device answers to some, and others
//! name a part of a file.
//!
//! What is written under `aux.csv` would go nowhere, and under `users:old.csv` into a part of `users` that no
//! folder shows. Microsoft's "Naming Files, Paths, and Namespaces" has the rules.

use std::io;
use std::path::Path;

/// Names that belong to devices, whatever ending follows.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

/// Devices that are numbered from 1 to 9; the raised digits count, too.
const NUMBERED: [&str; 2] = ["COM", "LPT"];

/// What no name may hold, beside control characters.
const FORBIDDEN: [char; 9] = ['<', '>', ':', '"', '/', '\\', '|', '?', '*'];

/// Returns a file's name without its folder, for people.
pub fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Returns whether Windows takes this as the name of a file, without a folder, and has one of just this
/// name: a dot or a blank at the end is dropped there.
pub fn is_windows_name(name: &str) -> bool {
    let forbidden = |letter: char| letter.is_control() || FORBIDDEN.contains(&letter);
    !name.is_empty()
        && !name.contains(forbidden)
        && !name.ends_with(['.', ' '])
        && !is_device_name(name)
}

/// Fails when no file can be written under this path: it is a folder's, or on Windows no file has such a
/// name. Windows itself says of a folder that there is no right to it, and writes elsewhere under such a
/// name.
///
/// # Errors
/// [`io::ErrorKind::IsADirectory`] and [`io::ErrorKind::InvalidFilename`], as systems say themselves.
pub fn check_target(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if cfg!(windows) && !is_windows_name(&name_of(path)) {
        return Err(io::ErrorKind::InvalidFilename.into());
    }
    Ok(())
}

/// Returns whether a device answers to this name on Windows.
pub(crate) fn is_device_name(name: &str) -> bool {
    let stem = name.split(['.', ':']).next().unwrap_or_default().trim_end().to_uppercase();
    let numbered = |device: &&str| {
        let number = stem.strip_prefix(*device);
        number.is_some_and(|number| {
            let mut letters = number.chars();
            matches!((letters.next(), letters.next()), (Some('1'..='9' | '¹' | '²' | '³'), None))
        })
    };
    DEVICES.contains(&stem.as_str()) || NUMBERED.iter().any(numbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_that_windows_has_no_file_of_is_told() {
        for name in [
            "users.csv",
            "Åse brukere.csv",
            "a.b.c",
            ".hidden",
            "console.csv",
            "com.csv",
            "COM10",
            "COM0",
            "nul-1.csv",
            "auxiliary",
            "lpt.txt",
            "a b",
            "社員.csv",
            "-",
        ] {
            assert!(is_windows_name(name), "{name}");
        }
        for name in [
            "",
            "NUL",
            "nul",
            "con.csv",
            "Aux.tar.gz",
            "PRN ",
            "nul .txt",
            "COM1",
            "lpt9.csv",
            "com¹.txt",
            "CONIN$",
            "conout$.txt",
            "a:b.csv",
            "C:",
            "a?.csv",
            "a*",
            "a|b",
            "a<b",
            "a>b",
            "a\"b",
            "a/b",
            "a\\b",
            "a.",
            "a ",
            "a\tb",
            "a\u{1}b",
            "..",
        ] {
            assert!(!is_windows_name(name), "{name:?}");
        }
    }

    #[test]
    fn name_is_checked_where_the_system_has_such_rules() {
        for name in ["nul", "users:old.csv", "aux.csv", "users.csv."] {
            let path = Path::new("folder").join(name);
            assert_eq!(check_target(&path).is_err(), cfg!(windows), "{name}");
        }
        assert!(check_target(Path::new("a b/æøå.csv")).is_ok());
    }

    #[test]
    fn folder_is_said_to_be_one_before_anything_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let told = check_target(folder.path()).map_err(|error| error.kind());
        assert_eq!(told, Err(io::ErrorKind::IsADirectory));
        assert!(check_target(&folder.path().join("new.csv")).is_ok());
    }
}
