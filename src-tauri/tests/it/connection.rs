//! The commands of the connection step.

use serde_json::{Value, json};

use crate::support::Program;

fn ok(answer: Result<Value, Value>) -> Value {
    answer.unwrap_or_else(|finding| panic!("the command was refused: {finding:#}"))
}

#[test]
fn what_entra_says_is_explained_before_a_vendor_is_chosen() {
    let program = Program::start();
    let pasted = "You appear to have entered invalid credentials.\r\n\
                  Error code: SystemForCrossDomainIdentityManagementCredentialValidationFailure";
    let found = ok(program.call("explain_entra", json!({ "text": pasted })));
    let names: Vec<&Value> =
        found.as_array().into_iter().flatten().map(|found| &found["name"]).collect();
    assert!(names.contains(&&json!("CredentialValidationFailure")), "{names:?}");
    for text in ["", "no words of Entra's"] {
        let found = ok(program.call("explain_entra", json!({ "text": text })));
        assert_eq!(found, json!([]), "nothing is known of {text:?}");
    }
}
