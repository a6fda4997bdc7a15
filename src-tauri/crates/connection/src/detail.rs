//! What came, in a few words for a stage's line.

use crate::Code;
use crate::answer;
use crate::fault::Fault;
use crate::http::Answer;

/// Says in a few words what came.
pub(crate) fn detail(answer: &Result<Answer, Fault>) -> String {
    match answer {
        Ok(answer) if answer::is_success(answer) => match answer::read(answer).error {
            None => format!("{}, {EMPTY_LIST}", answer.status),
            Some(error) => format!("{}, {}", answer.status, what(error.code)),
        },
        Ok(answer) => answer.status.to_string(),
        Err(fault) => without_answer(*fault).to_owned(),
    }
}

const EMPTY_LIST: &str = "empty list";

fn what(code: Code) -> &'static str {
    match code {
        Code::BodyEmpty => "nothing in it",
        Code::BodyHtml => "a web page",
        Code::BodyNotJson => "not JSON",
        Code::BodyEncoding => "not UTF-8",
        Code::BodyResourcesNull => "a list without resources",
        Code::FilterIgnored => "a list with results",
        _ => "not a list",
    }
}

fn without_answer(fault: Fault) -> &'static str {
    match fault {
        Fault::TimedOut => "no complete answer in time",
        Fault::Closed => "connection closed",
        Fault::Malformed => "not HTTP",
        Fault::TooLarge => "too large",
        Fault::Refused | Fault::Unreachable | Fault::Tls | Fault::NotLoopback => "no connection",
    }
}

/// Whether a text is one that [`detail`] says.
pub(crate) fn is_detail(text: &str) -> bool {
    let is_status = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let of_list = text
        .strip_prefix("200, ")
        .or_else(|| text.strip_prefix("204, "))
        .is_some_and(|text| text == EMPTY_LIST || Code::ALL.iter().any(|code| what(*code) == text));
    is_status || of_list || Fault::ALL.iter().any(|fault| without_answer(*fault) == text)
}

/// Joins names as a sentence does.
pub(crate) fn joined(names: &[&str]) -> String {
    match names.split_last() {
        Some((last, first)) if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => names.concat(),
    }
}
