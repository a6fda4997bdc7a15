//! The values of a list in one cell: as the readers keep them, or as tools write a list into a text.
//!
//! PowerShell and `Export-Excel` write `{a, b}`, scripts `{a; b}` or `a;b`, and the Microsoft 365 admin
//! centre joins proxy addresses with a plus.

use super::cells::LIST_SEPARATOR;

/// The values of a multi-valued attribute, in the file's order; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct List<'a> {
    text: &'a str,
    form: Form,
}

/// What separates the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// The mark of our own readers.
    Kept,
    /// Commas or semicolons between braces.
    Braces,
    /// Semicolons.
    Semicolons,
    /// A plus before the kind of the next address: `+smtp:`.
    Addresses,
}

impl<'a> List<'a> {
    /// Returns the list that a reader put into a cell.
    pub(crate) fn of_cell(cell: &'a str) -> Self {
        List { text: cell, form: Form::Kept }
    }

    /// Returns the list in the cell of an attribute that has several values.
    pub(crate) fn of_several(cell: &'a str) -> Self {
        let form = match in_braces(cell) {
            Some(text) => return List { text, form: Form::Braces },
            None if cell.contains(LIST_SEPARATOR) => Form::Kept,
            None if cell.contains(';') => Form::Semicolons,
            None if next_address(cell).is_some() => Form::Addresses,
            None => Form::Kept,
        };
        List { text: cell, form }
    }

    /// Returns the values.
    pub fn iter(self) -> impl Iterator<Item = &'a str> {
        let mut rest = Some(self.text);
        std::iter::from_fn(move || {
            loop {
                let text = rest?;
                let (value, after) = match self.form {
                    Form::Kept => text.split_once(LIST_SEPARATOR),
                    Form::Braces => text.split_once([',', ';']),
                    Form::Semicolons => text.split_once(';'),
                    Form::Addresses => next_address(text)
                        .and_then(|at| Some((text.get(..at)?, text.get(at + 1..)?))),
                }
                .map_or((text, None), |(value, after)| (value, Some(after)));
                rest = after;
                let value = if self.form == Form::Kept { value } else { value.trim() };
                if !value.is_empty() || self.form == Form::Kept {
                    return Some(value);
                }
            }
        })
    }

    /// Returns the first value.
    pub(crate) fn first(self) -> &'a str {
        self.iter().next().unwrap_or_default()
    }
}

/// Returns the list that is written in a text of which nothing says that it is one: only several
/// values between braces are. One may be anything, such as a GUID.
pub(crate) fn as_list(cell: &str) -> Option<List<'_>> {
    let text = in_braces(cell).filter(|text| text.contains([',', ';']))?;
    Some(List { text, form: Form::Braces })
}

fn in_braces(cell: &str) -> Option<&str> {
    let inner = cell.strip_prefix('{')?.strip_suffix('}')?;
    // What is between them is a value, and so it has one.
    (!inner.trim_matches([',', ';', ' ']).is_empty() && !inner.contains(['{', '}']))
        .then_some(inner)
}

/// Returns where a plus stands between two addresses.
fn next_address(text: &str) -> Option<usize> {
    let is_next = |(at, _): &(usize, &str)| {
        // Not beyond the kind: a text may have very many signs, and no colon.
        let after = text.as_bytes().get(at + 1..).unwrap_or_default();
        let kind = after.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        kind > 0 && after.get(kind) == Some(&b':')
    };
    text.match_indices('+').find(is_next).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_in_each_form() {
        for (cell, expected, reason) in [
            ("a\0b", &["a", "b"][..], "as the readers keep it"),
            ("{a, b}", &["a", "b"], "PowerShell"),
            ("{a; b}", &["a", "b"], "a script"),
            ("{a}", &["a"], "one"),
            ("a;b; ", &["a", "b"], "joined"),
            ("SMTP:a@n+smtp:b@n", &["SMTP:a@n", "smtp:b@n"], "the Microsoft 365 admin centre"),
            ("SMTP:a+x@n", &["SMTP:a+x@n"], "a plus in an address"),
            ("+47 22 00 00 01", &["+47 22 00 00 01"], "a number"),
            ("SMTP:a+b+c@n+smtp:d@n", &["SMTP:a+b+c@n", "smtp:d@n"], "several in an address"),
            ("a++:b+ x:c", &["a++:b+ x:c"], "no kind behind it"),
            ("{a, {b}}", &["{a, {b}}"], "no list of texts"),
        ] {
            let values: Vec<&str> = List::of_several(cell).iter().collect();
            assert_eq!(values, expected, "{reason}");
        }
    }

    #[test]
    fn a_text_of_its_own_stays_one() {
        for (cell, is_list) in
            [("{a; b}", true), ("{7f3c-1}", false), ("a;b", false), ("{}", false)]
        {
            assert_eq!(as_list(cell).is_some(), is_list, "{cell}");
        }
    }
}
