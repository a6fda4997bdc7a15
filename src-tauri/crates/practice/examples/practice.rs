//! A practice tenant until the end of standard input.
//!
//! The first line of standard input is the token; the first line of standard output is the tenant
//! URL. `printf 'TOKEN\n' | cat - /dev/tty | cargo run -p footbridge-practice --example practice`

use std::error::Error;
use std::io;

use footbridge_practice::{PracticeConfig, PracticeTenant};
use secrecy::SecretString;

#[tokio::main]
#[expect(clippy::disallowed_methods, reason = "an example is its own shell, and has the clock")]
#[expect(clippy::print_stdout, reason = "the tenant URL is what the caller waits for")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut token = String::new();
    io::stdin().read_line(&mut token)?;
    let token = SecretString::from(token.trim_end());
    let tenant = PracticeTenant::start(PracticeConfig::new(token, jiff::Timestamp::now)).await?;
    println!("{}", tenant.tenant_url());
    tokio::task::spawn_blocking(|| io::copy(&mut io::stdin(), &mut io::sink())).await??;
    tenant.shutdown().await;
    Ok(())
}
