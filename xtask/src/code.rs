//! Makes code that browsers download: compiles it, takes it apart, makes it small.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest as _, Sha256};

use crate::{Result, cargo, lean, pin, release, run, target, tools};

/// The script that fetches parts; it ends up in the one that imports it.
const LOADER: &str = "./parts.js";

/// What rustc emits for the browsers that we support; named one by one, because `wasm-opt` would
/// otherwise use what these browsers lack.
const WASM_FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-simd",
];

/// Compiles the library of a package, and puts its parts into a folder.
pub(crate) fn library(folder: &Path, name: &str, package: &str) -> Result {
    let mut build = cargo(&[
        "build",
        "--lib",
        "--release",
        "--target",
        "wasm32-unknown-unknown",
        "--package",
        package,
        "--features",
        "tiebreak/element",
    ]);
    // Places in sources stand in the code, for panics: nobody's folders are to be downloaded.
    let folders = [std::env::var_os("CARGO_HOME"), std::env::var_os("HOME")];
    for folder in folders.into_iter().flatten() {
        let flag = format!("--remap-path-prefix={}=", Path::new(&folder).display());
        build.arg("--config").arg(format!("target.wasm32-unknown-unknown.rustflags=['{flag}']"));
    }
    // What refers to what, and by which name: known only until linked, needed to take it apart.
    build.args([
        "--config",
        "target.wasm32-unknown-unknown.rustflags=['-Clink-args=--emit-relocs']",
    ]);
    build.args(["--config", "profile.release.strip=false"]);
    if tools::std_source()? {
        without_panic_texts(&mut build);
    }
    // In the environment it would replace what .cargo/config.toml says.
    run(build.env_remove("RUSTFLAGS"))?;
    let wasm =
        target().join("wasm32-unknown-unknown/release").join(package.replace('-', "_") + ".wasm");
    let made = parts(&fs::read(wasm)?, name)?;
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(made)? {
        let entry = entry?;
        fs::copy(entry.path(), folder.join(entry.file_name()))?;
    }
    Ok(())
}

/// Takes code apart where the source says so, makes the parts small, and gives the folder that they
/// lie in. The same code is not taken apart again: that takes longer than to compile it.
fn parts(wasm: &[u8], name: &str) -> Result<PathBuf> {
    let raw = target().join("bundle");
    let (folder, stamp) = (raw.join(name), raw.join(format!("{name}.made-of")));
    // Of this code, by these very chores, which name the versions of all tools.
    let chores = fs::read(std::env::current_exe()?)?;
    let made_of = format!("{:x}", Sha256::new().chain_update(wasm).chain_update(chores).finalize());
    if fs::read_to_string(&stamp).is_ok_and(|it| it == made_of) {
        return Ok(folder);
    }
    for old in [&folder, &stamp].into_iter().filter(|it| it.exists()) {
        release::remove(old)?;
    }
    fs::create_dir_all(&folder)?;
    let parts = split(wasm, &raw, name)?;
    run(tools::command("wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports"])
        .args(["--out-name", name, "--out-dir"])
        .arg(&raw)
        .arg(raw.join(format!("{name}.wasm"))))?;
    let (code, glue) = (raw.join(format!("{name}_bg.wasm")), raw.join(format!("{name}.js")));
    let (leaner, shorter) = lean::lean(&fs::read(&code)?, &fs::read_to_string(&glue)?)?;
    fs::write(code, leaner)?;
    fs::write(glue, shorter)?;
    for part in [&format!("{name}_bg")].into_iter().chain(&parts) {
        optimize(&raw, &folder, part)?;
    }
    let glue = format!("{name}.js");
    factory(&raw.join(&glue), &folder.join(&glue))?;
    pin::pin(&folder.join(&glue), &folder)?;
    fs::write(stamp, made_of)?;
    Ok(folder)
}

/// Turns glue, which is one instance, into a function that makes one each time: where one breaks
/// down, another takes its place. It hands its exports to `watch`, and uses what that returns.
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

/// Builds the standard library along with ours: a panic is a trap and no more, without the text and
/// the place that nobody in a browser would see, and without all that would format them. These are
/// options of the pinned compiler that it does not yet call stable.
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

/// Takes code apart where `#[wasm_split]` stands: the part to start with, for wasm-bindgen, and the
/// others, whose names it returns, with the script that fetches them.
fn split(wasm: &[u8], raw: &Path, name: &str) -> Result<Vec<String>> {
    let (main, glue) = (raw.join(format!("{name}.wasm")), format!("./{name}.js"));
    let mut options = wasm_split_cli_support::Options::new(wasm);
    options.output_dir = raw;
    options.main_out_path = &main;
    options.main_module = &glue;
    options.link_name = LOADER;
    let split = wasm_split_cli_support::transform(options)
        .map_err(|error| format!("the code cannot be taken apart: {error}"))?;
    let name = |path: &PathBuf| Some(path.file_stem()?.to_str()?.to_owned());
    let parts: Vec<String> = split.split_modules.iter().filter_map(name).collect();
    // Like wasm-bindgen's own, it works where a server names another kind of file.
    let callback = "sharedImports.__wasm_split.__indirect_function_table.get(callbackIndex)";
    let mut changes = vec![
        (
            "WebAssembly.instantiateStreaming(src, imports)".to_owned(),
            "WebAssembly.instantiate(await (await src).arrayBuffer(), imports)".to_owned(),
        ),
        // It is called past the exports; `watch` is what guards those, see `factory`.
        (format!("{callback}("), format!("watch({{ call: {callback} }}).call(")),
    ];
    for part in &parts {
        let plain = format!("fetch(new URL(\"./{part}.wasm\", import.meta.url)");
        let checked = format!(
            "{plain}, {{ integrity: \"{{{{integrity {part}.wasm}}}}\", credentials: \"omit\" }}"
        );
        changes.push((plain, checked));
    }
    let mut loader = fs::read_to_string(raw.join(LOADER))?;
    for (from, to) in changes {
        if !loader.contains(&from) {
            return Err(format!("the script that fetches parts has no {from}").into());
        }
        loader = loader.replace(&from, &to);
    }
    fs::write(raw.join(LOADER), loader)?;
    Ok(parts)
}

/// Makes a file of code small.
fn optimize(from: &Path, to: &Path, name: &str) -> Result {
    let file = format!("{name}.wasm");
    run(tools::command("wasm-opt")
        // What brotli packs best, which is not what is smallest before (-Oz: 1 % more). Without the
        // limit, functions with one caller are all inlined: a tenth more, in twice the time. Low
        // memory is the stack's, where rustc puts nothing with an address that code counts on.
        .args(["-Os", "--converge", "--one-caller-inline-max-function-size=20"])
        .args(["--skip-pass=local-cse", "--low-memory-unused"])
        .args(WASM_FEATURES)
        .arg(from.join(&file))
        .arg("-o")
        .arg(to.join(&file)))
}

/// Writes a script without comments and with short names, and with the scripts that it imports.
pub(crate) fn minify(from: &Path, to: &Path) -> Result {
    minify_as(from, to, &["--format=esm"])
}

/// The same in another form.
pub(crate) fn minify_as(from: &Path, to: &Path, how: &[&str]) -> Result {
    run(tools::command("esbuild")
        .args(["--bundle", "--minify", "--charset=utf8", "--log-level=warning"])
        .args(how)
        .arg(from)
        .arg(format!("--outfile={}", to.display())))
}
