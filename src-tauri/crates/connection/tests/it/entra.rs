//! Every row of what Entra is known to say leads to its explanation.

use footbridge_connection::explain_entra;
use footbridge_finding::Language;

const PREFIX: &str = "SystemForCrossDomainIdentityManagement";

#[test]
fn every_known_text_is_found_first() {
    let unexpected = "We received this unexpected response from your application: Received response from Web resource. Resource: https://h.example/scim/Users?filter=userName+eq+%22x%22 Operation: GET Response Status Code: ";
    let with = |status: &str| format!("{unexpected}{status} Response Headers: Response Content:");
    let own = |code: &str| format!("{PREFIX}{code}");
    let text = str::to_owned;
    let cases: Vec<(String, &str)> = vec![
        // The test of the connection.
        (
            text(
                "You appear to have entered invalid credentials. Please confirm you are using the correct information for an administrative account.",
            ),
            "You appear to have entered invalid credentials",
        ),
        (text("InvalidCredentials"), "InvalidCredentials"),
        (own("CredentialValidationUnavailable"), "CredentialValidationUnavailable"),
        (
            text(
                "We are not able to connect to your application while attempting to validate our authorization",
            ),
            "CredentialValidationUnavailable",
        ),
        (own("CredentialValidationFailure"), "CredentialValidationFailure"),
        (
            text("Please provide a valid tenant URL for your application."),
            "InvalidCredentials: please provide a valid tenant URL",
        ),
        (
            text(
                "An HTTP/404 Not Found response was returned rather than the expected HTTP/200 OK response",
            ),
            "ServiceIncompatible: HTTP/404 Not Found",
        ),
        (own("ServiceIncompatible"), "ServiceIncompatible"),
        (own("ServiceIncompatibleFiltering"), "ServiceIncompatibleFiltering"),
        (own("BadRequest"), "BadRequest"),
        (own("MultipleEntriesInResponse"), "MultipleEntriesInResponse"),
        (text("401"), "401 Unauthorized"),
        (text("HTTP 403"), "403 Forbidden"),
        (text("404"), "ServiceIncompatible: HTTP/404 Not Found"),
        (text("https://h.example/scim/scim/Users"), "ServiceIncompatible: HTTP/404 Not Found"),
        (text("429"), "429 TooManyRequests"),
        (text("500"), "500 InternalServerError"),
        (text("503"), "500 InternalServerError"),
        (text("501"), "501 NotImplemented"),
        (
            text("An error occurred while sending the request"),
            "Unable to connect to the remote server",
        ),
        (text("Unable to connect to remote server"), "Unable to connect to the remote server"),
        (
            text("Could not establish trust relationship for the SSL/TLS secure channel"),
            "Unable to connect to the remote server",
        ),
        (
            text("The remote name could not be resolved: 'h.invalid'"),
            "The remote name could not be resolved",
        ),
        (text("302"), "301, 302, 307, 308: redirect"),
        (
            text("Supported CredentialLocationInRequest is required"),
            "Supported CredentialLocationInRequest is required",
        ),
        (text("Oauth2AccessToken"), "Oauth2AccessToken"),
        (text("credentials exceed the storage limit"), "Storage limit of the credentials"),
        (text("POST /validateCredentials"), "validateCredentials"),
        (text("code: UnknownError"), "UnknownError"),
        (
            text("Impossible to search on a mono valued attribute"),
            "Impossible to search on a mono valued attribute",
        ),
        (text("invalidFilter"), "BadRequest"),
        (with("Forbidden"), "403 Forbidden"),
        (with(""), "CredentialValidationUnavailable"),
        // The provisioning logs.
        (text("Conflict"), "Conflict, EntryConflict"),
        (text("EntryConflict"), "Conflict, EntryConflict"),
        (text("TooManyRequests"), "429 TooManyRequests"),
        (text("InternalServerError"), "500 InternalServerError"),
        (text("InsufficientRights"), "InsufficientRights, NotPermitted"),
        (text("NotPermitted"), "InsufficientRights, NotPermitted"),
        (text("MethodNotAllowed"), "405 MethodNotAllowed"),
        (text("Unauthorized"), "401 Unauthorized"),
        (text("UnprocessableEntity"), "UnprocessableEntity, UnprocessableEntry"),
        (text("WebExceptionProtocolError"), "WebExceptionProtocolError"),
        (text("InvalidAnchor"), "InvalidAnchor"),
        (text("NotImplemented"), "501 NotImplemented"),
        (text("MandatoryFieldsMissing"), "MandatoryFieldsMissing, MissingValues"),
        (text("MissingValues"), "MandatoryFieldsMissing, MissingValues"),
        (text("SchemaAttributeNotFound"), "SchemaAttributeNotFound"),
        (text("InternalError"), "InternalError"),
        (text("InvalidDomain"), "InvalidDomain"),
        (text("Timeout"), "Timeout"),
        (text("LicenseLimitExceeded"), "LicenseLimitExceeded"),
        (text("DuplicateTargetEntries"), "DuplicateTargetEntries"),
        (text("DuplicateSourceEntries"), "DuplicateSourceEntries"),
        (text("ImportSkipped"), "ImportSkipped"),
        (text("EntrySynchronizationSkipped"), "EntrySynchronizationSkipped"),
        (text("SchemaPropertyCanOnlyAcceptValue"), "SchemaPropertyCanOnlyAcceptValue"),
        (text("NotEffectivelyEntitled"), "NotEffectivelyEntitled"),
        (text("\u{201c}Get started\u{201d} is grayed out"), "\"Get started\" cannot be clicked"),
        (text("Test connection works but I cannot save"), "The test passes and saving fails"),
        (text("HTTP/402"), "402 PaymentRequired"),
        (text("RedundantExport"), "EntrySynchronizationSkipped"),
        (
            text("Attribute 'manager' must be a complex object, got string."),
            "Attribute 'manager' must be a complex object",
        ),
        (
            text(
                "We are not able to deserialize the resource received from your SCIM endpoint because your SCIM endpoint is not fully compatible with the Azure Active Directory SCIM client",
            ),
            "Unable to deserialize the resource",
        ),
        (text("scimType: noTarget"), "noTarget, invalidPath"),
        (text("invalidPath"), "noTarget, invalidPath"),
        (text("group emptied after one removal"), "A group loses all its members"),
        (text("expected boolean, got \"False\""), "true and false as text"),
        (
            text("PATCH with \"name.givenName\" is ignored"),
            "Changes such as name.givenName are ignored",
        ),
        (
            text("emails: Required attribute 'emails' is missing"),
            "MandatoryFieldsMissing, MissingValues",
        ),
        (
            text(
                "A property of an entry was not exported, because exporting the property is not supported for this operation: Add",
            ),
            "A property of an entry was not exported",
        ),
        (text("409 on every cycle"), "Conflict, EntryConflict"),
        (text("disabled user stays active"), "A switched-off person stays active"),
        (text("attribute is never cleared"), "An emptied attribute keeps its value"),
        (text("AppRoleAssignmentsComplex"), "Roles arrive as JSON inside a text"),
        (text("ada_example.com#EXT#@contoso"), "Mappings do not apply to guests"),
        (text("nothing happens"), "Nothing happens"),
        // Quarantine.
        (text("EncounteredQuarantineException"), "EncounteredQuarantineException"),
        (text("EncounteredBaseEscrowThreshold"), "Encountered…EscrowThreshold"),
        (text("EncounteredEscrowProportionThreshold"), "Encountered…EscrowThreshold"),
        (text("EncounteredTotalEscrowThreshold"), "Encountered…EscrowThreshold"),
        (text("TooManyDeletes"), "TooManyDeletes"),
        (text("QuarantinedOnDemand"), "QuarantinedOnDemand"),
        (text("IngestionInterrupted"), "IngestionInterrupted"),
        (text("Quarantine reason: Unknown"), "Unknown"),
        // Microsoft Graph.
        (
            text(
                "No HTTP resource was found that matches the request URI 'https://x.syncfabric.windowsazure.com'",
            ),
            "No HTTP resource was found that matches the request URI",
        ),
        (text("Requested value 'ClientId' was not found"), "Requested value was not found"),
        (text("400 from provisionOnDemand"), "provisionOnDemand"),
        (text("409 on objectConnections"), "objectConnections"),
        (text("404 after instantiate"), "404 after the application was created"),
        // Licences, logs, known limits.
        (text("needs a P1 or P2 licence"), "Licences P1 and P2"),
        (text("logs kept 7 days"), "Provisioning logs are gone"),
        (text("on-demand fails"), "Provision on demand does not work"),
        (text("nested groups"), "Members of inner groups are missing"),
        (text("special characters in the name"), "BadRequest"),
        (text("userType as a source"), "userType, samAccountName"),
    ];
    let mut missed = Vec::new();
    for (pasted, expected) in cases {
        let found = explain_entra(&pasted, &Language::ENGLISH);
        let first = found.first().map_or("nothing", |found| found.name.as_str());
        if first != expected {
            missed.push(format!("{pasted:?}: {expected:?} expected, {first:?} found"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn the_status_inside_a_whole_message_is_found_too() {
    for (status, expected) in [
        ("Forbidden", "403 Forbidden"),
        ("NotFound", "ServiceIncompatible: HTTP/404 Not Found"),
        ("InternalServerError", "500 InternalServerError"),
        ("Unauthorized", "401 Unauthorized"),
        ("BadRequest", "BadRequest"),
    ] {
        let text = format!(
            "We received this unexpected response from your application: Response Status Code: {status}"
        );
        let found = explain_entra(&text, &Language::ENGLISH);
        let first = found.first().map(|found| found.name.as_str());
        assert_eq!(first, Some(expected), "{status}: the most specific is the first");
    }
}
