//! What a file's columns mean for the mappings that read it: what was not exported, what nobody reads, and
//! what PowerShell could not write.

use std::collections::BTreeSet;

use footbridge_finding::{Finding, Language, Place, Severity};
use serde::Serialize;

use super::phrase::Phrase;
use super::summary::{Column, DirectorySummary};
use crate::column::attribute::{graph_name, read_boolean};
use crate::column::header::{folded, is_boolean, named, near, says_opposite};
use crate::column::layout::exported_name;
use crate::error::TEXTS;

/// A column that nothing reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct UnusedColumn {
    /// Its name in the file.
    pub header: String,
    /// The attribute that it may hold, by its name, with `!` before it where it may hold its opposite.
    pub proposal: Option<String>,
}

/// For so many columns a proposal is looked for. Our choice.
const PROPOSED: usize = 500;

impl DirectorySummary {
    /// Returns those of `attributes` of which the file has no value, as an export names them.
    pub fn not_exported<'a>(&self, attributes: &'a [String]) -> Vec<&'a str> {
        let absent = attributes.iter().filter(|name| !self.has(name));
        let absent: BTreeSet<&str> = absent.map(|name| exported_name(name)).collect();
        absent.into_iter().collect()
    }

    /// Returns the remark that those of `attributes` were not exported which the file does not have;
    /// `None` where it has all.
    pub fn cannot_be_checked(&self, attributes: &[String], language: &Language) -> Option<Finding> {
        let names = self.not_exported(attributes);
        // As Get-MgUser names them.
        let properties: BTreeSet<&str> = names.iter().map(|name| graph_name(name)).collect();
        let properties: Vec<&str> = properties.into_iter().collect();
        let parameters = [("attributes", names.join(", ")), ("properties", properties.join(","))];
        (!names.is_empty()).then(|| {
            self.remark("directory.cannot_be_checked", Severity::Warning, &parameters, language)
        })
    }

    /// Returns the remark that nobody has a value of those of `attributes` whose column is there and was
    /// exported; `None` where somebody has one of each.
    pub fn columns_empty(&self, attributes: &[String], language: &Language) -> Option<Finding> {
        let is_empty = |name: &str| {
            let mut columns = self.columns.iter();
            columns.any(|it| it.name() == name && it.filled == 0 && !it.not_exported)
        };
        let empty = attributes.iter().map(|name| exported_name(name)).filter(|name| is_empty(name));
        let names: BTreeSet<&str> = empty.collect();
        let properties: BTreeSet<&str> = names.iter().map(|name| graph_name(name)).collect();
        let join = |names: &BTreeSet<&str>, between: &str| {
            names.iter().copied().collect::<Vec<_>>().join(between)
        };
        let parameters =
            [("attributes", join(&names, ", ")), ("properties", join(&properties, ","))];
        (self.users > 0 && !names.is_empty())
            .then(|| self.remark("directory.column_empty", Severity::Info, &parameters, language))
    }

    /// Returns the columns with values that hold no known attribute and that nobody reads by their own
    /// name; `attributes` are those that mappings read.
    pub fn unused(&self, attributes: &[String]) -> Vec<UnusedColumn> {
        let is_held =
            |name: &str| self.columns.iter().any(|it| it.attribute.as_deref() == Some(name));
        let is_unused = |it: &&Column| {
            it.attribute.is_none()
                && it.filled > 0
                && !it.header.is_empty()
                && named(&it.header).is_none()
                && !attributes.contains(&it.header)
        };
        let unused = self.columns.iter().filter(is_unused).enumerate();
        let proposed = unused.map(|(place, it)| {
            let proposal = if place < PROPOSED { proposal(it) } else { None };
            let is_free = |name: &String| !is_held(name.trim_start_matches('!'));
            UnusedColumn { header: it.header.clone(), proposal: proposal.filter(is_free) }
        });
        proposed.collect()
    }

    /// Returns the remark on the columns that nobody reads, with what some of them may hold.
    pub fn columns_not_used(
        &self,
        unused: &[UnusedColumn],
        language: &Language,
    ) -> Option<Finding> {
        let first = unused.first()?;
        let headers: Vec<String> = unused.iter().map(|it| it.header.clone()).collect();
        let proposed = unused.iter().find(|it| it.proposal.is_some()).unwrap_or(first);
        let attribute = proposed.proposal.as_deref().unwrap_or("attribute");
        let parameters = [
            ("headers", Phrase::Names(&headers).words(language)),
            ("example", proposed.header.clone()),
            ("attribute", attribute.to_owned()),
        ];
        let near =
            unused.iter().filter_map(|it| Some(format!("{}={}", it.header, it.proposal.as_ref()?)));
        let near: Vec<String> = near.collect();
        let severity = if near.is_empty() { Severity::Info } else { Severity::Warning };
        let mut finding =
            self.remark("directory.columns_not_used", severity, &parameters, language);
        finding.evidence = (!near.is_empty()).then(|| Phrase::Names(&near).words(language));
        Some(finding)
    }

    /// Returns the remarks on the columns that are read and in which PowerShell wrote the name of a type.
    pub fn type_names(&self, attributes: &[String], language: &Language) -> Vec<Finding> {
        let columns = self.columns.iter().filter(|it| it.type_names > 0);
        let columns = columns.filter_map(|column| {
            let remedy = remedy(column, attributes)?;
            let parameters = [("header", column.header.clone()), ("remedy", remedy)];
            Some(self.remark("directory.type_names", Severity::Warning, &parameters, language))
        });
        columns.collect()
    }

    fn remark(
        &self,
        code: &str,
        severity: Severity,
        parameters: &[(&str, String)],
        language: &Language,
    ) -> Finding {
        let parameters: Vec<(&str, &str)> =
            parameters.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let place = Place { file: Some(self.file.clone()), ..Place::default() };
        TEXTS.finding(code, severity, language, &parameters).at(place)
    }
}

/// Returns the attribute that a column of an unknown name may hold; one that is true or false only where
/// the first value is.
fn proposal(column: &Column) -> Option<String> {
    let holds_boolean = || column.example.as_deref().and_then(read_boolean).is_some();
    if says_opposite(&column.header) {
        return Some("!accountEnabled".to_owned()).filter(|_| holds_boolean());
    }
    let near = near(&column.header).filter(|name| !is_boolean(name) || holds_boolean());
    near.map(str::to_owned)
}

/// Returns the PowerShell that writes the values of a column; `None` where nobody reads it.
fn remedy(column: &Column, read: &[String]) -> Option<String> {
    let is_read = |name: &str| read.iter().any(|it| it == name);
    let first_of = |begin: &str| read.iter().find(|it| it.starts_with(begin));
    let property =
        |name: &str, value: &str| format!("Select-Object …,@{{n='{name}';e={{{value}}}}}");
    let attribute = named(&column.header).map(|it| it.attribute.name);
    match (folded(&column.header).as_str(), attribute) {
        (_, Some("manager")) if is_read("manager") => Some(format!(
            "Get-MgUser -All -ExpandProperty manager … | {}",
            property("manager", "$_.Manager.Id")
        )),
        (_, Some("telephoneNumber")) if is_read("telephoneNumber") => {
            Some(property("businessPhones", "$_.BusinessPhones[0]"))
        }
        (_, Some(name)) if is_read(name) => {
            Some(property(name, &format!("$_.{} -join ';'", column.header)))
        }
        ("onpremisesextensionattributes", _) => first_of("extensionAttribute")
            .map(|name| property(name, &format!("$_.OnPremisesExtensionAttributes.{name}"))),
        ("employeeorgdata", _) => first_of("employeeOrgData.").map(|name| {
            let member = name.trim_start_matches("employeeOrgData.");
            property(name, &format!("$_.EmployeeOrgData.{member}"))
        }),
        ("additionalproperties", _) => first_of("extension_")
            .map(|name| property(name, &format!("$_.AdditionalProperties['{name}']"))),
        _ => None,
    }
}
