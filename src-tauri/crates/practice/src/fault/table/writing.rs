//! Faults of what a server keeps: the connection test passes, and a proof finds them.

use footbridge_scim::ResourceType::{Group, User};

use crate::fault::kind::Fault;
use crate::fault::makers::keeps;
use crate::flaw::Flaw;

/// In the order in which a proof finds them.
pub(super) const WRITING: &[Fault] = &[
    keeps(
        "create-refused",
        "refuses to create users",
        "proof.create_refused",
        Flaw::CreationRefused(User),
    ),
    keeps(
        "answer-without-id",
        "creates users and does not say under which id",
        "proof.no_id",
        Flaw::AnswerWithoutId,
    ),
    keeps(
        "not-found-after-create",
        "creates users whom no query finds",
        "proof.not_found",
        Flaw::NotFound(User),
    ),
    keeps(
        "case-sensitive-match",
        "compares names letter by letter",
        "proof.case_sensitive_match",
        Flaw::CaseSensitive,
    ),
    keeps(
        "not-readable",
        "does not show a user by its id",
        "proof.not_readable",
        Flaw::NotReadable,
    ),
    keeps(
        "extension-lost",
        "forgets the enterprise extension when it creates users",
        "proof.extension_lost",
        Flaw::ExtensionLost,
    ),
    keeps(
        "value-lost",
        "forgets titles when it creates users",
        "proof.value_lost",
        Flaw::TitleLost,
    ),
    keeps(
        "value-altered",
        "keeps display names in small letters",
        "proof.value_altered",
        Flaw::NameInSmallLetters,
    ),
    keeps(
        "duplicate-accepted",
        "creates a second user of the same name",
        "proof.duplicate_accepted",
        Flaw::DuplicateAccepted,
    ),
    keeps(
        "duplicate-fails",
        "answers 500 to a second user of the same name",
        "proof.duplicate_status",
        Flaw::DuplicateFails,
    ),
    keeps(
        "level-change-lost",
        "answers 200 to a change of organisation, division or department, and loses it",
        "proof.level_change_lost",
        Flaw::LevelChangeLost,
    ),
    keeps(
        "change-refused",
        "refuses to change family names",
        "proof.change_refused",
        Flaw::SurnameRefused,
    ),
    keeps(
        "change-ignored",
        "answers 200 to a change of a family name, and loses it",
        "proof.change_ignored",
        Flaw::SurnameIgnored,
    ),
    keeps(
        "absent-path-refused",
        "refuses to add a value that its filter does not find",
        "proof.absent_path_refused",
        Flaw::AbsentPathRefused,
    ),
    keeps(
        "false-as-text",
        "keeps `active` as the text that it was sent",
        "proof.false_as_text",
        Flaw::ActiveAsText,
    ),
    keeps(
        "disable-ignored",
        "answers 200 when somebody is disabled, and does nothing",
        "proof.disable_ignored",
        Flaw::DisableIgnored,
    ),
    keeps(
        "disabled-hidden",
        "leaves disabled users out of queries",
        "proof.disabled_hidden",
        Flaw::DisabledHidden,
    ),
    keeps(
        "enable-ignored",
        "answers 200 when somebody is enabled, and does nothing",
        "proof.enable_ignored",
        Flaw::EnableIgnored,
    ),
    keeps(
        "only-active",
        "passes over what changes together with `active`",
        "proof.restore_ignored",
        Flaw::OnlyActive,
    ),
    keeps(
        "manager-lost",
        "answers 200 to a manager, and loses it",
        "proof.manager_lost",
        Flaw::ManagerLost,
    ),
    keeps(
        "manager-as-text",
        "shows a manager as a text",
        "proof.manager_as_text",
        Flaw::ManagerAsText,
    ),
    keeps(
        "removal-ignored",
        "passes over the removal of a value",
        "proof.removal_ignored",
        Flaw::RemovalIgnored,
    ),
    keeps(
        "group-refused",
        "refuses to create groups",
        "proof.group_refused",
        Flaw::CreationRefused(Group),
    ),
    keeps(
        "group-not-found",
        "creates groups which no query finds",
        "proof.group_not_found",
        Flaw::NotFound(Group),
    ),
    keeps(
        "member-not-added",
        "answers 200 to a new member, and does not add it",
        "proof.member_not_added",
        Flaw::MemberNotAdded,
    ),
    keeps(
        "members-incomplete",
        "adds ten members at most of one request",
        "proof.members_incomplete",
        Flaw::TenMembers,
    ),
    keeps(
        "members-sent",
        "sends the members of a group though they are excluded",
        "proof.members_sent",
        Flaw::MembersSent,
    ),
    keeps(
        "member-not-removed",
        "answers 200 when a member is removed, and keeps it",
        "proof.member_not_removed",
        Flaw::MemberNotRemoved,
    ),
    keeps(
        "members-emptied",
        "removes every member when one is listed",
        "proof.members_emptied",
        Flaw::MembersEmptied,
    ),
    keeps(
        "rename-ignored",
        "answers 200 to a group's new name, and keeps the old one",
        "proof.rename_ignored",
        Flaw::RenameIgnored,
    ),
    keeps(
        "delete-ignored",
        "answers 204 to a deletion, and deletes nothing",
        "proof.delete_ignored",
        Flaw::DeleteIgnored,
    ),
    keeps(
        "gone-fails",
        "answers 500 for a user or group that is not there",
        "proof.gone_status",
        Flaw::GoneFails,
    ),
    keeps("left-behind", "refuses to delete", "proof.left_behind", Flaw::DeleteRefused),
];
