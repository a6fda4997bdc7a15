//! Choosing, comparing, leaving out.

use super::Table;

pub(super) const TABLES: &[Table] = &[
    (
        "CBool",
        &[
            (r#"CBool([seven] = 7)"#, "True", "reference"),
            (r#"CBool(0)"#, "False", "reference"),
            (r#"CBool("abc")"#, "error evaluation.not_a_condition", "our choice"),
            (r#"CBool([seven] = "8")"#, "False", "reference: else False"),
            (r#"CBool(-1)"#, "True", "reference: non-zero"),
            (r#"CBool("True")"#, "True", "our choice: the text"),
            (r#"CBool([absent])"#, "False", "our choice: nothing is zero"),
        ],
    ),
    (
        "Coalesce",
        &[
            (r#"Coalesce([absent], [none], [upn])"#, "John.Doe@contoso.com", "reference"),
            (r#"Coalesce([empty], [upn])"#, "", "reference: empty is not null"),
            (r#"Coalesce([absent], "")"#, "", "reference: the default may be empty"),
            (r#"Coalesce([absent])"#, "null", "reference"),
            (
                r#"Coalesce([upn], Error("x"))"#,
                "John.Doe@contoso.com",
                "what comes after a value is not looked at",
            ),
            (
                r#"Coalesce([absent], [mails])"#,
                "[smtp:a@x.com|SMTP:b@x.com|smtp:a@x.com]",
                "our choice: a list is a value",
            ),
        ],
    ),
    (
        "Error",
        &[
            (r#"Error("stop")"#, "error evaluation.raised", "Cloud Sync"),
            (
                r#"IIF([upn] = "", Error("stop"), "ok")"#,
                "ok",
                "Cloud Sync: only when it is reached",
            ),
        ],
    ),
    (
        "IIF",
        &[
            (r#"IIF([upn] = "x", "a", "b")"#, "b", "reference"),
            (r#"IIF([upn] = "x", "a", )"#, "null", "Cloud Sync's default mappings: an empty slot"),
            (r#"IIF(IsPresent([upn]), "a", )"#, "a", "the same where it holds"),
            (r#"IIF([upn] = "x", "a")"#, "error expression.argument_missing", "reference"),
            (r#"IIF([upn] = "x", , "b")"#, "error expression.argument_missing", "reference"),
            (r#"IIF([seven] = 7, "a", "b")"#, "a", "Workday guide: [StatusRehire]=1"),
            (r#"IIF([seven] >= 10, "a", "b")"#, "b", "numbers compare as numbers"),
            (r#"IIF("10" > "9", "a", "b")"#, "a", "numeric texts compare as numbers (our choice)"),
            (r#"IIF("b" > "a", "a", "b")"#, "a", "texts compare by their characters"),
            (r#"IIF("a" = "A", "a", "b")"#, "b", "letter case counts (our choice)"),
            (r#"IIF([absent] = [none], "a", "b")"#, "a", "null is null (our choice)"),
            (r#"IIF([absent] = "", "a", "b")"#, "b", "null is not empty (our choice)"),
            (r#"IIF([absent] <> "x", "a", "b")"#, "a", "null is not a text (our choice)"),
            (r#"IIF([absent] < 1, "a", "b")"#, "b", "null is not smaller (our choice)"),
            (r#"IIF([flag], "a", "b")"#, "a", "the text True"),
            (r#"IIF([bool], "a", "b")"#, "a", "a boolean"),
            (r#"IIF([absent], "a", "b")"#, "b", "nothing is no condition that holds (our choice)"),
            (r#"IIF([upn], "a", "b")"#, "error evaluation.not_a_condition", "our choice"),
            (r#"IIF(IsPresent([upn]), "a", Error("x"))"#, "a", "only one branch is looked at"),
            (
                r#"IIF(BitAnd(514, 2) = "0", "True", "False")"#,
                "False",
                "cloud sync's accountEnabled",
            ),
            (
                r#"IIF([flag] = "True", [mails], "b")"#,
                "[smtp:a@x.com|SMTP:b@x.com|smtp:a@x.com]",
                "a branch may be a list",
            ),
            (r#"IIF("a" = "b", "x", IgnoreAttributeFlow)"#, "ignored", "Workday guide"),
            (r#"IIF("a" = "b", "x", IgnoreObjectFlow)"#, "object ignored", "Workday guide"),
            (r#"IIF("1.0" = 1, "a", "b")"#, "a", "a number compares as a number"),
            (r#"IIF([seven] <> "7", "a", "b")"#, "b", "reference: <>"),
            (r#"IIF("7" = "7.0", "a", "b")"#, "b", "two texts compare as texts (our choice)"),
            (r#"IIF([seven] <= 7, "a", "b")"#, "a", "reference: <="),
            (r#"IIF(-2 < -1, "a", "b")"#, "a", "reference: <; negative numbers"),
            (r#"IIF([upn] = "", "a", IIF([seven] = 7, "b", "c"))"#, "b", "reference: IIF in IIF"),
            (r#"IIF([mails] = "x", "a", "b")"#, "error evaluation.several_values", "our choice"),
            (r#"IIF("False", "a", "b")"#, "b", "the text False"),
            (r#"IIF([flag] = "True", [absent], "b")"#, "null", "a branch may be null"),
            (
                r#"IIF(IsNullOrEmpty([absent]), "a", Error("x"))"#,
                "a",
                "Microsoft's own default mappings",
            ),
            (
                r#"IIF(IgnoreFlowIfNullOrEmpty([upn]), "a", "b")"#,
                "error expression.iif_ignore_flow",
                "reference: unsupported",
            ),
        ],
    ),
    (
        "IgnoreFlowIfNullOrEmpty",
        &[
            (r#"IgnoreFlowIfNullOrEmpty([upn])"#, "John.Doe@contoso.com", "reference"),
            (r#"IgnoreFlowIfNullOrEmpty([empty])"#, "ignored", "reference"),
            (r#"IgnoreFlowIfNullOrEmpty([none])"#, "ignored", "reference"),
            (
                r#"IgnoreFlowIfNullOrEmpty(Switch([seven], "", "9", "x"))"#,
                "ignored",
                "reference, example 2",
            ),
            (
                r#"IgnoreFlowIfNullOrEmpty(IIF([seven] = 7, [upn], ""))"#,
                "John.Doe@contoso.com",
                "reference: around the whole IIF",
            ),
            (r#"IgnoreFlowIfNullOrEmpty(" ")"#, " ", "a blank is a value"),
        ],
    ),
    (
        "IsNothing",
        &[
            (r#"IsNothing([absent])"#, "True", "Graph 2019"),
            (r#"IsNothing([upn])"#, "False", "Graph 2019"),
        ],
    ),
    (
        "IsNull",
        &[
            (r#"IsNull([absent])"#, "True", "reference"),
            (r#"IsNull([empty])"#, "False", "reference"),
            (r#"IsNull([none])"#, "True", "our choice: a list without values"),
            (r#"IsNull(Switch("a", , "b", "c"))"#, "True", "an expression that gives null"),
        ],
    ),
    (
        "IsNullOrEmpty",
        &[
            (r#"IsNullOrEmpty([empty])"#, "True", "reference"),
            (r#"IsNullOrEmpty([absent])"#, "True", "reference"),
            (r#"IsNullOrEmpty([upn])"#, "False", "reference"),
            (r#"IsNullOrEmpty(" ")"#, "False", "a blank is a value"),
        ],
    ),
    (
        "IsPresent",
        &[
            (r#"IsPresent([empty])"#, "False", "reference"),
            (r#"IsPresent([mails])"#, "True", "our choice: several values"),
            (r#"IsPresent([upn])"#, "True", "reference"),
            (r#"IsPresent([absent])"#, "False", "reference: the inverse of IsNullOrEmpty"),
            (r#"IsPresent([none])"#, "False", "our choice: a list without values"),
        ],
    ),
    (
        "IsString",
        &[
            (r#"IsString([upn])"#, "True", "reference"),
            (r#"IsString([mails])"#, "False", "our choice"),
            (r#"IsString([absent])"#, "False", "our choice"),
            (r#"IsString(7)"#, "True", "our choice: a number can be a text"),
        ],
    ),
    (
        "Not",
        &[
            (r#"Not("True")"#, "False", "reference"),
            (r#"Not("False")"#, "True", "reference"),
            (r#"Not("true")"#, "True", "reference: otherwise True"),
            (r#"Not([bool])"#, "False", "a boolean is its text"),
            (r#"Not([absent])"#, "True", "reference: otherwise True"),
            (r#"Not("anything")"#, "True", "reference: otherwise True"),
            (r#"Not(IsPresent([absent]))"#, "True", "a boolean is its text"),
        ],
    ),
    (
        "SelectUniqueValue",
        &[
            (r#"SelectUniqueValue("Taken", "free")"#, "free", "reference"),
            (
                r#"SelectUniqueValue("TAKEN", "free")"#,
                "free",
                "our choice: as Active Directory compares",
            ),
            (r#"SelectUniqueValue([absent], "free")"#, "free", "our choice: no value, no rule"),
            (
                r#"SelectUniqueValue("Taken", "taken2")"#,
                "error evaluation.all_taken",
                "reference: escrow",
            ),
            (r#"SelectUniqueValue([empty], "free")"#, "free", "our choice: no value, no rule"),
            (
                r#"SelectUniqueValue([absent], [empty])"#,
                "error evaluation.no_unique_value",
                "our choice",
            ),
            (
                r#"SelectUniqueValue("x")"#,
                "error expression.argument_missing",
                "reference: a minimum of two",
            ),
            (
                r#"SelectUniqueValue("free", Error("x"))"#,
                "free",
                "reference: the first unique value is returned",
            ),
        ],
    ),
    (
        "Switch",
        &[
            (r#"Switch([seven], "d", "7", "x")"#, "x", "reference"),
            (r#"Switch([flag], "d", "true", "x")"#, "d", "reference: case-sensitive"),
            (r#"Switch([flag], , "false", "x")"#, "null", "our choice: no match and no default"),
            (r#"Switch([absent], "d", "", "x")"#, "x", "reference: \"\" matches null"),
            (r#"Switch([empty], "d", "", "x")"#, "x", "reference: \"\" matches an empty text"),
            (r#"Switch([absent], "d", "a", "x", )"#, "d", "an empty slot is no key \"\""),
            (r#"Switch([seven], "d", 7, "x")"#, "x", "a number is its text"),
            (r#"Switch(IsPresent([upn]), "d", "True", "x")"#, "x", "a boolean is its text"),
            (r#"Switch("a", Error("d"), "a", "x")"#, "x", "the default is looked at last"),
            (r#"Switch("b", "d", [absent], "x", "b", "y")"#, "y", "keys may be attributes"),
            (
                r#"Switch([upn], [upn], "", "none")"#,
                "John.Doe@contoso.com",
                "reference: the way to give a default",
            ),
            (
                r#"Switch([absent], [upn], "", "none")"#,
                "none",
                "reference: the way to give a default",
            ),
            (r#"Switch(ToLower([flag], ), "0", "true", "1")"#, "1", "reference: normalise first"),
            (
                r#"Switch([seven], "d", "7", "x", "7", "y")"#,
                "x",
                "our choice: the first of equal keys",
            ),
            (r#"Switch([mails], "d", "a", "x")"#, "error evaluation.several_values", "our choice"),
            (r#"Switch([seven], "a", "b", "c")"#, "a", "reference: the default"),
            (
                r#"Switch("x", "d", "a", "1", "b", "2", "c", "3", "e", "4", "f", "5", "g", "6", "h", "7", "i", "8", "j", "9", "x", "10", "x", "11")"#,
                "10",
                "a long list of keys",
            ),
            (
                r#"Switch([seven], "d", "x", "y", "z")"#,
                "error expression.switch_default",
                "reference: an even number",
            ),
            (r#"Switch("a", [empty], "b", "x")"#, "", "the default may be empty"),
        ],
    ),
];
