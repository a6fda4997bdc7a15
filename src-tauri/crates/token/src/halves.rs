//! The two halves that a ready token may hold.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

/// Standard alphabet, padding optional: a double click in a browser often leaves the `=` behind.
const FORGIVING: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The two halves inside a ready token.
pub(crate) struct Halves {
    pub(crate) key: Zeroizing<String>,
    pub(crate) secret: Zeroizing<String>,
}

/// Reads `text` as base64 of `x:y`.
///
/// Both sides must be non-empty UTF-8 without control characters. Our choice: the chance that a
/// random key of 16 characters reads like that is below one in 100,000, so the caller may rely
/// on it. Missing padding is forgiven.
pub(crate) fn decode_pair(text: &str) -> Option<Halves> {
    let mut bytes = Zeroizing::new(vec![0; base64::decoded_len_estimate(text.len())]);
    let written = FORGIVING.decode_slice(text, &mut bytes).ok()?;
    let decoded = std::str::from_utf8(bytes.get(..written)?).ok()?;
    split_pair(decoded)
}

/// Splits at the first colon, as RFC 7617 §2 does with a user-id and a password.
pub(crate) fn split_pair(text: &str) -> Option<Halves> {
    let (key, secret) = text.split_once(':')?;
    let plain = !key.is_empty() && !secret.is_empty() && !text.chars().any(char::is_control);
    plain.then(|| Halves {
        key: Zeroizing::new(key.to_owned()),
        secret: Zeroizing::new(secret.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ready_tokens_are_told_from_other_text() {
        let cases = [
            ("azpz", Some(("k", "s")), "base64 of k:s"),
            ("azpzMQ==", Some(("k", "s1")), "with padding"),
            ("azpzMQ", Some(("k", "s1")), "the padding was not copied"),
            ("azpzOjE=", Some(("k", "s:1")), "split at the first colon"),
            ("k:s", None, "a colon is no base64"),
            ("OnM=", None, "nothing before the colon"),
            ("azo=", None, "nothing after the colon"),
            ("a2V5", None, "base64 without a colon"),
            ("/zpz", None, "not UTF-8"),
            ("CjpzeA==", None, "a control character"),
            ("", None, "nothing"),
        ];
        for (text, expected, why) in cases {
            let halves = decode_pair(text);
            let found = halves.as_ref().map(|halves| (halves.key.as_str(), halves.secret.as_str()));
            assert_eq!(found, expected, "{why}");
        }
    }
}
