//! The crates and modules that the code of the first file comes from, in bytes before `wasm-opt`, which
//! needs no names.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use crate::Result;

/// Crates of the standard library.
const STANDARD: [&str; 4] = ["alloc", "core", "hashbrown", "std"];

/// Groups smaller than this share of the code, in per cent, are one row.
const SHOWN: usize = 1;

/// A table of the groups of functions, the largest first.
pub(crate) fn table(wasm: &[u8]) -> Result<String> {
    let mut groups: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let functions = functions(wasm)?;
    let total: usize = functions.iter().map(|(_, size)| size).sum();
    for (name, size) in functions {
        let sum = groups.entry(group(&name)).or_default();
        *sum = (sum.0 + size, sum.1 + 1);
    }
    let mut rows: Vec<_> = groups.into_iter().collect();
    rows.sort_by_key(|(_, (size, _))| std::cmp::Reverse(*size));
    let (shown, rest): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|(_, (size, _))| size * 100 >= total * SHOWN);
    let rest = rest.iter().fold((0, 0), |sum, (_, of)| (sum.0 + of.0, sum.1 + of.1));
    let mut text = format!("{:>9} {:>9}\n", "bytes", "functions");
    for (name, (size, count)) in shown.into_iter().chain([("others".to_owned(), rest)]) {
        writeln!(text, "{size:>9} {count:>9}  {name}")?;
    }
    writeln!(text, "{total:>9}")?;
    Ok(text)
}

/// The name and the size in bytes of each function.
fn functions(wasm: &[u8]) -> Result<Vec<(String, usize)>> {
    let mut imported = 0;
    let mut functions = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => {
                functions.push((String::new(), body.as_bytes().len()));
            }
            Payload::CustomSection(section) => {
                let KnownCustom::Name(names) = section.as_known() else { continue };
                for names in names {
                    let Name::Function(names) = names? else { continue };
                    for naming in names {
                        let naming = naming?;
                        let index = (naming.index as usize).checked_sub(imported);
                        if let Some((name, _)) = index.and_then(|i| functions.get_mut(i)) {
                            naming.name.clone_into(name);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    Ok(functions)
}

/// The crate that a function belongs to, with the module for crates of this repository. Generic code of
/// the standard library counts for the crate whose types it is compiled for.
fn group(name: &str) -> String {
    let paths = paths(name);
    let own = paths.iter().find(|(name, _)| !STANDARD.contains(name));
    match (paths.first(), own) {
        (Some((first, _)), Some((name, _))) if STANDARD.contains(first) => {
            format!("standard library, for {name}")
        }
        (_, Some((name @ ("tiebreak" | "tiebreak_core" | "tiebreak_dom"), module))) => {
            format!("{name}::{module}")
        }
        (_, Some((name, _))) => (*name).to_owned(),
        (Some(_), None) => "standard library".to_owned(),
        (None, None) => "without a crate".to_owned(),
    }
}

/// The crates that occur in a name, each with the module after it: `core[1f]::slice` is `core` and `slice`.
fn paths(name: &str) -> Vec<(&str, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let crates = name.match_indices('[').filter_map(|(at, _)| {
        let before = &name[..at];
        let start = before.rfind(|c| !is_part(c)).map_or(0, |end| end + 1);
        let (hash, after) = name[at + 1..].split_once(']')?;
        let is_crate = start < at && hash.chars().all(|c| c.is_ascii_hexdigit());
        let module = after.strip_prefix("::").unwrap_or_default();
        let end = module.find(|c| !is_part(c)).unwrap_or(module.len());
        is_crate.then(|| (&before[start..], &module[..end]))
    });
    crates.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_counts_for_its_crate() {
        for (name, expected) in [
            ("tiebreak_core[21a]::engine::gain::gain", "tiebreak_core::engine"),
            ("<tiebreak[57f]::widget::Widget>::start", "tiebreak::widget"),
            (
                "<alloc[41d]::vec::Vec<tiebreak_core[21a]::model::Model>>::push",
                "standard library, for tiebreak_core",
            ),
            ("core[d1f]::fmt::write", "standard library"),
            ("reactive_graph[fd0]::owner::run", "reactive_graph"),
            ("mount", "without a crate"),
        ] {
            assert_eq!(group(name), expected);
        }
    }
}
