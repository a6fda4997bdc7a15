//! Reads a Windows program: its subsystem and its resources, as Microsoft's "PE Format" lays them out.

use std::path::Path;

/// Resource types, by Windows' `RT_…` numbers.
pub(crate) const ICON: u32 = 3;
pub(crate) const GROUP_ICON: u32 = 14;
pub(crate) const VERSION: u32 = 16;
pub(crate) const MANIFEST: u32 = 24;

/// A program with a window of its own (`IMAGE_SUBSYSTEM_WINDOWS_GUI`), or one of the console.
pub(crate) const GUI: u16 = 2;
pub(crate) const CONSOLE: u16 = 3;

/// The entry of the resource directory among the optional header's data directories.
const RESOURCES: usize = 2;

/// A program's bytes and where its sections lie.
pub(crate) struct ProgramFile {
    bytes: Vec<u8>,
    /// Of each section: its address in memory, its size there, its place in the file.
    sections: Vec<(usize, usize, usize)>,
    optional: usize,
}

impl ProgramFile {
    pub(crate) fn read(path: &Path) -> Self {
        let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        let mut file = Self { bytes, sections: Vec::new(), optional: 0 };
        let header = file.long(0x3c);
        assert_eq!(file.bytes.get(header..header + 4), Some(&b"PE\0\0"[..]), "{path:?}");
        file.optional = header + 24;
        assert_eq!(file.short(file.optional), 0x20b, "64 bits");
        let first = file.optional + usize::from(file.short(header + 20));
        for section in 0..usize::from(file.short(header + 6)) {
            let row = first + 40 * section;
            let place = (file.long(row + 12), file.long(row + 8), file.long(row + 20));
            file.sections.push(place);
        }
        file
    }

    pub(crate) fn subsystem(&self) -> u16 {
        self.short(self.optional + 68)
    }

    /// Returns every resource of a type.
    pub(crate) fn resources(&self, kind: u32) -> Vec<&[u8]> {
        let start = self.in_file(self.long(self.optional + 112 + 8 * RESOURCES));
        let of_kind = self.entries(start).find(|(id, _)| *id as u32 == kind);
        let Some((_, names)) = of_kind else { return Vec::new() };
        // By type, then by name, then by language.
        self.entries(start + names)
            .flat_map(|(_, languages)| self.entries(start + languages))
            .map(|(_, data)| {
                let (place, size) =
                    (self.in_file(self.long(start + data)), self.long(start + data + 4));
                &self.bytes[place..place + size]
            })
            .collect()
    }

    /// Returns the entries of a resource directory: each one's id and where it leads to.
    fn entries(&self, directory: usize) -> impl Iterator<Item = (usize, usize)> {
        let count = self.short(directory + 12) + self.short(directory + 14);
        (0..usize::from(count)).map(move |entry| {
            let row = directory + 16 + 8 * entry;
            // The uppermost bit says that it leads to another directory.
            (self.long(row), self.long(row + 4) & 0x7fff_ffff)
        })
    }

    /// Returns the place in the file of an address in memory.
    fn in_file(&self, address: usize) -> usize {
        let section = self
            .sections
            .iter()
            .find(|(start, size, _)| (*start..start + size).contains(&address))
            .unwrap_or_else(|| panic!("{address:x} lies in no section"));
        address - section.0 + section.2
    }

    fn short(&self, place: usize) -> u16 {
        let bytes = self.bytes[place..place + 2].try_into().expect("two bytes");
        u16::from_le_bytes(bytes)
    }

    fn long(&self, place: usize) -> usize {
        let bytes = self.bytes[place..place + 4].try_into().expect("four bytes");
        u32::from_le_bytes(bytes) as usize
    }
}

/// Returns the text of a version resource, where names and values stand in UTF-16, as one string with
/// a line break in place of what lies between them.
pub(crate) fn words(version: &[u8]) -> String {
    let units = version.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    char::decode_utf16(units)
        .map(|letter| letter.unwrap_or('\n'))
        .map(|letter| if letter < ' ' { '\n' } else { letter })
        .collect()
}
