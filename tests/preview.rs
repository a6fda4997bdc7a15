//! The mapping step in the real window: the requests for a person, Entra's schema, the organisation
//! as a file, and the look of it with directories of every size and kind.

use std::path::Path;

use footbridge_tests::{Directory, Window, data, write_people};
use serde_json::Value;

/// Opens the mapping step of a vendor with a file.
async fn at_mapping(vendor: &str, users: &Path) -> Window {
    let window = Window::open_for(vendor, users, &[]).await;
    window.step("Mapping").await;
    window.sees("Drop your users file here").await;
    window.click("Choose a file…").await;
    window.sees("recognised").await;
    window.misses("One moment").await;
    window
}

fn saved(window: &Window, name: &str) -> String {
    let path = window.saved().join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[tokio::test]
async fn what_will_be_sent_is_seen_and_copied() {
    let window = at_mapping("Secure Practice", &data("entra-download-users.csv")).await;
    window.click("Not now").await;
    window.click("Edit mappings").await;
    window.click("Requests").await;
    window.sees("Create the person").await;
    window.sees("https://api.securepractice.co/scim/v2/Users?filter=userName+eq+").await;
    window.scroll_to("article").await;
    window.look_all_round("requests-created").await;
    window.click("Copy all as JSON").await;
    window.select("What happens", "disabled").await;
    window.sees("\"value\": \"False\"").await;
    window.click("With aadOptscim062020").await;
    window.sees("\"value\": false").await;
    window.select("What happens", "changed").await;
    window.sees("Nothing is sent").await;
    window.select("Change an attribute…", "department").await;
    window.sees("was ").await;
    // The value is chosen, so that typing replaces it.
    window.press("Somewhere else").await;
    window.sees("Somewhere else\"").await;
    window.scroll_to("fieldset").await;
    window.look_all_round("requests-changed").await;
    window.select("What happens", "hardDeleted").await;
    window.sees("DELETE").await;
}

#[tokio::test]
async fn a_schema_is_opened_compared_and_saved() {
    let window = at_mapping("Secure Practice", &data("entra-download-users.csv")).await;
    window.click("Entra’s schema").await;
    window.sees("Review your schema here").await;
    window.look_all_round("schema-empty").await;
    window.click("Show its mappings here instead…").await;
    window.sees("entra-schema.json: 7 mappings").await;
    window.sees("There is nothing to paste").await;
    window.click("What changed").await;
    window.sees("For everybody").await;
    window.look_all_round("changes").await;
    window.click("Entra’s schema").await;
    window.click("Use the vendor’s mappings").await;
    window.sees("Pasting it back changes").await;
    window.click("Close schema").await;
    window.click("Open a schema JSON…").await;
    window.sees("ready to be pasted back. Your table is as it was").await;
    window.sees("Pasting it back changes").await;
    window.look_all_round("schema").await;
    window.click("Save the finished JSON…").await;
    window.sees("-schema.json saved").await;
    let written: Value =
        serde_json::from_str(&saved(&window, "Footbridge-Secure-Practice-schema.json"))
            .expect("the schema is JSON");
    let original = std::fs::read_to_string(data("entra-schema.json")).expect("the export is there");
    let original: Value = serde_json::from_str(&original).expect("the export is JSON");
    assert_eq!(written["id"], original["id"], "the rest of the schema is kept");
    assert_ne!(written, original, "the mappings are the vendor's");
}

#[tokio::test]
async fn the_organisation_leads_to_its_people_and_is_saved() {
    let window = at_mapping("Secure Practice", &data("entra-download-users.csv")).await;
    window.click("Use these").await;
    window.misses("holds a chain").await;
    window.sees("Fjordkraft 11").await;
    window.click("Fjordkraft, 11 people").await;
    window.sees("11 of ").await;
    window.sees("In Fjordkraft").await;
    window.click("Save the tree as CSV").await;
    window.sees("organisation.csv saved").await;
    let csv = saved(&window, "Footbridge-Secure-Practice-organisation.csv");
    assert!(csv.contains("organization,division,department,people"), "{csv}");
    window.click("Save the tree as SVG").await;
    window.sees("organisation.svg saved").await;
    let svg = saved(&window, "Footbridge-Secure-Practice-organisation.svg");
    assert!(svg.contains("Fjordkraft: 11"), "each unit has its number: {svg}");
}

#[tokio::test]
async fn directories_of_every_size_and_kind_are_shown_well() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, directory, count) in [
        ("nobody", Directory::Usual, 0),
        ("one", Directory::Usual, 1),
        ("ten", Directory::Usual, 10),
        ("thousands", Directory::Usual, 4000),
        ("long-names", Directory::LongNames, 60),
        ("right-to-left", Directory::RightToLeft, 60),
        ("no-organisation", Directory::NoOrganisation, 60),
    ] {
        let file = folder.path().join(format!("{name}.csv"));
        write_people(&file, directory, count);
        let window = at_mapping("Secure Practice", &file).await;
        if window.text().await.contains("Use these") {
            window.click("Use these").await;
            window.misses("holds a chain").await;
        }
        window.sees(if count == 1 { "1 person" } else { "people" }).await;
        window.look_all_round(name).await;
    }
}

#[tokio::test]
async fn the_groups_that_would_arise_and_a_looming_quarantine_are_shown_well() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("without-mail.csv");
    write_people(&file, Directory::WithoutMail, 9000);
    let window = at_mapping("Keepnet", &file).await;
    window.sees("Too many would fail").await;
    window.look_all_round("quarantine").await;
    // On a narrow window the groups are on a tab of their own.
    window.click("Norway 1,804 people").await;
    window.sees("1,804 of 9,000 people").await;
    window.scroll_to("ul[aria-label=Groups]").await;
    window.look("groups").await;
    window.theme("dark").await;
    window.resize(800, 860).await;
    window.look("groups-narrow-dark").await;
}

#[tokio::test]
async fn many_people_are_shown_while_they_are_read_and_reading_stops_when_it_is_told_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("many.csv");
    write_people(&file, Directory::Usual, 500_000);
    let window = Window::open_for("Secure Practice", &file, &[]).await;
    window.step("Mapping").await;
    window.click("Choose a file…").await;
    window.sees("so far").await;
    window.sees("The first people").await;
    window.picture("many-reading");
    window.click("Cancel").await;
    window.sees("Drop your users file here").await;

    write_people(&file, Directory::Usual, 50_000);
    window.click("Choose a file…").await;
    window.sees("50,000 people").await;
    window.sees("holds a chain").await;
    window.look("many").await;
    window.click("People").await;
    window.scroll_list_to_end().await;
    window.sees("person49999").await;
    window.look("many-end").await;
}

#[tokio::test]
async fn several_exports_are_read_together_and_values_lead_to_their_people() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, rows: &str| {
        let path = folder.path().join(name);
        let text = format!("userPrincipalName,displayName,jobTitle\n{rows}");
        std::fs::write(&path, text).expect("it is written");
        path
    };
    let files = [
        write("users-1.csv", "a@n.example,Ann,Pilot\nb@n.example,Bo,Cook\n"),
        write("users-2.csv", "b@n.example,Bo,Cook\nc@n.example\nd@n.example,Dag,Pilot\n"),
    ];
    let both = std::env::join_paths(&files).expect("no colon is in their names");
    let window = Window::open_for("Secure Practice", Path::new(&both), &[]).await;
    window.step("Mapping").await;
    window.click("Choose a file…").await;
    window.sees("users-1.csv and 1 more").await;
    window.sees("3 people").await;
    window.click("1 row skipped").await;
    window.sees("People in more than one file").await;
    window.click("Every row that was left out").await;
    window.sees("Too few values: 1 of 3 columns").await;
    window.look_all_round("several-files").await;
    window.click("1 row skipped").await;
    window.click("Edit mappings").await;
    window.click("Values of title").await;
    window.click("Pilot, 2 people").await;
    window.sees("2 of 3 people").await;
    window.look_all_round("frequent-value").await;
    window.activate("Give up: title is “Pilot”").await;
    window.misses("2 of 3 people").await;
}

#[tokio::test]
async fn an_export_says_what_it_lacks_and_how_to_export_it() {
    let window = at_mapping("Secure Practice", &data("exports/04-get-mguser-export-csv.csv")).await;
    window.sees("attributes not exported").await;
    window.click("attributes not exported").await;
    window.sees("Not exported: cannot be checked").await;
    window.sees("Get-MgUser -All -Property id,userPrincipalName").await;
    window.look_all_round("export-lacking").await;
    window.click("Everybody is provisioned").await;
    window.sees("at most 4 accounts").await;
    window.look_all_round("export-at-most").await;
    window.click("columns recognised").await;
    window.sees("PowerShell wrote a type into").await;
    window.look_all_round("export-type-names").await;
}

#[tokio::test]
async fn a_file_in_which_nobody_is_named_asks_for_the_column_and_proposes_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("people.csv");
    let rows = "Team,Login,Departement,Konto deaktiviert,Shoe size\n\
        Red,anna@n.example,Sales > North,nein,41\nBlue,bo@n.example,Sales > South,ja,42\n";
    std::fs::write(&file, rows).expect("it is written");
    let window = Window::open_for("Secure Practice", &file, &[]).await;
    window.step("Mapping").await;
    window.click("Choose a file…").await;
    window.sees("Which column is it that names the people?").await;
    window.sees("anna@n.example").await;
    window.scroll_to("form").await;
    window.look_all_round("export-nobody-named").await;
    window.click("Read the people by this column").await;
    window.click("columns recognised").await;
    window.sees("Columns that were not used").await;
    window.sees("Use as opposite of accountEnabled").await;
    window.look_all_round("export-unused").await;
    window.activate("Use as opposite of accountEnabled: Konto deaktiviert").await;
    window.activate("Use as department: Departement").await;
    window.misses("Use as department").await;
    window.click("Everybody is provisioned").await;
    window.sees("Entra would create 1 account:").await;
}

#[tokio::test]
async fn other_files_and_other_sheets_are_told_for_what_they_are() {
    let log = data("exports/12-provisioning-logs.json");
    let window = Window::open_for("Secure Practice", &log, &[]).await;
    window.step("Mapping").await;
    window.click("Choose a file…").await;
    window.sees("This is a provisioning log").await;
    window.sees("Download users").await;
    window.look_all_round("export-log").await;
    drop(window);
    let workbook = data("exports/21-xlsx-title-rows-second-sheet.xlsx");
    let window = at_mapping("Secure Practice", &workbook).await;
    window.click("columns recognised").await;
    window.sees("The people are on the sheet").await;
    window.sees("The names of the columns are in row").await;
    window.look_all_round("export-workbook").await;
}
