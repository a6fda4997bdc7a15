//! Files that admins take for a list of people, told by the names of their columns or by their first
//! lines.

use crate::column::header::{folded, named};
use crate::error::{DirectoryError, OtherFile};

/// Columns of sign-in logs: of the portal's download, in which the names are the labels of Microsoft's
/// "sign-in log activity details", and of Graph's `signIn`. A list of people may have one of them.
const OF_SIGN_INS: [&str; 13] = [
    "appdisplayname",
    "authenticationrequirement",
    "clientapp",
    "clientappused",
    "conditionalaccess",
    "conditionalaccessstatus",
    "failurereason",
    "incomingtokentype",
    "isinteractive",
    "requestid",
    "resourcedisplayname",
    "serviceprincipalid",
    "signinerrorcode",
];

/// Columns of audit logs: of the portal's download, of Graph's `directoryAudit`, and of Microsoft
/// Purview's export ("audit log detailed properties"). A list of people may have one of them.
const OF_AUDITS: [&str; 17] = [
    "activity",
    "activitydatetime",
    "activitydisplayname",
    "actortype",
    "actoruserprincipalname",
    "additionaldetails",
    "auditdata",
    "initiatedby",
    "loggedbyservice",
    "operation",
    "operations",
    "operationtype",
    "recordtype",
    "resultreason",
    "target1displayname",
    "target1type",
    "targetresources",
];

/// Columns of Graph's `group`, of Get-MgGroup, and of the portal's list of groups ("Group type",
/// "Membership type").
const OF_GROUPS: [&str; 7] = [
    "grouptype",
    "grouptypes",
    "isassignabletorole",
    "mailenabled",
    "membershiprule",
    "membershiptype",
    "securityenabled",
];

/// Columns of Graph's `device` and of Get-MgDevice.
const OF_DEVICES: [&str; 4] =
    ["deviceid", "deviceownership", "operatingsystemversion", "trusttype"];

/// Refuses a table whose columns are those of something else.
pub(crate) fn refuse_columns<'h>(
    headers: impl Iterator<Item = &'h str> + Clone,
) -> Result<(), DirectoryError> {
    let holds = |wanted: &dyn Fn(&str) -> bool| headers.clone().any(|it| wanted(&folded(it)));
    let several = |names: &[&str]| {
        let mut found: Vec<String> = headers
            .clone()
            .map(|it| folded(it.split('.').next().unwrap_or_default()))
            .filter(|name| names.contains(&name.as_str()))
            .collect();
        found.sort_unstable();
        found.dedup();
        found.len() > 1
    };
    let names_users = headers
        .clone()
        .any(|it| named(it).is_some_and(|it| it.attribute.name == "userPrincipalName"));
    let other = if holds(&|name| {
        name == "provisioningsteps"
            || ["sourceidentity", "targetidentity", "provisioningaction"]
                .iter()
                .any(|begin| name.starts_with(begin))
    }) {
        OtherFile::ProvisioningLog
    } else if holds(&|name| name == "synchronizationrules") {
        OtherFile::Schema
    } else if several(&OF_SIGN_INS) {
        OtherFile::SignInLog
    } else if several(&OF_AUDITS) {
        OtherFile::AuditLog
    } else if names_users {
        return Ok(());
    } else if holds(&|name| OF_GROUPS.contains(&name)) {
        OtherFile::Groups
    } else if holds(&|name| OF_DEVICES.contains(&name)) {
        OtherFile::Devices
    } else {
        return Ok(());
    };
    Err(DirectoryError::OtherFile(other))
}

/// So many lines are looked at. Our choice.
const LINES: usize = 8;

/// Refuses what PowerShell shows on the screen, saved as a text.
pub(crate) fn refuse_lines(text: &str) -> Result<(), DirectoryError> {
    let mut lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
    let is_rule =
        |line: &str| line.contains("--") && line.bytes().all(|byte| matches!(byte, b'-' | b' '));
    if lines.clone().nth(1).is_some_and(is_rule) {
        return Err(DirectoryError::OtherFile(OtherFile::FormatTable));
    }
    let mut names = 0;
    for line in lines.by_ref().take(LINES) {
        let name = line.split_once(" :").map(|(name, _)| name.trim());
        match name.filter(|name| !name.is_empty() && !name.contains([' ', ',', ';', '\t'])) {
            Some(name) => names += usize::from(named(name).is_some()),
            // A long value goes on in the next line, behind blanks.
            None if line.starts_with("   ") => {}
            None => return Ok(()),
        }
    }
    if names > 0 { Err(DirectoryError::OtherFile(OtherFile::FormatList)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_powershell_shows_is_told_from_tables() {
        for (text, expected, reason) in [
            ("Id    : 1\nMail  : a\n", Some(OtherFile::FormatList), "Format-List"),
            ("A : 1\n    2\nMail : x, y\n", Some(OtherFile::FormatList), "a value of two lines"),
            ("Id  Mail\n--  ----\n1   a\n", Some(OtherFile::FormatTable), "Format-Table"),
            ("Mail\n----\na\n", Some(OtherFile::FormatTable), "one column"),
            ("Note : all users,\nx\n", None, "a title"),
            ("mail,note\na,b : c\n", None, "a table"),
            ("", None, "nothing"),
        ] {
            let found = match refuse_lines(text) {
                Err(DirectoryError::OtherFile(other)) => Some(other),
                _ => None,
            };
            assert_eq!(found, expected, "{reason}");
        }
    }
}
