//! Why a file was not written: the error type with its codes; the words are in `texts/en.toml`.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use footbridge_file::is_in_use;
use footbridge_finding::{Explain, Finding, Language, Place, Severity, Texts};

static TEXTS: LazyLock<Texts> =
    LazyLock::new(|| Texts::built_in(&[("en", include_str!("../texts/en.toml"))]));

/// A file that was not written. What was there before is as it was.
#[derive(Debug)]
pub(crate) struct Unwritten {
    path: PathBuf,
    reason: Reason,
}

/// Why a file was not written.
#[derive(Debug)]
pub(crate) enum Reason {
    /// It is a folder.
    Folder,
    /// It is read by the same run.
    Input,
    /// The system said no.
    Refused(io::Error),
}

impl Unwritten {
    pub(crate) fn new(path: &Path, reason: Reason) -> Self {
        Unwritten { path: path.to_owned(), reason }
    }

    fn code(&self) -> &'static str {
        match &self.reason {
            Reason::Folder => "output.folder",
            Reason::Input => "output.input",
            Reason::Refused(error) if is_in_use(error) => "output.not_allowed",
            Reason::Refused(error) => match error.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => "output.no_folder",
                io::ErrorKind::IsADirectory => "output.folder",
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    "output.not_allowed"
                }
                io::ErrorKind::InvalidFilename => "output.name",
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "output.full",
                _ => "output.not_written",
            },
        }
    }
}

impl std::fmt::Display for Unwritten {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} was not written", self.path.display())
    }
}

impl std::error::Error for Unwritten {}

impl Explain for Unwritten {
    fn explain(&self, language: &Language) -> Finding {
        let file = self.path.display().to_string();
        let parameters = [("file", file.trim_end_matches(['/', '\\']))];
        let place = Place { file: Some(footbridge_file::name_of(&self.path)), ..Place::default() };
        let finding = TEXTS.finding(self.code(), Severity::Error, language, &parameters).at(place);
        match &self.reason {
            Reason::Refused(error) => finding.with_evidence(error.to_string()),
            Reason::Folder | Reason::Input => finding,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_a_text_and_every_text_a_code() {
        let kinds = [
            io::ErrorKind::NotFound,
            io::ErrorKind::PermissionDenied,
            io::ErrorKind::StorageFull,
            io::ErrorKind::InvalidFilename,
            io::ErrorKind::Other,
        ];
        let refused = kinds.map(|kind| Reason::Refused(kind.into()));
        let reasons = [Reason::Folder, Reason::Input].into_iter().chain(refused);
        let codes: BTreeSet<&str> =
            reasons.map(|reason| Unwritten::new(Path::new("a"), reason).code()).collect();
        let texts: BTreeSet<&str> = TEXTS.codes(&Language::ENGLISH).collect();
        assert_eq!(texts, codes, "texts/en.toml and the codes agree");
    }
}
