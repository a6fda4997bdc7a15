//! Signs of what stands in front of a server: a filter that asks for a browser, an API gateway.
//!
//! By headers, and by the pages that are known.

use crate::answer;
use crate::http::Answer;

/// Headers with which a filter marks its own answers, whatever their value; an empty one of these
/// has none.
const MARKS: [(&str, &str); 5] = [
    // Cloudflare, "Detecting challenge responses".
    ("cf-mitigated", "challenge"),
    // AWS WAF, "CAPTCHA and Challenge".
    ("x-amzn-waf-action", ""),
    // Sucuri.
    ("x-sucuri-block", ""),
    // DataDome.
    ("x-dd-b", ""),
    // Vercel.
    ("x-vercel-mitigated", ""),
];

/// The beginnings of the titles of known pages.
const TITLES: [&str; 11] = [
    "just a moment",
    "attention required!",
    "one moment, please",
    "checking your browser",
    "ddos protection",
    "ddos-guard",
    "pardon our interruption",
    "human verification",
    "request rejected",
    "web page blocked",
    "access denied",
];

/// What stands in the body of known pages.
const BODIES: [&str; 6] = [
    "/cdn-cgi/challenge-platform/",
    "_cf_chl_opt",
    "_incapsula_resource",
    "captcha-delivery.com",
    "google.com/recaptcha",
    "hcaptcha.com",
];

/// Tells an answer by which a filter asks for a browser, or turns a robot away.
pub(crate) fn is_challenge(answer: &Answer) -> bool {
    let marked = MARKS.iter().any(|(name, value)| {
        let header = answer.header(name).to_ascii_lowercase();
        if value.is_empty() { !header.is_empty() } else { header.contains(value) }
    });
    if marked || !answer::is_page(answer) {
        return marked;
    }
    let text = String::from_utf8_lossy(&answer.body).to_ascii_lowercase();
    let title = answer::words(answer).to_ascii_lowercase();
    TITLES.iter().any(|known| title.starts_with(known))
        || BODIES.iter().any(|known| text.contains(known))
}

/// Tells an answer that an API gateway gave in the place of a server behind it.
pub(crate) fn is_gateway(answer: &Answer) -> bool {
    // AWS API Gateway marks its answers, and names the reason of its own refusals.
    ["x-amzn-errortype", "x-amz-apigw-id"].iter().any(|name| !answer.header(name).is_empty())
}
