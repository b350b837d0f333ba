//! What a reader downloads: as it is, by gzip 9, and by brotli 11.

use crate::release::{self, Weights};
use crate::{Result, root, site};

/// The loader may weigh this much, by brotli: all that is fetched before a widget is near.
const LOADER_BUDGET: usize = 2_500;
/// Everything up to the first answer may weigh this much, by brotli. The aim is 90,000; until the
/// views are lean enough, this holds what is reached.
const FIRST_ANSWER_BUDGET: usize = 102_000;

/// The decision that the first answer is measured with.
const MODEL: &str = "models/django-vs-fastapi.json";

/// Builds the site, weighs it and prints the table, or what `version.json` says.
pub(crate) fn run(as_json: bool) -> Result {
    site::build(&site::Options::default())?;
    let dist = root().join("dist");
    if as_json {
        println!("{:#}", release::read(&dist)?);
    } else {
        print!("{}", to_table(&release::read_weights(&dist)?)?);
    }
    Ok(())
}

/// Holds the built site to its budget.
pub(crate) fn check() -> Result {
    let weights = release::read_weights(&root().join("dist"))?;
    print!("{}", to_table(&weights)?);
    for (what, size, budget) in [
        ("the loader", loader(&weights), LOADER_BUDGET),
        ("the first answer", first_answer(&weights)?, FIRST_ANSWER_BUDGET),
    ] {
        if size > budget {
            return Err(format!("{what} weighs {size} bytes by brotli, more than {budget}").into());
        }
    }
    // An absent file weighs nothing, which must not pass for a small one.
    match first_files()?.iter().find(|path| !weights.contains_key(*path)) {
        Some(path) => Err(format!("dist/{path} is not there").into()),
        None => Ok(()),
    }
}

/// What the loader and the first answer of the built site weigh, by brotli.
pub(crate) fn totals() -> Result<[usize; 2]> {
    let weights = release::read_weights(&root().join("dist"))?;
    Ok([loader(&weights), first_answer(&weights)?])
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

/// What the loader weighs, by brotli.
pub(crate) fn loader(weights: &Weights) -> usize {
    weights.get("embed.js").map_or(0, |it| it.brotli)
}

/// What the first answer weighs, by brotli.
pub(crate) fn first_answer(weights: &Weights) -> Result<usize> {
    Ok(first_files()?.iter().filter_map(|path| weights.get(path)).map(|it| it.brotli).sum())
}

fn to_table(weights: &Weights) -> Result<String> {
    use std::fmt::Write as _;
    let first = first_files()?;
    let mut text = format!("{:>9} {:>9} {:>9}\n", "raw", "gzip", "brotli");
    for (path, it) in weights {
        let mark = if first.contains(path) { "  (first answer)" } else { "" };
        writeln!(text, "{:>9} {:>9} {:>9}  {path}{mark}", it.raw, it.gzip, it.brotli)?;
    }
    writeln!(text, "{:>29}  loader, of {LOADER_BUDGET}", loader(weights))?;
    writeln!(text, "{:>29}  first answer, of {FIRST_ANSWER_BUDGET}", first_answer(weights)?)?;
    writeln!(
        text,
        "{:>29}  what the standalone page's code has beyond the element's",
        app(weights)?
    )?;
    Ok(text)
}

/// What the code of the standalone page has beyond that of the element, by brotli.
fn app(weights: &Weights) -> Result<isize> {
    let code = |folder: &str, names: &[&str]| -> isize {
        let below =
            |path: &str| path.starts_with(folder) && names.iter().any(|it| path.ends_with(it));
        let files = weights.iter().filter(|(path, _)| below(path));
        files.map(|(_, it)| it.brotli.cast_signed()).sum()
    };
    let version = format!("v/{}/", site::version()?);
    Ok(code("app/", &[".js", ".wasm"]) - code(&version, &["core.js", ".wasm"]))
}
