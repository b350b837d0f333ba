//! Builds the site: `dist/` to try out, `release/` to publish, a folder of cargo's for `serve`.
//!
//! ```text
//! index.html page.css      the standalone page
//! embed.js embed.mjs       the loader, as a script and as a module; also in v/<version>/
//! …                        all other files of public/
//! models/*.json            without white space; each contains the digest of its evidence
//! v/<version>/element.js   the files that the loader and the element fetch before the first answer
//! v/<version>/core.js
//! v/<version>/core_bg.wasm
//! v/<version>/split_details.wasm  the details of a verdict, fetched after the first answer
//! v/<version>/keep.js      copies, saves and prints; fetched at the first use
//! v/<version>/table.js     reads the comparison table of an article; only for elements with a table
//! v/<version>/surroundings.js  keys, colours and heights; fetched once the widget shows
//! v/<version>/models/      the decisions at the time of this version, sealed, and their evidence
//! v/<version>/sri.json     the digests of these files; custom-elements.json, index.d.ts: the contract
//! v/<version>/frame-host.js    puts a frame in the place of the element
//! embed/frame.html         the page inside such a frame
//! builder/<language>.json  the texts of builder.html in a language other than English
//! app/<digest>/app.js …    the same code with the standalone page's own
//! app/<digest>/languages/  the texts of the page in other languages than English
//! models/index.json        the decisions that the standalone page offers
//! sw.js                    keeps the page offline; begins with a list of its files
//! fallback/<model>.html    text of an article where the widget cannot run; also as Markdown
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use xtask::offline::{self, BUILDS};

use crate::code::{self, Profile};
use crate::release::{self, Address};
use crate::steps::Steps;
use crate::{Result, fallback, integrity, languages, models, root, run, target, tools};

/// The folder that Trunk writes, as in Trunk.toml.
const TRUNK_SITE: &str = "target/site";

/// Lists the digests of the files that [`assemble`] wrote, in the target folder.
const ASSEMBLED: &str = "assembled.json";

/// The link that Trunk replaces, and its replacement.
const STYLE_LINK: [&str; 2] = [
    "<link data-trunk rel=\"css\" href=\"public/page.css\">",
    "<link rel=\"stylesheet\" href=\"./page.css\"/>",
];
/// Part of the link that keeps Trunk from compiling the package itself.
const RUST_LINK: &str = "data-trunk-skip";

/// Files of public/ that belong to the code of a version.
const VERSIONED: [&str; 8] = [
    "element.js",
    "keep.js",
    "language.js",
    "frame-host.js",
    "surroundings.js",
    "table.js",
    "custom-elements.json",
    "index.d.ts",
];

/// Options of `dist`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// The address at which the site will be published.
    pub(crate) address: Option<Address>,
    /// Whether browsers that keep the page offline stop doing so.
    pub(crate) retire_offline: bool,
}

impl Options {
    /// Whether the site will be published: only then does its address matter.
    fn is_release(&self) -> bool {
        self.address.is_some()
    }

    /// The folder of the site. Published files must never change, and files to try out change with
    /// every build, so the two have different folders.
    fn folder(&self) -> PathBuf {
        root().join(if self.is_release() { "release" } else { "dist" })
    }

    /// Reads the arguments after `dist`.
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

/// Number of steps of [`build`].
pub(crate) const STEPS: usize = ASSEMBLY_STEPS + 3;
/// Number of steps of [`assemble`].
const ASSEMBLY_STEPS: usize = 4;

/// Prints in advance how long the first build takes.
pub(crate) fn hint(profile: Profile) -> Option<&'static str> {
    let is_first = !target().join("wasm32-unknown-unknown").is_dir();
    is_first.then_some(match profile {
        Profile::Trial => {
            "The first build compiles all dependencies: about three minutes on two cores, then less than one."
        }
        Profile::Release => {
            "The first build compiles all dependencies: about eight minutes on two cores, then two."
        }
    })
}

/// Builds the whole site with the steps of `dist`, and returns its folder.
pub(crate) fn build(options: &Options) -> Result<PathBuf> {
    let mut steps = Steps::new(STEPS, hint(Profile::Release));
    let site = pages(options, Profile::Release, &mut steps)?;
    steps.run("compress and publish", || {
        release::finish(&site, options.address.as_ref())?;
        let folder = options.folder();
        if options.is_release() {
            release::refuse_other_bytes(&site, &folder)?;
        }
        release::publish(&site, &folder)?;
        Ok(folder)
    })
}

/// Builds the site in a fraction of the time, to try out on this machine, and returns its folder. Its
/// code is larger, and no file lies compressed beside another.
pub(crate) fn build_trial() -> Result<PathBuf> {
    let mut steps = Steps::new(STEPS, hint(Profile::Trial));
    let site = pages(&Options::default(), Profile::Trial, &mut steps)?;
    steps.run("put in place", || {
        release::finish_trial(&site)?;
        let folder = target().join("serve");
        release::publish(&site, &folder)?;
        Ok(folder)
    })
}

/// All files of the site, in a folder of their own that [`release`] finishes.
fn pages(options: &Options, profile: Profile, steps: &mut Steps) -> Result<PathBuf> {
    let address = options.address.as_ref();
    steps.run("find or install tools", || tools::site(profile))?;
    let site = target().join("assembled");
    if site.exists() {
        fs::remove_dir_all(&site)?;
    }
    assemble(&site, profile, steps)?;
    if profile == Profile::Release {
        let digests = integrity::digests(&site)?;
        fs::write(target().join(ASSEMBLED), serde_json::to_string(&digests)?)?;
    }
    steps.run("write the texts of articles without the widget", || {
        fallback::write(&site, address)?;
        let page = site.join("index.html");
        fs::write(&page, at_home(&fs::read_to_string(&page)?, address))?;
        // The worker lists digests, so all files of the page must be final.
        if options.retire_offline {
            offline::retire(&site)?;
        } else {
            offline::seal(&site, &version()?)?;
        }
        Ok(site)
    })
}

/// Adds everything else to the page that Trunk just wrote: the hook of Trunk.toml.
pub(crate) fn bundle() -> Result {
    let staging = std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or("`bundle` is for Trunk; use `cargo xtask dist`")?;
    tools::site(Profile::Release)?;
    assemble(&staging, Profile::Release, &mut Steps::new(ASSEMBLY_STEPS, hint(Profile::Release)))
}

/// Builds the site with Trunk, and compares its files with those of the last [`build`].
pub(crate) fn check_trunk() -> Result {
    tools::trunk()?;
    run(tools::command("trunk").args(["build", "--quiet"]).env("RUST_BACKTRACE", "0"))?;
    let trunk = integrity::digests(&root().join(TRUNK_SITE))?;
    let list = fs::read_to_string(target().join(ASSEMBLED))?;
    let assembled: BTreeMap<String, String> = serde_json::from_str(&list)?;
    let differs = |path: &&String| trunk.get(*path) != assembled.get(*path);
    match trunk.keys().chain(assembled.keys()).find(differs) {
        Some(path) => Err(format!("`trunk build` and `cargo xtask dist` differ in {path}").into()),
        None => Ok(()),
    }
}

/// Writes everything that does not depend on the address of the site into a folder. Trunk's page is
/// in the folder already where Trunk calls.
fn assemble(site: &Path, profile: Profile, steps: &mut Steps) -> Result {
    let version = version()?;
    let folder = site.join("v").join(&version);
    let building = site.join("app/building");
    steps.run("compile the widget and the page", || code::compile(profile))?;
    for (library, folder) in [(&code::WIDGET, &folder), (&code::PAGE, &building)] {
        steps.run(&format!("split the code of {}", library.title), || {
            code::split_into(folder, library, profile)
        })?;
    }
    steps.run("add pages, scripts and decisions", || {
        let page = site.join("index.html");
        let source = if page.exists() { page.clone() } else { root().join("index.html") };
        languages::compile_page(&building)?;
        let app = name_by_contents(&building)?;
        let text = without_trunk(&fs::read_to_string(source)?).replace("{{app}}", &app);
        fs::write(&page, text)?;
        fs::write(site.join(BUILDS), format!("{app}\n"))?;
        let choices = languages::choices()?;
        let names = [("{{version}}", &*version), ("{{app}}", &app), ("{{languages}}", &choices)];
        copy(&root().join("public"), site, &names)?;
        for name in VERSIONED {
            fs::rename(site.join(name), folder.join(name))?;
        }
        // The modules of these folders are part of element.js and builder.js now.
        for name in ["element", "builder"] {
            fs::remove_dir_all(site.join(name))?;
        }
        // The files of translators; browsers download others.
        fs::remove_dir_all(site.join(languages::FOLDER))?;
        let models = site.join("models");
        models::add_digests(&models)?;
        models::freeze(&models, &folder.join("models"))?;
        let decisions = models::index(&models)?;
        shortcuts(&site.join("manifest.webmanifest"), &decisions)?;
        list_decisions(&page, &decisions)?;
        languages::compile_widget(&folder)?;
        languages::compile_builder(site)?;
        // In this order, because each script contains the digests of the files that it fetches.
        integrity::fill_in(&folder.join("language.js"), &folder)?;
        integrity::fill_in(&folder.join("element.js"), &folder)?;
        loader(site, &folder, &version)?;
        integrity::list(&folder)
    })
}

/// The page without what concerns Trunk alone.
fn without_trunk(page: &str) -> String {
    let [link, style] = STYLE_LINK;
    let kept: Vec<&str> = page.lines().filter(|line| !line.contains(RUST_LINK)).collect();
    (kept.join("\n") + "\n").replace(link, style)
}

/// Puts links to the texts of all decisions into the page, for readers without scripts.
fn list_decisions(page: &Path, decisions: &[Value]) -> Result {
    let link = |decision: &Value| {
        let text = |name: &str| {
            let text = decision[name].as_str().unwrap_or_default();
            text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
        };
        format!(
            "<li><a href=\"fallback/{}.html\"><bdi>{}</bdi></a></li>",
            text("id"),
            text("title")
        )
    };
    let links: Vec<String> = decisions.iter().map(link).collect();
    let text = fs::read_to_string(page)?.replace("{{decisions}}", &links.join("\n    "));
    Ok(fs::write(page, text)?)
}

/// Renames the folder of the standalone page's code after a digest of its contents, and returns the
/// digest: files under such a path never change, and parts find each other.
fn name_by_contents(building: &Path) -> Result<String> {
    let mut files = Vec::new();
    release::list(building, "", &mut files)?;
    files.sort();
    let mut hash = Sha256::new();
    for file in &files {
        hash.update(fs::read(building.join(file))?);
    }
    let digest = format!("{:x}", hash.finalize())[..16].to_owned();
    fs::rename(building, building.with_file_name(&digest))?;
    Ok(digest)
}

/// The page with its full address, which link previews need. Without an address, the lines that need
/// one are removed.
fn at_home(page: &str, address: Option<&Address>) -> String {
    if let Some(address) = address {
        return page.replace("{{home}}", address.as_str());
    }
    let kept: Vec<&str> = page.lines().filter(|line| !line.contains("{{home}}")).collect();
    kept.join("\n") + "\n"
}

/// Writes the loader, as a script and as a module: once at the top, where it follows new versions,
/// and once in the folder of its version, where loader and decisions never change.
fn loader(site: &Path, folder: &Path, version: &str) -> Result {
    let source = root().join("public/embed.js");
    // A classic script has no `import.meta`.
    let script: &[&str] = &["--format=iife", "--define:import.meta.url=undefined"];
    for (name, options) in [("embed.js", script), ("embed.mjs", &["--format=esm"])] {
        let file = site.join(name);
        code::minify_as(&source, &file, options)?;
        let text = fs::read_to_string(&file)?.replace("{{version}}", version);
        let frozen = format!("v/{version}/models/");
        for (file, models) in [(file, "models/"), (folder.join(name), frozen.as_str())] {
            fs::write(&file, text.replace("{{models}}", models))?;
            integrity::fill_in(&file, folder)?;
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

/// Copies a folder. Scripts and data are minified, and placeholders in scripts are replaced: `names`
/// has placeholders and values.
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

/// Adds a shortcut for each decision to the manifest of the installed page.
fn shortcuts(manifest: &Path, list: &[Value]) -> Result {
    let mut text: Value = serde_json::from_str(&fs::read_to_string(manifest)?)?;
    let shortcut = |decision: &Value| {
        let id = decision["id"].as_str().unwrap_or_default();
        json!({ "name": decision["title"], "url": format!("./#/d/{id}") })
    };
    text["shortcuts"] = list.iter().map(shortcut).collect();
    Ok(fs::write(manifest, text.to_string())?)
}

/// Checks that the site is consistent: each model's evidence is there with its digest, the loader
/// names the files of this version, all digests and sizes are those of the files, also in
/// `version.json` and in the list of the worker.
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
    integrity::check(&folder)?;
    let mut scripts = ["embed.js", "element.js", "core.js"].map(|name| folder.join(name)).to_vec();
    scripts.push(root().join("dist/embed.js"));
    for script in scripts {
        if fs::read_to_string(&script)?.contains("{{") {
            return Err(format!("{}: a {{{{name}}}} was not filled in", script.display()).into());
        }
    }
    for models::Model { path, file, integrity, digest, .. } in
        models::evidence(&root().join("dist/models"))?
    {
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
    fn the_page_is_that_of_trunk() {
        let page = "<head>\n  <link data-trunk rel=\"css\" href=\"public/page.css\">\n\
                    \x20 <link data-trunk rel=\"rust\" data-trunk-skip>\n</head>\n";
        let expect = "<head>\n  <link rel=\"stylesheet\" href=\"./page.css\"/>\n</head>\n";
        assert_eq!(without_trunk(page), expect);
        // The page of Trunk passes through unchanged.
        assert_eq!(without_trunk(expect), expect);
        let source = fs::read_to_string(root().join("index.html")).unwrap();
        assert!(source.contains(STYLE_LINK[0]) && !without_trunk(&source).contains("trunk"));
    }

    #[test]
    fn lines_that_need_an_address_are_removed_without_one() {
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
