//! The server that is tested, taken from the tenant URL.

use std::net::IpAddr;

use footbridge_scim::TenantUrl;
use footbridge_secret::Origin;
use url::Url;
use uuid::Uuid;

/// A tenant URL that may be tested.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) tenant: TenantUrl,
    /// The only place that a token for it may go to.
    pub(crate) origin: Origin,
    /// As in the URL: IPv6 addresses in brackets.
    pub(crate) host: String,
    pub(crate) address: Option<IpAddr>,
    pub(crate) port: u16,
    pub(crate) https: bool,
    pub(crate) loopback: bool,
}

impl Target {
    /// Returns the URL of something below the tenant URL that cannot exist.
    pub(crate) fn nowhere(&self, guid: Uuid) -> String {
        let tenant = self.tenant.to_string();
        let Ok(mut url) = Url::parse(&tenant) else { return tenant };
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().push(&guid.to_string());
        }
        url.into()
    }

    /// Returns a part of the path that is neither SCIM's nor a version and holds a letter that
    /// some servers do not take there, and that letter in words.
    pub(crate) fn unusual_part(&self) -> Option<(String, String)> {
        let url = Url::parse(&self.tenant.to_string()).ok()?;
        let parts = url.path_segments()?.filter(|part| !is_version(part));
        parts.map(str::to_owned).find_map(|part| {
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
            let letter = match part.chars().find(|c| !plain(*c))? {
                '.' => "a dot".to_owned(),
                '%' => "a letter that is encoded with %".to_owned(),
                letter => format!("the sign {letter}"),
            };
            Some((part, letter))
        })
    }
}

/// Whether a part of a path is a version such as `v2` or `v1.0`.
fn is_version(part: &str) -> bool {
    let number = part.strip_prefix(['v', 'V']).unwrap_or(part);
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}
