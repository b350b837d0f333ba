//! Weighs what a reader downloads: as it is, by gzip 9, and by brotli 11.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use serde_json::{Value, json};
use xtask::pack::brotli;

use crate::{Result, root, site};

/// The loader may weigh this much, by brotli: all that is fetched before a widget is near.
const LOADER_BUDGET: usize = 2_500;
/// Everything up to the first answer may weigh this much, by brotli. The aim is 90,000; until the
/// views are lean enough, this holds what is reached.
const FIRST_ANSWER_BUDGET: usize = 202_000;

/// The decision that the first answer is measured with.
const MODEL: &str = "models/django-vs-fastapi.json";

/// One file of the site.
struct File {
    path: String,
    raw: usize,
    gzip: usize,
    br: usize,
    first_answer: bool,
}

/// Builds the site, weighs it and prints the table.
pub(crate) fn run(as_json: bool) -> Result {
    site::build()?;
    let files = weigh()?;
    if as_json {
        println!("{:#}", to_json(&files));
    } else {
        print!("{}", to_table(&files));
    }
    Ok(())
}

/// Holds the built site to its budget.
pub(crate) fn check() -> Result {
    let files = weigh()?;
    print!("{}", to_table(&files));
    for (what, size, budget) in [
        ("the loader", loader(&files), LOADER_BUDGET),
        ("the first answer", first_answer(&files), FIRST_ANSWER_BUDGET),
    ] {
        if size > budget {
            return Err(format!("{what} weighs {size} bytes by brotli, more than {budget}").into());
        }
    }
    // An absent file weighs nothing, which must not pass for a small one.
    for path in first_files()? {
        if !files.iter().any(|file| file.path == path) {
            return Err(format!("dist/{path} is not there").into());
        }
    }
    Ok(())
}

/// What the loader and the first answer of the built site weigh, by brotli.
pub(crate) fn totals() -> Result<[usize; 2]> {
    let files = weigh()?;
    Ok([loader(&files), first_answer(&files)])
}

/// What is downloaded up to the first answer.
fn first_files() -> Result<[String; 5]> {
    let version = site::version()?;
    Ok([
        "embed.js".to_owned(),
        format!("v/{version}/element.js"),
        format!("v/{version}/core.js"),
        format!("v/{version}/core_bg.wasm"),
        MODEL.to_owned(),
    ])
}

fn loader(files: &[File]) -> usize {
    files.iter().filter(|file| file.path == "embed.js").map(|file| file.br).sum()
}

fn first_answer(files: &[File]) -> usize {
    files.iter().filter(|file| file.first_answer).map(|file| file.br).sum()
}

/// Weighs every file in `dist/`, in the order of their paths.
fn weigh() -> Result<Vec<File>> {
    let dist = root().join("dist");
    let mut paths = Vec::new();
    list(&dist, "", &mut paths)?;
    paths.sort();
    let first = first_files()?;
    // A style sheet of the element, should it ever stand apart, comes before the answer too.
    let styles = format!("v/{}/", site::version()?);
    paths
        .into_iter()
        .map(|path| {
            let bytes = fs::read(dist.join(&path))?;
            let first_answer =
                first.contains(&path) || (path.starts_with(&styles) && path.ends_with("core.css"));
            let (gzip, br) = (gzip(&bytes)?, brotli(&bytes).len());
            Ok(File { path, raw: bytes.len(), gzip, br, first_answer })
        })
        .collect()
}

/// All files below a folder.
fn list(folder: &Path, prefix: &str, paths: &mut Vec<String>) -> Result {
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

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn to_json(files: &[File]) -> Value {
    let list: Vec<Value> = files
        .iter()
        .map(|file| json!({"path": file.path, "raw": file.raw, "gzip": file.gzip, "br": file.br}))
        .collect();
    json!({"first_answer_br": first_answer(files), "loader_br": loader(files), "files": list})
}

fn to_table(files: &[File]) -> String {
    use std::fmt::Write as _;
    let mut text = format!("{:>9} {:>9} {:>9}\n", "raw", "gzip", "brotli");
    for File { path, raw, gzip, br, first_answer } in files {
        let mark = if *first_answer { "  (first answer)" } else { "" };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{raw:>9} {gzip:>9} {br:>9}  {path}{mark}");
    }
    let _ = writeln!(text, "{:>29}  loader, of {LOADER_BUDGET}", loader(files));
    let _ = writeln!(text, "{:>29}  first answer, of {FIRST_ANSWER_BUDGET}", first_answer(files));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_is_smaller() {
        let text = "the same words again and again ".repeat(100);
        assert!(gzip(text.as_bytes()).unwrap() < 100);
        assert!(brotli(text.as_bytes()).len() < gzip(text.as_bytes()).unwrap());
    }
}
