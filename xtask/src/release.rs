//! Turns the pages of a site into a folder that any static host can serve, beside older versions.
//!
//! ```text
//! version.json    sizes and digests of all files, and the size of a reader's download
//! *.br *.gz       compressed copies, for hosts that send these
//! _headers        response headers, see headers.rs
//! v/<older>/      never changes: articles name it with a digest
//! app/<older>/    stays for some builds: open tabs fetch files from it
//! .builds         the names in app/, the newest first
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use xtask::headers;
use xtask::offline::{self, BUILDS};
use xtask::pack::{PACKED, brotli, gzip};

use crate::{Result, integrity, site, size};

/// The file with the sizes and digests of a build.
const VERSION: &str = "version.json";

/// Number of older builds of the page's code that stay.
const OLDER_BUILDS: usize = 3;
/// Folders whose subfolders stay when a new build is published.
const LASTING: [&str; 2] = ["v", "app"];

/// Sizes of a file in bytes, and its digest, with which an article may pin the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Weight {
    pub(crate) raw: usize,
    pub(crate) gzip: usize,
    pub(crate) brotli: usize,
    pub(crate) sri: String,
}

/// Files by their paths, in the order of the paths.
pub(crate) type Weights = BTreeMap<String, Weight>;

/// The address of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address(String);

impl Address {
    /// Reads `https://host/folder/`; the slash at the end may be missing.
    pub(crate) fn read(text: &str) -> Result<Self> {
        let (scheme, rest) = text.split_once("://").unwrap_or_default();
        let host = rest.split(['/', ':']).next().unwrap_or_default();
        let is_local = matches!(host, "localhost" | "127.0.0.1");
        let fits = |c: char| c.is_ascii_alphanumeric() || "-._~/:".contains(c);
        if host.is_empty() || !(scheme == "https" || scheme == "http" && is_local) {
            return Err(
                format!("`{text}` is no address of a site: write https://host/folder/").into()
            );
        }
        if let Some(bad) = rest.chars().find(|&c| !fits(c)) {
            return Err(
                format!("`{text}` has `{bad}` in it: letters, digits and -._~ are fine").into()
            );
        }
        Ok(Self(text.trim_end_matches('/').to_owned() + "/"))
    }

    /// The whole address, with a slash at its end.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Scheme and host, without a slash at the end.
    fn origin(&self) -> &str {
        &self.0[..self.0.len() - self.folder().len()]
    }

    /// The folder on its host, with slashes around it.
    fn folder(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |parts| parts.1);
        &rest[rest.find('/').unwrap_or(0)..]
    }
}

/// Adds the files that hosts need: headers, sizes, compressed copies.
pub(crate) fn finish(folder: &Path, address: Option<&Address>) -> Result {
    write_headers(folder, address)?;
    let files = pack(folder)?;
    for (path, file) in files.iter().filter(|entry| is_packed(entry.0)) {
        file.write(&folder.join(path))?;
    }
    let version = to_version(&weights(&files))?;
    fs::write(folder.join(VERSION), &version)?;
    File::pack(version.into_bytes()).write(&folder.join(VERSION))
}

/// The same for a site that only this machine serves: without compressed copies, which take most of
/// the time. Its `version.json` has the size of each file in place of the compressed sizes.
pub(crate) fn finish_trial(folder: &Path) -> Result {
    write_headers(folder, None)?;
    let mut paths = Vec::new();
    list(folder, "", &mut paths)?;
    let mut weights = Weights::new();
    for path in paths.into_iter().filter(|path| !path.starts_with(['.', '_'])) {
        let bytes = fs::read(folder.join(&path))?;
        let [raw, gzip, brotli] = [bytes.len(); 3];
        weights.insert(path, Weight { raw, gzip, brotli, sri: xtask::integrity(&bytes) });
    }
    Ok(fs::write(folder.join(VERSION), to_version(&weights)?)?)
}

/// Writes `_headers`, and the address of the site into two pages.
fn write_headers(folder: &Path, address: Option<&Address>) -> Result {
    // Hosts show 404.html at any depth, where only a full address works. The frame names its origin,
    // because to WebKit a sandboxed frame has no origin of its own.
    let home = address.map_or("./", Address::as_str);
    let origin = address.map_or(String::new(), |address| format!(" {}", address.origin()));
    for page in ["404.html", "embed/frame.html"] {
        let page = folder.join(page);
        let text = fs::read_to_string(&page)?;
        fs::write(page, text.replace("{{home}}", home).replace("{{origin}}", &origin))?;
    }
    Ok(headers::write(folder, address.map_or("/", Address::folder))?)
}

/// The text of `version.json`.
fn to_version(weights: &Weights) -> Result<String> {
    let version = json!({
        "version": site::version()?,
        "files": to_json(weights),
        "loader_br": size::loader(weights),
        "first_answer_br": size::first_answer(weights)?,
    });
    Ok(version.to_string() + "\n")
}

/// Refuses a site whose version was published with other bytes: articles pin those.
pub(crate) fn refuse_other_bytes(site: &Path, folder: &Path) -> Result {
    let version = format!("v/{}", site::version()?);
    let there = folder.join(&version);
    if !there.exists() || integrity::digests(&there)? == integrity::digests(&site.join(version))? {
        return Ok(());
    }
    Err(format!(
        "{} has other bytes than this build, and articles may have pinned them: raise `version` in \
         Cargo.toml, or remove that folder if it was never published",
        there.display()
    )
    .into())
}

/// Replaces a published site. Other versions stay, because articles name them, and so do the newest
/// builds of the page, because open tabs fetch files from them.
pub(crate) fn publish(site: &Path, folder: &Path) -> Result {
    for name in LASTING {
        fs::create_dir_all(folder.join(name))?;
    }
    let newest = offline::newest(site)?;
    let builds = fs::read_to_string(folder.join(BUILDS)).unwrap_or_default();
    let older = builds.lines().filter(|build| *build != newest).take(OLDER_BUILDS);
    let builds: Vec<&str> = [newest.as_str()].into_iter().chain(older).collect();
    fs::write(site.join(BUILDS), builds.join("\n") + "\n")?;

    for (path, name) in entries(folder)? {
        if !LASTING.contains(&name.as_str()) {
            remove(&path)?;
        }
    }
    for (path, name) in entries(&folder.join("app"))? {
        if !builds.contains(&name.as_str()) {
            remove(&path)?;
        }
    }
    for (from, name) in entries(site)? {
        let to = folder.join(&name);
        if !LASTING.contains(&name.as_str()) {
            fs::rename(from, to)?;
            continue;
        }
        for (from, name) in entries(&from)? {
            let to = to.join(name);
            if to.exists() {
                remove(&to)?;
            }
            fs::rename(from, to)?;
        }
    }
    Ok(())
}

/// Paths and names of the entries of a folder.
fn entries(folder: &Path) -> Result<Vec<(PathBuf, String)>> {
    let named = |entry: std::io::Result<fs::DirEntry>| {
        let entry = entry?;
        Ok((entry.path(), entry.file_name().to_string_lossy().into_owned()))
    };
    fs::read_dir(folder)?.map(named).collect()
}

/// Removes a file or a whole folder.
pub(crate) fn remove(path: &Path) -> Result {
    let gone = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    Ok(gone?)
}

/// A file and its compressed copies.
struct File {
    raw: Vec<u8>,
    gzip: Vec<u8>,
    brotli: Vec<u8>,
}

impl File {
    fn pack(raw: Vec<u8>) -> Self {
        Self { gzip: gzip(&raw), brotli: brotli(&raw), raw }
    }

    /// Paths and bytes of the compressed copies of `path`.
    fn beside(&self, path: &Path) -> [(PathBuf, &[u8]); 2] {
        let named = |end: &str| PathBuf::from(format!("{}.{end}", path.display()));
        [(named("br"), &self.brotli), (named("gz"), &self.gzip)]
    }

    fn write(&self, path: &Path) -> Result {
        for (path, bytes) in self.beside(path) {
            fs::write(path, bytes)?;
        }
        Ok(())
    }
}

/// Compresses the files of this build, without those of older builds and those that only hosts read.
fn pack(folder: &Path) -> Result<BTreeMap<String, File>> {
    let mut paths = Vec::new();
    list(folder, "", &mut paths)?;
    let ours = [format!("v/{}/", site::version()?), format!("app/{}/", offline::newest(folder)?)];
    let lasts = |path: &String| LASTING.iter().any(|name| path.split('/').next() == Some(name));
    let is_old = |path: &String| lasts(path) && !ours.iter().any(|ours| path.starts_with(ours));
    let is_packing = |path: &String| {
        let whole = path.strip_suffix(".br").or_else(|| path.strip_suffix(".gz"));
        whole.is_some_and(|whole| paths.iter().any(|other| other == whole))
    };
    let is_for_hosts = |path: &String| path.starts_with(['.', '_']) || path == VERSION;
    let wanted = |path: &&String| !is_old(path) && !is_packing(path) && !is_for_hosts(path);
    let file = |path: &String| Ok((path.clone(), File::pack(fs::read(folder.join(path))?)));
    paths.iter().filter(wanted).map(file).collect()
}

fn weights(files: &BTreeMap<String, File>) -> Weights {
    let weight = |(path, file): (&String, &File)| {
        let [raw, gzip, brotli] = [&file.raw, &file.gzip, &file.brotli].map(Vec::len);
        (path.clone(), Weight { raw, gzip, brotli, sri: xtask::integrity(&file.raw) })
    };
    files.iter().map(weight).collect()
}

fn is_packed(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| PACKED.iter().any(|end| extension == *end))
}

/// All files below a folder, with slashes.
pub(crate) fn list(folder: &Path, prefix: &str, paths: &mut Vec<String>) -> Result {
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

fn to_json(weights: &Weights) -> Value {
    let file = |(path, weight): (&String, &Weight)| {
        let Weight { raw, gzip, brotli, sri } = weight;
        (path.clone(), json!({"raw": raw, "gzip": gzip, "brotli": brotli, "sri": sri}))
    };
    weights.iter().map(file).collect::<serde_json::Map<_, _>>().into()
}

/// The contents of `version.json` of a site.
pub(crate) fn read(folder: &Path) -> Result<Value> {
    let path = folder.join(VERSION);
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(serde_json::from_str(&text)?)
}

/// The sizes in `version.json`, which [`check`] compares with the files.
pub(crate) fn read_weights(folder: &Path) -> Result<Weights> {
    let version = read(folder)?;
    let files = version["files"].as_object().ok_or("version.json lists no files")?;
    let weight = |(path, file): (&String, &Value)| {
        let [raw, gzip, brotli] = ["raw", "gzip", "brotli"].map(|name| {
            file[name].as_u64().and_then(|size| usize::try_from(size).ok()).unwrap_or(0)
        });
        let sri = file["sri"].as_str().unwrap_or_default().to_owned();
        (path.clone(), Weight { raw, gzip, brotli, sri })
    };
    Ok(files.iter().map(weight).collect())
}

/// Checks a published site: `version.json` has the sizes and digests of its files, and compressed
/// copies have the contents of their files.
pub(crate) fn check(dist: &Path) -> Result {
    let files = pack(dist)?;
    let (version, weights) = (read(dist)?, weights(&files));
    if read_weights(dist)? != weights || version["version"] != site::version()? {
        return Err(format!("{VERSION} does not match the files beside it").into());
    }
    if version["loader_br"] != size::loader(&weights)
        || version["first_answer_br"] != size::first_answer(&weights)?
    {
        return Err(format!("{VERSION} has wrong sums").into());
    }
    let version = (VERSION.to_owned(), File::pack(fs::read(dist.join(VERSION))?));
    for (path, file) in files.into_iter().filter(|entry| is_packed(&entry.0)).chain([version]) {
        for (beside, packed) in file.beside(&dist.join(&path)) {
            if fs::read(&beside).ok().as_deref() != Some(packed) {
                return Err(format!("{} is not {path}", beside.display()).into());
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    /// A temporary folder with these files.
    fn folder(files: &[(&str, &str)]) -> TempDir {
        let folder = TempDir::new().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn all(folder: &Path) -> Vec<String> {
        let mut paths = Vec::new();
        list(folder, "", &mut paths).unwrap();
        paths.sort();
        paths
    }

    #[test]
    fn older_versions_stay() {
        let ours = format!("v/{}/core.js", site::version().unwrap());
        let dist = [("v/0.0.1/core.js", "old"), (&ours, "old"), ("gone.html", ""), ("a/b.js", "")];
        let dist = folder(&dist);
        let dist = dist.path();
        let new = [(ours.as_str(), "new"), ("index.html", "new"), ("a/c.js", ""), (BUILDS, "1f\n")];
        publish(folder(&new).path(), dist).unwrap();
        assert_eq!(all(dist), [BUILDS, "a/c.js", "index.html", "v/0.0.1/core.js", &ours]);
        assert_eq!(fs::read_to_string(dist.join("v/0.0.1/core.js")).unwrap(), "old");
        assert_eq!(fs::read_to_string(dist.join(&ours)).unwrap(), "new");
        // Also where nothing was published.
        let site = folder(&[("v/9.9.9/core.js", ""), (BUILDS, "1f\n")]);
        publish(site.path(), &dist.join("fresh")).unwrap();
        assert_eq!(all(&dist.join("fresh")), [BUILDS, "v/9.9.9/core.js"]);
    }

    #[test]
    fn builds_of_the_page_stay_while_tabs_may_have_them_open() {
        let dist = folder(&[]);
        let dist = dist.path();
        for build in ["1", "2", "3", "2", "4", "5"] {
            let code = format!("app/{build}/app.js");
            let site = folder(&[(&code, ""), (BUILDS, &format!("{build}\n"))]);
            publish(site.path(), dist).unwrap();
        }
        assert_eq!(fs::read_to_string(dist.join(BUILDS)).unwrap(), "5\n4\n2\n3\n");
        let left = ["app/2/app.js", "app/3/app.js", "app/4/app.js", "app/5/app.js"];
        assert_eq!(all(dist)[1..], left);
        // Only the newest build counts.
        assert_eq!(pack(dist).unwrap().into_keys().collect::<Vec<_>>(), ["app/5/app.js"]);
    }

    #[test]
    fn a_published_version_is_not_replaced() {
        let ours = format!("v/{}/core.js", site::version().unwrap());
        let published = folder(&[(&ours, "old"), ("v/0.0.1/core.js", "older")]);
        let published = published.path();
        refuse_other_bytes(folder(&[(&ours, "old")]).path(), published).unwrap();
        let other = folder(&[(&ours, "new")]);
        let error = refuse_other_bytes(other.path(), published).unwrap_err().to_string();
        assert!(error.contains("raise `version` in Cargo.toml"), "{error}");
        refuse_other_bytes(other.path(), &published.join("fresh")).unwrap();
    }

    #[test]
    fn a_changed_file_fails_the_check() {
        let version = site::version().unwrap();
        let core = format!("v/{version}/core.js");
        let site = [
            ("404.html", "<a href=\"{{home}}\">"),
            ("embed.js", "let it"),
            ("embed/frame.html", "'self'{{origin}};"),
            ("icon.png", "?"),
            (&core, "be"),
            ("v/0.0.1/x.js", ""),
            (BUILDS, "1f\n"),
        ];
        let folders = [folder(&site), folder(&site)];
        let [site, again] = folders.each_ref().map(TempDir::path);
        finish(site, None).unwrap();
        check(site).unwrap();
        finish(again, None).unwrap();
        assert_eq!(fs::read_to_string(site.join("404.html")).unwrap(), "<a href=\"./\">");
        assert_eq!(fs::read_to_string(site.join("embed/frame.html")).unwrap(), "'self';");
        assert_eq!(all(site), all(again));
        for path in all(site) {
            assert!(fs::read(site.join(&path)).unwrap() == fs::read(again.join(&path)).unwrap());
        }
        let said = read(site).unwrap();
        let names: Vec<&String> = said["files"].as_object().unwrap().keys().collect();
        assert_eq!(names, ["404.html", "embed.js", "embed/frame.html", "icon.png", core.as_str()]);
        assert_eq!(said["files"]["embed.js"]["raw"], 6);
        // By `openssl dgst -sha256 -binary | base64`.
        let digest = "sha256-yFHVnZA4LcKd3ZX6pyL5wzvvO7YKVjgJiEzuu+vNSr8=";
        assert_eq!(said["files"]["embed.js"]["sri"], digest);
        assert!(site.join("embed.js.br").is_file() && !site.join("icon.png.br").exists());
        for path in ["embed.js", "embed.js.gz", "extra.html", VERSION] {
            let kept = fs::read(site.join(path)).ok();
            let other = if path == VERSION { "{}" } else { "let it not" };
            fs::write(site.join(path), other).unwrap();
            check(site).unwrap_err();
            match kept {
                Some(kept) => fs::write(site.join(path), kept).unwrap(),
                None => fs::remove_file(site.join(path)).unwrap(),
            }
            check(site).unwrap();
        }
    }

    #[test]
    fn addresses_are_read() {
        let address = Address::read("https://host.example/tools/tiebreak").unwrap();
        assert_eq!(address.as_str(), "https://host.example/tools/tiebreak/");
        assert_eq!(address.folder(), "/tools/tiebreak/");
        assert_eq!(address.origin(), "https://host.example");
        assert_eq!(Address::read("http://localhost:8080").unwrap().folder(), "/");
        for bad in
            ["host.example", "http://host.example/", "https://", "https://a/?b", "https://a/<"]
        {
            Address::read(bad).unwrap_err();
        }
    }
}
