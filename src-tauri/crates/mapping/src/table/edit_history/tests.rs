//! Edits, undo and redo, and what is saved of them.

use super::*;
use crate::table::mapping_table::Origin;
use crate::table::rules::Rules;

fn history() -> EditHistory {
    let profile = vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("mail", "emails[type eq \"work\"].value"),
    ];
    EditHistory::new(MappingTable::new(profile, Rules::default(), "Nordwind"))
}

fn shape(history: &EditHistory) -> Vec<(u32, &str, Origin)> {
    let table = history.table();
    let rows = table.rows().iter();
    rows.map(|row| (row.id, row.mapping.source.text(), table.origin(row))).collect()
}

#[test]
fn edits_keep_ids_and_can_be_undone() {
    let mut history = history();
    history.change(2, Mapping::direct("otherMails", "emails[type eq \"work\"].value")).unwrap();
    let added = history.add(Mapping::direct("jobTitle", "title"));
    history.remove(1).unwrap();
    assert_eq!(
        shape(&history),
        [(2, "otherMails", Origin::Edited), (added, "jobTitle", Origin::Added)],
        "rows keep their ids"
    );
    assert_eq!(
        history.last_change(),
        Some(&Change::Removed { target: "userName".into() }),
        "the last change is named"
    );
    for _ in 0..3 {
        assert!(history.undo(), "three changes can be taken back");
    }
    assert!(!history.undo() && !history.table().changed(), "then the profile is there again");
    for _ in 0..3 {
        assert!(history.redo(), "and made again");
    }
    assert_eq!(shape(&history).len(), 2, "as they were");
    history.reset();
    assert_eq!(
        shape(&history),
        [(1, "userPrincipalName", Origin::Profile), (2, "mail", Origin::Profile)],
        "reset brings the profile back"
    );
    assert!(history.undo(), "a reset can be undone");
    let another = history.add(Mapping::direct("city", "nickName"));
    assert!(another > added, "ids are never used twice");
    assert!(!history.can_redo(), "a new change ends the redo");
    assert_eq!(
        history.change(99, Mapping::direct("a", "b")),
        Err(UnknownRow { id: 99 }),
        "unknown"
    );
}

#[test]
fn changing_back_is_no_change() {
    let mut history = history();
    let original = history.table().rows()[0].mapping.clone();
    history.change(1, original).unwrap();
    assert_eq!(history.last_change(), None, "an equal mapping is no step");
}

#[test]
fn opened_mappings_keep_their_tie_to_the_profile() {
    let mut history = history();
    assert!(history.before_last_change().is_none(), "nothing has changed");
    history.open(
        "schema.json",
        [
            Mapping::direct("jobTitle", "title"),
            Mapping::direct("mail", "emails[type eq \"work\"].value"),
            Mapping::direct("objectId", "userName").matched(1),
        ],
    );
    assert_eq!(
        shape(&history),
        [
            (3, "jobTitle", Origin::Added),
            (4, "mail", Origin::Profile),
            (5, "objectId", Origin::Edited)
        ],
        "by their targets, under ids of their own"
    );
    let before = history.before_last_change().unwrap();
    assert_eq!(before.mappings(), history.table().profile(), "the table before");
    assert_eq!(
        history.table().as_profile().mappings(),
        history.table().profile(),
        "the profile's own"
    );
    assert!(history.undo() && !history.table().changed(), "one step back");
}

#[test]
fn rows_survive_saving() {
    let mut before = history();
    assert_eq!(before.table().saved(), None, "the profile need not be saved");
    let id = before.add(Mapping::direct("jobTitle", "title"));
    let json = serde_json::to_string(&before.table().saved()).unwrap();
    let saved: Option<SavedRows> = serde_json::from_str(&json).unwrap();
    let mut after = history().with_saved(saved.unwrap());
    assert_eq!(shape(&after), shape(&before), "the same rows");
    assert!(after.add(Mapping::direct("city", "nickName")) > id, "and fresh ids");
}

#[test]
fn clone_of_the_table_shares_its_rows_until_one_is_edited() {
    let mut history = history();
    let before = history.table().clone();
    assert!(
        Arc::ptr_eq(&before.shared_rows(), &history.table().shared_rows()),
        "nothing is copied"
    );
    let id = history.add(Mapping::direct("jobTitle", "title"));
    assert_eq!((before.rows().len(), history.table().rows().len()), (2, 3), "each has its own");
    assert!(history.undo(), "a step back");
    assert!(
        Arc::ptr_eq(&before.shared_rows(), &history.table().shared_rows()),
        "what is undone was kept, not copied"
    );
    assert_eq!(history.remove(id), Err(UnknownRow { id }), "the row is gone");
    assert!(history.can_redo(), "and what fails is no step");
}
