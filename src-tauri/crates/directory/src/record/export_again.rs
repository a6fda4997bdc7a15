//! The PowerShell that exports what mappings read.
//!
//! What a property is called, and where Graph's PowerShell keeps its value, is Microsoft's: the reference of
//! the user resource and of Get-MgUser.

use std::collections::BTreeSet;

use crate::column::attribute::{
    ATTRIBUTES, AttributeKind, SourceAttribute, graph_name, is_directory_extension,
};
use crate::column::layout::exported_name;

/// What is exported whatever is mapped: who the people are, and whether Entra would create them.
const ALWAYS: [&str; 6] =
    ["objectId", "userPrincipalName", "displayName", "mail", "accountEnabled", "userType"];

/// Returns the command that exports these attributes of everybody, in columns that are read back. What
/// Graph's users do not have, and what takes a permission of its own, is left out.
pub fn export_again(attributes: &[String]) -> String {
    let names = ALWAYS.into_iter().chain(attributes.iter().map(|name| exported_name(name)));
    let (mut properties, mut columns) = (Vec::new(), Vec::new());
    let mut seen = BTreeSet::new();
    for name in names.filter(|name| is_in_graph(name)) {
        if !seen.insert(name) {
            continue;
        }
        columns.push(column(name));
        let property = graph_name(name);
        if name != "manager" && !properties.contains(&property) {
            properties.push(property);
        }
    }
    let expand = if seen.contains("manager") { " -ExpandProperty manager" } else { "" };
    format!(
        "Get-MgUser -All -Property {}{expand} | Select-Object {} | \
         Export-Csv users.csv -NoTypeInformation -Encoding UTF8",
        properties.join(","),
        columns.join(",")
    )
}

fn known(name: &str) -> Option<&'static SourceAttribute> {
    ATTRIBUTES.iter().find(|it| it.name == name)
}

/// Returns whether a property of Graph's users holds the attribute. A name goes into a command that is
/// pasted, so that one with any other letter than those of a name is none.
fn is_in_graph(name: &str) -> bool {
    let is_name =
        |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    match known(name) {
        Some(attribute) => attribute.name != "appRoleAssignments",
        None => is_directory_extension(name) && is_name(name),
    }
}

/// Returns what Select-Object takes for an attribute.
fn column(name: &str) -> String {
    let property = graph_name(name);
    let computed = |name: &str, value: &str| format!("@{{n='{name}';e={{{value}}}}}");
    let kind = known(name).map(|it| it.kind);
    match (name, kind) {
        ("manager", _) => computed(name, "$_.Manager.Id"),
        (_, Some(AttributeKind::FirstOf)) => computed(property, &format!("$_.{property}[0]")),
        (_, Some(AttributeKind::List)) => computed(property, &format!("$_.{property} -join ';'")),
        (_, None) => computed(name, &format!("$_.AdditionalProperties['{name}']")),
        (name, _) if name.starts_with("extensionAttribute") => {
            computed(name, &format!("$_.OnPremisesExtensionAttributes.{name}"))
        }
        (name, _) => match name.split_once('.') {
            Some((object, member)) => computed(name, &format!("$_.{object}.{member}")),
            None => property.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::header::of_header;

    fn command(attributes: &[&str]) -> String {
        export_again(&attributes.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn command_names_each_property_once_and_writes_each_value() {
        let extension = "extension_0123456789abcdef0123456789abcdef_costUnit";
        for (attributes, properties, column, reason) in [
            (&["department"][..], "userType,department |", "userType,department |", "a text"),
            (&["IsSoftDeleted"], "accountEnabled,userType |", "userType |", "what it is made of"),
            (&["mobile", "mobile"], "userType,mobilePhone |", "userType,mobilePhone |", "once"),
            (
                &["manager"],
                "userType -ExpandProperty manager |",
                "@{n='manager';e={$_.Manager.Id}}",
                "another user",
            ),
            (
                &["telephoneNumber"],
                "userType,businessPhones |",
                "@{n='businessPhones';e={$_.businessPhones[0]}}",
                "the first of several",
            ),
            (
                &["proxyAddresses"],
                "userType,proxyAddresses |",
                "@{n='proxyAddresses';e={$_.proxyAddresses -join ';'}}",
                "a list",
            ),
            (
                &["extensionAttribute3", "extensionAttribute4"],
                "userType,onPremisesExtensionAttributes |",
                "@{n='extensionAttribute4';e={$_.OnPremisesExtensionAttributes.extensionAttribute4}}",
                "members of one property",
            ),
            (
                &["employeeOrgData.division"],
                "userType,employeeOrgData |",
                "@{n='employeeOrgData.division';e={$_.employeeOrgData.division}}",
                "a member",
            ),
            (
                &[extension],
                &format!("userType,{extension} |"),
                &format!("e={{$_.AdditionalProperties['{extension}']}}"),
                "an extension",
            ),
            (&["Avdeling", "appRoleAssignments"], "userType |", "userType |", "no property"),
            (
                &["extension_0123456789abcdef0123456789abcdef_x'};Remove-Item *;{'"],
                "userType |",
                "userType |",
                "no name of an attribute",
            ),
        ] {
            let command = command(attributes);
            let (property, select) = command.split_once("| Select-Object ").unwrap();
            assert!(format!("{property}|").contains(properties), "{reason}: {command}");
            assert!(select.contains(column), "{reason}: {command}");
        }
    }

    #[test]
    fn every_column_of_the_command_is_read_back() {
        for attribute in ATTRIBUTES.iter().filter(|it| is_in_graph(it.name)) {
            let name = exported_name(attribute.name);
            let column = column(name);
            let header = column
                .strip_prefix("@{n='")
                .and_then(|rest| rest.split_once('\''))
                .map_or(column.as_str(), |(header, _)| header);
            assert_eq!(of_header(header).map(|it| it.name), Some(name), "{column}");
        }
    }
}
