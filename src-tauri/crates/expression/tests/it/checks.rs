//! What is said about an expression, and what the fix makes of it.

mod rows;

use footbridge_expression::{Diagnostic, Severity, Usage, check, parse};
use rows::ROWS;

const SCHEMA: &[&str] = &[
    "mail",
    "country",
    "department",
    "givenName",
    "surname",
    "IsSoftDeleted",
    "manager",
    "hireDate",
    "appRoleAssignments",
];

fn found(text: &str, usage: Usage) -> Vec<Diagnostic> {
    check(&parse(text), Some(SCHEMA), usage)
}

#[test]
fn each_remark_points_at_its_part_and_its_fix_removes_it() {
    for (text, code, part, fixed) in ROWS {
        let diagnostics = found(text, Usage::default());
        let diagnostic = diagnostics
            .iter()
            .find(|diagnostic| diagnostic.code == *code)
            .unwrap_or_else(|| panic!("{code} is said about {text}; got {diagnostics:?}"));
        assert_eq!(text.get(diagnostic.span.clone()), Some(*part), "{code} points at it in {text}");
        let result = diagnostic.fix.as_ref().and_then(|fix| fix.apply(text)).unwrap_or_default();
        assert_eq!(&result, fixed, "the fix of {code} in {text}");
        if !fixed.is_empty() {
            let left = found(fixed, Usage::default());
            assert!(
                !left.iter().any(|d| d.code == *code && d.span == diagnostic.span),
                "{code} is gone after its fix: {left:?}"
            );
            let errors = |said: &[Diagnostic]| said.iter().filter(|it| it.is_error()).count();
            assert!(
                errors(&left) + usize::from(diagnostic.is_error()) <= errors(&diagnostics),
                "the fix of {code} makes nothing worse: {left:?}"
            );
        }
        assert!(
            diagnostic.message.to_string().ends_with(['.', '?']),
            "{code}: sentences: {}",
            diagnostic.message
        );
    }
}

#[test]
fn good_expressions_go_without_remark() {
    for text in [
        r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#,
        r#"Join(", ", "", [surname], [givenName])"#,
        r#"ToLower([mail], )"#,
        r#"Replace([mail], "-", , , "_", ,  )"#,
        r#"IIF([country]="USA",IIF([surname]="CA","True","False"),"False")"#,
        r#"Replace([mail], , "\\+(?<isdCode>\\d* )(?<phoneNumber>\\d{10})", , "${phoneNumber}", , )"#,
        r#"FormatDateTime([hireDate], , "M/d/yyyy hh:mm:ss tt", "yyyy-MM-dd")"#,
        r#"IIF(DateDiff("d", Now(), CDate([hireDate])) > 5, "False", "True")"#,
        r#"SingleAppRoleAssignment([appRoleAssignments])"#,
        r#"CBool([country] = [surname])"#,
        "Switch\n(\n\t[country], ,\r\n\"a\", \"b\")",
        r#"Guid()"#,
        r#"IIF([country] = "NO", [mail], IgnoreAttributeFlow)"#,
    ] {
        assert_eq!(found(text, Usage::default()), [], "nothing to say about {text}");
    }
}

#[test]
fn a_matching_property_has_one_source() {
    let matching = Usage { matching: true };
    let codes = |text| -> Vec<&str> { found(text, matching).iter().map(|d| d.code).collect() };
    assert_eq!(
        codes("Coalesce([mail], [surname])"),
        ["expression.matching_sources"],
        "two sources"
    );
    assert_eq!(codes("Join(\"\", [mail], [mail])"), [] as [&str; 0], "the same source twice");
    assert!(
        codes("SelectUniqueValue([mail], Append([mail], \"1\"))")
            .contains(&"expression.select_unique_matching"),
        "no unique value where users are matched"
    );
}

#[test]
fn severities_tell_what_can_be_evaluated() {
    let severity = |text: &str, code: &str| {
        found(text, Usage::default())
            .into_iter()
            .find(|diagnostic| diagnostic.code == code)
            .map(|diagnostic| diagnostic.severity)
    };
    assert_eq!(
        severity("tolower([mail])", "expression.letter_case"),
        Some(Severity::Warning),
        "Microsoft's own pages write functions in lower case"
    );
    assert_eq!(
        severity("ToLower([Mail])", "expression.letter_case"),
        Some(Severity::Error),
        "azure-docs#58604: Entra refuses the attribute"
    );
    assert_eq!(
        severity("[mail]", "expression.direct"),
        Some(Severity::Info),
        "it works; a direct mapping is simpler"
    );
}

#[test]
fn limits_are_said_and_kept() {
    let long = format!("Append([mail], \"{}\")", "x".repeat(10_000));
    let diagnostics = parse(&long).diagnostics().to_vec();
    assert_eq!(diagnostics.len(), 1, "one remark about {} characters", long.len());
    assert_eq!(diagnostics[0].code, "expression.too_long", "reference: 10,000 characters");
    assert_eq!(diagnostics[0].span.start, 10_000, "it points at what is too much");

    let exact = format!("Append([mail], \"{}\")", "ø".repeat(10_000 - 18));
    assert_eq!(exact.chars().count(), 10_000, "the test counts right");
    assert_eq!(parse(&exact).diagnostics(), [], "characters count, not bytes");

    for deep in [
        format!("{}[a]{}", "ToLower(".repeat(1000), ")".repeat(1000)),
        format!("[a]{}", " & [a]".repeat(1500)),
        format!("{}[a]{}", "(".repeat(3000), ")".repeat(3000)),
        "!".repeat(9000),
    ] {
        let codes: Vec<_> = parse(&deep).diagnostics().iter().map(|d| d.code).collect();
        assert!(codes.contains(&"expression.too_deep"), "{} deep: {codes:?}", deep.len());
    }
}

#[test]
fn recovery_keeps_the_other_arguments() {
    let parsed = parse("Join(\",\", ), [mail], * 5, [surname)");
    assert!(!parsed.diagnostics().is_empty(), "much is wrong");
    let parsed = parse("Join(\",\", * 5, [mail], [surname])");
    assert_eq!(parsed.attributes(), ["mail", "surname"], "what follows a mistake is still read");
    let parsed = parse("IIF([a] = , [b], ToLower([c])");
    assert_eq!(parsed.attributes(), ["a", "b", "c"], "an unclosed bracket at the end");
}
