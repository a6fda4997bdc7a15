//! A profile that was opened as a file: what it may not claim, and whether it passes for another.

use footbridge_finding::{Explain, Finding, Language, Severity};
use footbridge_secret::Origin;
use serde::{Deserialize, Serialize};

use crate::built_in::built_in;
use crate::lookalike;
use crate::profile::Profile;
use crate::read::{ProfileError, TEXTS};

/// A profile file that could be taken for a built-in vendor, and is for another server.
///
/// Not wrong by itself: a vendor may have a test server. Whoever opens it is shown both places, and
/// says once that it is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Resemblance {
    /// The name of the built-in vendor.
    pub name: String,
    /// The host, with its port, that the file sends tokens to; `None` when it asks for a tenant URL.
    pub host: Option<String>,
    /// The host, with its port, of the built-in vendor; `None` when that has one per customer.
    pub built_in_host: Option<String>,
}

impl Explain for Resemblance {
    /// Returns the question that is put before the file is used.
    fn explain(&self, language: &Language) -> Finding {
        let (words, host) = match &self.host {
            Some(host) => ("profile.resembles", host.as_str()),
            None => ("profile.resembles_without_host", ""),
        };
        let parameters = [("name", self.name.as_str()), ("host", host)];
        let mut finding = TEXTS.finding(words, Severity::Warning, language, &parameters);
        finding.code = "profile.resembles".to_owned();
        match &self.built_in_host {
            Some(own) => {
                let own = TEXTS.finding(
                    "profile.resembles_own_host",
                    Severity::Warning,
                    language,
                    &[("name", &self.name), ("host", own)],
                );
                finding.with_evidence(own.title)
            }
            None => finding,
        }
    }
}

impl Profile {
    /// Reads a profile file. `file_name` is the name without its folder, for the problems' places.
    ///
    /// # Errors
    /// Returns every problem of the file that can be found, in the order of its lines. The id of a
    /// built-in vendor is one, in whatever spelling: set-ups and tokens are kept under it.
    pub fn parse(file_name: &str, text: &str) -> Result<Profile, Vec<ProfileError>> {
        let owner = |id: &str| {
            let known = built_in().iter().find(|known| lookalike::same(known.id(), id));
            known.map(Profile::name)
        };
        Profile::of_file(file_name, text, &owner)
    }

    /// Returns the built-in vendor that this file could be taken for, by its id or its name, unless
    /// it has the same tenant URL's origin. A built-in profile resembles none.
    pub fn resembles_built_in(&self) -> Option<Resemblance> {
        if self.is_built_in() {
            return None;
        }
        let origin = |profile: &Profile| Origin::parse(profile.fixed_tenant_url()?).ok();
        let host = |origin: &Origin| origin.host_and_port().to_owned();
        let here = origin(self);
        let known = built_in().iter().find(|known| {
            let own = origin(known);
            self.could_be_taken_for(known) && (own.is_none() || own != here)
        })?;
        Some(Resemblance {
            name: known.name().to_owned(),
            host: here.as_ref().map(host),
            built_in_host: origin(known).as_ref().map(host),
        })
    }

    fn could_be_taken_for(&self, known: &Profile) -> bool {
        // The id of the entry for every other vendor is a word like any other.
        let ids = (!known.is_other()).then(|| known.id());
        let mut known = ids.into_iter().chain([known.name()]);
        known.any(|known| {
            [self.id(), self.name()].iter().any(|own| lookalike::resembles(own, known))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_profile_resembles_none() {
        for profile in built_in() {
            assert_eq!(profile.resembles_built_in(), None, "{}", profile.id());
        }
    }
}
