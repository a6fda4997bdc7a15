//! Another program of the same user reads no memory of a running `footbridge`.

use std::fs::Permissions;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::process::Command;

use footbridge_tests::canary::TOKEN;
use footbridge_tests::{Program, footbridge};

/// A user that is nobody's, to be the same user as when the tests are run by root, who may do
/// anything.
const NOBODY: u32 = 65_534;

/// Returns `program` as the user that the tests look through the eyes of.
fn as_user(program: &Path) -> Command {
    if !rustix::process::geteuid().is_root() {
        return Command::new(program);
    }
    let user = NOBODY.to_string();
    let mut command = Command::new("setpriv");
    command.args(["--reuid", &user, "--regid", &user, "--clear-groups"]).arg(program);
    command
}

#[test]
fn memory_of_a_waiting_program_is_its_own() {
    // Where that user can run it, wherever the checkout is.
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).expect("its own");
    let program = folder.path().join("footbridge");
    std::fs::copy(footbridge().get_program(), &program).expect("copied");
    // A practice tenant waits with a token in its memory and in its environment.
    let mut practice = as_user(&program);
    practice.args(["practice", "--token-env", "T"]).env("T", TOKEN);
    let (practice, _) = Program::start_and_read(&mut practice, 1);
    let process = format!("/proc/{}", practice.id());
    for file in ["mem", "environ", "maps", "auxv"] {
        let mut cat = as_user(Path::new("cat"));
        let read = cat.arg(format!("{process}/{file}")).output().expect("cat runs");
        assert!(!read.status.success(), "{file} cannot be read");
        let said = String::from_utf8_lossy(&read.stderr).into_owned();
        assert!(said.contains("Permission denied"), "{file}, because it may not be: {said}");
        assert!(!String::from_utf8_lossy(&read.stdout).contains(TOKEN), "nothing of {file}");
    }
    let owner = std::fs::metadata(format!("{process}/environ")).expect("it runs").uid();
    assert_eq!(owner, 0, "the system keeps what is known of it for its administrator");
}
