//! What a run reports: to the window, to `--json`, and while it goes on.
//!
//! None of these types can hold a token: they are made of text that has passed [`KnownSecrets`](footbridge_secret::KnownSecrets).

use footbridge_finding::Finding;
use serde::{Deserialize, Serialize};

/// A stage of the test. They run in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum StageName {
    /// The tenant URL as text.
    Url,
    /// The token as text.
    Token,
    /// Resolving the name.
    Dns,
    /// Connecting, to the server or else to the proxy.
    Tcp,
    /// The tunnel through the proxy.
    Proxy,
    /// The handshake and the certificate.
    Tls,
    /// Entra's query for a random user, as far as a complete answer.
    Http,
    /// Whether that answer lets the token in.
    Auth,
    /// Whether that answer is a list of users.
    Users,
    /// Entra's query for a random group.
    Groups,
    /// Whether the filter of the user query was obeyed. Known before the groups are asked for; when
    /// it was not, they are skipped.
    Filter,
    /// The user query again, with a token that is wrong.
    WrongToken,
    /// The user query again, without a token.
    NoToken,
    /// How long the answers took.
    Timing,
}

impl StageName {
    /// Every stage, in order.
    pub const ALL: [StageName; 14] = [
        StageName::Url,
        StageName::Token,
        StageName::Dns,
        StageName::Tcp,
        StageName::Proxy,
        StageName::Tls,
        StageName::Http,
        StageName::Auth,
        StageName::Users,
        StageName::Groups,
        StageName::Filter,
        StageName::WrongToken,
        StageName::NoToken,
        StageName::Timing,
    ];

    /// Returns what people read in its place: one vocabulary for every list of stages.
    pub fn label(self) -> &'static str {
        match self {
            StageName::Url => "Address",
            StageName::Token => "Token",
            StageName::Dns => "Name found",
            StageName::Tcp => "Reached",
            StageName::Proxy => "Proxy",
            StageName::Tls => "Encrypted",
            StageName::Http => "Answered",
            StageName::Auth => "Token accepted",
            StageName::Users => "Users",
            StageName::Groups => "Groups",
            StageName::Filter => "Filter obeyed",
            StageName::WrongToken => "Wrong token refused",
            StageName::NoToken => "No token refused",
            StageName::Timing => "Answer times",
        }
    }

    /// Returns what is waited for while it runs, as the end of a sentence.
    pub fn awaited(self) -> &'static str {
        match self {
            StageName::Dns => "the name to be found",
            StageName::Tcp => "a connection",
            StageName::Proxy => "the proxy",
            StageName::Tls => "agreement on encryption",
            StageName::Http => "the answer to the query for a user",
            StageName::Groups => "the answer to the query for a group",
            StageName::WrongToken => "the answer to a wrong token",
            StageName::NoToken => "the answer without a token",
            StageName::Url
            | StageName::Token
            | StageName::Auth
            | StageName::Users
            | StageName::Filter
            | StageName::Timing => "this computer",
        }
    }
}

/// How a stage ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum StageStatus {
    /// Nothing is wrong.
    Passed,
    /// It found an error.
    Failed,
    /// It found something that will bite later.
    Warned,
    /// It was not tried.
    Skipped,
}

/// One stage of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Stage {
    /// Which stage.
    pub name: StageName,
    /// How it ended.
    pub status: StageStatus,
    /// When it began, in milliseconds since the run began.
    // TypeScript has one kind of number; specta would allow null for what is not finite.
    #[specta(type = u32)]
    pub started_ms: f64,
    /// How long it took, in milliseconds.
    #[specta(type = u32)]
    pub ms: f64,
    /// The code of its weightiest finding.
    pub finding: Option<String>,
    /// One short line: the address, the cipher suite, the status; for a skipped stage, why.
    pub detail: String,
}

/// A header of a request or an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Header {
    /// The name.
    pub name: String,
    /// The value; of `Authorization`, only the token's last four characters.
    pub value: String,
}

/// One request and its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Exchange {
    /// What it was sent for: `users` and `groups` are Entra's queries, `wrongToken` and `noToken` the
    /// controls, and `http` is the one at a path that cannot exist.
    pub stage: StageName,
    /// Always `GET`.
    pub method: String,
    /// The URL, exactly as it was requested.
    pub url: String,
    /// The headers that were sent.
    pub request_headers: Vec<Header>,
    /// The status, unless there was no answer.
    pub status: Option<u16>,
    /// The headers that came back.
    pub response_headers: Vec<Header>,
    /// The beginning of the body, as text.
    pub body: String,
    /// Whether the body went on.
    pub body_truncated: bool,
    /// When it was sent, in milliseconds since the run began, on the axis of [`Stage::started_ms`].
    #[specta(type = u32)]
    pub started_ms: f64,
    /// From sending to the answer's headers, in milliseconds; nothing when none came. A request on
    /// a connection that the server had closed opens another one within this time.
    #[specta(type = Option<u32>)]
    pub headers_ms: Option<f64>,
    /// From sending to the last byte, in milliseconds.
    #[specta(type = u32)]
    pub ms: f64,
    /// The same request as a `curl` command that reads the token from `$TOKEN`.
    pub curl: String,
}

/// What the server's certificate says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CertificateFacts {
    /// Whom it is for (RFC 4514).
    pub subject: String,
    /// Who issued it (RFC 4514).
    pub issuer: String,
    /// The host names and addresses it is valid for.
    pub names: Vec<String>,
    /// The end of its validity, RFC 3339 in UTC.
    pub not_after: String,
}

/// A whole run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionReport {
    /// Whether the run went to its end and found no error.
    pub ok: bool,
    /// The tenant URL as tested.
    pub tenant_url: String,
    /// Its host.
    pub host: String,
    /// When the run began, RFC 3339 in UTC.
    pub at: String,
    /// The SCIM paths that users were asked for by. An earlier version kept none.
    #[serde(default)]
    pub matching_attributes: Vec<String>,
    /// How long the run took, in milliseconds.
    #[specta(type = u32)]
    pub total_ms: f64,
    /// Every stage, in order, also those that were skipped.
    pub stages: Vec<Stage>,
    /// What was found, errors first, otherwise in the order of the stages; one finding a code.
    pub findings: Vec<Finding>,
    /// The requests, in the order in which they were made.
    pub exchanges: Vec<Exchange>,
    /// The server's certificate, when one was seen.
    pub certificate: Option<CertificateFacts>,
    /// Whether the run was cancelled.
    pub cancelled: bool,
    /// The facts as plain text, for the vendor's support. No secret is in it.
    pub support_text: String,
}

/// What happens during a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ConnectionEvent {
    /// A stage begins.
    Started {
        /// Which.
        stage: StageName,
    },
    /// A stage still runs. Entra waits long for an answer, and so does the test.
    Waiting {
        /// Which.
        stage: StageName,
        /// How long it has run, in milliseconds.
        #[specta(type = u32)]
        ms: f64,
    },
    /// A stage has ended, or was skipped.
    Finished {
        /// How it went.
        stage: Stage,
    },
}
