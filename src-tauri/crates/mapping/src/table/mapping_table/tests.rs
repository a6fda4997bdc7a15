use super::*;

fn set() -> MappingSet {
    let profile = vec![
        Mapping::direct("userPrincipalName", "userName").matched(1),
        Mapping::direct("mail", "emails[type eq \"work\"].value"),
    ];
    MappingSet::new(profile, Rules::default(), "Nordwind")
}

fn shape(set: &MappingSet) -> Vec<(u32, &str, Origin)> {
    let rows = set.rows().iter();
    rows.map(|row| (row.id, row.mapping.source.text(), set.origin(row))).collect()
}

#[test]
fn edits_keep_ids_and_can_be_undone() {
    let mut set = set();
    set.change(2, Mapping::direct("otherMails", "emails[type eq \"work\"].value")).unwrap();
    let added = set.add(Mapping::direct("jobTitle", "title"));
    set.remove(1).unwrap();
    assert_eq!(
        shape(&set),
        [(2, "otherMails", Origin::Edited), (added, "jobTitle", Origin::Added)],
        "rows keep their ids"
    );
    assert_eq!(
        set.last_change(),
        Some(&Change::Removed { target: "userName".into() }),
        "the last change is named"
    );
    for _ in 0..3 {
        assert!(set.undo(), "three changes can be taken back");
    }
    assert!(!set.undo() && !set.changed(), "then the profile is there again");
    for _ in 0..3 {
        assert!(set.redo(), "and made again");
    }
    assert_eq!(shape(&set).len(), 2, "as they were");
    set.reset();
    assert_eq!(
        shape(&set),
        [(1, "userPrincipalName", Origin::Profile), (2, "mail", Origin::Profile)],
        "reset brings the profile back"
    );
    assert!(set.undo(), "a reset can be undone");
    let another = set.add(Mapping::direct("city", "nickName"));
    assert!(another > added, "ids are never used twice");
    assert!(!set.can_redo(), "a new change ends the redo");
    assert_eq!(set.change(99, Mapping::direct("a", "b")), Err(UnknownRow { id: 99 }), "unknown");
}

#[test]
fn changing_back_is_no_change() {
    let mut set = set();
    let original = set.rows()[0].mapping.clone();
    set.change(1, original).unwrap();
    assert_eq!(set.last_change(), None, "an equal mapping is no step");
}

#[test]
fn opened_mappings_keep_their_tie_to_the_profile() {
    let mut set = set();
    assert!(set.before_last_change().is_none(), "nothing has changed");
    set.open(
        "schema.json",
        [
            Mapping::direct("jobTitle", "title"),
            Mapping::direct("mail", "emails[type eq \"work\"].value"),
            Mapping::direct("objectId", "userName").matched(1),
        ],
    );
    assert_eq!(
        shape(&set),
        [
            (3, "jobTitle", Origin::Added),
            (4, "mail", Origin::Profile),
            (5, "objectId", Origin::Edited)
        ],
        "by their targets, under ids of their own"
    );
    let before = set.before_last_change().unwrap();
    assert_eq!(before.mappings(), set.profile(), "the table before");
    assert_eq!(set.as_profile().mappings(), set.profile(), "the profile's own");
    assert!(set.undo() && !set.changed(), "one step back");
}

#[test]
fn rows_survive_saving() {
    let mut before = set();
    assert_eq!(before.saved(), None, "the profile need not be saved");
    let id = before.add(Mapping::direct("jobTitle", "title"));
    let json = serde_json::to_string(&before.saved()).unwrap();
    let saved: Option<SavedRows> = serde_json::from_str(&json).unwrap();
    let mut after = set().with_saved(saved.unwrap());
    assert_eq!(shape(&after), shape(&before), "the same rows");
    assert!(after.add(Mapping::direct("city", "nickName")) > id, "and fresh ids");
}
