//! From text to filters and paths.

use std::str::FromStr;

use serde_json::Value;

use crate::syntax_tree::{Comparison, Filter, Path, SyntaxError};

/// How deep parentheses and brackets can be nested; a guard for the stack.
const MAX_DEPTH: usize = 32;

/// How many comparisons a filter can have; long chains become deep trees too.
const MAX_TERMS: usize = 256;

impl FromStr for Filter {
    type Err = SyntaxError;

    fn from_str(text: &str) -> Result<Self, SyntaxError> {
        let mut parser = Parser::new(text);
        let filter = parser.disjunction()?;
        parser.end()?;
        Ok(filter)
    }
}

impl FromStr for Path {
    type Err = SyntaxError;

    fn from_str(text: &str) -> Result<Self, SyntaxError> {
        let mut parser = Parser::new(text);
        let path = parser.path()?;
        parser.end()?;
        Ok(path)
    }
}

struct Parser<'a> {
    text: &'a str,
    position: usize,
    depth: usize,
    terms: usize,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Self {
        Parser { text, position: 0, depth: 0, terms: 0 }
    }

    fn expected<T>(&self, expected: &'static str) -> Result<T, SyntaxError> {
        Err(SyntaxError { expected, position: self.position })
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.position..).unwrap_or_default()
    }

    fn skip_spaces(&mut self) {
        let rest = self.rest();
        self.position += rest.len() - rest.trim_start().len();
    }

    fn take(&mut self, character: char) -> bool {
        let found = self.rest().starts_with(character);
        if found {
            self.position += character.len_utf8();
        }
        found
    }

    /// Returns the text up to a space, a parenthesis or a bracket, without moving on.
    fn word(&self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || "()[]\"".contains(c));
        end.map_or(rest, |end| rest.get(..end).unwrap_or_default())
    }

    /// Moves past a word when it is that keyword, in any letter case.
    fn keyword(&mut self, keyword: &str) -> bool {
        let word = self.word();
        let found = word.eq_ignore_ascii_case(keyword);
        if found {
            self.position += word.len();
        }
        found
    }

    fn end(&mut self) -> Result<(), SyntaxError> {
        self.skip_spaces();
        if self.rest().is_empty() { Ok(()) } else { self.expected("the end") }
    }

    /// Reads what is between a pair of parentheses or brackets whose first is already read.
    fn nested(&mut self, close: char) -> Result<Filter, SyntaxError> {
        if self.depth == MAX_DEPTH {
            return self.expected("less nesting");
        }
        self.depth += 1;
        let inner = self.disjunction()?;
        self.depth -= 1;
        self.skip_spaces();
        if self.take(close) { Ok(inner) } else { self.expected("a closing bracket") }
    }

    fn disjunction(&mut self) -> Result<Filter, SyntaxError> {
        let mut left = self.conjunction()?;
        loop {
            self.skip_spaces();
            if !self.keyword("or") {
                return Ok(left);
            }
            left = Filter::Or(Box::new(left), Box::new(self.conjunction()?));
        }
    }

    fn conjunction(&mut self) -> Result<Filter, SyntaxError> {
        let mut left = self.term()?;
        loop {
            self.skip_spaces();
            if !self.keyword("and") {
                return Ok(left);
            }
            left = Filter::And(Box::new(left), Box::new(self.term()?));
        }
    }

    fn term(&mut self) -> Result<Filter, SyntaxError> {
        self.terms += 1;
        if self.terms > MAX_TERMS {
            return self.expected("fewer comparisons");
        }
        self.skip_spaces();
        if self.take('(') {
            return self.nested(')');
        }
        let start = self.position;
        if self.keyword("not") {
            self.skip_spaces();
            if self.take('(') {
                return Ok(Filter::Not(Box::new(self.nested(')')?)));
            }
            self.position = start;
        }
        let path = self.path()?;
        self.skip_spaces();
        if self.keyword("pr") {
            return Ok(Filter::Present(path));
        }
        let word = self.word();
        match Comparison::of(word) {
            Some(comparison) => {
                self.position += word.len();
                let value = self.literal(comparison)?;
                Ok(Filter::Compare(path, comparison, value))
            }
            None if path.selector.is_some() && path.sub_attribute.is_none() => {
                Ok(Filter::Selects(path))
            }
            None => self.expected("a comparison such as eq"),
        }
    }

    /// Reads `[URN ":"] attribute ["[" filter "]"] ["." subAttribute]`.
    fn path(&mut self) -> Result<Path, SyntaxError> {
        self.skip_spaces();
        let start = self.position;
        let word = self.word();
        // A URN has dots of its own ("2.0"), so the colon is looked for first.
        let (schema, names) = match word.rsplit_once(':') {
            Some((urn, names)) => (Some(urn.to_owned()), names),
            None => (None, word),
        };
        let (attribute, sub_attribute) = match names.split_once('.') {
            Some((attribute, sub)) => (attribute, Some(sub)),
            None => (names, None),
        };
        let mut path = Path {
            schema,
            attribute: self.name(attribute)?,
            selector: None,
            sub_attribute: sub_attribute.map(|sub| self.name(sub)).transpose()?,
        };
        self.position = start + word.len();
        if self.rest().starts_with('[') {
            if path.sub_attribute.is_some() {
                return self.expected("no selection after a sub-attribute");
            }
            self.position += 1;
            path.selector = Some(Box::new(self.nested(']')?));
            if self.take('.') {
                let sub = self.word();
                path.sub_attribute = Some(self.name(sub)?);
                self.position += sub.len();
            }
        }
        Ok(path)
    }

    /// Checks a name (RFC 7643 §2.1). A digit may come first: Entra lets an admin type any name.
    fn name(&self, name: &str) -> Result<String, SyntaxError> {
        let valid = !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '$' | '-' | '_'));
        if valid { Ok(name.to_owned()) } else { self.expected("an attribute name") }
    }

    fn literal(&mut self, comparison: Comparison) -> Result<Value, SyntaxError> {
        self.skip_spaces();
        if self.rest().starts_with('"') {
            let mut values = serde_json::Deserializer::from_str(self.rest()).into_iter::<Value>();
            let Some(Ok(value)) = values.next() else { return self.expected("a closed string") };
            self.position += values.byte_offset();
            return Ok(value);
        }
        let word = self.word();
        let value = match serde_json::from_str(&word.to_ascii_lowercase()) {
            Ok(value @ (Value::Null | Value::Bool(_))) => {
                if !matches!(comparison, Comparison::Equal | Comparison::NotEqual) {
                    return self.expected("a string or a number, which can be ordered");
                }
                value
            }
            Ok(value @ Value::Number(_)) => value,
            _ => return self.expected("a string in quotes, a number, true, false or null"),
        };
        self.position += word.len();
        Ok(value)
    }
}

impl Comparison {
    fn of(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "eq" => Comparison::Equal,
            "ne" => Comparison::NotEqual,
            "co" => Comparison::Contains,
            "sw" => Comparison::StartsWith,
            "ew" => Comparison::EndsWith,
            "gt" => Comparison::Greater,
            "ge" => Comparison::GreaterOrEqual,
            "lt" => Comparison::Less,
            "le" => Comparison::LessOrEqual,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Result<Path, SyntaxError> {
        text.parse()
    }

    fn filter(text: &str) -> Result<Filter, SyntaxError> {
        text.parse()
    }

    fn plain(schema: Option<&str>, attribute: &str, sub: Option<&str>) -> Path {
        Path {
            schema: schema.map(str::to_owned),
            attribute: attribute.to_owned(),
            selector: None,
            sub_attribute: sub.map(str::to_owned),
        }
    }

    #[test]
    fn paths_are_taken_apart() {
        let urn = crate::urn::ENTERPRISE_USER;
        let (department, manager) = (format!("{urn}:department"), format!("{urn}:manager.value"));
        let cases = [
            ("userName", plain(None, "userName", None), "a name"),
            ("name.givenName", plain(None, "name", Some("givenName")), "a part"),
            (&department, plain(Some(urn), "department", None), "the dot of 2.0 is the URN's"),
            (&manager, plain(Some(urn), "manager", Some("value")), "a part in an extension"),
            ("members.$ref", plain(None, "members", Some("$ref")), "a reference"),
        ];
        for (text, expected, why) in cases {
            assert_eq!(path(text), Ok(expected), "{why}");
        }
        let selected = path("emails[type eq \"work\"].value").unwrap();
        assert!(selected.selector.is_some(), "the filter in brackets is kept");
        assert_eq!(selected.sub_attribute.as_deref(), Some("value"), "and what follows it");
    }

    #[test]
    fn what_is_no_path_is_refused() {
        let cases = [
            "",
            "a b",
            "a.b.c",
            "a[",
            "a[b eq \"c\"",
            "a]b",
            "a[b eq \"c\"]d",
            "a.",
            ".a",
            "a.b[c pr]",
        ];
        for text in cases {
            assert!(path(text).is_err(), "`{text}` is not a path");
        }
    }

    #[test]
    fn what_is_no_filter_is_refused() {
        let (deep, long) = ("(".repeat(10_000), vec!["a pr"; 10_000].join(" and "));
        let cases = [
            ("", "nothing"),
            ("userName", "no comparison"),
            ("userName eq", "no literal"),
            ("userName eq jyoung", "an unquoted string"),
            ("userName eq \"a", "an open string"),
            ("userName eq \"a\" userName pr", "no operator between"),
            ("userName eq [\"a\"]", "a list"),
            ("userName like \"a\"", "an unknown comparison"),
            ("active gt true", "RFC 7644: Booleans cannot be ordered"),
            ("(a pr", "an open parenthesis"),
            ("not a pr", "not needs parentheses"),
            (deep.as_str(), "nesting that would end the stack"),
            (long.as_str(), "a chain that would end the stack"),
        ];
        for (text, why) in cases {
            assert!(filter(text).is_err(), "{why}");
        }
    }

    #[test]
    fn and_binds_stronger_than_or() {
        let grouped = filter("a pr or (b pr and c pr)").unwrap();
        assert_eq!(filter("a pr OR b pr And c pr"), Ok(grouped), "keywords have no case");
    }
}
