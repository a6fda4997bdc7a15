//! The codes of everything the connection test can find.
//!
//! The words are in `texts/`, one table a code and language.

use footbridge_finding::codes;

use crate::report::StageName;

codes! {
    /// What the connection test found. Codes are added, never renamed.
    ///
    /// An error means that Entra's own test would fail, or that the admin must not go on.
    pub enum Code {
        /// Not an absolute URL with a host.
        UrlInvalid = "url.invalid", Error;
        /// `http://`; a warning on a loopback address.
        UrlNotHttps = "url.not_https", Error;
        /// `http://` to a name of this computer that leads to another one.
        UrlNotLoopback = "url.not_loopback", Error;
        /// `user:password@` in the URL.
        UrlHasCredentials = "url.has_credentials", Error;
        /// A token, a key or a password, or what looks like one: it is repeated nowhere.
        UrlHoldsSecret = "url.holds_secret", Error;
        /// The path ends in a resource such as `/Users`.
        UrlPointsAtResource = "url.points_at_resource", Warning;
        /// Quotes or brackets around it were left out.
        UrlWrapped = "url.wrapped", Info;
        /// A placeholder of a guide stands in it.
        UrlPlaceholder = "url.placeholder", Error;
        /// The address of a portal; a warning where only its path looks like a sign-in.
        UrlPortal = "url.portal", Error;
        /// The end of the path stands there twice.
        UrlPathRepeated = "url.path_repeated", Warning;
        /// Two slashes in a row in the path.
        UrlDoubleSlash = "url.double_slash", Warning;
        /// A query that resembles `aadOptscim062020` but is not it.
        UrlFlagMisspelt = "url.flag_misspelt", Warning;
        /// Only loopback or private addresses.
        UrlPrivateAddress = "url.private_address", Warning;
        /// A link-local address, such as a cloud's metadata service: nothing is sent there.
        UrlLinkLocal = "url.link_local", Error;
        /// The token belongs to another scheme, host or port: nothing is sent.
        TokenOtherOrigin = "token.other_origin", Error;
        /// A token that no header can carry, or with something around it.
        TokenMalformed = "token.malformed", Error;
        /// The end of the token has passed.
        TokenExpired = "token.expired", Error;
        /// The end of the token is near.
        TokenExpiresSoon = "token.expires_soon", Warning;
        /// The token begins later.
        TokenNotYetValid = "token.not_yet_valid", Error;
        /// The token was issued for Microsoft Graph: nothing is sent.
        TokenWrongAudience = "token.wrong_audience", Error;
        /// Longer than Entra is sure to keep.
        TokenTooLong = "token.too_long", Warning;
        /// The name does not resolve.
        DnsNotFound = "dns.not_found", Error;
        /// Nothing listens on the port.
        TcpRefused = "tcp.refused", Error;
        /// No answer to the connection attempt.
        TcpTimeout = "tcp.timeout", Error;
        /// No way to the address.
        TcpUnreachable = "tcp.unreachable", Error;
        /// What was entered is no address of a proxy.
        ProxyInvalid = "proxy.invalid", Error;
        /// The proxy could not be used.
        ProxyFailed = "proxy.failed", Error;
        /// The proxy answered 407.
        ProxyAuthRequired = "proxy.auth_required", Error;
        /// The port does not speak TLS.
        TlsNotTls = "tls.not_tls", Error;
        /// No TLS 1.2 with a suite that Entra offers.
        TlsVersion = "tls.version", Error;
        /// The server insists on a client certificate.
        TlsClientCertificate = "tls.client_certificate", Error;
        /// The certificate has expired.
        TlsExpired = "tls.expired", Error;
        /// The certificate is not valid yet.
        TlsNotYetValid = "tls.not_yet_valid", Error;
        /// The certificate is for another name.
        TlsWrongHost = "tls.wrong_host", Error;
        /// Nobody whom this computer trusts has issued the certificate.
        TlsUntrusted = "tls.untrusted", Error;
        /// Trusted on this computer, but not by public roots.
        TlsPrivateRoot = "tls.private_root", Warning;
        /// The certificate ends within 30 days.
        TlsExpiresSoon = "tls.expires_soon", Warning;
        /// A redirect; nothing was sent to the new place.
        HttpRedirect = "http.redirect", Error;
        /// No complete answer in time.
        HttpTimeout = "http.timeout", Error;
        /// The answer was cut off, or there was none.
        HttpClosed = "http.closed", Error;
        /// Not HTTP.
        HttpMalformed = "http.malformed", Error;
        /// Beyond the size limit.
        HttpTooLarge = "http.too_large", Error;
        /// 400 that is not about the filter.
        HttpBadRequest = "http.bad_request", Error;
        /// 402.
        HttpPaymentRequired = "http.payment_required", Error;
        /// 403 for everybody, be there a token or not.
        HttpForbidden = "http.forbidden", Error;
        /// 429; a warning when the one retry succeeded.
        HttpRateLimited = "http.rate_limited", Error;
        /// 5xx.
        HttpServerError = "http.server_error", Error;
        /// 501.
        HttpNotImplemented = "http.not_implemented", Error;
        /// 405.
        HttpMethodNotAllowed = "http.method_not_allowed", Error;
        /// Any status that has no code of its own.
        HttpUnexpectedStatus = "http.unexpected_status", Error;
        /// 401.
        AuthRejected = "auth.rejected", Error;
        /// 403 from the application, to this token.
        AuthForbidden = "auth.forbidden", Error;
        /// A firewall or bot filter answered.
        AuthBlocked = "auth.blocked", Error;
        /// A wrong token is answered like the right one.
        AuthNotChecked = "auth.not_checked", Error;
        /// No token at all is answered like the right one.
        AuthAnonymous = "auth.anonymous", Error;
        /// 404 for the user query.
        UsersNotFound = "users.not_found", Error;
        /// 404 for the group query; a warning when no groups are provisioned.
        GroupsNotFound = "groups.not_found", Error;
        /// Another failure of the group query only; a warning when no groups are provisioned.
        GroupsFailed = "groups.failed", Error;
        /// 200 with nothing, or 204.
        BodyEmpty = "body.empty", Error;
        /// 200 with a web page.
        BodyHtml = "body.html", Error;
        /// 200 with something that is not JSON.
        BodyNotJson = "body.not_json", Error;
        /// Not UTF-8; a warning when it can be read all the same.
        BodyEncoding = "body.encoding", Error;
        /// JSON, but no list.
        BodyNotList = "body.not_list", Error;
        /// `"Resources": null`.
        BodyResourcesNull = "body.resources_null", Error;
        /// An empty list without `Resources`, which RFC 7644 allows and Entra's examples never show.
        BodyResourcesMissing = "body.resources_missing", Warning;
        /// A list that does not name the ListResponse schema.
        BodySchemaMissing = "body.schema_missing", Warning;
        /// A key comes twice.
        BodyDuplicateKey = "body.duplicate_key", Warning;
        /// `totalResults` and `Resources` disagree.
        BodyTotalMismatch = "body.total_mismatch", Warning;
        /// The query for a random value found somebody.
        FilterIgnored = "filter.ignored", Error;
        /// 400 for the user query, in SCIM's words.
        FilterRejected = "filter.rejected", Error;
        /// Neither `application/scim+json` nor `application/json`.
        ContentTypeWrong = "content_type.wrong", Warning;
        /// Slower than the limit.
        ResponseSlow = "response.slow", Warning;
    }
}

impl Code {
    /// Returns the code of this form.
    pub fn named(code: &str) -> Option<Code> {
        Code::ALL.iter().find(|known| known.as_str() == code).copied()
    }

    /// Returns the stage that finds it.
    pub fn stage(self) -> StageName {
        let (kind, _) = self.as_str().split_once('.').unwrap_or_default();
        match (self, kind) {
            (Code::UrlPrivateAddress | Code::UrlLinkLocal | Code::UrlNotLoopback, _)
            | (_, "dns") => StageName::Dns,
            (Code::AuthNotChecked, _) => StageName::WrongToken,
            (Code::AuthAnonymous, _) => StageName::NoToken,
            (_, "url") => StageName::Url,
            (_, "token") => StageName::Token,
            (_, "tcp") => StageName::Tcp,
            (_, "proxy") => StageName::Proxy,
            (_, "tls") => StageName::Tls,
            (_, "groups") => StageName::Groups,
            (_, "response") => StageName::Timing,
            _ => self.stage_of_answer(),
        }
    }

    /// Returns which of the stages that share the user query's answer it belongs to.
    pub(crate) fn stage_of_answer(self) -> StageName {
        let (kind, _) = self.as_str().split_once('.').unwrap_or_default();
        match kind {
            "auth" => StageName::Auth,
            "filter" => StageName::Filter,
            "users" | "body" | "content_type" => StageName::Users,
            _ => StageName::Http,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use footbridge_finding::Language;

    use super::*;
    use crate::texts::texts;

    #[test]
    fn every_code_has_all_its_words() {
        let known: BTreeSet<_> = texts().codes(&Language::ENGLISH).collect();
        for code in Code::ALL {
            assert!(known.contains(code.as_str()), "{} has no words", code.as_str());
        }
        for code in known {
            let severity = footbridge_finding::Severity::Error;
            let finding = texts().finding(code, severity, &Language::ENGLISH, &[]);
            assert_ne!(finding.title, code, "{code} has no title");
            assert!(!finding.title.ends_with('.'), "{code}: a title is no sentence");
            assert!(finding.explanation.ends_with('.'), "{code}: one sentence explains it");
            assert!(!finding.causes.is_empty(), "{code} has no likely cause");
            for cause in &finding.causes {
                assert!(
                    cause.cause.ends_with('.') && cause.fix.ends_with('.'),
                    "{code}: each cause is a sentence with a fix: {cause:?}"
                );
            }
            assert!(finding.entra_says.is_some(), "{code} does not say what Entra would say");
        }
    }

    #[test]
    fn every_text_has_a_code() {
        let codes: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        for key in texts().codes(&Language::ENGLISH) {
            let code = key.split('#').next().unwrap_or_default();
            assert!(codes.contains(code), "{key} can never be found");
        }
    }
}
