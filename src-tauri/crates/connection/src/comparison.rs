//! What the same server answers to others: without the token, at a path that cannot exist, for
//! another attribute. One answer alone does not tell a refused token from a server that answers
//! everybody so.

use crate::answer::{self, Body};
use crate::http::Answer;

/// The answers to the control requests, as far as they were made and answered.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    /// To the same query without a token.
    pub(crate) without_token: Option<Control>,
    /// With the token, at a path below the tenant URL that nobody can have.
    pub(crate) no_such_path: Option<Control>,
    /// To the query for another attribute, with the token.
    pub(crate) other_attribute: Option<(String, Control)>,
}

/// One control request.
#[derive(Debug)]
pub(crate) struct Control {
    pub(crate) url: String,
    /// Nothing when no answer came.
    pub(crate) answer: Option<Answer>,
}

/// An answer and the URL that it came from.
#[derive(Clone, Copy)]
pub(crate) struct Answered<'a> {
    pub(crate) answer: &'a Answer,
    pub(crate) url: &'a str,
}

impl Comparison {
    /// Whether everybody is answered so, be there a token or not; nothing when that is not known.
    pub(crate) fn for_everybody(&self, answered: Answered<'_>) -> Option<bool> {
        self.without_token.as_ref()?.is_like(answered)
    }

    /// Whether a path that cannot exist is answered so; nothing when that is not known.
    pub(crate) fn everywhere(&self, answered: Answered<'_>) -> Option<bool> {
        self.no_such_path.as_ref()?.is_like(answered)
    }

    /// Whether the answer without a token says that one is missing.
    pub(crate) fn asks_for_a_token(&self) -> bool {
        let answer = self.without_token.as_ref().and_then(|control| control.answer.as_ref());
        answer.is_some_and(|answer| answer.status == 401)
    }

    /// Returns the attribute that the server can be asked for.
    pub(crate) fn working_attribute(&self) -> Option<&str> {
        let (attribute, control) = self.other_attribute.as_ref()?;
        let answer = control.answer.as_ref()?;
        (answer.status == 200 && answer::read(answer).error.is_none()).then_some(attribute)
    }

    /// Says in one sentence what was compared; nothing when nothing was.
    pub(crate) fn sentence(&self, answered: Answered<'_>) -> Option<String> {
        let said = |control: &Control| match (&control.answer, control.is_like(answered)) {
            (None, _) => "none".to_owned(),
            (_, Some(true)) => "the same".to_owned(),
            (Some(answer), _) => answer.status.to_string(),
        };
        let parts = [
            self.without_token.as_ref().map(|control| format!("{WITHOUT_TOKEN}{}", said(control))),
            self.no_such_path.as_ref().map(|control| format!("{NO_SUCH_PATH}{}", said(control))),
            self.other_attribute
                .as_ref()
                .map(|(name, control)| format!("{QUERY_FOR}{name}{IT_IS}{}", said(control))),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let (last, first) = parts.split_last()?;
        Some(match first {
            [] => format!("{FOR_COMPARISON}{last}."),
            first => format!("{FOR_COMPARISON}{}{AND}{last}.", first.join(", ")),
        })
    }
}

const FOR_COMPARISON: &str = "For comparison: ";
const WITHOUT_TOKEN: &str = "without a token the answer is ";
const NO_SUCH_PATH: &str = "at a path that cannot exist it is ";
const QUERY_FOR: &str = "to the query for ";
const IT_IS: &str = " it is ";
const AND: &str = ", and ";

/// Returns the sentence of a comparison at the end of `text` when every word of it is ours: what
/// others put there says nothing but a status and an attribute that `is_known`.
pub(crate) fn sentence_in(text: &str, is_known: impl Fn(&str) -> bool) -> Option<&str> {
    let start = text.rfind(FOR_COMPARISON)?;
    let sentence = text.get(start..)?;
    let parts = sentence.strip_prefix(FOR_COMPARISON)?.strip_suffix('.')?;
    let is_answer = |answer: &str| {
        let status = answer.len() == 3 && answer.bytes().all(|byte| byte.is_ascii_digit());
        status || ["none", "the same"].contains(&answer)
    };
    let is_ours = |part: &str| {
        let control = [WITHOUT_TOKEN, NO_SUCH_PATH].iter().find_map(|it| part.strip_prefix(it));
        let query = part.strip_prefix(QUERY_FOR).and_then(|rest| rest.split_once(IT_IS));
        let answer = control.or(query.filter(|(name, _)| is_known(name)).map(|(_, answer)| answer));
        answer.is_some_and(is_answer)
    };
    let mut parts = parts.split(", ").map(|part| part.strip_prefix("and ").unwrap_or(part));
    parts.all(is_ours).then_some(sentence)
}

impl Control {
    /// Whether an answer says the same in the same form; nothing when there was none.
    fn is_like(&self, answered: Answered<'_>) -> Option<bool> {
        let own = Answered { answer: self.answer.as_ref()?, url: &self.url };
        Some(form(own) == form(answered))
    }
}

/// What two answers to one cause have in common: status, kind, where they redirect to, and the
/// words, but for ids, times and what repeats the request.
fn form(answered: Answered<'_>) -> (u16, Body, String, Vec<String>) {
    let Answered { answer, url } = answered;
    let location = answer.header("location");
    let place = location.split(['?', '#']).next().unwrap_or_default().to_owned();
    let place =
        if place.ends_with("Users") || place.ends_with("Users/") { String::new() } else { place };
    let url = url.to_lowercase();
    let words = answer::words(answer).to_lowercase();
    let words = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !word.contains(|c: char| c.is_numeric()))
        .filter(|word| !url.contains(word))
        .map(str::to_owned)
        .collect();
    (answer.status, answer::body(answer), place, words)
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderMap;

    use super::*;
    use crate::coding::Coding;

    fn answer(status: u16, body: &str) -> Answer {
        let body = body.as_bytes().to_vec();
        Answer { status, headers: HeaderMap::new(), body, coding: Coding::Plain }
    }

    fn control(answer: Option<Answer>) -> Option<Control> {
        Some(Control { url: "https://h.example/scim/3f2504e0".to_owned(), answer })
    }

    #[test]
    fn answers_of_one_cause_are_alike() {
        let url = "https://h.example/scim/Users?filter=x";
        let cases = [
            (
                403,
                r#"{"message":"Forbidden"}"#,
                403,
                r#"{"message":"Forbidden"}"#,
                true,
                "the same",
            ),
            (403, r#"{"message":"Not allowed"}"#, 403, r#"{"message":"No token"}"#, false, "words"),
            (403, "", 401, "", false, "another status"),
            (404, "Cannot GET /scim/Users", 404, "Cannot GET /scim/3f2504e0", true, "the path"),
            (
                404,
                r#"{"message":"No","id":"a1"}"#,
                404,
                r#"{"id":"b2","message":"No"}"#,
                true,
                "ids",
            ),
            (403, "<html><title>A</title>1", 403, "<html><title>A</title>2", true, "a page"),
            (404, "<html>", 404, "{}", false, "another kind"),
        ];
        for (status, body, other_status, other_body, expected, why) in cases {
            let answer = (answer(status, body), answer(other_status, other_body));
            let comparison =
                Comparison { without_token: control(Some(answer.1)), ..Comparison::default() };
            let answered = Answered { answer: &answer.0, url };
            assert_eq!(comparison.for_everybody(answered), Some(expected), "{why}");
        }
    }

    #[test]
    fn sentence_says_what_was_compared() {
        let own = answer(404, "{}");
        let answered = Answered { answer: &own, url: "https://h.example/scim/Users" };
        assert_eq!(Comparison::default().sentence(answered), None, "nothing was");
        let one =
            Comparison { no_such_path: control(Some(answer(403, ""))), ..Comparison::default() };
        assert_eq!(
            one.sentence(answered).as_deref(),
            Some("For comparison: at a path that cannot exist it is 403.")
        );
        let comparison = Comparison {
            without_token: control(Some(answer(401, ""))),
            no_such_path: control(Some(answer(404, "{}"))),
            other_attribute: control(None).map(|control| ("userName".to_owned(), control)),
        };
        assert_eq!(
            comparison.sentence(answered).as_deref(),
            Some(
                "For comparison: without a token the answer is 401, at a path that cannot exist it \
                 is the same, and to the query for userName it is none."
            )
        );
    }

    #[test]
    fn sentence_of_ours_is_found_again_and_no_other() {
        let all = "For comparison: without a token the answer is 401, at a path that cannot exist it \
                   is the same, and to the query for userName it is none.";
        let one = "For comparison: without a token the answer is 403.";
        let cases = [
            (format!("h answered 403. {all}"), Some(all)),
            (format!("h said For comparison: x. {one}"), Some(one)),
            (format!("{one} And more."), None),
            ("h answered 403.".to_owned(), None),
            ("For comparison: without a token the answer is eyJhbGci.".to_owned(), None),
            ("For comparison: to the query for eyJhbGci it is 200.".to_owned(), None),
            ("For comparison: .".to_owned(), None),
        ];
        for (text, expected) in cases {
            assert_eq!(sentence_in(&text, |name| name == "userName"), expected, "{text}");
        }
    }
}
