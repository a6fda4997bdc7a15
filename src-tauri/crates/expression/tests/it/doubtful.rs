//! Published results that do not follow from the published rules alone: what we give, and why.

/// Every doubtful case: its id, our result, the reason; in the order of the cases. A reason that
/// begins with "as published" is one where both are the same.
pub(crate) const DOUBTFUL: &[(&str, &str, &str)] = &[
    (
        "datefromnum-01",
        "1/1/2012 11:00:00 PM",
        "as published; the reference prints the date in words, and the form is the one of the other date functions",
    ),
    (
        "datefromnum-02",
        "1/1/2012 11:00:00 PM",
        "as published; the form is the one of the other date functions",
    ),
    (
        "iif-unsupported-01",
        "null",
        "listed as unsupported, outcome not stated; a null is not equal to an empty text, so the third argument is given, which is null",
    ),
    (
        "iif-unsupported-02",
        "Other",
        "listed as unsupported here and used by Microsoft's own default mappings; we evaluate it and warn",
    ),
    (
        "iif-unsupported-03",
        "Other",
        "listed as unsupported here and used by Microsoft's own default mappings; we evaluate it and warn",
    ),
    (
        "iif-unsupported-04",
        "error expression.iif_ignore_flow",
        "as published: unsupported; we refuse it with a fix, as it is no condition",
    ),
    (
        "replace-04",
        "+19998887777",
        "the class does not contain the plus sign; another guide prints it for the same expression",
    ),
    (
        "split-01",
        "PermissionSetOne |  PermissionSetTwo",
        "the printed result lacks the blank after the comma; nothing says that Split trims",
    ),
    (
        "switch-lowercase-name",
        "A",
        "as published; a warning says that the name is written otherwise",
    ),
    (
        "word-06",
        "",
        "as published: the reference taken literally, a text without a delimiter has no words",
    ),
    (
        "ex-objectid-printed",
        "100030306161303061612626231312636332322646433332343465653434656534346565",
        "the printed input was made anonymous later and does not belong to the printed output",
    ),
    (
        "cs-item-contains-01",
        "primary@contoso.com",
        "as published; Contains and the two arguments of Mid are taken from this one example",
    ),
    (
        "wdt-displayname-02",
        "Smith, John(CHI)",
        "the printed blank before the bracket is not in the expression",
    ),
    (
        "wdt-displayname-03",
        "Doe, Jane(NYC)",
        "the printed blank before the bracket is not in the expression",
    ),
    (
        "hrupdate-01",
        "error expression.single_quotes",
        "single quotation marks are not in the syntax; we refuse them with a fix",
    ),
    (
        "default-null-01",
        "DefaultValue",
        "as published; True and False are texts to Switch, and a warning says what the reference advises",
    ),
    (
        "default-null-02",
        "Engineer",
        "as published; True and False are texts to Switch, and a warning says what the reference advises",
    ),
    (
        "wb-prehire-01",
        "ignored",
        "as published; what the expression does, although the prose beside it says the reverse",
    ),
    (
        "wd-email-01",
        "Maria.JoseGonzalez@contoso.com",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    (
        "wd-email-02",
        "Mary-Ann.OConnor@contoso.com",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    (
        "wd-email-03",
        "M.OConnor@contoso.com",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    (
        "wd-email-04",
        "Ma.OConnor@contoso.com",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    (
        "wd-email-05",
        "John.Smith@fabrikam.com",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    (
        "wd-email-06",
        "S.Johnson@woodgrove.com",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    (
        "wd-proxy-01",
        "smtp:Michael.Brown@contoso.mail.onmicrosoft.com | smtp:Michael.Brown@contoso.onmicrosoft.com | SMTP:Michael.Brown@contoso.com",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    ("wd-intl-02", "USA", "the group holds the blank after the country code, so no key matches"),
    (
        "wd-rehire-01",
        "False",
        "the guide reads the sign of DateDiff the wrong way round; Entra's reference has it positive for a later second date",
    ),
    (
        "wd-rehire-02",
        "True",
        "the guide reads the sign of DateDiff the wrong way round; Entra's reference has it positive for a later second date",
    ),
    (
        "wd-rehire-03",
        "True",
        "the guide reads the sign of DateDiff the wrong way round; Entra's reference has it positive for a later second date",
    ),
    (
        "wd-rehire-04",
        "False",
        "the guide reads the sign of DateDiff the wrong way round; Entra's reference has it positive for a later second date",
    ),
    (
        "wd-expires-01",
        "134117279990000000",
        "the printed number is not the Active Directory time of the date in the expression",
    ),
    (
        "wd-expires-02",
        "error evaluation.not_a_date",
        "DateAdd gives M/d/yyyy h:mm:ss tt, which the input format yyyy-MM-dd cannot read",
    ),
    (
        "wd-condflow-01",
        "ignored",
        "the guide reads the sign of DateDiff the wrong way round; Entra's reference has it positive for a later second date",
    ),
    (
        "wd-condflow-02",
        "Marketing",
        "the guide reads the sign of DateDiff the wrong way round; Entra's reference has it positive for a later second date",
    ),
    ("wd-ou-04", "OU=UK,OU=Users,DC=contoso,DC=com", "the key UK does match"),
    ("wd-random-03", "D6789", "the first four digits in a row are 6789"),
    (
        "wd-sam-01",
        "MGonzalez-Lopez",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    (
        "sf-email-01",
        "John.Smith@contoso.com",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    (
        "sf-email-02",
        "John.M.Smith@contoso.com",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    (
        "sf-email-03",
        "Sarah.Wilson_ext@ltts.com",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    (
        "sf-email-07",
        "Mike.Brown@contoso.com",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    (
        "sf-expires-01",
        "134117171990000000",
        "the printed number is not the Active Directory time of the date in the expression",
    ),
    (
        "sf-expires-03",
        "141703955990000000",
        "the printed number is not the Active Directory time of the date in the expression",
    ),
    (
        "sf-expires-04",
        "134117171990000000",
        "the printed number is not the Active Directory time of the date in the expression",
    ),
    (
        "sf-expires-05",
        "133998047990000000",
        "the printed number is not the Active Directory time of the date in the expression",
    ),
    (
        "sf-expires-06",
        "134037791990000000",
        "the printed number is not the Active Directory time of the date in the expression",
    ),
    (
        "sf-expires-07",
        "157469327990000000",
        "the printed number is not the Active Directory time of the date in the expression",
    ),
    (
        "sf-expires-08",
        "133997903990000000",
        "the printed number is not the Active Directory time of the date in the expression",
    ),
    ("sf-name-02", "Smith", "Coalesce skips null, says the reference; an empty text is not null"),
    (
        "sf-sam-01",
        "JGarcia-Lopez",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    ("sf-sam-02", "CAnderson", "the guide prints lower case, and the expression has no ToLower"),
    ("sf-sam-03", "ChAnderson", "the guide prints lower case, and the expression has no ToLower"),
    ("sf-sam-04", "ChrAnderson", "the guide prints lower case, and the expression has no ToLower"),
    (
        "sf-sam-05",
        "MRodriguez-Santos",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    ("sf-sam-06", "john.smith", "full stops go only at the end of the text"),
    (
        "sf-proxy-04",
        "SMTP:Trinidad.Williams@contoso.com",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    (
        "sf-proxy-05",
        "SMTP:R.Thompson@fabrikam.com",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    (
        "sf-proxy-06",
        "SMTP:David.Jones@contoso.com",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    (
        "sf-phone-03",
        "000-000-0000",
        "as published; the reference lists it as unsupported, which a warning says",
    ),
    (
        "sf-locemail-01",
        "RajPatel@fabrikam.com",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    (
        "sf-locemail-02",
        "JanvanderBerg@contoso.com",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    (
        "sf-locemail-03",
        "KlausMuller@fabrikam.com",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    (
        "sf-upn-01",
        "Anna.Johnson@fabrikam.com",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    (
        "sf-apos-01",
        "MaryAnn.OConnor@contoso.com",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    (
        "sf-sip-01",
        "sip:David.Wilson@contoso.com",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    (
        "sf-sip-02",
        "sip:MariaJose.Gonzalez-Perez@contoso.com",
        "the guide prints lower case, and the expression has no ToLower",
    ),
    (
        "sf-wb-01",
        "user@company.com",
        "the guide reads the sign of DateDiff the wrong way round; Entra's reference has it positive for a later second date",
    ),
    (
        "sf-wb-02",
        "ignored",
        "the guide reads the sign of DateDiff the wrong way round; Entra's reference has it positive for a later second date",
    ),
    (
        "sf-wb-04",
        "ignored",
        "the guide reads the sign of DateDiff the wrong way round; Entra's reference has it positive for a later second date",
    ),
    (
        "com-softdeleted-03",
        "null",
        "keys are case-sensitive, so nothing matches; the vendor withdrew the mapping for that",
    ),
    (
        "com-docker-02",
        "error expression.switch_default",
        "the default is missing and the number of slots odd; we refuse it with a fix",
    ),
    (
        "com-upn-01",
        "Peter@world.local",
        "as published; letter case stays, which the page shows in small letters",
    ),
    ("com-nonodename-01", "null", "the rest of the number stays in the text, so no key matches"),
    ("com-digits-01", "2", "as published; what is no digit goes"),
    ("com-digits-02", "", "as published; what is no digit goes"),
    (
        "rw-eager-02",
        "",
        "a blog reports that a branch which is not taken is evaluated, too; Microsoft's own default mappings need the opposite, so it is computed as written, with a remark",
    ),
    (
        "rw-eager-10",
        "ignored",
        "as published; what FormatDateTime gives of nothing is reported from practice, not documented",
    ),
];
