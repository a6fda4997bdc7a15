//! Texts with `{names}` in them, and what was filled in for each.

/// Returns the names in braces.
pub(crate) fn names(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
}

/// Returns what was filled into a template; nothing when the text does not begin as it has it.
pub(crate) fn facts<'a>(template: &'a str, text: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let mut facts = Vec::new();
    let (mut template, mut text) = (template, text);
    while let Some((before, name, after)) = next_name(template) {
        let rest = text.strip_prefix(before)?;
        let literal = next_name(after).map_or(after, |(before, ..)| before);
        let fact = match literal {
            "" => rest,
            literal => rest.split_once(literal)?.0,
        };
        facts.push((name, fact));
        (template, text) = (after, rest.get(fact.len()..).unwrap_or_default());
    }
    text.starts_with(template).then_some(facts)
}

fn next_name(template: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = template.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

/// Begins a sentence with a capital where it began with words of ours such as "the server".
pub(crate) fn begun(text: String) -> String {
    let ours = ["the ", "a ", "an ", "another "].iter().any(|word| text.starts_with(word));
    match text.chars().next().filter(|_| ours) {
        Some(first) => format!("{}{}", first.to_ascii_uppercase(), text.get(1..).unwrap_or("")),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_read_back_from_a_text() {
        let cases = [
            (
                "{host} answered {status}.",
                "h answered 404.",
                Some(vec![("host", "h"), ("status", "404")]),
            ),
            ("It answered {status}.", "It answered 404. And more.", Some(vec![("status", "404")])),
            ("It answered {status}.", "It said 404.", None),
            ("Issued by {issuer}", "Issued by CN=a", Some(vec![("issuer", "CN=a")])),
            ("No names.", "No names.", Some(vec![])),
        ];
        for (template, text, expected) in cases {
            assert_eq!(facts(template, text), expected, "{template} in {text}");
        }
    }

    #[test]
    fn stand_in_begins_a_sentence_with_a_capital() {
        let cases = [
            ("the server is slow", "The server is slow"),
            ("scim.example.com is slow", "scim.example.com is slow"),
            ("theatre.example is slow", "theatre.example is slow"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(begun(text.to_owned()), expected);
        }
    }
}
