//! What is said about an expression, and what the fix makes of it.

use footbridge_expression::{Diagnostic, Severity, Usage, check, parse};

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

/// Expression, code, the bytes it points at, what the fix makes of it ("" for no fix).
type Row = (&'static str, &'static str, &'static str, &'static str);

const ROWS: &[Row] = &[
    // Syntax.
    ("", "expression.empty", "", ""),
    ("=ToLower([mail])", "expression.leading_equals", "=", "ToLower([mail])"),
    ("ToLower([mail]", "expression.unclosed_bracket", "ToLower(", "ToLower([mail])"),
    ("ToLower([mail)", "expression.unclosed_attribute", "[mail", "ToLower([mail])"),
    ("ToLower([mail]))", "expression.unexpected", ")", "ToLower([mail])"),
    (r#"Append([mail], "x)"#, "expression.unclosed_text", "\"x)", r#"Append([mail], "x)""#),
    (
        "Append([mail] [surname])",
        "expression.missing_comma",
        "[surname]",
        "Append([mail], [surname])",
    ),
    ("Append([mail]; [surname])", "expression.semicolon", ";", "Append([mail], [surname])"),
    ("Append([], [surname])", "expression.empty_attribute", "[]", ""),
    ("ToLower([ mail ])", "expression.attribute_blanks", "[ mail ]", "ToLower([mail])"),
    ("Append([mail], 'x')", "expression.single_quotes", "'x'", r#"Append([mail], "x")"#),
    ("Append([mail], “x”)", "expression.curly_quotes", "“x”", r#"Append([mail], "x")"#),
    ("Append([mail], „x“)", "expression.curly_quotes", "„x“", r#"Append([mail], "x")"#),
    (
        r#"Append([mail], "a\d")"#,
        "expression.unescaped_backslash",
        r"\d",
        r#"Append([mail], "a\\d")"#,
    ),
    (r#"Split([mail], "@")[0]"#, "expression.indexing", "[0]", r#"Item(Split([mail], "@"), 1)"#),
    (
        r#"IIF([country] == "NO", "a", "b")"#,
        "expression.operator",
        "==",
        r#"IIF([country] = "NO", "a", "b")"#,
    ),
    (
        r#"IIF([country] != "NO", "a", "b")"#,
        "expression.operator",
        "!=",
        r#"IIF([country] <> "NO", "a", "b")"#,
    ),
    (
        r#"IIF([country] eq "NO", "a", "b")"#,
        "expression.operator",
        "eq",
        r#"IIF([country] = "NO", "a", "b")"#,
    ),
    (
        r#"IIF(!IsString([mail]), "a", "b")"#,
        "expression.operator",
        "!",
        r#"IIF(Not(IsString([mail])), "a", "b")"#,
    ),
    (r#"IIF([country] = , "a", "b")"#, "expression.missing_operand", "=", ""),
    ("ToLower(([mail]))", "expression.grouping", "([mail])", "ToLower([mail])"),
    // Names.
    ("ToLowr([mail])", "expression.unknown_function", "ToLowr", "ToLower([mail])"),
    ("Zork([mail])", "expression.unknown_function", "Zork", ""),
    ("Right([mail], 3)", "expression.unknown_function", "Right", ""),
    (
        r#"If([country] = "NO", "a", "b")"#,
        "expression.unknown_function",
        "If",
        r#"IIF([country] = "NO", "a", "b")"#,
    ),
    (
        "String.toLowerCase([mail])",
        "expression.unknown_function",
        "String.toLowerCase",
        "ToLower([mail])",
    ),
    (
        "Concat([mail], [surname])",
        "expression.unknown_function",
        "Concat",
        r#"Join("", [mail], [surname])"#,
    ),
    ("tolower([mail])", "expression.letter_case", "tolower", "ToLower([mail])"),
    ("ToLower([Mail])", "expression.letter_case", "[Mail]", "ToLower([mail])"),
    (
        "ToLower([departmnet])",
        "expression.unknown_attribute",
        "[departmnet]",
        "ToLower([department])",
    ),
    ("ToLower([zork])", "expression.unknown_attribute", "[zork]", ""),
    ("ToLower(mail)", "expression.unknown_word", "mail", "ToLower([mail])"),
    ("ToLower(user.mail)", "expression.unknown_word", "user.mail", "ToLower([mail])"),
    (
        r#"Switch([country], "a", "NO", true)"#,
        "expression.unknown_word",
        "true",
        r#"Switch([country], "a", "NO", "True")"#,
    ),
    (r#"Append([mail], Now)"#, "expression.unknown_word", "Now", "Append([mail], Now())"),
    (
        r#"InStr([mail], "a", 1, VBTextCompare)"#,
        "expression.unknown_word",
        "VBTextCompare",
        r#"InStr([mail], "a", 1, vbTextCompare)"#,
    ),
    ("Append([mail], %Zork%)", "expression.unknown_parameter", "%Zork%", ""),
    // Dialects.
    ("Trim([mail])", "expression.dialect", "Trim", r#"Replace([mail], , "^\\s+|\\s+$", , "", , )"#),
    ("Append([mail], %DomainFQDN%)", "expression.dialect", "%DomainFQDN%", ""),
    (r#"Prepend("x", [mail])"#, "expression.dialect", "Prepend", r#"Append("x", [mail])"#),
    ("IsNothing([mail])", "expression.dialect", "IsNothing", "IsNull([mail])"),
    (r#"ToLower("x" & [mail])"#, "expression.dialect", "&", r#"ToLower(Append("x", [mail]))"#),
    (
        r#"FormatDateTime([hireDate], "yyyy", "yy")"#,
        "expression.dialect",
        "FormatDateTime",
        r#"FormatDateTime([hireDate], , "yyyy", "yy")"#,
    ),
    // Slots.
    ("Left([mail])", "expression.argument_missing", ")", ""),
    ("Left(\"ø", "expression.argument_missing", "", ""),
    ("Left([mail], )", "expression.argument_missing", "", ""),
    ("Left([mail], 1, 2)", "expression.argument_count", "2", ""),
    ("Left([mail], 1, , )", "expression.argument_count", ", ", "Left([mail], 1)"),
    ("Mid([mail], 2)", "expression.argument_missing", "Mid([mail], 2)", "Mid([mail], 2, 9999)"),
    (
        "Join(\",\", [mail], , [surname])",
        "expression.empty_slot",
        "",
        "Join(\",\", [mail], [surname])",
    ),
    (
        r#"Switch([country], "x", "a", "b", )"#,
        "expression.empty_slot",
        "",
        r#"Switch([country], "x", "a", "b")"#,
    ),
    (r#"Switch([country], "x", "a", "b", , "c")"#, "expression.empty_slot", "", ""),
    (
        r#"Switch([country], "NO", "Norway", "SE", "Sweden")"#,
        "expression.switch_default",
        r#""NO", "Norway", "SE", "Sweden""#,
        r#"Switch([country], , "NO", "Norway", "SE", "Sweden")"#,
    ),
    // Conditions.
    (
        r#"IIF(IsPresent([country]), [country], "x")"#,
        "expression.iif_presence",
        "IsPresent([country])",
        r#"Switch([country], [country], "", "x")"#,
    ),
    (
        r#"IIF(IsNullOrEmpty([country]), "x", [country])"#,
        "expression.iif_presence",
        "IsNullOrEmpty([country])",
        r#"Switch([country], [country], "", "x")"#,
    ),
    (
        r#"IIF([country] = "", "x", [country])"#,
        "expression.iif_empty",
        r#"[country] = """#,
        r#"Switch([country], [country], "", "x")"#,
    ),
    (
        r#"IIF(IgnoreFlowIfNullOrEmpty([country]), "a", "b")"#,
        "expression.iif_ignore_flow",
        "IgnoreFlowIfNullOrEmpty([country])",
        r#"IgnoreFlowIfNullOrEmpty(Switch([country], "a", "", "b"))"#,
    ),
    (
        r#"IIF(IgnoreFlowIfNullOrEmpty([country] = "NO"), "a", "b")"#,
        "expression.iif_ignore_flow",
        r#"IgnoreFlowIfNullOrEmpty([country] = "NO")"#,
        r#"IgnoreFlowIfNullOrEmpty(IIF([country] = "NO", "a", "b"))"#,
    ),
    (
        r#"Switch(IsPresent([country]), "x", "True", [country])"#,
        "expression.switch_presence",
        "IsPresent([country])",
        r#"Switch([country], [country], "", "x")"#,
    ),
    (
        r#"Switch(IsNull([country]), [country], "True", "x")"#,
        "expression.switch_presence",
        "IsNull([country])",
        r#"Switch([country], [country], "", "x")"#,
    ),
    (
        r#"Switch([IsSoftDeleted], , "false", "x", "True", "y")"#,
        "expression.boolean_case",
        r#""false""#,
        r#"Switch([IsSoftDeleted], , "False", "x", "True", "y")"#,
    ),
    (
        r#"IIF([IsSoftDeleted] = "true", "a", "b")"#,
        "expression.boolean_case",
        r#""true""#,
        r#"IIF([IsSoftDeleted] = "True", "a", "b")"#,
    ),
    (
        r#"Switch([country], "", "a", "x", "a", "y")"#,
        "expression.switch_duplicate",
        r#""a""#,
        r#"Switch([country], "", "a", "x")"#,
    ),
    (r#"Switch([manager], "", "a", "x")"#, "expression.reference_attribute", "[manager]", ""),
    (
        r#"IIF([country] = "NO" && [surname] = "x", "a", "b")"#,
        "expression.logic_operator",
        r#"[country] = "NO" && [surname] = "x""#,
        r#"IIF([country] = "NO", IIF([surname] = "x", "a", "b"), "b")"#,
    ),
    (
        r#"IIF([country] = "NO" OR [surname] = "x", "a", "b")"#,
        "expression.logic_operator",
        r#"[country] = "NO" OR [surname] = "x""#,
        r#"IIF([country] = "NO", "a", IIF([surname] = "x", "a", "b"))"#,
    ),
    (
        r#"CBool([mail] = "a" && [mail] = "b")"#,
        "expression.logic_operator",
        r#"[mail] = "a" && [mail] = "b""#,
        "",
    ),
    (r#"IIF([mail] = "a" = "b", "x", "y")"#, "expression.chained_comparison", "=", ""),
    (
        r#"[mail] = "a""#,
        "expression.comparison_place",
        r#"[mail] = "a""#,
        r#"IIF([mail] = "a", "True", "False")"#,
    ),
    (r#"ToLower([mail] + "x")"#, "expression.arithmetic", "+", r#"ToLower(Append([mail], "x"))"#),
    (r#"Left([mail], 5 - 1)"#, "expression.arithmetic", "-", ""),
    (
        r#"IIF(Now() > [hireDate], "a", "b")"#,
        "expression.date_comparison",
        "Now() > [hireDate]",
        r#"IIF(DateDiff("s", CDate([hireDate]), Now()) > 0, "a", "b")"#,
    ),
    // Constants.
    ("Item([mail], 0)", "expression.index", "0", "Item([mail], 1)"),
    (
        r#"DateAdd("days", 1, Now())"#,
        "expression.interval",
        r#""days""#,
        r#"DateAdd("d", 1, Now())"#,
    ),
    (r#"DateAdd("zork", 1, Now())"#, "expression.interval", r#""zork""#, ""),
    (
        r#"DateDiff("d", Now(), [hireDate])"#,
        "expression.unwrapped_date",
        "[hireDate]",
        r#"DateDiff("d", Now(), CDate([hireDate]))"#,
    ),
    (r#"FormatDateTime([hireDate], , "d", "yyyy")"#, "expression.date_format", r#""d""#, ""),
    (
        r#"FormatDateTime(Now(), , "M/d/yyyy hh:mm:ss tt", "yyyy")"#,
        "expression.date_input",
        r#""M/d/yyyy hh:mm:ss tt""#,
        r#"FormatDateTime(Now(), , "M/d/yyyy h:mm:ss tt", "yyyy")"#,
    ),
    (
        r#"Replace([mail], "a", "b")"#,
        "expression.replace_mode",
        r#"[mail], "a", "b""#,
        r#"Replace([mail], "a", , , "b", , )"#,
    ),
    (r#"Replace([mail], "", , , "x", , )"#, "expression.empty_old_value", r#""""#, ""),
    (r#"Replace([mail], , "(", , "x", , )"#, "expression.pattern", r#""(""#, ""),
    (r#"Replace([mail], , "(?<a>x)", "b", "x", , )"#, "expression.group_name", r#""b""#, ""),
    (r#"Replace([mail], , "(?<a>x)", , "${b}", , )"#, "expression.group_name", r#""${b}""#, ""),
    (r#"Replace([mail], , ".*", , "x", , )"#, "expression.empty_match", r#""x""#, ""),
    (r#"Word([department], 2, " > ")"#, "expression.word_delimiters", r#"" > ""#, ""),
    // The whole.
    (
        r#"ToLower(SelectUniqueValue([mail], [surname]), )"#,
        "expression.nested_select_unique",
        "SelectUniqueValue",
        "SelectUniqueValue(ToLower([mail], ), ToLower([surname], ))",
    ),
    ("SelectUniqueValue([mail], [surname])", "expression.select_unique", "SelectUniqueValue", ""),
    ("[mail]", "expression.direct", "[mail]", ""),
    (r#""Norway""#, "expression.constant", r#""Norway""#, ""),
    (r#"ToUpper("no")"#, "expression.constant", r#"ToUpper("no")"#, ""),
];

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
            diagnostic.message.ends_with(['.', '?']),
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
