//! One door for every chore: `cargo xtask serve | test | size | bench | dist | npm`.
//!
//! Each chore first installs what it needs and is not there, and says so.

mod apps;
mod bench;
mod code;
mod contract;
mod fallback;
mod host;
mod lean;
mod lighthouse;
mod models;
mod npm;
mod pin;
mod release;
mod site;
mod size;
mod test;
mod tools;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use site::Options;

/// What a chore returns; the error is one sentence for the person who ran it.
type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const HELP: &str = "\
cargo xtask serve [--port N]   build the site and serve it on this machine
cargo xtask test [--native]    run every check; --native leaves out wasm and browsers
cargo xtask size [--json]      build the site and weigh what a reader downloads
cargo xtask bench              measure natively, in Node and in Chromium, and ask Lighthouse
cargo xtask dist               build the site into dist/, to try it out
  --address A                  into release/, to be published at A, https://host/folder/
  --retire-offline             and end its offline use in every browser that has it
cargo xtask npm                build the site and write the package for npm
cargo xtask apps               build what the browser tests run besides the site
cargo xtask contract           write index.d.ts and the tables of docs/embedding.md";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match chore(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Finds the chore by its name.
fn chore(args: &[&str]) -> Result {
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
        ["bench"] => bench::run(),
        ["dist", options @ ..] => site::build(&Options::read(options)?),
        ["npm"] => npm::chore(),
        ["contract"] => contract::generate(),
        // What Trunk calls when it builds; see Trunk.toml.
        ["bundle"] => site::bundle(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(format!("unknown chore `{}`\n{HELP}", other.join(" ")).into()),
    }
}

/// Builds the site and serves it until interrupted.
fn serve(port: u16) -> Result {
    site::build(&Options::default())?;
    let dist = root().join("dist");
    let server = xtask::serve::Server::near(port, move |request| request.file(&dist))?;
    println!("\nTiebreak is on {}/ (Ctrl-C ends it)", server.origin());
    server.wait();
    Ok(())
}

/// The folder of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is in a folder of the repository")
}

/// Where cargo puts what it builds.
fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The cargo that runs this chore, in the folder of the repository.
fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).args(args);
    command
}

/// Runs a command to its end; what it prints goes to standard error, which leaves standard output
/// to the chore itself.
fn run(command: &mut Command) -> Result {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command
        .stdout(std::io::stderr())
        .status()
        .map_err(|error| format!("`{name}` does not start: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{name}` failed ({status})").into()) }
}
