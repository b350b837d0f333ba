//! Response headers of a site: one source for the `_headers` file of a deployed site and for the
//! servers of this package.
//!
//! Netlify, Cloudflare Pages and similar hosts read `_headers`. Where several rules match a path,
//! these hosts join the values of a header with commas. So every path matches exactly one rule with
//! `Cache-Control` and one rule with the headers of all files.

use std::fs;
use std::io;
use std::path::Path;

/// For paths that contain the version or a digest of the contents: their bytes never change.
const IMMUTABLE: &str = "public, max-age=31536000, immutable, no-transform";
/// For paths that stay the same in every version: fresh for five minutes, then revalidated in the
/// background for a day.
const EVERGREEN: &str =
    "public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800, no-transform";
/// For all other paths: stored, and revalidated before each use.
pub const REVALIDATED: &str = "no-cache";

/// Headers of every file. Pages on other origins load these files, also pages with
/// `Cross-Origin-Embedder-Policy: require-corp`. `no-transform` above keeps a host from changing
/// bytes whose digests those pages contain.
pub const EVERY_FILE: [(&str, &str); 3] = [
    ("Access-Control-Allow-Origin", "*"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
    ("X-Content-Type-Options", "nosniff"),
];

/// Content types by file extension that some hosts do not know.
const TYPES: [(&str, &str); 3] = [
    ("wasm", "application/wasm"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("webmanifest", "application/manifest+json"),
];

/// Writes `_headers` for the files of a site, and `.nojekyll`, which keeps GitHub Pages from
/// leaving files out. Hosts read `_headers` at their root; `folder`, with slashes around it, is the
/// path of the site on its host.
///
/// # Errors
/// If the site cannot be read or written.
pub fn write(site: &Path, folder: &str) -> io::Result<()> {
    fs::write(site.join(".nojekyll"), "")?;
    let mut names = Vec::new();
    for entry in fs::read_dir(site)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        names.push(if entry.path().is_dir() { name + "/" } else { name });
    }
    fs::write(site.join("_headers"), rules(folder, names))
}

/// `Cache-Control` of a path in a site, without a slash at its beginning, where the site is deployed.
#[must_use]
pub fn cache_control(path: &str) -> &'static str {
    let is_below = |folders: [&str; 2]| folders.iter().any(|folder| path.starts_with(folder));
    match path {
        _ if is_below(["v/", "app/"]) => IMMUTABLE,
        "embed.js" | "embed.mjs" => EVERGREEN,
        _ if path.starts_with("embed/") => EVERGREEN,
        _ => REVALIDATED,
    }
}

/// `Content-Type` of a file.
#[must_use]
pub fn content_type(path: &Path) -> String {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if let Some((_, known)) = TYPES.iter().find(|(name, _)| *name == extension) {
        return (*known).to_owned();
    }
    let guessed = mime_guess::from_ext(extension).first_or_octet_stream();
    match guessed.type_().as_str() {
        "text" => format!("{guessed}; charset=utf-8"),
        _ => guessed.to_string(),
    }
}

/// The rules for the entries at the top of a site; folders end with a slash.
fn rules(folder: &str, mut names: Vec<String>) -> String {
    let rule = |path: &str, headers: &[(&str, &str)]| {
        let lines = headers.iter().map(|(name, value)| format!("  {name}: {value}\n"));
        format!("{folder}{path}\n{}", lines.collect::<String>())
    };
    names.retain(|name| !name.starts_with(['.', '_']));
    names.sort();
    let types =
        TYPES.map(|(extension, kind)| rule(&format!("*.{extension}"), &[("Content-Type", kind)]));
    let home = rule("", &[("Cache-Control", REVALIDATED)]);
    let names = names.iter().map(|name| {
        let path = if name.ends_with('/') { format!("{name}*") } else { name.clone() };
        rule(&path, &[("Cache-Control", cache_control(name))])
    });
    [rule("*", &EVERY_FILE)].into_iter().chain(types).chain([home]).chain(names).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values of a header that a host sends with a path. A star in a rule matches anything.
    fn sent(rules: &str, path: &str, name: &str) -> Vec<String> {
        let mut matches = false;
        let mut values = Vec::new();
        for line in rules.lines() {
            if let Some(line) = line.strip_prefix("  ") {
                let (other, value) = line.split_once(": ").unwrap();
                if matches && other == name {
                    values.push(value.to_owned());
                }
            } else {
                matches = match line.split_once('*') {
                    Some((before, after)) => path.starts_with(before) && path.ends_with(after),
                    None => path == line,
                };
            }
        }
        values
    }

    #[track_caller]
    fn check(folder: &str, path: &str, cache: &str) {
        let names = ["v/", "app/", "embed.js", "embed/", "models/", "index.html", "sw.js"];
        let names = names.map(str::to_owned).to_vec();
        let rules = rules(folder, names);
        assert_eq!(sent(&rules, path, "Cache-Control"), [cache], "{rules}");
        assert_eq!(cache_control(path.strip_prefix(folder).unwrap()), cache, "{path}");
        for (name, value) in EVERY_FILE {
            assert_eq!(sent(&rules, path, name), [value], "{path}");
        }
        let kind = sent(&rules, path, "Content-Type");
        assert_eq!(kind.is_empty(), !path.contains(".wasm"), "{kind:?}");
    }

    #[test]
    fn every_path_has_one_cache_rule() {
        check("/", "/v/0.1.0/core_bg.wasm", IMMUTABLE);
        check("/", "/app/app-1f3c.js", IMMUTABLE);
        check("/", "/embed.js", EVERGREEN);
        check("/", "/embed/frame.html", EVERGREEN);
        check("/", "/models/django-vs-fastapi.json", REVALIDATED);
        check("/", "/", REVALIDATED);
        check("/", "/sw.js", REVALIDATED);
        check("/tools/tiebreak/", "/tools/tiebreak/v/0.1.0/core_bg.wasm", IMMUTABLE);
    }

    #[test]
    fn text_is_utf_8() {
        for (name, expect) in [
            ("index.html", "text/html; charset=utf-8"),
            ("app.js", "text/javascript; charset=utf-8"),
            ("embed.mjs", "text/javascript; charset=utf-8"),
            ("core_bg.wasm", "application/wasm"),
            ("a.json", "application/json"),
            ("manifest.webmanifest", "application/manifest+json"),
            ("icon.svg", "image/svg+xml"),
            ("unknown", "application/octet-stream"),
        ] {
            assert_eq!(content_type(Path::new(name)), expect);
        }
    }
}
