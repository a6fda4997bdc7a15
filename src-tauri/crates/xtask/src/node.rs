//! Node, which the user interface is built with.

use anyhow::{Result, bail};

use crate::process::{command, output_of};

/// Makes sure that Node is there and new enough for the UI's tools.
pub(crate) fn node() -> Result<()> {
    let Some(version) = output_of(command("node").arg("--version")) else {
        bail!(
            "Node was not found. Install Node 20.19 or newer from https://nodejs.org and try again."
        );
    };
    let mut numbers =
        version.trim_start_matches('v').split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let (major, minor) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if (major, minor) < (20, 19) {
        bail!(
            "Node {version} is too old; the UI's tools need 20.19 or newer, from https://nodejs.org."
        );
    }
    Ok(())
}
