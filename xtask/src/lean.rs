//! Takes out of linked code and its glue what they need for each other only while they are made:
//! long names, with digests that no packer makes smaller, and functions that nobody calls.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{ExportSection, ImportSection};
use wasmparser::{KnownCustom, Name, Parser, Payload};

use crate::Result;

/// In the names of functions by which scripts call closures. `wasm-bindgen` exports those that are
/// called, and leaves all others, of a library for every type of JavaScript, in the table.
const CALLS_CLOSURE: &str = "convert::closures::_::invoke";
const CALLS_CLOSURE_EXPORTED: &str = "wasm_bindgen_";

/// The same code and the same glue without that.
pub(crate) fn lean(wasm: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let mut lean = Lean::read(wasm)?;
    let mut module = wasm_encoder::Module::new();
    lean.parse_core_module(&mut module, Parser::new(0), wasm)?;
    let mut names: Vec<(&String, &String)> = lean.names.iter().collect();
    // One name may be the beginning of another.
    names.sort_by_key(|(long, _)| std::cmp::Reverse(long.len()));
    let put = |text: String, (long, short): (&String, &String)| text.replace(long, short);
    Ok((module.finish(), names.into_iter().fold(glue.to_owned(), put)))
}

/// What to change while the code is copied.
#[derive(Default)]
struct Lean {
    /// Long names with the short ones in their place.
    names: BTreeMap<String, String>,
    /// Functions that stand in the table in vain.
    uncalled: BTreeSet<u32>,
}

impl Lean {
    fn read(wasm: &[u8]) -> Result<Self> {
        let mut lean = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        lean.shorten(import?.name);
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        lean.shorten(export?.name);
                    }
                }
                Payload::CustomSection(section) => {
                    let KnownCustom::Name(parts) = section.as_known() else { continue };
                    for part in parts {
                        let Name::Function(names) = part? else { continue };
                        for it in names {
                            let it = it?;
                            if plain(it.name).contains(CALLS_CLOSURE) {
                                lean.uncalled.insert(it.index);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(lean)
    }

    /// Gives a short name to one that was made by `wasm-bindgen`.
    fn shorten(&mut self, name: &str) {
        let digest = name.rsplit('_').next().unwrap_or_default();
        let has_digest = digest.len() == 16 && digest.bytes().all(|it| it.is_ascii_hexdigit());
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
    parts.fold(first, |text, part| text + part.split_once(']').map_or(part, |it| it.1))
}

impl Reencode for Lean {
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
            // Places in the table are counted: where nobody calls, any function may stand.
            let any = functions.iter().copied().find(|it| !self.uncalled.contains(it));
            for it in functions.to_mut().iter_mut().filter(|it| self.uncalled.contains(it)) {
                *it = any.unwrap_or(*it);
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
    fn only_names_that_a_tool_made_get_short() {
        let mut lean = Lean::default();
        for name in ["__wbg_call_fc92fee6137d452d", "mount", "wasm_bindgen_6ee___invoke_"] {
            lean.shorten(name);
        }
        let names = ["__wbg_call_fc92fee6137d452d", "mount", "wasm_bindgen_6ee___invoke_"];
        assert_eq!(names.map(|it| lean.name(it)), ["$0", "mount", "$1"]);
    }
}
