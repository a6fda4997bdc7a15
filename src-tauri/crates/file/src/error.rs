//! Why something that a person named as a file cannot be read.
//!
//! The words are in `texts/en.toml`.

use std::io;
use std::sync::LazyLock;

use footbridge_finding::{Explain, Finding, Language, Severity, Texts};

static TEXTS: LazyLock<Texts> =
    LazyLock::new(|| Texts::built_in(&[("en", include_str!("../texts/en.toml"))]));

/// What something is that is no regular file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Special {
    /// A folder.
    Folder,
    /// A pipe, named or not.
    Pipe,
    /// A socket.
    Socket,
    /// A device, such as `/dev/zero`.
    Device,
}

/// A file that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It could not be opened or read.
    #[error("the file cannot be read")]
    Unreadable(#[source] io::Error),
    /// It is no regular file, and nothing that is read here.
    #[error("this is no regular file")]
    NotAFile(Special),
    /// A pipe into which no program writes.
    #[error("no program writes into the pipe")]
    NoWriter,
    /// It is larger than what is read.
    #[error("the file is larger than {most} bytes")]
    TooLarge {
        /// How many bytes it may have.
        most: u64,
    },
    /// It is no text in UTF-8 or UTF-16.
    #[error("the file is not text in UTF-8 or UTF-16")]
    NotText,
}

/// The words of `file.locked` where it is known why.
const IN_USE: &str = "file.locked_in_use";

/// Whether another program has a file open and lets nobody else have it, as Excel does on Windows.
pub fn is_in_use(error: &io::Error) -> bool {
    /// `ERROR_SHARING_VIOLATION` and `ERROR_LOCK_VIOLATION`, for which the standard library has no kind.
    const NOT_SHARED: [i32; 2] = [32, 33];
    let not_shared = error.raw_os_error().is_some_and(|code| NOT_SHARED.contains(&code));
    // Elsewhere these numbers say other things.
    (cfg!(windows) && not_shared) || error.kind() == io::ErrorKind::ResourceBusy
}

impl FileError {
    /// Every code that an error of this crate can have.
    pub const CODES: &[&str] = &[
        "file.unreadable",
        "file.not_found",
        "file.locked",
        "file.folder",
        "file.pipe",
        "file.socket",
        "file.device",
        "file.no_writer",
        "file.too_large",
        "file.not_text",
    ];

    /// Returns the stable code.
    pub fn code(&self) -> &'static str {
        match self {
            FileError::Unreadable(error) if is_in_use(error) => "file.locked",
            FileError::Unreadable(error) => match error.kind() {
                io::ErrorKind::NotFound => "file.not_found",
                io::ErrorKind::PermissionDenied => "file.locked",
                _ => "file.unreadable",
            },
            FileError::NotAFile(Special::Folder) => "file.folder",
            FileError::NotAFile(Special::Pipe) => "file.pipe",
            FileError::NotAFile(Special::Socket) => "file.socket",
            FileError::NotAFile(Special::Device) => "file.device",
            FileError::NoWriter => "file.no_writer",
            FileError::TooLarge { .. } => "file.too_large",
            FileError::NotText => "file.not_text",
        }
    }
}

impl From<io::Error> for FileError {
    fn from(error: io::Error) -> Self {
        FileError::Unreadable(error)
    }
}

impl Explain for FileError {
    fn explain(&self, language: &Language) -> Finding {
        let finding = |parameters: &[(&str, &str)]| {
            TEXTS.finding(self.code(), Severity::Error, language, parameters)
        };
        match self {
            FileError::Unreadable(error) if is_in_use(error) => {
                let finding = TEXTS.finding(IN_USE, Severity::Error, language, &[]);
                Finding { code: self.code().to_owned(), ..finding }
            }
            FileError::Unreadable(error) => finding(&[]).with_evidence(error.to_string()),
            FileError::TooLarge { most } => finding(&[("most", &size(*most))]),
            _ => finding(&[]),
        }
    }
}

/// Returns a number of bytes in the largest unit in which it is a whole number.
fn size(bytes: u64) -> String {
    let units = [(30, "GB"), (20, "MB"), (10, "KB")];
    let unit = units.into_iter().find(|(bits, _)| bytes > 0 && bytes.trailing_zeros() >= *bits);
    match unit {
        Some((bits, unit)) => format!("{} {unit}", bytes >> bits),
        None => format!("{bytes} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_a_text_and_every_text_a_code() {
        let texts: BTreeSet<&str> = TEXTS.codes(&Language::ENGLISH).collect();
        let codes: BTreeSet<&str> = FileError::CODES.iter().copied().chain([IN_USE]).collect();
        assert_eq!(texts, codes, "texts/en.toml and the codes agree");
    }

    #[test]
    fn file_in_use_is_told_as_open_in_another_program() {
        let told = |error: io::Error| FileError::from(error).explain(&Language::ENGLISH);
        let in_use = told(io::ErrorKind::ResourceBusy.into());
        assert_eq!(in_use.code, "file.locked");
        assert_eq!(in_use.title, "The file is open in another program");
        let refused = told(io::ErrorKind::PermissionDenied.into());
        assert_eq!((refused.code.as_str(), refused.title == in_use.title), ("file.locked", false));
        // On Windows another program has it; elsewhere 32 is a closed pipe.
        let expected = if cfg!(windows) { "file.locked" } else { "file.unreadable" };
        for number in [32, 33] {
            assert_eq!(told(io::Error::from_raw_os_error(number)).code, expected, "{number}");
        }
    }

    #[test]
    fn a_limit_is_named_in_its_largest_unit() {
        for (bytes, expected) in [
            (0, "0 bytes"),
            (700, "700 bytes"),
            (64 << 10, "64 KB"),
            (1 << 20, "1 MB"),
            ((1 << 20) + 1, "1048577 bytes"),
            (4 << 30, "4 GB"),
        ] {
            assert_eq!(size(bytes), expected);
        }
    }
}
