//! Making, showing, copying and keeping the token.

use std::time::Duration;

use footbridge_finding::Finding;
use footbridge_token::{ClipboardEvent, KeyringError, MadeFrom, Token, TokenDraft, TokenInput};
use jiff::civil::Date;
use secrecy::ExposeSecret;
use tauri::State;
use tauri::ipc::Channel;

use super::guard::guarded;
use crate::clock;
use crate::errors::AppError;
use crate::setup::LANGUAGE;
use crate::setup::view::{PracticeCredentials, WizardState};
use crate::setup::wizard::made_up;
use crate::state::AppState;

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
        let facts = state.read(|wizard| {
            wizard.current().setup().map(|setup| setup.profile.vendor(&LANGUAGE).token)
        })?;
        Ok(footbridge_token::check(&facts.form(), &input, crate::clock::now(), &LANGUAGE))
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
    guarded(async move { state.update(|wizard| wizard.compose_token(&input, clock::now())) }).await
}

/// Returns the token, for as long as the admin holds Reveal. The only command that does.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reveal_token(state: State<'_, AppState>) -> Result<String, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        let token = present_token(&state)?;
        // EXPOSE: the admin pressed Reveal.
        Ok(token.secret().expose_secret().to_owned())
    })
    .await
}

/// Returns the token of this run, if it belongs to the tenant URL on the screen.
fn present_token(state: &AppState) -> Result<Token, AppError> {
    state.read(|wizard| {
        let workspace = wizard.current();
        let origin = workspace.origin().filter(|_| workspace.practice().is_none());
        workspace.setup()?.token_for(origin.as_ref()).cloned()
    })
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
        let token = present_token(&state)?;
        // A window that is gone needs no news.
        let tell = move |event| drop(on_event.send(event));
        drop(state.clipboard().copy_token(&token, tell).await?);
        Ok(())
    })
    .await
}

/// Saves the token in the keyring, under an account that names the server it belongs to.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_token(state: State<'_, AppState>) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        let (place, token) = state.change(|wizard| {
            let place = wizard.keyring_place()?;
            let token = wizard.current_mut().setup_mut()?.bind_token(&place.origin)?;
            Ok((place, token))
        })?;
        let account = state.keyring().save(&place.tokens, &token, KEYRING_PATIENCE).await?;
        state.update(|wizard| {
            if !wizard.keyring_accounts.contains(&account) {
                wizard.keyring_accounts.push(account);
            }
            if let Some(setup) = wizard.setup_at(&place.key) {
                setup.mark_saved(Some(&Token::from(token).fingerprint()), true);
            }
            Ok(())
        })
    })
    .await
}

/// Reads the token of this vendor and tenant URL from the keyring. It is filed where it was asked
/// for, whatever is on the screen by then.
#[tauri::command]
#[specta::specta]
pub(crate) async fn load_token(state: State<'_, AppState>) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        let place = state.read(|wizard| wizard.keyring_place())?;
        let loaded = state.keyring().load(&place.tokens, &place.origin, KEYRING_PATIENCE).await;
        if matches!(loaded, Err(KeyringError::NoEntry)) {
            // Somebody removed it outside; do not promise it again.
            state.change(|wizard| {
                if let Some(setup) = wizard.setup_at(&place.key) {
                    setup.mark_saved(None, false);
                }
                Ok(())
            })?;
        }
        let token = Token::from(loaded?);
        state.update(|wizard| {
            wizard.learn(token.secret());
            if let Some(setup) = wizard.setup_at(&place.key) {
                setup.keep_token(token, MadeFrom::Saved, clock::now());
            }
            Ok(())
        })
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
        let accounts = state.read(|wizard| wizard.keyring_accounts.clone());
        state.keyring().remove_all(&accounts, KEYRING_PATIENCE).await?;
        state.update(|wizard| {
            // One that was saved meanwhile is still there.
            wizard.keyring_accounts.retain(|account| !accounts.contains(account));
            for setup in wizard.real.setups.values_mut() {
                setup.mark_saved(None, false);
            }
            Ok(())
        })
    })
    .await
}

/// Forgets the token of this run.
#[tauri::command]
#[specta::specta]
pub(crate) async fn forget_token(state: State<'_, AppState>) -> Result<WizardState, Finding> {
    let state = state.inner().clone();
    guarded(async move {
        state.update(|wizard| {
            wizard.current_mut().setup_mut()?.forget_token();
            Ok(())
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
        let entered = date
            .map(|text| text.parse::<Date>().map_err(|_| AppError::BadDate(text)))
            .transpose()?;
        state.update(|wizard| Ok(wizard.current_mut().setup_mut()?.set_expiry(entered)?))
    })
    .await
}

/// Returns a key and a secret made up for the practice tenant.
#[tauri::command]
#[specta::specta]
pub(crate) async fn practice_credentials() -> Result<PracticeCredentials, Finding> {
    guarded(async {
        Ok(PracticeCredentials { key: made_up("practice-key"), secret: made_up("practice-secret") })
    })
    .await
}
