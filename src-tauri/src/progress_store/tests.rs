use serde_json::json;

use super::*;

fn content(position: &str) -> Map<String, Value> {
    let Value::Object(map) = json!({ "version": 1, "position": position }) else { unreachable!() };
    map
}

fn codes(store: &ProgressStore) -> Vec<String> {
    store.notices().into_iter().map(|notice| notice.code).collect()
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn older_change_does_not_overwrite_a_later_one() {
    let folder = tempfile::tempdir().unwrap();
    let (store, nothing) = ProgressStore::open(folder.path().to_owned());
    assert!(nothing.is_none(), "the first run");
    store.write(2, content("token"));
    store.write(1, content("vendor"));
    let (_, restored) = ProgressStore::open(folder.path().to_owned());
    let text = std::fs::read_to_string(folder.path().join("progress.json")).unwrap();
    assert!(restored.is_some() && text.contains("token"), "{text}");
}

#[test]
fn folder_that_cannot_be_written_is_said_until_it_can() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("here");
    // A file in the folder's place: refused to everybody, also to root.
    std::fs::write(&place, "in the way").unwrap();
    let (store, _) = ProgressStore::open(place.clone());
    store.write(1, content("vendor"));
    assert!(codes(&store).contains(&"progress.not_saved".to_owned()), "{:?}", codes(&store));
    assert_eq!(store.saved_at(), None, "nothing is called saved");
    std::fs::remove_file(&place).unwrap();
    store.write(2, content("vendor"));
    assert!(!codes(&store).contains(&"progress.not_saved".to_owned()), "{:?}", codes(&store));
    assert!(store.saved_at().is_some(), "now it is");
}

#[test]
fn file_that_is_not_understood_is_set_aside_ten_times() {
    let folder = tempfile::tempdir().unwrap();
    for run in 1..=13 {
        std::fs::write(folder.path().join("progress.json"), format!("damaged {run}")).unwrap();
        let (store, restored) = ProgressStore::open(folder.path().to_owned());
        assert!(restored.is_none());
        assert_eq!(codes(&store), ["progress.not_read"]);
        let name = format!("progress.not-understood-{run}.json");
        assert!(store.notices()[0].explanation.contains(&name), "it says where it lies");
        let kept = std::fs::read_to_string(folder.path().join(name)).unwrap();
        assert_eq!(kept, format!("damaged {run}"), "none takes another's place");
    }
    let kept = files(folder.path()).iter().filter(|name| name.contains("understood")).count();
    assert_eq!(kept, 10, "{:?}", files(folder.path()));
}

#[test]
fn partly_understood_file_is_kept_beside_and_its_fields_named() {
    let folder = tempfile::tempdir().unwrap();
    let text = r#"{"version":1,"position":"aNewerStep","vendor":null}"#;
    std::fs::write(folder.path().join("progress.json"), text).unwrap();
    let (store, restored) = ProgressStore::open(folder.path().to_owned());
    assert!(restored.is_some());
    assert_eq!(codes(&store), ["progress.partly_read"]);
    assert!(store.notices()[0].explanation.contains("position"), "{:?}", store.notices());
    assert!(files(folder.path()).contains(&"progress.not-understood-1.json".to_owned()));
}

#[test]
fn what_is_no_regular_file_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("progress.json")).unwrap();
    let (store, restored) = ProgressStore::open(folder.path().to_owned());
    assert!(restored.is_none());
    assert_eq!(codes(&store), ["progress.unreadable"]);
}

#[cfg(unix)]
#[test]
fn pipe_and_endless_device_are_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("progress.json");
    let made = std::process::Command::new("mkfifo").arg(&path).status().unwrap();
    assert!(made.success());
    let (store, _) = ProgressStore::open(folder.path().to_owned());
    assert_eq!(codes(&store), ["progress.unreadable"], "a pipe that nobody writes to");
    std::fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
    let (store, _) = ProgressStore::open(folder.path().to_owned());
    assert_eq!(codes(&store), ["progress.unreadable"], "a device without an end");
}

#[test]
fn temporary_files_of_killed_runs_are_removed_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    for name in [".footbridge-x1y2z3", "notes.txt", ".other"] {
        std::fs::write(folder.path().join(name), "x").unwrap();
    }
    drop(ProgressStore::open(folder.path().to_owned()));
    assert_eq!(files(folder.path()), [".other", "notes.txt"]);
}

#[test]
fn closed_store_writes_nothing_into_the_next_runs_file() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = ProgressStore::open(folder.path().to_owned());
    store.write(1, content("token"));
    store.close();
    store.write(2, content("vendor"));
    let text = std::fs::read_to_string(folder.path().join("progress.json")).unwrap();
    assert!(text.contains("token"), "{text}");
}

#[test]
fn byte_order_mark_does_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    let text = "\u{feff}{\"version\":1,\"position\":\"vendor\"}";
    std::fs::write(folder.path().join("progress.json"), text).unwrap();
    let (store, restored) = ProgressStore::open(folder.path().to_owned());
    assert!(restored.is_some() && codes(&store).is_empty(), "{:?}", codes(&store));
}

#[test]
fn file_that_is_no_text_is_set_aside_too() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("progress.json"), [0xff, 0xfe, 0x00, 0xd8]).unwrap();
    let (store, restored) = ProgressStore::open(folder.path().to_owned());
    assert!(restored.is_none());
    assert_eq!(codes(&store), ["progress.not_read"]);
    assert!(files(folder.path()).contains(&"progress.not-understood-1.json".to_owned()));
}
