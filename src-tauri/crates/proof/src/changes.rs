//! Each mapped target changed as Entra changes it, the organisation's levels one by one; the person
//! disabled and enabled in both forms.

use footbridge_connection::Answer;
use footbridge_scim::{Resource, ResourceType, TargetChange, TargetValue, WriteRequest};
use serde_json::Value;

use crate::code::Code;
use crate::person::{ACTIVE, Target};
use crate::reading;
use crate::record::Observed;
use crate::report::{Dialect, TargetStatus};
use crate::run::{Run, Stop};
use crate::stored::{Stored, compare};
use crate::users::{Subject, is_missing, judged, shown, text};

/// Changes everything that Entra would change.
pub(crate) async fn change(run: &mut Run<'_>, subject: Subject<'_>, id: &str) -> Result<(), Stop> {
    let targets = &subject.person.targets;
    let alone = targets.iter().filter(|it| it.is_level || it.is_added_later);
    for target in alone {
        one(run, subject, id, target).await?;
    }
    let others: Vec<&Target> = targets
        .iter()
        .filter(|it| it.changed.is_some() && !it.is_level && !it.is_added_later)
        .filter(|it| it.target != ACTIVE)
        .collect();
    let changes: Vec<TargetChange<'_>> =
        others.iter().filter_map(|it| change_of(run, subject.dialect, it)).collect();
    let patch = subject.dialect.patch();
    let Some(request) = WriteRequest::change_user(subject.tenant, id, &changes, patch) else {
        return Ok(());
    };
    let is_several = others.len() > 1;
    if is_several {
        run.record.begin(subject.dialect, "users.changed_together", None);
    }
    let answer = run.ask(&request).await?;
    if !reading::is_success(&answer) {
        let words = reading::words(&answer);
        return one_by_one(run, subject, id, &others, words).await;
    }
    run.record.end(None, format!("status {}", answer.status));
    let read = read_changed(run, subject, id, &others).await?;
    for target in others {
        run.record.begin(subject.dialect, "users.changed", Some(&target.target));
        settle(run, subject, target, reading::resource(&read).as_ref(), &reading::words(&read));
    }
    Ok(())
}

/// Changes one by one what was refused together, to see which of them it is. Where it is none of them,
/// it is their being together that is refused.
async fn one_by_one(
    run: &mut Run<'_>,
    subject: Subject<'_>,
    id: &str,
    targets: &[&Target],
    words: String,
) -> Result<(), Stop> {
    let refused = |run: &Run<'_>| run.record.count(Code::ChangeRefused);
    let before = refused(run);
    run.record.leave();
    for target in targets {
        one(run, subject, id, target).await?;
    }
    if targets.len() > 1 {
        run.record.begin(subject.dialect, "users.changed_together", None);
        let seen = Observed::new(Code::ChangeRefused).of("several at once").evidence(words);
        run.record.end((refused(run) == before).then_some(seen), "one of them is refused");
    }
    Ok(())
}

/// Changes one target and looks what became of it.
async fn one(
    run: &mut Run<'_>,
    subject: Subject<'_>,
    id: &str,
    target: &Target,
) -> Result<(), Stop> {
    let Subject { tenant, dialect, .. } = subject;
    let Some(change) = change_of(run, dialect, target) else { return Ok(()) };
    let key = if target.is_added_later { "users.added" } else { "users.changed" };
    let Some(request) = WriteRequest::change_user(tenant, id, &[change], dialect.patch()) else {
        return Ok(());
    };
    run.record.begin(dialect, key, Some(&target.target));
    let answer = run.ask(&request).await?;
    if !reading::is_success(&answer) {
        let code =
            if target.is_added_later { Code::AbsentPathRefused } else { Code::ChangeRefused };
        let seen = Observed::new(code).of(&target.target).evidence(reading::words(&answer));
        run.record.end(Some(seen), "");
        if let Some(row) = run.record.target(dialect, &target.target) {
            row.changed_to = target.changed.as_ref().map(text);
            row.after_change.clone_from(&row.stored);
            row.status = row.status.max(TargetStatus::Lost);
        }
        return Ok(());
    }
    let read = read_changed(run, subject, id, &[target]).await?;
    settle(run, subject, target, reading::resource(&read).as_ref(), &reading::words(&read));
    Ok(())
}

/// Reads a person whose targets were changed.
async fn read_changed(
    run: &mut Run<'_>,
    subject: Subject<'_>,
    id: &str,
    targets: &[&Target],
) -> Result<Answer, Stop> {
    let is_kept = |target: &Target, user: &Resource| {
        target.changed.as_ref().is_none_or(|changed| {
            compare(&target.target, changed, user).status == TargetStatus::Kept
        })
    };
    let request = WriteRequest::read_user(subject.tenant, id);
    run.settled(&request, |answer| {
        let user = reading::resource(answer);
        user.is_some_and(|user| targets.iter().all(|target| is_kept(target, &user)))
    })
    .await
}

/// Returns a target's change; it is added where nothing was stored.
fn change_of<'t>(
    run: &mut Run<'_>,
    dialect: Dialect,
    target: &'t Target,
) -> Option<TargetChange<'t>> {
    let was_empty = run.record.target(dialect, &target.target).is_none_or(|it| it.stored.is_none());
    let value = target.changed.clone()?;
    Some(TargetChange { target: &target.target, was_empty, value })
}

/// Ends a check with what is stored after a change that was accepted.
fn settle(
    run: &mut Run<'_>,
    subject: Subject<'_>,
    target: &Target,
    user: Option<&Resource>,
    words: &str,
) {
    let Some(changed) = &target.changed else { return };
    let before =
        run.record.target(subject.dialect, &target.target).and_then(|it| it.stored.clone());
    let lost = if target.is_level { Code::LevelChangeLost } else { Code::ChangeIgnored };
    let (seen, stored) = match user {
        None => {
            let seen = Observed::new(Code::NotReadable).evidence(words);
            (Some(seen), Stored::nothing(TargetStatus::Unreadable))
        }
        Some(user) => {
            let mut stored = compare(&target.target, changed, user);
            let is_unchanged = stored.shown.is_some() && stored.shown == before;
            if stored.status == TargetStatus::Altered && is_unchanged {
                stored.status = TargetStatus::Lost;
                stored.alteration = None;
            }
            (judged(&target.target, &stored, lost), stored)
        }
    };
    let seen = seen.map(|seen| match seen.code {
        code if code == lost => {
            let sent = text(changed);
            seen.evidence(format!("`{sent}` was sent and accepted, read back: {}", shown(&stored)))
        }
        _ => seen,
    });
    run.record.end(seen, shown(&stored));
    if let Some(row) = run.record.target(subject.dialect, &target.target) {
        row.changed_to = Some(text(changed));
        row.status = match row.sent {
            Some(_) => row.status.max(stored.status),
            // It was added just now, and there was nothing to see before.
            None => stored.status,
        };
        row.alteration = row.alteration.or(stored.alteration);
        row.after_change = stored.shown;
    }
}

/// The two forms in which Entra switches an account: the dialect's own, and the other's.
const FORMS: [(Dialect, &str, &str); 2] = [
    (Dialect::Plain, "users.disabled.text", "users.enabled.text"),
    (Dialect::Flag, "users.disabled.boolean", "users.enabled.boolean"),
];

/// Disables and enables the person in both forms. In the other dialect's form a failure is worth a
/// warning only.
pub(crate) async fn switch(run: &mut Run<'_>, subject: Subject<'_>, id: &str) -> Result<(), Stop> {
    if !subject.person.has_active() {
        return Ok(());
    }
    let mut forms = FORMS;
    forms.sort_by_key(|(form, ..)| *form != subject.dialect);
    for (form, disabled, enabled) in forms {
        let is_own = form == subject.dialect;
        let seen = set_active(run, subject, id, form, disabled, false).await?;
        run.record.end(seen.map(|seen| seen.warning_unless(is_own)), "disabled");
        if is_own {
            found_disabled(run, subject, id).await?;
        }
        let seen = set_active(run, subject, id, form, enabled, true).await?;
        run.record.end(seen.map(|seen| seen.warning_unless(is_own)), "enabled");
    }
    Ok(())
}

/// Begins a check, sets `active`, and returns what is wrong with what is read back.
async fn set_active(
    run: &mut Run<'_>,
    subject: Subject<'_>,
    id: &str,
    form: Dialect,
    key: &'static str,
    wanted: bool,
) -> Result<Option<Observed>, Stop> {
    run.record.begin(subject.dialect, key, None);
    let value = TargetValue::One(if wanted { "True" } else { "False" }.to_owned());
    let change = TargetChange { target: ACTIVE, was_empty: false, value };
    let request = WriteRequest::change_user(subject.tenant, id, &[change], form.patch());
    let Some(request) = request else { return Ok(None) };
    let answer = run.ask(&request).await?;
    let of = |code: Code| Observed::new(code).of(ACTIVE);
    if reading::is_gone(&answer) && run.record.has_seen(Code::DisabledHidden) {
        return Ok(Some(of(Code::DisabledHidden).evidence(reading::words(&answer))));
    }
    if !reading::is_success(&answer) {
        return Ok(Some(of(Code::ChangeRefused).evidence(reading::words(&answer))));
    }
    let value = |answer: &Answer| {
        let user = reading::resource(answer)?;
        ResourceType::User.value_at(&user, ACTIVE).cloned()
    };
    let request = WriteRequest::read_user(subject.tenant, id);
    let read = run.settled(&request, |it| value(it) == Some(Value::Bool(wanted))).await?;
    let Some(user) = reading::resource(&read) else {
        // Some delete whom Entra disables.
        let code = if wanted { Code::NotReadable } else { Code::DisabledHidden };
        return Ok(Some(Observed::new(code).evidence(reading::words(&read))));
    };
    let active = ResourceType::User.value_at(&user, ACTIVE);
    if let Some(row) =
        run.record.target(subject.dialect, ACTIVE).filter(|_| form == subject.dialect)
    {
        row.changed_to = Some("False".to_owned());
        if !wanted {
            row.after_change = active.map(crate::stored::text_of);
            row.status = row.status.max(match active {
                Some(Value::Bool(false)) => TargetStatus::Kept,
                Some(Value::Bool(true)) | None => TargetStatus::Lost,
                Some(_) => TargetStatus::Altered,
            });
        }
    }
    let ignored = if wanted { Code::EnableIgnored } else { Code::DisableIgnored };
    Ok(match active {
        Some(Value::Bool(active)) if *active == wanted => None,
        Some(Value::String(text)) if text.eq_ignore_ascii_case(&wanted.to_string()) => {
            Some(of(Code::FalseAsText).evidence(format!("read back as the text \"{text}\"")))
        }
        Some(Value::Number(number)) if number.as_u64() == Some(u64::from(wanted)) => {
            Some(of(Code::ValueAltered).evidence(format!("read back as the number {number}")))
        }
        Some(other) => Some(of(ignored).evidence(format!("read back as {other}"))),
        None => Some(of(ignored).evidence("it is not returned")),
    })
}

/// Looks whether a disabled person is still found: whom a query does not find Entra creates again.
async fn found_disabled(run: &mut Run<'_>, subject: Subject<'_>, id: &str) -> Result<(), Stop> {
    run.record.begin(subject.dialect, "users.found_disabled", None);
    if run.record.has_seen(Code::NotFound) {
        run.record.end(None, "not found while active either");
        return Ok(());
    }
    let (target, value) = current_name(run, subject);
    let missing = is_missing(run, &subject.find(&target, &value), id).await?;
    let seen = missing.map(|words| Observed::new(Code::DisabledHidden).of(&target).evidence(words));
    run.record.end(seen, "found");
    Ok(())
}

/// Returns what the person is looked for by first, and what that is by now.
pub(crate) fn current_name(run: &mut Run<'_>, subject: Subject<'_>) -> (String, String) {
    let (target, value) = subject.person.name();
    let row = run.record.target(subject.dialect, target);
    let kept = row.and_then(|row| row.after_change.clone().or(row.stored.clone()));
    (target.to_owned(), kept.unwrap_or_else(|| value.to_owned()))
}
