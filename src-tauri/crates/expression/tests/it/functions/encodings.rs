//! Bits, encodings, and what belongs to the tenant.

use super::Table;

pub(super) const TABLES: &[Table] = &[
    (
        "AltSecIdFromNetId",
        &[(r#"AltSecIdFromNetId([upn])"#, "error evaluation.not_documented", "not documented")],
    ),
    (
        "NormalizeDiacriticsByCulture",
        &[
            (
                r#"NormalizeDiacriticsByCulture([given])"#,
                "error evaluation.not_documented",
                "not documented",
            ),
            (
                r#"NormalizeDiacriticsByCulture([given], "de-DE")"#,
                "error evaluation.not_documented",
                "with whatever is given",
            ),
            (
                r#"IIF([flag] = "True", "a", NormalizeDiacriticsByCulture([given]))"#,
                "a",
                "where nobody needs it, it does no harm",
            ),
        ],
    ),
    (
        "BitAnd",
        &[
            (r#"BitAnd(&HF, &HF7)"#, "7", "reference"),
            (r#"BitAnd("512", 2)"#, "0", "cloud sync's default mapping"),
            (r#"BitAnd([absent], 2)"#, "error evaluation.not_a_number", "our choice"),
            (r#"BitAnd(514, "2")"#, "2", "cloud sync: ACCOUNTDISABLE"),
            (r#"BitAnd(&hF, 3)"#, "3", "VB: either letter case"),
            (r#"BitAnd("abc", 2)"#, "error evaluation.not_a_number", "reference: a numeric value"),
        ],
    ),
    (
        "CRef",
        &[
            (r#"CRef([dn])"#, r"cn=Doe\, John,ou=Sales,dc=contoso", "Cloud Sync's example"),
            (r#"DNComponent(CRef([dn]), 2)"#, "Sales", "Cloud Sync's example"),
        ],
    ),
    (
        "ConvertFromBase64",
        &[
            (
                r#"ConvertFromBase64("SABlAGwAbABvACAAdwBvAHIAbABkACEA")"#,
                "Hello world!",
                "Cloud Sync",
            ),
            (r#"ConvertFromBase64("SGVsbG8gd29ybGQh", UTF8)"#, "Hello world!", "Cloud Sync"),
            (r#"ConvertFromBase64("w6k=", ASCII)"#, "??", ".NET's ASCII"),
            (r#"ConvertFromBase64("!!")"#, "error evaluation.not_base64", "no base64"),
            (r#"ConvertFromBase64("SGVsbG8=", ASCII)"#, "Hello", "Cloud Sync"),
            (r#"ConvertFromBase64([absent])"#, "null", "our choice"),
            (r#"ConvertFromBase64("SABpAA==", Unicode)"#, "Hi", "Cloud Sync: the default by name"),
        ],
    ),
    (
        "ConvertToBase64",
        &[
            (r#"ConvertToBase64("Hello world!")"#, "SABlAGwAbABvACAAdwBvAHIAbABkACEA", "reference"),
            (r#"ConvertToBase64([absent])"#, "null", "our choice"),
            (r#"ConvertToBase64([empty])"#, "", "nothing in nothing"),
        ],
    ),
    (
        "ConvertToUTF8Hex",
        &[
            (r#"ConvertToUTF8Hex("Hello world!")"#, "48656C6C6F20776F726C6421", "reference"),
            (r#"ConvertToUTF8Hex("é")"#, "C3A9", "UTF-8"),
            (r#"ConvertToUTF8Hex([absent])"#, "null", "our choice"),
        ],
    ),
    (
        "DefaultDomain",
        &[
            (r#"DefaultDomain()"#, "contoso.com", "reference"),
            (r#"Join("@", "jo", DefaultDomain())"#, "jo@contoso.com", "reference"),
        ],
    ),
    (
        "Redact",
        &[
            (r#"Redact([upn])"#, "John.Doe@contoso.com", "reference: only the log changes"),
            (r#"Redact("x")"#, "x", "reference: a constant"),
            (r#"Redact([absent])"#, "null", "reference: only the log changes"),
        ],
    ),
    (
        "StringFromSid",
        &[
            (r#"StringFromSid("AQEAAAAAAAUSAAAA")"#, "S-1-5-18", "[MS-DTYP] §2.4.2, base64"),
            (
                r#"StringFromSid("010100000000000512000000")"#,
                "S-1-5-18",
                "[MS-DTYP] §2.4.2, hexadecimal",
            ),
            (r#"StringFromSid("S-1-5-18")"#, "S-1-5-18", "our choice: a text stays"),
            (r#"StringFromSid("zz")"#, "error evaluation.not_a_sid", "no identifier"),
            (r#"StringFromSid([absent])"#, "null", "our choice"),
        ],
    ),
];
