//! All tasks: `cargo xtask serve | test | soak | size | bench | dist | hosts | npm`.
//!
//! Each task first installs the tools that it needs, and prints their names.

mod apps;
mod bench;
mod code;
mod contract;
mod fallback;
mod hosts;
mod integrity;
mod languages;
mod lighthouse;
mod models;
mod npm;
mod order;
mod profile;
mod release;
mod site;
mod size;
mod soak;
mod steps;
mod strip;
mod test;
mod tools;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use site::Options;

/// Result of a task; the error is one sentence for the person who ran the task.
type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const HELP: &str = "\
cargo xtask serve [--port N]   build the site to try it out, and serve it on this machine
cargo xtask test [--native]    run all checks; --native leaves out wasm and browsers
cargo xtask soak               use pages at random for long, in Chromium and Firefox
  --page NAME                  one of them: article or standalone
  --minutes N                  for N minutes each; 30 without this option
  --seed N                     the actions of an earlier run
  --actions N                  N actions, however long they take
cargo xtask size [--json]      build the site and print the size of a reader's download
cargo xtask size --profile     print the crates that the code of the first file comes from
cargo xtask bench              measure natively, in Node and in Chromium, and run Lighthouse
cargo xtask dist               build the site into dist/
  --address A                  into release/, to be published at A, https://host/folder/
  --retire-offline             and end its offline use in every browser that has it
cargo xtask hosts [NAME...]    check the site in dist/ on publishing platforms, all without names
  --write                      and write the outcomes into docs/embedding.md
cargo xtask npm                build the site and write the package for npm
cargo xtask apps               build what the browser tests run besides the site
cargo xtask contract           write index.d.ts and the tables of docs/embedding.md
cargo xtask languages          write plural rules, months and lists into public/languages/
  new TAG NAME                 and start a language with the English texts";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match task(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the task that the arguments name.
fn task(args: &[&str]) -> Result {
    match args {
        ["apps"] => apps::build(),
        ["serve"] => serve(8080),
        ["serve", "--port", port] => match port.parse() {
            Ok(port) => serve(port),
            Err(_) => Err(format!("`{port}` is not a port: 0 to 65535").into()),
        },
        ["test"] => test::run(false),
        ["test", "--native"] => test::run(true),
        ["size"] => size::run(false),
        ["size", "--json"] => size::run(true),
        ["size", "--profile"] => size::profile(),
        ["soak", options @ ..] => soak::run(options),
        ["bench"] => bench::run(),
        ["dist", options @ ..] => site::build(&Options::read(options)?).map(drop),
        ["hosts", args @ ..] => hosts::run(args),
        ["npm"] => npm::run(),
        ["contract"] => contract::generate(),
        ["languages"] => languages::update(None),
        ["languages", "new", tag, name] => languages::update(Some((tag, name))),
        // The hook of Trunk.toml.
        ["bundle"] => site::bundle(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(format!("unknown task `{}`\n{HELP}", other.join(" ")).into()),
    }
}

/// Builds the site and serves it until interrupted.
fn serve(port: u16) -> Result {
    let folder = site::build_trial()?;
    let server = xtask::serve::Server::near(port, move |request| request.file(&folder))?;
    println!("\nTiebreak is on {}/ (Ctrl-C ends it)", server.origin());
    server.wait();
    Ok(())
}

/// The folder of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is in a folder of the repository")
}

/// The target folder of cargo.
fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The cargo that runs this program, in the folder of the repository.
fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).args(args);
    command
}

/// Runs a command to its end. Its output goes to standard error, so that standard output has only
/// the output of the task.
fn run(command: &mut Command) -> Result {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command
        .stdout(std::io::stderr())
        .status()
        .map_err(|error| format!("`{name}` does not start: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{name}` failed ({status})").into()) }
}
