//! The size of a reader's download: uncompressed, by gzip 9 and by brotli 11.

use crate::release::{self, Weights};
use crate::{Result, code, profile, root, site};

/// Limit for the loader in bytes by brotli: all that a page fetches before a widget is near.
const LOADER_BUDGET: usize = 2_670;
/// Limit for all files up to the first answer, in bytes by brotli. The aim is 88,000.
const FIRST_ANSWER_BUDGET: usize = 102_500;

/// The decision of the measurement.
const MODEL: &str = "django-vs-fastapi";

/// Builds the site and prints its sizes, as a table or as `version.json` has them.
pub(crate) fn run(as_json: bool) -> Result {
    let dist = site::build(&site::Options::default())?;
    if as_json {
        println!("{:#}", release::read(&dist)?);
    } else {
        print!("{}", to_table(&release::read_weights(&dist)?)?);
    }
    Ok(())
}

/// Builds the site and prints the crates that the code of the first file comes from.
pub(crate) fn profile() -> Result {
    site::build(&site::Options::default())?;
    print!("{}", profile::table(&std::fs::read(code::WIDGET.named())?)?);
    Ok(())
}

/// Compares the sizes of the built site with the limits.
pub(crate) fn check() -> Result {
    let weights = release::read_weights(&root().join("dist"))?;
    print!("{}", to_table(&weights)?);
    for (name, size, limit) in [
        ("the loader", loader(&weights), LOADER_BUDGET),
        ("the first answer", first_answer(&weights)?, FIRST_ANSWER_BUDGET),
    ] {
        if size > limit {
            return Err(format!("{name} has {size} bytes by brotli, more than {limit}").into());
        }
    }
    // A missing file counts as 0 bytes.
    match first_files()?.iter().find(|path| !weights.contains_key(*path)) {
        Some(path) => Err(format!("dist/{path} is not there").into()),
        None => Ok(()),
    }
}

/// Sizes of the loader and of all files up to the first answer, in bytes by brotli.
pub(crate) fn totals() -> Result<[usize; 2]> {
    let weights = release::read_weights(&root().join("dist"))?;
    Ok([loader(&weights), first_answer(&weights)?])
}

/// The files up to the first answer.
fn first_files() -> Result<[String; 5]> {
    let version = site::version()?;
    Ok([
        "embed.js".to_owned(),
        format!("v/{version}/element.js"),
        format!("v/{version}/core.js"),
        format!("v/{version}/core_bg.wasm"),
        format!("v/{version}/models/{MODEL}.json"),
    ])
}

/// Size of the loader in bytes by brotli.
pub(crate) fn loader(weights: &Weights) -> usize {
    weights.get("embed.js").map_or(0, |weight| weight.brotli)
}

/// Size of all files up to the first answer in bytes by brotli.
pub(crate) fn first_answer(weights: &Weights) -> Result<usize> {
    Ok(first_files()?.iter().filter_map(|path| weights.get(path)).map(|weight| weight.brotli).sum())
}

fn to_table(weights: &Weights) -> Result<String> {
    use std::fmt::Write as _;
    let first = first_files()?;
    let mut text = format!("{:>9} {:>9} {:>9}\n", "raw", "gzip", "brotli");
    for (path, weight) in weights {
        let mark = if first.contains(path) { "  (first answer)" } else { "" };
        writeln!(text, "{:>9} {:>9} {:>9}  {path}{mark}", weight.raw, weight.gzip, weight.brotli)?;
    }
    writeln!(text, "{:>29}  loader, of {LOADER_BUDGET}", loader(weights))?;
    writeln!(text, "{:>29}  first answer, of {FIRST_ANSWER_BUDGET}", first_answer(weights)?)?;
    writeln!(
        text,
        "{:>29}  code of the standalone page beyond that of the element",
        app(weights)?
    )?;
    Ok(text)
}

/// Size of the standalone page's code beyond that of the element, in bytes by brotli.
fn app(weights: &Weights) -> Result<isize> {
    let code = |folder: &str, names: &[&str]| -> isize {
        let below =
            |path: &str| path.starts_with(folder) && names.iter().any(|name| path.ends_with(name));
        let files = weights.iter().filter(|(path, _)| below(path));
        files.map(|(_, weight)| weight.brotli.cast_signed()).sum()
    };
    let version = format!("v/{}/", site::version()?);
    Ok(code("app/", &[".js", ".wasm"]) - code(&version, &["core.js", ".wasm"]))
}
