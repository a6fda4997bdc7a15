//! Bodies as text: pages for people, and what is quoted of either.

/// Tells a web page, by its type or by how it begins.
pub(crate) fn is_html(text: &str, content_type: &str) -> bool {
    let beginning: String =
        text.trim_start_matches('\u{feff}').trim_start().chars().take(400).collect();
    let beginning = beginning.to_ascii_lowercase();
    let begins = beginning.starts_with('<')
        && ["<!doctype html", "<html", "<head", "<body", "<title"]
            .iter()
            .any(|tag| beginning.contains(tag));
    let named = media_type(content_type) == "text/html" && !text.trim().is_empty();
    begins || (named && !beginning.starts_with(['{', '[']))
}

/// Returns a media type without its parameters, in small letters.
pub(crate) fn media_type(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Returns the title of a page, which often names who answered.
pub(crate) fn page_title(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    let title = lower.find("<title").and_then(|start| {
        let rest = html.get(start..)?;
        let (_, rest) = rest.split_once('>')?;
        rest.split_once('<').map(|(title, _)| title.to_owned())
    });
    excerpt(&title.unwrap_or_default())
}

/// Returns the beginning of a text in one line.
pub(crate) fn excerpt(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(60).collect();
    words.join(" ").chars().filter(|c| !c.is_control()).take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_told_by_its_beginning_or_its_type() {
        let cases = [
            ("<html>", "application/json", true, "whatever its type says"),
            ("Please sign in", "text/html; charset=utf-8", true, "by its type"),
            ("{\"a\":1}", "text/html", false, "JSON under a wrong type"),
            ("", "text/html", false, "nothing is no page"),
            ("{\"detail\":\"<html>\"}", "application/json", false, "a tag inside JSON"),
        ];
        for (text, content_type, expected, why) in cases {
            assert_eq!(is_html(text, content_type), expected, "{why}");
        }
        assert_eq!(page_title("<html><title>\n Sign  in </title>"), "Sign in", "its title");
    }
}
