//! The proxy between this computer and the server, if there is one.
//!
//! Only tunnels are made (`CONNECT`): the proxy never sees the token. Proxy scripts (PAC, WPAD),
//! SOCKS, and sign-in by NTLM or Kerberos are not supported; the findings say so.

use hyper::Uri;
use hyper::http::HeaderValue;
use hyper_util::client::proxy::matcher::Matcher;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;
use zeroize::Zeroizing;

use crate::Code;
use crate::address::is_loopback_host;
use crate::limits::Limits;
use crate::network::{Hop, HopKind};
use crate::observed::Observed;
use crate::outcome::Outcome;
use crate::target::Target;

/// The largest answer to `CONNECT` that is read.
const HEAD: usize = 16 * 1024;

/// Which proxy to use.
#[derive(Clone, Default)]
pub enum ProxyChoice {
    /// The one that the environment (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`) or else the operating
    /// system's settings name. For a loopback address only one that is on this computer itself:
    /// no other could reach it.
    #[default]
    System,
    /// None.
    Direct,
    /// This one, such as `proxy.example:8080` or `http://user:password@proxy.example:8080`.
    At(SecretString),
}

impl ProxyChoice {
    /// Reads what a person entered: nothing is the system's choice, `none` is no proxy.
    pub fn entered(text: &str) -> Self {
        match text.trim() {
            "" => ProxyChoice::System,
            text if text.eq_ignore_ascii_case("none") => ProxyChoice::Direct,
            text => ProxyChoice::At(SecretString::from(text)),
        }
    }
}

impl std::fmt::Debug for ProxyChoice {
    /// Leaves out the user name and password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ProxyChoice::System => f.write_str("System"),
            ProxyChoice::Direct => f.write_str("Direct"),
            ProxyChoice::At(address) => {
                // EXPOSE: only what stands behind the user name and password is kept.
                let place = address.expose_secret().rsplit('@').next().unwrap_or_default();
                f.debug_tuple("At").field(&place).finish()
            }
        }
    }
}

/// A proxy for one target.
#[derive(Clone)]
pub(crate) struct Proxy {
    pub(crate) hop: Hop,
    authorization: Option<HeaderValue>,
    source: &'static str,
}

impl Proxy {
    /// Finds the proxy that `choice` gives to this target.
    ///
    /// Without TLS there is none: over a proxy the token would go in clear.
    pub(crate) fn find(choice: &ProxyChoice, target: &Target) -> Result<Option<Proxy>, Observed> {
        let matcher = match choice {
            ProxyChoice::Direct => return Ok(None),
            ProxyChoice::System => Matcher::from_system(),
            ProxyChoice::At(address) => {
                // EXPOSE: to learn where the proxy is, and how it is signed in to.
                Matcher::builder().all(address.expose_secret().trim()).build()
            }
        };
        if !target.https {
            return Ok(None);
        }
        let host = target.host.as_str();
        let uri: Option<Uri> = format!("https://{host}:{}/", target.port).parse().ok();
        let Some(intercept) = uri.and_then(|uri| matcher.intercept(&uri)) else {
            return match choice {
                ProxyChoice::At(_) => Err(Observed::new(Code::ProxyInvalid)),
                _ => Ok(None),
            };
        };
        let uri = intercept.uri();
        let failed = |why: &str| {
            let proxy = uri.authority().map_or("", |authority| authority.as_str());
            // What stands before the `@` would be a password.
            let proxy = proxy.rsplit('@').next().unwrap_or_default().to_owned();
            Observed::new(Code::ProxyFailed).with("proxy", proxy).evidence(why)
        };
        match (uri.scheme_str(), uri.host()) {
            (_, Some(host))
                if matches!(choice, ProxyChoice::System)
                    && target.loopback
                    && !is_this_computer(host) =>
            {
                Ok(None)
            }
            (Some("http") | None, Some(host)) => Ok(Some(Proxy {
                hop: Hop {
                    host: host.trim_matches(['[', ']']).to_owned(),
                    port: uri.port_u16().unwrap_or(80),
                    kind: HopKind::Proxy,
                },
                authorization: intercept.basic_auth().cloned(),
                source: match choice {
                    ProxyChoice::At(_) => "as entered",
                    ProxyChoice::System | ProxyChoice::Direct => "from this computer's settings",
                },
            })),
            _ => Err(failed("Only HTTP proxies can be used; this one is of another kind.")),
        }
    }

    /// Tells whether a user name is sent to it.
    pub(crate) fn signs_in(&self) -> bool {
        self.authorization.is_some()
    }

    /// Returns the user name and password as they are sent: a proxy may repeat them.
    pub(crate) fn sign_in(&self) -> Option<SecretString> {
        let value = Zeroizing::new(self.authorization.as_ref()?.to_str().ok()?.to_owned());
        Some(SecretString::from(value.as_str()))
    }

    /// Opens a tunnel to the target over a connection to the proxy.
    pub(crate) async fn tunnel(
        &self,
        mut stream: TcpStream,
        target: &Target,
        limits: &Limits,
    ) -> Outcome<TcpStream> {
        let place = format!("{}:{}", target.host, target.port);
        let failed =
            || Observed::new(Code::ProxyFailed).with("proxy", &self.hop).with("host", &target.host);
        let head = match timeout(limits.handshake, self.ask(&mut stream, &place)).await {
            Ok(Ok(head)) => head,
            Ok(Err(_)) => {
                let seen = failed().evidence("The proxy hung up.");
                return Outcome::fatal(seen, self.hop.to_string());
            }
            Err(_) => {
                let seen = failed().evidence("The proxy did not answer in time.");
                return Outcome::fatal(seen, self.hop.to_string());
            }
        };
        let text = String::from_utf8_lossy(&head);
        let mut lines = text.lines();
        let status_line = lines.next().unwrap_or_default().trim();
        let status: Option<u16> = status_line
            .strip_prefix("HTTP/1.")
            .and_then(|rest| rest.split_whitespace().nth(1))
            .and_then(|status| status.parse().ok());
        match status {
            Some(200..=299) => {
                let detail = format!("tunnel through {} ({}) to {place}", self.hop, self.source);
                Outcome::done(stream, detail)
            }
            Some(407) => {
                let schemes: Vec<&str> = lines
                    .filter_map(|line| line.split_once(':'))
                    .filter(|(name, _)| name.eq_ignore_ascii_case("proxy-authenticate"))
                    .filter_map(|(_, value)| value.split_whitespace().next())
                    .collect();
                let seen = Observed::new(Code::ProxyAuthRequired)
                    .with("proxy", &self.hop)
                    .evidence(match schemes.as_slice() {
                        [] => status_line.to_owned(),
                        schemes => format!("Proxy-Authenticate: {}", schemes.join(", ")),
                    });
                Outcome::fatal(seen, "407")
            }
            Some(status) => Outcome::fatal(failed().evidence(status_line), status.to_string()),
            None => {
                let seen = failed().evidence("The proxy did not answer as an HTTP proxy.");
                Outcome::fatal(seen, self.hop.to_string())
            }
        }
    }

    async fn ask(&self, stream: &mut TcpStream, place: &str) -> std::io::Result<Vec<u8>> {
        let mut request = format!("CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n").into_bytes();
        if let Some(value) = &self.authorization {
            request.extend_from_slice(b"Proxy-Authorization: ");
            request.extend_from_slice(value.as_bytes());
            request.extend_from_slice(b"\r\n");
        }
        request.extend_from_slice(b"\r\n");
        stream.write_all(&request).await?;
        // Byte by byte, because what follows the head belongs to TLS.
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            if head.len() == HEAD {
                return Err(std::io::ErrorKind::InvalidData.into());
            }
            head.push(stream.read_u8().await?);
        }
        Ok(head)
    }
}

/// Tells whether a proxy's host is this computer.
fn is_this_computer(host: &str) -> bool {
    url::Host::parse(host).is_ok_and(|host| is_loopback_host(&host))
}
