//! What must be there, and how it is installed.
//!
//! A tool that is on the `PATH` in the right version is used as it is. Nothing that a person
//! installed is replaced: where another version is on the `PATH`, ours goes into `.tools/`.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{Result, root, run, target};

/// Compiles for the browser.
const WASM: &str = "wasm32-unknown-unknown";

/// A tool that `cargo install` builds.
struct CargoTool {
    package: &'static str,
    binary: &'static str,
    version: String,
    /// Whether no other version will do.
    exact: bool,
    args: &'static [&'static str],
}

/// Tools from npm, pinned; the first is the only `wasm-opt` that knows what today's rustc emits.
const NPM: [(&str, &str, &str); 2] =
    [("wasm-opt", "binaryen", "132.0.0"), ("esbuild", "esbuild", "0.28.2")];

/// What pages are made with that the browser tests embed into, and what checks pages; from npm,
/// pinned.
const PAGES: [(&str, &str); 7] = [
    ("@hotwired/turbo", "8.0.23"),
    ("axe-core", "4.11.0"),
    ("bootstrap", "5.3.8"),
    ("htmx.org", "2.0.8"),
    ("react", "18.3.1"),
    ("react-dom", "18.3.1"),
    ("tailwindcss", "4.3.5"),
];

/// Names that Chromium goes by.
const CHROMIUM: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// What lints and formats, which rustup leaves out of a minimal toolchain.
pub(crate) fn native() -> Result {
    for (command, component) in [("cargo-fmt", "rustfmt"), ("cargo-clippy", "clippy")] {
        let there = output(Command::new(command).arg("--version").current_dir(root()));
        if there.is_none() {
            rustup(&["component", "add", component])?;
        }
    }
    Ok(())
}

/// What compiles for the browser.
pub(crate) fn wasm() -> Result {
    if !rustlib()?.join(WASM).join("lib").is_dir() {
        rustup(&["target", "add", WASM])?;
    }
    Ok(())
}

/// Whether the source of the standard library is there, or could be fetched. Without it the site is
/// the same, and a tenth larger.
pub(crate) fn std_source() -> Result<bool> {
    let source = rustlib()?.join("src/rust/library/std");
    if !source.is_dir()
        && let Err(error) = rustup(&["component", "add", "rust-src"])
    {
        eprintln!("xtask: the site gets larger than it need be: {error}");
    }
    Ok(source.is_dir())
}

/// Where the toolchain keeps its libraries.
fn rustlib() -> Result<PathBuf> {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]).current_dir(root()))
        .ok_or("`rustc` does not run")?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib"))
}

/// What builds the site.
pub(crate) fn site() -> Result {
    wasm()?;
    cargo_tool(&CargoTool {
        package: "wasm-bindgen-cli",
        binary: "wasm-bindgen",
        version: locked("wasm-bindgen")?,
        exact: true,
        // Its lock file holds crates that were withdrawn.
        args: &[],
    })?;
    cargo_tool(&CargoTool {
        package: "trunk",
        binary: "trunk",
        version: "0.22.0-beta.1".to_owned(),
        exact: true,
        // Without its features it neither downloads tools nor looks for updates of itself.
        args: &["--locked", "--no-default-features"],
    })?;
    npm()
}

/// Browsers and what drives them.
pub(crate) fn browsers() -> Result {
    debian(&[
        (&CHROMIUM, "chromium"),
        (&["chromedriver"], "chromium-driver"),
        (&["firefox-esr", "firefox"], "firefox-esr"),
        // Brings its own browser, which cannot run without a display.
        (&["WebKitWebDriver"], "webkit2gtk-driver"),
        (&["xvfb-run"], "xvfb"),
        (&["xauth"], "xauth"),
    ])?;
    cargo_tool(&CargoTool {
        package: "geckodriver",
        binary: "geckodriver",
        version: "0.37.1".to_owned(),
        exact: false,
        args: &["--locked"],
    })
}

/// Other people's code that the browser tests put beside ours: in `.tools/pages/`, a folder of its
/// own, because npm removes what it did not put there itself.
pub(crate) fn pages() -> Result {
    let folder = root().join(".tools/pages");
    let there = |package: &str, version: &str| {
        let manifest = folder.join("node_modules").join(package).join("package.json");
        std::fs::read_to_string(manifest)
            .is_ok_and(|text| text.contains(&format!("\"version\": \"{version}\"")))
    };
    if PAGES.iter().all(|(package, version)| there(package, version)) {
        return Ok(());
    }
    install(&folder, &PAGES.map(|(package, version)| format!("{package}@{version}")))?;
    match PAGES.iter().find(|(package, version)| !there(package, version)) {
        Some((package, version)) => Err(format!("npm did not bring {package} {version}").into()),
        None => Ok(()),
    }
}

/// What judges a page as a whole; in a folder of its own, for it is large and only `bench` asks.
pub(crate) fn lighthouse() -> Result<PathBuf> {
    const VERSION: &str = "12.8.2";
    let folder = root().join(".tools/lighthouse");
    let program = folder.join("node_modules/.bin/lighthouse");
    if !has(&program.to_string_lossy(), VERSION) {
        install(&folder, &[format!("lighthouse@{VERSION}")])?;
    }
    Ok(program)
}

/// Where Chromium is.
pub(crate) fn chromium() -> Result<PathBuf> {
    let found = CHROMIUM.iter().find_map(|name| find(name));
    found.ok_or_else(|| "Chromium is not installed: run `cargo xtask test` once".into())
}

/// A command that finds our tools before others.
pub(crate) fn command(name: &str) -> Command {
    let mut command = Command::new(find(name).unwrap_or_else(|| name.into()));
    command.current_dir(root()).env("PATH", path());
    command
}

/// The `PATH` with our tools at its beginning.
pub(crate) fn path() -> std::ffi::OsString {
    let rest = env::var_os("PATH").unwrap_or_default();
    // Also there if this shell's profile does not name it.
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")));
    let folders = [".tools/bin", ".tools/node_modules/.bin"].map(|folder| root().join(folder));
    let home = home.map(|home| home.join("bin"));
    let all = folders.into_iter().chain(env::split_paths(&rest)).chain(home);
    env::join_paths(all).unwrap_or(rest)
}

/// Where a program is, on our `PATH`.
fn find(name: &str) -> Option<PathBuf> {
    env::split_paths(&path())
        .map(|folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file())
}

/// What a command prints; `None` if it does not run or fails.
fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether the tool runs and is of this version.
fn has(name: &str, version: &str) -> bool {
    output(command(name).arg("--version"))
        .is_some_and(|text| text.split(|c: char| " \n()_".contains(c)).any(|word| word == version))
}

/// Says what is about to be installed.
fn announce(what: &str) {
    eprintln!("installing {what}");
}

fn rustup(args: &[&str]) -> Result {
    if find("rustup").is_none() {
        return Err(
            format!("this needs rustup, or a toolchain after `rustup {}`", args.join(" ")).into()
        );
    }
    announce(&args.join(" "));
    // In the folder of the repository rust-toolchain.toml names the toolchain.
    run(Command::new("rustup").args(args).current_dir(root()))
}

fn cargo_tool(tool: &CargoTool) -> Result {
    let CargoTool { package, binary, version, exact, args } = tool;
    let other = find(binary).is_some();
    if has(binary, version) || (other && !exact) {
        return Ok(());
    }
    announce(&format!("{package} {version} (compiles for some minutes)"));
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["install", "--quiet", package, "--version", version]).args(*args);
    if other {
        command.arg("--root").arg(root().join(".tools"));
    }
    // Outside the repository, so that its settings say nothing about other people's code;
    // one target folder, so that the tools share what they have in common;
    // and fast to compile rather than fast to run.
    let built = command
        .current_dir(env::temp_dir())
        .env("CARGO_TARGET_DIR", target().join("tools"))
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env_remove("RUSTFLAGS");
    run(built).map_err(|error| format!("{package} {version} could not be installed: {error}"))?;
    if has(binary, version) {
        Ok(())
    } else {
        Err(format!("{binary} {version} does not run").into())
    }
}

fn npm() -> Result {
    if NPM.iter().all(|(binary, _, version)| has(binary, short(binary, version))) {
        return Ok(());
    }
    install(
        &root().join(".tools"),
        &NPM.map(|(_, package, version)| format!("{package}@{version}")),
    )?;
    match NPM.iter().find(|(binary, _, version)| !has(binary, short(binary, version))) {
        Some((binary, _, version)) => Err(format!("{binary} {version} does not run").into()),
        None => Ok(()),
    }
}

/// Installs packages from npm into a folder that holds nothing else of npm's.
fn install(folder: &Path, packages: &[String]) -> Result {
    debian(&[(&["node"], "nodejs"), (&["npm"], "npm")])?;
    announce(&packages.join(" "));
    std::fs::create_dir_all(folder)?;
    let mut command = Command::new("npm");
    command.args(["install", "--no-audit", "--no-fund", "--no-save", "--silent", "--prefix"]);
    run(command.arg(folder).args(packages).current_dir(folder))
}

/// The version as the tool says it: `wasm-opt` counts in whole numbers.
fn short<'a>(binary: &str, version: &'a str) -> &'a str {
    if binary == "wasm-opt" { version.trim_end_matches(".0") } else { version }
}

/// Installs Debian packages whose programs are missing; a row is programs, one of which must be
/// there, and the package that brings them.
fn debian(wanted: &[(&[&str], &str)]) -> Result {
    let there = |names: &[&str]| names.iter().any(|name| find(name).is_some());
    let missing: Vec<&str> =
        wanted.iter().filter(|(names, _)| !there(names)).map(|(_, package)| *package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    let root = output(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    if !root || find("apt-get").is_none() {
        return Err(
            format!("please install {list} (on Debian: sudo apt-get install {list})").into()
        );
    }
    announce(&list);
    let apt = |args: &[&str]| {
        let mut command = Command::new("apt-get");
        run(command.args(args).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt(&["update", "-qq"])?;
    apt(&[&["install", "-y", "-qq"], missing.as_slice()].concat())?;
    match wanted.iter().find(|(names, _)| !there(names)) {
        Some((names, package)) => Err(format!("{package} did not bring {}", names[0]).into()),
        None => Ok(()),
    }
}

/// The version of a crate that Cargo.lock holds: the tool must be of the same.
fn locked(name: &str) -> Result<String> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock"))?;
    lock.split("[[package]]")
        .find(|entry| entry.contains(&format!("name = \"{name}\"\n")))
        .and_then(|entry| entry.split_once("version = \"")?.1.split('"').next())
        .map(str::to_owned)
        .ok_or_else(|| format!("Cargo.lock has no {name}").into())
}
