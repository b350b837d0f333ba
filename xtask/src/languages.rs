//! The languages of the interface: the files of `public/languages/`, what the Unicode CLDR says about
//! a language, and the files that browsers download.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tiebreak_core::texts::strings::languages::{Language, PAGE, PSEUDO, SECTIONS, Section, WIDGET};

use crate::{Result, root, tools};

/// Prints the locale data of languages.
const SCRIPT: &str = include_str!("languages.js");

/// The folder of the languages, in the repository and in a version of the site.
pub(crate) const FOLDER: &str = "languages";

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

/// The languages with their own names, as `public/app.js` has them: `de:Deutsch;es:Español`. The
/// pseudo-language has no name, so that readers cannot choose it.
pub(crate) fn choices() -> Result<String> {
    let choice = |language: &Language| {
        let name = if language.lang == PSEUDO { "" } else { &language.name };
        [&language.lang, ":", name].concat()
    };
    Ok(all()?.iter().map(choice).collect::<Vec<_>>().join(";"))
}

/// Writes the files that the widget downloads into the folder of its version.
pub(crate) fn compile_widget(version: &Path) -> Result {
    compile(version, &WIDGET)
}

/// Writes the files that the standalone page downloads into the folder of its code.
pub(crate) fn compile_page(build: &Path) -> Result {
    compile(build, &PAGE)
}

fn compile(folder: &Path, sections: &[Section]) -> Result {
    let target = folder.join(FOLDER);
    fs::create_dir_all(&target)?;
    for language in all()? {
        fs::write(target.join(format!("{}.json", language.lang)), language.compiled(sections))?;
    }
    Ok(())
}

/// All languages besides English, with the pseudo-language.
fn all() -> Result<Vec<Language>> {
    let mut languages = vec![Language::pseudo(&SECTIONS)];
    for path in files(&root().join("public").join(FOLDER))? {
        let language = Language::read(&fs::read_to_string(&path)?)
            .map_err(|faults| format!("{}: {}", path.display(), faults.join("; ")))?;
        languages.push(language);
    }
    Ok(languages)
}
