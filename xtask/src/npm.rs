//! The package for npm, for authors with a bundler and for mirrors of npm.
//!
//! The package is the site without its pages, in the same folders, so that the loader finds its
//! files. The package has no dependencies and no install script.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::{Result, release, root, site, tools};

/// The name of the package.
const NAME: &str = "tie-break";

/// The compiler that checks the types.
const TYPESCRIPT: &str = "typescript@5.9.3";

/// Builds the site and writes the package.
pub(crate) fn run() -> Result {
    site::build(&site::Options::default())?;
    package()
}

/// Writes the package of the site in `dist/` into the target folder, checks it with npm, and bundles
/// it as an author does.
pub(crate) fn package() -> Result {
    let folder = crate::target().join("npm");
    write(&root().join("dist"), &folder)?;
    check(&folder)?;
    bundle(&crate::target().join("npm-use"))?;
    println!("{}: `npm publish` there", folder.display());
    Ok(())
}

/// Writes the package of a built site into a folder, whose contents it replaces.
fn write(dist: &Path, folder: &Path) -> Result {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let version = site::version()?;
    for path in release::read_weights(dist)?.keys().filter(|path| is_wanted(path, &version)) {
        copy(&dist.join(path), &folder.join(path))?;
    }
    for name in ["README.md", "docs/embedding.md", "LICENSE"] {
        copy(&root().join(name), &folder.join(name))?;
    }
    Ok(fs::write(folder.join("package.json"), format!("{:#}\n", manifest(&version)))?)
}

fn copy(from: &Path, to: &Path) -> Result {
    fs::create_dir_all(to.parent().unwrap_or(to))?;
    let copied = fs::copy(from, to);
    copied.map_err(|error| format!("{}: {error}", from.display()))?;
    Ok(())
}

/// Whether a file of the site is for other pages than the standalone page.
fn is_wanted(path: &str, version: &str) -> bool {
    let folders = ["embed/", "models/", &format!("v/{version}/")];
    matches!(path, "embed.js" | "embed.mjs")
        || folders.iter().any(|folder| path.starts_with(folder))
}

fn manifest(version: &str) -> Value {
    let of_version = |name: &str| format!("./v/{version}/{name}");
    json!({
        "name": NAME,
        "version": version,
        "description": "A decision aid inside an article: asks, weighs sources that disagree, explains its verdict.",
        "keywords": ["decision", "web-component", "custom-element", "mcda", "wasm"],
        "license": "MIT OR Apache-2.0",
        "exports": {
            ".": { "types": of_version("index.d.ts"), "default": "./embed.mjs" },
            "./embed.js": "./embed.js",
            "./models/*": "./models/*",
            "./v/*": "./v/*",
            "./package.json": "./package.json",
        },
        "types": of_version("index.d.ts"),
        "customElements": of_version("custom-elements.json"),
        "jsdelivr": "./embed.js",
        "unpkg": "./embed.js",
        // Importing the module defines the element: no bundler may leave it out.
        "sideEffects": true,
        "files": ["embed.js", "embed.mjs", "embed/", "models/", "v/", "docs/"],
    })
}

/// Checks that the package contains all paths of its manifest when npm packs it.
fn check(folder: &Path) -> Result {
    let mut npm = tools::command("npm");
    npm.args(["pack", "--dry-run", "--json"]).current_dir(folder);
    let output = npm.output().map_err(|error| format!("`npm` does not start: {error}"))?;
    if !output.status.success() {
        return Err(format!("`npm pack`: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let packed: Value = serde_json::from_slice(&output.stdout)?;
    let files = packed[0]["files"].as_array().ok_or("`npm pack` lists no files")?;
    let packed: Vec<&str> = files.iter().filter_map(|file| file["path"].as_str()).collect();
    let manifest = manifest(&site::version()?);
    let mut named = Vec::new();
    paths(&manifest, &mut named);
    for path in named {
        if !packed.iter().any(|file| file.starts_with(path)) {
            return Err(format!("package.json names {path}, which is not in the package").into());
        }
    }
    println!("{NAME}: {} files", packed.len());
    Ok(())
}

/// Compiles a page in TypeScript against the package, in strict mode, and bundles it.
fn bundle(project: &Path) -> Result {
    write(&root().join("dist"), &project.join("node_modules").join(NAME))?;
    let version = site::version()?;
    let page = project.join("page.ts");
    fs::copy(root().join("tests/types/page.ts"), &page)?;
    crate::run(
        tools::command("npm")
            .args(["exec", "--yes", "--package", TYPESCRIPT, "--", "tsc", "--noEmit", "--strict"])
            .args(["--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"])
            .arg(&page),
    )?;
    let bundle = project.join("page.js");
    crate::run(
        tools::command("esbuild")
            .args(["--bundle", "--format=esm", "--log-level=warning"])
            .arg(&page)
            .arg(format!("--outfile={}", bundle.display())),
    )?;
    let text = fs::read_to_string(&bundle)?;
    if text.contains("customElements.define") && text.contains(&version) {
        return Ok(());
    }
    Err(format!("{}: a bundler left out the definition of the element", bundle.display()).into())
}

/// The paths that a manifest names, up to a star.
fn paths<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => {
            let path = text.strip_prefix("./").map(|rest| rest.split('*').next().unwrap_or(rest));
            found.extend(path);
        }
        Value::Array(values) => values.iter().for_each(|value| paths(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| paths(value, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_older_versions_stay_out() {
        for wanted in ["embed.js", "models/a.json", "v/0.2.0/core.js", "embed/frame.html"] {
            assert!(is_wanted(wanted, "0.2.0"), "{wanted}");
        }
        for other in ["index.html", "sw.js", "app/1f/app.js", "v/0.1.0/core.js"] {
            assert!(!is_wanted(other, "0.2.0"), "{other}");
        }
    }

    #[test]
    fn the_package_has_no_install_script() {
        let manifest = manifest("0.2.0");
        for field in ["scripts", "dependencies", "bin", "gypfile"] {
            assert!(manifest.get(field).is_none(), "{field}");
        }
        let mut named = Vec::new();
        paths(&manifest, &mut named);
        assert!(named.contains(&"v/0.2.0/index.d.ts") && named.contains(&"models/"), "{named:?}");
    }
}
