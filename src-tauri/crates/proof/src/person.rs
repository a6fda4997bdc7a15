//! A made-up person: invented attributes, and what the mapping table makes of them.
//!
//! Every value that tells one person from another holds the person's tag, eight hexadecimal digits,
//! and that is how what belongs to a proof is known. Letters outside ASCII are among the others.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use footbridge_directory::{Directory, Edit};
use footbridge_finding::Language;
use footbridge_mapping::{
    Apply, Context, Evaluated, Evaluator, LEVELS, Mapping, MappingTable, Rules, Sent,
};
use footbridge_scim::{Path, ResourceType, TargetValue, is_manager};

use crate::error::ProofError;

/// How every name begins that a proof makes up.
pub(crate) const PREFIX: &str = "footbridge-proof-";

/// The target that says whether an account is enabled.
pub(crate) const ACTIVE: &str = "active";

/// What is sent for one target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) target: String,
    /// Its place in the table, in whose order Entra sends values.
    row: usize,
    pub(crate) sent: TargetValue,
    /// What it becomes; nothing where Entra would send no change.
    pub(crate) changed: Option<TargetValue>,
    pub(crate) matching: Option<u32>,
    pub(crate) is_level: bool,
    /// It is left out of the creation, and added to a user who has no such value.
    pub(crate) is_added_later: bool,
}

/// A made-up person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) tag: String,
    /// The organisation's levels first, then in the table's order.
    pub(crate) targets: Vec<Target>,
}

/// Which of a person's two states attributes are invented for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Created,
    Changed,
}

impl Person {
    /// Makes up a person for a mapping table.
    ///
    /// # Errors
    /// When no matching attribute tells the person from others.
    pub(crate) fn made_up(
        table: &MappingTable,
        context: &Context,
        tag: &str,
        domain: &str,
    ) -> Result<Self, ProofError> {
        let nobody = nobody()?;
        let attributes = attributes(table);
        let state = |state| {
            let edit = |name: &String| Edit {
                attribute: name.clone(),
                value: invented(name, state, tag, domain),
            };
            nobody.edited(0, &attributes.iter().map(edit).collect::<Vec<_>>())
        };
        let created = values(&state(State::Created), table, context);
        let changed = values(&state(State::Changed), table, context);
        let mut targets: Vec<Target> = Vec::new();
        for (at, ((row, (before, _)), (after, is_default))) in
            table.rows().iter().zip(&created).zip(&changed).enumerate()
        {
            let mapping = &row.mapping;
            let known = targets.iter().any(|other| other.target == mapping.target);
            let Some(sent) = before else { continue };
            if known || is_manager(&mapping.target) {
                continue;
            }
            let is_change = |after: &&TargetValue| {
                mapping.apply == Apply::Always && !is_default && !after.eq_ignore_case(sent)
            };
            targets.push(Target {
                changed: after.as_ref().filter(is_change).cloned(),
                target: mapping.target.clone(),
                row: at,
                sent: sent.clone(),
                matching: mapping.matching,
                is_level: LEVELS.iter().any(|(_, level)| *level == mapping.target),
                is_added_later: false,
            });
        }
        let place = |it: &Target| LEVELS.iter().position(|(_, level)| *level == it.target);
        targets.sort_by_key(|it| place(it).unwrap_or(LEVELS.len()));
        let may_follow = |it: &Target| it.changed.is_some() && it.matching.is_none();
        if let Some(last) =
            targets.iter_mut().rev().find(|it| may_follow(it) && is_selected(&it.target))
        {
            last.is_added_later = true;
        }
        let person = Person { tag: tag.to_owned(), targets };
        let is_told = has_tag(person.name().1, tag);
        if is_told { Ok(person) } else { Err(ProofError::NoMatch) }
    }

    /// Makes up a person with the few targets that every application has, as other set-ups match
    /// and change them.
    pub(crate) fn plain(context: &Context, tag: &str, domain: &str) -> Result<Self, ProofError> {
        const ACTIVE_BY: &str = r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#;
        let table = MappingTable::new(
            vec![
                Mapping::direct("userPrincipalName", "userName").matched(1),
                Mapping::expression(ACTIVE_BY, ACTIVE),
                Mapping::direct("objectId", "externalId").matched(2),
                Mapping::direct("mail", r#"emails[type eq "work"].value"#).matched(3),
                Mapping::direct("displayName", "displayName"),
                Mapping::direct("givenName", "name.givenName"),
                Mapping::direct("surname", "name.familyName"),
                Mapping::direct("jobTitle", "title"),
            ],
            Rules::default(),
            "",
        );
        Person::made_up(&table, context, tag, domain)
    }

    /// Returns the targets by which the person is looked for, in the order of precedence.
    pub(crate) fn matching(&self) -> Vec<(&str, &str)> {
        let mut found: Vec<(u32, &str, &str)> = self
            .targets
            .iter()
            .filter_map(|it| Some((it.matching?, it.target.as_str(), first(&it.sent)?)))
            .collect();
        found.sort_by_key(|(precedence, ..)| *precedence);
        found.into_iter().map(|(_, target, value)| (target, value)).collect()
    }

    /// Returns what the person is looked for by first, and what that is.
    pub(crate) fn name(&self) -> (&str, &str) {
        self.matching().first().copied().unwrap_or_default()
    }

    /// Returns what is sent on creation, in the table's order.
    pub(crate) fn created(&self) -> Vec<(&str, TargetValue)> {
        let mut sent: Vec<&Target> = self.targets.iter().filter(|it| !it.is_added_later).collect();
        sent.sort_by_key(|it| it.row);
        sent.into_iter().map(|it| (it.target.as_str(), it.sent.clone())).collect()
    }

    /// Returns whether the table says who is enabled.
    pub(crate) fn has_active(&self) -> bool {
        self.targets.iter().any(|it| it.target == ACTIVE)
    }
}

/// Whether a text holds a person's tag, in any case of letters.
pub(crate) fn has_tag(text: &str, tag: &str) -> bool {
    text.to_ascii_lowercase().contains(tag)
}

pub(crate) fn first(value: &TargetValue) -> Option<&str> {
    match value {
        TargetValue::One(text) => Some(text),
        TargetValue::Many(texts) => texts.first().map(String::as_str),
    }
}

/// Whether a target is one of several values that a filter selects. An e-mail address is not: many
/// applications create nobody without one.
fn is_selected(target: &str) -> bool {
    target
        .parse::<Path>()
        .is_ok_and(|path| path.selector.is_some() && !path.attribute.eq_ignore_ascii_case("emails"))
        && !ResourceType::User.is_boolean(target)
}

/// Returns what is sent for each row of the table, and whether it is the default.
fn values(
    person: &Directory,
    table: &MappingTable,
    context: &Context,
) -> Vec<(Option<TargetValue>, bool)> {
    let evaluator = Evaluator::new(person, table, context);
    let value = |id| match evaluator.evaluate(id, 0) {
        Evaluated::Sent { value: Sent::One(text), from_default } => {
            (Some(TargetValue::One(text.into_owned())), from_default)
        }
        Evaluated::Sent { value: Sent::Many(texts), from_default } => {
            (Some(TargetValue::Many(texts)), from_default)
        }
        _ => (None, false),
    };
    evaluator.ids().map(value).collect()
}

/// Returns the source attributes that the table reads, and those that say who is enabled.
fn attributes(table: &MappingTable) -> BTreeSet<String> {
    let read = table.rows().iter().flat_map(|row| row.mapping.source.attributes());
    read.chain(["accountEnabled".to_owned(), "userPrincipalName".to_owned()])
        .filter(|name| name != "IsSoftDeleted")
        .collect()
}

/// A directory of one user of whom nothing is known.
fn nobody() -> Result<Directory, ProofError> {
    let mut file = "userPrincipalName\nnobody@example.com\n".as_bytes();
    let go_on = &mut |_| ControlFlow::Continue(());
    let read = footbridge_directory::read(&mut file, "proof.csv", None, &Language::ENGLISH, go_on);
    // One line of text in memory is read as any other.
    read.map(|(directory, _)| directory).map_err(|_| ProofError::NoMatch)
}

/// Invents an attribute's value, empty for none: references to others, and roles that only the
/// application knows.
fn invented(attribute: &str, state: State, tag: &str, domain: &str) -> String {
    let local = match state {
        State::Created => format!("{PREFIX}{tag}"),
        State::Changed => format!("{PREFIX}{tag}-renamed"),
    };
    let text = |created: &str, changed: &str| match state {
        State::Created => created.to_owned(),
        State::Changed => changed.to_owned(),
    };
    match attribute {
        "accountEnabled" => "True".to_owned(),
        "manager" | "appRoleAssignments" | "assignedRoles" | "memberOf" => String::new(),
        "userPrincipalName" | "originalUserPrincipalName" | "mail" | "otherMails" => {
            format!("{local}@{domain}")
        }
        "proxyAddresses" => format!("SMTP:{local}@{domain}"),
        "mailNickname" | "onPremisesSamAccountName" => local,
        "employeeId" => text(&format!("fp-{tag}"), &format!("fp-{tag}-2")),
        // What an object is known by never changes.
        "objectId" | "immutableId" | "onPremisesImmutableId" => {
            format!("{tag}-70f7-4b1d-9e00-0f0071b21d9e")
        }
        "givenName" => text("Åse", "Zoë"),
        "surname" => text("Prøve-Łukasz", "Ångström"),
        "displayName" => text("Åse Prøve-Łukasz", "Zoë Ångström"),
        "jobTitle" => text("Prøveperson", "Förändrad"),
        "companyName" => text("Gångbro Århus", "Société Façade"),
        "department" => text("Prøveavdeling", "Qualité & Größe"),
        "preferredLanguage" => text("nb-NO", "sv-SE"),
        "country" | "usageLocation" => text("NO", "SE"),
        "city" => text("Tromsø", "Malmö"),
        "state" => text("Troms", "Skåne"),
        "streetAddress" => text("Prøvegata 1", "Bryggvägen 2"),
        "postalCode" => text("9008", "211 20"),
        // Numbers that nobody has.
        "telephoneNumber" => text("+1 202 555 0143", "+1 202 555 0144"),
        "mobile" => text("+1 202 555 0145", "+1 202 555 0146"),
        "facsimileTelephoneNumber" => text("+1 202 555 0147", "+1 202 555 0148"),
        "employeeHireDate" | "employeeLeaveDateTime" => {
            text("2026-01-05T00:00:00Z", "2026-02-02T00:00:00Z")
        }
        other => text(&format!("Prøve {other}"), &format!("Ændret {other}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context() -> Context {
        Context::new("2026-11-30T12:00:00Z".parse().unwrap())
    }

    fn table(mappings: Vec<Mapping>) -> MappingTable {
        MappingTable::new(mappings, Rules::default(), "the vendor")
    }

    #[test]
    fn person_has_what_the_table_makes_of_invented_attributes() {
        let (organization, department) = (LEVELS[0].1, LEVELS[2].1);
        let phone = r#"phoneNumbers[type eq "work"].value"#;
        let mut once = Mapping::direct("displayName", "nickName");
        once.apply = Apply::OnCreation;
        let table = table(vec![
            Mapping::direct("mailNickname", "externalId").matched(2),
            Mapping::expression("ToUpper([userPrincipalName], )", "userName").matched(1),
            Mapping::direct("department", department),
            Mapping::direct("telephoneNumber", phone),
            Mapping::direct("companyName", organization),
            Mapping::direct("manager", "manager"),
            Mapping::direct("extensionAttribute3", "title"),
            once,
        ]);
        let person = Person::made_up(&table, &context(), "0a1b2c3d", "example.com").unwrap();
        let targets: Vec<&str> = person.targets.iter().map(|it| it.target.as_str()).collect();
        assert_eq!(
            targets,
            [organization, department, "externalId", "userName", phone, "title", "nickName"],
            "the levels first, and no manager"
        );
        assert_eq!(
            person.matching(),
            [
                ("userName", "FOOTBRIDGE-PROOF-0A1B2C3D@EXAMPLE.COM"),
                ("externalId", "footbridge-proof-0a1b2c3d")
            ],
            "by precedence"
        );
        let later: Vec<bool> = person.targets.iter().map(|it| it.is_added_later).collect();
        assert_eq!(later, [false, false, false, false, true, false, false], "the number follows");
        let created: Vec<&str> = person.created().iter().map(|(target, _)| *target).collect();
        let order = ["externalId", "userName", department, organization, "title", "nickName"];
        assert_eq!(created, order, "in the table's order, and without the number");
        assert!(person.targets.iter().all(|it| it.changed.is_some() || it.target == "nickName"));
        let texts = person.targets.iter().filter_map(|it| first(&it.sent));
        assert!(texts.into_iter().any(|text| !text.is_ascii()), "letters outside ASCII");
    }

    #[test]
    fn table_that_tells_nobody_apart_is_refused() {
        let nothing = table(vec![Mapping::direct("userPrincipalName", "userName")]);
        let common = table(vec![Mapping::direct("department", "userName").matched(1)]);
        for table in [nothing, common] {
            let made = Person::made_up(&table, &context(), "0a1b2c3d", "example.com");
            assert!(matches!(made, Err(ProofError::NoMatch)), "{made:?}");
        }
    }

    #[test]
    fn plain_person_can_be_matched_in_three_ways() {
        let person = Person::plain(&context(), "0a1b2c3d", "example.com").unwrap();
        assert!(person.has_active());
        assert_eq!(person.matching().len(), 3, "by name, by id, by address");
    }
}
