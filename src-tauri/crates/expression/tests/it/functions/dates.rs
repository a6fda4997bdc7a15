//! Dates.

use super::Table;

pub(super) const TABLES: &[Table] = &[
    (
        "CDate",
        &[
            (r#"CDate([hire])"#, "3/16/2020 7:00:00 AM", "reference: a date with a bare offset"),
            (r#"CDate("2021-06-30+08:00")"#, "6/29/2021 4:00:00 PM", "reference"),
            (r#"CDate("2009-06-15T01:45:30-07:00")"#, "6/15/2009 8:45:30 AM", "reference"),
            (
                r#"CDate("2021-08-24")"#,
                "8/24/2021 12:00:00 AM",
                "reference, DateDiff: UTC without offset",
            ),
            (r#"CDate("8/25/2021 5:41:18 PM")"#, "8/25/2021 5:41:18 PM", "its own form"),
            (
                r#"CDate("2025-12-31 23:59:59-05:00")"#,
                "1/1/2026 4:59:59 AM",
                "a blank instead of T",
            ),
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
            (
                r#"CDate([absent])"#,
                "error evaluation.not_a_date",
                "our choice; the guides avoid it",
            ),
            (r#"CDate("")"#, "error evaluation.not_a_date", "our choice; the guides avoid it"),
            (r#"CDate("2020-03-16T07:00:00Z")"#, "3/16/2020 7:00:00 AM", "ISO 8601"),
            (
                r#"CDate("2020-03-16T07:00:00.1234567+00:00")"#,
                "3/16/2020 7:00:00 AM",
                ".NET: seven decimals",
            ),
            (r#"CDate(CDate("2020-03-16"))"#, "3/16/2020 12:00:00 AM", "its own form again"),
            (r#"CDate("12/1/2020 12:05:00 PM")"#, "12/1/2020 12:05:00 PM", "noon"),
            (r#"CDate("2020-02-29")"#, "2/29/2020 12:00:00 AM", "a leap year"),
        ],
    ),
    (
        "DateAdd",
        &[
            (r#"DateAdd("d", 7, CDate("2012-03-16-07:00"))"#, "3/23/2012 7:00:00 AM", "reference"),
            (r#"DateAdd("d", -10, CDate("2012-03-16-07:00"))"#, "3/6/2012 7:00:00 AM", "reference"),
            (r#"DateAdd("ww", 2, CDate("2012-03-16-07:00"))"#, "3/30/2012 7:00:00 AM", "reference"),
            (r#"DateAdd("m", 10, CDate("2012-03-16-07:00"))"#, "1/16/2013 7:00:00 AM", "reference"),
            (
                r#"DateAdd("yyyy", 2, CDate("2012-03-16-07:00"))"#,
                "3/16/2014 7:00:00 AM",
                "reference",
            ),
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
            (
                r#"DateAdd("yyyy", 9999, Now())"#,
                "error evaluation.date_range",
                ".NET ends with 9999",
            ),
            (r#"DateAdd("x", 1, Now())"#, "error expression.interval", "not in the list"),
            (r#"DateAdd([upn], 1, Now())"#, "error evaluation.interval", "not in the list"),
            (
                r#"DateAdd("m", -1, CDate("2020-03-31"))"#,
                "2/29/2020 12:00:00 AM",
                ".NET: the month's last day",
            ),
            (r#"DateAdd("d", [absent], Now())"#, "error evaluation.not_a_number", "our choice"),
        ],
    ),
    (
        "DateDiff",
        &[
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
            (
                r#"DateDiff("ww", CDate("2021-08-28"), CDate("2021-08-29"))"#,
                "1",
                "VB.NET: Saturday to Sunday is a calendar week",
            ),
            (
                r#"DateDiff("ww", CDate("2021-08-29"), CDate("2021-09-04"))"#,
                "0",
                "VB.NET: Sunday to Saturday is none",
            ),
            (
                r#"DateDiff("d", CDate("2021-08-24"), CDate("2021-08-23"))"#,
                "-1",
                "reference: negative when it is earlier",
            ),
            (
                r#"DateDiff("m", CDate("2021-01-31"), CDate("2021-02-01"))"#,
                "1",
                "calendar months, VB.NET",
            ),
            (
                r#"DateDiff("d", CDate("2021-08-24T23:00:00Z"), CDate("2021-08-25T01:00:00Z"))"#,
                "0",
                "reference: days are cut off",
            ),
            (
                r#"DateDiff("d", Now(), CDate([absent]))"#,
                "error evaluation.not_a_date",
                "our choice",
            ),
        ],
    ),
    (
        "DateFromNum",
        &[
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
            (r#"DateFromNum(0)"#, "1/1/1601 12:00:00 AM", "the definition of FILETIME"),
            (r#"DateFromNum([absent])"#, "error evaluation.not_a_number", "our choice"),
        ],
    ),
    (
        "FormatDateTime",
        &[
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
            (r#"FormatDateTime([absent], , "yyyy", "yyyy")"#, "", "our choice: as an empty one"),
            (r#"FormatDateTime("", , "yyyy", "yyyy")"#, "", "reported from practice"),
            (r#"FormatDateTime([empty], "yyyy", "yyyy")"#, "", "in three slots, too"),
            (r#"FormatDateTime([none], , "yyyy", "yyyy")"#, "", "no values"),
            (r#"FormatDateTime([empty], , [upn], "yyyy")"#, "", "a format known only now"),
            (
                r#"FormatDateTime(DateFromNum(132327287260000000), , "yyyyMMddHHmmss.0Z")"#,
                "20200430135846.0Z",
                "Cloud Sync's default mappings: an empty input format",
            ),
            (
                r#"FormatDateTime(CDate("2026-11-30"), , "dd.MM.yyyy")"#,
                "30.11.2026",
                "the same after another date function",
            ),
            (
                r#"FormatDateTime([hire], , "yyyy-MM-dd HH:mm")"#,
                "2020-03-16 07:00",
                "our choice: any date that CDate reads",
            ),
            (
                r#"FormatDateTime([upn], , "yyyy")"#,
                "error evaluation.not_a_date",
                "and no other text",
            ),
            (r#"FormatDateTime([absent], , "yyyy")"#, "", "an absent date without input format"),
            (
                r#"FormatDateTime("25/12/2025", "32", "dd/MM/yyyy", "yyyy-MM-dd")"#,
                "2025-12-25",
                "a blog: AssumeLocal by its number, in a text",
            ),
            (
                r#"FormatDateTime("25/12/2025", 7, "dd/MM/yyyy", "yyyy-MM-dd")"#,
                "2025-12-25",
                ".NET: a sum of styles",
            ),
            (
                r#"FormatDateTime("25/12/2025", "AllowWhiteSpaces, 64", "dd/MM/yyyy", "yyyy")"#,
                "2025",
                ".NET: names and numbers",
            ),
            (
                r#"FormatDateTime("25/12/2025", 256, "dd/MM/yyyy", "yyyy")"#,
                "error evaluation.date_styles",
                ".NET: no such number",
            ),
            (
                r#"FormatDateTime("25/12/2025", 96, "dd/MM/yyyy", "yyyy")"#,
                "error evaluation.date_styles",
                ".NET: AssumeLocal and AssumeUniversal together",
            ),
            (
                r#"FormatDateTime("25/12/2025", "RoundtripKind, AssumeLocal", "dd/MM/yyyy", "yyyy")"#,
                "error evaluation.date_styles",
                ".NET: these two together",
            ),
            (
                r#"FormatDateTime([hire], , [upn], "yyyy")"#,
                "error evaluation.not_a_date",
                "a format known only now",
            ),
        ],
    ),
    (
        "Now",
        &[
            (r#"Now()"#, "7/2/2021 3:33:38 PM", "reference"),
            (r#"DateDiff("s", Now(), Now())"#, "0", "one moment for the whole evaluation"),
        ],
    ),
    (
        "NumFromDate",
        &[
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
                r#"NumFromDate(CDate("2012-01-01T23:00:00Z"))"#,
                "129699324000000000",
                "reference: the inverse of DateFromNum",
            ),
            (r#"NumFromDate([absent])"#, "error evaluation.not_a_date", "our choice"),
        ],
    ),
];
