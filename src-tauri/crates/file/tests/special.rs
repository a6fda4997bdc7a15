//! What is read, what is refused, and that nothing is waited for.
#![cfg_attr(unix, expect(clippy::unwrap_used, reason = "a test ends at the first surprise"))]

use std::path::Path;

use footbridge_file::{FileError, read_text, stream_text, text_of};

fn code<T>(result: Result<T, FileError>) -> &'static str {
    result.map_or_else(|error| error.code(), |_| "read")
}

#[test]
fn text_is_read_up_to_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    for (bytes, expected, reason) in [
        (&b"12345678"[..], Ok("12345678"), "as much as may be"),
        (b"", Ok(""), "nothing"),
        (b"\xEF\xBB\xBFabc", Ok("abc"), "a byte order mark is no text"),
        (b"123456789", Err("file.too_large"), "one byte more"),
        (b"\xEF\xBB\xBF123456", Err("file.too_large"), "the mark counts"),
        (b"caf\xE9", Err("file.not_text"), "another encoding"),
        (b"12345678\xC3", Err("file.too_large"), "cut inside a letter"),
    ] {
        std::fs::write(&path, bytes).unwrap();
        for read in [read_text(&path, 8), stream_text(&path, 8), text_of(bytes, 8)] {
            assert_eq!(read.as_deref().map_err(|error| error.code()), expected, "{reason}");
        }
    }
    let endless = text_of(std::io::repeat(b'a'), 1 << 20);
    assert!(matches!(endless, Err(FileError::TooLarge { most }) if most == 1 << 20), "endless");
    assert_eq!(code(read_text(&folder.path().join("no"), 8)), "file.not_found");
    assert_eq!(code(read_text(folder.path(), 8)), "file.folder");
    assert_eq!(code(stream_text(folder.path(), 8)), "file.folder");
}

#[test]
fn text_in_utf16_is_read_with_and_without_a_mark() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    let bytes = |text: &str, unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    };
    let text = "{ \"mail\": \"bjørn@n.example 😀\" }";
    let marked = format!("\u{feff}{text}");
    let cut = &bytes(&marked, u16::to_le_bytes)[..7];
    for (bytes, expected, reason) in [
        (bytes(&marked, u16::to_le_bytes), Ok(text), "PowerShell 5.1"),
        (bytes(&marked, u16::to_be_bytes), Ok(text), "big endian"),
        (bytes(text, u16::to_le_bytes), Ok(text), "without a mark"),
        (bytes(text, u16::to_be_bytes), Ok(text), "without a mark, big endian"),
        (vec![0xFF, 0xFE], Ok(""), "a mark and nothing else"),
        (cut.to_vec(), Err("file.not_text"), "half a letter at the end"),
        (vec![0xFF, 0xFE, 0x00, 0xD8], Err("file.not_text"), "half a pair"),
    ] {
        std::fs::write(&path, &bytes).unwrap();
        for read in [read_text(&path, 99), stream_text(&path, 99), text_of(&*bytes, 99)] {
            assert_eq!(read.as_deref().map_err(|error| error.code()), expected, "{reason}");
        }
    }
}

#[cfg(unix)]
mod unix {
    use std::io::Write as _;
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    use super::*;

    fn pipe(folder: &Path) -> std::path::PathBuf {
        let path = folder.join("pipe");
        assert!(Command::new("mkfifo").arg(&path).status().unwrap().success(), "a pipe is made");
        path
    }

    #[test]
    fn what_is_no_file_is_refused_without_waiting() {
        let folder = tempfile::tempdir().unwrap();
        let (pipe, socket) = (pipe(folder.path()), folder.path().join("socket"));
        let _listening = UnixListener::bind(&socket).unwrap();
        let (zero, null) = (Path::new("/dev/zero"), Path::new("/dev/null"));
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(zero, &link).unwrap();
        for (path, as_file, as_stream) in [
            (pipe.as_path(), "file.pipe", "file.no_writer"),
            (&socket, "file.socket", "file.socket"),
            (zero, "file.device", "file.device"),
            (null, "file.device", "file.device"),
            (&link, "file.device", "file.device"),
        ] {
            assert_eq!(code(read_text(path, 8)), as_file, "{path:?} as a file");
            assert_eq!(code(stream_text(path, 8)), as_stream, "{path:?} as a stream");
        }
    }

    #[test]
    fn a_pipe_is_read_to_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = pipe(folder.path());
        for (text, expected) in
            [("", Ok("")), ("a\nb", Ok("a\nb")), ("123456789", Err("file.too_large"))]
        {
            // It opens the pipe when somebody reads, and not before.
            let writer = {
                let pipe = pipe.clone();
                std::thread::spawn(move || {
                    let mut pipe = std::fs::File::options().write(true).open(pipe).unwrap();
                    // A reader that has seen enough may be gone.
                    drop(pipe.write_all(text.as_bytes()));
                })
            };
            let read = stream_text(&pipe, 8);
            writer.join().unwrap();
            assert_eq!(read.as_deref().map_err(FileError::code), expected, "{text:?}");
        }
    }
}

#[cfg(windows)]
mod windows {
    use std::fs::File;
    use std::os::windows::fs::OpenOptionsExt as _;

    use super::*;

    #[test]
    fn file_that_another_has_open_is_locked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Åse brukere.csv");
        std::fs::write(&path, "a").unwrap();
        let held = File::options().read(true).share_mode(0).open(&path).unwrap();
        for read in [read_text(&path, 8), stream_text(&path, 8)] {
            assert_eq!(code(read), "file.locked", "it is shared with nobody");
        }
        drop(held);
        assert_eq!(code(read_text(&path, 8)), "read", "nobody has it any more");
    }

    #[test]
    fn folder_is_told_as_one_and_not_as_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(code(read_text(folder.path(), 8)), "file.folder");
        assert_eq!(code(stream_text(folder.path(), 8)), "file.folder");
    }

    #[test]
    fn names_of_devices_are_refused_without_waiting() {
        for name in [
            "NUL",
            "con",
            "CONIN$",
            "nul.csv",
            r"\\.\pipe\footbridge",
            r"\\?\pipe\footbridge",
            r"\\.\NUL",
            r"\\localhost\pipe\footbridge",
        ] {
            assert_eq!(code(read_text(Path::new(name), 8)), "file.device", "{name}");
            assert_eq!(code(stream_text(Path::new(name), 8)), "file.device", "{name}");
        }
    }
}
