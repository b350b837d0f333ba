//! The languages of the interface: the files of `public/languages/`, what the Unicode CLDR says about
//! a language, and the files that browsers download.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tiebreak_core::texts::strings::languages::{
    BUILDER, Language, PAGE, PSEUDO, SECTIONS, Section, WIDGET,
};

use crate::{Result, root, tools};

/// Prints the locale data of languages.
const SCRIPT: &str = include_str!("languages.js");

/// The folder of the languages, in the repository and in a version of the site.
pub(crate) const FOLDER: &str = "languages";

/// The folder of the builder's languages in the site.
const BUILDER_FOLDER: &str = "builder";

/// The place in `builder.html` for the options of the menu of languages.
const OPTIONS: &str = "{{language options}}";

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

/// Writes the files that the builder downloads beside its page, and lists the languages in its menu.
pub(crate) fn compile_builder(site: &Path) -> Result {
    let folder = site.join(BUILDER_FOLDER);
    fs::create_dir_all(&folder)?;
    let mut options = String::new();
    for language in all()?.iter().filter(|language| language.lang != PSEUDO) {
        let Language { lang, name, .. } = language;
        fs::write(folder.join(format!("{lang}.json")), language.compiled_page(&BUILDER))?;
        write!(options, "<option value=\"{lang}\" lang=\"{lang}\">{name}</option>")?;
    }
    let page = site.join("builder.html");
    Ok(fs::write(&page, fs::read_to_string(&page)?.replace(OPTIONS, &options))?)
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
        fs::copy(public.join("builder.html"), site.join("builder.html")).unwrap();
        compile_builder(site).unwrap();

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
