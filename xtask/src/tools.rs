//! Tools that tasks need, and their installation.
//!
//! A tool on the `PATH` in the right version is used. A tool in another version is not replaced: the
//! right version goes into `.tools/`.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::code::Profile;
use crate::{Result, root, run, target};

/// The target that browsers run.
const WASM: &str = "wasm32-unknown-unknown";

/// A tool that `cargo install` builds.
struct CargoTool {
    package: &'static str,
    binary: &'static str,
    version: &'static str,
    /// Whether no other version is accepted.
    exact: bool,
    args: &'static [&'static str],
}

/// A tool from npm: program, package, version.
type NpmTool = (&'static str, &'static str, &'static str);

/// Bundles and minifies scripts.
const ESBUILD: NpmTool = ("esbuild", "esbuild", "0.28.2");
/// Optimizes wasm; older versions do not read the output of the pinned rustc.
const WASM_OPT: NpmTool = ("wasm-opt", "binaryen", "132.0.0");

/// Packages from npm that the builder page contains: they read tables of Markdown and of spreadsheets.
const LIBRARIES: [(&str, &str); 2] = [("marked", "18.2.1"), ("papaparse", "5.7.1")];

/// Packages from npm that the browser tests build pages with, and that check pages.
const PAGES: [(&str, &str); 7] = [
    ("@hotwired/turbo", "8.0.23"),
    ("axe-core", "4.11.0"),
    ("bootstrap", "5.3.8"),
    ("htmx.org", "2.0.8"),
    ("react", "18.3.1"),
    ("react-dom", "18.3.1"),
    ("tailwindcss", "4.3.5"),
];

/// SurveyJS, which `bench` compares with.
const JSON_LOGIC: (&str, &str) = ("json-logic-engine", "5.0.7");
const SURVEY: [(&str, &str); 2] = [("survey-core", "2.5.38"), ("survey-js-ui", "2.5.38")];

/// The Node that publishing platforms run on; that of Debian is too old for some of them.
const NODE: &str = "22.23.5";

/// Programs that may be Chromium.
const CHROMIUM: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// The linter and the formatter, which rustup leaves out of a minimal toolchain.
pub(crate) fn native() -> Result {
    for (command, component) in [("cargo-fmt", "rustfmt"), ("cargo-clippy", "clippy")] {
        let there = output(Command::new(command).arg("--version").current_dir(root()));
        if there.is_none() {
            rustup(&["component", "add", component])?;
        }
    }
    Ok(())
}

/// The standard library for the browser.
pub(crate) fn wasm() -> Result {
    if !rustlib()?.join(WASM).join("lib").is_dir() {
        rustup(&["target", "add", WASM])?;
    }
    Ok(())
}

/// The source of the standard library: whether it is installed now. Without it the code is a tenth
/// larger.
pub(crate) fn std_source() -> Result<bool> {
    let source = rustlib()?.join("src/rust/library/std");
    if !source.is_dir()
        && let Err(error) = rustup(&["component", "add", "rust-src"])
    {
        eprintln!("xtask: the code gets a tenth larger than necessary: {error}");
    }
    Ok(source.is_dir())
}

/// The folder of the toolchain's libraries.
fn rustlib() -> Result<PathBuf> {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]).current_dir(root()))
        .ok_or("`rustc` does not run")?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib"))
}

/// The tools that build the site.
pub(crate) fn site(profile: Profile) -> Result {
    wasm()?;
    match profile {
        Profile::Release => npm(&[ESBUILD, WASM_OPT])?,
        Profile::Trial => npm(&[ESBUILD])?,
    }
    packages(&root().join(".tools/libraries"), &LIBRARIES)
}

/// The folder that has the packages of the builder page.
pub(crate) fn libraries() -> PathBuf {
    root().join(".tools/libraries/node_modules")
}

/// Trunk, the other way to build the site.
pub(crate) fn trunk() -> Result {
    cargo_tool(&CargoTool {
        package: "trunk",
        binary: "trunk",
        version: "0.22.0-beta.1",
        exact: true,
        // Without its features Trunk neither downloads tools nor looks for updates of itself.
        args: &["--locked", "--no-default-features"],
    })
}

/// Browsers and their drivers.
pub(crate) fn browsers() -> Result {
    debian(&[
        (&CHROMIUM, "chromium"),
        (&["chromedriver"], "chromium-driver"),
        (&["firefox-esr", "firefox"], "firefox-esr"),
        // Contains its own browser, which cannot run without a display.
        (&["WebKitWebDriver"], "webkit2gtk-driver"),
        (&["xvfb-run"], "xvfb"),
        (&["xauth"], "xauth"),
    ])?;
    cargo_tool(&CargoTool {
        package: "geckodriver",
        binary: "geckodriver",
        version: "0.37.1",
        exact: false,
        args: &["--locked"],
    })
}

/// Third-party code that the browser tests put on pages beside the widget.
pub(crate) fn pages() -> Result {
    packages(&root().join(".tools/pages"), &PAGES)
}

/// SurveyJS; in a folder of its own, because only `bench` needs it.
pub(crate) fn survey() -> Result {
    packages(&root().join(".tools/survey"), &SURVEY)
}

/// The folder with json-logic-engine; only `bench` needs it.
pub(crate) fn json_logic() -> Result<PathBuf> {
    let folder = root().join(".tools/json-logic");
    packages(&folder, &[JSON_LOGIC])?;
    Ok(folder)
}

/// Packages from npm in these versions. They have a folder of their own, because npm removes files
/// from a folder that it did not install there.
fn packages(folder: &Path, wanted: &[(&str, &str)]) -> Result {
    let there = |(package, version): &&(&str, &str)| {
        let manifest = folder.join("node_modules").join(package).join("package.json");
        std::fs::read_to_string(manifest)
            .is_ok_and(|text| text.contains(&format!("\"version\": \"{version}\"")))
    };
    if wanted.iter().all(|package| there(&package)) {
        return Ok(());
    }
    let names = wanted.iter().map(|(package, version)| format!("{package}@{version}"));
    install(folder, &names.collect::<Vec<_>>())?;
    match wanted.iter().find(|package| !there(package)) {
        Some((package, version)) => Err(format!("npm does not contain {package} {version}").into()),
        None => Ok(()),
    }
}

/// Lighthouse, which rates a page; in a folder of its own, because only `bench` needs it.
pub(crate) fn lighthouse() -> Result<PathBuf> {
    const VERSION: &str = "12.8.2";
    let folder = root().join(".tools/lighthouse");
    let program = folder.join("node_modules/.bin/lighthouse");
    if !has(&program.to_string_lossy(), VERSION) {
        install(&folder, &[format!("lighthouse@{VERSION}")])?;
    }
    Ok(program)
}

/// The Node of publishing platforms, as the package of this machine's kind that npm has.
pub(crate) fn node() -> Result {
    packages(&root().join(".tools/node"), &[(&node_package(), NODE)])
}

/// The folder with the program of that Node.
pub(crate) fn node_folder() -> PathBuf {
    root().join(".tools/node/node_modules").join(node_package()).join("bin")
}

fn node_package() -> String {
    let system = if env::consts::OS == "macos" { "darwin" } else { env::consts::OS };
    let kind = if env::consts::ARCH == "aarch64" { "arm64" } else { "x64" };
    format!("node-{system}-{kind}")
}

/// Installs Debian packages that are missing, without those that they only recommend: web servers
/// among them.
pub(crate) fn debian_packages(wanted: &[&str]) -> Result {
    let missing: Vec<&str> =
        wanted.iter().copied().filter(|package| debian_version(package).is_none()).collect();
    if missing.is_empty() { Ok(()) } else { apt(&["--no-install-recommends"], &missing) }
}

/// The version of an installed Debian package, without what Debian adds; `None` if the package is not
/// installed.
pub(crate) fn debian_version(package: &str) -> Option<String> {
    let format = "--showformat=${db:Status-Status} ${Version}";
    let found = output(Command::new("dpkg-query").args(["--show", format, package]))?;
    let version = found.strip_prefix("installed ")?;
    let version = version.split_once(':').map_or(version, |(_, version)| version);
    Some(version.split(['-', '+', '~']).next().unwrap_or(version).to_owned())
}

/// The path of Chromium.
pub(crate) fn chromium() -> Result<PathBuf> {
    let found = CHROMIUM.iter().find_map(|name| find(name));
    found.ok_or_else(|| "Chromium is not installed: run `cargo xtask test` once".into())
}

/// A command that finds the tools of `.tools/` first.
pub(crate) fn command(name: &str) -> Command {
    let mut command = Command::new(find(name).unwrap_or_else(|| name.into()));
    command.current_dir(root()).env("PATH", path());
    command
}

/// The `PATH` with the tools of `.tools/` at its beginning.
pub(crate) fn path() -> std::ffi::OsString {
    let rest = env::var_os("PATH").unwrap_or_default();
    // Part of the `PATH` even if the profile of this shell does not name the folder.
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")));
    let folders = [".tools/bin", ".tools/node_modules/.bin"].map(|folder| root().join(folder));
    let home = home.map(|home| home.join("bin"));
    let all = folders.into_iter().chain(env::split_paths(&rest)).chain(home);
    env::join_paths(all).unwrap_or(rest)
}

/// The path of a program on that `PATH`.
fn find(name: &str) -> Option<PathBuf> {
    env::split_paths(&path())
        .map(|folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file())
}

/// The output of a command; `None` if the command does not run or fails.
fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a tool runs and has this version.
fn has(name: &str, version: &str) -> bool {
    output(command(name).arg("--version"))
        .is_some_and(|text| text.split(|c: char| " \n()_".contains(c)).any(|word| word == version))
}

/// Prints the name of a package before its installation.
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
    announce(&format!("{package} {version} (compiles for two to four minutes)"));
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["install", "--quiet", package, "--version", version]).args(*args);
    if other {
        command.arg("--root").arg(root().join(".tools"));
    }
    // Outside the repository, whose settings do not apply to tools; in one target folder, so that
    // tools share dependencies; without optimization, because each tool runs for seconds only.
    let built = command
        .current_dir(env::temp_dir())
        .env("CARGO_TARGET_DIR", target().join("tools"))
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env_remove("RUSTFLAGS");
    run(built).map_err(|error| format!("{package} {version} could not be installed: {error}"))?;
    if has(binary, version) {
        Ok(())
    } else {
        Err(format!("{binary} {version} does not run").into())
    }
}

fn npm(tools: &[NpmTool]) -> Result {
    let runs = |(binary, _, version): &NpmTool| has(binary, short(binary, version));
    if tools.iter().all(runs) {
        return Ok(());
    }
    let packages: Vec<String> =
        tools.iter().map(|(_, package, version)| format!("{package}@{version}")).collect();
    install(&root().join(".tools"), &packages)?;
    match tools.iter().find(|tool| !runs(tool)) {
        Some((binary, _, version)) => Err(format!("{binary} {version} does not run").into()),
        None => Ok(()),
    }
}

/// Installs packages from npm into a folder; npm removes all other packages there.
fn install(folder: &Path, packages: &[String]) -> Result {
    debian(&[(&["node"], "nodejs"), (&["npm"], "npm")])?;
    announce(&packages.join(" "));
    std::fs::create_dir_all(folder)?;
    let mut command = Command::new("npm");
    command.args(["install", "--no-audit", "--no-fund", "--no-save", "--silent", "--prefix"]);
    run(command.arg(folder).args(packages).current_dir(folder))
}

/// The version that a tool prints: `wasm-opt` prints a whole number.
fn short<'a>(binary: &str, version: &'a str) -> &'a str {
    if binary == "wasm-opt" { version.trim_end_matches(".0") } else { version }
}

/// Installs the Debian packages whose programs are missing. Each entry has programs, one of which is
/// necessary, and the package that contains them.
fn debian(wanted: &[(&[&str], &str)]) -> Result {
    let there = |names: &[&str]| names.iter().any(|name| find(name).is_some());
    let missing: Vec<&str> =
        wanted.iter().filter(|(names, _)| !there(names)).map(|(_, package)| *package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    apt(&[], &missing)?;
    match wanted.iter().find(|(names, _)| !there(names)) {
        Some((names, package)) => Err(format!("{package} does not contain {}", names[0]).into()),
        None => Ok(()),
    }
}

/// Installs Debian packages with these options; without root, an error has the command to run.
fn apt(options: &[&str], missing: &[&str]) -> Result {
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
    apt(&[&["install", "-y", "-qq"], options, missing].concat())
}
