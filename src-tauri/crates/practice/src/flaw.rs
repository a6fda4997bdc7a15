//! What a server does with people and groups that it takes and does not keep: the flaws that only a
//! proof finds, which writes.
//!
//! Deliberately absent: how requests come in and answers go out.

use footbridge_scim::{
    Filter, Operation, OperationKind, Path, Resource, ResourceType, ScimError, ScimType, urn,
};
use serde_json::{Map, Value};

/// One way in which a server keeps what it is sent wrongly, or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    CreationRefused(ResourceType),
    AnswerWithoutId,
    /// Queries find nobody.
    NotFound(ResourceType),
    CaseSensitive,
    NotReadable,
    ExtensionLost,
    TitleLost,
    NameInSmallLetters,
    DuplicateAccepted,
    /// A second one of the same name is refused as if the server had failed.
    DuplicateFails,
    LevelChangeLost,
    SurnameRefused,
    SurnameIgnored,
    AbsentPathRefused,
    ActiveAsText,
    DisableIgnored,
    DisabledHidden,
    EnableIgnored,
    /// A change of `active` is all that is made of a PATCH.
    OnlyActive,
    ManagerLost,
    ManagerAsText,
    RemovalIgnored,
    MemberNotAdded,
    TenMembers,
    MembersSent,
    MemberNotRemoved,
    MembersEmptied,
    RenameIgnored,
    DeleteIgnored,
    /// An id that is not known is answered as if the server had failed.
    GoneFails,
    DeleteRefused,
}

/// The flaws of a tenant.
#[derive(Debug, Default)]
pub(crate) struct Flaws(pub(crate) Vec<Flaw>);

/// The three levels of an organisation, within the enterprise extension.
const LEVELS: [&str; 3] = ["organization", "division", "department"];

impl Flaws {
    pub(crate) fn has(&self, flaw: Flaw) -> bool {
        self.0.contains(&flaw)
    }

    /// Changes what is about to be created, or refuses it.
    pub(crate) fn creating(
        &self,
        kind: ResourceType,
        content: &mut Resource,
    ) -> Result<(), ScimError> {
        for flaw in &self.0 {
            match flaw {
                Flaw::CreationRefused(refused) if *refused == kind => {
                    let detail = format!("a {} cannot be created here", kind.name());
                    return Err(ScimError::of(ScimType::InvalidValue, detail));
                }
                Flaw::ExtensionLost => drop(content.shift_remove(urn::ENTERPRISE_USER)),
                Flaw::TitleLost => drop(content.shift_remove("title")),
                Flaw::NameInSmallLetters if kind == ResourceType::User => lower(content),
                _ => {}
            }
        }
        Ok(())
    }

    /// Returns what is made of the operations of a change, or refuses it.
    pub(crate) fn operations(
        &self,
        kind: ResourceType,
        before: &Resource,
        mut operations: Vec<Operation>,
    ) -> Result<Vec<Operation>, ScimError> {
        let is_user = kind == ResourceType::User;
        let refused = |scim_type, detail: &str| Err(ScimError::of(scim_type, detail));
        for flaw in &self.0 {
            match flaw {
                Flaw::SurnameRefused
                    if operations.iter().any(|it| names(it, "name.familyName")) =>
                {
                    return refused(ScimType::Mutability, "`name.familyName` cannot be changed");
                }
                Flaw::AbsentPathRefused
                    if operations.iter().any(|it| selects_nothing(kind, before, it)) =>
                {
                    return refused(ScimType::NoTarget, "the filter selects nothing");
                }
                Flaw::OnlyActive if operations.iter().any(|it| names(it, "active")) => {
                    operations.retain(|it| names(it, "active"));
                    operations.iter_mut().for_each(only_active);
                }
                Flaw::RemovalIgnored if is_user => {
                    operations.retain(|it| it.kind != OperationKind::Remove);
                }
                Flaw::MemberNotAdded => {
                    operations.retain(|it| !is_of_members(it, OperationKind::Add));
                }
                Flaw::MemberNotRemoved => {
                    operations.retain(|it| !is_of_members(it, OperationKind::Remove));
                }
                Flaw::TenMembers => operations.iter_mut().for_each(ten),
                Flaw::MembersEmptied => {
                    let listed = |it: &&mut Operation| {
                        it.kind == OperationKind::Remove && it.path.as_deref() == Some("members")
                    };
                    operations.iter_mut().filter(listed).for_each(|it| it.value = None);
                }
                _ => {}
            }
        }
        Ok(operations)
    }

    /// Changes what a change has made of a resource.
    pub(crate) fn changed(
        &self,
        kind: ResourceType,
        operations: &[Operation],
        before: &Resource,
        after: &mut Resource,
    ) {
        for flaw in &self.0 {
            match flaw {
                Flaw::LevelChangeLost => LEVELS.iter().for_each(|it| keep_level(before, after, it)),
                Flaw::SurnameIgnored => keep(before, after, "name"),
                Flaw::NameInSmallLetters if kind == ResourceType::User => lower(after),
                Flaw::ActiveAsText => {
                    let set = operations.iter().filter(|it| it.path.as_deref() == Some("active"));
                    if let Some(text) = set.filter_map(|it| it.value.as_ref()).next_back()
                        && text.is_string()
                    {
                        after.insert("active".to_owned(), text.clone());
                    }
                }
                Flaw::DisableIgnored if after.get("active") == Some(&Value::Bool(false)) => {
                    keep(before, after, "active");
                }
                Flaw::EnableIgnored if before.get("active") == Some(&Value::Bool(false)) => {
                    keep(before, after, "active");
                }
                Flaw::ManagerLost => {
                    extension(after).map(|it| it.shift_remove("manager"));
                }
                Flaw::RenameIgnored if kind == ResourceType::Group => {
                    keep(before, after, "displayName");
                }
                _ => {}
            }
        }
    }

    /// Whether a query finds a resource.
    pub(crate) fn finds(
        &self,
        kind: ResourceType,
        filter: Option<&Filter>,
        resource: &Resource,
    ) -> bool {
        self.0.iter().all(|flaw| match flaw {
            Flaw::NotFound(unseen) => *unseen != kind,
            Flaw::CaseSensitive => is_letter_by_letter(filter, resource),
            Flaw::DisabledHidden => resource.get("active") != Some(&Value::Bool(false)),
            _ => true,
        })
    }

    /// Changes a resource as it is shown.
    pub(crate) fn shown(&self, resource: &mut Resource) {
        if self.has(Flaw::ManagerAsText)
            && let Some(manager) = extension(resource).and_then(|it| it.get_mut("manager"))
            && let Some(id) = manager.get("value").cloned()
        {
            *manager = id;
        }
    }
}

fn extension(resource: &mut Resource) -> Option<&mut Map<String, Value>> {
    resource.get_mut(urn::ENTERPRISE_USER)?.as_object_mut()
}

/// Leaves an attribute as it was.
fn keep(before: &Map<String, Value>, after: &mut Map<String, Value>, name: &str) {
    match before.get(name) {
        Some(value) => drop(after.insert(name.to_owned(), value.clone())),
        None => drop(after.shift_remove(name)),
    }
}

fn keep_level(before: &Resource, after: &mut Resource, level: &str) {
    let old = before.get(urn::ENTERPRISE_USER).and_then(Value::as_object);
    if let Some(new) = extension(after) {
        keep(&old.cloned().unwrap_or_default(), new, level);
    }
}

fn lower(content: &mut Resource) {
    if let Some(Value::String(name)) = content.get_mut("displayName") {
        *name = name.to_lowercase();
    }
}

/// Whether an operation changes a target, by its path or by a key of its value.
fn names(operation: &Operation, target: &str) -> bool {
    match (&operation.path, &operation.value) {
        (Some(path), _) => path == target,
        (None, Some(Value::Object(values))) => values.contains_key(target),
        _ => false,
    }
}

fn only_active(operation: &mut Operation) {
    if let (None, Some(Value::Object(values))) = (&operation.path, &mut operation.value) {
        values.retain(|key, _| key == "active");
    }
}

fn is_of_members(operation: &Operation, kind: OperationKind) -> bool {
    operation.kind == kind && operation.path.as_ref().is_some_and(|it| it.starts_with("members"))
}

/// Takes the first ten members of a list.
fn ten(operation: &mut Operation) {
    if is_of_members(operation, OperationKind::Add)
        && let Some(Value::Array(members)) = &mut operation.value
    {
        members.truncate(10);
    }
}

fn selects_nothing(kind: ResourceType, before: &Resource, operation: &Operation) -> bool {
    let path = operation.path.as_deref().filter(|_| operation.kind != OperationKind::Remove);
    let Some(path) = path.and_then(|path| path.parse::<Path>().ok()) else { return false };
    let whole = Path { sub_attribute: None, ..path.clone() };
    path.selector.is_some() && !Filter::Selects(whole).matches(kind, before)
}

/// Whether a value that a filter compares with stands in a resource letter by letter.
fn is_letter_by_letter(filter: Option<&Filter>, resource: &Resource) -> bool {
    let Some(Filter::Compare(_, _, Value::String(wanted))) = filter else { return true };
    fn holds(value: &Value, wanted: &str) -> bool {
        match value {
            Value::String(text) => text == wanted,
            Value::Array(values) => values.iter().any(|value| holds(value, wanted)),
            Value::Object(parts) => parts.values().any(|value| holds(value, wanted)),
            _ => false,
        }
    }
    resource.values().any(|value| holds(value, wanted))
}
