//! Undoes a compression that nobody asked for.
//!
//! A server that sends Brotli or Zstandard unasked is told so.

use std::io::Read;

use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};
use hyper::header::{CONTENT_ENCODING, HeaderMap};

/// What stood between the body and the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Coding {
    Plain,
    /// Compressed although nobody asked, and readable.
    Undone(String),
    /// In a coding that cannot be undone here.
    Unreadable(String),
}

/// More came out than is read.
#[derive(Debug)]
pub(crate) struct TooLarge;

/// Returns the body without its compression, and what that was. Reads up to `limit` bytes.
pub(crate) fn undo(
    headers: &HeaderMap,
    body: Vec<u8>,
    limit: usize,
) -> Result<(Vec<u8>, Coding), TooLarge> {
    let coding = headers
        .get(CONTENT_ENCODING)
        .map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_ascii_lowercase())
        .filter(|coding| !coding.is_empty() && coding != "identity" && !body.is_empty());
    let Some(coding) = coding else {
        return Ok((body, Coding::Plain));
    };
    let plain = match coding.as_str() {
        "gzip" | "x-gzip" => read(GzDecoder::new(&*body), limit),
        // RFC 9110 §8.4.1.2 means zlib; some servers send what is inside it.
        "deflate" => read(ZlibDecoder::new(&*body), limit)
            .or_else(|| read(DeflateDecoder::new(&*body), limit)),
        _ => None,
    };
    match plain {
        Some(plain) if plain.len() > limit => Err(TooLarge),
        Some(plain) => Ok((plain, Coding::Undone(coding))),
        None => Ok((body, Coding::Unreadable(coding))),
    }
}

/// Reads one byte beyond the limit at most; nothing when it is not in that coding.
fn read(decoder: impl Read, limit: usize) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    decoder.take(limit as u64 + 1).read_to_end(&mut plain).ok()?;
    Some(plain)
}
