//! Integrity: each script of ours carries the digests of what it fetches, so that whoever pins the
//! first of them has pinned all.
//!
//! A script says `{{integrity NAME}}` where the digest of the file NAME, in the folder of its
//! version, shall stand.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use xtask::integrity;

use crate::Result;

/// What a script begins with to ask for a digest, and ends with.
const OPEN: &str = "{{integrity ";
const CLOSE: &str = "}}";

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
    Ok(fs::write(script, text)?)
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

/// Digests by name; packed copies of a file, and the list itself, have none.
fn digests(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut digests = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_packed = path.extension().is_some_and(|end| end == "br" || end == "gz");
        if name != LIST && !is_packed {
            digests.insert(name, integrity(&fs::read(&path)?));
        }
    }
    Ok(digests)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_carries_the_digests_of_what_it_names() {
        let folder = std::env::temp_dir().join(format!("xtask-pin-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let script = folder.join("one.js");
        fs::write(folder.join("empty.js"), "").unwrap();
        fs::write(&script, "a({{integrity empty.js}}, '{{integrity empty.js}}')").unwrap();
        pin(&script, &folder).unwrap();
        // Of nothing at all, as FIPS 180 has it.
        let empty = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(fs::read_to_string(&script).unwrap(), format!("a({empty}, '{empty}')"));
        list(&folder).unwrap();
        check(&folder).unwrap();
        fs::write(&script, "a()").unwrap();
        check(&folder).unwrap_err();
        fs::write(&script, "a({{integrity absent.js}})").unwrap();
        assert!(pin(&script, &folder).unwrap_err().to_string().contains("absent.js"));
        fs::remove_dir_all(&folder).unwrap();
    }
}
