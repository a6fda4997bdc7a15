//! The arguments, and what `--help` says of them.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};

use crate::examples;

/// Connects SCIM provisioning from Microsoft Entra ID: makes the token, tests the connection as
/// Entra will, and shows what Entra would send.
#[derive(Parser)]
#[command(
    name = "footbridge",
    version,
    after_help = "Exit codes: 0 success, 1 the check found problems, 2 wrong usage or unreadable input.\n\
                  Secrets are never arguments: they come from a prompt, from standard input or from a variable you name.\n\
                  `footbridge TASK --help` has examples."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) task: Task,
}

#[derive(Subcommand)]
pub(crate) enum Task {
    /// List the vendor profiles
    Vendors(VendorsOptions),
    /// Make the secret token on this machine, without network
    Token(TokenOptions),
    /// Test tenant URL and token as Entra will, and name the cause of a failure
    Check(CheckOptions),
    /// Evaluate one of Entra's mapping expressions, or a file of cases
    Eval(EvalOptions),
    /// Show what Entra would send for the users of an export
    Preview(PreviewOptions),
    /// Prove with one made-up person that a server keeps what Entra writes
    Prove(ProveOptions),
    /// Run the practice tenant, a SCIM server on this machine
    Practice(PracticeOptions),
}

#[derive(Args)]
#[command(after_help = "Example:\n  footbridge vendors --json\n\nExit code: 0.")]
pub(crate) struct VendorsOptions {
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// A vendor, by name or by its profile file.
#[derive(Args, Clone)]
#[command(after_help = format!(
    "Without --stdin or a variable it asks, and shows nothing of what is typed. Two lines are key \
    and secret; one value alone makes no token of two halves, unless it is base64 of both, or --ready \
    says that the vendor made this very value.\n\n{}\n\n\
    Exit codes: 0 the token was made, 1 it cannot be made of what was given, 2 wrong usage.",
    examples::TOKEN
))]
pub(crate) struct TokenOptions {
    /// The vendor: an id from `footbridge vendors`, or a profile file
    #[arg(long, value_name = "VENDOR")]
    pub(crate) vendor: String,
    /// Put the token on the clipboard instead of printing it, and wait until it is cleared
    #[arg(long, conflicts_with = "save")]
    pub(crate) copy: bool,
    /// Save the token in this system's keyring instead of printing it
    #[arg(long)]
    pub(crate) save: bool,
    /// The tenant URL for which the token is saved, where the vendor has one per customer
    #[arg(long, value_name = "URL", requires = "save")]
    pub(crate) url: Option<String>,
    /// Save the token for this host, though it is not the vendor's, or the profile file looks like
    /// another vendor's
    #[arg(long, value_name = "HOST", requires = "save")]
    pub(crate) confirm_host: Option<String>,
    /// The variable that holds the key
    #[arg(long, value_name = "VAR", requires = "secret_env", conflicts_with_all = ["token_env", "stdin"])]
    pub(crate) key_env: Option<String>,
    /// The variable that holds the secret
    #[arg(long, value_name = "VAR", requires = "key_env")]
    pub(crate) secret_env: Option<String>,
    /// The variable that holds a ready token
    #[arg(long, value_name = "VAR", conflicts_with = "stdin")]
    pub(crate) token_env: Option<String>,
    /// Read key and secret as two lines of standard input, or a ready token as one
    #[arg(long)]
    pub(crate) stdin: bool,
    /// Take one value for the ready token, though it is not made of key and secret
    #[arg(long, conflicts_with = "key_env")]
    pub(crate) ready: bool,
}

/// Which server, and how it is asked.
#[derive(Args)]
pub(crate) struct ServerOptions {
    /// The vendor: an id from `footbridge vendors`, or a profile file
    #[arg(long, value_name = "VENDOR")]
    pub(crate) vendor: Option<String>,
    /// The tenant URL; with --vendor only where the vendor has one per customer
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// Send the token to this host, though it is not the vendor's, or the profile file looks like
    /// another vendor's
    #[arg(long, value_name = "HOST", requires = "vendor")]
    pub(crate) confirm_host: Option<String>,
    /// The variable that holds the token
    #[arg(long, value_name = "VAR")]
    pub(crate) token_env: Option<String>,
    /// Read the token from standard input
    #[arg(long)]
    pub(crate) token_stdin: bool,
    /// Use the token that was saved in the keyring for this vendor and this very server
    #[arg(long, requires = "vendor")]
    pub(crate) token_saved: bool,
    /// The proxy, as HOST:PORT, or `none` [default: this system's, HTTPS_PROXY, NO_PROXY]
    #[arg(long, value_name = "PROXY")]
    pub(crate) proxy: Option<String>,
    /// The variable that holds the proxy, when it has a user name and password
    #[arg(long, value_name = "VAR", conflicts_with = "proxy")]
    pub(crate) proxy_env: Option<String>,
}

#[derive(Args)]
#[command(group(ArgGroup::new("place").required(true).args(["vendor", "url"]).multiple(true)))]
#[command(group(ArgGroup::new("source").required(true).args(["token_env", "token_stdin", "token_saved"])))]
#[command(after_help = format!(
    "It only reads: nothing is written to the tenant. Ctrl+C stops it.\n\n{}\n\n{}\n\n\
    Exit codes: 0 Entra's test would pass, 1 it would not, or it was stopped, 2 wrong usage.",
    examples::CHECK,
    examples::hidden_variable()
))]
pub(crate) struct CheckOptions {
    #[command(flatten)]
    pub(crate) server: ServerOptions,
    /// An attribute that Entra matches users by, once for each [default: the vendor's, or userName]
    #[arg(long, value_name = "ATTRIBUTE")]
    pub(crate) matching: Vec<String>,
    /// Print the facts for the vendor's support in the report's place, without secrets
    #[arg(long, conflicts_with = "json")]
    pub(crate) support: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
#[command(group(ArgGroup::new("what").required(true).args(["expression", "expression_file", "batch"])))]
#[command(after_help = format!(
    "{}\n\n\
    An expression: Join(\" \", [givenName], [surname])\n\
    A case: {{\"id\":\"a\",\"expression\":\"ToUpper([a], )\",\"attributes\":{{\"a\":\"x\"}},\"expect\":\"X\"}}\n\n\
    Exit codes: 0 success, 1 the expression has an error or a case differs, 2 unreadable input.",
    examples::EVAL
))]
pub(crate) struct EvalOptions {
    /// The expression, quoted as the shell wants it
    #[arg(value_name = "EXPRESSION")]
    pub(crate) expression: Option<String>,
    /// A file that holds the expression and nothing else, which no shell can take quotes from; - is
    /// standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) expression_file: Option<PathBuf>,
    /// The person for the expression: one JSON object of attributes, or a person as Graph, the portal or
    /// PowerShell writes it, by the names of a preview; - is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "batch")]
    pub(crate) attributes: Option<PathBuf>,
    /// A file with one case a line, as JSON; those with "expect" are compared; - is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) batch: Option<PathBuf>,
    /// Show the tree, every remark, and the value of each part
    #[arg(long, conflicts_with = "batch")]
    pub(crate) explain: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Table,
    /// One JSON object a user
    Ndjson,
    /// For a spreadsheet
    Csv,
}

#[derive(Args)]
#[command(group(ArgGroup::new("mappings").required(true).args(["vendor", "schema"])))]
#[command(after_help = format!(
    "{}\n\n\
    In CSV a value that a spreadsheet could run as a formula, because it begins with = + - @, a tab or a\n\
    line break, gets an apostrophe in front; --exact leaves it as it is.\n\n\
    Exit codes: 0 the file was read, whatever was found about its people; 2 wrong usage, an unreadable file, \
    or an output that cannot be written.",
    examples::PREVIEW
))]
pub(crate) struct PreviewOptions {
    /// The export: Entra's "Download users" CSV, Get-MgUser | Export-Csv, Graph's /users JSON, or an
    /// .xlsx workbook saved from one of these; - is standard input. May be given more than once for
    /// exports of one tenant: a person in several of them counts once, and all of them are held in
    /// memory
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) users: Vec<PathBuf>,
    /// The vendor whose mappings apply: an id from `footbridge vendors`, or a profile file
    #[arg(long, value_name = "VENDOR")]
    pub(crate) vendor: Option<String>,
    /// The schema whose mappings and scoping filter apply: the JSON from "Review your schema here" in
    /// Entra, or Graph's out of PowerShell (ConvertTo-Json -Depth 20); - is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) schema: Option<PathBuf>,
    /// What a column of the export holds, where its name does not say so: 'Work e-mail=mail'; without
    /// an attribute the column is left out. May be given more than once
    #[arg(long, value_name = "COLUMN=ATTRIBUTE")]
    pub(crate) column: Vec<String>,
    /// Only the people whom this list names: user principal names, object ids or e-mail addresses,
    /// one a line or as a column of an export; - is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) assigned: Option<PathBuf>,
    /// Only the people whose attribute has a value: 'department=Sales' or, in an export with
    /// groups, 'memberOf=Trainees'
    #[arg(long, value_name = "ATTRIBUTE=VALUE", conflicts_with = "assigned")]
    pub(crate) assigned_by: Option<String>,
    /// How to print the users; with --tree the organisation: table or csv
    #[arg(long, value_enum, default_value = "table", conflicts_with = "summary")]
    pub(crate) format: Format,
    /// In CSV, write values as they are that a spreadsheet could run as a formula
    #[arg(long)]
    pub(crate) exact: bool,
    /// Write the result into this file instead of to standard output: whole or not at all, in place of
    /// what is there, and CSV with the mark by which Excel and Windows PowerShell know UTF-8
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Print counts and findings instead of users
    #[arg(long)]
    pub(crate) summary: bool,
    /// Print the organisation tree instead of users
    #[arg(long, conflicts_with = "summary")]
    pub(crate) tree: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DialectChoice {
    /// As without the flag, then as with it, then as Entra does it in other set-ups
    Both,
    /// As for a tenant URL without `aadOptscim062020`
    Plain,
    /// As for a tenant URL with it
    Flag,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// A made-up person
    Users,
    /// A made-up group, with two made-up people who are created for it
    Groups,
}

#[derive(Args)]
#[command(group(ArgGroup::new("place").required(true).args(["vendor", "url"]).multiple(true)))]
#[command(group(ArgGroup::new("source").args(["token_env", "token_stdin", "token_saved"])))]
#[command(after_help = format!(
    "Without --writes it prints what it would do, and asks nobody. With it, one made-up person and one \
    made-up group are created, changed and deleted; nobody who is there is touched. What is created is \
    deleted at the end, also after Ctrl+C; after a crash, by the next run.\n\n{}\n\n{}\n\n\
    Exit codes: 0 everything was kept, 1 it was not, or the proof was stopped, 2 wrong usage.",
    examples::PROVE,
    examples::hidden_variable()
))]
pub(crate) struct ProveOptions {
    #[command(flatten)]
    pub(crate) server: ServerOptions,
    /// Create, change and delete the made-up person and group
    #[arg(long, requires = "source")]
    pub(crate) writes: bool,
    /// The domain of the made-up addresses
    #[arg(long, value_name = "DOMAIN", default_value = "example.com")]
    pub(crate) domain: String,
    /// Prove groups, too [default: where the vendor takes them]
    #[arg(long, conflicts_with = "no_groups")]
    pub(crate) groups: bool,
    /// Leave groups out
    #[arg(long)]
    pub(crate) no_groups: bool,
    /// In which form changes are written [default: that of the tenant URL]
    #[arg(long, value_enum, value_name = "DIALECT")]
    pub(crate) dialect: Option<DialectChoice>,
    /// Prove users or groups only
    #[arg(long, value_enum, value_name = "PART", conflicts_with_all = ["groups", "no_groups"])]
    pub(crate) only: Option<Part>,
    /// Write the checks to this file, too, as a CI reads them: one JUnit case a check
    #[arg(long, value_name = "FILE", requires = "writes")]
    pub(crate) junit: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
#[command(after_help = format!(
    "It listens on this machine only, and keeps what it is sent in memory until Ctrl+C.\n\n{}\n\n\
    Exit codes: 0 stopped with Ctrl+C, 2 wrong usage, or the port is in use.",
    examples::PRACTICE
))]
pub(crate) struct PracticeOptions {
    /// The port on 127.0.0.1; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = port)]
    pub(crate) port: u16,
    /// The variable that holds the token the tenant accepts [default: a new one, printed second]
    #[arg(long, value_name = "VAR")]
    pub(crate) token_env: Option<String>,
    /// Break something on purpose; may be given more than once
    #[arg(long, value_name = "NAME")]
    pub(crate) fault: Vec<String>,
    /// Write the authorities behind the tenant's certificates to this file, as PEM
    #[arg(long, value_name = "FILE")]
    pub(crate) roots: Option<PathBuf>,
    /// List the faults, each with the code that `check` finds, or `prove`
    #[arg(long)]
    pub(crate) faults: bool,
}

/// Clap's own reason would repeat what was typed.
fn port(text: &str) -> Result<u16, &'static str> {
    text.parse().map_err(|_| "it takes a number in 0..=65535")
}
