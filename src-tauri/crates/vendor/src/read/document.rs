//! A TOML document that knows where everything in it stands.

use std::fmt;
use std::ops::Range;

use footbridge_finding::Place;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One part of the way to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// A key of a table.
    Key(String),
    /// An entry of an array, counted from 0.
    Index(usize),
}

/// The way to a value from the top of the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Path(Vec<Part>);

impl Path {
    /// Returns the path of `key` below this one.
    pub(crate) fn key(&self, key: &str) -> Path {
        self.with(Part::Key(key.to_owned()))
    }

    /// Returns the path of the entry `index` below this one.
    pub(crate) fn index(&self, index: usize) -> Path {
        self.with(Part::Index(index))
    }

    /// Returns whether the path begins with the top key `key`.
    pub(crate) fn starts_with(&self, key: &str) -> bool {
        matches!(self.0.first(), Some(Part::Key(first)) if first == key)
    }

    fn with(&self, part: Part) -> Path {
        Path(self.0.iter().cloned().chain([part]).collect())
    }
}

impl fmt::Display for Path {
    /// Writes `guide.steps[2].title`; entries are counted from 1, as people count.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, part) in self.0.iter().enumerate() {
            match part {
                Part::Key(key) if position == 0 => f.write_str(key)?,
                Part::Key(key) => write!(f, ".{key}")?,
                Part::Index(index) => write!(f, "[{}]", index + 1)?,
            }
        }
        Ok(())
    }
}

/// A read document.
#[derive(Debug)]
pub(crate) struct Document<'t> {
    file_name: &'t str,
    text: &'t str,
    /// The top table.
    pub(crate) root: Spanned<DeValue<'t>>,
}

impl<'t> Document<'t> {
    /// Reads `text`.
    ///
    /// # Errors
    /// Returns every place where it is not TOML, with what the parser says.
    pub(crate) fn parse(
        file_name: &'t str,
        text: &'t str,
    ) -> Result<Document<'t>, Vec<(Place, String)>> {
        let (table, errors) = DeTable::parse_recoverable(text);
        let span = table.span();
        let root = Spanned::new(span, DeValue::Table(table.into_inner()));
        let document = Document { file_name, text, root };
        if errors.is_empty() {
            return Ok(document);
        }
        Err(errors
            .into_iter()
            .map(|error| {
                let span = error.span().unwrap_or(0..0);
                (document.place(span, None), error.message().to_owned())
            })
            .collect())
    }

    /// Returns the place of a span, with the path of what stands there.
    pub(crate) fn place(&self, span: Range<usize>, path: Option<&Path>) -> Place {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Place {
            file: Some(self.file_name.to_owned()),
            line: u32::try_from(line).ok(),
            column: u32::try_from(column).ok(),
            field: path.map(ToString::to_string).filter(|field| !field.is_empty()),
        }
    }

    /// Returns the span of a part of a string: `part` in bytes of `value`, which stands at `whole`.
    ///
    /// Where the file writes the string with escapes, its parts cannot be told; then it is `whole`.
    pub(crate) fn part(
        &self,
        whole: Range<usize>,
        value: &str,
        part: Range<usize>,
    ) -> Range<usize> {
        let written = self.text.get(whole.clone()).unwrap_or_default();
        match written.find(value) {
            Some(quotes) if !value.is_empty() && part.start <= value.len() => {
                let start = whole.start + quotes;
                start + part.start..start + part.end
            }
            _ => whole,
        }
    }

    /// Returns the place of the value at `path`, or of the nearest one above it that is there.
    pub(crate) fn place_of(&self, path: &Path) -> Place {
        self.place(self.span_of(path), Some(path))
    }

    /// Returns the span of the value at `path`, or of the nearest one above it that is there.
    pub(crate) fn span_of(&self, path: &Path) -> Range<usize> {
        let mut value = &self.root;
        for part in &path.0 {
            let below = match part {
                Part::Key(key) => {
                    value.get_ref().as_table().and_then(|table| table.get(key.as_str()))
                }
                Part::Index(index) => value.get_ref().get(*index),
            };
            match below {
                Some(below) => value = below,
                None => break,
            }
        }
        value.span()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let text = "a = 'å' # é\n[b]\nkey = { c = 1 }\n";
        let document = Document::parse("p.toml", text).unwrap();
        let place = document.place_of(&Path::default().key("b").key("key").key("c"));
        assert_eq!((place.line, place.column), (Some(3), Some(13)), "the value of c");
        assert_eq!(place.field.as_deref(), Some("b.key.c"), "its path in words");
        let a = document.place(text.find("# é").unwrap()..text.len(), None);
        assert_eq!((a.line, a.column), (Some(1), Some(9)), "å is one column");
    }

    #[test]
    fn every_syntax_error_is_reported() {
        let errors = Document::parse("p.toml", "a = \nb = 1\nc = = 2\n").unwrap_err();
        let lines: Vec<_> = errors.iter().map(|(place, _)| place.line).collect();
        assert!(lines.contains(&Some(1)) && lines.contains(&Some(3)), "both lines: {errors:?}");
    }
}
