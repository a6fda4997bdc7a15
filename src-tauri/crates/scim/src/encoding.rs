//! How Entra writes a filter into a query string.
//!
//! The rules are those of Microsoft's SCIM reference code (`Query.cs` and `Filter.cs` of
//! AzureAD/SCIMReferenceCode), which agree with the requests seen in public server logs. Paths and
//! operators go through .NET's `UrlEncode`; values go through a replacement list of their own.

/// The characters that .NET's `UrlEncode` leaves as they are, besides letters and digits.
const URL_ENCODE_SAFE: &[u8] = b"-_.!*()";

/// The characters that stand for themselves in one part of a path (RFC 3986 §3.3), and the braces of a
/// placeholder such as `{id}`, which is only ever shown.
const SEGMENT_SAFE: &[u8] = b"-_.~!$&'()*+,;=:@{}";

/// The characters of a value that the reference code replaces by `UrlEncode`'s form.
const VALUE_REPLACED: &[u8] = b";/?:@&=+$,#[]'";

/// The characters of a value that can go into a request line as they are.
const VALUE_SAFE: &[u8] = b"-_.!*()~";

/// Encodes text as .NET's `UrlEncode` does: a space as `+`, everything else as lower-case hex.
pub(crate) fn url_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        match byte {
            b' ' => encoded.push('+'),
            _ if byte.is_ascii_alphanumeric() || URL_ENCODE_SAFE.contains(&byte) => {
                encoded.push(char::from(byte));
            }
            _ => push_hex(&mut encoded, byte, b"0123456789abcdef"),
        }
    }
    encoded
}

/// Encodes the value that a filter compares with.
///
/// What the replacement list leaves alone and a request line cannot carry (a quote, a backslash,
/// letters outside ASCII) is written as UTF-8 in upper-case hex, and a `%` that begins no escape as
/// `%25`, which is what .NET's `Uri` makes of it. That part is inferred: no such request is public.
/// A quote in a value ends the filter's string early, for Entra as here; Microsoft's list of known
/// issues says that values with special characters cannot be queried.
pub(crate) fn encode_value(value: &str) -> String {
    let bytes = value.as_bytes();
    let mut encoded = String::with_capacity(value.len() * 2);
    for (index, &byte) in bytes.iter().enumerate() {
        match byte {
            b' ' => encoded.push('+'),
            b'%' if begins_escape(bytes.get(index + 1..)) => encoded.push('%'),
            _ if byte.is_ascii_alphanumeric() || VALUE_SAFE.contains(&byte) => {
                encoded.push(char::from(byte));
            }
            _ if VALUE_REPLACED.contains(&byte) => {
                push_hex(&mut encoded, byte, b"0123456789abcdef");
            }
            _ => push_hex(&mut encoded, byte, b"0123456789ABCDEF"),
        }
    }
    encoded
}

/// Encodes what an application chose, such as an id, as one part of a path: whatever it holds, it
/// leads to no other path and ends none.
pub(crate) fn encode_segment(text: &str) -> String {
    if text.chars().all(|c| c == '.') {
        return "%2E".repeat(text.len());
    }
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || SEGMENT_SAFE.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            push_hex(&mut encoded, byte, b"0123456789ABCDEF");
        }
    }
    encoded
}

fn begins_escape(after: Option<&[u8]>) -> bool {
    matches!(after, Some([a, b, ..]) if a.is_ascii_hexdigit() && b.is_ascii_hexdigit())
}

fn push_hex(encoded: &mut String, byte: u8, digits: &[u8; 16]) {
    encoded.push('%');
    for digit in [byte >> 4, byte & 15] {
        encoded.push(char::from(digits[usize::from(digit)]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_encoded_as_dotnet_does() {
        let cases = [
            ("userName", "userName", "letters stay"),
            (
                "emails[type eq \"work\"].value",
                "emails%5btype+eq+%22work%22%5d.value",
                "brackets and quotes are lower-case hex, spaces are plus signs",
            ),
            (
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber",
                "urn%3aietf%3aparams%3ascim%3aschemas%3aextension%3aenterprise%3a2.0%3aUser%3aemployeeNumber",
                "colons are encoded, dots stay",
            ),
            ("a~b'", "a%7eb%27", "the tilde is not safe for UrlEncode"),
        ];
        for (path, expected, why) in cases {
            assert_eq!(url_encode(path), expected, "{why}");
        }
    }

    #[test]
    fn values_have_their_own_list() {
        let cases = [
            ("dale.mohr@romaguera.uk", "dale.mohr%40romaguera.uk", "the at sign is on the list"),
            ("Sales Team", "Sales+Team", "a space is a plus sign"),
            (
                ";/?:@&=+$,#[]'",
                "%3b%2f%3f%3a%40%26%3d%2b%24%2c%23%5b%5d%27",
                "the whole list, in lower-case hex",
            ),
            ("a!(b)*~", "a!(b)*~", "these stay"),
            ("Åse", "%C3%85se", "letters outside ASCII become UTF-8, as .NET's Uri writes it"),
            ("a\"b\\c", "a%22b%5Cc", "a quote is not escaped for the filter, only for the URL"),
            ("100%", "100%25", "a lone percent sign is escaped"),
            ("100%41", "100%41", "something that looks like an escape is left, as Uri leaves it"),
            ("a\r\nb", "a%0D%0Ab", "no line break reaches the request line"),
        ];
        for (value, expected, why) in cases {
            assert_eq!(encode_value(value), expected, "{why}");
        }
    }

    #[test]
    fn segment_of_a_path_leads_nowhere_else() {
        let cases = [
            ("2819c223-7f76-453a-919d-413861904646", "2819c223-7f76-453a-919d-413861904646"),
            ("kari@n.example", "kari@n.example"),
            ("{id}", "{id}"),
            ("../Groups/7", "..%2FGroups%2F7"),
            ("..", "%2E%2E"),
            ("7?a=b#c", "7%3Fa=b%23c"),
            ("7 8%2F", "7%208%252F"),
            ("ø\r\n", "%C3%B8%0D%0A"),
        ];
        for (id, expected) in cases {
            assert_eq!(encode_segment(id), expected, "{id}");
        }
    }
}
