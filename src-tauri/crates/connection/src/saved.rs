//! A report as it may be kept on disk: what Footbridge knows and says by itself.
//!
//! A server that ignores filters answers with people, and a hostile one with the token in any
//! disguise. So a sentence is made anew from its code, and only facts of known form are put back
//! into it: numbers, days, addresses, and words that are ours. Reports that earlier versions kept are
//! treated in the same way.

use std::net::IpAddr;

use footbridge_finding::{Cause, Finding, Language, fill};
use footbridge_secret::{KnownSecrets, Origin};
use jiff::civil::Date;

use crate::report::{ConnectionReport, Stage};
use crate::template::{self, begun, facts, names};
use crate::texts::texts;
use crate::{Code, comparison, credential, detail, list, refusal, tenant};

impl ConnectionReport {
    /// Returns the report without anything that a server or a proxy said: codes, severities, times,
    /// statuses and our own words stay; details of stages, evidence, requests and answers, the
    /// certificate and the text for support do not.
    pub fn for_saving(&self) -> ConnectionReport {
        // An earlier version took what it was given for a URL.
        let tenant_url = tenant::shown(&self.tenant_url, &KnownSecrets::default());
        let host = if tenant_url.is_empty() { String::new() } else { self.host.clone() };
        let known = |code: &String| Code::named(code).is_some();
        let stage = |stage: &Stage| Stage {
            finding: stage.finding.clone().filter(known),
            detail: String::new(),
            ..stage.clone()
        };
        let mut saved = ConnectionReport {
            ok: self.ok,
            tenant_url,
            host,
            at: self.at.clone(),
            matching_attributes: self.matching_attributes.clone(),
            total_ms: self.total_ms,
            stages: self.stages.iter().map(stage).collect(),
            findings: Vec::new(),
            exchanges: Vec::new(),
            certificate: None,
            cancelled: self.cancelled,
            support_text: String::new(),
        };
        let codes = self.findings.iter().filter(|finding| known(&finding.code));
        saved.findings = codes.map(|finding| anew(finding, &saved)).collect();
        saved
    }
}

/// Says again what a finding says, with the facts of it that are ours.
fn anew(finding: &Finding, report: &ConnectionReport) -> Finding {
    let Some(code) = Code::named(&finding.code) else { return finding.clone() };
    let template = template(code, finding);
    let mut facts = facts(&template.title, &finding.title).unwrap_or_default();
    facts.extend(template::facts(&template.explanation, &finding.explanation).unwrap_or_default());
    // The causes that were told are told again, and those of an earlier version's words are not.
    let told: Vec<&Cause> =
        template.causes.iter().filter(|cause| is_told(cause, finding)).collect();
    for cause in &finding.causes {
        for known in &told {
            facts.extend(template::facts(&known.cause, &cause.cause).unwrap_or_default());
            facts.extend(template::facts(&known.fix, &cause.fix).unwrap_or_default());
        }
    }
    let fill_in = |text: &str| {
        let parameters: Vec<(&str, &str)> = names(text)
            .map(|name| {
                let fact = facts
                    .iter()
                    .find(|(known, fact)| *known == name && is_ours(name, fact, report));
                (name, fact.map_or_else(|| stand_in(name, report), |(_, fact)| *fact))
            })
            .collect();
        begun(fill(text, &parameters))
    };
    let plain = |cause: &&Cause| names(&cause.cause).chain(names(&cause.fix)).all(is_always_known);
    let told = match told.is_empty() {
        true => template.causes.iter().filter(plain).collect(),
        false => told,
    };
    let causes: Vec<Cause> = told
        .into_iter()
        .map(|cause| Cause { cause: fill_in(&cause.cause), fix: fill_in(&cause.fix) })
        .collect();
    let is_known = |name: &str| report.matching_attributes.iter().any(|known| known == name);
    let compared = comparison::sentence_in(&finding.explanation, is_known);
    let explanation = [Some(fill_in(&template.explanation)), compared.map(str::to_owned)];
    Finding {
        code: finding.code.clone(),
        severity: finding.severity,
        title: fill_in(&template.title),
        explanation: explanation.into_iter().flatten().collect::<Vec<_>>().join(" "),
        fixes: causes.iter().map(|cause| cause.fix.clone()).collect(),
        causes,
        entra_says: template.entra_says.as_deref().map(fill_in),
        evidence: None,
        place: None,
    }
}

/// Returns the text of a code, or of its variant, that a finding was made of.
fn template(code: Code, finding: &Finding) -> Finding {
    let of = |key: &str| texts().finding(key, finding.severity, &Language::ENGLISH, &[]);
    let own = code.as_str();
    let is_variant = |key: &&str| key.strip_prefix(own).is_some_and(|rest| rest.starts_with('#'));
    let fits = |text: &Finding| {
        let title = template::facts(&text.title, &finding.title);
        title.is_some() && template::facts(&text.explanation, &finding.explanation).is_some()
    };
    let keys = texts().codes(&Language::ENGLISH).filter(is_variant);
    let mut fitting = keys.map(of).chain([of(own)]).filter(fits);
    fitting.next().unwrap_or_else(|| of(own))
}

fn is_told(cause: &Cause, finding: &Finding) -> bool {
    finding.causes.iter().any(|told| template::facts(&cause.cause, &told.cause).is_some())
}

/// Whether every finding has this fact.
fn is_always_known(name: &str) -> bool {
    ["host", "port", "url", "attribute"].contains(&name)
}

/// Whether a fact is one that no server can have put into words.
fn is_ours(name: &str, fact: &str, report: &ConnectionReport) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match name {
        "port" | "status" | "seconds" | "ms" | "days" | "line" | "column" | "count" | "total" => {
            is_number(fact) && fact.len() <= 9
        }
        "limit" => is_number(fact.strip_suffix(" KiB").unwrap_or(fact)),
        "date" | "from" | "end" => fact.parse::<Date>().is_ok(),
        "left" => fact.split_once(' ').is_some_and(|(number, unit)| {
            is_number(number) && ["days", "hours", "minutes"].contains(&unit)
        }),
        "address" => {
            fact == report.host || fact.split(", ").all(|part| part.parse::<IpAddr>().is_ok())
        }
        "bound" | "asked" => Origin::parse(fact).is_ok_and(|origin| origin.as_str() == fact),
        "proxy" => Origin::parse(&format!("http://{fact}"))
            .is_ok_and(|origin| fact.starts_with(origin.host_and_port())),
        "flag" => report.tenant_url.contains(fact),
        "resource" => tenant::is_resource(fact.trim_start_matches('/')),
        "reason" => credential::is_reason(fact) || detail::is_detail(fact),
        "wait" => refusal::is_wait(fact),
        "bytes" => is_number(fact) && fact.len() <= 9,
        "attribute" | "other" => report.matching_attributes.iter().any(|known| known == fact),
        "encoding" => list::is_encoding(fact),
        _ => false,
    }
}

/// What stands for a fact that is not kept, so that the sentence can still be read.
fn stand_in<'a>(name: &str, report: &'a ConnectionReport) -> &'a str {
    let or = |fact: &'a str, other| if fact.is_empty() { other } else { fact };
    match name {
        "host" => or(&report.host, "the server"),
        "url" => or(&report.tenant_url, "the tenant URL"),
        "attribute" => {
            let first = report.matching_attributes.first();
            first.map_or("the matching attribute", String::as_str)
        }
        "other" => "another attribute",
        "what" => "one of the questions",
        "first_half" => "the key",
        "second_half" => "the secret",
        "part" => "one part",
        "letter" => "an unusual letter",
        "wait" => "for some time",
        "scheme" => "another scheme",
        "to" | "suggestion" => "another place",
        "address" => "this address",
        "location" => "another place",
        "names" => "they are not kept here",
        "issuer" => "an issuer that is not kept here",
        "encoding" => "another encoding",
        "content_type" => "another one",
        "reason" => "something else was found",
        _ => "…",
    }
}

#[cfg(test)]
mod tests {
    use footbridge_finding::Severity;

    use super::*;
    use crate::report::{CertificateFacts, Exchange, Header, StageName, StageStatus};

    /// Every parameter that any text has, each with the same value.
    fn all(value: &str) -> Vec<(&'static str, &str)> {
        [
            "host",
            "port",
            "url",
            "attribute",
            "proxy",
            "asked",
            "bound",
            "resource",
            "flag",
            "address",
            "seconds",
            "limit",
            "ms",
            "days",
            "left",
            "date",
            "from",
            "end",
            "line",
            "column",
            "count",
            "total",
            "status",
            "encoding",
            "content_type",
            "location",
            "key",
            "names",
            "issuer",
            "reason",
        ]
        .map(|name| (name, value))
        .to_vec()
    }

    /// A report in which every finding there is has every parameter filled in this way, and in which
    /// `words` stand wherever a server can put some.
    fn report(parameters: &[(&str, &str)], words: &str) -> ConnectionReport {
        let words = || words.to_owned();
        let finding = |code: &Code| {
            texts()
                .finding(code.as_str(), code.severity(), &Language::ENGLISH, parameters)
                .with_evidence(words())
        };
        let header = Header { name: words(), value: words() };
        ConnectionReport {
            ok: false,
            tenant_url: "https://scim.example.com/v2?aadOptscim06202".to_owned(),
            host: "scim.example.com".to_owned(),
            at: "2026-11-21T12:00:00Z".to_owned(),
            matching_attributes: vec!["userName".to_owned()],
            total_ms: 12.5,
            stages: StageName::ALL
                .map(|name| Stage {
                    name,
                    status: StageStatus::Failed,
                    started_ms: 1.5,
                    ms: 2.5,
                    finding: Some("auth.rejected".to_owned()),
                    detail: words(),
                })
                .to_vec(),
            findings: Code::ALL.iter().map(finding).collect(),
            exchanges: vec![Exchange {
                stage: StageName::Users,
                method: "GET".to_owned(),
                url: words(),
                request_headers: vec![header.clone()],
                status: Some(200),
                response_headers: vec![header],
                body: words(),
                body_truncated: false,
                started_ms: 1.0,
                headers_ms: None,
                ms: 2.0,
                curl: words(),
            }],
            certificate: Some(CertificateFacts {
                subject: words(),
                issuer: words(),
                names: vec![words()],
                not_after: words(),
            }),
            cancelled: false,
            support_text: words(),
        }
    }

    #[test]
    fn word_of_a_server_is_not_saved_wherever_it_stands() {
        for word in ["Ada Lovelace", "c4n4ry", "https://c4n4ry.example", "12 c4n4ry", "c4n4ry: 200"]
        {
            // No server can name the proxy, nor what the token belongs to.
            let of_server = |name: &str| !["proxy", "bound", "asked"].contains(&name);
            let mut parameters = all(word);
            parameters.retain(|(name, _)| of_server(name));
            let saved = report(&parameters, word).for_saving();
            let json = serde_json::to_string(&saved).unwrap();
            assert!(!json.contains(word), "{word} in {json}");
            assert_eq!(saved.findings.len(), Code::ALL.len(), "every finding is kept");
            assert_eq!(saved.stages.len(), StageName::ALL.len(), "and every stage");
        }
    }

    #[test]
    fn fact_of_ours_is_saved() {
        let cases: [(&str, &str, &str); 17] = [
            ("tcp.refused", "port", "8443"),
            ("http.server_error", "status", "503"),
            ("http.timeout", "seconds", "30"),
            ("http.too_large", "limit", "1024 KiB"),
            ("response.slow", "ms", "6100"),
            ("token.expired", "date", "2026-11-20"),
            ("token.expires_soon", "left", "12 days"),
            ("tls.expired", "end", "2026-11-20"),
            ("url.private_address", "address", "10.0.0.1, fd12::1"),
            ("url.points_at_resource", "resource", "/Users"),
            ("url.flag_misspelt", "flag", "aadOptscim06202"),
            ("token.other_origin", "bound", "https://api.example.com:8443"),
            ("token.malformed", "reason", "It holds a space"),
            ("groups.failed", "reason", "200, a web page"),
            ("body.encoding", "encoding", "gzip compression"),
            ("body.not_json", "column", "17"),
            ("proxy.failed", "proxy", "proxy.example:8080"),
        ];
        for (code, name, fact) in cases {
            let saved = report(&[("host", "scim.example.com"), (name, fact)], "").for_saving();
            let finding = saved.findings.iter().find(|finding| finding.code == code).unwrap();
            let text = format!("{} {}", finding.title, finding.explanation);
            assert!(text.contains(fact), "{code}: {fact} in {text}");
        }
    }

    #[test]
    fn sentence_without_its_facts_can_be_read() {
        let saved = report(&all("??"), "??").for_saving();
        for finding in &saved.findings {
            let sentences = finding.causes.iter().flat_map(|cause| [&cause.cause, &cause.fix]);
            for text in sentences.chain([&finding.title, &finding.explanation]) {
                assert!(
                    !text.contains(['{', '?']) || text.contains("?aad") || text.contains("?api"),
                    "{}: {text}",
                    finding.code
                );
                assert!(!text.contains("  "), "{}: {text}", finding.code);
            }
        }
        let find = |code: &str| {
            let finding = saved.findings.iter().find(|finding| finding.code == code).unwrap();
            finding.explanation.clone()
        };
        assert_eq!(
            find("http.redirect"),
            "The server answered … and named another place; the token was not sent there."
        );
        assert_eq!(
            find("tls.wrong_host"),
            "The server showed a certificate for other names than scim.example.com: they are not kept here."
        );
    }

    #[test]
    fn report_that_was_saved_stays_as_it_is() {
        let facts = [
            ("host", "scim.example.com"),
            ("port", "443"),
            ("status", "503"),
            ("end", "2027-01-01"),
        ];
        let saved = report(&facts, "Ada").for_saving();
        assert_eq!(saved.for_saving(), saved, "nothing more is lost");
        let json = serde_json::to_string(&report(&facts, "Ada")).unwrap();
        let earlier: ConnectionReport = serde_json::from_str(&json).unwrap();
        assert_eq!(
            earlier.for_saving(),
            saved,
            "a whole report of an earlier version loses the same"
        );
    }

    #[test]
    fn secret_that_an_earlier_version_kept_is_dropped() {
        let mut report = report(&[], "");
        report.tenant_url = "https://scim.example.com/v2?api_key=hunter2hunter2".to_owned();
        report.findings.truncate(1);
        report
            .findings
            .push(Finding { code: "some.thing".to_owned(), ..report.findings[0].clone() });
        report.stages[0].finding = Some("hunter2".to_owned());
        let saved = report.for_saving();
        assert_eq!(
            (saved.tenant_url.as_str(), saved.host.as_str()),
            ("", ""),
            "nothing of the URL"
        );
        assert_eq!(saved.findings.len(), 1, "a code of nobody's is none");
        assert_eq!(saved.stages[0].finding, None);
        assert_eq!(saved.findings[0].severity, Severity::Error);
    }
}
