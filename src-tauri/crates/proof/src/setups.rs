//! What Entra does in set-ups that are not this mapping table's: people matched by `externalId` or by
//! their work e-mail, somebody restored after a soft deletion, a reference to a manager, a value that
//! is removed, twenty members at once.

use std::iter;

use footbridge_scim::{
    GroupChange, PatchDialect, Resource, ResourceType, TargetChange, TargetValue, WriteRequest, urn,
};
use serde_json::Value;

use crate::code::Code;
use crate::groups::{self, Team};
use crate::person::{ACTIVE, Person};
use crate::reading;
use crate::record::Observed;
use crate::report::{Alteration, TargetStatus};
use crate::run::{Run, Stop};
use crate::stored::{compare, text_of};
use crate::users::{self, Subject, is_free, is_missing};

/// As many members are added at once.
pub(crate) const MANY: usize = 20;

/// What is removed from a person.
const REMOVED: &str = "title";

/// Looks whether everybody's name is free, and whatever else the person is looked for by.
pub(crate) async fn free(
    run: &mut Run<'_>,
    subject: Subject<'_>,
    manager: &Person,
    crowd: &[Person],
) -> Result<(), Stop> {
    users::free(run, subject, "setups.free").await?;
    run.record.begin(subject.dialect, "setups.free_others", None);
    for person in iter::once(manager).chain(crowd) {
        let (target, value) = person.name();
        is_free(run, &subject.find(target, value), (target, value)).await?;
    }
    run.record.end(None, "nobody has these names");
    Ok(())
}

/// Proves the other set-ups with a person and a manager and, where there is a group, twenty more.
pub(crate) async fn prove(
    run: &mut Run<'_>,
    subject: Subject<'_>,
    manager: &Person,
    crowd: Option<(Team<'_>, &[Person])>,
) -> Result<(), Stop> {
    run.record.begin(subject.dialect, "setups.create", None);
    let id = create(run, subject, subject.person).await?;
    let manager_id = create(run, subject, manager).await?;
    run.record.end(None, "a person and a manager");
    matched(run, subject, &id).await?;
    manage(run, subject, &id, &manager_id).await?;
    removed(run, subject, &id).await?;
    restored(run, subject, &id).await?;
    if let Some((team, people)) = crowd {
        many(run, subject, team, people).await?;
    }
    Ok(())
}

/// Creates a person within the check that has begun, and returns the id under which it may be changed.
pub(crate) async fn create(
    run: &mut Run<'_>,
    subject: Subject<'_>,
    person: &Person,
) -> Result<String, Stop> {
    let kind = ResourceType::User;
    let request = WriteRequest::create_user(subject.tenant, &person.created());
    let (answer, id) = run.create(kind, person.name(), &person.tag, &request).await?;
    let code = if reading::is_success(&answer) { Code::NoId } else { Code::CreateRefused };
    if let Some(id) = id.filter(|_| reading::is_success(&answer)) {
        let (_, is_ours) = run.confirm(subject.tenant, kind, &id).await?;
        if is_ours {
            return Ok(id);
        }
    }
    run.record.end(Some(Observed::new(code).evidence(reading::words(&answer))), "");
    Err(Stop::Ended)
}

async fn matched(run: &mut Run<'_>, subject: Subject<'_>, id: &str) -> Result<(), Stop> {
    for (target, value) in subject.person.matching().into_iter().skip(1) {
        run.record.begin(subject.dialect, "setups.matched", Some(target));
        let missing = is_missing(run, &subject.find(target, value), id).await?;
        let seen = missing.map(|words| Observed::new(Code::NotFound).of(target).evidence(words));
        run.record.end(seen, "found");
    }
    Ok(())
}

async fn manage(
    run: &mut Run<'_>,
    subject: Subject<'_>,
    id: &str,
    manager: &str,
) -> Result<(), Stop> {
    run.record.begin(subject.dialect, "setups.manager", None);
    let target = format!("{}:manager", urn::ENTERPRISE_USER);
    let value = TargetValue::One(manager.to_owned());
    let change = TargetChange { target: &target, was_empty: true, value };
    let lost = |words: String| Some(Observed::new(Code::ManagerLost).of(&target).evidence(words));
    let (words, user) = patch(run, subject, id, &[change]).await?;
    let stored = user.as_ref().and_then(|it| ResourceType::User.value_at(it, &target));
    let seen = match stored {
        _ if user.is_none() => lost(words),
        Some(Value::Object(stored)) if refers_to(stored, manager) => None,
        Some(Value::String(text)) if text == manager => {
            Some(Observed::new(Code::ManagerAsText).of(&target).evidence(format!("\"{text}\"")))
        }
        Some(other) => lost(format!("read back as {other}")),
        None => lost("accepted, and not there when it is read".to_owned()),
    };
    run.record.end(seen, "a reference");
    Ok(())
}

/// Whether a reference leads to this id, which a number may be.
fn refers_to(reference: &Resource, id: &str) -> bool {
    let value = reference.iter().find(|(key, _)| key.eq_ignore_ascii_case("value"));
    value.is_some_and(|(_, value)| text_of(value).eq_ignore_ascii_case(id))
}

async fn removed(run: &mut Run<'_>, subject: Subject<'_>, id: &str) -> Result<(), Stop> {
    run.record.begin(subject.dialect, "setups.removed", None);
    let patch = subject.dialect.patch();
    let request = WriteRequest::remove_value(subject.tenant, id, REMOVED, patch);
    let answer = run.ask(&request).await?;
    let read = run.ask(&WriteRequest::read_user(subject.tenant, id)).await?;
    let user = reading::resource(&read).unwrap_or_default();
    let still = ResourceType::User.value_at(&user, REMOVED).filter(|it| !it.is_null());
    let seen = match (reading::is_success(&answer), still) {
        (true, None) => None,
        (true, Some(still)) => Some(format!("accepted, and still {still}")),
        (false, _) => Some(reading::words(&answer)),
    };
    let of = |words| Observed::new(Code::RemovalIgnored).of(REMOVED).evidence(words);
    run.record.end(seen.map(of), "no value");
    Ok(())
}

/// Disables the person, and brings it back with another name in the same change.
async fn restored(run: &mut Run<'_>, subject: Subject<'_>, id: &str) -> Result<(), Stop> {
    run.record.begin(subject.dialect, "setups.restored", None);
    let switched = |to: &str| TargetChange {
        target: ACTIVE,
        was_empty: false,
        value: TargetValue::One(to.to_owned()),
    };
    patch(run, subject, id, &[switched("False")]).await?;
    let renamed = subject.person.targets.iter().find(|it| it.target == "displayName");
    let mut changes = vec![switched("True")];
    changes.extend(renamed.and_then(|it| {
        let value = it.changed.clone()?;
        Some(TargetChange { target: &it.target, was_empty: false, value })
    }));
    let (words, user) = patch(run, subject, id, &changes).await?;
    let lost: Vec<String> = match &user {
        None => vec![words],
        Some(user) => {
            let stored = changes.iter().map(|it| (it, compare(it.target, &it.value, user)));
            let is_lost = stored.filter(|(_, it)| {
                it.status == TargetStatus::Lost || it.alteration == Some(Alteration::Other)
            });
            is_lost.map(|(change, _)| change.target.to_owned()).collect()
        }
    };
    let of = |lost: Vec<String>| Observed::new(Code::RestoreIgnored).evidence(lost.join(", "));
    run.record.end((!lost.is_empty()).then(|| of(lost)), "active again, with another name");
    Ok(())
}

/// Changes a person and reads it; without a person there are the server's words.
async fn patch(
    run: &mut Run<'_>,
    subject: Subject<'_>,
    id: &str,
    changes: &[TargetChange<'_>],
) -> Result<(String, Option<Resource>), Stop> {
    let dialect: PatchDialect = subject.dialect.patch();
    let request = WriteRequest::change_user(subject.tenant, id, changes, dialect);
    let Some(request) = request else { return Ok((String::new(), None)) };
    let answer = run.ask(&request).await?;
    if !reading::is_success(&answer) {
        return Ok((reading::words(&answer), None));
    }
    let read = run.ask(&WriteRequest::read_user(subject.tenant, id)).await?;
    Ok((reading::words(&read), reading::resource(&read)))
}

/// Adds twenty members in one change.
async fn many(
    run: &mut Run<'_>,
    subject: Subject<'_>,
    team: Team<'_>,
    people: &[Person],
) -> Result<(), Stop> {
    let group = groups::create(run, team, "setups.group").await?;
    run.record.begin(subject.dialect, "setups.many_members", None);
    let mut ids: Vec<String> = Vec::new();
    for person in people {
        ids.push(create(run, subject, person).await?);
    }
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let refused = groups::change(run, team, &group, &GroupChange::AddMembers(&ids)).await?;
    let are_there = |members: &[String]| groups::missing_of(members, &ids).is_none();
    let seen = match (refused, groups::members(run, team.tenant, &group, are_there).await?) {
        (Some(words), _) | (None, Err(words)) => Some(words),
        (None, Ok(members)) => groups::missing_of(&members, &ids),
    };
    // Where one member cannot be added, twenty cannot.
    let code = match run.record.has_seen(Code::MemberNotAdded) {
        true => Code::MemberNotAdded,
        false => Code::MembersIncomplete,
    };
    let of = |words| Observed::new(code).evidence(words);
    run.record.end(seen.map(of), format!("{} members", ids.len()));
    Ok(())
}
