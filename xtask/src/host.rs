//! What a static host is told: how long a browser may keep a file, and who may read it.
//!
//! Netlify, Cloudflare Pages and their like read it from `_headers`. Where several rules meet a
//! path, these hosts join the values of a header by commas; so every path meets one rule that names
//! `Cache-Control`, and one that names what holds for all.

use std::fs;
use std::path::Path;

use crate::Result;

/// Never changes: its path has the version, or the digest of its contents.
const FOR_EVER: &str = "public, max-age=31536000, immutable, no-transform";
/// Keeps its name while versions come and go: five minutes, and a day more while it is asked for.
const EVERGREEN: &str =
    "public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800, no-transform";
/// May be kept, and is asked for each time.
const ASKED: &str = "no-cache";

/// What every file says. Articles on other origins load these files, and `no-transform` above keeps
/// a host from changing bytes whose digests stand in those articles.
const ALL: [&str; 3] = [
    "Access-Control-Allow-Origin: *",
    "Cross-Origin-Resource-Policy: cross-origin",
    "X-Content-Type-Options: nosniff",
];

/// Kinds that not every host knows by the end of the name.
const KINDS: [(&str, &str); 3] = [
    ("wasm", "application/wasm"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("webmanifest", "application/manifest+json"),
];

/// Writes `_headers` for what lies in a site, and what keeps GitHub Pages from leaving files out.
/// Hosts read it at their root, so `folder`, with slashes around it, is where the site will lie.
pub(crate) fn write(site: &Path, folder: &str) -> Result {
    fs::write(site.join(".nojekyll"), "")?;
    let mut names = Vec::new();
    for entry in fs::read_dir(site)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        names.push(if entry.path().is_dir() { name + "/" } else { name });
    }
    fs::write(site.join("_headers"), headers(folder, names))?;
    Ok(())
}

/// The rules for files, and folders with a slash at their end, at the top of a site.
fn headers(folder: &str, mut names: Vec<String>) -> String {
    let rule = |path: &str, lines: &[&str]| format!("{folder}{path}\n  {}\n", lines.join("\n  "));
    names.retain(|it| !it.starts_with(['.', '_']));
    names.sort();
    let all = rule("*", &ALL);
    let kinds = KINDS.map(|(end, kind)| rule(&format!("*.{end}"), &[&kept("Content-Type", kind)]));
    let home = rule("", &[&kept("Cache-Control", ASKED)]);
    let names = names.iter().map(|name| {
        let path = if name.ends_with('/') { format!("{name}*") } else { name.clone() };
        rule(&path, &[&kept("Cache-Control", cache(name))])
    });
    [all].into_iter().chain(kinds).chain([home]).chain(names).collect()
}

fn kept(name: &str, value: &str) -> String {
    format!("{name}: {value}")
}

/// How long a file or folder at the top of the site may be kept.
fn cache(name: &str) -> &'static str {
    match name {
        "v/" | "app/" => FOR_EVER,
        "embed.js" | "embed.mjs" | "embed/" => EVERGREEN,
        _ => ASKED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values of one header that a host sends with a path, as hosts match rules: a star stands
    /// for anything.
    fn sent(headers: &str, path: &str, name: &str) -> Vec<String> {
        let mut matches = false;
        let mut values = Vec::new();
        for line in headers.lines() {
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
        let headers = headers(folder, names);
        assert_eq!(sent(&headers, path, "Cache-Control"), [cache], "{headers}");
        assert_eq!(sent(&headers, path, "Access-Control-Allow-Origin"), ["*"]);
        assert_eq!(sent(&headers, path, "X-Content-Type-Options"), ["nosniff"]);
        let kind = sent(&headers, path, "Content-Type");
        assert_eq!(kind.is_empty(), !path.contains(".wasm"), "{kind:?}");
    }

    #[test]
    fn every_path_is_told_once_how_long_it_keeps() {
        check("/", "/v/0.1.0/core_bg.wasm", FOR_EVER);
        check("/", "/app/app-1f3c.js", FOR_EVER);
        check("/", "/embed.js", EVERGREEN);
        check("/", "/embed/frame.html", EVERGREEN);
        check("/", "/models/django-vs-fastapi.json", ASKED);
        check("/", "/", ASKED);
        check("/", "/sw.js", ASKED);
        check("/tools/tiebreak/", "/tools/tiebreak/v/0.1.0/core_bg.wasm", FOR_EVER);
    }
}
