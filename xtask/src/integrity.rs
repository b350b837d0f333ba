//! Integrity: each script contains the digests of the files that it fetches, so that the digest of
//! the first script covers all of them.
//!
//! In a script, `{{integrity NAME}}` stands for the digest of the file NAME in the folder of its
//! version, `{{digests models}}` for the digests of all decisions there, and `{{digests languages}}` for
//! those of all languages: `NAME:DIGEST`, separated by spaces.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use xtask::integrity;

use crate::{Result, release};

/// Begin and end of a placeholder for a digest.
const OPEN: &str = "{{integrity ";
const CLOSE: &str = "}}";
/// The placeholders for the digests of all decisions and of all languages.
const MODELS: &str = "{{digests models}}";
const LANGUAGES: &str = "{{digests languages}}";

/// Lists the files of a version with their digests, for pages that pin them.
const LIST: &str = "sri.json";

/// Replaces the placeholders of a script by the digests of files in `folder`, which are final.
pub(crate) fn fill_in(script: &Path, folder: &Path) -> Result {
    let mut text = fs::read_to_string(script)?;
    while let Some((before, rest)) = text.split_once(OPEN) {
        let (name, after) =
            rest.split_once(CLOSE).ok_or("a placeholder for a digest has no end")?;
        let bytes = fs::read(folder.join(name)).map_err(|error| {
            format!("{} contains the digest of {name}: {error}", script.display())
        })?;
        text = [before, &integrity(&bytes), after].concat();
    }
    if text.contains(MODELS) {
        text = text.replace(MODELS, &by_name(&folder.join("models"))?);
    }
    if text.contains(LANGUAGES) {
        text = text.replace(LANGUAGES, &by_name(&folder.join("languages"))?);
    }
    Ok(fs::write(script, text)?)
}

/// The digests of the decisions or the languages in a folder. Each decision contains the digest of its
/// evidence.
fn by_name(folder: &Path) -> Result<String> {
    let digests = digests(folder)?;
    let decisions = digests.iter().filter_map(|(name, digest)| {
        // Evidence has a second dot.
        let id = name.strip_suffix(".json").filter(|id| !id.contains('.'))?;
        Some(format!("{id}:{digest}"))
    });
    Ok(decisions.collect::<Vec<_>>().join(" "))
}

/// Writes the digests of all files of a version.
pub(crate) fn list(folder: &Path) -> Result {
    let digests = digests(folder)?;
    Ok(fs::write(folder.join(LIST), serde_json::to_string_pretty(&digests)? + "\n")?)
}

/// Compares the list with the files of the version: every file is listed with its digest.
pub(crate) fn check(folder: &Path) -> Result {
    let path = folder.join(LIST);
    let listed: BTreeMap<String, String> = serde_json::from_str(&fs::read_to_string(&path)?)?;
    if listed == digests(folder)? {
        return Ok(());
    }
    Err(format!("{}: the digests are not those of the files beside it", path.display()).into())
}

/// Digests by path, without compressed copies and the list itself.
pub(crate) fn digests(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut paths = Vec::new();
    release::list(folder, "", &mut paths)?;
    let is_packed =
        |path: &String| Path::new(path).extension().is_some_and(|end| end == "br" || end == "gz");
    let is_plain = |path: &String| path != LIST && !is_packed(path);
    let digest = |path: String| Ok((path.clone(), integrity(&fs::read(folder.join(path))?)));
    paths.into_iter().filter(is_plain).map(digest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_become_digests() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let script = folder.join("one.js");
        fs::write(folder.join("empty.js"), "").unwrap();
        fs::write(&script, "a({{integrity empty.js}}, '{{integrity empty.js}}')").unwrap();
        fill_in(&script, folder).unwrap();
        // The digest of no bytes, from FIPS 180.
        let empty = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(fs::read_to_string(&script).unwrap(), format!("a({empty}, '{empty}')"));
        fs::create_dir_all(folder.join("models")).unwrap();
        for name in ["b.json", "a.json", "a.evidence.json"] {
            fs::write(folder.join("models").join(name), "").unwrap();
        }
        fs::write(&script, "a('{{digests models}}')").unwrap();
        fill_in(&script, folder).unwrap();
        assert_eq!(fs::read_to_string(&script).unwrap(), format!("a('a:{empty} b:{empty}')"));
        list(folder).unwrap();
        check(folder).unwrap();
        fs::write(folder.join("models/a.evidence.json"), "{}").unwrap();
        check(folder).unwrap_err();
        list(folder).unwrap();
        fs::write(&script, "a()").unwrap();
        check(folder).unwrap_err();
        fs::write(&script, "a({{integrity absent.js}})").unwrap();
        assert!(fill_in(&script, folder).unwrap_err().to_string().contains("absent.js"));
    }
}
