use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use footbridge_finding::{Explain, Language};
use keyring_core::Error as StoreError;
use keyring_core::api::CredentialStoreApi;
use keyring_core::mock;

use super::error::Failure;
use super::*;

const LONG: Duration = Duration::from_secs(60);

fn mock_keyring() -> (Keyring, Arc<mock::Store>) {
    let store = mock::Store::new().expect("the mock store opens");
    let shared = Arc::clone(&store);
    let open: OpenStore = Box::new(move || Ok(Arc::clone(&shared) as Arc<CredentialStore>));
    (Keyring::with_store(open), store)
}

/// Lets the next call on `account` fail with `error`.
fn fail_once(store: &mock::Store, account: &Account, error: StoreError) {
    let entry = store.build(SERVICE, account.name(), None).expect("the mock store builds");
    let credential = entry.as_any().downcast_ref::<mock::Cred>().expect("it is a mock");
    credential.set_error(error);
}

fn text(token: &Token) -> String {
    // EXPOSE: the test compares what came back.
    token.secret().expose_secret().to_owned()
}

#[tokio::test]
async fn a_token_is_saved_read_and_removed() {
    let (keyring, _store) = mock_keyring();
    let account = Account::new("safe", Some("acme.safe.example"));
    assert_eq!(account.name(), "safe@acme.safe.example", "vendor and tenant");

    let token = Token::from_text("first");
    keyring.save(&account, &token, LONG).await.expect("saves");
    keyring.save(&account, &Token::from_text("second"), LONG).await.expect("saves again");
    let loaded = keyring.load(&account, LONG).await.expect("loads");
    assert_eq!(text(&loaded), "second", "the later token replaces the earlier one");

    keyring.remove(&account, LONG).await.expect("removes");
    let gone = keyring.load(&account, LONG).await.err();
    assert_eq!(gone, Some(KeyringError::NoEntry), "it is gone");
    assert_eq!(keyring.remove(&account, LONG).await, Ok(()), "to remove nothing is no error");
}

#[tokio::test]
async fn all_saved_tokens_are_found_and_removed() {
    let (keyring, store) = mock_keyring();
    let accounts = [Account::new("keepnet", None), Account::new("jericho", None)];
    for account in &accounts {
        keyring.save(account, &Token::from_text("t0ken"), LONG).await.expect("saves");
    }
    let other = store.build("Other program", "keepnet", None).expect("the mock store builds");
    other.set_secret(b"not ours").expect("the mock store saves");

    let removed = keyring.remove_all(&accounts[..1], LONG).await;
    assert_eq!(removed, Ok(2), "the forgotten one is found by searching");
    assert!(other.get_secret().is_ok(), "another program's entry stays");
    assert_eq!(keyring.remove_all(&[], LONG).await, Ok(0), "nothing is left");
}

#[tokio::test]
async fn a_long_token_is_refused_on_every_system() {
    let (keyring, _store) = mock_keyring();
    let account = Account::new("keepnet", None);
    let fits = Token::from_text(&"x".repeat(LONGEST_SAVED));
    assert_eq!(keyring.save(&account, &fits, LONG).await, Ok(()), "2,560 bytes fit");
    let long = Token::from_text(&"x".repeat(LONGEST_SAVED + 1));
    assert_eq!(
        keyring.save(&account, &long, LONG).await,
        Err(KeyringError::TooLong { bytes: 2_561 }),
        "one more does not"
    );
}

#[tokio::test]
async fn damaged_entries_are_not_shown() {
    let (keyring, store) = mock_keyring();
    let account = Account::new("keepnet", None);
    let entry = store.build(SERVICE, account.name(), None).expect("the mock store builds");
    entry.set_secret(b"CANARY\xff\xfe").expect("the mock store saves");
    let error = keyring.load(&account, LONG).await.expect_err("no UTF-8");
    assert_eq!(error, KeyringError::Unreadable, "bytes that are no text are no token");

    let source = Box::new(std::io::Error::other("bad"));
    for error in [
        StoreError::BadEncoding(b"CANARY".to_vec()),
        StoreError::BadDataFormat(b"CANARY".to_vec(), source),
    ] {
        fail_once(&store, &account, error);
        let error = keyring.load(&account, LONG).await.expect_err("the mock fails");
        let shown = format!("{error} {error:?} {:?}", error.explain(&Language::ENGLISH));
        assert_eq!(error, KeyringError::Unreadable, "the variant tells what it is");
        // What `{:?}` of the store's error would have printed.
        let (plain, numbers) = (shown.contains("CANARY"), shown.contains("67, 65, 78"));
        assert!(!plain && !numbers, "the stored bytes are in no message: {shown}");
    }
}

/// A store that opens, and after that fails as it is told.
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
    let account = Account::new("keepnet", None);
    for attempt in 1..=2 {
        let error = keyring.load(&account, LONG).await.expect_err("there is no service");
        assert!(matches!(error, KeyringError::NoService { .. }), "attempt {attempt}: {error}");
    }
    let error = keyring.load(&account, LONG).await.err();
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
    let account = Account::new("keepnet", None);
    let token = Token::from_text("given up");
    // The clock is paused and runs ahead as soon as everybody waits, so this takes no time.
    let waiting = keyring.save(&account, &token, LONG).await;
    assert_eq!(waiting, Err(KeyringError::Waiting), "patience ends");
    let cancelled = keyring.save(&account, &token, LONG);
    let cancelled = tokio::time::timeout(Duration::from_secs(1), cancelled).await;
    assert!(cancelled.is_err(), "the caller may give up earlier by dropping the future");

    gate.answer();
    tokio::time::resume();
    let loaded = keyring.load(&account, LONG).await.err();
    assert_eq!(
        loaded,
        Some(KeyringError::NoEntry),
        "what was given up is not done when the keyring is unlocked later"
    );
    assert_eq!(keyring.save(&account, &token, LONG).await, Ok(()), "and trying again works");
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
    let saved = keyring.save(&Account::new("safe", None), &Token::from_text("t"), LONG).await;
    assert_eq!(saved, Ok(()), "a new store has no poisoned mutex");
}
