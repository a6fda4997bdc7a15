//! Which server a task is about, and whether that is meant.
//!
//! A token goes to one server. Where the arguments lead to another one than the vendor's, or where a
//! profile file could be taken for a vendor that it is not, the host is named, and nothing is done
//! before it has been confirmed.

use footbridge_connection::{check_url, tenant_origin};
use footbridge_finding::{Explain as _, Severity};
use footbridge_secret::{KnownSecrets, Origin};
use footbridge_vendor::Profile;

use crate::output::{Failure, LANGUAGE};

/// A tenant URL as it was given, and the origin that a token for it belongs to.
pub(crate) struct Tenant {
    pub(crate) url: String,
    /// Nothing when the URL cannot be used, or looks like a secret.
    pub(crate) origin: Option<Origin>,
}

impl Tenant {
    /// Finds the tenant of a vendor, or of the URL that was given.
    pub(crate) fn of(
        profile: Option<&Profile>,
        url: Option<&str>,
        confirmed: Option<&str>,
    ) -> Result<Self, Failure> {
        let fixed = profile.and_then(Profile::fixed_tenant_url);
        let Some(url) = url.or(fixed) else {
            return Err(Failure::Usage(
                "this vendor has a tenant URL per customer; give the one that it shows you with \
                 --url"
                    .to_owned(),
            ));
        };
        let tenant = Tenant { url: url.to_owned(), origin: tenant_origin(url) };
        if let Some(origin) = &tenant.origin {
            confirm(origin, doubt(profile, origin), confirmed)?;
        }
        Ok(tenant)
    }

    /// Returns the origin, or what is wrong with the URL.
    pub(crate) fn usable_origin(&self) -> Result<Origin, Failure> {
        self.origin.clone().ok_or_else(|| {
            let findings = check_url(&self.url, &KnownSecrets::default(), &LANGUAGE).findings;
            let wrong = findings.into_iter().find(|finding| finding.severity == Severity::Error);
            match wrong {
                Some(finding) => Failure::Told(Box::new(finding)),
                None => Failure::Usage("the tenant URL cannot be used".to_owned()),
            }
        })
    }
}

/// Refuses what is in doubt and was not confirmed, and what was confirmed and is not so.
fn confirm(origin: &Origin, doubt: Option<String>, confirmed: Option<&str>) -> Result<(), Failure> {
    let host = origin.host_and_port();
    match (confirmed, doubt) {
        (Some(confirmed), _) if !confirmed.eq_ignore_ascii_case(host) => Err(Failure::Usage(
            format!("--confirm-host names another server than the tenant URL, which is on {host}"),
        )),
        (None, Some(doubt)) => Err(Failure::Usage(format!(
            "{doubt}\nIf you know that {host} is right, say so: --confirm-host {host}"
        ))),
        _ => Ok(()),
    }
}

/// Returns why a token for this vendor may not be meant for this server.
fn doubt(profile: Option<&Profile>, origin: &Origin) -> Option<String> {
    let profile = profile?;
    if let Some(resemblance) = profile.resembles_built_in() {
        let told = resemblance.explain(&LANGUAGE);
        let lines = [Some(told.title), Some(told.explanation), told.evidence];
        return Some(lines.into_iter().flatten().collect::<Vec<_>>().join("\n"));
    }
    let own = tenant_origin(profile.fixed_tenant_url()?)?;
    (own != *origin).then(|| {
        format!("{} has one tenant URL, on {own}; this is another server, {origin}", profile.name())
    })
}
