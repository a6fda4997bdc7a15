//! What a proof may have created, written down before each further request, so that whatever ends
//! the program, the next start can delete what was left.
//!
//! One file a proof, with one JSON object a line: a line counts once it has its end, and is on the
//! disk before the request that follows. No secret is in it: an id or a name that holds one is left
//! out. While the proof runs its file is locked; the system gives the lock back with the process.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use footbridge_scim::{PatchDialect, ResourceType, TenantUrl};
use footbridge_secret::KnownSecrets;
use serde::{Deserialize, Serialize};

/// How the names of the files end.
const ENDING: &str = ".proof.jsonl";

/// A longer file is none of ours.
const LONGEST: u64 = 1024 * 1024;

/// The folder of the journals.
#[derive(Debug, Clone)]
pub struct Journals {
    folder: PathBuf,
}

/// The journal of the proof that is running.
#[derive(Debug)]
pub(crate) struct Journal {
    path: PathBuf,
    file: File,
    known: KnownSecrets,
}

/// The journal of a proof that has ended without deleting all that it created.
#[derive(Debug)]
pub struct Leftover {
    path: PathBuf,
    /// Held, so that nobody else cleans up at the same time.
    _lock: File,
    head: Head,
    pub(crate) made: Vec<Made>,
}

/// What a proof may have created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Made {
    pub(crate) kind: ResourceType,
    /// What it is looked for by, and under which name.
    pub(crate) by: String,
    pub(crate) name: String,
    /// The eight digits that stand in everything that tells it from others.
    pub(crate) tag: String,
    /// Nothing while the answer to the creation is not known.
    pub(crate) id: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Head {
    format: u32,
    tenant_url: String,
    at: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Line {
    /// A creation is about to be sent.
    Creating { group: bool, by: String, name: String, tag: String },
    /// The application gave it this id.
    Created { name: String, id: String },
    /// It was deleted, and is gone.
    Gone { name: String, id: Option<String> },
}

impl Journals {
    /// The journals in a folder, which is made when the first one is begun.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Journals { folder: folder.into() }
    }

    /// Returns the journals of proofs that ended without deleting what they had created. One that is
    /// running is not among them.
    ///
    /// # Errors
    /// When the folder cannot be read; one that is not there holds none.
    pub fn leftovers(&self) -> io::Result<Vec<Leftover>> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut paths: Vec<PathBuf> = Vec::new();
        for entry in entries {
            let path = entry?.path();
            let is_ours = path.file_name().is_some_and(|it| it.to_string_lossy().ends_with(ENDING));
            if is_ours && path.is_file() {
                paths.push(path);
            }
        }
        paths.sort();
        let mut left = Vec::new();
        for path in paths {
            left.extend(Leftover::open(path)?);
        }
        Ok(left)
    }

    /// Begins the journal of a proof.
    pub(crate) fn begin(
        &self,
        tag: &str,
        tenant_url: &str,
        at: &str,
        known: &KnownSecrets,
    ) -> io::Result<Journal> {
        fs::create_dir_all(&self.folder)?;
        let path = self.folder.join(format!("{tag}{ENDING}"));
        let mut options = OpenOptions::new();
        options.read(true).append(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path)?;
        let mut journal = Journal { path, file, known: known.clone() };
        journal.file.lock()?;
        let tenant_url = known.mask_whole(tenant_url);
        journal.write(&Head { format: 1, tenant_url, at: at.to_owned() })?;
        sync_folder(&self.folder)?;
        Ok(journal)
    }
}

impl Journal {
    /// Writes down what is about to be created.
    pub(crate) fn creating(&mut self, made: &Made) -> io::Result<()> {
        self.write(&Line::Creating {
            group: made.kind == ResourceType::Group,
            by: made.by.clone(),
            name: made.name.clone(),
            tag: made.tag.clone(),
        })
    }

    /// Writes down the id of what was created.
    pub(crate) fn created(&mut self, name: &str, id: &str) -> io::Result<()> {
        if self.known.found_in(id) {
            return Ok(());
        }
        self.write(&Line::Created { name: name.to_owned(), id: id.to_owned() })
    }

    /// Writes down that something is gone. Should that not reach the disk, the next start finds it gone.
    pub(crate) fn gone(&mut self, made: &Made) -> io::Result<()> {
        let id = made.id.clone().filter(|id| !self.known.found_in(id));
        self.append(&Line::Gone { name: made.name.clone(), id })
    }

    /// Ends the journal of a proof of which nothing is left.
    pub(crate) fn end(self) {
        // A file that cannot be deleted says that all is gone.
        drop(fs::remove_file(&self.path));
    }

    /// Writes a line that is on the disk before this returns.
    fn write(&mut self, line: &impl Serialize) -> io::Result<()> {
        self.append(line)?;
        self.file.sync_data()
    }

    fn append(&mut self, line: &impl Serialize) -> io::Result<()> {
        let mut text = serde_json::to_vec(line)?;
        text.push(b'\n');
        self.file.write_all(&text)
    }
}

impl Leftover {
    /// Returns nothing for a journal whose proof is running, or that cannot be understood.
    fn open(path: PathBuf) -> io::Result<Option<Self>> {
        let mut file = match OpenOptions::new().read(true).append(true).open(&path) {
            Ok(file) => file,
            // Somebody else has just cleaned up.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        let mut text = String::new();
        if (&mut file).take(LONGEST).read_to_string(&mut text).is_err() {
            return Ok(None);
        }
        // What has no end was being written when the program ended; its request was not sent.
        let whole = text.rfind('\n').and_then(|end| text.get(..end)).unwrap_or_default();
        let mut lines = whole.lines();
        let head = lines.next().and_then(|line| serde_json::from_str::<Head>(line).ok());
        let Some(head) = head.filter(|head| head.format == 1) else {
            if text.is_empty() {
                drop(fs::remove_file(&path));
            }
            return Ok(None);
        };
        let mut made: Vec<Made> = Vec::new();
        for line in lines.filter_map(|line| serde_json::from_str::<Line>(line).ok()) {
            note(&mut made, line);
        }
        if made.is_empty() {
            drop(fs::remove_file(&path));
            return Ok(None);
        }
        Ok(Some(Leftover { path, _lock: file, head, made }))
    }

    /// Returns the tenant URL of the proof.
    pub fn tenant_url(&self) -> &str {
        &self.head.tenant_url
    }

    /// Whether the proof was of this tenant, with or without the flag.
    pub fn is_of(&self, tenant_url: &str) -> bool {
        let plain = |url: &str| {
            TenantUrl::parse(url).map(|tenant| tenant.in_dialect(PatchDialect::Default).to_string())
        };
        plain(self.tenant_url()).is_ok_and(|own| plain(tenant_url) == Ok(own))
    }

    /// Returns when the proof began, RFC 3339 in UTC.
    pub fn at(&self) -> &str {
        &self.head.at
    }

    /// Returns the names of what may be left.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.made.iter().map(|made| made.name.as_str())
    }

    /// Forgets the journal: what is left is deleted by hand, or gone.
    pub fn forget(self) {
        drop(fs::remove_file(&self.path));
    }
}

fn note(made: &mut Vec<Made>, line: Line) {
    match line {
        Line::Creating { group, by, name, tag } => {
            let kind = if group { ResourceType::Group } else { ResourceType::User };
            made.push(Made { kind, by, name, tag, id: None });
        }
        Line::Created { name, id } => {
            if let Some(made) = made.iter_mut().rev().find(|it| it.name == name && it.id.is_none())
            {
                made.id = Some(id);
            }
        }
        Line::Gone { name, id } => made.retain(|it| it.name != name || it.id != id),
    }
}

/// A new file is on the disk only with its folder. Windows has no such call and needs none.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(name: &str, id: Option<&str>) -> Made {
        Made {
            kind: ResourceType::User,
            by: "userName".to_owned(),
            name: name.to_owned(),
            tag: "0a1b2c3d".to_owned(),
            id: id.map(str::to_owned),
        }
    }

    fn begin(journals: &Journals, known: &KnownSecrets) -> Journal {
        journals.begin("0a1b2c3d", "https://h.example/scim", "2026-11-30T12:00:00Z", known).unwrap()
    }

    #[test]
    fn what_was_created_and_not_deleted_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let journals = Journals::new(folder.path().join("proofs"));
        assert!(journals.leftovers().unwrap().is_empty(), "no folder, no journal");
        let mut journal = begin(&journals, &KnownSecrets::default());
        for name in ["a", "b", "c"] {
            journal.creating(&made(name, None)).unwrap();
        }
        journal.created("a", "1").unwrap();
        journal.created("b", "2").unwrap();
        journal.gone(&made("a", Some("1"))).unwrap();
        assert!(journals.leftovers().unwrap().is_empty(), "it is still running");
        drop(journal);

        let left = journals.leftovers().unwrap();
        assert_eq!(left[0].made, [made("b", Some("2")), made("c", None)]);
        assert_eq!(left[0].tenant_url(), "https://h.example/scim");
        assert_eq!(left[0].names().collect::<Vec<_>>(), ["b", "c"]);
        assert!(left[0].is_of("https://h.example/scim/?aadOptscim062020"));
        assert!(!left[0].is_of("https://h.example/other") && !left[0].is_of("no URL"));
        assert!(journals.leftovers().unwrap().is_empty(), "whoever cleans up is alone");
        for left in left {
            left.forget();
        }
        assert!(journals.leftovers().unwrap().is_empty(), "it is forgotten");
    }

    #[test]
    fn line_without_its_end_does_not_count() {
        let folder = tempfile::tempdir().unwrap();
        let journals = Journals::new(folder.path());
        let mut journal = begin(&journals, &KnownSecrets::default());
        journal.creating(&made("a", None)).unwrap();
        journal.file.write_all(br#"{"event":"created","name":"a","id":"1"#).unwrap();
        drop(journal);
        assert_eq!(journals.leftovers().unwrap()[0].made, [made("a", None)]);
    }

    #[test]
    fn secret_in_an_id_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let journals = Journals::new(folder.path());
        let token = "canary-Zq7Xw2Vb9Lk4Hn8Pd3Gs6Mt";
        let known = KnownSecrets::new([&token.to_owned().into()]);
        let mut journal = begin(&journals, &known);
        journal.creating(&made("a", None)).unwrap();
        journal.created("a", token).unwrap();
        let path = journal.path.clone();
        drop(journal);
        assert!(!fs::read_to_string(path).unwrap().contains("Zq7Xw2Vb"));
        assert_eq!(journals.leftovers().unwrap()[0].made, [made("a", None)], "found by its name");
    }

    #[test]
    fn ended_journal_and_foreign_files_are_no_leftovers() {
        let folder = tempfile::tempdir().unwrap();
        let journals = Journals::new(folder.path());
        let mut journal = begin(&journals, &KnownSecrets::default());
        journal.creating(&made("a", None)).unwrap();
        journal.end();
        for (name, text) in
            [("empty", ""), ("words", "hello\n"), ("later", "{\"format\":2}\n"), ("open", "{")]
        {
            fs::write(folder.path().join(format!("{name}{ENDING}")), text).unwrap();
        }
        fs::write(folder.path().join("notes.txt"), "x").unwrap();
        assert!(journals.leftovers().unwrap().is_empty());
    }
}
