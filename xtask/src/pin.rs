//! Integrity: each script of ours carries the digests of what it fetches, so that whoever pins the
//! first of them has pinned all.
//!
//! A script says `{{integrity NAME}}` where the digest of the file NAME, in the folder of its
//! version, shall stand, and `{{digests models}}` for those of all decisions beside it: `NAME:DIGEST`,
//! with spaces between.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use xtask::integrity;

use crate::{Result, release};

/// What a script begins with to ask for a digest, and ends with.
const OPEN: &str = "{{integrity ";
const CLOSE: &str = "}}";
/// What it asks for the digests of all decisions with.
const MODELS: &str = "{{digests models}}";

/// The files of a version with their digests, for pages that pin them.
const LIST: &str = "sri.json";

/// Writes digests of files in `folder` where a script asks for them; those files are finished.
pub(crate) fn pin(script: &Path, folder: &Path) -> Result {
    let mut text = fs::read_to_string(script)?;
    while let Some((before, rest)) = text.split_once(OPEN) {
        let (name, after) = rest.split_once(CLOSE).ok_or("a digest is asked for without an end")?;
        let bytes = fs::read(folder.join(name)).map_err(|error| {
            format!("{} asks for the digest of {name}: {error}", script.display())
        })?;
        text = [before, &integrity(&bytes), after].concat();
    }
    if text.contains(MODELS) {
        text = text.replace(MODELS, &models(&folder.join("models"))?);
    }
    Ok(fs::write(script, text)?)
}

/// The digests of the decisions in a folder; each of them names that of its evidence.
fn models(folder: &Path) -> Result<String> {
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

/// Holds the list to the bytes beside it, and to itself: every file is in it.
pub(crate) fn check(folder: &Path) -> Result {
    let path = folder.join(LIST);
    let listed: BTreeMap<String, String> = serde_json::from_str(&fs::read_to_string(&path)?)?;
    if listed == digests(folder)? {
        return Ok(());
    }
    Err(format!("{}: the digests are not those of the files beside it", path.display()).into())
}

/// Digests by path; packed copies of a file, and the list itself, have none.
pub(crate) fn digests(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut paths = Vec::new();
    release::list(folder, "", &mut paths)?;
    let is_packed =
        |it: &String| Path::new(it).extension().is_some_and(|end| end == "br" || end == "gz");
    let is_plain = |it: &String| it != LIST && !is_packed(it);
    let digest = |path: String| Ok((path.clone(), integrity(&fs::read(folder.join(path))?)));
    paths.into_iter().filter(is_plain).map(digest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_carries_the_digests_of_what_it_names() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let script = folder.join("one.js");
        fs::write(folder.join("empty.js"), "").unwrap();
        fs::write(&script, "a({{integrity empty.js}}, '{{integrity empty.js}}')").unwrap();
        pin(&script, folder).unwrap();
        // Of nothing at all, as FIPS 180 has it.
        let empty = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(fs::read_to_string(&script).unwrap(), format!("a({empty}, '{empty}')"));
        fs::create_dir_all(folder.join("models")).unwrap();
        for name in ["b.json", "a.json", "a.evidence.json"] {
            fs::write(folder.join("models").join(name), "").unwrap();
        }
        fs::write(&script, "a('{{digests models}}')").unwrap();
        pin(&script, folder).unwrap();
        assert_eq!(fs::read_to_string(&script).unwrap(), format!("a('a:{empty} b:{empty}')"));
        list(folder).unwrap();
        check(folder).unwrap();
        fs::write(folder.join("models/a.evidence.json"), "{}").unwrap();
        check(folder).unwrap_err();
        list(folder).unwrap();
        fs::write(&script, "a()").unwrap();
        check(folder).unwrap_err();
        fs::write(&script, "a({{integrity absent.js}})").unwrap();
        assert!(pin(&script, folder).unwrap_err().to_string().contains("absent.js"));
    }
}
