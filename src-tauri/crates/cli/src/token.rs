//! `footbridge token`

mod given;

use std::io::stdout;
use std::time::Duration;

use footbridge_finding::Severity;
use footbridge_secret::Origin;
use footbridge_token::{Clipboard, ClipboardEvent, Keyring, Token, TokenSummary};
use footbridge_vendor::Profile;
use secrecy::ExposeSecret;

use crate::arguments::TokenOptions;
use crate::ending::Ending;
use crate::output::{Failure, LANGUAGE, say, tell, value};
use crate::runtime::{now, runtime};
use crate::tenant::Tenant;
use crate::vendor;
use given::Given;

/// How long the keyring's owner may take to unlock it.
pub(crate) const KEYRING_PATIENCE: Duration = Duration::from_secs(120);

/// Makes the token and prints, copies or saves it. Opens no socket unless it is to be saved.
pub(crate) fn run(options: &TokenOptions) -> Result<Ending, Failure> {
    let profile = vendor::profile(&options.vendor)?;
    let origin = options.save.then(|| origin(options, &profile)).transpose()?;
    let facts = profile.vendor(&LANGUAGE).token;
    let form = facts.form();
    let given = Given::of(options, &facts)?;
    let input = given.input();
    let draft = footbridge_token::check(&form, input, now(), &LANGUAGE);
    if let Some(refusal) = given.refusal(&facts, &draft, options.ready) {
        say(format!("error: {refusal}"));
        return Ok(Ending::Problems);
    }
    for finding in &draft.findings {
        tell(finding);
    }
    if !draft.can_compose {
        if !draft.findings.iter().any(|finding| finding.severity == Severity::Error) {
            say("error: nothing was given to make a token from; is the input empty?");
        }
        return Ok(Ending::Problems);
    }
    let mut made = footbridge_token::compose(&form, input)?;
    let summary = TokenSummary::of_token(
        &made.token,
        profile.recipe(),
        made.made_from,
        profile.expires_after_days(),
        None,
        now(),
    );
    say(format!(
        "Token for {}: {} characters, ends in {}, fingerprint {}",
        profile.name(),
        summary.length,
        summary.last_four,
        summary.fingerprint
    ));
    if let Some(day) = summary.expires_on {
        say(format!("It expires on {day}."));
    }
    if options.copy {
        copy(&made.token)?;
    } else if let Some(origin) = origin {
        let token = made.token.bind(&origin)?;
        let (keyring, vendor) = (Keyring::new(), profile.saved_tokens());
        runtime()?.block_on(keyring.save(&vendor, &token, KEYRING_PATIENCE))?;
        say(format!("Saved in this system's keyring, for {}.", token.origin()));
    } else {
        // EXPOSE: printing it is what the caller asked for.
        value(&mut stdout().lock(), made.token.secret().expose_secret())?;
    }
    Ok(Ending::Good)
}

/// Returns the origin for which the token is to be saved.
fn origin(options: &TokenOptions, profile: &Profile) -> Result<Origin, Failure> {
    let (url, confirmed) = (options.url.as_deref(), options.confirm_host.as_deref());
    Tenant::of(Some(profile), url, confirmed)?.usable_origin()
}

/// Copies the token and stays until it is cleared: a clipboard on Linux ends with its owner.
fn copy(token: &Token) -> Result<(), Failure> {
    let clipboard = Clipboard::new();
    let ending: Result<(), Failure> = runtime()?.block_on(async {
        let copied = clipboard
            .copy_token(token, |event| {
                say(match event {
                    ClipboardEvent::Copied { seconds } => {
                        format!("Copied. It is cleared in {seconds} seconds; Ctrl+C clears it now.")
                    }
                    ClipboardEvent::Cleared => "Cleared.".to_owned(),
                    ClipboardEvent::Replaced => {
                        "Something else was copied since; it was left alone.".to_owned()
                    }
                });
            })
            .await?;
        tokio::select! {
            _ = copied => {}
            _ = crate::signals::told_to_end() => {}
        }
        Ok(())
    });
    ending?;
    clipboard.clear_now(Duration::from_secs(2)).map(drop)?;
    Ok(())
}
