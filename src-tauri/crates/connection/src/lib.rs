//! The connection test: finds out whether Entra could provision into a tenant, and names the cause
//! when it could not.
//!
//! [`test`] goes through the [stages](StageName) in order: the tenant URL and the token as text,
//! the name, the connection, the proxy, TLS, Entra's two queries, two negative controls, the time.
//! What it finds has a [`Code`]; the words are in `texts/`. It does as Entra does where that is
//! known, and says where it is not.
//!
//! The token comes as a [`BoundToken`](footbridge_secret::BoundToken): another origin than its own is
//! told, and asked nothing.
//!
//! [`Session`] lets others make requests over the same way; the test itself makes none there.
//!
//! Deliberately absent: writing anything to a tenant, following redirects, any switch to accept a
//! bad certificate, reading the clock, and saving anything.

mod address;
mod answer;
mod certificate;
mod code;
mod coding;
mod comparison;
mod credential;
mod detail;
mod entra;
mod error_body;
mod fault;
mod front;
mod http;
mod judge;
mod limits;
mod list;
mod names;
mod network;
mod observed;
mod outcome;
mod page;
mod proxy;
mod proxy_entry;
mod queries;
mod record;
mod redirect;
mod refusal;
mod report;
mod request;
mod run;
mod saved;
mod session;
mod stream;
mod support;
mod target;
mod template;
mod tenant;
mod texts;
mod tls;
mod verdict;
mod way;
mod wire;
mod wrong_token;

pub use code::Code;
pub use entra::{EntraExplanation, EntraPlace, EntraStep, explain_entra};
pub use limits::Limits;
pub use names::Names;
pub use proxy::ProxyChoice;
pub use proxy_entry::{ProxyInput, ProxyPlace, ProxyProblem};
pub use report::{
    CertificateFacts, ConnectionEvent, ConnectionReport, Exchange, Header, Stage, StageName,
    StageStatus,
};
pub use request::{ConnectionTest, TokenHalves};
pub use run::test;
pub use session::{Answer, Session};
pub use tenant::{UrlCheck, check_url, tenant_origin};
pub use tls::TrustAnchors;
