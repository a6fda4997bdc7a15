//! Expressions of Microsoft's other engines, which look alike: Connect Sync's rules, and mappings of
//! cloud HR. One sentence says so, in the place of one about each of their names.

use super::checker::Checker;
use super::names::renamed;
use crate::diagnostic::Diagnostic;
use crate::functions;
use crate::tree::{Expression, ExpressionKind, Operator};
use crate::words::Words;

/// Functions that Connect Sync's reference has and that of application provisioning has not; nor do the
/// tools from which people usually bring expressions.
const CONNECT_SYNC: &[&str] = &[
    "BitOr",
    "CertExtensionOids",
    "CertFormat",
    "CertFriendlyName",
    "CertHashString",
    "CertIssuer",
    "CertIssuerDN",
    "CertIssuerOid",
    "CertKeyAlgorithm",
    "CertNameInfo",
    "CertNotAfter",
    "CertNotBefore",
    "CertPublicKeyOid",
    "CertSerialNumber",
    "CertSignatureAlgorithmOid",
    "CertSubject",
    "CertSubjectNameDN",
    "CertThumbprint",
    "CertVersion",
    "CGuid",
    "CNum",
    "ConvertFromUTF8Hex",
    "DNComponentRev",
    "EscapeDNComponent",
    "ImportedValue",
    "InStrRev",
    "IsBitSet",
    "IsCert",
    "IsDate",
    "IsGuid",
    "IsNumeric",
    "ItemOrNull",
    "PadLeft",
    "PadRight",
    "RandomNum",
    "ReplaceChars",
    "StringFromGuid",
];

/// Functions that Connect Sync has from Visual Basic, as other tools do.
const OF_BASIC: &[&str] = &["LCase", "UCase", "LTrim", "RTrim"];

/// Names of workers' attributes in Workday and SuccessFactors, as Microsoft's guides for them have them.
const OF_WORKERS: &[&str] = &[
    "CountryReferenceFriendly",
    "CountryReferenceTwoLetter",
    "LegalFirstName",
    "LegalLastName",
    "personIdExternal",
    "PreferredFirstName",
    "PreferredLastName",
    "PreferredNameData",
    "StatusHireDate",
    "StatusRehire",
    "StatusTerminationDate",
    "StatusTerminationLastDayOfWork",
    "SupervisoryOrganization",
    "WorkerID",
];

/// Beginnings of such names.
const OF_WORKERS_BEGIN: &[&str] = &["empJobNavCustomString", "empNavCustomString"];

/// Codes of remarks for which the one about the language stands.
const INSTEAD_OF: &[&str] = &[
    "expression.arithmetic",
    "expression.dialect",
    "expression.logic_operator",
    "expression.unknown_function",
    "expression.unknown_parameter",
    "expression.unknown_word",
];

/// What an expression has of another language.
#[derive(Default)]
struct Marks {
    /// Only Connect Sync has them.
    sure: Vec<String>,
    /// Connect Sync's way with texts, and its operators; each alone is also another tool's.
    basic: Vec<String>,
    operators: Vec<String>,
    /// Attributes of workers.
    workers: Vec<String>,
}

impl Checker<'_> {
    pub(super) fn language(&mut self, root: &Expression) {
        let marks = Marks::of(root);
        if !marks.workers.is_empty() {
            let attributes = marks.workers.join(", ");
            self.report(Diagnostic::warning(
                root.span.clone(),
                Words::CloudHr.with("attributes", attributes),
            ));
        }
        let is_connect_sync = !marks.sure.is_empty()
            || !marks.basic.is_empty() && marks.basic.len() + marks.operators.len() > 1;
        if !is_connect_sync {
            return;
        }
        self.diagnostics.retain(|said| !INSTEAD_OF.contains(&said.code));
        let names: Vec<String> =
            [marks.sure, marks.basic, marks.operators].concat().iter().map(|it| here(it)).collect();
        self.report(Diagnostic::error(
            root.span.clone(),
            Words::ConnectSync.with("names", names.join(", ")),
        ));
    }
}

/// A name of another language, with what it is here where that is known.
fn here(name: &str) -> String {
    let known = match name {
        "&" | "+" => Some("Append"),
        "&&" | "||" => Some("a second IIF"),
        name => renamed(name),
    };
    match known {
        Some(known) => format!("`{name}` (here {known})"),
        None => format!("`{name}`"),
    }
}

/// As many names of a kind are told.
const MOST_NAMED: usize = 10;

impl Marks {
    fn of(root: &Expression) -> Self {
        let mut marks = Marks::default();
        root.walk(&mut |part| match &part.kind {
            ExpressionKind::Call(call) if functions::find_any_case(&call.name).is_none() => {
                let is_in =
                    |names: &[&str]| names.iter().any(|it| it.eq_ignore_ascii_case(&call.name));
                if is_in(CONNECT_SYNC) {
                    add(&mut marks.sure, &call.name);
                } else if is_in(OF_BASIC) {
                    add(&mut marks.basic, &call.name);
                }
            }
            ExpressionKind::Word(word) if word.eq_ignore_ascii_case("AuthoritativeNull") => {
                add(&mut marks.sure, word);
            }
            ExpressionKind::Word(word) if word == "NULL" => add(&mut marks.operators, word),
            // `%Connector.cn%`; the names without a point are Cloud Sync's, too.
            ExpressionKind::Parameter(name) if name.contains('.') => {
                add(&mut marks.sure, &format!("%{name}%"));
            }
            ExpressionKind::Operation(operation) if is_of_others(operation.operator) => {
                add(&mut marks.operators, operation.operator.sign());
            }
            ExpressionKind::Attribute(name) if is_of_workers(name) => {
                add(&mut marks.workers, &format!("[{name}]"));
            }
            _ => {}
        });
        marks
    }
}

fn is_of_others(operator: Operator) -> bool {
    matches!(operator, Operator::And | Operator::Or | Operator::Concatenate | Operator::Add)
}

fn add(names: &mut Vec<String>, name: &str) {
    if names.len() < MOST_NAMED && names.iter().all(|known| known != name) {
        names.push(name.to_owned());
    }
}

fn is_of_workers(name: &str) -> bool {
    let begins =
        |start: &&str| name.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    OF_WORKERS.iter().any(|known| known.eq_ignore_ascii_case(name))
        || OF_WORKERS_BEGIN.iter().any(begins)
}
