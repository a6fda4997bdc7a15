//! Every function, its edges, and where each expectation comes from: "reference" is Microsoft's
//! reference for expressions in application provisioning, "Cloud Sync" its sister, ".NET" what the
//! reference delegates to, "our choice" what nobody documents.

use footbridge_expression::functions::{FUNCTIONS, find, find_any_case};
use footbridge_expression::{Attributes, Compiled, Context, Flow, Value, parse};

/// The record of these tests. An attribute that is not here is absent.
fn record() -> Attributes {
    let mut record = Attributes::new();
    for (name, value) in [
        ("given", "José"),
        ("empty", ""),
        ("upn", "John.Doe@contoso.com"),
        ("flag", "True"),
        ("seven", "7"),
        ("hire", "2020-03-16-07:00"),
        ("dn", "cn=Doe\\, John,ou=Sales,dc=contoso"),
    ] {
        record.set(name, value);
    }
    record.set("mails", vec!["smtp:a@x.com", "SMTP:b@x.com", "smtp:a@x.com"]);
    record.set("one", vec!["only"]);
    record.set("none", Vec::<&str>::new());
    record.set("bool", true);
    record
}

fn evaluate(expression: &str) -> Result<Flow<'static>, String> {
    let mut record = record();
    let compiled = Compiled::new(&parse(expression), |name| Some(record.column(name)))
        .map_err(|errors| errors.iter().map(|e| e.code).collect::<Vec<_>>().join(" "))?;
    let context = Context::new("2021-07-02T15:33:38Z".parse().expect("a date"))
        .with_default_domain("contoso.com")
        .with_domain_fqdn("corp.local")
        .with_existing(["Taken", "taken2"]);
    match compiled.evaluate(&record, &context) {
        Ok(Flow::Value(value)) => Ok(Flow::Value(value.into_owned())),
        Ok(Flow::IgnoreAttribute) => Ok(Flow::IgnoreAttribute),
        Ok(Flow::IgnoreObject) => Ok(Flow::IgnoreObject),
        Err(error) => Err(error.code.to_owned()),
    }
}

/// The text form of a result: a list in square brackets, `null`, `ignored`, `error CODE`.
fn shown(result: Result<Flow<'static>, String>) -> String {
    fn value(given: &Value<'_>) -> String {
        match given {
            Value::Null => "null".to_owned(),
            Value::List(values) => {
                format!("[{}]", values.iter().map(value).collect::<Vec<_>>().join("|"))
            }
            other => other.as_text().unwrap_or_default().into_owned(),
        }
    }
    match result {
        Ok(Flow::Value(given)) => value(&given),
        Ok(Flow::IgnoreAttribute) => "ignored".to_owned(),
        Ok(Flow::IgnoreObject) => "object ignored".to_owned(),
        Err(code) => format!("error {code}"),
    }
}

fn check_table(cases: &[(&str, &str, &str)]) {
    for (expression, expected, source) in cases {
        assert_eq!(&shown(evaluate(expression)), expected, "{source}: {expression}");
    }
}

#[test]
fn texts() {
    check_table(&[
        (r#"Append([upn], ".test")"#, "John.Doe@contoso.com.test", "reference"),
        (r#"Append("SMTP:", [upn])"#, "SMTP:John.Doe@contoso.com", "reference, proxyAddresses"),
        (r#"Append([absent], "x")"#, "x", "our choice: null as empty, .NET's concatenation"),
        (r#"Prepend("a", "b")"#, "ab", "Graph 2019"),
        (r#"CStr(42)"#, "42", "reference"),
        (r#"CStr([bool])"#, "True", "reference: Boolean String"),
        (r#"CStr([absent])"#, "null", "our choice"),
        (r#"InStr("The quick brown fox", "quick")"#, "5", "reference"),
        (r#"InStr("repEated", "e", 3, vbBinaryCompare)"#, "7", "reference"),
        (r#"InStr("repEated", "e", 3, vbTextCompare)"#, "4", "VBA's vbTextCompare"),
        (r#"InStr("abc", "x")"#, "0", "Cloud Sync"),
        (r#"InStr("abc", "a", 9)"#, "0", "our choice: a start beyond the end"),
        (r#"InStr("abc", "a", , )"#, "1", "Cloud Sync's recipe with empty slots"),
        (r#"InStr([absent], "a")"#, "0", "our choice"),
        (r#"InStr("abc", "")"#, "1", "VBA"),
        (r#"Left("John Doe", 3)"#, "Joh", "reference"),
        (r#"Left("John Doe", 0)"#, "", "reference"),
        (r#"Left("John Doe", -1)"#, "John Doe", "reference"),
        (r#"Left("John Doe", 99)"#, "John Doe", "reference"),
        (r#"Left([absent], 3)"#, "", "reference"),
        (r#"Left([given], "4")"#, "José", "Graph: numbers are strings, too"),
        (r#"Left("a😀b", 2)"#, "a\u{FFFD}", ".NET counts UTF-16 units"),
        (r#"Left("abc", "x")"#, "error evaluation.not_a_number", "no number"),
        (r#"Len("John Doe")"#, "8", "reference"),
        (r#"Len(42568)"#, "5", "reference"),
        (r#"Len(42568.75)"#, "8", "reference"),
        (r#"Len(42.50)"#, "5", "a number counts as written"),
        (r#"Len([absent])"#, "0", "reference"),
        (r#"Len([empty])"#, "0", "reference"),
        (r#"Len([given])"#, "4", "characters, not bytes"),
        (r#"Len("😀")"#, "2", ".NET counts UTF-16 units"),
        (r#"Mid("abc", 2, 10)"#, "bc", "reference"),
        (r#"Mid("abc", "1", "1")"#, "a", "Workday guide"),
        (r#"Mid("abc", 9, 1)"#, "", "our choice: a start beyond the end"),
        (r#"Mid([seven], 0, 1)"#, "error expression.index", "1-based: refused when it is constant"),
        (r#"Mid("abc", Len([absent]), 1)"#, "error evaluation.out_of_range", "VB's Mid"),
        (r#"Mid("abc", 1, -1)"#, "error evaluation.out_of_range", "VB's Mid"),
        (r#"Mid([absent], 1, 1)"#, "null", "our choice"),
        (r#"Mid("SMTP:a", 6)"#, "a", "Cloud Sync's two arguments"),
        (r#"Mid([given], 4, 1)"#, "é", "characters, not bytes"),
        (r#"NormalizeDiacritics("Zoë")"#, "Zoe", "reference"),
        (r#"NormalizeDiacritics("Søren Æ ß Łódź")"#, "Soeren AE ss Lodz", "reference, table"),
        (r#"NormalizeDiacritics("Jose\u0301")"#, "Jose\\u0301", "a text has no \\u escapes"),
        ("NormalizeDiacritics(\"Jose\u{301}\")", "Jose", "the same letter in two characters"),
        (
            r#"NormalizeDiacritics("ồ œ ð þ đ 字")"#,
            "ồ œ ð þ đ 字",
            "azure-docs#106226: not in the table",
        ),
        (r#"NormalizeDiacritics([absent])"#, "null", "our choice"),
        (r#"PCase("PABLO GONSALVES (SECOND)")"#, "Pablo Gonsalves (Second)", "reference"),
        (r#"PCase("PINTO-DE'SILVA", " '-")"#, "Pinto-De'Silva", "reference"),
        (r#"PCase("GREGORY JAMES")"#, "Gregory James", "reference"),
        (
            r#"PCase("st john's hospital")"#,
            "St John's Hospital",
            ".NET keeps an apostrophe in a word",
        ),
        (r#"PCase("ab-cd_ef/gh+ij")"#, "Ab-Cd_Ef/Gh+Ij", "reference: dash, connector, other, math"),
        (
            r#"PCase("élan «über» naïve")"#,
            "Élan «Über» Naïve",
            ".NET: quotes separate, letters are letters",
        ),
        (r#"PCase("3m 2nd x1y")"#, "3M 2Nd X1y", ".NET starts a word at a letter"),
        (r#"PCase("a b-c", " ")"#, "A B-c", "reference: only the given separators"),
        (r#"PCase("a b", "")"#, "A b", "reference: none of the given separators"),
        (r#"PCase([absent])"#, "null", "our choice"),
        (r#"StripSpaces("a b  c")"#, "abc", "reference"),
        ("StripSpaces(\"a\tb\u{a0}c\")", "a\tb\u{a0}c", "reference: the space character only"),
        (r#"ToLower("John.Smith")"#, "john.smith", "reference"),
        (r#"ToLower("ABC", )"#, "abc", "an empty culture"),
        (r#"ToLower("IĞI", "tr-TR")"#, "ığı", ".NET, Turkish"),
        (r#"ToLower("İI")"#, "İi", ".NET's invariant culture"),
        (r#"ToUpper("straße", "de-DE")"#, "STRAßE", ".NET: no letter becomes two"),
        (r#"ToUpper("ıi")"#, "ıI", ".NET's invariant culture"),
        (r#"ToUpper([absent])"#, "null", "our choice"),
        (r#"Trim(" Test ")"#, "Test", "Cloud Sync"),
        (r#"Trim(Split(" a , b ", ","))"#, "[a|b]", "Cloud Sync: each value"),
        (r#"Word("The quick brown fox", 3, " ")"#, "brown", "reference"),
        (r#"Word("This,string!has&many separators", 3, ",!&#")"#, "has", "reference"),
        (r#"Word("The quick brown fox", 0, " ")"#, "", "reference"),
        (r#"Word("The quick brown fox", 9, " ")"#, "", "reference"),
        (r#"Word([absent], 1, " ")"#, "", "reference"),
        (r#"Word("one", 1, " ")"#, "", "reference, taken literally: no words identified"),
        (r#"Word("a  b", 2, " ")"#, "b", "our choice: separators in a row part once"),
        (r#"ToLower([mails])"#, "error evaluation.several_values", "our choice"),
        (r#"ToLower([one])"#, "only", "our choice: one value is that value"),
        (r#"ToLower([none])"#, "null", "our choice: no value is null"),
        (r#"DNComponent([dn], 1)"#, "Doe, John", "Cloud Sync; RFC 4514 §2.4"),
        (r#"DNComponent([dn], 3)"#, "contoso", "Cloud Sync"),
        (r#"DNComponent([dn], 4)"#, "error evaluation.out_of_range", "no fourth part"),
        (r#""t-" & [seven]"#, "t-7", "Cloud Sync's &"),
    ]);
}

#[test]
fn replacing() {
    check_table(&[
        (r#"Replace("a-b-c", "-", , , "_", , )"#, "a_b_c", "reference, way 1"),
        (r#"Replace("abc", "B", , , "x", , )"#, "abc", "reference: case-sensitive"),
        (r#"Replace([upn], "@contoso.com", , ,"")"#, "John.Doe", "slots at the end left out"),
        (r#"Replace("a b", " ", , ,".", , )"#, "a.b", "one blank is a value"),
        (
            r#"Replace("jsmith", "<u>", , , , , "<u>@contoso.com")"#,
            "jsmith@contoso.com",
            "reference, way 2",
        ),
        (
            r#"Replace("a", [empty], , , "x", , )"#,
            "error evaluation.empty_old_value",
            ".NET refuses it",
        ),
        (r#"Replace("a", "", , , "x", , )"#, "error expression.empty_old_value", "known before"),
        (
            r#"Replace("+91 9998887777", , "\\+(?<isdCode>\\d* )(?<phoneNumber>\\d{10})", , "${phoneNumber}", , )"#,
            "9998887777",
            "reference, way 3",
        ),
        (
            r#"Replace("+91 9998887777", , "\+(?<i>\d* )(?<p>\d{10})", , "${p}", , )"#,
            "9998887777",
            "backslashes written once are kept",
        ),
        (
            r#"Replace("545 Tremont Street", , "(?<n>^\\d*)", "n", "888", , )"#,
            "888 Tremont Street",
            "reference, way 4",
        ),
        (
            r#"Replace("jsmith@contoso.com", , "(?<Suffix>@(.)*)", "Suffix", "", , )"#,
            "jsmith",
            "reference, way 4",
        ),
        (
            r#"Replace("a1b2", , "[a-z](?<d>\\d)", "d", "$0", , )"#,
            "a$0b$0",
            "way 4 takes the text as it is (our choice)",
        ),
        (
            r#"Replace([empty], , "(?<p>\\d{10})", "p", , "+91 8887779999", )"#,
            "8887779999",
            "reference, way 5",
        ),
        (
            r#"Replace([absent], , "(?<p>\\d{10})", "p", , "none", )"#,
            "null",
            "our choice: nothing to extract",
        ),
        (r#"Replace("x", , "(?<p>\\d{10})", "p", , "8887779999", )"#, "x", "reference, way 5"),
        (r#"Replace("john_doe72", , "[a-zA-Z_]*", , "", , )"#, "72", "reference"),
        (r#"Replace("abc", , "x*", , "-", , )"#, "-a-b-c-", ".NET's empty matches"),
        (r#"Replace("abc", , ".*", , "x", , )"#, "xx", ".NET: an empty match after the whole"),
        (r#"Replace("abc", , "^.*$", , "x", , )"#, "x", "anchored"),
        (r#"Replace("øøø", , "", , "-", , )"#, "-ø-ø-ø-", "empty matches between wide characters"),
        (
            r#"Replace("ab", , "(a)(?<n>x)?(b)", , "$2$1${n}$3|$9|${zz}|$$", , )"#,
            "ba|$9|${zz}|$",
            ".NET counts named groups last",
        ),
        (r#"Replace("aXbX", , "X", , "[$&$`]", , )"#, "a[Xa]b[XaXb]", ".NET's $& and $`"),
        (r#"Replace("a1", , "(\\d)", , "$10", , )"#, "a10", ".NET: group 1 and a zero"),
        (
            r#"Replace("555-1234", , "(?i)[A-Z-[XYZ]]|-", , "", , )"#,
            "5551234",
            ".NET's class subtraction",
        ),
        (r#"Replace("a[b", , "[[]", , "", , )"#, "ab", ".NET: a bracket in a class is a bracket"),
        (r#"Replace("a<b>", , "[\\<\\>]", , "", , )"#, "ab", ".NET: an escaped sign is the sign"),
        (r#"Replace("a<b", , "\\<", , "", , )"#, "ab", "no word boundary in .NET"),
        (r#"Replace("a{b", , "{", , "", , )"#, "ab", ".NET: a brace that counts nothing"),
        (r#"Replace("aab", , "(a)\\1", , "", , )"#, "b", "a back-reference"),
        (r#"Replace("aab", , "(?<q>a)\\k<q>", , "", , )"#, "b", "a back-reference by name"),
        (r#"Replace("aab", , "(?'q'a)", , "${q}.", , )"#, "a.a.b", ".NET's other quotes"),
        (
            "Replace(\"ab\n\", , \"b$\", , \"\", , )",
            "a\n",
            ".NET: $ also before the last line feed",
        ),
        (r#"Replace("852-553-552-1234", , ".*(?=\\d{4})", , "", , )"#, "1234", "look-ahead"),
        (r#"Replace("ab", , "(?<=a)b", , "", , )"#, "a", "look-behind"),
        (r#"Replace("ab", , "a #x\n", , "", , )"#, "ab", "no comments without the option x"),
        (r#"Replace("ab", , "(?x) a # x", , "", , )"#, "b", ".NET's option x"),
        (r#"Replace("é", , "\\w", , "x", , )"#, "x", "\\w is Unicode"),
        (r#"Replace("abc", , "(", , "", , )"#, "error expression.pattern", "no regular expression"),
        (
            r#"Replace("abc", , "a*+", , "", , )"#,
            "error expression.pattern",
            ".NET has no possessive quantifiers",
        ),
        (
            r#"Replace("abc", , "(?<a-b>x)", , "", , )"#,
            "error expression.pattern",
            "balancing groups are refused",
        ),
        (
            r#"Replace("abc", , [empty], "x", "y", , )"#,
            "error evaluation.pattern",
            "a pattern known only now",
        ),
        (r#"Replace("a.c", , Append("\\", "."), , "-", , )"#, "a-c", "a pattern that is computed"),
        (r#"Replace([absent], "a", , , "b", , )"#, "null", "our choice"),
        (
            r#"Replace("a", "a", "b", , "c", , )"#,
            "error expression.replace_mode",
            "none of the five ways",
        ),
        (r#"Replace("a", "b", "c")"#, "error expression.replace_mode", "three slots as elsewhere"),
    ]);
}

#[test]
fn choosing() {
    check_table(&[
        (r#"IIF([upn] = "x", "a", "b")"#, "b", "reference"),
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
        (r#"IIF(BitAnd(514, 2) = "0", "True", "False")"#, "False", "cloud sync's accountEnabled"),
        (
            r#"IIF([flag] = "True", [mails], "b")"#,
            "[smtp:a@x.com|SMTP:b@x.com|smtp:a@x.com]",
            "a branch may be a list",
        ),
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
        (r#"Coalesce([absent], [none], [upn])"#, "John.Doe@contoso.com", "reference"),
        (r#"Coalesce([empty], [upn])"#, "", "reference: empty is not null"),
        (r#"Coalesce([absent], "")"#, "", "reference: the default may be empty"),
        (r#"Coalesce([absent])"#, "null", "reference"),
        (r#"IgnoreFlowIfNullOrEmpty([upn])"#, "John.Doe@contoso.com", "reference"),
        (r#"IgnoreFlowIfNullOrEmpty([empty])"#, "ignored", "reference"),
        (r#"IgnoreFlowIfNullOrEmpty([none])"#, "ignored", "reference"),
        (
            r#"Join("", "a", IgnoreFlowIfNullOrEmpty([absent]))"#,
            "ignored",
            "it ends the whole expression",
        ),
        (r#"IIF("a" = "b", "x", IgnoreAttributeFlow)"#, "ignored", "Workday guide"),
        (r#"IIF("a" = "b", "x", IgnoreObjectFlow)"#, "object ignored", "Workday guide"),
        (r#"IsNull([absent])"#, "True", "reference"),
        (r#"IsNull([empty])"#, "False", "reference"),
        (r#"IsNothing([absent])"#, "True", "Graph 2019"),
        (r#"IsNullOrEmpty([empty])"#, "True", "reference"),
        (r#"IsPresent([empty])"#, "False", "reference"),
        (r#"IsPresent([mails])"#, "True", "our choice: several values"),
        (r#"IsString([upn])"#, "True", "reference"),
        (r#"IsString([mails])"#, "False", "our choice"),
        (r#"IsString([absent])"#, "False", "our choice"),
        (r#"Not("True")"#, "False", "reference"),
        (r#"Not("False")"#, "True", "reference"),
        (r#"Not("true")"#, "True", "reference: otherwise True"),
        (r#"Not([bool])"#, "False", "a boolean is its text"),
        (r#"Not([absent])"#, "True", "reference: otherwise True"),
        (r#"CBool([seven] = 7)"#, "True", "reference"),
        (r#"CBool(0)"#, "False", "reference"),
        (r#"CBool("abc")"#, "error evaluation.not_a_condition", "our choice"),
        (r#"Redact([upn])"#, "John.Doe@contoso.com", "reference: only the log changes"),
        (r#"Error("stop")"#, "error evaluation.raised", "Cloud Sync"),
        (r#"DefaultDomain()"#, "contoso.com", "reference"),
        (r#"Append("@", %DomainFQDN%)"#, "@corp.local", "Cloud Sync"),
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
        (
            r#"Append(SelectUniqueValue("a", "b"), "c")"#,
            "error expression.nested_select_unique",
            "reference",
        ),
        (r#"AltSecIdFromNetId([upn])"#, "error evaluation.not_documented", "not documented"),
    ]);
}

#[test]
fn lists() {
    check_table(&[
        (r#"Split("a,b,c", ",")"#, "[a|b|c]", "reference"),
        (r#"Split("a, b,,c", ",")"#, "[a| b||c]", "our choice: pieces stay as they are"),
        (r#"Split("a::b", "::")"#, "[a|b]", "our choice: the delimiter as a whole"),
        (r#"Split([absent], ",")"#, "null", "our choice"),
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
        (r#"Contains([mails], "zzz")"#, "0", "our choice"),
        (r#"Count([mails])"#, "3", "reference"),
        (r#"Count([upn])"#, "1", "our choice"),
        (r#"Count([absent])"#, "0", "our choice"),
        (
            r#"RemoveDuplicates([mails])"#,
            "[smtp:a@x.com|SMTP:b@x.com]",
            "reference; letter case counts",
        ),
        (r#"RemoveDuplicates([upn])"#, "John.Doe@contoso.com", "our choice"),
        (r#"Join(", ", "", "Doe", "John")"#, "Doe, John", "reference: empty drops out"),
        (r#"Join("-", [absent], "a", [absent])"#, "a", "our choice: null drops out"),
        (r#"Join(" ", "a", " ", "b")"#, "a   b", "Workday guide: a blank stays"),
        (r#"Join("; ", [mails])"#, "smtp:a@x.com; SMTP:b@x.com; smtp:a@x.com", "reference"),
        (r#"Join("", 1000, [seven])"#, "10007", "reference: numbers"),
        (r#"Join([absent], "a", "b")"#, "ab", "our choice: no separator"),
        (r#"Join("-", [absent], [empty])"#, "", "our choice: nothing to join"),
        (r#"SingleAppRoleAssignment([one])"#, "only", "reference"),
        (
            r#"SingleAppRoleAssignment([mails])"#,
            "error evaluation.several_roles",
            "azure-docs#42487",
        ),
        (r#"SingleAppRoleAssignment([absent])"#, "null", "our choice"),
        (r#"AppRoleAssignmentsComplex([one])"#, "[only]", "our choice: the roles as they are"),
        (r#"AssertiveAppRoleAssignmentsComplex([one])"#, "[only]", "our choice"),
        (r#"AppRoleAssignments([one])"#, "[only]", "our choice"),
        (r#"CRef([dn])"#, r"cn=Doe\, John,ou=Sales,dc=contoso", "Cloud Sync's example"),
    ]);
}

#[test]
fn dates() {
    check_table(&[
        (r#"Now()"#, "7/2/2021 3:33:38 PM", "reference"),
        (r#"CDate([hire])"#, "3/16/2020 7:00:00 AM", "reference: a date with a bare offset"),
        (r#"CDate("2021-06-30+08:00")"#, "6/29/2021 4:00:00 PM", "reference"),
        (r#"CDate("2009-06-15T01:45:30-07:00")"#, "6/15/2009 8:45:30 AM", "reference"),
        (
            r#"CDate("2021-08-24")"#,
            "8/24/2021 12:00:00 AM",
            "reference, DateDiff: UTC without offset",
        ),
        (r#"CDate("8/25/2021 5:41:18 PM")"#, "8/25/2021 5:41:18 PM", "its own form"),
        (r#"CDate("2025-12-31 23:59:59-05:00")"#, "1/1/2026 4:59:59 AM", "a blank instead of T"),
        (r#"CDate("Mon, 15 Jun 2009 20:45:30 GMT")"#, "6/15/2009 8:45:30 PM", "RFC 1123, .NET"),
        (
            r#"CDate("Tue, 15 Jun 2009 20:45:30 GMT")"#,
            "error evaluation.not_a_date",
            "it was a Monday",
        ),
        (r#"CDate("March 16, 2020")"#, "3/16/2020 12:00:00 AM", ".NET"),
        (r#"CDate("16-Mar-2020 7:05 am")"#, "3/16/2020 7:05:00 AM", ".NET"),
        (r#"CDate("9999-12-31")"#, "12/31/9999 12:00:00 AM", "Workday guide"),
        (r#"CDate("2021-02-29")"#, "error evaluation.not_a_date", "no such day"),
        (r#"CDate("16.03.2020")"#, "error evaluation.not_a_date", "our choice: not guessed"),
        (r#"CDate([absent])"#, "error evaluation.not_a_date", "our choice; the guides avoid it"),
        (r#"CDate("")"#, "error evaluation.not_a_date", "our choice; the guides avoid it"),
        (r#"DateAdd("d", 7, CDate("2012-03-16-07:00"))"#, "3/23/2012 7:00:00 AM", "reference"),
        (r#"DateAdd("d", -10, CDate("2012-03-16-07:00"))"#, "3/6/2012 7:00:00 AM", "reference"),
        (r#"DateAdd("ww", 2, CDate("2012-03-16-07:00"))"#, "3/30/2012 7:00:00 AM", "reference"),
        (r#"DateAdd("m", 10, CDate("2012-03-16-07:00"))"#, "1/16/2013 7:00:00 AM", "reference"),
        (r#"DateAdd("yyyy", 2, CDate("2012-03-16-07:00"))"#, "3/16/2014 7:00:00 AM", "reference"),
        (r#"DateAdd("h", 1, Now())"#, "7/2/2021 4:33:38 PM", "reference"),
        (
            r#"DateAdd("n", "30", Now())"#,
            "7/2/2021 4:03:38 PM",
            "SuccessFactors guide: a number as text",
        ),
        (r#"DateAdd("s", 30, Now())"#, "7/2/2021 3:34:08 PM", "reference"),
        (
            r#"DateAdd("m", 1, CDate("2021-01-31"))"#,
            "2/28/2021 12:00:00 AM",
            ".NET: the month's last day",
        ),
        (
            r#"DateAdd("yyyy", 1, CDate("2020-02-29"))"#,
            "2/28/2021 12:00:00 AM",
            ".NET: the month's last day",
        ),
        (r#"DateAdd("yyyy", 9999, Now())"#, "error evaluation.date_range", ".NET ends with 9999"),
        (r#"DateAdd("x", 1, Now())"#, "error expression.interval", "not in the list"),
        (r#"DateAdd([upn], 1, Now())"#, "error evaluation.interval", "not in the list"),
        (
            r#"DateDiff("d", CDate("2021-08-18+08:00"), CDate("2021-08-31+08:00"))"#,
            "13",
            "reference",
        ),
        (
            r#"DateDiff("d", CDate("8/25/2021 5:41:18 PM"), CDate("2012-03-16-07:00"))"#,
            "-3449",
            "reference",
        ),
        (
            r#"DateDiff("ww", CDate("8/25/2021 5:41:18 PM"), CDate("2012-03-16-07:00"))"#,
            "-493",
            "reference",
        ),
        (
            r#"DateDiff("m", CDate("8/25/2021 5:41:18 PM"), CDate("2012-03-16-07:00"))"#,
            "-113",
            "reference",
        ),
        (
            r#"DateDiff("yyyy", CDate("8/25/2021 5:41:18 PM"), CDate("2012-03-16-07:00"))"#,
            "-9",
            "reference",
        ),
        (r#"DateDiff("d", CDate([hire]), CDate([hire]))"#, "0", "reference"),
        (r#"DateDiff("h", CDate("2021-08-24"), CDate("2021-08-25"))"#, "24", "reference"),
        (r#"DateDiff("n", CDate("2021-08-24"), CDate("2021-08-25"))"#, "1440", "reference"),
        (r#"DateDiff("s", CDate("2021-08-24"), CDate("2021-08-25"))"#, "86400", "reference"),
        (
            r#"DateDiff("yyyy", CDate("2021-12-31"), CDate("2022-01-01"))"#,
            "1",
            "calendar years, VB.NET",
        ),
        (r#"DateFromNum(129699324000000000)"#, "1/1/2012 11:00:00 PM", "reference"),
        (
            r#"DateFromNum("129699324000000000")"#,
            "1/1/2012 11:00:00 PM",
            "reference, the attribute",
        ),
        (
            r#"DateFromNum(9223372036854775807)"#,
            "error evaluation.date_range",
            "never expires: no date",
        ),
        (r#"DateFromNum(-1)"#, "error evaluation.date_range", "before 1601"),
        (
            r#"NumFromDate("2025-12-31T23:59:59-08:00")"#,
            "134117279990000000",
            "the definition of FILETIME",
        ),
        (
            r#"NumFromDate("2025-12-31 23:59:59-05:00")"#,
            "134117171990000000",
            "the definition of FILETIME",
        ),
        (r#"NumFromDate("1601-01-01")"#, "0", "the definition of FILETIME"),
        (r#"NumFromDate("1500-01-01")"#, "error evaluation.date_range", "before 1601"),
        (
            r#"FormatDateTime("20150123105347.1Z", , "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")"#,
            "2015-01-23",
            "reference",
        ),
        (
            r#"FormatDateTime("20150123105347.1Z", "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")"#,
            "2015-01-23",
            "Cloud Sync's three slots",
        ),
        (
            r#"FormatDateTime("2025-12-31-08:00", , "yyyy-MM-ddzzz", "yyyy-MM-dd HH")"#,
            "2025-12-31 08",
            "reference; UTC servers (our choice)",
        ),
        (
            r#"FormatDateTime("12/31/2025 12:00:00 AM", , "M/d/yyyy hh:mm:ss tt", "yyyy-MM-dd'T'HH:mm")"#,
            "2025-12-31T00:00",
            "SuccessFactors guide",
        ),
        (
            r#"FormatDateTime("1/5/2025 3:04:05 PM", , "M/d/yyyy h:mm:ss tt", "dddd d MMMM yy, HH.mm")"#,
            "Sunday 5 January 25, 15.04",
            ".NET",
        ),
        (
            r#"FormatDateTime("1/5/2025 3:04:05 PM", , "M/d/yyyy hh:mm:ss tt", "yyyy")"#,
            "error evaluation.not_a_date",
            ".NET: hh is two digits",
        ),
        (
            r#"FormatDateTime("2025-01-05T03:04:05.1234567Z", , "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "ss.fff|ss.FFFFFFF|K|zzz|t")"#,
            "05.123|05.1234567|Z|+00:00|A",
            ".NET",
        ),
        (
            r#"FormatDateTime("2025-01-05T03:04:05Z", , "yyyy-MM-ddTHH:mm:ss.FFFK", "s.FF")"#,
            "5",
            ".NET: the point goes with the zeros",
        ),
        (
            r#"FormatDateTime(" 2025-01-05 ", , "yyyy-MM-dd", "MM/yyyy")"#,
            "01/2025",
            "reference: blanks at the ends",
        ),
        (
            r#"FormatDateTime("2025-01-05", "None", "yyyy-MM-dd", "%d")"#,
            "5",
            ".NET's single letter",
        ),
        (
            r#"FormatDateTime("2025-01-05", "Whatever", "yyyy-MM-dd", "yyyy")"#,
            "error evaluation.date_styles",
            "no such style",
        ),
        (
            r#"FormatDateTime("2025-01-05", , "yyyy-MM-dd", "d")"#,
            "error expression.date_format",
            "a standard format, by culture",
        ),
        (
            r#"FormatDateTime("2025-01-05", , "yyyy-MM-dd", "s")"#,
            "2025-01-05T00:00:00",
            "a standard format without culture",
        ),
        (
            r#"FormatDateTime("Mon 6 Jan 2025", , "ddd d MMM yyyy", "yyyyMMdd")"#,
            "20250106",
            ".NET's names",
        ),
        (
            r#"FormatDateTime([absent], , "yyyy", "yyyy")"#,
            "error evaluation.not_a_date",
            "our choice",
        ),
        (
            r#"FormatDateTime([hire], , [upn], "yyyy")"#,
            "error evaluation.not_a_date",
            "a format known only now",
        ),
    ]);
}

#[test]
fn bits_and_encodings() {
    check_table(&[
        (r#"BitAnd(&HF, &HF7)"#, "7", "reference"),
        (r#"BitAnd("512", 2)"#, "0", "cloud sync's default mapping"),
        (r#"BitAnd([absent], 2)"#, "error evaluation.not_a_number", "our choice"),
        (r#"ConvertToBase64("Hello world!")"#, "SABlAGwAbABvACAAdwBvAHIAbABkACEA", "reference"),
        (r#"ConvertFromBase64("SABlAGwAbABvACAAdwBvAHIAbABkACEA")"#, "Hello world!", "Cloud Sync"),
        (r#"ConvertFromBase64("SGVsbG8gd29ybGQh", UTF8)"#, "Hello world!", "Cloud Sync"),
        (r#"ConvertFromBase64("w6k=", ASCII)"#, "??", ".NET's ASCII"),
        (r#"ConvertFromBase64("!!")"#, "error evaluation.not_base64", "no base64"),
        (r#"ConvertToUTF8Hex("Hello world!")"#, "48656C6C6F20776F726C6421", "reference"),
        (r#"ConvertToUTF8Hex("é")"#, "C3A9", "UTF-8"),
        (r#"ConvertToBase64([absent])"#, "null", "our choice"),
        (r#"StringFromSid("AQEAAAAAAAUSAAAA")"#, "S-1-5-18", "[MS-DTYP] §2.4.2, base64"),
        (
            r#"StringFromSid("010100000000000512000000")"#,
            "S-1-5-18",
            "[MS-DTYP] §2.4.2, hexadecimal",
        ),
        (r#"StringFromSid("S-1-5-18")"#, "S-1-5-18", "our choice: a text stays"),
        (r#"StringFromSid("zz")"#, "error evaluation.not_a_sid", "no identifier"),
    ]);
}

#[test]
fn chance_keeps_its_promises() {
    let count = |text: &str, kind: fn(&char) -> bool| text.chars().filter(kind).count();
    for _ in 0..50 {
        let random = shown(evaluate(r#"RandomString(6, 3, 0, 0, 3)"#));
        assert_eq!(count(&random, char::is_ascii_digit), 3, "reference: three numbers in {random}");
        assert_eq!(count(&random, char::is_ascii_lowercase), 3, "three small letters in {random}");
    }
    let random = shown(evaluate(r#"RandomString(10, 2, 2, 2, 1, "?,")"#));
    assert_eq!(random.chars().count(), 10, "reference: the length of {random}");
    assert!(count(&random, char::is_ascii_punctuation) >= 2, "two special characters in {random}");
    assert!(!random.contains(['?', ',']), "reference: the characters to avoid in {random}");
    check_table(&[
        (r#"RandomString(3, 4, 0, 0, 0)"#, "error evaluation.random_length", "reference: the sum"),
        (
            r#"RandomString(257, 0, 0, 0, 0)"#,
            "error evaluation.random_length",
            "reference: at most 256",
        ),
        (
            r#"RandomString(1, 1, 0, 0, 0, "0123456789")"#,
            "error evaluation.random_characters",
            "nothing left",
        ),
    ]);
    let digits = shown(evaluate(r#"RandomString(3, 3, 0, 0, 0, )"#));
    assert_eq!(count(&digits, char::is_ascii_digit), 3, "an empty last slot: {digits}");

    let guid = shown(evaluate("Guid()"));
    assert_eq!(guid, guid.to_lowercase(), "reference: lower case");
    let lengths: Vec<usize> = guid.split('-').map(str::len).collect();
    assert_eq!(lengths, [8, 4, 4, 4, 12], "the form of a GUID: {guid}");
    assert_eq!(guid.get(14..15), Some("4"), "version 4: {guid}");
    let pair = shown(evaluate(r#"Join(" ", Guid(), Guid())"#));
    let (one, two) = pair.split_once(' ').expect("two of them");
    assert_ne!(one, two, "each call is new");
}

#[test]
fn the_same_seed_gives_the_same_chance() {
    let compiled = Compiled::new(&parse("Guid()"), |_| None).expect("Guid() is valid");
    let record = Attributes::new();
    let now = "2021-07-02T15:33:38Z".parse().expect("a date");
    let guid = |seed| {
        let context = Context::new(now).with_seed(seed);
        compiled.evaluate(&record, &context).map(|flow| format!("{flow:?}"))
    };
    assert_eq!(guid(1), guid(1), "a preview can be repeated");
    assert_ne!(guid(1), guid(2), "another seed is another chance");
}

#[test]
fn a_compiled_expression_serves_many_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Compiled>();
    shared::<Context>();
}

#[test]
fn the_table_is_complete_and_true() {
    let names: Vec<&str> = FUNCTIONS.iter().map(|info| info.name).collect();
    for info in FUNCTIONS {
        let parsed = parse(info.example);
        assert_eq!(parsed.diagnostics(), [], "{}: the example parses", info.name);
        let mut record = record();
        let compiled = Compiled::new(&parsed, |name| Some(record.column(name)));
        assert!(compiled.is_ok(), "{}: the example compiles: {compiled:?}", info.name);
        if let Some(result) = info.example_result {
            assert_eq!(
                shown(evaluate(info.example)),
                result,
                "{}: the example's result",
                info.name
            );
        }
        assert!(info.example.contains(info.name), "{}: the example shows it", info.name);
        assert!(info.signature.starts_with(&format!("{}(", info.name)), "{}", info.name);
        assert!(info.summary.ends_with('.'), "{}: a summary is a sentence", info.name);
        assert!(find(info.name).is_some(), "{} is found", info.name);
        assert!(find_any_case(&info.name.to_uppercase()).is_some(), "{} in capitals", info.name);
    }
    let sorted = {
        let mut sorted = names.clone();
        sorted.sort_by_key(|name| name.to_lowercase());
        sorted.dedup();
        sorted
    };
    assert_eq!(names, sorted, "the table is in order, without repetition");
    assert_eq!(names.len(), 57, "every function of the four lists");
}
