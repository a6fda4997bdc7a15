//! Making, showing, copying and keeping the token.

use std::time::Duration;

use footbridge_finding::Finding;
use footbridge_token::{
    Account, ClipboardEvent, Expiry, KeyringError, MadeFrom, Token, TokenDraft, TokenInput,
    TokenSummary,
};
use jiff::civil::Date;
use secrecy::ExposeSecret;
use tauri::State;
use tauri::ipc::Channel;

use super::guarded;
use crate::clock;
use crate::errors::{AppError, Refusal};
use crate::state::AppState;
use crate::view::{PracticeCredentials, WizardState};
use crate::wizard::{LANGUAGE, Wizard};

/// How long a keyring may ask its owner for a password before the window says so.
const KEYRING_PATIENCE: Duration = Duration::from_secs(20);

/// Says what the input is and what is wrong with it. Keeps nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_token(
    state: State<'_, AppState>,
    input: TokenInput,
) -> Result<TokenDraft, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        let facts = state.wizard().profile()?.vendor(&LANGUAGE).token;
        Ok(footbridge_token::check(&facts.form(), &input, &LANGUAGE))
    })
    .await
}

/// Makes the token and keeps it for this run.
#[tauri::command]
#[specta::specta]
pub(crate) async fn compose_token(
    state: State<'_, AppState>,
    input: TokenInput,
) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        state.change(|wizard| {
            let facts = wizard.profile()?.vendor(&LANGUAGE).token;
            let made = footbridge_token::compose(&facts.form(), &input)?;
            Ok::<(), Refusal>(keep(wizard, made.token, made.made_from)?)
        })
    })
    .await
}

/// Keeps a token and what is known of it.
fn keep(wizard: &mut Wizard, token: Token, made_from: MadeFrom) -> Result<(), AppError> {
    let profile = wizard.profile()?.clone();
    let now = clock::now();
    let before = wizard.setup()?.token.clone().filter(|old| old.fingerprint == token.fingerprint());
    // The same token again: the date that the admin entered for it still holds.
    let entered = before
        .as_ref()
        .filter(|old| old.expiry_source == Some(footbridge_token::ExpirySource::Entered))
        .and_then(|old| old.expires_on);
    let made_at = before.as_ref().map_or(now, |old| old.made_at);
    let expiry = Expiry::of(&token, entered, profile.expires_after_days(), made_at);
    let mut summary = TokenSummary::of(&token, profile.recipe(), made_from, made_at, expiry);
    summary.saved = summary.saved || before.is_some_and(|old| old.saved);
    wizard.keep_token(token)?;
    wizard.setup_mut()?.token = Some(summary);
    Ok(())
}

/// Returns the token, for as long as the admin holds Reveal. The only command that does.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reveal_token(state: State<'_, AppState>) -> Result<String, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        // EXPOSE: the admin pressed Reveal.
        Ok(state.wizard().token()?.secret().expose_secret().to_owned())
    })
    .await
}

/// Copies the token, and tells what becomes of it on the clipboard.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_token(
    state: State<'_, AppState>,
    on_event: Channel<ClipboardEvent>,
) -> Result<(), Finding> {
    let state = state.inner().clone();
    guarded(async move {
        let token = state.wizard().token()?.clone();
        // A window that is gone needs no news.
        let tell = move |event| drop(on_event.send(event));
        drop(state.clipboard().copy_token(&token, tell).await?);
        Ok(())
    })
    .await
}

/// The account under which the keyring holds the chosen vendor's token.
fn account(wizard: &Wizard) -> Result<Account, AppError> {
    let profile = wizard.profile()?;
    // Practice tokens must not take the place of real ones.
    let place = match (&wizard.practice, profile.fixed_tenant_url()) {
        (Some(_), _) => Some("practice".to_owned()),
        (None, Some(_)) => None,
        (None, None) => url::Url::parse(&wizard.tenant_url())
            .ok()
            .and_then(|url| url.host_str().map(str::to_owned)),
    };
    Ok(Account::new(profile.id(), place.as_deref()))
}

/// Saves the token in the keyring.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_token(state: State<'_, AppState>) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        let (account, token) = {
            let wizard = state.wizard();
            (account(&wizard)?, wizard.token()?.clone())
        };
        state.keyring().save(&account, &token, KEYRING_PATIENCE).await?;
        state.change(|wizard| {
            let accounts = &mut wizard.progress.keyring_accounts;
            if !accounts.contains(&account) {
                accounts.push(account);
            }
            mark_saved(wizard, true)
        })
    })
    .await
}

/// Reads the token of this vendor from the keyring.
#[tauri::command]
#[specta::specta]
pub(crate) async fn load_token(state: State<'_, AppState>) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        let account = account(&state.wizard())?;
        let token = match state.keyring().load(&account, KEYRING_PATIENCE).await {
            Ok(token) => token,
            Err(error) => {
                if matches!(error, KeyringError::NoEntry) {
                    // Somebody removed it outside; do not promise it again.
                    drop(state.change(|wizard| mark_saved(wizard, false)));
                }
                return Err(error.into());
            }
        };
        state.change(|wizard| keep(wizard, token, MadeFrom::Saved))
    })
    .await
}

/// Removes every token that Footbridge has saved. The token of this run stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_saved_tokens(
    state: State<'_, AppState>,
) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        let accounts = state.wizard().progress.keyring_accounts.clone();
        state.keyring().remove_all(&accounts, KEYRING_PATIENCE).await?;
        state.change(|wizard| {
            wizard.progress.keyring_accounts.clear();
            for setup in wizard.progress.setups.values_mut() {
                if let Some(token) = &mut setup.token {
                    token.saved = false;
                }
            }
            Ok::<(), AppError>(())
        })
    })
    .await
}

fn mark_saved(wizard: &mut Wizard, saved: bool) -> Result<(), AppError> {
    if let Some(token) = &mut wizard.setup_mut()?.token {
        token.saved = saved;
    }
    Ok(())
}

/// Forgets the token of this run.
#[tauri::command]
#[specta::specta]
pub(crate) async fn forget_token(state: State<'_, AppState>) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        state.change(|wizard| {
            wizard.forget_token();
            // A token that is nowhere any more has no facts worth keeping.
            if wizard.setup()?.token.as_ref().is_some_and(|token| !token.saved) {
                wizard.setup_mut()?.token = None;
            }
            Ok::<(), AppError>(())
        })
    })
    .await
}

/// Remembers the day on which the token ends, as the admin entered it; `null` takes it back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_token_expiry(
    state: State<'_, AppState>,
    date: Option<String>,
) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        state.change(|wizard| {
            let entered = date
                .map(|text| text.parse::<Date>().map_err(|_| AppError::BadDate(text)))
                .transpose()?;
            let profile = wizard.profile()?.clone();
            let token = wizard.token().ok().cloned();
            let Some(summary) = &mut wizard.setup_mut()?.token else {
                return Err(AppError::NoToken);
            };
            let expiry = match (token, entered) {
                (_, Some(on)) => {
                    Some(Expiry { on, source: footbridge_token::ExpirySource::Entered })
                }
                (Some(token), None) => {
                    Expiry::of(&token, None, profile.expires_after_days(), summary.made_at)
                }
                (None, None) => None,
            };
            summary.expires_on = expiry.map(|expiry| expiry.on);
            summary.expiry_source = expiry.map(|expiry| expiry.source);
            Ok(())
        })
    })
    .await
}

/// Returns a key and a secret made up for the practice tenant.
#[tauri::command]
#[specta::specta]
pub(crate) async fn practice_credentials() -> Result<PracticeCredentials, Finding> {
    guarded(async {
        let made_up = |prefix: &str| format!("{prefix}-{}", uuid::Uuid::new_v4().simple());
        Ok(PracticeCredentials { key: made_up("practice-key"), secret: made_up("practice-secret") })
    })
    .await
}
