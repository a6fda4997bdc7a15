//! Functions on several values, and roles.

use super::Table;

pub(super) const TABLES: &[Table] = &[
    ("AppRoleAssignments", &[(r#"AppRoleAssignments([one])"#, "[only]", "our choice")]),
    (
        "AppRoleAssignmentsComplex",
        &[
            (r#"AppRoleAssignmentsComplex([one])"#, "[only]", "our choice: the roles as they are"),
            (r#"AppRoleAssignmentsComplex([absent])"#, "null", "our choice"),
        ],
    ),
    (
        "AssertiveAppRoleAssignmentsComplex",
        &[(r#"AssertiveAppRoleAssignmentsComplex([one])"#, "[only]", "our choice")],
    ),
    (
        "Contains",
        &[
            (r#"Contains([mails], "zzz")"#, "0", "our choice"),
            (r#"Contains([mails], "SMTP:")"#, "2", "Cloud Sync's example"),
            (r#"Contains([absent], "x")"#, "0", "our choice"),
        ],
    ),
    (
        "Count",
        &[
            (r#"Count([mails])"#, "3", "reference"),
            (r#"Count([upn])"#, "1", "our choice"),
            (r#"Count([absent])"#, "0", "our choice"),
            (r#"Count(Split("a,b", ","))"#, "2", "of a list that was made"),
            (r#"Count([none])"#, "0", "our choice"),
            (r#"Count([one])"#, "1", "reference"),
        ],
    ),
    (
        "Item",
        &[
            (r#"Item([mails], 2)"#, "SMTP:b@x.com", "reference"),
            (r#"Item(Split([upn], "@"), 1)"#, "John.Doe", "cloud sync's default mapping"),
            (r#"Item(Split([upn], "@"), 3)"#, "error evaluation.out_of_range", "Cloud Sync"),
            (r#"Item(Split([absent], "@"), 1)"#, "error evaluation.out_of_range", "our choice"),
            (r#"Item(Split([given], ""), 1)"#, "José", "our choice: no delimiter, no cut"),
            (r#"Item(Split(ToLower([upn]), "@"), 2)"#, "contoso.com", "of a text that was made"),
            (r#"Item([mails], 4)"#, "error evaluation.out_of_range", "Cloud Sync"),
            (r#"Item([mails], 0)"#, "error expression.index", "reference: do not use 0"),
            (r#"Item([upn], 1)"#, "John.Doe@contoso.com", "our choice: one value is a list of one"),
            (r#"Item([absent], 1)"#, "error evaluation.out_of_range", "our choice"),
            (r#"Item([mails], Contains([mails], "SMTP:"))"#, "SMTP:b@x.com", "Cloud Sync"),
            (r#"Item([one], 1)"#, "only", "reference"),
            (r#"Item([mails], "1")"#, "smtp:a@x.com", "numbers may be texts"),
            (r#"Item(Split("a,b", ","), -1)"#, "error expression.index", "counted from 1"),
            (
                r#"Item([mails], Len([absent]))"#,
                "error evaluation.out_of_range",
                "counted from 1, known only now",
            ),
        ],
    ),
    (
        "Join",
        &[
            (
                r#"Join("", "a", IgnoreFlowIfNullOrEmpty([absent]))"#,
                "ignored",
                "it ends the whole expression",
            ),
            (r#"Join(", ", "", "Doe", "John")"#, "Doe, John", "reference: empty drops out"),
            (r#"Join("-", [absent], "a", [absent])"#, "a", "our choice: null drops out"),
            (r#"Join(" ", "a", " ", "b")"#, "a   b", "Workday guide: a blank stays"),
            (r#"Join("; ", [mails])"#, "smtp:a@x.com; SMTP:b@x.com; smtp:a@x.com", "reference"),
            (r#"Join("", 1000, [seven])"#, "10007", "reference: numbers"),
            (r#"Join([absent], "a", "b")"#, "ab", "our choice: no separator"),
            (r#"Join("-", [absent], [empty])"#, "", "our choice: nothing to join"),
            (r#"Join(".", "a", "b")"#, "a.b", "reference"),
            (r#"Join("", "a")"#, "a", "reference: no separator"),
            (
                r#"Join("-", Split("a,,b", ","), "c")"#,
                "a-b-c",
                "each value of a list; empty ones drop out",
            ),
            (r#"Join(",", [none], "a")"#, "a", "our choice: a list without values"),
        ],
    ),
    (
        "RemoveDuplicates",
        &[
            (
                r#"RemoveDuplicates([mails])"#,
                "[smtp:a@x.com|SMTP:b@x.com]",
                "reference; letter case counts",
            ),
            (r#"RemoveDuplicates([upn])"#, "John.Doe@contoso.com", "our choice"),
            (r#"RemoveDuplicates([absent])"#, "null", "our choice"),
            (r#"RemoveDuplicates(Split("b,a,b", ","))"#, "[b|a]", "our choice: the first stays"),
        ],
    ),
    (
        "SingleAppRoleAssignment",
        &[
            (r#"SingleAppRoleAssignment([one])"#, "only", "reference"),
            (
                r#"SingleAppRoleAssignment([mails])"#,
                "error evaluation.several_roles",
                "azure-docs#42487",
            ),
            (r#"SingleAppRoleAssignment([absent])"#, "null", "our choice"),
        ],
    ),
    (
        "Split",
        &[
            (r#"Split("a,b,c", ",")"#, "[a|b|c]", "reference"),
            (r#"Split("a, b,,c", ",")"#, "[a| b||c]", "our choice: pieces stay as they are"),
            (r#"Split("a::b", "::")"#, "[a|b]", "our choice: the delimiter as a whole"),
            (r#"Split([absent], ",")"#, "null", "our choice"),
            (r#"Split("a", ",")"#, "[a]", "no delimiter in the text"),
            (r#"Split([empty], ",")"#, "[]", ".NET: one empty piece"),
            (r#"Split(",a,", ",")"#, "[|a|]", "our choice: empty pieces stay"),
            (
                r#"Split(Join(",", [mails]), ",")"#,
                "[smtp:a@x.com|SMTP:b@x.com|smtp:a@x.com]",
                "reference: the idiom for proxyAddresses",
            ),
        ],
    ),
];
