//! The list of the files that the standalone page needs offline: the first line of `sw.js`. `other` are
//! the files that the page needs in another language than English.
//!
//! ```text
//! const BUILD={"files":{"./":"sha256-…","embed.js":"sha256-…",…},"id":"…","other":{…}};
//! ```
//!
//! The line is written last, from the bytes that are served. With a wrong digest, the page could not
//! be stored for offline use.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::integrity;

/// The start of the line.
const LINE: &str = "const BUILD=";

/// File that lists the builds of the page's code in `app/`, one per line, newest first.
pub const BUILDS: &str = ".builds";

/// Folders that the page does not need: files for other pages, and pictures for app stores.
const FOLDERS: [&str; 4] = ["builder/", "embed/", "fallback/", "icons/shop/"];
/// Files that the page does not need: the worker itself, other pages, and files for tools and hosts.
const FILES: [&str; 9] = [
    "404.html",
    "builder.css",
    "builder.html",
    "builder.js",
    "embed.mjs",
    "sw-kill.js",
    "sw.js",
    "version.json",
    "_headers",
];
/// Files of a version that the page does not need: the loader and all evidence are beside the page, the
/// page has its own code, which also serves the element, and its elements have no tables.
const OF_VERSION: [&str; 10] = [
    "core.js",
    "core_bg.wasm",
    "custom-elements.json",
    "embed.js",
    "embed.mjs",
    "frame-host.js",
    "index.d.ts",
    "language.js",
    "sri.json",
    "table.js",
];
/// Ends of names of files that the page does not need: compressed copies, maps, schemas.
const ENDS: [&str; 4] = [".br", ".gz", ".map", ".schema.json"];

/// The name of the newest build of the page's code: its folder in `app/`.
///
/// # Errors
/// If the list cannot be read.
pub fn newest(site: &Path) -> io::Result<String> {
    let builds = fs::read_to_string(site.join(BUILDS))?;
    Ok(builds.lines().next().unwrap_or_default().to_owned())
}

/// Whether the standalone page of this version and build needs a file of the site without a network, in
/// another language than English only.
fn is_of_languages(path: &str, version: &str, build: &str) -> bool {
    let of_build = path.strip_prefix("app/").and_then(|rest| rest.strip_prefix(build));
    is_plain(path)
        && (of_build
            .is_some_and(|file| file.starts_with("/languages/") || file == "/split_language.wasm")
            || path == format!("v/{version}/language.js"))
}

/// Whether the standalone page of this version and build needs a file of the site without a network, in
/// every language.
fn is_needed(path: &str, version: &str, build: &str) -> bool {
    if let Some(rest) = path.strip_prefix("app/") {
        let is_left_out =
            rest.ends_with("/split_table.wasm") || is_of_languages(path, version, build);
        return rest.split('/').next() == Some(build) && is_plain(path) && !is_left_out;
    }
    if let Some(rest) = path.strip_prefix("v/") {
        let file = rest.strip_prefix(version).and_then(|rest| rest.strip_prefix('/'));
        return file.is_some_and(|file| {
            let is_left_out = OF_VERSION.contains(&file)
                || file.ends_with(".evidence.json")
                || file.starts_with("languages/")
                // The page has the code of the element in its own build.
                || file.starts_with("split_")
                || file.starts_with("chunk_");
            !is_left_out && is_plain(file)
        });
    }
    !FOLDERS.iter().any(|folder| path.starts_with(folder))
        && !FILES.contains(&path)
        && is_plain(path)
}

fn is_plain(path: &str) -> bool {
    !path.starts_with('.') && !ENDS.iter().any(|end| path.ends_with(end))
}

/// Writes the list of the files that a page of this version needs into the worker of a site. All other
/// files must be written before.
///
/// # Errors
/// If a file cannot be read or written.
pub fn seal(site: &Path, version: &str) -> io::Result<()> {
    let path = site.join("sw.js");
    let worker = fs::read_to_string(&path)?;
    fs::write(&path, line(site, version, code(&worker))? + code(&worker))
}

/// Compares the list with the files of the site.
///
/// # Errors
/// If the worker has no list, or the list differs from the files of the site.
pub fn check(site: &Path, version: &str) -> Result<(), String> {
    let read = |error: io::Error| format!("{}: {error}", site.join("sw.js").display());
    let worker = fs::read_to_string(site.join("sw.js")).map_err(read)?;
    let expect = line(site, version, code(&worker)).map_err(read)?;
    match worker.strip_suffix(code(&worker)) {
        Some(line) if line == expect => Ok(()),
        Some("") => Err("sw.js has no list of files; build the site again".to_owned()),
        _ => {
            Err("sw.js lists other bytes than the site has; a file was changed after the list was \
                  written. Build the site again"
                .to_owned())
        }
    }
}

/// Replaces the worker by the one that ends offline use, and removes the script that registers the
/// worker from the page.
///
/// # Errors
/// If a file cannot be read or written.
pub fn retire(site: &Path) -> io::Result<()> {
    fs::rename(site.join("sw-kill.js"), site.join("sw.js"))?;
    fs::remove_file(site.join("update.js"))?;
    let page = site.join("index.html");
    let html = fs::read_to_string(&page)?;
    let kept: Vec<&str> = html.lines().filter(|line| !line.contains("update.js")).collect();
    fs::write(&page, kept.join("\n") + "\n")
}

/// The code of a worker, without the list.
fn code(worker: &str) -> &str {
    match worker.split_once('\n') {
        Some((line, code)) if line.starts_with(LINE) => code,
        _ => worker,
    }
}

/// The list, with an id that depends on the files and the code of the worker.
fn line(site: &Path, version: &str, code: &str) -> io::Result<String> {
    let files = digests(site, version, is_needed)?;
    let other = digests(site, version, is_of_languages)?;
    let id: String = format!("{:x}", Sha256::digest(json!([files, other, code]).to_string()));
    let id = &id[..16];
    Ok(format!("{LINE}{};\n", json!({ "files": files, "id": id, "other": other })))
}

/// Path and digest of every file of a list. The path of the page itself is that of its folder, because
/// many hosts redirect `index.html` to the folder.
fn digests(
    site: &Path,
    version: &str,
    is_listed: fn(&str, &str, &str) -> bool,
) -> io::Result<BTreeMap<String, String>> {
    let mut paths = Vec::new();
    list(site, "", &mut paths)?;
    let mut files = BTreeMap::new();
    let build = newest(site)?;
    for path in paths.into_iter().filter(|path| is_listed(path, version, &build)) {
        let digest = integrity(&fs::read(site.join(&path))?);
        let path = if path == "index.html" { "./".to_owned() } else { path };
        files.insert(path, digest);
    }
    Ok(files)
}

/// All files below a folder, with slashes.
fn list(folder: &Path, prefix: &str, paths: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            list(&entry.path(), &format!("{path}/"), paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    #[track_caller]
    fn check_needed(paths: &str, expect: bool) {
        for path in paths.split_whitespace() {
            assert_eq!(is_needed(path, "1.4.0", "1f3c"), expect, "{path}");
        }
    }

    #[test]
    fn the_page_and_its_version_are_needed() {
        check_needed("index.html page.css update.js embed.js manifest.webmanifest", true);
        check_needed("icons/icon.svg app/1f3c/app.js models/a.json models/a.evidence.json", true);
        check_needed("v/1.4.0/element.js v/1.4.0/keep.js v/1.4.0/models/a.json", true);
    }

    #[test]
    fn other_versions_and_other_pages_are_not() {
        check_needed(
            "v/1.3.0/keep.js v/1.4.01/keep.js v/1.4.0/core_bg.wasm v/1.4.0/embed.js \
             v/1.4.0/table.js v/1.4.0/chunk_3.wasm v/1.4.0/models/a.evidence.json app/1f3c/split_table.wasm",
            false,
        );
        check_needed(
            "sw.js sw-kill.js 404.html builder.html builder/de.json embed/frame.html \
             app/0a/app.js",
            false,
        );
        check_needed("page.css.br v/1.4.0/core.js.gz models/model.schema.json .nojekyll", false);
    }

    #[test]
    fn files_of_languages_are_in_a_list_of_their_own() {
        let paths =
            ["app/1f3c/languages/de.json", "app/1f3c/split_language.wasm", "v/1.4.0/language.js"];
        for path in paths {
            assert!(is_of_languages(path, "1.4.0", "1f3c"), "{path}");
            check_needed(path, false);
        }
        for path in [
            "app/0a/languages/de.json",
            "app/1f3c/languages/de.json.br",
            "v/1.4.0/languages/de.json",
            "v/1.3.0/language.js",
            "app/1f3c/app.js",
        ] {
            assert!(!is_of_languages(path, "1.4.0", "1f3c"), "{path}");
        }
    }

    /// A site in a temporary folder.
    fn site() -> TempDir {
        let folder = TempDir::new().unwrap();
        let site = folder.path();
        fs::write(site.join("index.html"), "<p>1</p>\n<script src=\"update.js\">\n").unwrap();
        fs::write(site.join("sw.js"), "run(BUILD);\n").unwrap();
        fs::write(site.join("sw-kill.js"), "end();\n").unwrap();
        fs::write(site.join("update.js"), "start();\n").unwrap();
        fs::write(site.join(BUILDS), "1f3c\n").unwrap();
        folder
    }

    #[test]
    fn the_list_is_compared_with_the_files() {
        let site = site();
        let site = site.path();
        assert!(check(site, "1.0.0").unwrap_err().contains("no list"));
        seal(site, "1.0.0").unwrap();
        let first = fs::read_to_string(site.join("sw.js")).unwrap();
        assert!(first.starts_with("const BUILD={\"files\":{\"./\":\"sha256-"), "{first}");
        assert!(first.ends_with(";\nrun(BUILD);\n"), "{first}");
        check(site, "1.0.0").unwrap();

        fs::write(site.join("index.html"), "<p>2</p>").unwrap();
        assert!(check(site, "1.0.0").unwrap_err().contains("other bytes"));
        seal(site, "1.0.0").unwrap();
        check(site, "1.0.0").unwrap();
        assert_ne!(fs::read_to_string(site.join("sw.js")).unwrap(), first);
    }

    #[test]
    fn a_retired_site_does_not_register_the_worker() {
        let site = site();
        let site = site.path();
        retire(site).unwrap();
        assert_eq!(fs::read_to_string(site.join("sw.js")).unwrap(), "end();\n");
        assert_eq!(fs::read_to_string(site.join("index.html")).unwrap(), "<p>1</p>\n");
        assert!(!site.join("update.js").exists());
    }
}
