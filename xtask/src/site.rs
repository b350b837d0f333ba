//! Builds the site into `dist/`, or `release/` if it is to be published: Trunk does the page, and calls `bundle` for the rest.
//!
//! ```text
//! index.html page.css      the standalone page
//! embed.js embed.mjs       the loader, as a script and as a module; also in v/<version>/
//! …                        all else of public/
//! models/*.json            without white space; each names the digest of its evidence
//! v/<version>/element.js   what the loader downloads, and what that does, up to the first answer
//! v/<version>/core.js
//! v/<version>/core_bg.wasm
//! v/<version>/split_more.wasm  what stands behind the verdict, fetched after the first answer
//! v/<version>/keep.js      what copies, saves and prints, fetched when first asked for
//! v/<version>/models/      the decisions as they were then, which a frozen article reads
//! v/<version>/sri.json     the digest of each of these; custom-elements.json, index.d.ts: the contract
//! v/<version>/frame-host.js    what puts a frame in the place of the element
//! embed/frame.html         the page inside such a frame
//! app/<digest>/app.js …    the same code with what only the standalone page has
//! models/index.json        the decisions that the standalone page offers
//! sw.js                    keeps the page offline; begins with the list of what that takes
//! fallback/<model>.html    what an article shows where the widget cannot run; and as Markdown
//! ```

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use xtask::offline::{self, BUILDS};

use crate::release::{self, Address};
use crate::{Result, cargo, fallback, lean, pin, root, run, target, tools};

/// Where Trunk writes to, as Trunk.toml says.
const BUILT: &str = "target/site";

/// Files of public/ that go with the code of their version.
const VERSIONED: [&str; 5] =
    ["element.js", "keep.js", "frame-host.js", "custom-elements.json", "index.d.ts"];

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

/// What a person may say of the site that is built.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// Where it will lie.
    pub(crate) address: Option<Address>,
    /// Whether browsers that keep the page offline are to stop.
    pub(crate) retire_offline: bool,
}

impl Options {
    /// Whether this is to be published: who says where a site will lie is about to put it there.
    fn is_release(&self) -> bool {
        self.address.is_some()
    }

    /// Where the site is put. What was published and what somebody tries out lie apart: the one must
    /// never change, the other does with every build.
    fn folder(&self) -> PathBuf {
        root().join(if self.is_release() { "release" } else { "dist" })
    }

    /// Reads what stands after `dist` on the command line.
    pub(crate) fn read(args: &[&str]) -> Result<Self> {
        let mut options = Self::default();
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            match *arg {
                "--address" => {
                    let address = args.next().ok_or("--address needs https://host/folder/")?;
                    options.address = Some(Address::read(address)?);
                }
                "--retire-offline" => options.retire_offline = true,
                other => {
                    let known = "`dist` knows --address and --retire-offline";
                    return Err(format!("unknown option `{other}`: {known}").into());
                }
            }
        }
        Ok(options)
    }
}

/// Builds the whole site.
pub(crate) fn build(options: &Options) -> Result {
    let address = options.address.as_ref();
    tools::site()?;
    run(tools::command("trunk").args(["build", "--quiet"]).env("RUST_BACKTRACE", "0"))?;
    // Trunk wipes the folder that it writes to; what is published must keep older versions.
    let built = root().join(BUILT);
    fallback::write(&built, address)?;
    let page = built.join("index.html");
    fs::write(&page, at_home(&fs::read_to_string(&page)?, address))?;
    // After everything that the page needs, and before what only hosts and tools read.
    if options.retire_offline {
        offline::retire(&built)?;
    } else {
        offline::seal(&built, &version()?)?;
    }
    release::finish(&built, address)?;
    let folder = options.folder();
    if options.is_release() {
        release::refuse_other_bytes(&built, &folder)?;
    }
    release::publish(&built, &folder)
}

/// Adds to the page that Trunk just wrote what is not the page.
pub(crate) fn bundle() -> Result {
    let staging = std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or("`bundle` is for Trunk; use `cargo xtask dist`")?;
    // Trunk leaves behind the link that keeps it from compiling the library itself.
    let page = staging.join("index.html");
    let html = fs::read_to_string(&page)?;
    let kept: Vec<&str> = html.lines().filter(|line| !line.contains("data-trunk-skip")).collect();
    fs::write(&page, kept.join("\n") + "\n")?;

    let version = version()?;
    let folder = staging.join("v").join(&version);
    library(&folder, "core", "ui")?;
    let app = app(&staging.join("app"))?;
    copy(&root().join("public"), &staging, &[("{{version}}", &version), ("{{app}}", &app)])?;
    for name in VERSIONED {
        fs::rename(staging.join(name), folder.join(name))?;
    }
    // Its parts are in element.js by now.
    fs::remove_dir_all(staging.join("element"))?;
    let models = staging.join("models");
    seal(&models)?;
    freeze(&models, &folder.join("models"))?;
    shortcuts(&staging.join("manifest.webmanifest"), &index(&models)?)?;
    // From the last to be fetched to the first: each carries the digests of what it fetches.
    pin::pin(&folder.join("element.js"), &folder)?;
    loader(&staging, &folder, &version)?;
    pin::list(&folder)
}

/// Copies the decisions with their evidence to where they will never change.
fn freeze(models: &Path, folder: &Path) -> Result {
    fs::create_dir_all(folder)?;
    for path in texts(models)? {
        let name = path.file_name().unwrap_or_default();
        if !name.to_string_lossy().ends_with(".schema.json") {
            fs::copy(&path, folder.join(name))?;
        }
    }
    Ok(())
}

/// Builds the code of the standalone page into a folder that is named by what it holds, and gives
/// that name: what a browser keeps never grows old, and its parts find each other.
fn app(folder: &Path) -> Result<String> {
    let building = folder.join("building");
    library(&building, "app", "app")?;
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(&building)? {
        files.push(entry?.path());
    }
    files.sort();
    let mut hash = Sha256::new();
    for file in &files {
        hash.update(fs::read(file)?);
    }
    let digest = format!("{:x}", hash.finalize())[..16].to_owned();
    fs::rename(building, folder.join(&digest))?;
    fs::write(folder.with_file_name(BUILDS), digest.clone() + "\n")?;
    Ok(digest)
}

/// The page with its whole address, which previews of links need; without what needs one where
/// nobody says it.
fn at_home(page: &str, address: Option<&Address>) -> String {
    if let Some(address) = address {
        return page.replace("{{home}}", address.as_str());
    }
    let kept: Vec<&str> = page.lines().filter(|line| !line.contains("{{home}}")).collect();
    kept.join("\n") + "\n"
}

/// Makes the loader, as a script and as a module: one to follow new versions with, and one beside
/// its version, which never changes and reads decisions that never do.
fn loader(site: &Path, folder: &Path, version: &str) -> Result {
    let source = root().join("public/embed.js");
    // A script has no address of its own in the language; it asks the page.
    let script: &[&str] = &["--format=iife", "--define:import.meta.url=undefined"];
    for (name, how) in [("embed.js", script), ("embed.mjs", &["--format=esm"])] {
        let file = site.join(name);
        minify_as(&source, &file, how)?;
        let text = fs::read_to_string(&file)?.replace("{{version}}", version);
        let frozen = format!("v/{version}/models/");
        for (file, models) in [(file, "models/"), (folder.join(name), frozen.as_str())] {
            fs::write(&file, text.replace("{{models}}", models))?;
            pin::pin(&file, folder)?;
        }
    }
    Ok(())
}

/// The version of the package.
pub(crate) fn version() -> Result<String> {
    let manifest = fs::read_to_string(root().join("Cargo.toml"))?;
    let line = manifest.lines().find_map(|line| line.strip_prefix("version = \""));
    line.map(|rest| rest.trim_end_matches('"').to_owned())
        .ok_or_else(|| "Cargo.toml has no version".into())
}

/// Compiles the library with one feature, and puts its parts into a folder.
fn library(folder: &Path, name: &str, feature: &str) -> Result {
    let mut build = cargo(&[
        "build",
        "--lib",
        "--release",
        "--target",
        "wasm32-unknown-unknown",
        "--no-default-features",
        "--features",
        feature,
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
    let wasm = target().join("wasm32-unknown-unknown/release/tiebreak.wasm");
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
    let mut changes = vec![(
        "WebAssembly.instantiateStreaming(src, imports)".to_owned(),
        "WebAssembly.instantiate(await (await src).arrayBuffer(), imports)".to_owned(),
    )];
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
fn minify(from: &Path, to: &Path) -> Result {
    minify_as(from, to, &["--format=esm"])
}

/// The same in another form.
fn minify_as(from: &Path, to: &Path, how: &[&str]) -> Result {
    run(tools::command("esbuild")
        .args(["--bundle", "--minify", "--charset=utf8", "--log-level=warning"])
        .args(how)
        .arg(from)
        .arg(format!("--outfile={}", to.display())))
}

/// Copies a folder; scripts and data lose what only people read, and `names` in scripts give way
/// to what they stand for.
fn copy(from: &Path, to: &Path, names: &[(&str, &str)]) -> Result {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let from = entry?.path();
        let to = to.join(from.file_name().unwrap_or_default());
        if from.is_dir() {
            copy(&from, &to, names)?;
            continue;
        }
        match from.extension().and_then(|end| end.to_str()) {
            Some("js" | "mjs") => {
                minify(&from, &to)?;
                // The loader must name the files of this very version.
                let script = fs::read_to_string(&to)?;
                let put = |text: String, (name, value): &(&str, &str)| text.replace(name, value);
                fs::write(&to, names.iter().fold(script, put))?;
            }
            Some("json") => fs::write(&to, compact(&fs::read_to_string(&from)?))?,
            _ if to.exists() => {}
            _ => drop(fs::copy(&from, &to)?),
        }
    }
    Ok(())
}

/// JSON without the white space between its parts.
fn compact(json: &str) -> String {
    let (mut in_text, mut escaped) = (false, false);
    json.chars()
        .filter(|&c| {
            let keep = in_text || !c.is_ascii_whitespace();
            if c == '"' && !escaped {
                in_text = !in_text;
            }
            escaped = c == '\\' && !escaped;
            keep
        })
        .collect()
}

/// Writes into each model the digest of its evidence as it is now.
fn seal(models: &Path) -> Result {
    for model in evidence(models)? {
        // A model whose evidence is still being written can be looked at, but fails `check`.
        let Some(digest) = &model.digest else { continue };
        let sealed = sealed(&model.text, &model.file, model.integrity.as_deref(), digest)
            .ok_or_else(|| format!("{}: more than one `integrity`", model.path.display()))?;
        fs::write(&model.path, sealed)?;
    }
    Ok(())
}

/// Lists the decisions for the standalone page, by title.
fn index(models: &Path) -> Result<Vec<Value>> {
    let mut list = Vec::new();
    for path in texts(models)? {
        let model: Value = serde_json::from_str(&fs::read_to_string(path)?)?;
        // A model has alternatives; schemas and evidence have none.
        let Some(alternatives) = model["alternatives"].as_array() else { continue };
        let count = |name: &str| model[name].as_array().map_or(0, Vec::len);
        let shown = |it: &Value| json!({"id": it["id"], "name": it["name"], "color": it["color"], "shape": it["shape"]});
        list.push(json!({
            "id": model["id"],
            "title": model["title"],
            "lang": model["lang"],
            "evidence_read": model["evidence_read"],
            "alternatives": alternatives.iter().map(shown).collect::<Vec<_>>(),
            "sources": count("sources"),
            "questions": count("questions"),
        }));
    }
    list.sort_by_key(|it| it["title"].to_string());
    fs::write(models.join("index.json"), serde_json::to_string(&list)?)?;
    Ok(list)
}

/// Has the installed page lead to each decision of a list at once.
fn shortcuts(manifest: &Path, list: &[Value]) -> Result {
    let mut text: Value = serde_json::from_str(&fs::read_to_string(manifest)?)?;
    let shortcut = |it: &Value| {
        let id = it["id"].as_str().unwrap_or_default();
        json!({ "name": it["title"], "url": format!("./#/d/{id}") })
    };
    text["shortcuts"] = list.iter().map(shortcut).collect();
    Ok(fs::write(manifest, text.to_string())?)
}

/// Holds what was built to what it says of itself: each model's evidence is there, unchanged, the
/// loader names the files of this version, all digests are those of the files, `version.json`
/// weighs these very bytes, and what is kept offline is what is served.
pub(crate) fn check() -> Result {
    let loader = fs::read_to_string(root().join("dist/embed.js"))
        .map_err(|error| format!("dist/embed.js: {error}"))?;
    let version = version()?;
    if !loader.contains(&version) {
        return Err(
            format!("embed.js does not name version {version}: write {{{{version}}}}").into()
        );
    }
    let folder = root().join("dist/v").join(&version);
    pin::check(&folder)?;
    let mut scripts = ["embed.js", "element.js", "core.js"].map(|it| folder.join(it)).to_vec();
    scripts.push(root().join("dist/embed.js"));
    for script in scripts {
        if fs::read_to_string(&script)?.contains("{{") {
            return Err(format!("{}: a {{{{name}}}} was not filled in", script.display()).into());
        }
    }
    let mut models = evidence(&root().join("dist/models"))?;
    models.extend(evidence(&folder.join("models"))?);
    for Model { path, file, integrity, digest, .. } in models {
        if digest.is_none() {
            return Err(format!("{}: its evidence {file} is not there", path.display()).into());
        }
        if integrity != digest {
            return Err(format!("{}: the digest of {file} is another", path.display()).into());
        }
    }
    release::check(&root().join("dist"))?;
    Ok(offline::check(&root().join("dist"), &version)?)
}

/// A model that names evidence.
struct Model {
    path: PathBuf,
    text: String,
    /// Name of the evidence file, and the digest it should have.
    file: String,
    integrity: Option<String>,
    /// The digest it has; none if it is not there.
    digest: Option<String>,
}

/// The models in a folder that name evidence: schemas and evidence itself do not.
fn evidence(models: &Path) -> Result<Vec<Model>> {
    let mut found = Vec::new();
    for path in texts(models)? {
        let text = fs::read_to_string(&path)?;
        let value: Value = serde_json::from_str(&text)
            .map_err(|error| format!("{} is not JSON: {error}", path.display()))?;
        let link = &value["evidence"];
        let Some(file) = link["file"].as_str().map(str::to_owned) else { continue };
        let integrity = link["integrity"].as_str().map(str::to_owned);
        let digest = fs::read(models.join(&file)).ok().as_deref().map(xtask::integrity);
        found.push(Model { path, text, file, integrity, digest });
    }
    Ok(found)
}

/// The files of a folder that hold JSON, without those that lie packed beside them.
fn texts(folder: &Path) -> Result<Vec<PathBuf>> {
    let paths: std::io::Result<Vec<PathBuf>> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect();
    Ok(paths?.into_iter().filter(|it| it.extension().is_some_and(|end| end == "json")).collect())
}

/// A compact model with another digest; `None` if the place is not clear.
fn sealed(model: &str, file: &str, old: Option<&str>, new: &str) -> Option<String> {
    let (from, to) = if let Some(old) = old {
        (format!(r#""integrity":"{old}""#), format!(r#""integrity":"{new}""#))
    } else {
        let file = format!(r#""evidence":{{"file":"{file}""#);
        (file.clone(), format!(r#"{file},"integrity":"{new}""#))
    };
    (model.matches(&from).count() == 1).then(|| model.replace(&from, &to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compact_keeps_text() {
        let json = "{ \"a b\" : [ 1.50, \"c \\\" d\\\\\" ,\n\ttrue ] }\n";
        assert_eq!(compact(json), r#"{"a b":[1.50,"c \" d\\",true]}"#);
    }

    #[test]
    fn a_digest_is_replaced_or_added_in_one_place() {
        let model = r#"{"evidence":{"file":"e.json","integrity":"sha256-old"}}"#;
        let expect = r#"{"evidence":{"file":"e.json","integrity":"sha256-new"}}"#;
        assert_eq!(sealed(model, "e.json", Some("sha256-old"), "sha256-new").unwrap(), expect);
        let model = r#"{"evidence":{"file":"e.json"}}"#;
        assert_eq!(sealed(model, "e.json", None, "sha256-new").unwrap(), expect);
        assert!(sealed(&model.repeat(2), "e.json", None, "sha256-new").is_none());
    }

    #[test]
    fn what_needs_an_address_waits_for_one() {
        let page = "<p>\n<link rel=\"canonical\" href=\"{{home}}\">\n";
        assert_eq!(at_home(page, None), "<p>\n");
        let address = Address::read("https://host.example/tools").unwrap();
        let link = "<link rel=\"canonical\" href=\"https://host.example/tools/\">";
        assert_eq!(at_home(page, Some(&address)), format!("<p>\n{link}\n"));
    }

    #[test]
    fn options_of_dist() {
        assert_eq!(Options::read(&[]).unwrap(), Options::default());
        let all = Options::read(&["--retire-offline", "--address", "https://a.example"]).unwrap();
        assert!(all.retire_offline && all.address.is_some());
        assert!(all.folder().ends_with("release"));
        assert!(Options::default().folder().ends_with("dist"));
        for bad in [&["--address"][..], &["--offline"]] {
            Options::read(bad).unwrap_err();
        }
    }

    #[test]
    fn the_version_is_a_version() {
        assert_eq!(version().unwrap().split('.').count(), 3);
    }
}
