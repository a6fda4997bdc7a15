//! A made-up person, as Entra provisions one: looked for, created, found, read back.
//!
//! Deliberately absent: what is changed afterwards, and deleting.

use footbridge_connection::Answer;
use footbridge_scim::{Request, Resource, ResourceType, TenantUrl, WriteRequest};

use crate::code::Code;
use crate::person::{ACTIVE, Person};
use crate::reading;
use crate::record::Observed;
use crate::report::{Alteration, Dialect, TargetProof, TargetStatus};
use crate::run::{Run, Stop};
use crate::stored::{Stored, compare};

/// A person to be proved, in one dialect.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) tenant: &'a TenantUrl,
    pub(crate) dialect: Dialect,
    pub(crate) person: &'a Person,
}

impl Subject<'_> {
    pub(crate) fn find(&self, target: &str, value: &str) -> WriteRequest {
        Request::find_user(self.tenant, target, value).into()
    }
}

/// Looks within the check that has begun whether a name is free, and ends the proof where it is not.
pub(crate) async fn is_free(
    run: &mut Run<'_>,
    request: &WriteRequest,
    (target, value): (&str, &str),
) -> Result<(), Stop> {
    let answer = run.ask(request).await?;
    let seen = match reading::list(&answer) {
        Some(list) if list.is_empty => return Ok(()),
        Some(_) => Observed::new(Code::NameTaken).of(target).evidence(value),
        None => Observed::new(Code::QueryFailed).of(target).evidence(reading::words(&answer)),
    };
    run.record.end(Some(seen), "");
    Err(Stop::Ended)
}

/// Looks whether somebody has what the person is looked for by, as a check of this name.
pub(crate) async fn free(
    run: &mut Run<'_>,
    subject: Subject<'_>,
    key: &'static str,
) -> Result<(), Stop> {
    for (index, (target, value)) in subject.person.matching().into_iter().enumerate() {
        run.record.begin(subject.dialect, key, Some(target));
        match is_free(run, &subject.find(target, value), (target, value)).await {
            Ok(()) => run.record.end(None, format!("nobody is {value}")),
            // Nobody has the first of them; one that cannot be asked by is told.
            Err(Stop::Ended) if index > 0 && !run.record.has_seen(Code::NameTaken) => {}
            Err(stop) => return Err(stop),
        }
    }
    Ok(())
}

/// Creates the person, and returns the id under which it may be changed, with the person as read.
pub(crate) async fn create(
    run: &mut Run<'_>,
    subject: Subject<'_>,
) -> Result<(String, Resource), Stop> {
    let Subject { tenant, dialect, person } = subject;
    run.record.begin(dialect, "users.create", None);
    let request = WriteRequest::create_user(tenant, &person.created());
    let kind = ResourceType::User;
    let (answer, id) = run.create(kind, person.name(), &person.tag, &request).await?;
    if !reading::is_success(&answer) {
        let seen = Observed::new(Code::CreateRefused).evidence(reading::words(&answer));
        run.record.end(Some(seen), "");
        return Err(Stop::Ended);
    }
    let Some(id) = id else {
        let seen = Observed::new(Code::NoId).evidence(reading::words(&answer));
        run.record.end(Some(seen), "");
        return Err(Stop::Ended);
    };
    run.record.end(None, format!("status {}, id {id}", answer.status));
    found(run, subject, &id).await?;

    run.record.begin(dialect, "users.read", None);
    let (answer, is_ours) = run.confirm(tenant, kind, &id).await?;
    let user = reading::resource(&answer);
    let has_id = user.as_ref().is_some_and(|user| reading::is_same(user, &id));
    let seen = match (&user, is_ours) {
        (Some(_), true) if has_id => None,
        (Some(_), true) => Some(Observed::new(Code::NotReadable).evidence(format!(
            "{}, without its id {id} at the place where SCIM has it",
            reading::words(&answer)
        ))),
        (Some(_), false) => Some(Observed::new(Code::NoId).evidence(format!(
            "under the id {id} of the answer there is somebody else, who is not touched"
        ))),
        (None, _) => Some(Observed::new(Code::NotReadable).evidence(reading::words(&answer))),
    };
    let user = user.filter(|_| seen.is_none());
    run.record.end(seen, format!("status {}", answer.status));
    match user {
        Some(user) => Ok((id, user)),
        None => Err(Stop::Ended),
    }
}

/// Looks for the person by each matching attribute, and in another case of letters.
async fn found(run: &mut Run<'_>, subject: Subject<'_>, id: &str) -> Result<(), Stop> {
    for (target, value) in subject.person.matching() {
        run.record.begin(subject.dialect, "users.found", Some(target));
        let missing = is_missing(run, &subject.find(target, value), id).await?;
        let is_found = missing.is_none();
        let seen = missing.map(|words| Observed::new(Code::NotFound).of(target).evidence(words));
        run.record.end(seen, "found");
        let other = other_case(value);
        if ResourceType::User.is_case_exact(target) || other == value {
            continue;
        }
        run.record.begin(subject.dialect, "users.found_any_case", Some(target));
        if !is_found {
            run.record.end(None, "not found in the letters that were sent either");
            continue;
        }
        let missing = is_missing(run, &subject.find(target, &other), id).await?;
        let of_case = |words| Observed::new(Code::CaseSensitive).of(target).evidence(words);
        run.record.end(missing.map(of_case), format!("found as {other}"));
    }
    Ok(())
}

/// Returns nothing when a query finds what has this id, and otherwise what it was answered.
pub(crate) async fn is_missing(
    run: &mut Run<'_>,
    request: &WriteRequest,
    id: &str,
) -> Result<Option<String>, Stop> {
    let answer = run.settled(request, |answer| is_in(answer, id)).await?;
    Ok((!is_in(&answer, id)).then(|| match reading::list(&answer) {
        Some(list) if list.is_empty => "the list is empty".to_owned(),
        Some(_) => "the list holds somebody else".to_owned(),
        None => reading::words(&answer),
    }))
}

pub(crate) fn is_in(answer: &Answer, id: &str) -> bool {
    reading::list(answer)
        .is_some_and(|list| list.resources.iter().any(|resource| reading::is_same(resource, id)))
}

/// Returns the same letters in another case.
pub(crate) fn other_case(value: &str) -> String {
    let upper = value.to_ascii_uppercase();
    if upper == value { value.to_ascii_lowercase() } else { upper }
}

/// Compares each target with what was sent, the organisation's levels first.
pub(crate) fn kept(run: &mut Run<'_>, subject: Subject<'_>, user: &Resource) {
    let Subject { dialect, person, .. } = subject;
    for target in &person.targets {
        let mut row = TargetProof {
            dialect,
            target: target.target.clone(),
            sent: None,
            stored: None,
            changed_to: None,
            after_change: None,
            // Until it is seen: a proof may end before.
            status: TargetStatus::Unreadable,
            alteration: None,
        };
        if !target.is_added_later {
            run.record.begin(dialect, "users.kept", Some(&target.target));
            let stored = compare(&target.target, &target.sent, user);
            let code = if ResourceType::User.is_of_extension(&target.target) {
                Code::ExtensionLost
            } else {
                Code::ValueLost
            };
            run.record.end(judged(&target.target, &stored, code), shown(&stored));
            row.sent = Some(text(&target.sent));
            row.status = stored.status;
            row.alteration = stored.alteration;
            row.stored = stored.shown;
        }
        run.record.targets.push(row);
    }
}

/// Returns what a stored value tells: nothing, that it was lost in a way, or that it is another.
pub(crate) fn judged(target: &str, stored: &Stored, lost: Code) -> Option<Observed> {
    match stored.status {
        TargetStatus::Kept | TargetStatus::Unreadable => None,
        TargetStatus::Lost => Some(Observed::new(lost).of(target)),
        TargetStatus::Altered => {
            let is_text = target == ACTIVE && stored.is_text;
            let code = if is_text { Code::FalseAsText } else { Code::ValueAltered };
            Some(Observed::new(code).of(target).evidence(shown(stored)))
        }
    }
}

pub(crate) fn shown(stored: &Stored) -> String {
    match (&stored.shown, stored.alteration) {
        (None, _) => "no value".to_owned(),
        (Some(text), None) => format!("`{text}`"),
        (Some(text), Some(how)) => {
            let how = match how {
                Alteration::Case => "in another case of letters",
                Alteration::Trimmed => "without spaces around it",
                Alteration::Cut => "cut off",
                Alteration::Type => "in another type",
                Alteration::Letters => "with other letters outside ASCII",
                Alteration::Other => "another value",
            };
            format!("`{text}`, {how}")
        }
    }
}

pub(crate) fn text(value: &footbridge_scim::TargetValue) -> String {
    match value {
        footbridge_scim::TargetValue::One(text) => text.clone(),
        footbridge_scim::TargetValue::Many(texts) => texts.join("; "),
    }
}

/// Creates the same person again, which has to be refused.
pub(crate) async fn duplicate(
    run: &mut Run<'_>,
    subject: Subject<'_>,
    id: &str,
) -> Result<(), Stop> {
    let Subject { tenant, dialect, person } = subject;
    run.record.begin(dialect, "users.duplicate", None);
    let request = WriteRequest::create_user(tenant, &person.created());
    let kind = ResourceType::User;
    let (answer, second) = run.create(kind, person.name(), &person.tag, &request).await?;
    let seen = match answer.status {
        409 => None,
        200..=299 if second.as_deref() == Some(id) => {
            Some(Observed::new(Code::DuplicateStatus).evidence(format!(
                "{}, with the id of the person who is there",
                reading::words(&answer)
            )))
        }
        200..=299 => {
            Some(Observed::new(Code::DuplicateAccepted).evidence(match second.as_deref() {
                Some(second) => format!("a second user has the id {second}"),
                None => reading::words(&answer),
            }))
        }
        _ => Some(Observed::new(Code::DuplicateStatus).evidence(reading::words(&answer))),
    };
    run.record.end(seen, "refused with 409");
    if let Some(second) = second.filter(|second| second != id) {
        // At once: changes of the first one could be refused for the second's sake.
        let (_, is_ours) = run.confirm(tenant, kind, &second).await?;
        if is_ours {
            let deleted = run.ask(&WriteRequest::delete_user(tenant, &second)).await?;
            let read = run.ask(&WriteRequest::read_user(tenant, &second)).await?;
            if reading::is_gone(&read) && (reading::is_success(&deleted) || deleted.status == 404) {
                run.gone(kind, &second)?;
            }
        }
    }
    Ok(())
}
