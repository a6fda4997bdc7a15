//! `footbridge prove`

mod junit;
mod print;

use std::fs;
use std::io::stdout;
use std::path::PathBuf;

use footbridge_connection::ConnectionTest;
use footbridge_mapping::{Mapping, MappingTable, targets};
use footbridge_proof::{
    Dialects, Journals, Leftover, Limits, ProofEvent, ProofReport, ProofRequest, Subjects,
};
use footbridge_secret::secret_shape;
use footbridge_vendor::{Profile, entra_defaults};
use tokio_util::sync::CancellationToken;

use crate::arguments::{DialectChoice, Part, ProveOptions};
use crate::ending::Ending;
use crate::output::{Failure, LANGUAGE, json, say};
use crate::runtime::now;
use crate::server::Server;

/// Proves that a server keeps what Entra writes. Writes only with `--writes`.
pub(crate) fn run(options: &ProveOptions) -> Result<Ending, Failure> {
    if secret_shape(&options.domain).is_some() {
        return Err(Failure::secret_in("--domain"));
    }
    let server = Server::of(&options.server)?;
    let request = request(options, server.profile());
    // One request after another: a second thread would only cost the time to wake it.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::of_io("the runtime", &error))?;
    if !options.writes {
        let plan = runtime.block_on(request.plan(server.usable_url()?, &LANGUAGE))?;
        let left = Journals::new(folder()).leftovers().unwrap_or_default();
        left.iter().map(told).for_each(say);
        let mut out = stdout().lock();
        match options.json {
            true => json(&mut out, &plan)?,
            false => print::plan(&mut out, &plan)?,
        }
        return Ok(Ending::Good);
    }
    // A file that cannot be written is told before anything is created.
    if let Some(file) = &options.junit {
        let begun = footbridge_file::check_target(file).and_then(|()| fs::write(file, ""));
        begun.map_err(|error| Failure::of_io(&file.display().to_string(), &error))?;
    }
    let connection = runtime.block_on(server.connection(&options.server))?;
    let report = runtime.block_on(prove(&request, &connection, options.json))?;
    // A name that is still being looked up must not keep the program from ending.
    runtime.shutdown_background();
    if let Some(file) = &options.junit {
        fs::write(file, junit::report(&report))
            .map_err(|error| Failure::of_io(&file.display().to_string(), &error))?;
    }
    let mut out = stdout().lock();
    match options.json {
        true => json(&mut out, &report)?,
        false => print::report(&mut out, &report)?,
    }
    Ok(if report.ok { Ending::Good } else { Ending::Problems })
}

async fn prove(
    request: &ProofRequest,
    connection: &ConnectionTest,
    quiet: bool,
) -> Result<ProofReport, Failure> {
    let cancel = CancellationToken::new();
    let stop = cancel.clone();
    tokio::spawn(async move {
        if crate::signals::ctrl_c().await.is_ok() {
            stop.cancel();
        }
    });
    let (journals, limits) = (Journals::new(folder()), Limits::default());
    clean_up(&journals, connection, &limits, &cancel).await?;
    let tell = move |event: ProofEvent| {
        if let Some(words) = print::progress(&event).filter(|_| !quiet) {
            say(words);
        }
    };
    Ok(request.prove(connection, &journals, &limits, tell, cancel).await?)
}

/// Deletes what an earlier proof of this server left, and tells of what is left at others.
async fn clean_up(
    journals: &Journals,
    connection: &ConnectionTest,
    limits: &Limits,
    cancel: &CancellationToken,
) -> Result<(), Failure> {
    let left = journals.leftovers().map_err(|error| Failure::of_io("the journals", &error))?;
    for leftover in left {
        let names = leftover.names().collect::<Vec<_>>().join(", ");
        let at = leftover.at().to_owned();
        if !leftover.is_of(&connection.tenant_url) {
            say(told(&leftover));
            continue;
        }
        match leftover.clean_up(connection, limits, cancel.clone()).await {
            Ok(still) if still.is_empty() => {
                say(format!("Deleted what a proof of {at} had left: {names}."));
            }
            Ok(still) => still.iter().for_each(|left| say(print::left_behind(left))),
            // The proof itself is about to say why.
            Err(_) => say(format!("What a proof of {at} had left is still there: {names}.")),
        }
    }
    Ok(())
}

/// Says what an earlier proof has left, and how it is deleted.
fn told(leftover: &Leftover) -> String {
    let names = leftover.names().collect::<Vec<_>>().join(", ");
    let (url, at) = (leftover.tenant_url(), leftover.at());
    format!(
        "A proof of {at} was ended before it could delete what it had created at {url}: {names}. \
         Prove that server again with --writes, and it is deleted first; or delete it there by hand."
    )
}

/// Where the journals are: beside what the window keeps, which offers to delete what is left, too.
fn folder() -> PathBuf {
    let here = std::env::temp_dir;
    let (local, roaming) = (dirs::data_local_dir(), dirs::data_dir());
    let own =
        footbridge_file::own_folder(&local.unwrap_or_else(here), &roaming.unwrap_or_else(here));
    own.join("proofs")
}

fn request(options: &ProveOptions, profile: Option<&Profile>) -> ProofRequest {
    let takes_groups = profile.is_none_or(Profile::takes_groups);
    let subjects = match (options.only, options.groups, options.no_groups) {
        (Some(Part::Users), ..) | (None, _, true) => Subjects::Users,
        (Some(Part::Groups), ..) => Subjects::Groups,
        (None, true, _) => Subjects::UsersAndGroups,
        (None, false, false) if takes_groups => Subjects::UsersAndGroups,
        (None, false, false) => Subjects::Users,
    };
    ProofRequest {
        table: table(profile),
        domain: options.domain.clone(),
        dialects: match options.dialect {
            None => Dialects::OfTenantUrl,
            Some(DialectChoice::Plain) => Dialects::Plain,
            Some(DialectChoice::Flag) => Dialects::Flag,
            Some(DialectChoice::Both) => Dialects::Both,
        },
        subjects,
        guid: uuid::Uuid::new_v4(),
        now: now(),
    }
}

/// Returns the vendor's mapping table. Where no vendor is named, Entra's own, with the two levels of an
/// organisation that Entra maps nothing to by default.
fn table(profile: Option<&Profile>) -> MappingTable {
    match profile {
        Some(profile) => {
            let mappings = profile.mappings().to_vec();
            MappingTable::new(mappings, profile.rules().clone(), profile.name())
        }
        None => {
            let mut mappings = entra_defaults().users.clone();
            mappings.push(Mapping::direct("companyName", targets::ORGANIZATION));
            mappings.push(Mapping::direct("extensionAttribute1", targets::DIVISION));
            MappingTable::new(mappings, footbridge_mapping::Rules::default(), "")
        }
    }
}
