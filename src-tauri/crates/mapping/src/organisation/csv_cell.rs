//! A cell of a CSV file that is safe to open in a spreadsheet program, or exact.
//!
//! Entra lets people have names such as `=3+1`, and spreadsheets run such cells as formulas
//! (CWE-1236).

use std::borrow::Cow;

/// How the cells of a CSV file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CsvForm {
    /// A cell that a spreadsheet might run gets a leading apostrophe, as OWASP's ASVS asks.
    Guarded,
    /// As it is: for a program that compares values.
    Exact,
}

/// Returns `text` as one CSV cell. One that holds delimiters, quotes or line breaks is put in quotes
/// (RFC 4180).
pub fn csv_cell(text: &str, form: CsvForm) -> Cow<'_, str> {
    let guarded = form == CsvForm::Guarded && is_formula(text);
    let quoted = guarded || text.contains([',', ';', '\t', '"', '\r', '\n']);
    if !quoted {
        return Cow::Borrowed(text);
    }
    let mut cell = String::with_capacity(text.len() + 3);
    cell.push('"');
    if guarded {
        cell.push('\'');
    }
    cell.push_str(&text.replace('"', "\"\""));
    cell.push('"');
    Cow::Owned(cell)
}

/// Spreadsheets skip blanks and marks before the sign, and read full-width signs too.
fn is_formula(text: &str) -> bool {
    if text.starts_with(['\t', '\r', '\n', '\0']) {
        return true;
    }
    text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{FEFF}')
        .starts_with(['=', '+', '-', '@', '\0', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        for (text, expected) in [
            ("Kari", "Kari"),
            ("", ""),
            ("Sales, North", "\"Sales, North\""),
            ("a \"b\"", "\"a \"\"b\"\"\""),
            ("=3+1", "\"'=3+1\""),
            ("+47 22", "\"'+47 22\""),
            ("-1", "\"'-1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            (" =1", "\"' =1\""),
            ("\u{FEFF}=1", "\"'\u{FEFF}=1\""),
            ("\t1", "\"'\t1\""),
            ("\u{FF1D}1", "\"'\u{FF1D}1\""),
            ("a=b", "a=b"),
        ] {
            assert_eq!(csv_cell(text, CsvForm::Guarded), expected, "{text:?}");
        }
    }
    #[test]
    fn an_exact_cell_keeps_its_first_letter() {
        for (text, expected) in [
            ("=3+1", "=3+1"),
            ("+47 22", "+47 22"),
            ("\t1", "\"\t1\""),
            ("=HYPERLINK(\"a\",1)", "\"=HYPERLINK(\"\"a\"\",1)\""),
        ] {
            assert_eq!(csv_cell(text, CsvForm::Exact), expected, "{text:?}");
        }
    }
}
