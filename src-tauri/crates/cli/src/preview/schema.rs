//! A schema's mappings, with every check on each of them before anybody is previewed.

use std::path::Path;

use footbridge_finding::Severity;
use footbridge_mapping::{EditHistory, EntraSchema, MappingTable, Rules, ScopingFilter};

use crate::input::Input;
use crate::output::{Failure, LANGUAGE, tell};
use crate::remark::Remark;

/// Reads the mappings of the schema at `path` with its scoping filter, and tells what is wrong with it
/// and with each mapping.
pub(super) fn read(path: &Path) -> Result<(MappingTable, ScopingFilter), Failure> {
    let input = Input::of(path);
    let text = input.text(EntraSchema::LARGEST)?;
    let schema = EntraSchema::parse(&text).map_err(|error| input.told(&error))?;
    for finding in schema.findings(&LANGUAGE) {
        tell(&input.placed(finding));
    }
    let table = MappingTable::new(schema.user_mappings(), Rules::default(), input.name());
    let view = EditHistory::new(table.clone()).view(None, &LANGUAGE);
    for row in view.rows {
        let target = format!("{}: ", row.mapping.target);
        for said in &row.diagnostics {
            Remark::of_mapping(said, &row.source_text).tell(&target, &row.source_text);
        }
        // What is only worth knowing about a target is so of Entra's own mappings, too.
        let finding = row.rule_finding.filter(|it| it.severity != Severity::Info);
        finding.into_iter().for_each(|finding| tell(&input.placed(finding)));
    }
    view.findings.into_iter().for_each(|finding| tell(&input.placed(finding)));
    Ok((table, schema.scoping_filter()))
}
