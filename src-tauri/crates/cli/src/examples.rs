//! The examples of `--help`. Each is typed alike in cmd, in PowerShell and in a POSIX shell: without a
//! quote, a pipe or a redirection, which these read differently.

/// Returns what to type so that the shell asks for a variable's value.
pub(crate) fn asking_for(name: &str) -> String {
    if cfg!(windows) {
        // `Read-Host` alone shows what is typed, and cmd cannot ask without showing.
        format!(
            " (in PowerShell):\n  \
             $env:{name} = [Net.NetworkCredential]::new('', (Read-Host -AsSecureString)).Password"
        )
    } else {
        format!(":\n  read -rs {name} && export {name}")
    }
}

/// Says how a variable for a token is set, to be read after examples that name one.
pub(crate) fn hidden_variable() -> String {
    format!("To set a variable without showing it{}", asking_for("SCIM_TOKEN"))
}

pub(crate) const TOKEN: &str = "Examples:
  footbridge token --vendor secure-practice --copy
  footbridge token --vendor safe --save --url https://scim.example.com/v2
  footbridge token --vendor keepnet --token-env SCIM_TOKEN --save";

pub(crate) const CHECK: &str = "Examples:
  footbridge check --vendor secure-practice --token-saved
  footbridge check --vendor keepnet --token-env SCIM_TOKEN
  footbridge check --url https://scim.example.com/v2 --token-env SCIM_TOKEN --json";

pub(crate) const EVAL: &str = "Examples:
  footbridge eval --expression-file name.txt --attributes person.json
  footbridge eval --explain --expression-file name.txt --attributes person.json
  footbridge eval --batch cases.jsonl --json";

pub(crate) const PREVIEW: &str = "Examples:
  footbridge preview --users users.csv --vendor secure-practice --summary
  footbridge preview --users users.csv --schema schema.json --format csv --output preview.csv
  footbridge preview --users users.csv --vendor keepnet --assigned-by department=Sales --tree";

pub(crate) const PROVE: &str = "Examples:
  footbridge prove --url https://scim.example.com/v2
  footbridge prove --url https://scim.example.com/v2 --token-env SCIM_TOKEN --writes --dialect both
  footbridge prove --vendor keepnet --token-saved --writes --junit proof.xml";

pub(crate) const PRACTICE: &str = "Examples:
  footbridge practice --port 8443
  footbridge practice --faults
  footbridge practice --fault unauthorized --token-env SCIM_TOKEN";

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    use super::asking_for;
    use crate::arguments::Arguments;

    #[test]
    fn variable_is_asked_for_without_showing_what_is_typed() {
        let words = asking_for("SCIM_TOKEN");
        // `-s` of `read` and `-AsSecureString` of `Read-Host` are what hides it.
        let hides = if cfg!(windows) { "Read-Host -AsSecureString" } else { "read -rs SCIM_TOKEN" };
        let sets = if cfg!(windows) { "$env:SCIM_TOKEN = " } else { "export SCIM_TOKEN" };
        assert!(words.contains(hides) && words.contains(sets), "{words}");
    }

    /// Letters that cmd, PowerShell and a POSIX shell all leave to the program, wherever they stand.
    fn is_plain(letter: char) -> bool {
        letter.is_ascii_alphanumeric() || " -./:=_".contains(letter)
    }

    #[test]
    fn every_example_is_understood_and_typed_alike_in_every_shell() {
        let mut read = 0;
        for task in Arguments::command().get_subcommands() {
            let help = task.clone().render_long_help().to_string();
            for line in help.lines().filter_map(|line| line.strip_prefix("  footbridge ")) {
                assert!(line.chars().all(is_plain), "a shell reads this its own way: {line}");
                let words = ["footbridge"].into_iter().chain(line.split(' '));
                assert!(Arguments::try_parse_from(words).is_ok(), "it is refused: {line}");
                assert!(line.starts_with(task.get_name()), "it is another task's: {line}");
                read += 1;
            }
        }
        assert!(read >= 15, "they are found: {read}");
    }
}
