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
//! v/<version>/surroundings.js  keys, colours, heights: fetched once the widget shows
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

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use xtask::offline::{self, BUILDS};

use crate::release::{self, Address};
use crate::{Result, code, fallback, models, pin, root, run, tools};

/// Where Trunk writes to, as Trunk.toml says.
const BUILT: &str = "target/site";

/// Files of public/ that go with the code of their version.
const VERSIONED: [&str; 6] = [
    "element.js",
    "keep.js",
    "frame-host.js",
    "surroundings.js",
    "custom-elements.json",
    "index.d.ts",
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
    code::library(&folder, "core", "ui")?;
    let app = app(&staging.join("app"))?;
    copy(&root().join("public"), &staging, &[("{{version}}", &version), ("{{app}}", &app)])?;
    for name in VERSIONED {
        fs::rename(staging.join(name), folder.join(name))?;
    }
    // Its parts are in element.js by now.
    fs::remove_dir_all(staging.join("element"))?;
    let models = staging.join("models");
    models::seal(&models)?;
    models::freeze(&models, &folder.join("models"))?;
    shortcuts(&staging.join("manifest.webmanifest"), &models::index(&models)?)?;
    // From the last to be fetched to the first: each carries the digests of what it fetches.
    pin::pin(&folder.join("element.js"), &folder)?;
    loader(&staging, &folder, &version)?;
    pin::list(&folder)
}

/// Builds the code of the standalone page into a folder that is named by what it holds, and gives
/// that name: what a browser keeps never grows old, and its parts find each other.
fn app(folder: &Path) -> Result<String> {
    let building = folder.join("building");
    code::library(&building, "app", "app")?;
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
        code::minify_as(&source, &file, how)?;
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
                code::minify(&from, &to)?;
                // The loader must name the files of this very version.
                let script = fs::read_to_string(&to)?;
                let put = |text: String, (name, value): &(&str, &str)| text.replace(name, value);
                fs::write(&to, names.iter().fold(script, put))?;
            }
            Some("json") => fs::write(&to, models::compact(&fs::read_to_string(&from)?))?,
            _ if to.exists() => {}
            _ => drop(fs::copy(&from, &to)?),
        }
    }
    Ok(())
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
    let mut models = models::evidence(&root().join("dist/models"))?;
    models.extend(models::evidence(&folder.join("models"))?);
    for models::Model { path, file, integrity, digest, .. } in models {
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

#[cfg(test)]
mod tests {
    use super::*;

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
