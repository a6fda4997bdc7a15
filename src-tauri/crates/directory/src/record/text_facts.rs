//! What the bytes of a file have shown of its text: the encoding, and what became of the letters.

use footbridge_finding::Language;

use super::phrase::Phrase;

/// The encoding that a file turned out to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf8WithMark,
    Utf16Le,
    Utf16Be,
    Windows1252,
    /// No text at all: a workbook, whose texts are Unicode.
    Workbook,
}

impl Encoding {
    /// Returns its name, for people.
    pub(crate) fn name(self, language: &Language) -> String {
        let name = match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf8WithMark => "UTF-8 (BOM)",
            Encoding::Utf16Le => "UTF-16 LE",
            Encoding::Utf16Be => "UTF-16 BE",
            Encoding::Windows1252 => "Windows-1252",
            Encoding::Workbook => return Phrase::Workbook.words(language),
        };
        name.to_owned()
    }
}

/// What the reading of the bytes has shown so far.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextFacts {
    pub(crate) encoding: Encoding,
    /// Every character so far is ASCII.
    pub(crate) ascii: bool,
    /// Some bytes were no character of the encoding and became `U+FFFD`.
    pub(crate) damaged: bool,
}
