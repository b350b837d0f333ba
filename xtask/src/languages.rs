//! The languages of the interface: the files of `public/languages/`, what the Unicode CLDR says about
//! a language, and the files that browsers download.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tiebreak_core::texts::strings::languages::{BUILDER, Language, SECTIONS, WIDGET};

use crate::{Result, root, tools};

/// Prints the locale data of languages.
const SCRIPT: &str = include_str!("languages.js");

/// The folder of the languages, in the repository and in a version of the site.
pub(crate) const FOLDER: &str = "languages";

/// The folder of the builder's languages in the site.
const BUILDER_FOLDER: &str = "builder";

/// The place in `builder.html` for the options of the menu of languages.
const OPTIONS: &str = "{{languages}}";

/// Writes the locale data into each file of `public/languages/`, and starts the file of a new language
/// with the English texts. `new` is a BCP 47 tag and the name of the language in the language itself.
pub(crate) fn update(new: Option<(&str, &str)>) -> Result {
    let folder = root().join("public").join(FOLDER);
    let mut files = files(&folder)?;
    if let Some((tag, name)) = new {
        let path = folder.join(format!("{tag}.json"));
        if path.exists() {
            return Err(format!("{} exists already", path.display()).into());
        }
        let english = Language::english(tag, name, &SECTIONS, str::to_owned);
        fs::write(&path, english.written(&SECTIONS))?;
        files.push(path);
    }
    let mut languages = Vec::new();
    for path in files {
        let value: Value = serde_json::from_str(&fs::read_to_string(&path)?)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let tag = value["lang"].as_str().unwrap_or_default().to_owned();
        languages.push((path, tag, value));
    }
    let tags: Vec<&str> = languages.iter().map(|(_, tag, _)| tag.as_str()).collect();
    let locales = locales(&tags)?;
    for (path, tag, mut value) in languages {
        value["locale"] = locales[&tag].clone();
        let text = value.to_string();
        match Language::read(&text) {
            Ok(language) => {
                fs::write(&path, language.written(&SECTIONS))?;
                let faults = language.faults(&SECTIONS);
                println!("{}: {} faults", path.display(), faults.len());
                for fault in faults {
                    println!("  {fault}");
                }
            }
            Err(faults) => println!("{}: {}", path.display(), faults.join("; ")),
        }
    }
    Ok(())
}

/// The locale data of languages, by tag.
fn locales(tags: &[&str]) -> Result<Value> {
    let output = tools::command("node").args(["-e", SCRIPT]).args(tags).output();
    let output = output.map_err(|error| format!("Node does not start: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The files of the languages, in the order of their names.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "json") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Replaces the files of translators in `site` by the files that browsers download: those of the widget
/// in the folder of its version, with the pseudo-language, and those of the builder beside its page, whose
/// menu lists the languages.
pub(crate) fn compile(site: &Path, version: &Path) -> Result {
    let sources = site.join(FOLDER);
    let mut languages = Vec::new();
    for path in files(&sources)? {
        let language = Language::read(&fs::read_to_string(&path)?)
            .map_err(|faults| format!("{}: {}", path.display(), faults.join("; ")))?;
        languages.push(language);
    }
    fs::remove_dir_all(&sources)?;
    let target = version.join(FOLDER);
    fs::create_dir_all(&target)?;
    let of_builder = site.join(BUILDER_FOLDER);
    fs::create_dir_all(&of_builder)?;
    let mut options = String::new();
    for language in &languages {
        let Language { lang, name, .. } = language;
        fs::write(of_builder.join(format!("{lang}.json")), language.compiled_page(&BUILDER))?;
        write!(options, "<option value=\"{lang}\" lang=\"{lang}\">{name}</option>")?;
    }
    let page = site.join("builder.html");
    fs::write(&page, fs::read_to_string(&page)?.replace(OPTIONS, &options))?;
    languages.push(Language::pseudo(&SECTIONS));
    for language in &languages {
        fs::write(target.join(format!("{}.json", language.lang)), language.compiled(&WIDGET))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    /// The menu of the builder offers each language whose file is beside the page.
    #[test]
    fn the_builder_offers_each_language() {
        let folder = TempDir::new().unwrap();
        let site = folder.path();
        let public = root().join("public");
        fs::create_dir(site.join(FOLDER)).unwrap();
        for path in files(&public.join(FOLDER)).unwrap() {
            fs::copy(&path, site.join(FOLDER).join(path.file_name().unwrap())).unwrap();
        }
        fs::copy(public.join("builder.html"), site.join("builder.html")).unwrap();
        compile(site, &site.join("v/1")).unwrap();

        let page = fs::read_to_string(site.join("builder.html")).unwrap();
        assert!(page.contains("<option value=\"de\" lang=\"de\">Deutsch</option>"), "{page}");
        assert!(!page.contains("{{"), "{page}");
        for path in files(&public.join(FOLDER)).unwrap() {
            let name = path.file_name().unwrap();
            let lang = path.file_stem().unwrap().to_str().unwrap();
            assert!(page.contains(&format!("<option value=\"{lang}\" lang=\"{lang}\">")), "{lang}");
            let text = fs::read_to_string(site.join(BUILDER_FOLDER).join(name)).unwrap();
            let file: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(file["dir"], if lang == "ar" { "rtl" } else { "ltr" }, "{lang}");
        }
    }
}
