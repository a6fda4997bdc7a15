//! `footbridge token`

mod given;

use std::io::stdout;
use std::time::Duration;

use footbridge_finding::Severity;
use footbridge_token::{Clipboard, ClipboardEvent, Keyring, Token, TokenSummary};
use secrecy::ExposeSecret;

use crate::Ending;
use crate::arguments::TokenOptions;
use crate::check::{now, origin, runtime};
use crate::output::{Failure, LANGUAGE, line, say, tell};
use crate::vendor;
use given::Given;

/// How long the keyring's owner may take to unlock it.
pub(crate) const KEYRING_PATIENCE: Duration = Duration::from_secs(120);

/// Makes the token and prints, copies or saves it. Opens no socket unless it is to be saved.
pub(crate) fn run(options: &TokenOptions) -> Result<Ending, Failure> {
    let profile = vendor::profile(&options.vendor)?;
    let facts = profile.vendor(&LANGUAGE).token;
    let form = facts.form();
    let given = Given::of(options, &facts)?;
    let input = given.input();
    let draft = footbridge_token::check(&form, input, &LANGUAGE);
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
    } else if options.save {
        let Some(url) = options.url.as_deref().or(profile.fixed_tenant_url()) else {
            return Err(Failure::Usage(
                "this vendor has a tenant URL per customer, and a token is saved for one of them; \
                 give it with --url"
                    .to_owned(),
            ));
        };
        let token = made.token.bind(&origin(url)?)?;
        let (keyring, vendor) = (Keyring::new(), profile.saved_tokens());
        runtime()?.block_on(keyring.save(&vendor, &token, KEYRING_PATIENCE))?;
        say("Saved in this system's keyring.");
    } else {
        // EXPOSE: printing it is what the caller asked for.
        line(&mut stdout().lock(), made.token.secret().expose_secret())?;
    }
    Ok(Ending::Good)
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
