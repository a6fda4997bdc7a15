//! Deleting what a proof created: as a check of the proof, and afterwards whatever is left.

use footbridge_scim::{Request, ResourceType, TenantUrl, WriteRequest};

use crate::code::Code;
use crate::journal::Made;
use crate::person::has_tag;
use crate::reading;
use crate::record::Observed;
use crate::report::{Dialect, LeftBehind};
use crate::run::{Creation, Run, Stop, read};
use crate::users::is_in;

/// The names of the three checks.
pub(crate) struct Checks {
    pub(crate) deleted: &'static str,
    pub(crate) gone_by_id: &'static str,
    pub(crate) gone_by_filter: &'static str,
}

/// Of a user.
pub(crate) const USER: Checks = Checks {
    deleted: "users.deleted",
    gone_by_id: "users.gone_by_id",
    gone_by_filter: "users.gone_by_filter",
};

/// Of a group.
pub(crate) const GROUP: Checks = Checks {
    deleted: "groups.deleted",
    gone_by_id: "groups.gone_by_id",
    gone_by_filter: "groups.gone_by_filter",
};

/// Deletes a resource and looks whether it is gone, by its id and by a query that found it before.
pub(crate) async fn delete(
    run: &mut Run<'_>,
    tenant: &TenantUrl,
    dialect: Dialect,
    (kind, id): (ResourceType, &str),
    query: &WriteRequest,
) -> Result<(), Stop> {
    let checks = match kind {
        ResourceType::User => USER,
        ResourceType::Group => GROUP,
    };
    run.record.begin(dialect, checks.deleted, None);
    let answer = run.ask(&deleting(tenant, kind, id)).await?;
    let is_accepted = reading::is_success(&answer) || reading::is_gone(&answer);
    let refused = || Observed::new(Code::LeftBehind).evidence(reading::words(&answer));
    run.record.end((!is_accepted).then(refused), format!("status {}", answer.status));
    if !is_accepted {
        return Ok(());
    }
    run.record.begin(dialect, checks.gone_by_id, None);
    let read = run.settled(&read(tenant, kind, id), |it| !reading::is_of(it, id)).await?;
    let is_gone = !reading::is_of(&read, id);
    let still = || {
        Observed::new(Code::DeleteIgnored)
            .of(kind.name())
            .evidence(format!("read by its id after deletion: {}", reading::words(&read)))
    };
    let seen = match (is_gone, reading::is_gone(&read)) {
        (false, _) => Some(still()),
        (true, false) => {
            Some(Observed::new(Code::GoneStatus).of(kind.name()).evidence(reading::words(&read)))
        }
        (true, true) => None,
    };
    run.record.end(seen, format!("status {}", read.status));
    run.record.begin(dialect, checks.gone_by_filter, None);
    let found = run.settled(query, |answer| !is_in(answer, id)).await?;
    let is_listed = is_in(&found, id);
    let seen = match (is_listed, reading::list(&found)) {
        (true, _) => Some(
            Observed::new(Code::DeleteIgnored).of(kind.name()).evidence("a query still finds it"),
        ),
        (false, None) => Some(Observed::new(Code::QueryFailed).evidence(reading::words(&found))),
        (false, Some(_)) => None,
    };
    run.record.end(seen, "not found");
    if is_gone && !is_listed {
        run.gone(kind, id)?;
    }
    Ok(())
}

/// Deletes whatever is left of what was created, the latest first, and returns what cannot be.
pub(crate) async fn clean_up(run: &mut Run<'_>, tenant: &TenantUrl) -> Vec<LeftBehind> {
    let mut left = Vec::new();
    let open: Vec<Creation> =
        run.creations.iter().rev().filter(|it| !it.is_gone).cloned().collect();
    for creation in open {
        let made = &creation.made;
        // A connection that broke is opened anew by the next request.
        let mut outcome = remove(run, tenant, &creation).await;
        if matches!(outcome, Err(Stop::Unanswered(_))) {
            outcome = remove(run, tenant, &creation).await;
        }
        match outcome {
            Ok(ids) if ids.is_empty() => {
                // A journal that cannot be written says less than there is to say.
                drop(made.id.as_deref().map(|id| run.gone(made.kind, id)));
            }
            Ok(ids) => left.extend(ids.into_iter().map(|id| behind(tenant, made, Some(id)))),
            Err(_) => left.push(behind(tenant, made, made.id.clone())),
        }
    }
    left.dedup();
    left
}

/// Deletes one thing, under its id where that is known and else under whatever id a query finds with
/// its name. What does not hold its tag is somebody else's and stays. Returns the ids that cannot be
/// deleted.
async fn remove(
    run: &mut Run<'_>,
    tenant: &TenantUrl,
    Creation { made, is_confirmed, .. }: &Creation,
) -> Result<Vec<String>, Stop> {
    let mut unread = None;
    let mut ids: Vec<String> = Vec::new();
    match &made.id {
        Some(id) if *is_confirmed => ids.push(id.clone()),
        Some(id) => {
            let (answer, is_ours) = run.confirm(tenant, made.kind, id).await?;
            ids.extend(is_ours.then(|| id.clone()));
            let is_told = reading::is_gone(&answer) || reading::is_success(&answer);
            unread = (!is_told).then(|| id.clone());
        }
        None => {}
    }
    if ids.is_empty() {
        // Whether it was created at all cannot be told by a server that does not answer.
        ids = named(run, tenant, made).await?.ok_or(Stop::Ended)?;
    }
    if ids.is_empty() {
        return Ok(unread.into_iter().collect());
    }
    let mut left = Vec::new();
    for id in ids {
        let deleted = run.ask(&deleting(tenant, made.kind, &id)).await?;
        let is_accepted = reading::is_success(&deleted) || reading::is_gone(&deleted);
        let after = run.ask(&read(tenant, made.kind, &id)).await?;
        let is_there = if reading::is_gone(&after) {
            false
        } else if reading::is_of(&after, &id) {
            true
        } else {
            // Neither the one nor the other: a query tells, or else what was said to the deletion.
            named(run, tenant, made).await?.map_or(!is_accepted, |ids| ids.contains(&id))
        };
        if is_there {
            left.push(id);
        }
    }
    Ok(left)
}

/// Returns the ids that a query finds with this very name; nothing when the query is not answered. A
/// server that passes over filters shows others, too.
async fn named(
    run: &mut Run<'_>,
    tenant: &TenantUrl,
    made: &Made,
) -> Result<Option<Vec<String>>, Stop> {
    let found = run.ask(&query(tenant, made)).await?;
    let Some(list) = reading::list(&found).map(|list| list.resources) else { return Ok(None) };
    let is_its = |it: &&footbridge_scim::Resource| {
        let name = made.kind.value_at(it, &made.by).and_then(|name| name.as_str());
        name.is_some_and(|name| has_tag(name, &made.tag))
    };
    Ok(Some(list.iter().filter(is_its).filter_map(reading::id).collect()))
}

fn deleting(tenant: &TenantUrl, kind: ResourceType, id: &str) -> WriteRequest {
    match kind {
        ResourceType::User => WriteRequest::delete_user(tenant, id),
        ResourceType::Group => WriteRequest::delete_group(tenant, id),
    }
}

fn query(tenant: &TenantUrl, made: &Made) -> WriteRequest {
    match made.kind {
        ResourceType::User => Request::find_user(tenant, &made.by, &made.name).into(),
        ResourceType::Group => Request::find_group(tenant, &made.by, &made.name).into(),
    }
}

fn behind(tenant: &TenantUrl, made: &Made, id: Option<String>) -> LeftBehind {
    LeftBehind {
        resource: made.kind.name().to_owned(),
        url: id.as_ref().map(|id| deleting(tenant, made.kind, id).url),
        id,
        name: made.name.clone(),
    }
}
