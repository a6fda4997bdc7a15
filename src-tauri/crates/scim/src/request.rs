//! The requests that Entra makes, down to the bytes of the request line.

use uuid::Uuid;

use crate::TenantUrl;
use crate::encoding::{encode_value, url_encode};

/// One request of Entra's provisioning service.
///
/// Each reads, so its method is [`Request::METHOD`]. The URL is exact: the `url` crate and hyper
/// pass it on unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    url: String,
}

impl Request {
    /// The method of every request here.
    pub const METHOD: &'static str = "GET";

    /// The headers Entra sends with a request that has no body, besides `Authorization`.
    ///
    /// `ADSCIMVersion` was seen in requests of the real service, with this value in 2019; servers
    /// recognise Entra by it. What Entra sends as `Accept` is not known. It sends **no**
    /// `User-Agent`, which is how a firewall in front of the server shows itself.
    pub const HEADERS: &'static [(&'static str, &'static str)] = &[("ADSCIMVersion", "5.0")];

    /// The user query with which Entra tests a connection: a random value of the matching
    /// attribute, so the right answer is an empty list.
    ///
    /// `attribute` is the SCIM path of the matching attribute, such as `userName` or
    /// `emails[type eq "work"].value`. Seen on the wire for `userName` and `externalId`; for other
    /// attributes inferred from the form of the matching query.
    pub fn user_probe(tenant: &TenantUrl, attribute: &str, guid: Uuid) -> Self {
        Request::find_user(tenant, attribute, &guid.to_string())
    }

    /// The group query with which Entra tests a connection.
    ///
    /// That Entra makes one is documented; this form of it is inferred from the documented query
    /// for a group.
    pub fn group_probe(tenant: &TenantUrl, guid: Uuid) -> Self {
        Request::find_group(tenant, "displayName", &guid.to_string())
    }

    /// The query by which Entra finds a user, before it creates or changes them.
    pub fn find_user(tenant: &TenantUrl, attribute: &str, value: &str) -> Self {
        Request::get(tenant, "Users", &equals(attribute, value))
    }

    /// The query by which Entra finds a group. Members are never asked for.
    pub fn find_group(tenant: &TenantUrl, attribute: &str, value: &str) -> Self {
        let filter = equals(attribute, value);
        Request::get(tenant, "Groups", &format!("excludedAttributes=members&{filter}"))
    }

    fn get(tenant: &TenantUrl, path: &str, query: &str) -> Self {
        Request { url: tenant.join(path, query) }
    }

    /// Returns the absolute URL.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the path and query, as the request line has them.
    pub fn target(&self) -> &str {
        self.url
            .split_once("://")
            .and_then(|(_, rest)| rest.find('/').and_then(|slash| rest.get(slash..)))
            .unwrap_or("/")
    }
}

fn equals(attribute: &str, value: &str) -> String {
    let comparison = url_encode(&format!("{attribute} eq "));
    format!("filter={comparison}%22{}%22", encode_value(value))
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;

    const GUID: Uuid = Uuid::from_u128(0xcf4d78e8_cc4f_4d5d_b8b9_183561c0104a);

    fn tenant() -> TenantUrl {
        TenantUrl::parse("https://h.example/scim/").unwrap()
    }

    #[test]
    fn request_lines_are_those_of_entra() {
        let (plain, flagged) =
            (tenant(), TenantUrl::parse("https://h.example/scim?aadOptscim062020").unwrap());
        let cases = [
            (
                Request::user_probe(&plain, "userName", GUID),
                "/scim/Users?filter=userName+eq+%22cf4d78e8-cc4f-4d5d-b8b9-183561c0104a%22",
                "the probe seen on the wire",
            ),
            (
                Request::user_probe(&plain, "externalId", GUID),
                "/scim/Users?filter=externalId+eq+%22cf4d78e8-cc4f-4d5d-b8b9-183561c0104a%22",
                "another matching attribute",
            ),
            (
                Request::group_probe(&plain, GUID),
                "/scim/Groups?excludedAttributes=members&filter=displayName+eq+%22cf4d78e8-cc4f-4d5d-b8b9-183561c0104a%22",
                "groups are asked for without members",
            ),
            (
                Request::group_probe(&flagged, GUID),
                "/scim/Groups?excludedAttributes=members&filter=displayName+eq+%22cf4d78e8-cc4f-4d5d-b8b9-183561c0104a%22&aadOptscim062020",
                "the flag is kept",
            ),
            (
                Request::find_user(&plain, "emails[type eq \"work\"].value", "user@contoso.com"),
                "/scim/Users?filter=emails%5btype+eq+%22work%22%5d.value+eq+%22user%40contoso.com%22",
                "a filtered path",
            ),
            (
                Request::find_group(&plain, "displayName", "Sales Team"),
                "/scim/Groups?excludedAttributes=members&filter=displayName+eq+%22Sales+Team%22",
                "a space in the value",
            ),
        ];
        for (request, target, why) in cases {
            assert_eq!(request.target(), target, "{why}");
        }
    }

    #[test]
    fn the_url_crate_passes_every_value_on_unchanged() {
        let printable: String = (' '..='~').collect();
        for value in [printable.as_str(), "Åse Bjørk 李", "a\r\n\tb\0", "100%41%zz%"] {
            let request = Request::find_user(&tenant(), "userName", value);
            let parsed = Url::parse(request.url()).unwrap();
            assert_eq!(parsed.as_str(), request.url(), "re-encoded for {value:?}");
        }
    }
}
