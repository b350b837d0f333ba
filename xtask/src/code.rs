//! Makes the code that browsers download: compiles a library, splits it into parts, makes the parts
//! small.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest as _, Sha256};
use wasm_bindgen_cli_support::Bindgen;
use wasm_encoder::{CustomSection, Section as _};

use crate::{Result, cargo, integrity, order, release, run, strip, target, tools};

/// A library that browsers download.
pub(crate) struct Library {
    /// How steps call the library.
    pub(crate) title: &'static str,
    /// Name of its files.
    name: &'static str,
    /// Package that cargo builds.
    package: &'static str,
    /// File that cargo writes.
    file: &'static str,
}

impl Library {
    /// The main part before `wasm-opt`, with the names of its functions. Of a published build.
    pub(crate) fn named(&self) -> PathBuf {
        target().join(BUNDLE).join(format!("{}_bg.wasm", self.name))
    }

    /// The compiled file.
    pub(crate) fn wasm(&self, profile: Profile) -> PathBuf {
        target().join(TARGET).join(profile.name()).join(self.file)
    }
}

/// Arguments of cargo for both libraries: their packages, and the feature with the element's exports.
pub(crate) const LIBRARIES: [&str; 6] =
    ["--package", WIDGET.package, "--package", PAGE.package, "--features", "tiebreak/element"];

/// The compilation target of code for browsers.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// The code of the element.
pub(crate) const WIDGET: Library =
    Library { title: "the widget", name: "core", package: "tiebreak", file: "tiebreak.wasm" };

/// The code of the standalone page, which includes that of the element.
pub(crate) const PAGE: Library =
    Library { title: "the page", name: "app", package: "tiebreak-app", file: "tiebreak_app.wasm" };

/// How much time a build spends on making code small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// As published: with a standard library of its own, fat LTO, wasm-opt.
    Release,
    /// To try out on this machine: the same code, larger and built in a fraction of the time.
    Trial,
}

impl Profile {
    /// The name of the cargo profile.
    fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Trial => "trial",
        }
    }
}

/// The script that fetches parts; esbuild puts it into the script that imports it.
const LOADER: &str = "./parts.js";

/// The features that rustc uses and that all supported browsers have. `wasm-opt` would otherwise use
/// features that these browsers lack.
const WASM_FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-simd",
];

/// Options of `wasm-opt` that lead to the smallest files after brotli, which are not the smallest before (-Oz:
/// 1 % more). Without the limit, all functions with one caller are inlined: a tenth more, in twice the
/// time. Low memory belongs to the stack: rustc places nothing there that has a fixed address.
const OPTIONS: [&str; 5] = [
    "-Os",
    "--converge",
    "--one-caller-inline-max-function-size=20",
    "--skip-pass=local-cse",
    "--low-memory-unused",
];

/// Folder of the parts of a published build, below the target folder.
const BUNDLE: &str = "bundle";

/// Parts that only the details request: their chunks are there if the details have them.
const AFTER_DETAILS: [&str; 4] = ["evidence", "export", "input", "problems"];

/// Size in bytes from which code that several parts share is a file of its own.
const OWN_FILE: usize = 8 << 10;

/// Settings of the cargo profile `trial`, on top of `release`.
const TRIAL: [&str; 4] = [
    "profile.trial.inherits='release'",
    "profile.trial.lto='off'",
    "profile.trial.codegen-units=16",
    "profile.trial.opt-level=1",
];

/// Compiles both libraries. One call of cargo compiles what they share once.
pub(crate) fn compile(profile: Profile) -> Result {
    let mut build = cargo(&["build", "--target", TARGET, "--lib"]);
    build.args(LIBRARIES);
    let name = profile.name();
    build.args(["--profile", name]);
    let mut config = |setting: &str| {
        build.args(["--config", setting]);
    };
    // Panics contain paths of sources: the folders of this machine stay out of them.
    let folders = [std::env::var_os("CARGO_HOME"), std::env::var_os("HOME")];
    for folder in folders.into_iter().flatten() {
        let flag = format!("--remap-path-prefix={}=", Path::new(&folder).display());
        config(&format!("target.{TARGET}.rustflags=['{flag}']"));
    }
    // The splitter needs relocations and names, which linking removes otherwise.
    config(&format!("target.{TARGET}.rustflags=['-Clink-args=--emit-relocs']"));
    config(&format!("profile.{name}.strip=false"));
    match profile {
        Profile::Trial => TRIAL.into_iter().for_each(config),
        Profile::Release if tools::std_source()? => without_panic_texts(&mut build),
        Profile::Release => {}
    }
    // In the environment it would replace the flags of .cargo/config.toml.
    run(build.env_remove("RUSTFLAGS"))
}

/// Splits a compiled library, makes the parts small, and puts them into a folder.
pub(crate) fn split_into(folder: &Path, library: &Library, profile: Profile) -> Result {
    let made = parts(&fs::read(library.wasm(profile))?, library.name, profile)?;
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(made)? {
        let entry = entry?;
        fs::copy(entry.path(), folder.join(entry.file_name()))?;
    }
    Ok(())
}

/// Everything besides the compiled code that the parts depend on: the steps, and the versions of the
/// tools. The program file itself cannot be read here: the tests of the tasks replace it while it runs.
const BUILD_SOURCES: [&[u8]; 6] = [
    include_bytes!("code.rs"),
    include_bytes!("parts.js"),
    include_bytes!("order.rs"),
    include_bytes!("strip.rs"),
    include_bytes!("tools.rs"),
    include_bytes!("../../Cargo.lock"),
];

/// Splits code where the source says `#[wasm_split]`, makes the parts small, and returns their
/// folder. Code that was split before is not split again: that takes longer than to compile it.
fn parts(wasm: &[u8], name: &str, profile: Profile) -> Result<PathBuf> {
    let raw = target().join(match profile {
        Profile::Release => BUNDLE,
        Profile::Trial => "bundle-trial",
    });
    let (folder, stamp) = (raw.join(name), raw.join(format!("{name}.made-of")));
    let mut digest = Sha256::new().chain_update(wasm);
    for source in BUILD_SOURCES {
        digest.update(source);
    }
    let made_of = format!("{:x}", digest.finalize());
    if fs::read_to_string(&stamp).is_ok_and(|before| before == made_of) {
        return Ok(folder);
    }
    for old in [&folder, &stamp].into_iter().filter(|path| path.exists()) {
        release::remove(old)?;
    }
    fs::create_dir_all(&folder)?;
    let split = Split::of(wasm, &raw, name)?;
    // The parts import what the linker exports.
    bindings(&raw.join(format!("{name}.wasm")), name, &raw, true)?;
    let (code, glue) = (raw.join(format!("{name}_bg.wasm")), raw.join(format!("{name}.js")));
    let (stripped, shorter) = strip::strip(&fs::read(&code)?, &fs::read_to_string(&glue)?)?;
    fs::write(code, stripped)?;
    fs::write(glue, shorter)?;
    for part in [&format!("{name}_bg")].into_iter().chain(&split.files) {
        let file = format!("{part}.wasm");
        match profile {
            Profile::Release => optimize(&raw.join(&file), &folder.join(&file))?,
            Profile::Trial => drop(fs::copy(raw.join(&file), folder.join(&file))?),
        }
    }
    let loader = split.join_chunks(&folder)?;
    fs::write(raw.join(LOADER), loader)?;
    let glue = format!("{name}.js");
    factory(&raw.join(&glue), &folder.join(&glue))?;
    integrity::fill_in(&folder.join(&glue), &folder)?;
    fs::write(stamp, made_of)?;
    Ok(folder)
}

/// Writes `<name>_bg.wasm` and the script `<name>.js` into a folder, with the options of
/// `wasm-bindgen --target web --no-typescript`.
pub(crate) fn bindings(wasm: &Path, name: &str, folder: &Path, keep_lld_exports: bool) -> Result {
    Bindgen::new()
        .input_path(wasm)
        .web(true)
        .map_err(|error| format!("wasm-bindgen: {error:#}"))?
        .out_name(name)
        .typescript(false)
        .keep_lld_exports(keep_lld_exports)
        // The default of the command line, not that of the library.
        .omit_default_module_path(false)
        .generate(folder)
        .map_err(|error| format!("wasm-bindgen: {error:#}").into())
}

/// Turns glue, which is one instance, into a function that makes a new instance with each call, so
/// that another instance can replace one that trapped. The function passes its exports to `watch`,
/// and uses the exports that `watch` returns.
fn factory(from: &Path, to: &Path) -> Result {
    let text = fs::read_to_string(from)?;
    let [plain, watched] = ["wasm = instance.exports;", "wasm = watch(instance.exports);"];
    if text.matches(plain).count() != 1 {
        return Err(format!("the glue has no {plain}, or more than one").into());
    }
    fs::write(from, text.replace(plain, watched))?;
    let how = ["--format=iife", "--global-name=glue", "--define:import.meta.url=here"];
    minify_as(from, to, &how)?;
    let glue = fs::read_to_string(to)?;
    let text = [
        "const here=import.meta.url;export const core=watch=>{",
        glue.trim_end(),
        "return glue};\n",
    ];
    Ok(fs::write(to, text.concat())?)
}

/// Builds the standard library with the library: a panic is a trap, without message, place and the
/// code that formats them, none of which a reader sees. These options of the pinned compiler are
/// unstable.
fn without_panic_texts(build: &mut Command) {
    build.env("RUSTC_BOOTSTRAP", "1").args([
        "-Zbuild-std=std,panic_abort",
        "-Zbuild-std-features=optimize_for_size",
        "-Zpanic-immediate-abort",
        "--config",
        "profile.release.panic='immediate-abort'",
        "--config",
        "target.wasm32-unknown-unknown.rustflags=['-Zlocation-detail=none','-Zfmt-debug=none']",
    ]);
}

/// The lazy parts of a library.
struct Split {
    /// The begin of the splitter's own script.
    head: String,
    /// Names of all files but that of the main part.
    files: Vec<String>,
    /// The names of the parts, each with its chunks: code that it shares with other parts.
    parts: BTreeMap<String, Vec<String>>,
}

impl Split {
    /// Splits code into the main part, for wasm-bindgen, and the lazy parts with their chunks.
    fn of(wasm: &[u8], raw: &Path, name: &str) -> Result<Self> {
        let (main, glue) = (raw.join(format!("{name}.wasm")), format!("./{name}.js"));
        let mut options = wasm_split_cli_support::Options::new(wasm);
        options.output_dir = raw;
        options.main_out_path = &main;
        options.main_module = &glue;
        options.link_name = LOADER;
        let split = wasm_split_cli_support::transform(options)
            .map_err(|error| format!("the code cannot be split: {error}"))?;
        let name = |path: &PathBuf| Some(path.file_stem()?.to_str()?.to_owned());
        let files = split.split_modules.iter().filter_map(name).collect();
        let mut parts: BTreeMap<String, Vec<String>> = split.prefetch_map.into_iter().collect();
        for (part, files) in &mut parts {
            if files.pop().is_none_or(|own| own != format!("split_{part}")) {
                return Err(format!("the part {part} has no code of its own").into());
            }
        }
        let script = fs::read_to_string(raw.join(LOADER))?;
        let missing = |text: &str| format!("the script that fetches parts has no {text}");
        let head = script.split_once("function makeLoad").ok_or_else(|| missing("makeLoad"))?.0;
        // This call bypasses the exports that `watch` guards, see `factory`.
        let callback = "sharedImports.__wasm_split.__indirect_function_table.get(callbackIndex)";
        if !head.contains(callback) {
            return Err(missing(callback).into());
        }
        let watched = format!("watch({{ call: {callback} }}).call(");
        Ok(Self { head: head.replace(&format!("{callback}("), &watched), files, parts })
    }

    /// Whether a part must bring a chunk: it needs the chunk, and no earlier part has brought it.
    fn brings(&self, part: &str, chunk: &String) -> bool {
        let needs = |part: &str| self.parts.get(part).is_some_and(|chunks| chunks.contains(chunk));
        needs(part) && !(AFTER_DETAILS.contains(&part) && needs("details"))
    }

    /// Puts each small chunk into the files of all parts that need the chunk, as a custom section: a
    /// request costs a reader more than the bytes. Returns the script that fetches the parts, with
    /// placeholders for the digests of the files.
    fn join_chunks(&self, folder: &Path) -> Result<String> {
        let mut script = self.head.clone() + include_str!("parts.js");
        let mut joined = BTreeSet::new();
        for (part, chunks) in &self.parts {
            let path = folder.join(format!("split_{part}.wasm"));
            let mut code = fs::read(&path)?;
            let (mut inside, mut apart) = (Vec::new(), Vec::new());
            for chunk in chunks.iter().filter(|chunk| self.brings(part, chunk)) {
                let file = folder.join(format!("{chunk}.wasm"));
                let bytes = fs::read(&file)?;
                let users = self.parts.keys().filter(|part| self.brings(part, chunk));
                if bytes.len() < OWN_FILE || users.count() == 1 {
                    let section = CustomSection { name: chunk.into(), data: bytes.into() };
                    section.append_to(&mut code);
                    inside.push(chunk.as_str());
                    joined.insert(file);
                } else {
                    apart.push([chunk.clone(), format!("{{{{integrity {chunk}.wasm}}}}")]);
                }
            }
            let list =
                CustomSection { name: "chunks".into(), data: inside.join(" ").into_bytes().into() };
            list.append_to(&mut code);
            fs::write(path, code)?;
            writeln!(
                script,
                "export const __wasm_split_load_{part} = part(\"split_{part}\", \
                 \"{{{{integrity split_{part}.wasm}}}}\", {apart:?});"
            )?;
        }
        for file in joined {
            fs::remove_file(file)?;
        }
        Ok(script)
    }
}

/// Makes a file of code small, also after compression.
pub(crate) fn optimize(from: &Path, to: &Path) -> Result {
    let wasm_opt = |from: &Path, options: &[&str]| {
        let mut command = tools::command("wasm-opt");
        run(command.args(options).args(WASM_FEATURES).arg(from).arg("-o").arg(to))
    };
    wasm_opt(from, &OPTIONS)?;
    let named = to.with_extension("named.wasm");
    fs::write(&named, order::with_names(&fs::read(to)?)?)?;
    let strip = ["--strip-producers", "--strip-target-features"];
    wasm_opt(&named, &[&["--reorder-functions-by-name"], &strip[..]].concat())?;
    Ok(fs::remove_file(named)?)
}

/// Minifies a script as a module, together with the scripts that it imports.
pub(crate) fn minify(from: &Path, to: &Path) -> Result {
    minify_as(from, to, &["--format=esm"])
}

/// Minifies a script with other options of esbuild.
pub(crate) fn minify_as(from: &Path, to: &Path, how: &[&str]) -> Result {
    run(tools::command("esbuild")
        .args(["--bundle", "--minify", "--charset=utf8", "--log-level=warning"])
        .args(how)
        .arg(from)
        .arg(format!("--outfile={}", to.display()))
        .env("NODE_PATH", tools::libraries()))
}
