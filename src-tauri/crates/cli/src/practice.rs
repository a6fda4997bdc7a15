//! `footbridge practice`

use std::io::{Write, stdout};

use footbridge_practice::{Fault, PracticeConfig, PracticeTenant};
use footbridge_token::Token;

use crate::arguments::PracticeOptions;
use crate::ending::Ending;
use crate::output::{Failure, line, say};
use crate::runtime::{now, runtime};
use crate::secrets::from_variable;

/// Runs the practice tenant until Ctrl+C. Its tenant URL is the first line of standard output.
pub(crate) fn run(options: &PracticeOptions) -> Result<Ending, Failure> {
    let mut out = stdout();
    if options.faults {
        for fault in Fault::all() {
            let (name, code, sentence) = (fault.name(), fault.finding(), fault.sentence());
            line(&mut out, format!("{name:<24} {code:<24} {sentence}"))?;
        }
        return Ok(Ending::Good);
    }
    let faults = options.fault.iter().map(|name| fault(name)).collect::<Result<_, _>>()?;
    let made_up = options.token_env.is_none();
    let token = match &options.token_env {
        Some(variable) => from_variable(variable)?,
        None => format!("practice-{}", uuid::Uuid::new_v4().simple()).into(),
    };
    let shown = Token::new(token.clone());
    runtime()?.block_on(async {
        let config =
            PracticeConfig { port: options.port, faults, ..PracticeConfig::new(token, now) };
        let tenant = PracticeTenant::start(config).await?;
        if let Some(file) = &options.roots {
            footbridge_file::check_target(file)
                .and_then(|()| std::fs::write(file, tenant.roots_pem()))
                .map_err(|error| Failure::of_io(&file.display().to_string(), &error))?;
        }
        let announced = async {
            line(&mut out, tenant.tenant_url())?;
            if made_up {
                // EXPOSE: it was made up for this run and is good for this tenant only.
                line(&mut out, secrecy::ExposeSecret::expose_secret(shown.secret()))?;
            }
            out.flush().map_err(|error| Failure::of_io("standard output", &error))?;
            say("The practice tenant runs until Ctrl+C. It keeps what it is sent in memory only.");
            std::future::pending::<Result<(), Failure>>().await
        };
        tokio::select! {
            // Whoever reads that it runs can stop it.
            biased;
            stopped = crate::signals::ctrl_c() => {
                stopped.map_err(|error| Failure::of_io("Ctrl+C", &error))?;
            }
            failed = announced => failed?,
        }
        tenant.shutdown().await;
        Ok(Ending::Good)
    })
}

fn fault(name: &str) -> Result<Fault, Failure> {
    Fault::named(name).ok_or_else(|| {
        Failure::Usage(format!(
            "there is no fault `{name}`; `footbridge practice --faults` lists them"
        ))
    })
}
