//! A schema's mappings, with every check on each of them before anybody is previewed.

use std::path::Path;

use footbridge_finding::{Finding, Severity};
use footbridge_mapping::output::MappingRemark;
use footbridge_mapping::{
    Diagnostic, EditHistory, EntraSchema, Mapping, MappingTable, Rules, ScopingFilter, diagnostics,
};

use crate::input::Input;
use crate::output::{Failure, LANGUAGE, tell};
use crate::remark::Remark;

/// Mappings to preview.
pub(super) struct Mappings {
    pub(super) table: MappingTable,
    /// Whom of those in scope Entra provisions.
    pub(super) filter: ScopingFilter,
    /// What was told of them.
    pub(super) remarks: Vec<MappingRemark>,
}

/// Codes of remarks that do not hold where the schema itself defines the attribute.
const OF_UNKNOWN: [&str; 3] =
    ["source.attribute_case", "source.attribute_unknown", "source.other_name"];

/// Reads the mappings of the schema at `path` with its scoping filter, and tells what is wrong with it
/// and with each mapping.
pub(super) fn read(path: &Path) -> Result<Mappings, Failure> {
    let input = Input::of(path);
    let text = input.text(EntraSchema::LARGEST)?;
    let schema = EntraSchema::parse(&text).map_err(|error| input.told(&error))?;
    let mut remarks = Vec::new();
    let say = |target: Option<&str>, finding: Finding| {
        let remark = MappingRemark::of_finding(target, &finding);
        tell(&input.placed(finding));
        remark
    };
    let of_schema = schema.findings(&LANGUAGE).into_iter();
    remarks.extend(of_schema.map(|finding| say(None, finding)));
    let table = MappingTable::new(schema.user_mappings(), Rules::default(), input.name());
    let view = EditHistory::new(table.clone()).view(None, &LANGUAGE);
    remarks.extend(view.findings.into_iter().map(|finding| say(None, finding)));
    for row in view.rows {
        let target = &row.mapping.target;
        // What is only worth knowing about a target is so of Entra's own mappings, too.
        let finding = row.rule_finding.filter(|it| it.severity != Severity::Info);
        remarks.extend(finding.map(|finding| say(Some(target), finding)));
        let source = &row.source_text;
        for said in row.diagnostics.iter().filter(|said| !is_defined(&schema, source, said)) {
            Remark::of_mapping(said, source).tell(&format!("{target}: "), source);
            remarks.push(MappingRemark::of_source(target, source, said));
        }
    }
    let filter = schema.scoping_filter();
    let mut attributes: Vec<&str> = filter.attributes().collect();
    attributes.sort_unstable();
    attributes.dedup();
    for name in attributes {
        let said = diagnostics(&Mapping::direct(name, ""), None, &LANGUAGE);
        for said in said.iter().filter(|said| !is_defined(&schema, name, said)) {
            Remark::of_mapping(said, name).tell("scoping filter: ", name);
            remarks
                .push(MappingRemark { target: None, ..MappingRemark::of_source("", name, said) });
        }
    }
    Ok(Mappings { table, filter, remarks })
}

/// Whether a remark is about an attribute that the schema's own source directory has.
fn is_defined(schema: &EntraSchema, source: &str, said: &Diagnostic) -> bool {
    let part = Remark::of_mapping(said, source).part;
    let name = source.get(part).unwrap_or_default().trim_matches(['[', ']']).trim();
    OF_UNKNOWN.contains(&said.code.as_str()) && schema.defines_source(name)
}
