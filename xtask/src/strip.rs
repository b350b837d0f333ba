//! Strips linked code and its glue of two things that only the build needs: long names, whose
//! digests no compression makes smaller, and functions that are in the table but never called.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{ExportSection, ImportSection};
use wasmparser::{KnownCustom, Name, Parser, Payload};

use crate::Result;

/// Part of the names of functions through which scripts call closures. `wasm-bindgen` exports those
/// that are called. The others, one for each type of JavaScript, stay in the table.
const CALLS_CLOSURE: &str = "convert::closures::_::invoke";
const CALLS_CLOSURE_EXPORTED: &str = "wasm_bindgen_";

/// Returns code and glue without both.
pub(crate) fn strip(wasm: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let mut strip = Strip::read(wasm)?;
    let mut module = wasm_encoder::Module::new();
    strip.parse_core_module(&mut module, Parser::new(0), wasm)?;
    let mut names: Vec<(&String, &String)> = strip.names.iter().collect();
    // One name may be the beginning of another: the longest first.
    names.sort_by_key(|(long, _)| std::cmp::Reverse(long.len()));
    let put = |text: String, (long, short): (&String, &String)| text.replace(long, short);
    Ok((module.finish(), names.into_iter().fold(glue.to_owned(), put)))
}

/// The changes to make while the code is copied.
#[derive(Default)]
struct Strip {
    /// Long names, and the short names that replace them.
    names: BTreeMap<String, String>,
    /// Functions in the table that are never called.
    uncalled: BTreeSet<u32>,
}

impl Strip {
    fn read(wasm: &[u8]) -> Result<Self> {
        let mut strip = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        strip.shorten(import?.name);
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        strip.shorten(export?.name);
                    }
                }
                Payload::CustomSection(section) => {
                    let KnownCustom::Name(parts) = section.as_known() else { continue };
                    for part in parts {
                        let Name::Function(names) = part? else { continue };
                        for naming in names {
                            let naming = naming?;
                            if plain(naming.name).contains(CALLS_CLOSURE) {
                                strip.uncalled.insert(naming.index);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(strip)
    }

    /// Finds a short name for a name that `wasm-bindgen` made.
    fn shorten(&mut self, name: &str) {
        let digest = name.rsplit('_').next().unwrap_or_default();
        let has_digest = digest.len() == 16 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
        if has_digest || name.starts_with(CALLS_CLOSURE_EXPORTED) {
            let short = format!("${}", self.names.len());
            self.names.entry(name.to_owned()).or_insert(short);
        }
    }

    fn name<'a>(&'a self, name: &'a str) -> &'a str {
        self.names.get(name).map_or(name, String::as_str)
    }
}

/// A name without the digests of crates.
fn plain(name: &str) -> String {
    let mut parts = name.split('[');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once(']').map_or(part, |rest| rest.1))
}

impl Reencode for Strip {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        section: &mut ImportSection,
        imports: wasmparser::ImportSectionReader<'_>,
    ) -> std::result::Result<(), reencode::Error> {
        for import in imports.into_imports() {
            let import = import?;
            let ty = self.entity_type(import.ty)?;
            section.import(import.module, self.name(import.name), ty);
        }
        Ok(())
    }

    fn parse_export(
        &mut self,
        exports: &mut ExportSection,
        export: wasmparser::Export<'_>,
    ) -> std::result::Result<(), reencode::Error> {
        let kind = self.export_kind(export.kind)?;
        let index = self.external_index(export.kind, export.index)?;
        exports.export(self.name(export.name), kind, index);
        Ok(())
    }

    fn element_items<'a>(
        &mut self,
        items: wasmparser::ElementItems<'a>,
    ) -> std::result::Result<wasm_encoder::Elements<'a>, reencode::Error> {
        let mut items = reencode::utils::element_items(self, items)?;
        if let wasm_encoder::Elements::Functions(functions) = &mut items {
            // Indices into the table stay the same: any function may fill an unused place.
            let any = functions.iter().copied().find(|function| !self.uncalled.contains(function));
            for function in
                functions.to_mut().iter_mut().filter(|function| self.uncalled.contains(function))
            {
                *function = any.unwrap_or(*function);
            }
        }
        Ok(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_digests_of_crates() {
        let name = "wasm_bindgen[6ee095ca6e93e1c]::convert::closures::_::invoke::<u8[0]>";
        assert_eq!(plain(name), "wasm_bindgen::convert::closures::_::invoke::<u8>");
        assert!(plain(name).contains(CALLS_CLOSURE));
    }

    #[test]
    fn only_names_that_wasm_bindgen_made_are_shortened() {
        let mut strip = Strip::default();
        for name in ["__wbg_call_fc92fee6137d452d", "mount", "wasm_bindgen_6ee___invoke_"] {
            strip.shorten(name);
        }
        let names = ["__wbg_call_fc92fee6137d452d", "mount", "wasm_bindgen_6ee___invoke_"];
        assert_eq!(names.map(|name| strip.name(name)), ["$0", "mount", "$1"]);
    }
}
