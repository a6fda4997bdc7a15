//! A made-up group, as Entra provisions one: created, its members added and removed in both forms,
//! renamed, deleted. It takes two people: with one member nobody could tell that member's removal
//! from everybody's.

use footbridge_connection::Answer;
use footbridge_scim::{GroupChange, Request, ResourceType, TenantUrl, WriteRequest};
use serde_json::Value;

use crate::code::Code;
use crate::deletion::delete;
use crate::person::PREFIX;
use crate::reading;
use crate::record::Observed;
use crate::report::Dialect;
use crate::run::{Run, Stop};
use crate::users::{Subject, is_free, is_missing, other_case};

/// What groups are found by.
const NAME: &str = "displayName";

/// A group to be proved, in one dialect.
#[derive(Clone, Copy)]
pub(crate) struct Team<'a> {
    pub(crate) tenant: &'a TenantUrl,
    pub(crate) dialect: Dialect,
    pub(crate) tag: &'a str,
}

impl Team<'_> {
    fn name(&self) -> String {
        name(self.tag)
    }

    fn find(&self, name: &str) -> WriteRequest {
        Request::find_group(self.tenant, NAME, name).into()
    }
}

/// Returns the name of the group with a tag.
pub(crate) fn name(tag: &str) -> String {
    format!("{PREFIX}{tag}")
}

/// Looks whether the group's name is free, and that of a second person, as a check of this name.
pub(crate) async fn free(
    run: &mut Run<'_>,
    team: Team<'_>,
    colleague: Option<Subject<'_>>,
    key: &'static str,
) -> Result<(), Stop> {
    let name = team.name();
    run.record.begin(team.dialect, key, None);
    if let Some(colleague) = colleague {
        let (target, value) = colleague.person.name();
        is_free(run, &colleague.find(target, value), (target, value)).await?;
    }
    is_free(run, &team.find(&name), (NAME, &name)).await?;
    run.record.end(None, format!("no group is {name}"));
    Ok(())
}

/// Proves the group with two people as members, and deletes it.
pub(crate) async fn prove(
    run: &mut Run<'_>,
    team: Team<'_>,
    people: [&str; 2],
) -> Result<(), Stop> {
    let id = create(run, team, "groups.create").await?;
    found(run, team, &id).await?;
    if added(run, team, &id, people).await? {
        excluded(run, team, &id).await?;
        removed(run, team, &id, people).await?;
    }
    let name = renamed(run, team, &id).await?;
    let of = (ResourceType::Group, id.as_str());
    delete(run, team.tenant, team.dialect, of, &team.find(&name)).await
}

/// Creates the group, as a check of this name, and returns its id, under which it may be changed.
pub(crate) async fn create(
    run: &mut Run<'_>,
    team: Team<'_>,
    key: &'static str,
) -> Result<String, Stop> {
    let (kind, name) = (ResourceType::Group, team.name());
    run.record.begin(team.dialect, key, None);
    let external_id = format!("{}-70f7-4b1d-9e00-0f0071b21d9e", team.tag);
    let request = WriteRequest::create_group(team.tenant, &name, Some(&external_id));
    let (answer, id) = run.create(kind, (NAME, &name), team.tag, &request).await?;
    let seen = match (reading::is_success(&answer), &id) {
        (false, _) => Some(Observed::new(Code::GroupRefused)),
        (true, None) => Some(Observed::new(Code::NoId)),
        (true, Some(_)) => None,
    };
    let mut seen = seen.map(|seen| seen.evidence(reading::words(&answer)));
    let Some(id) = id.filter(|_| seen.is_none()) else {
        run.record.end(seen, "");
        return Err(Stop::Ended);
    };
    let (read, is_ours) = run.confirm(team.tenant, kind, &id).await?;
    if !is_ours {
        let code = if reading::is_success(&read) { Code::NoId } else { Code::NotReadable };
        seen = Some(Observed::new(code).of("Group").evidence(reading::words(&read)));
    }
    run.record.end(seen, format!("status {}, id {id}", answer.status));
    if is_ours { Ok(id) } else { Err(Stop::Ended) }
}

async fn found(run: &mut Run<'_>, team: Team<'_>, id: &str) -> Result<(), Stop> {
    let name = team.name();
    run.record.begin(team.dialect, "groups.found", None);
    let missing = is_missing(run, &team.find(&name), id).await?;
    let is_found = missing.is_none();
    let seen = missing.map(|words| Observed::new(Code::GroupNotFound).evidence(words));
    run.record.end(seen, "found");
    if is_found {
        run.record.begin(team.dialect, "groups.found_any_case", None);
        let missing = is_missing(run, &team.find(&other_case(&name)), id).await?;
        let of_case = |words| Observed::new(Code::CaseSensitive).of(NAME).evidence(words);
        run.record.end(missing.map(of_case), "found");
    }
    Ok(())
}

/// Adds both people, one after the other, and returns whether both are in the group.
async fn added(
    run: &mut Run<'_>,
    team: Team<'_>,
    id: &str,
    people: [&str; 2],
) -> Result<bool, Stop> {
    run.record.begin(team.dialect, "groups.member_added", None);
    for person in people {
        let refused = change(run, team, id, &GroupChange::AddMembers(&[person])).await?;
        if let Some(words) = refused {
            run.record.end(Some(Observed::new(Code::MemberNotAdded).evidence(words)), "");
            return Ok(false);
        }
    }
    let are_there = |members: &[String]| missing_of(members, &people).is_none();
    let seen = match members(run, team.tenant, id, are_there).await? {
        Ok(members) => missing_of(&members, &people).map(|words| {
            Observed::new(Code::MemberNotAdded).evidence(format!("accepted, and then {words}"))
        }),
        Err(words) => Some(Observed::new(Code::MemberNotAdded).evidence(words)),
    };
    let is_added = seen.is_none();
    run.record.end(seen, "two members, one after the other");
    Ok(is_added)
}

/// Says how many of some people are no members; nothing when all are.
pub(crate) fn missing_of(members: &[String], people: &[&str]) -> Option<String> {
    let missing = people.iter().filter(|id| !has(members, id)).count();
    (missing > 0).then(|| format!("{missing} of {} members are missing", people.len()))
}

/// Looks whether members are left out where they are excluded.
async fn excluded(run: &mut Run<'_>, team: Team<'_>, id: &str) -> Result<(), Stop> {
    run.record.begin(team.dialect, "groups.members_excluded", None);
    let read = run.ask(&WriteRequest::read_group(team.tenant, id)).await?;
    let has_members = reading::resource(&read).is_some_and(|it| !reading::members(&it).is_empty());
    let seen = has_members.then(|| Observed::new(Code::MembersSent));
    run.record.end(seen, "no members");
    Ok(())
}

/// The two forms in which Entra removes a member: the dialect's own, and the other's.
const FORMS: [(Dialect, &str); 2] = [
    (Dialect::Plain, "groups.member_removed.list"),
    (Dialect::Flag, "groups.member_removed.filter"),
];

/// Removes the second member in both forms. In the other dialect's form a failure is worth a warning
/// only.
async fn removed(
    run: &mut Run<'_>,
    team: Team<'_>,
    id: &str,
    people: [&str; 2],
) -> Result<(), Stop> {
    let [stays, goes] = people;
    let mut forms = FORMS;
    forms.sort_by_key(|(form, _)| *form != team.dialect);
    for (index, (form, key)) in forms.into_iter().enumerate() {
        run.record.begin(team.dialect, key, None);
        if index > 0 {
            change(run, team, id, &GroupChange::AddMembers(&people)).await?;
        }
        let in_form = Team { dialect: form, ..team };
        let refused = change(run, in_form, id, &GroupChange::RemoveMembers(&[goes])).await?;
        let is_right = |members: &[String]| has(members, stays) && !has(members, goes);
        let seen = match (refused, members(run, team.tenant, id, is_right).await?) {
            (Some(words), _) | (None, Err(words)) => {
                Some(Observed::new(Code::MemberNotRemoved).evidence(words))
            }
            (None, Ok(members)) if has(&members, goes) => {
                Some(Observed::new(Code::MemberNotRemoved).evidence("accepted, and still a member"))
            }
            (None, Ok(members)) if !has(&members, stays) => Some(
                Observed::new(Code::MembersEmptied)
                    .evidence("one of two members was removed, and both are gone"),
            ),
            (None, Ok(_)) => None,
        };
        let is_own = form == team.dialect;
        run.record.end(seen.map(|seen| seen.warning_unless(is_own)), "one of two is left");
    }
    Ok(())
}

/// Renames the group and returns the name by which it is found from now on.
async fn renamed(run: &mut Run<'_>, team: Team<'_>, id: &str) -> Result<String, Stop> {
    let (old, new) = (team.name(), format!("{}-renamed", team.name()));
    run.record.begin(team.dialect, "groups.renamed", None);
    let refused = change(run, team, id, &GroupChange::Rename(&new)).await?;
    let of = |words: String| Observed::new(Code::RenameIgnored).evidence(words);
    if let Some(words) = refused {
        run.record.end(Some(of(words)), "");
        return Ok(old);
    }
    if run.record.has_seen(Code::GroupNotFound) {
        let read = run.ask(&WriteRequest::read_group(team.tenant, id)).await?;
        let group = reading::resource(&read).unwrap_or_default();
        let name = ResourceType::Group.value_at(&group, NAME).and_then(Value::as_str);
        let is_renamed = name == Some(new.as_str());
        run.record.end((!is_renamed).then(|| of(reading::words(&read))), "read by its id");
        return Ok(new);
    }
    let missing = is_missing(run, &team.find(&new), id).await?;
    let is_renamed = missing.is_none();
    run.record
        .end(missing.map(|words| of(format!("looked for by the new name: {words}"))), "found");
    Ok(if is_renamed { new } else { old })
}

/// Changes the group; returns the server's words where it refuses.
pub(crate) async fn change(
    run: &mut Run<'_>,
    team: Team<'_>,
    id: &str,
    change: &GroupChange<'_>,
) -> Result<Option<String>, Stop> {
    let patch = team.dialect.patch();
    let answer = run.ask(&WriteRequest::change_group(team.tenant, id, change, patch)).await?;
    Ok((!reading::is_success(&answer)).then(|| reading::words(&answer)))
}

/// Returns the ids of a group's members, or what the server says instead. Where they are not yet as they
/// should be, a server elsewhere is asked once more a moment later.
pub(crate) async fn members(
    run: &mut Run<'_>,
    tenant: &TenantUrl,
    id: &str,
    is_right: impl Fn(&[String]) -> bool,
) -> Result<Result<Vec<String>, String>, Stop> {
    let of = |answer: &Answer| reading::resource(answer).map(|it| reading::members(&it));
    let request = WriteRequest::read_members(tenant, id);
    let read = run.settled(&request, |answer| of(answer).is_some_and(|it| is_right(&it))).await?;
    Ok(of(&read).ok_or_else(|| reading::words(&read)))
}

fn has(members: &[String], id: &str) -> bool {
    members.iter().any(|it| it.eq_ignore_ascii_case(id))
}
