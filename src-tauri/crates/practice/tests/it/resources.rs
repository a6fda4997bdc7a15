//! Users and groups: what the RFC asks of each route.

use footbridge_practice::PracticeTenant;
use footbridge_scim::urn;
use serde_json::{Value, json};

use crate::TOKEN;
use crate::client::{Answer, send, send_raw};
use crate::tenant;

async fn create(tenant: &PracticeTenant, body: Value) -> Value {
    let endpoint = if body["schemas"][0] == urn::GROUP { "Groups" } else { "Users" };
    let answer = send(tenant, "POST", endpoint, Some(&body)).await;
    assert_eq!(answer.status, 201, "created: {}", String::from_utf8_lossy(&answer.body));
    answer.json()
}

fn user(name: &str) -> Value {
    json!({"schemas": [urn::USER], "userName": name, "displayName": name.to_uppercase()})
}

fn names(answer: &Answer) -> Vec<String> {
    let resources = answer.json()["Resources"].as_array().cloned().unwrap_or_default();
    resources
        .iter()
        .filter_map(|r| r["userName"].as_str().or(r["displayName"].as_str()))
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn a_created_resource_says_where_it_is() {
    let tenant = tenant().await;
    let answer = send(&tenant, "POST", "Users", Some(&user("a"))).await;
    let created = answer.json();
    let id = created["id"].as_str().unwrap();
    let location = format!("{}Users/{id}", tenant.tenant_url());
    assert_eq!(
        created["meta"],
        json!({
            "resourceType": "User", "created": "2026-11-21T12:00:00.000Z",
            "lastModified": "2026-11-21T12:00:00.000Z", "location": location,
            "version": "W/\"1\""
        }),
        "RFC 7643 §3.1"
    );
    assert_eq!(answer.header("location"), Some(location.as_str()), "RFC 7644 §3.3");
    assert_eq!(answer.header("etag"), Some("W/\"1\""), "RFC 7644 §3.14");
    let read = send(&tenant, "GET", &format!("Users/{id}"), None).await;
    assert_eq!(read.json(), created, "it is read as it was created");
}

#[tokio::test]
async fn names_are_unique() {
    let tenant = tenant().await;
    create(&tenant, user("Dale")).await;
    let other = create(&tenant, user("other")).await;
    let group = json!({"schemas": [urn::GROUP], "displayName": "Sales"});
    create(&tenant, group.clone()).await;
    let rename = json!({"schemas": [urn::PATCH_OP],
        "Operations": [{"op": "replace", "path": "userName", "value": "DALE"}]});
    let path = format!("Users/{}", other["id"].as_str().unwrap());
    let cases = [
        ("POST", "Users", user("dALE"), "a user in other letter case"),
        ("POST", "Groups", group, "a group: Entra finds groups by name"),
        ("PATCH", &path, rename, "a change"),
        ("PUT", &path, user("dale"), "a replacement"),
    ];
    for (method, path, body, why) in cases {
        let answer = send(&tenant, method, path, Some(&body)).await;
        assert_eq!(answer.status, 409, "{why}");
        assert_eq!(answer.json()["scimType"], "uniqueness", "{why}");
    }
    let same = send(&tenant, "PUT", &path, Some(&user("Other"))).await;
    assert_eq!(same.status, 200, "its own name is not taken");
}

#[tokio::test]
async fn a_replacement_replaces() {
    let tenant = tenant().await;
    let mut before = user("a");
    before["title"] = json!("T");
    let created = create(&tenant, before).await;
    let path = format!("Users/{}", created["id"].as_str().unwrap());
    let mut after = user("a");
    after["nickName"] = json!("N");
    after["id"] = json!("mine");
    let replaced = send(&tenant, "PUT", &path, Some(&after)).await;
    assert_eq!(replaced.status, 200, "RFC 7644 §3.5.1");
    let replaced = replaced.json();
    assert_eq!(replaced.get("title"), None, "what is not sent is gone");
    assert_eq!(replaced["nickName"], "N", "what is sent is there");
    assert_eq!(replaced["id"], created["id"], "the id is the server's");
    assert_eq!(replaced["meta"]["version"], "W/\"2\"", "it is a new version");
}

#[tokio::test]
async fn versions_guard_changes() {
    let tenant = tenant().await;
    let created = create(&tenant, user("a")).await;
    let path = format!("Users/{}", created["id"].as_str().unwrap());
    let rename = json!({"schemas": [urn::PATCH_OP],
        "Operations": [{"op": "replace", "path": "title", "value": "T"}]});
    let cases = [
        ("GET", "If-None-Match: W/\"1\"", Value::Null, 304, "unchanged"),
        ("PATCH", "If-Match: W/\"7\"", rename.clone(), 412, "another version"),
        ("PATCH", "If-Match: W/\"1\"", rename, 200, "this version"),
        ("GET", "If-None-Match: W/\"1\"", Value::Null, 200, "changed"),
        ("DELETE", "If-Match: W/\"1\"", Value::Null, 412, "an old version"),
        ("DELETE", "If-Match: *", Value::Null, 204, "any version"),
    ];
    for (method, condition, body, status, why) in cases {
        let headers = format!(
            "Authorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\n{condition}\r\n"
        );
        let answer = send_raw(&tenant, method, &path, &headers, body.to_string().as_bytes()).await;
        assert_eq!(answer.status, status, "{why}");
    }
}

#[tokio::test]
async fn lists_are_filtered_sorted_and_cut_into_pages() {
    let tenant = tenant().await;
    for name in ["b", "A", "d", "c"] {
        create(&tenant, user(name)).await;
    }
    create(&tenant, json!({"schemas": [urn::GROUP], "displayName": "g"})).await;
    let cases: [(&str, &[&str], u64, &str); 13] = [
        ("Users", &["b", "A", "d", "c"], 4, "everybody, in the order of creation"),
        ("Users?sortBy=userName", &["A", "b", "c", "d"], 4, "sorted without letter case"),
        ("Users?sortBy=userName&sortOrder=descending", &["d", "c", "b", "A"], 4, "backwards"),
        ("Users?startIndex=2&count=2", &["A", "d"], 4, "the second page"),
        ("Users?startIndex=9", &[], 4, "a page behind the end"),
        ("Users?startIndex=-3&count=1", &["b"], 4, "a start before the first is the first"),
        ("Users?count=0", &[], 4, "only the total"),
        ("Users?count=-1", &[], 4, "a negative count is none"),
        ("Users?filter=userName%20eq%20%22B%22", &["b"], 1, "a filter, spaces as %20"),
        ("Users?filter=userName+gt+%22b%22&count=1", &["d"], 2, "a filter and a page"),
        ("Users?filter=not+(userName+eq+%22b%22)+and+displayName+co+%22C%22", &["c"], 1, "not"),
        ("Groups", &["g"], 1, "groups apart"),
        (
            "Users?aadOptscim062020&unknown=1",
            &["b", "A", "d", "c"],
            4,
            "other words are passed over",
        ),
    ];
    for (path, expected, total, why) in cases {
        let answer = send(&tenant, "GET", path, None).await;
        assert_eq!(answer.status, 200, "{why}");
        assert_eq!(names(&answer), expected, "{why}");
        let body = answer.json();
        assert_eq!(body["totalResults"], total, "the total: {why}");
        assert_eq!(body["itemsPerPage"], expected.len(), "the size of the page: {why}");
        assert_eq!(body["schemas"], json!([urn::LIST_RESPONSE]), "a list: {why}");
    }
    let refused = [
        ("Users?filter=userName", "invalidFilter", "half a filter"),
        ("Users?filter=", "invalidFilter", "an empty filter"),
        (
            "Users?filter=userName+eq+%22a%22b%22",
            "invalidFilter",
            "a quote in a value, as Entra sends it",
        ),
        ("Users?count=many", "invalidValue", "no number"),
        ("Users?sortBy=a.b.c", "invalidValue", "no path"),
        ("Users?attributes=a+b", "invalidValue", "no attribute"),
    ];
    for (path, scim_type, why) in refused {
        let answer = send(&tenant, "GET", path, None).await;
        assert_eq!(answer.status, 400, "{why}");
        assert_eq!(answer.json()["scimType"], scim_type, "{why}");
    }
}

#[tokio::test]
async fn searches_can_be_sent_as_a_body() {
    let tenant = tenant().await;
    create(&tenant, user("a")).await;
    create(&tenant, json!({"schemas": [urn::GROUP], "displayName": "a"})).await;
    let search = json!({
        "schemas": [urn::SEARCH_REQUEST], "attributes": ["userName"],
        "filter": "displayName eq \"a\"", "startIndex": 1, "count": 10
    });
    for (path, total) in [("Users/.search", 1), ("Groups/.search", 1), (".search", 2)] {
        let answer = send(&tenant, "POST", path, Some(&search)).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.json()["totalResults"], total, "{path}");
        assert_eq!(answer.json()["Resources"][0].get("displayName"), None, "{path}: attributes");
    }
    let unnamed = send(&tenant, "POST", ".search", Some(&json!({"filter": "id pr"}))).await;
    assert_eq!(unnamed.status, 400, "a search names its message");
}

#[tokio::test]
async fn attributes_are_chosen() {
    let tenant = tenant().await;
    let created = create(
        &tenant,
        json!({
            "schemas": [urn::USER, urn::ENTERPRISE_USER], "userName": "a", "password": "hidden",
            (urn::ENTERPRISE_USER): {"department": "D", "division": "V"}
        }),
    )
    .await;
    assert_eq!(created.get("password"), None, "a password never comes back");
    let id = created["id"].as_str().unwrap();
    let schemas = &created["schemas"];
    let only = format!("Users/{id}?attributes={}:department", urn::ENTERPRISE_USER);
    assert_eq!(
        send(&tenant, "GET", &only, None).await.json(),
        json!({"schemas": schemas, "id": id, (urn::ENTERPRISE_USER): {"department": "D"}}),
        "one attribute, and what is always there"
    );
    let without = format!("Users/{id}?excludedAttributes=meta,{}", urn::ENTERPRISE_USER);
    assert_eq!(
        send(&tenant, "GET", &without, None).await.json(),
        json!({"schemas": schemas, "id": id, "userName": "a"}),
        "everything but"
    );
}

#[tokio::test]
async fn who_is_deleted_leaves_their_groups() {
    let tenant = tenant().await;
    let id = create(&tenant, user("a")).await["id"].as_str().unwrap().to_owned();
    let group = create(
        &tenant,
        json!({"schemas": [urn::GROUP], "displayName": "g", "members": [{"value": id}]}),
    )
    .await;
    assert_eq!(send(&tenant, "DELETE", &format!("Users/{id}"), None).await.status, 204, "deleted");
    let path = format!("Groups/{}", group["id"].as_str().unwrap());
    let members = send(&tenant, "GET", &path, None).await.json().get("members").cloned();
    assert_eq!(members, None, "no group keeps a member who does not exist");
}

#[tokio::test]
async fn the_server_describes_itself() {
    let tenant = tenant().await;
    let config = send(&tenant, "GET", "ServiceProviderConfig", None).await.json();
    assert_eq!(config["patch"]["supported"], true, "it takes PATCH");
    assert_eq!(config["bulk"]["supported"], false, "it takes no bulk requests");
    for (list, expected) in [
        ("ResourceTypes", &["User", "Group"][..]),
        ("Schemas", &[urn::USER, urn::ENTERPRISE_USER, urn::GROUP]),
    ] {
        let all = send(&tenant, "GET", list, None).await.json();
        let all = all["Resources"].as_array().unwrap();
        let ids: Vec<&str> = all.iter().filter_map(|one| one["id"].as_str()).collect();
        assert_eq!(ids, expected, "{list}");
        for one in all {
            let path = format!("{list}/{}", one["id"].as_str().unwrap());
            assert_eq!(send(&tenant, "GET", &path, None).await.json(), *one, "{path} alone");
            let location = one["meta"]["location"].as_str().unwrap();
            assert_eq!(location, format!("{}{path}", tenant.tenant_url()), "{path} says where");
        }
    }
}

#[tokio::test]
async fn many_requests_at_once_lose_nothing() {
    let tenant = std::sync::Arc::new(tenant().await);
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..40 {
        let tenant = std::sync::Arc::clone(&tenant);
        // Each name is sent twice; one of the two must win.
        let body = user(&format!("user{}", number / 2));
        tasks.spawn(async move { send(&tenant, "POST", "Users", Some(&body)).await.status });
    }
    let mut statuses = tasks.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [[201; 20], [409; 20]].concat(), "one of each pair is created");
    let all = send(&tenant, "GET", "Users", None).await.json();
    assert_eq!(all["totalResults"], 20, "and all of those are there");
}
