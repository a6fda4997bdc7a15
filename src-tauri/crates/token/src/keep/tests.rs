use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use footbridge_finding::{Explain, Language};
use keyring_core::CredentialStore;
use keyring_core::Error as StoreError;
use keyring_core::api::CredentialStoreApi;
use keyring_core::mock;

#[cfg(target_os = "linux")]
use super::error::Failure;
use super::*;

const LONG: Duration = Duration::from_secs(60);

fn origin() -> Origin {
    at("https://scim.keepnet.example")
}

fn at(url: &str) -> Origin {
    Origin::parse(url).expect("the test's own URL is valid")
}

fn vendor() -> SavedTokens {
    SavedTokens::of("keepnet")
}

fn token(text: &str) -> BoundToken {
    BoundToken::new(text.into(), origin())
}

/// The entry of an account of any form, as another program or an earlier version makes it.
fn entry(store: &mock::Store, account: &str) -> keyring_core::Entry {
    store.build(SERVICE, account, None).expect("the mock store builds")
}

/// Returns what is saved under an account.
fn saved(store: &mock::Store, account: &str) -> Option<String> {
    entry(store, account).get_password().ok()
}

fn mock_keyring() -> (Keyring, Arc<mock::Store>) {
    let store = mock::Store::new().expect("the mock store opens");
    let shared = Arc::clone(&store);
    let open: OpenStore = Box::new(move || Ok(Arc::clone(&shared) as Arc<CredentialStore>));
    (Keyring::with_store(open), store)
}

/// Lets the next call on `account` fail with `error`.
fn fail_once(store: &mock::Store, account: &Account, error: StoreError) {
    let entry = entry(store, account.name());
    let credential = entry.as_any().downcast_ref::<mock::Cred>().expect("it is a mock");
    credential.set_error(error);
}

fn text(token: &BoundToken) -> String {
    // EXPOSE: the test compares what came back.
    token.secret().expose_secret().to_owned()
}

#[tokio::test]
async fn a_token_is_saved_read_and_removed() {
    let (keyring, store) = mock_keyring();
    let (vendor, origin) = (SavedTokens::of("safe"), at("https://acme.safe.example/scim"));
    let token = |text: &str| BoundToken::new(text.into(), origin.clone());
    let account = keyring.save(&vendor, &token("first"), LONG).await.expect("saves");
    assert_eq!(account.name(), "safe@https://acme.safe.example", "vendor and origin");

    keyring.save(&vendor, &token("second"), LONG).await.expect("saves again");
    let loaded = keyring.load(&vendor, &origin, LONG).await.expect("loads");
    assert_eq!(text(&loaded), "second", "the later token replaces the earlier one");
    assert_eq!(loaded.origin(), &origin, "and belongs where it was saved for");

    keyring.remove(&vendor, &origin, LONG).await.expect("removes");
    let gone = keyring.load(&vendor, &origin, LONG).await.err();
    assert_eq!(gone, Some(KeyringError::NoEntry), "it is gone");
    assert_eq!(saved(&store, account.name()), None, "from the store too");
    let again = keyring.remove(&vendor, &origin, LONG).await;
    assert_eq!(again, Ok(()), "to remove nothing is no error");
}

#[tokio::test]
async fn token_saved_for_one_origin_is_found_for_no_other() {
    let (keyring, _store) = mock_keyring();
    keyring.save(&vendor(), &token("t0ken"), LONG).await.expect("saves");
    let elsewhere = [
        "https://evil.example",
        "http://scim.keepnet.example",
        "https://scim.keepnet.example:8443",
        "https://scim.keepnet.example.evil.example",
        "http://127.0.0.1:8080",
    ];
    for url in elsewhere {
        let found = keyring.load(&vendor(), &at(url), LONG).await.err();
        assert_eq!(found, Some(KeyringError::NoEntry), "{url}");
    }
    for other in ["keepnet2", "keep", "safe"] {
        let found = keyring.load(&SavedTokens::of(other), &origin(), LONG).await.err();
        assert_eq!(found, Some(KeyringError::NoEntry), "{other}");
    }
}

#[tokio::test]
async fn places_of_a_vendors_tokens_are_told() {
    let (keyring, store) = mock_keyring();
    for name in ["keepnet@https://b.example", "keepnet", "safe@https://c.example"] {
        entry(&store, name).set_password("t0ken").expect("the mock store saves");
    }
    let vouched = vendor().with_earlier_at(origin());
    let places = keyring.places(&vouched, LONG).await.expect("it is searched");
    assert_eq!(places, [origin().as_str(), "https://b.example"], "its own, of every version");
}

#[tokio::test]
async fn token_of_an_earlier_version_is_read_for_its_vendors_own_origin_only() {
    let (keyring, store) = mock_keyring();
    for name in ["keepnet", "keepnet@scim.keepnet.example", "keepnet@practice"] {
        entry(&store, name).set_password(name).expect("the mock store saves");
    }
    let found = keyring.load(&vendor(), &origin(), LONG).await.err();
    assert_eq!(found, Some(KeyringError::NoEntry), "nobody vouches for where it belongs");

    let vouched = vendor().with_earlier_at(origin());
    let loaded = keyring.load(&vouched, &origin(), LONG).await.expect("it is read");
    assert_eq!((text(&loaded).as_str(), loaded.origin()), ("keepnet", &origin()), "and is bound");
    for url in ["https://evil.example", "http://scim.keepnet.example", "http://127.0.0.1:80"] {
        let found = keyring.load(&vouched, &at(url), LONG).await.err();
        assert_eq!(found, Some(KeyringError::NoEntry), "{url}");
    }

    let practice = BoundToken::new("practice".into(), at("http://127.0.0.1:8080"));
    keyring.save(&vouched, &practice, LONG).await.expect("saves");
    assert_eq!(saved(&store, "keepnet").as_deref(), Some("keepnet"), "another origin's stays");

    keyring.save(&vouched, &token("new"), LONG).await.expect("saves");
    let loaded = keyring.load(&vouched, &origin(), LONG).await.expect("loads");
    assert_eq!(text(&loaded), "new", "the new form comes first");
    for name in ["keepnet", "keepnet@scim.keepnet.example"] {
        assert_eq!(saved(&store, name), None, "{name} is replaced by it");
    }
}

#[tokio::test]
async fn all_saved_tokens_are_found_and_removed() {
    let (keyring, store) = mock_keyring();
    let mut accounts = Vec::new();
    for profile in ["keepnet", "jericho"] {
        let saved = keyring.save(&SavedTokens::of(profile), &token("t0ken"), LONG).await;
        accounts.push(saved.expect("saves"));
    }
    entry(&store, "safe@acme.example").set_password("earlier").expect("the mock store saves");
    let other = store.build("Other program", "keepnet", None).expect("the mock store builds");
    other.set_secret(b"not ours").expect("the mock store saves");

    let removed = keyring.remove_all(&accounts[..1], LONG).await;
    assert_eq!(removed, Ok(3), "the forgotten ones are found by searching");
    assert!(other.get_secret().is_ok(), "another program's entry stays");
    assert_eq!(keyring.remove_all(&[], LONG).await, Ok(0), "nothing is left");
}

#[tokio::test]
async fn a_long_token_is_refused_on_every_system() {
    let (keyring, _store) = mock_keyring();
    let fits = token(&"x".repeat(LONGEST_SAVED));
    assert!(keyring.save(&vendor(), &fits, LONG).await.is_ok(), "2,560 bytes fit");
    let long = token(&"x".repeat(LONGEST_SAVED + 1));
    assert_eq!(
        keyring.save(&vendor(), &long, LONG).await,
        Err(KeyringError::TooLong { bytes: 2_561 }),
        "one more does not"
    );
}

#[tokio::test]
async fn damaged_entries_are_not_shown() {
    let (keyring, store) = mock_keyring();
    let account = vendor().account(&origin());
    let damaged = entry(&store, account.name());
    damaged.set_secret(b"CANARY\xff\xfe").expect("the mock store saves");
    let error = keyring.load(&vendor(), &origin(), LONG).await.expect_err("no UTF-8");
    assert_eq!(error, KeyringError::Unreadable, "bytes that are no text are no token");

    let source = Box::new(std::io::Error::other("bad"));
    for error in [
        StoreError::BadEncoding(b"CANARY".to_vec()),
        StoreError::BadDataFormat(b"CANARY".to_vec(), source),
    ] {
        fail_once(&store, &account, error);
        let error = keyring.load(&vendor(), &origin(), LONG).await.expect_err("the mock fails");
        let shown = format!("{error} {error:?} {:?}", error.explain(&Language::ENGLISH));
        assert_eq!(error, KeyringError::Unreadable, "the variant tells what it is");
        // What `{:?}` of the store's error would have printed.
        let (plain, numbers) = (shown.contains("CANARY"), shown.contains("67, 65, 78"));
        assert!(!plain && !numbers, "the stored bytes are in no message: {shown}");
    }
}

/// A store that opens, and after that fails as it is told.
#[cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "Linux alone tells failures apart")
)]
fn failing(failures: Vec<StoreError>) -> (Keyring, Arc<AtomicU32>) {
    let store = mock::Store::new().expect("the mock store opens");
    let opened = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&opened);
    let failures = Mutex::new(VecDeque::from(failures));
    let open: OpenStore = Box::new(move || {
        count.fetch_add(1, Ordering::Relaxed);
        match failures.lock().expect("no test panics holding it").pop_front() {
            Some(error) => Err(error),
            None => Ok(Arc::clone(&store) as Arc<CredentialStore>),
        }
    });
    (Keyring::with_store(open), opened)
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_failure_does_not_outlast_its_cause() {
    let unavailable =
        || StoreError::PlatformFailure(Box::new(dbus_secret_service::Error::Unavailable));
    let (keyring, opened) = failing(vec![unavailable(), unavailable()]);
    for attempt in 1..=2 {
        let error =
            keyring.load(&vendor(), &origin(), LONG).await.expect_err("there is no service");
        assert!(matches!(error, KeyringError::NoService { .. }), "attempt {attempt}: {error}");
    }
    let error = keyring.load(&vendor(), &origin(), LONG).await.err();
    assert_eq!(error, Some(KeyringError::NoEntry), "the third attempt reaches the store");
    assert_eq!(opened.load(Ordering::Relaxed), 3, "each attempt opened the store anew");
}

#[cfg(target_os = "linux")]
#[test]
fn secret_service_errors_are_told_apart() {
    use dbus_secret_service::Error as Service;

    let access = |error| StoreError::NoStorageAccess(Box::new(error));
    let platform = |error| StoreError::PlatformFailure(Box::new(error));
    let soon = Duration::from_millis(50);
    let later = Duration::from_secs(5);
    let cases = [
        (access(Service::Prompt), soon, KeyringError::Locked, "nobody answers in 50 ms"),
        (access(Service::Prompt), later, KeyringError::Dismissed, "a person closed it"),
        (access(Service::Locked), soon, KeyringError::Locked, "locked"),
        (access(Service::NoResult), soon, KeyringError::NoneYet, "no default keyring"),
        (platform(Service::UnsupportedSecretFormat), soon, KeyringError::Unreadable, "no text"),
        (StoreError::NoEntry, soon, KeyringError::NoEntry, "nothing saved"),
        (
            platform(Service::Path("bad path".to_owned())),
            soon,
            KeyringError::Failed { reason: "DBus object path error: bad path".to_owned() },
            "the rest is told in the system's words",
        ),
    ];
    for (error, elapsed, expected, why) in cases {
        let failure = Failure::read(&error, elapsed);
        assert_eq!(failure.error, expected, "{why}");
        assert!(!failure.stale, "a new store would change nothing: {why}");
    }
}

/// A store whose `build` waits until it is told to go on, as a keyring that asks for its password.
struct Asking {
    inner: Arc<mock::Store>,
    gate: Arc<Gate>,
}

#[derive(Default)]
struct Gate {
    open: AtomicBool,
    changed: (Mutex<()>, std::sync::Condvar),
}

impl Gate {
    fn wait(&self) {
        let (lock, changed) = &self.changed;
        let guard = lock.lock().expect("no test panics holding it");
        drop(changed.wait_while(guard, |()| !self.open.load(Ordering::Relaxed)));
    }

    fn answer(&self) {
        let _guard = self.changed.0.lock();
        self.open.store(true, Ordering::Relaxed);
        self.changed.1.notify_all();
    }
}

impl CredentialStoreApi for Asking {
    fn vendor(&self) -> String {
        self.inner.vendor()
    }

    fn id(&self) -> String {
        self.inner.id()
    }

    fn build(
        &self,
        service: &str,
        user: &str,
        modifiers: Option<&std::collections::HashMap<&str, &str>>,
    ) -> keyring_core::Result<keyring_core::Entry> {
        self.gate.wait();
        self.inner.build(service, user, modifiers)
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

fn asking() -> (Keyring, Arc<Gate>) {
    let gate = Arc::new(Gate::default());
    let inner = mock::Store::new().expect("the mock store opens");
    let store = Arc::new(Asking { inner, gate: Arc::clone(&gate) });
    let open: OpenStore = Box::new(move || Ok(Arc::clone(&store) as Arc<CredentialStore>));
    (Keyring::with_store(open), gate)
}

#[tokio::test(start_paused = true)]
async fn a_keyring_that_asks_is_waited_for_and_given_up() {
    let (keyring, gate) = asking();
    let (vendor, token) = (vendor(), token("given up"));
    // The clock is paused and runs ahead as soon as everybody waits, so this takes no time.
    let waiting = keyring.save(&vendor, &token, LONG).await;
    assert_eq!(waiting, Err(KeyringError::Waiting), "patience ends");
    let cancelled = keyring.save(&vendor, &token, LONG);
    let cancelled = tokio::time::timeout(Duration::from_secs(1), cancelled).await;
    assert!(cancelled.is_err(), "the caller may give up earlier by dropping the future");

    gate.answer();
    tokio::time::resume();
    let loaded = keyring.load(&vendor, &origin(), LONG).await.err();
    assert_eq!(
        loaded,
        Some(KeyringError::NoEntry),
        "what was given up is not done when the keyring is unlocked later"
    );
    assert!(keyring.save(&vendor, &token, LONG).await.is_ok(), "and trying again works");
}

#[tokio::test]
async fn a_store_that_panics_is_replaced() {
    struct Broken;
    impl CredentialStoreApi for Broken {
        fn vendor(&self) -> String {
            String::new()
        }
        fn id(&self) -> String {
            String::new()
        }
        fn build(
            &self,
            _: &str,
            _: &str,
            _: Option<&std::collections::HashMap<&str, &str>>,
        ) -> keyring_core::Result<keyring_core::Entry> {
            std::panic::resume_unwind(Box::new("a poisoned mutex"))
        }
        fn as_any(&self) -> &dyn std::any::Any {
            self
        }
    }
    let store = mock::Store::new().expect("the mock store opens");
    let mut opened = 0;
    let open: OpenStore = Box::new(move || {
        opened += 1;
        Ok(if opened == 1 { Arc::new(Broken) } else { Arc::clone(&store) as Arc<CredentialStore> })
    });
    let keyring = Keyring::with_store(open);
    let saved = keyring.save(&vendor(), &token("t"), LONG).await;
    assert!(saved.is_ok(), "a new store has no poisoned mutex");
}
