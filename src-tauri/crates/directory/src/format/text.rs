//! Bytes of an export as text, block by block, whatever its encoding.
//!
//! PowerShell 5.1 redirects as UTF-16, PowerShell 7 and the portal write UTF-8, and Excel saves as
//! Windows-1252: a file that is not marked counts as UTF-8 until its first letter outside ASCII
//! says otherwise.

use std::io::Read;
use std::ops::ControlFlow;

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::error::DirectoryError;
use crate::record::progress::{OnProgress, Progress};
use crate::record::text_facts::{Encoding, TextFacts};
use crate::work::look;

/// How many bytes are read at a time.
const BLOCK: usize = 256 * 1024;

/// Reads text out of bytes.
pub(crate) struct TextReader<'a> {
    source: &'a mut dyn Read,
    progress: OnProgress<'a>,
    total: Option<u64>,
    bytes: u64,
    /// Raw bytes that are read and not decoded: the head of the file, or a cut character.
    pending: Vec<u8>,
    /// `pending` holds bytes that no decoding has seen.
    fresh: bool,
    ended: bool,
    decoder: Option<Decoder>,
    facts: TextFacts,
}

impl<'a> TextReader<'a> {
    /// Opens the text: reads its head, finds its encoding, refuses what is no text.
    pub(crate) fn open(
        source: &'a mut dyn Read,
        total: Option<u64>,
        progress: OnProgress<'a>,
    ) -> Result<Self, DirectoryError> {
        let mut reader = TextReader {
            source,
            progress,
            total,
            bytes: 0,
            pending: Vec::new(),
            fresh: false,
            ended: false,
            decoder: None,
            facts: TextFacts { encoding: Encoding::Utf8, ascii: true, damaged: false },
        };
        reader.fill()?;
        refuse_other_formats(&reader.pending)?;
        let (encoding, mark) = match reader.pending.as_slice() {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding::Utf8WithMark, 3),
            [0xFF, 0xFE, ..] => (Encoding::Utf16Le, 2),
            [0xFE, 0xFF, ..] => (Encoding::Utf16Be, 2),
            // Exports begin with a header or a bracket: ASCII, so a zero byte shows the half.
            [first, 0, second, 0, ..] if *first != 0 && *second != 0 => (Encoding::Utf16Le, 0),
            [0, first, 0, second, ..] if *first != 0 && *second != 0 => (Encoding::Utf16Be, 0),
            _ => (Encoding::Utf8, 0),
        };
        reader.pending.drain(..mark);
        reader.facts.encoding = encoding;
        reader.decoder = match encoding {
            Encoding::Utf16Le => Some(UTF_16LE.new_decoder_without_bom_handling()),
            Encoding::Utf16Be => Some(UTF_16BE.new_decoder_without_bom_handling()),
            _ => None,
        };
        Ok(reader)
    }

    /// Returns what is known so far.
    pub(crate) fn facts(&self) -> TextFacts {
        self.facts
    }

    /// Appends the next block to `into`; returns whether there was one.
    ///
    /// `users` is passed on to the progress hook.
    pub(crate) fn read_block(
        &mut self,
        into: &mut String,
        users: u32,
    ) -> Result<bool, DirectoryError> {
        let before = into.len();
        while into.len() == before {
            let report = Progress { bytes: self.bytes, total: self.total, users };
            if let ControlFlow::Break(()) = (self.progress)(report) {
                return Err(DirectoryError::Cancelled);
            }
            if !self.fresh && !self.ended {
                self.fill()?;
            } else if !self.fresh && self.pending.is_empty() {
                return Ok(false);
            }
            self.fresh = false;
            if self.decoder.is_some() {
                self.decode_other(into);
            } else {
                self.decode_utf8(into);
            }
        }
        look(into.len() - before);
        if into.get(before..).is_some_and(|block| block.contains('\0')) {
            return Err(DirectoryError::Binary);
        }
        Ok(true)
    }

    /// Appends blocks to `into` until it is twice as long as it was, or the text ends; returns whether
    /// there were any. What is cut is looked at again from its beginning: so all its bytes together are
    /// looked at no more than a few times, however long it is.
    pub(crate) fn read_as_much_again(
        &mut self,
        into: &mut String,
        users: u32,
    ) -> Result<bool, DirectoryError> {
        let before = into.len();
        while self.read_block(into, users)? && into.len() < before.saturating_mul(2) {}
        Ok(into.len() > before)
    }

    /// Reads bytes until a block is there or the source ends.
    fn fill(&mut self) -> Result<(), DirectoryError> {
        let wanted = BLOCK.saturating_sub(self.pending.len()) as u64;
        let read = Read::take(&mut self.source, wanted)
            .read_to_end(&mut self.pending)
            .map_err(DirectoryError::Unreadable)?;
        self.bytes += read as u64;
        self.ended = (read as u64) < wanted;
        self.fresh = true;
        Ok(())
    }

    fn decode_utf8(&mut self, into: &mut String) {
        let pending = std::mem::take(&mut self.pending);
        let mut rest = pending.as_slice();
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    self.facts.ascii &= text.is_ascii();
                    into.push_str(text);
                    return;
                }
                Err(error) => {
                    let (good, bad) = rest.split_at(error.valid_up_to());
                    let good = String::from_utf8_lossy(good);
                    self.facts.ascii &= good.is_ascii();
                    into.push_str(&good);
                    match error.error_len() {
                        // The block ends inside a character.
                        None if !self.ended => {
                            self.pending = bad.to_vec();
                            return;
                        }
                        _ if self.facts.ascii && self.facts.encoding == Encoding::Utf8 => {
                            self.facts.encoding = Encoding::Windows1252;
                            self.decoder = Some(WINDOWS_1252.new_decoder_without_bom_handling());
                            self.pending = bad.to_vec();
                            self.decode_other(into);
                            return;
                        }
                        length => {
                            self.facts.damaged = true;
                            into.push(char::REPLACEMENT_CHARACTER);
                            rest = bad.get(length.unwrap_or(bad.len())..).unwrap_or_default();
                        }
                    }
                }
            }
        }
    }

    fn decode_other(&mut self, into: &mut String) {
        let Some(decoder) = self.decoder.as_mut() else { return };
        let needed = decoder.max_utf8_buffer_length(self.pending.len());
        into.reserve(needed.unwrap_or(self.pending.len()));
        let before = into.len();
        let (_, read, damaged) = decoder.decode_to_string(&self.pending, into, self.ended);
        self.pending.drain(..read);
        self.facts.damaged |= damaged;
        self.facts.ascii &= into.get(before..).is_some_and(str::is_ascii);
    }
}

/// Refuses files that are known not to be text, by their first bytes.
fn refuse_other_formats(head: &[u8]) -> Result<(), DirectoryError> {
    let holds = |needle: &[u8]| head.windows(needle.len()).any(|window| window == needle);
    match head {
        [] => Err(DirectoryError::Empty),
        [b'P', b'K', 3 | 5, ..] if holds(b"xl/") || holds(b"[Content_Types].xml") => {
            Err(DirectoryError::Excel)
        }
        [b'P', b'K', 3 | 5, ..] | [0x1F, 0x8B, ..] => Err(DirectoryError::Compressed),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Err(DirectoryError::Excel),
        [b'%', b'P', b'D', b'F', ..] => Err(DirectoryError::Pdf),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8]) -> Result<(String, TextFacts), DirectoryError> {
        let mut source = bytes;
        let mut go_on = |_: Progress| ControlFlow::Continue(());
        let mut reader = TextReader::open(&mut source, None, &mut go_on)?;
        let mut text = String::new();
        while reader.read_block(&mut text, 0)? {}
        Ok((text, reader.facts()))
    }

    #[test]
    fn each_encoding_gives_the_same_text() {
        let text = "userPrincipalName,displayName\nb@n.example,Bjørn Åsen\n";
        let utf16 = |big: bool, mark: bool| {
            let unit = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            mark.then(|| unit(0xFEFF))
                .into_iter()
                .chain(text.encode_utf16().map(unit))
                .flatten()
                .collect::<Vec<u8>>()
        };
        let windows: Vec<u8> = text.chars().map(|letter| letter as u32 as u8).collect();
        let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        let cases = [
            (text.as_bytes().to_vec(), Encoding::Utf8, "PowerShell 7"),
            (marked, Encoding::Utf8WithMark, "PowerShell 5.1 -Encoding UTF8"),
            (utf16(false, true), Encoding::Utf16Le, "PowerShell 5.1 redirection"),
            (utf16(true, true), Encoding::Utf16Be, "Unicode big endian"),
            (utf16(false, false), Encoding::Utf16Le, "without a mark"),
            (utf16(true, false), Encoding::Utf16Be, "without a mark, big endian"),
            (windows, Encoding::Windows1252, "Excel"),
        ];
        for (bytes, encoding, reason) in cases {
            let (decoded, facts) = decode(&bytes).unwrap();
            assert_eq!(decoded, text, "{reason}");
            assert_eq!(facts.encoding, encoding, "{reason}");
            assert!(!facts.damaged && !facts.ascii, "{reason}");
        }
    }

    #[test]
    fn characters_across_blocks_stay_whole() {
        for shift in 0..4 {
            let text = format!("{}{}", "a".repeat(shift), "€ø".repeat(BLOCK / 4));
            let (decoded, facts) = decode(text.as_bytes()).unwrap();
            assert!(decoded == text, "shifted by {shift}");
            assert!(!facts.damaged, "nothing was lost, shifted by {shift}");
        }
    }

    #[test]
    fn a_damaged_utf8_file_is_read_on() {
        let (decoded, facts) = decode(b"bj\xC3\xB8rn,\xFFx\n").unwrap();
        assert_eq!(decoded, "bjørn,\u{FFFD}x\n", "a broken byte becomes the replacement mark");
        assert!(facts.damaged, "and is reported");
    }

    #[test]
    fn other_formats_are_refused_by_name() {
        use DirectoryError as E;
        let refused = |bytes: &[u8]| decode(bytes).unwrap_err();
        assert!(matches!(refused(b""), E::Empty), "an empty file");
        assert!(matches!(refused(b"PK\x03\x04..xl/workbook.xml"), E::Excel), "xlsx");
        assert!(matches!(refused(b"\xD0\xCF\x11\xE0...."), E::Excel), "xls");
        assert!(matches!(refused(b"PK\x03\x04..users.csv"), E::Compressed), "zip");
        assert!(matches!(refused(b"\x1F\x8B...."), E::Compressed), "gzip");
        assert!(matches!(refused(b"%PDF-1.7"), E::Pdf), "PDF");
        assert!(matches!(refused(b"mail\n\0\0\0\0"), E::Binary), "zero bytes");
    }
}
