//! The JSON Schema beside the profiles is the one that the reader walks.

use footbridge_vendor::json_schema;

#[test]
fn the_schema_beside_the_profiles_is_current() {
    let written = include_str!("../../profiles/profile.schema.json");
    let generated = serde_json::to_string_pretty(&json_schema()).unwrap();
    assert!(
        written.trim_end() == generated,
        "profiles/profile.schema.json is stale. In the crate's folder run: \
         cargo run -p footbridge-vendor --example profile_schema > profiles/profile.schema.json"
    );
}
