//! Where faults step in: before the token is looked at, and after.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::fault::Behaviour;
use crate::shared::Tenant;

/// Answers in the server's place, or lets wait, before the token is looked at.
pub(crate) async fn answer(
    State(tenant): State<Arc<Tenant>>,
    request: Request,
    next: Next,
) -> Response {
    for fault in &tenant.condition().faults {
        match fault.behaviour {
            Behaviour::Instead(at, answer) if at.applies(request.uri()) => return answer(),
            Behaviour::Wait => tokio::time::sleep(tenant.slowness).await,
            Behaviour::Hang => std::future::pending().await,
            _ => {}
        }
    }
    next.run(request).await
}

/// Answers in the server's place, once the token is accepted.
pub(crate) async fn answer_after_token(
    State(tenant): State<Arc<Tenant>>,
    request: Request,
    next: Next,
) -> Response {
    for fault in &tenant.condition().faults {
        match fault.behaviour {
            Behaviour::AfterToken(at, answer) if at.applies(request.uri()) => return answer(),
            _ => {}
        }
    }
    next.run(request).await
}
