//! What Entra does from its first probe to the last removal, in both dialects.

use footbridge_practice::PracticeTenant;
use footbridge_scim::{Request, TenantUrl, urn};
use serde_json::{Value, json};

use crate::client::{place, send};
use crate::tenant;

/// Sends one of Entra's queries exactly as it is.
async fn ask(tenant: &PracticeTenant, request: &Request) -> Value {
    let (_, root) = place(tenant);
    let path = request.target().strip_prefix(&root).unwrap().trim_start_matches('/');
    let answer = send(tenant, Request::METHOD, path, None).await;
    assert_eq!(answer.status, 200, "a query is always answered with a list: {path}");
    answer.json()
}

async fn patch(tenant: &PracticeTenant, path: &str, operations: Value) {
    let body = json!({"schemas": [urn::PATCH_OP], "Operations": operations});
    let answer = send(tenant, "PATCH", path, Some(&body)).await;
    assert_eq!(answer.status, 200, "PATCH {path}: {}", String::from_utf8_lossy(&answer.body));
}

async fn read(tenant: &PracticeTenant, path: &str) -> Value {
    send(tenant, "GET", path, None).await.json()
}

#[tokio::test]
async fn the_probes_get_an_empty_list() {
    let tenant = tenant().await;
    let guid = uuid::Uuid::new_v4();
    let empty = json!({
        "schemas": [urn::LIST_RESPONSE], "totalResults": 0, "Resources": [],
        "startIndex": 1, "itemsPerPage": 0
    });
    let flagged = format!("{}?aadOptscim062020", tenant.tenant_url());
    for url in [&tenant.tenant_url(), tenant.tenant_url().trim_end_matches('/'), &flagged] {
        let url = TenantUrl::parse(url).unwrap();
        let attributes =
            ["userName", "externalId", "emails[type eq \"work\"].value", "PLACEHOLDER"];
        for attribute in attributes {
            let probe = Request::user_probe(&url, attribute, guid);
            assert_eq!(ask(&tenant, &probe).await, empty, "{url} by {attribute}");
        }
        assert_eq!(ask(&tenant, &Request::group_probe(&url, guid)).await, empty, "{url} groups");
    }
}

#[tokio::test]
async fn a_user_and_a_group_live_their_lives() {
    for flag in ["", "?aadOptscim062020"] {
        let tenant = tenant().await;
        let url = TenantUrl::parse(&format!("{}{flag}", tenant.tenant_url())).unwrap();
        let modern = !flag.is_empty();

        // Created, with what Entra leaves to the server.
        let user = json!({
            "schemas": [urn::USER, urn::ENTERPRISE_USER],
            "externalId": "0a21", "userName": "Dale.Mohr@contoso.com", "active": true,
            "emails": [{"primary": true, "type": "work", "value": "dale@contoso.com"}],
            "meta": {"resourceType": "User"}, "roles": [],
            (urn::ENTERPRISE_USER): {"organization": "Contoso", "department": "Sales"}
        });
        let created = send(&tenant, "POST", &format!("Users{flag}"), Some(&user)).await;
        assert_eq!(created.status, 201, "a user is created");
        let created = created.json();
        let id = created["id"].as_str().unwrap();
        let user_path = format!("Users/{id}{flag}");

        // Found again, in other letter case and by a filtered path.
        for (attribute, value) in [
            ("userName", "dale.mohr@CONTOSO.com"),
            ("externalId", "0a21"),
            ("emails[type eq \"work\"].value", "dale@contoso.com"),
        ] {
            let found = ask(&tenant, &Request::find_user(&url, attribute, value)).await;
            assert_eq!(found["totalResults"], 1, "found by {attribute}");
            assert_eq!(found["Resources"][0]["id"], id, "the same user by {attribute}");
        }

        // Changed in the dialect of the flag.
        let department = format!("{}:department", urn::ENTERPRISE_USER);
        let operations = if modern {
            json!([
                {"op": "replace", "path": "phoneNumbers[type eq \"work\"].value", "value": "1"},
                {"op": "replace", "value": {"name.givenName": "Dale", (department): "Support"}}
            ])
        } else {
            json!([
                {"op": "Add", "path": "phoneNumbers[type eq \"work\"].value", "value": "1"},
                {"op": "Add", "path": "name.givenName", "value": "Dale"},
                {"op": "Replace", "path": department, "value": "Support"}
            ])
        };
        patch(&tenant, &user_path, operations).await;
        let changed = read(&tenant, &user_path).await;
        assert_eq!(changed["name"], json!({"givenName": "Dale"}), "a name came ({flag})");
        assert_eq!(
            changed["phoneNumbers"],
            json!([{"type": "work", "value": "1"}]),
            "a number that did not exist came ({flag})"
        );
        assert_eq!(
            changed[urn::ENTERPRISE_USER],
            json!({"organization": "Contoso", "department": "Support"}),
            "one attribute of the extension changed, the other stayed ({flag})"
        );

        // In a group and out of it again.
        let group = json!({
            "schemas": [urn::GROUP, "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
            "externalId": "8aa1", "displayName": "Sales Team", "meta": {"resourceType": "Group"}
        });
        let group = send(&tenant, "POST", &format!("Groups{flag}"), Some(&group)).await.json();
        let group_path = format!("Groups/{}{flag}", group["id"].as_str().unwrap());
        let members = if modern {
            json!([{"op": "add", "path": "members", "value": [{"value": id}, {"value": "other"}]}])
        } else {
            json!([{"op": "Add", "path": "members",
                "value": [{"$ref": null, "value": id}, {"$ref": null, "value": "other"}]}])
        };
        patch(&tenant, &group_path, members).await;
        let found = ask(&tenant, &Request::find_group(&url, "displayName", "sales team")).await;
        assert_eq!(found["totalResults"], 1, "the group is found by its name ({flag})");
        assert_eq!(found["Resources"][0].get("members"), None, "without its members ({flag})");
        let groups = &read(&tenant, &user_path).await["groups"];
        assert_eq!(groups[0]["display"], "Sales Team", "the user shows the group ({flag})");
        let removal = if modern {
            json!([{"op": "remove", "path": format!("members[value eq \"{id}\"]")}])
        } else {
            json!([{"op": "Remove", "path": "members", "value": [{"$ref": null, "value": id}]}])
        };
        patch(&tenant, &group_path, removal).await;
        assert_eq!(
            read(&tenant, &group_path).await["members"],
            json!([{"value": "other"}]),
            "only the named member left ({flag})"
        );

        // Disabled, and still to be found; then deleted.
        let disabled = if modern {
            json!([{"op": "replace", "path": "active", "value": false}])
        } else {
            json!([{"op": "Replace", "path": "active", "value": "False"}])
        };
        patch(&tenant, &user_path, disabled).await;
        let name = Request::find_user(&url, "userName", "dale.mohr@contoso.com");
        let found = ask(&tenant, &name).await;
        assert_eq!(found["Resources"][0]["active"], false, "disabled as a Boolean ({flag})");
        let deleted = send(&tenant, "DELETE", &user_path, None).await;
        assert_eq!((deleted.status, deleted.body.len()), (204, 0), "deleted ({flag})");
        assert_eq!(send(&tenant, "GET", &user_path, None).await.status, 404, "gone ({flag})");
        assert_eq!(ask(&tenant, &name).await["totalResults"], 0, "and not found ({flag})");
    }
}
