//! What the server can do, as it says itself: `/ServiceProviderConfig`, `/ResourceTypes`, `/Schemas`
//! (RFC 7644 §4).

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use footbridge_scim::{ListResponse, Resource, ResourceType, ScimError, schema::Schema, urn};
use serde_json::{Value, json};

use crate::query::MAX_RESULTS;
use crate::reply::{Failure, json as reply};
use crate::shared::Tenant;

type Shared = State<Arc<Tenant>>;
type Answer = Result<Response, Failure>;

/// Returns the routes of discovery.
pub(crate) fn routes() -> Router<Arc<Tenant>> {
    Router::new()
        .route(
            "/ServiceProviderConfig",
            get(|State(tenant): Shared| async move {
                reply(StatusCode::OK, &service_provider_config(&tenant.condition().base))
            }),
        )
        .route(
            "/ResourceTypes",
            get(|State(tenant): Shared, query: RawQuery| async move {
                all(&query, resource_types(&tenant.condition().base))
            }),
        )
        .route(
            "/ResourceTypes/{id}",
            get(|State(tenant): Shared, Path(id): Path<String>| async move {
                one(&id, resource_types(&tenant.condition().base))
            }),
        )
        .route(
            "/Schemas",
            get(|State(tenant): Shared, query: RawQuery| async move {
                all(&query, schemas(&tenant.condition().base))
            }),
        )
        .route(
            "/Schemas/{id}",
            get(|State(tenant): Shared, Path(id): Path<String>| async move {
                one(&id, schemas(&tenant.condition().base))
            }),
        )
}

fn all(RawQuery(query): &RawQuery, found: Vec<Resource>) -> Answer {
    let query = query.as_deref().unwrap_or_default();
    if url::form_urlencoded::parse(query.as_bytes()).any(|(name, _)| name == "filter") {
        // RFC 7644 §4: a filter here is refused, never passed over.
        return Err(ScimError::new(403, "this list cannot be filtered").into());
    }
    let list = ListResponse { total_results: found.len(), start_index: 1, resources: found };
    Ok(reply(StatusCode::OK, &list))
}

fn one(id: &str, found: Vec<Resource>) -> Answer {
    found
        .iter()
        .find(|resource| resource.get("id").and_then(Value::as_str) == Some(id))
        .map(|resource| reply(StatusCode::OK, resource))
        .ok_or_else(|| ScimError::new(404, format!("there is no {id} here")).into())
}

fn service_provider_config(base: &str) -> Value {
    json!({
        "schemas": [urn::SERVICE_PROVIDER_CONFIG],
        "patch": {"supported": true},
        "bulk": {"supported": false, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": true, "maxResults": MAX_RESULTS},
        "changePassword": {"supported": false},
        "sort": {"supported": true},
        "etag": {"supported": true},
        "authenticationSchemes": [{
            "type": "oauthbearertoken",
            "name": "Bearer token",
            "description": "The token that the practice tenant was started with",
            "specUri": "https://www.rfc-editor.org/rfc/rfc6750",
            "primary": true,
        }],
        "meta": {
            "resourceType": "ServiceProviderConfig",
            "location": format!("{base}/ServiceProviderConfig"),
        },
    })
}

fn resource_types(base: &str) -> Vec<Resource> {
    let describe = |kind: ResourceType| {
        let extensions: Vec<Value> = kind
            .extensions()
            .iter()
            .map(|extension| json!({"schema": extension.id, "required": false}))
            .collect();
        object([
            ("schemas", json!([urn::RESOURCE_TYPE])),
            ("id", json!(kind.name())),
            ("name", json!(kind.name())),
            ("description", json!(kind.schema().description)),
            ("endpoint", json!(format!("/{}", kind.endpoint()))),
            ("schema", json!(kind.schema().id)),
            ("schemaExtensions", Value::Array(extensions)),
            ("meta", meta(base, "ResourceType", "ResourceTypes", kind.name())),
        ])
    };
    ResourceType::ALL.into_iter().map(describe).collect()
}

fn schemas(base: &str) -> Vec<Resource> {
    let describe = |schema: &Schema| {
        object([
            ("schemas", json!([urn::SCHEMA])),
            ("id", json!(schema.id)),
            ("name", json!(schema.name)),
            ("description", json!(schema.description)),
            ("attributes", json!(schema.attributes)),
            ("meta", meta(base, "Schema", "Schemas", &schema.id)),
        ])
    };
    ResourceType::ALL
        .into_iter()
        .flat_map(|kind| std::iter::once(kind.schema()).chain(kind.extensions()))
        .map(describe)
        .collect()
}

fn meta(base: &str, resource_type: &str, endpoint: &str, id: &str) -> Value {
    json!({"resourceType": resource_type, "location": format!("{base}/{endpoint}/{id}")})
}

fn object<const N: usize>(fields: [(&str, Value); N]) -> Resource {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
