//! What a saved token is called: whose it is, and where it belongs.

use footbridge_secret::Origin;
use serde::{Deserialize, Serialize};

/// The name of one saved token. Holds no secret, so the caller may keep a list of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Account(String);

impl Account {
    /// Names the token of a vendor, by its profile's id, for one origin:
    /// `example@https://scim.example.com`.
    pub fn new(profile: &str, origin: &Origin) -> Self {
        Account(format!("{profile}@{origin}"))
    }

    /// Names a token as earlier versions did, which knew no origins: by the profile's id alone where the vendor has one
    /// tenant URL, and with the tenant URL's host where it has one per customer.
    pub fn without_origin(profile: &str, host: Option<&str>) -> Self {
        Account(match host {
            Some(host) => format!("{profile}@{host}"),
            None => profile.to_owned(),
        })
    }

    /// Takes a name as the keyring has it.
    pub(super) fn named(name: String) -> Self {
        Account(name)
    }

    /// Returns the name as the keyring shows it.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// Returns where a token of this profile is kept for: an origin, a host where an earlier
    /// version saved it, nothing where that said no more than whose it is. `None` for another
    /// profile's token.
    fn place(&self, profile: &str) -> Option<&str> {
        match self.0.strip_prefix(profile)? {
            "" => Some(""),
            rest => rest.strip_prefix('@'),
        }
    }
}

/// The saved tokens of one vendor: one for each origin that they belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedTokens {
    profile: String,
    /// The only origin that a token without one may belong to.
    without_origin: Option<Origin>,
}

impl SavedTokens {
    /// Those of the vendor whose profile has this id.
    pub fn of(profile: impl Into<String>) -> Self {
        SavedTokens { profile: profile.into(), without_origin: None }
    }

    /// Takes a token that an earlier version saved under the profile's id alone as one that belongs
    /// to `origin`. Whoever calls this knows that the id can have meant no other vendor's server.
    #[must_use]
    pub fn with_earlier_at(mut self, origin: Origin) -> Self {
        self.without_origin = Some(origin);
        self
    }

    /// Returns the name under which the token for `origin` is saved.
    pub fn account(&self, origin: &Origin) -> Account {
        Account::new(&self.profile, origin)
    }

    /// Returns the name under which an earlier version saved what is read as the token for `origin`.
    pub(super) fn earlier(&self, origin: &Origin) -> Option<Account> {
        let same = self.without_origin.as_ref() == Some(origin);
        same.then(|| Account::without_origin(&self.profile, None))
    }

    /// Returns the names under which an earlier version may have saved the token for `origin`,
    /// whether or not that is still read.
    pub(super) fn replaced(&self, origin: &Origin) -> impl Iterator<Item = Account> {
        let host = Account::without_origin(&self.profile, Some(host(origin)));
        self.earlier(origin).into_iter().chain([host])
    }

    /// Returns where each of `accounts` that is this vendor's belongs, in their order.
    pub(super) fn places(&self, accounts: &[Account]) -> Vec<String> {
        let places = accounts.iter().filter_map(|account| account.place(&self.profile));
        let known = |place| match place {
            "" => self.without_origin.as_ref().map(Origin::to_string),
            place => Some(place.to_owned()),
        };
        places.filter_map(known).collect()
    }
}

/// Returns the host of an origin without its port.
fn host(origin: &Origin) -> &str {
    let place = origin.host_and_port();
    match place.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => place,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(url: &str) -> Origin {
        Origin::parse(url).expect("the test's own URL is valid")
    }

    #[test]
    fn account_names_vendor_and_origin() {
        let cases = [
            ("https://scim.example.com/v2/", "example@https://scim.example.com"),
            ("https://scim.example.com:8443", "example@https://scim.example.com:8443"),
            ("http://127.0.0.1:8080/scim", "example@http://127.0.0.1:8080"),
        ];
        for (url, expected) in cases {
            assert_eq!(SavedTokens::of("example").account(&origin(url)).name(), expected);
        }
    }

    #[test]
    fn earlier_account_is_read_for_its_one_origin_only() {
        let own = origin("https://api.example.com/scim");
        let saved = SavedTokens::of("example").with_earlier_at(own.clone());
        let name = |account: Option<Account>| account.map(|account| account.name().to_owned());
        assert_eq!(name(saved.earlier(&own)).as_deref(), Some("example"));
        for other in ["https://evil.example", "http://api.example.com", "http://127.0.0.1:9"] {
            assert_eq!(name(saved.earlier(&origin(other))), None, "{other}");
        }
        assert_eq!(name(SavedTokens::of("example").earlier(&own)), None, "nobody vouches for it");
    }

    #[test]
    fn replaced_accounts_are_those_of_the_same_host() {
        let cases = [
            ("https://a.example", "v@a.example"),
            ("https://a.example:8443", "v@a.example"),
            ("http://[::1]", "v@[::1]"),
            ("http://[::1]:80", "v@[::1]"),
            ("http://[::1]:8080", "v@[::1]"),
        ];
        for (url, expected) in cases {
            let replaced: Vec<Account> = SavedTokens::of("v").replaced(&origin(url)).collect();
            assert_eq!(replaced, [Account::named(expected.to_owned())], "{url}");
        }
    }

    #[test]
    fn places_are_those_of_this_vendor() {
        let names = ["v@https://a.example", "v", "v@b.example", "w@https://c.example", "vw", "v-w"];
        let accounts: Vec<Account> =
            names.iter().map(|name| Account::named((*name).to_owned())).collect();
        let saved = SavedTokens::of("v");
        assert_eq!(saved.places(&accounts), ["https://a.example", "b.example"]);
        let saved = saved.with_earlier_at(origin("https://own.example/x"));
        let places = ["https://a.example", "https://own.example", "b.example"];
        assert_eq!(
            saved.places(&accounts),
            places,
            "with the one that has an origin by its vendor"
        );
    }
}
