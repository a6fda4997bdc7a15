//! A proxy as a person enters it in a form, and what may be shown of one.

use footbridge_finding::{Explain, Finding, Language};
use footbridge_secret::KnownSecrets;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Deserializer, Serialize};
use url::Url;
use zeroize::Zeroizing;

use crate::Code;
use crate::observed::Observed;
use crate::proxy::{Proxy, ProxyChoice};
use crate::tenant;

/// Stands for any server on the internet while no tenant URL is known. RFC 2606 keeps the name free.
const ANYWHERE: &str = "https://tenant.invalid/";

/// A choice of proxy as the form sends it. It may hold a password, so it cannot be serialised:
///
/// ```compile_fail,E0277
/// fn wants_serialize<T: serde::Serialize>() {}
/// wants_serialize::<footbridge_connection::ProxyInput>();
/// ```
#[derive(Debug, Clone, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum ProxyInput {
    /// The one of the environment or of the operating system's settings.
    System,
    /// None.
    Direct,
    /// This one.
    At {
        /// Host and port, such as `proxy.example:8080`. A user name and password that came along
        /// with it are taken, too.
        #[serde(deserialize_with = "secret")]
        #[specta(type = String)]
        address: SecretString,
        /// The user name, or empty.
        #[serde(deserialize_with = "secret")]
        #[specta(type = String)]
        user: SecretString,
        /// The password, or empty.
        #[serde(deserialize_with = "secret")]
        #[specta(type = String)]
        password: SecretString,
    },
}

/// Wipes the deserialiser's own string, and copies into a buffer of exactly its size.
fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SecretString, D::Error> {
    let text = Zeroizing::new(String::deserialize(deserializer)?);
    Ok(SecretString::from(text.as_str()))
}

/// A proxy as it may be shown and saved: without user name and password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ProxyPlace {
    /// Host and port, such as `proxy.example:8080`.
    pub address: String,
    /// Whether a user name is sent to it.
    pub signs_in: bool,
}

/// A proxy that cannot be used as it was entered or found: `proxy.invalid`, at the field `proxy`, or
/// `proxy.failed`.
#[derive(Debug, Clone)]
pub struct ProxyProblem(Observed);

impl Explain for ProxyProblem {
    fn explain(&self, language: &Language) -> Finding {
        let finding = self.0.finding(language, &KnownSecrets::default());
        if self.0.code == Code::ProxyInvalid { finding.in_field("proxy") } else { finding }
    }
}

impl ProxyInput {
    /// Returns the choice that was entered.
    ///
    /// # Errors
    /// Refuses what is not the address of an HTTP proxy.
    pub fn choice(&self) -> Result<ProxyChoice, ProxyProblem> {
        let ProxyInput::At { address, user, password } = self else {
            return Ok(match self {
                ProxyInput::Direct => ProxyChoice::Direct,
                _ => ProxyChoice::System,
            });
        };
        composed(address, user, password)
            .map(ProxyChoice::At)
            .ok_or_else(|| ProxyProblem(Observed::new(Code::ProxyInvalid)))
    }
}

/// Returns the address as a URL with the user name and password in it.
fn composed(
    address: &SecretString,
    user: &SecretString,
    password: &SecretString,
) -> Option<SecretString> {
    // EXPOSE: to take the address apart and put the sign-in into it; every copy is wiped or kept as
    // a secret.
    let address = address.expose_secret().trim();
    let text = Zeroizing::new(if address.contains("://") {
        address.to_owned()
    } else {
        format!("http://{address}")
    });
    let mut url = Url::parse(&text).ok()?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    if url.scheme() != "http" || !bare || url.host_str().is_none_or(str::is_empty) {
        return None;
    }
    let (user, password) = (user.expose_secret(), password.expose_secret());
    if !user.is_empty() {
        url.set_username(user).ok()?;
        url.set_password(Some(password).filter(|password| !password.is_empty())).ok()?;
    }
    let text = Zeroizing::new(String::from(url));
    let choice = ProxyChoice::At(SecretString::from(text.as_str()));
    choice.shown(ANYWHERE).ok().flatten()?;
    Some(SecretString::from(text.as_str()))
}

impl ProxyChoice {
    /// Returns the proxy that this choice gives to a tenant URL; none when the way is direct. Reads
    /// the environment and the operating system's settings when they decide.
    ///
    /// # Errors
    /// Says so of one that cannot be used.
    pub fn shown(&self, tenant_url: &str) -> Result<Option<ProxyPlace>, ProxyProblem> {
        let known = KnownSecrets::default();
        let read = |url: &str| tenant::read(url, &known).0.filter(|target| target.https);
        let Some(target) = read(tenant_url).or_else(|| read(ANYWHERE)) else { return Ok(None) };
        let proxy = Proxy::find(self, &target).map_err(ProxyProblem)?;
        Ok(proxy
            .map(|proxy| ProxyPlace { address: proxy.hop.to_string(), signs_in: proxy.signs_in() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address: &str, user: &str, password: &str) -> ProxyInput {
        let secret = |text: &str| SecretString::from(text);
        ProxyInput::At { address: secret(address), user: secret(user), password: secret(password) }
    }

    #[test]
    fn an_address_is_taken_however_it_is_written() {
        let cases = [
            (at("proxy.example:8080", "", ""), "proxy.example:8080", false),
            (at(" http://proxy.example:8080/ ", "", ""), "proxy.example:8080", false),
            (at("proxy.example", "", ""), "proxy.example:80", false),
            (at("[2001:db8::1]:3128", "", ""), "[2001:db8::1]:3128", false),
            (at("http://kim:canary-pass@proxy.example:8080", "", ""), "proxy.example:8080", true),
            (at("kim:canary-pass@proxy.example:8080", "", ""), "proxy.example:8080", true),
            (at("proxy.example:8080", "CORP\\kim", "p@ss:w/rd"), "proxy.example:8080", true),
        ];
        for (input, address, signs_in) in cases {
            let choice = input.choice().unwrap_or_else(|problem| {
                panic!("{input:?} was refused: {problem:?}");
            });
            let place = choice.shown("").ok().flatten();
            let expected = ProxyPlace { address: address.to_owned(), signs_in };
            assert_eq!(place, Some(expected), "{input:?}");
            let shown = format!("{input:?} {choice:?}");
            assert!(!shown.contains("canary-pass"), "no password is printed: {shown}");
        }
    }

    #[test]
    fn what_is_no_http_proxy_is_refused_at_its_field() {
        for address in [
            "",
            "proxy example:8080",
            "socks5://proxy.example:1080",
            "https://proxy.example:8080",
            "http://proxy.example:8080/proxy.pac",
            "proxy.example:99999",
            "ftp://proxy.example",
            ":8080",
        ] {
            let problem = at(address, "", "").choice().err();
            let problem = problem.unwrap_or_else(|| panic!("{address:?} was taken"));
            let finding = problem.explain(&Language::ENGLISH);
            assert_eq!(finding.code, "proxy.invalid", "{address:?}");
            let field = finding.place.and_then(|place| place.field);
            assert_eq!(field.as_deref(), Some("proxy"), "{address:?}");
        }
    }

    #[test]
    fn no_proxy_is_no_proxy() {
        let choice = ProxyInput::Direct.choice().unwrap_or_default();
        let place = choice.shown("https://scim.example/v2");
        assert_eq!(place.ok(), Some(None), "none was chosen");
    }
}
