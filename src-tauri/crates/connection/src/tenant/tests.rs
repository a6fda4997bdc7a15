//! Tenant URLs as text, one row each.

use super::*;

fn check(text: &str) -> (Option<String>, Vec<String>) {
    let check = check_url(text, &KnownSecrets::default(), &Language::ENGLISH);
    (check.normalised, check.findings.into_iter().map(|finding| finding.code).collect())
}

#[test]
fn urls_are_made_whole() {
    let cases = [
        ("https://h.example/scim/", "https://h.example/scim", "the slash does not matter"),
        (" h.example/scim\n", "https://h.example/scim", "a scheme is added"),
        ("h.example:8443/scim", "https://h.example:8443/scim", "a port is no scheme"),
        ("HTTPS://H.Example/SCIM", "https://h.example/SCIM", "paths keep their case"),
        (
            "https://h.example/scim/?aadOptscim062020",
            "https://h.example/scim?aadOptscim062020",
            "the flag is kept",
        ),
        ("https://h.example/scim#users", "https://h.example/scim", "a fragment is not sent"),
        ("https:/h.example/v2", "https://h.example/v2", "one slash is enough for the parser"),
    ];
    for (text, expected, why) in cases {
        assert_eq!(check(text), (Some(expected.to_owned()), vec![]), "{why}");
    }
}

#[test]
fn url_that_is_odd_is_remarked_on() {
    let plain = Some("https://h.example/scim");
    let cases: [(&str, Option<&str>, &[&str], &str); 22] = [
        ("\"https://h.example/scim\"", plain, &["url.wrapped"], "quotes"),
        ("'https://h.example/scim'", plain, &["url.wrapped"], "single quotes"),
        ("“https://h.example/scim”", plain, &["url.wrapped"], "a word processor's"),
        ("<https://h.example/scim>", plain, &["url.wrapped"], "a mail's brackets"),
        ("\"https://h.example/scim", plain, &["url.wrapped"], "one quote"),
        ("<\"https://h.example/scim\">", plain, &["url.wrapped"], "both"),
        ("<domain>", None, &["url.invalid"], "nothing but a placeholder"),
        ("https://portal.azure.com/", None, &["url.portal"], "Azure"),
        ("https://entra.microsoft.com/x/scim", None, &["url.portal"], "Entra"),
        ("https://graph.microsoft.com/v1.0", None, &["url.portal"], "Graph"),
        ("https://h.example/login", Some("https://h.example/login"), &["url.portal"], "sign-in"),
        (
            "https://h.example/a/signin.aspx",
            Some("https://h.example/a/signin.aspx"),
            &["url.portal"],
            "old",
        ),
        ("https://h.example/login/scim", Some("https://h.example/login/scim"), &[], "a part of it"),
        ("https://h.example/{tenant}/scim", None, &["url.placeholder"], "braces"),
        ("https://h.example/scim/<tenant-id>", None, &["url.placeholder"], "brackets"),
        ("https://your-domain.example/scim", None, &["url.placeholder"], "in the host"),
        ("https://h.example/YOUR_TENANT/scim", None, &["url.placeholder"], "in words"),
        (
            "https://h.example/scim/v2/scim/v2",
            Some("https://h.example/scim/v2/scim/v2"),
            &["url.path_repeated"],
            "twice",
        ),
        (
            "https://h.example/scim/SCIM/",
            Some("https://h.example/scim/SCIM"),
            &["url.path_repeated"],
            "in another case",
        ),
        (
            "https://h.example/acme/acme",
            Some("https://h.example/acme/acme"),
            &[],
            "a tenant's own name",
        ),
        (
            "https://h.example//scim",
            Some("https://h.example//scim"),
            &["url.double_slash"],
            "before it",
        ),
        ("https://h.example/scim//", plain, &[], "at the end they do not matter"),
    ];
    for (text, normalised, codes, why) in cases {
        let expected = (
            normalised.map(str::to_owned),
            codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>(),
        );
        assert_eq!(check(text), expected, "{why}: {text}");
    }
}

#[test]
fn change_is_told_when_it_is_one() {
    let cases = [
        ("https://h.example/scim", false, "as typed"),
        ("https://h.example/scim/", false, "the slash at the end"),
        (" HTTPS://H.example/scim/ ", false, "letter case and blanks"),
        ("https://h.example/scim/?aadOptscim062020", false, "the slash before the query"),
        ("h.example/scim", true, "https is added"),
        ("https://h.example/scim/Users", true, "a resource is left out"),
        ("\"https://h.example/scim\"", true, "quotes are"),
        ("", false, "nothing was typed"),
    ];
    for (text, expected, why) in cases {
        let check = check_url(text, &KnownSecrets::default(), &Language::ENGLISH);
        assert_eq!(check.changed, expected, "{why}");
    }
}

#[test]
fn each_fault_of_a_url_has_its_code() {
    let cases: [(&str, Option<&str>, &[&str], &str); 32] = [
        ("", None, &[], "nothing is said of an untouched field"),
        ("https://", None, &["url.invalid"], "no host"),
        ("mailto:a@b.example", None, &["url.has_credentials"], "reads as a user name"),
        ("ftp://h.example/", None, &["url.invalid"], "another scheme"),
        ("https://h.exa mple/scim", None, &["url.invalid"], "a space inside"),
        ("https://h.exam\tple/scim", None, &["url.invalid"], "a tab inside"),
        ("https://{domain}/scim", None, &["url.invalid"], "a placeholder of a guide"),
        ("https://<domain>/scim", None, &["url.invalid"], "another placeholder"),
        ("https://a:b@h.example/", None, &["url.has_credentials"], "credentials"),
        ("https://scim.example.com@evil.example/", None, &["url.has_credentials"], "a trick"),
        ("http://h.example/scim", None, &["url.not_https"], "plain http"),
        ("http://10.0.0.1/", None, &["url.not_https", "url.private_address"], "private http"),
        (
            "http://127.0.0.1:8080/scim/",
            Some("http://127.0.0.1:8080/scim"),
            &["url.not_https", "url.private_address"],
            "loopback may be tested",
        ),
        (
            "http://localhost:8080",
            Some("http://localhost:8080"),
            &["url.not_https", "url.private_address"],
            "and by its name",
        ),
        (
            "http://[::1]:8080/",
            Some("http://[::1]:8080"),
            &["url.not_https", "url.private_address"],
            "and over IPv6",
        ),
        ("https://10.0.0.1/a", Some("https://10.0.0.1/a"), &["url.private_address"], "private"),
        ("https://0x0a000001/a", Some("https://10.0.0.1/a"), &["url.private_address"], "hex"),
        ("https://169.254.169.254/", None, &["url.link_local"], "metadata"),
        ("https://[fe80::1]/", None, &["url.link_local"], "link-local"),
        ("https://[::ffff:169.254.169.254]/", None, &["url.link_local"], "metadata inside IPv6"),
        (
            "https://h.example/scim/Users",
            Some("https://h.example/scim"),
            &["url.points_at_resource"],
            "a resource",
        ),
        (
            "https://h.example/scim/users/?filter=x&aadOptscim062020",
            Some("https://h.example/scim?aadOptscim062020"),
            &["url.points_at_resource"],
            "a resource with its query; the flag stays",
        ),
        (
            "https://h.example/ServiceProviderConfig",
            Some("https://h.example"),
            &["url.points_at_resource"],
            "discovery",
        ),
        ("https://h.example/users/scim", Some("https://h.example/users/scim"), &[], "inside"),
        (
            "https://h.example/?aadoptscim062020",
            Some("https://h.example?aadoptscim062020"),
            &["url.flag_misspelt"],
            "another case",
        ),
        (
            "https://h.example/?aadOptscim06202",
            Some("https://h.example?aadOptscim06202"),
            &["url.flag_misspelt"],
            "a digit short",
        ),
        (
            "https://h.example/?aadOptscim062020=true",
            Some("https://h.example?aadOptscim062020=true"),
            &["url.flag_misspelt"],
            "with a value",
        ),
        (
            "https://h.example/?AzureAdScimPatch062020",
            Some("https://h.example?AzureAdScimPatch062020"),
            &["url.flag_misspelt"],
            "from a wrong picture",
        ),
        (
            "https://h.example/scim&aadOptscim062020",
            Some("https://h.example/scim&aadOptscim062020"),
            &["url.flag_misspelt"],
            "without its question mark",
        ),
        (
            "https://h.example/scim?x=1&aadOptscim062020",
            Some("https://h.example/scim?x=1&aadOptscim062020"),
            &[],
            "after another parameter",
        ),
        (
            "https://h.example/?AzureAdScimPatch2017",
            Some("https://h.example?AzureAdScimPatch2017"),
            &[],
            "the other documented flag",
        ),
        ("https://h.example/?tenant=7", Some("https://h.example?tenant=7"), &[], "a query"),
    ];
    for (text, normalised, codes, why) in cases {
        let expected =
            (normalised.map(str::to_owned), codes.iter().map(|code| (*code).to_owned()).collect());
        assert_eq!(check(text), expected, "{why}: {text}");
    }
}

#[test]
fn origin_is_that_of_the_url_as_it_is_read() {
    let cases = [
        ("h.example/scim", Some("https://h.example"), "a scheme is added"),
        (" HTTPS://H.Example:443/Users ", Some("https://h.example"), "one form"),
        ("localhost:8080/scim", Some("https://localhost:8080"), "a port is no scheme"),
        ("http://h.example", Some("http://h.example"), "one that is not tested has one too"),
        ("https://0x0a000001/a", Some("https://10.0.0.1"), "as the parser reads it"),
        ("https://h.example@evil.example/", None, "a trick"),
        ("ftp://h.example", None, "another scheme"),
        ("https://{domain}/", None, "a placeholder"),
        ("Y2FuYXJ5LWtleTpjNG40cnktc2VjcmV0LXZhbHVl", None, "a token"),
        ("", None, "nothing"),
    ];
    for (text, expected, why) in cases {
        let origin = tenant_origin(text);
        assert_eq!(origin.as_ref().map(Origin::as_str), expected, "{why}: {text}");
    }
}

#[test]
fn a_password_in_the_url_is_not_repeated() {
    let known = KnownSecrets::default();
    let check = check_url("https://user:h4nter2@h.example/", &known, &Language::ENGLISH);
    let json = serde_json::to_string(&check).unwrap();
    assert!(!json.contains("h4nter2"), "the finding holds the password: {json}");
}
