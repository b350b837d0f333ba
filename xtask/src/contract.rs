//! The outside contract of the `<tie-break>` element, written once.
//!
//! `public/custom-elements.json` is the source: a [custom elements manifest], schema 2.1.0. Two keys
//! extend the standard. `x-types` declares the types that the manifest names, and `x-error-codes`
//! lists the values of `code` in `tb-error`. `cargo xtask contract` generates the rest from it:
//! `public/index.d.ts` for compilers, and the tables in `docs/embedding.md` for people. The tests
//! below compare the generated files with the source, and the source with the code of the element.
//!
//! [custom elements manifest]: https://github.com/webcomponents/custom-elements-manifest

use std::fmt::Write as _;
use std::fs;

use serde::Deserialize;
use serde_json::Value;

use crate::{Result, root};

const MANIFEST: &str = "public/custom-elements.json";
const TYPES: &str = "public/index.d.ts";
const DOCS: &str = "docs/embedding.md";

/// The part of the manifest that the generated files use.
struct Contract {
    element: Element,
    /// The one global variable.
    global: Item,
    types: Vec<Item>,
}

#[derive(Deserialize)]
struct Element {
    description: String,
    attributes: Vec<Item>,
    members: Vec<Item>,
    events: Vec<Item>,
    #[serde(rename = "x-error-codes")]
    error_codes: Vec<Item>,
    slots: Vec<Item>,
    #[serde(rename = "cssProperties")]
    properties: Vec<Item>,
    #[serde(rename = "cssParts")]
    parts: Vec<Item>,
    #[serde(rename = "cssStates")]
    states: Vec<Item>,
}

/// An attribute, a member, an event or anything else that has a name and a description.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    name: String,
    description: String,
    /// `field` or `method` of a member.
    #[serde(default)]
    kind: String,
    #[serde(default, rename = "type")]
    type_: Type,
    #[serde(default)]
    default: String,
    #[serde(default)]
    readonly: bool,
    /// Of a method.
    #[serde(default)]
    parameters: Vec<Item>,
    /// Of a method.
    #[serde(default, rename = "return")]
    returns: Returns,
}

#[derive(Default, Deserialize)]
struct Type {
    text: String,
}

#[derive(Default, Deserialize)]
struct Returns {
    #[serde(rename = "type")]
    type_: Type,
}

/// Writes the generated files.
pub(crate) fn generate() -> Result {
    for (path, text) in generated()? {
        fs::write(root().join(path), text)?;
        println!("{path}");
    }
    Ok(())
}

/// The path and the current text of each generated file.
fn generated() -> Result<[(&'static str, String); 2]> {
    let contract = Contract::read().map_err(|error| format!("{MANIFEST}: {error}"))?;
    let docs = fs::read_to_string(root().join(DOCS))?;
    Ok([(TYPES, contract.declarations()), (DOCS, fill(&docs, &contract.element.tables())?)])
}

impl Contract {
    fn read() -> Result<Self> {
        let manifest: Value = serde_json::from_str(&fs::read_to_string(root().join(MANIFEST))?)?;
        let module = &manifest["modules"][0];
        Ok(Self {
            element: Element::deserialize(&module["declarations"][0])?,
            global: Item::deserialize(&module["declarations"][1])?,
            types: Vec::deserialize(&module["x-types"])?,
        })
    }

    /// The text of `index.d.ts`.
    fn declarations(&self) -> String {
        let Self { element, global, types } = self;
        let mut text =
            "// Generated from custom-elements.json by `cargo xtask contract`.\n".to_owned();
        for Item { name, description, type_, .. } in types {
            let _ = write!(text, "\n/** {description} */\nexport type {name} = {};\n", type_.text);
        }
        let codes = lines(&element.error_codes, |code| format!("| \"{}\"", code.name));
        let attributes = lines(&element.attributes, |attribute| {
            let (name, type_) = (key(&attribute.name), &attribute.type_.text);
            let is_number = type_ == "number" || type_.starts_with(|c: char| c.is_ascii_digit());
            // Every attribute is text in HTML, so a number may also be given as text.
            let as_text = if is_number { format!(" | `${{{type_}}}`") } else { String::new() };
            format!("{name}?: {type_}{as_text};")
        });
        let events =
            lines(&element.events, |event| format!("{}: {};", key(&event.name), event.type_.text));
        let members = lines(&element.members, |member| {
            if member.kind == "method" {
                return format!("{}: {};", member.signature(), member.returns.type_.text);
            }
            let readonly = if member.readonly { "readonly " } else { "" };
            format!("{readonly}{}: {};", member.name, member.type_.text)
        });
        let _ = write!(
            text,
            "
/** The values of `code` in `tb-error`. */
export type ErrorCode =
{};

/** The attributes, for frameworks that check them. */
export interface TieBreakAttributes {{
{attributes}
}}

/** The events of the element. All of them bubble. */
export interface TieBreakEventMap {{
{events}
}}

/** {} */
export interface TieBreakElement extends HTMLElement {{
{members}
}}

declare global {{
  /** {} */
  const {}: {};
  interface HTMLElementTagNameMap {{
    \"tie-break\": TieBreakElement;
  }}
  interface GlobalEventHandlersEventMap extends TieBreakEventMap {{}}
}}
",
            codes, element.description, global.description, global.name, global.type_.text,
        );
        text
    }
}

impl Element {
    /// The tables of the documentation, by the names in their markers.
    fn tables(&self) -> [(&'static str, String); 9] {
        let named = |items: &[Item], head| table(&[head], items, |item| vec![code(&item.name)]);
        let members = |kind| self.members.iter().filter(move |member| member.kind == kind);
        let attributes = table(&["Attribute", "Value", "Default"], &self.attributes, |item| {
            vec![code(&item.name), values(&item.type_.text), code(&item.default)]
        });
        let properties = table(&["Property", "Type"], members("field"), |item| {
            let read_only = if item.readonly { ", read only" } else { "" };
            vec![code(&item.name), code(&item.type_.text) + read_only]
        });
        let methods = table(&["Method", "Returns"], members("method"), |item| {
            vec![code(&item.signature()), code(&item.returns.type_.text)]
        });
        let events = table(&["Event", "`detail`"], &self.events, |item| {
            let detail = item.type_.text.trim_start_matches("CustomEvent<").trim_end_matches('>');
            vec![code(&item.name), code(detail)]
        });
        let slots = table(&["Slot"], &self.slots, |item| {
            vec![if item.name.is_empty() { "(default)".to_owned() } else { code(&item.name) }]
        });
        [
            ("attributes", attributes),
            ("properties", properties),
            ("methods", methods),
            ("events", events),
            ("error-codes", named(&self.error_codes, "`code`")),
            ("slots", slots),
            ("css-properties", named(&self.properties, "Custom property")),
            ("css-parts", named(&self.parts, "`::part()`")),
            ("css-states", named(&self.states, "`:state()`")),
        ]
    }
}

impl Item {
    /// A method with its parameters.
    fn signature(&self) -> String {
        let parameters = self
            .parameters
            .iter()
            .map(|parameter| format!("{}: {}", parameter.name, parameter.type_.text));
        format!("{}({})", self.name, parameters.collect::<Vec<_>>().join(", "))
    }
}

/// One declaration per item, each below its description.
fn lines(items: &[Item], declaration: impl Fn(&Item) -> String) -> String {
    let lines =
        items.iter().map(|item| format!("  /** {} */\n  {}", item.description, declaration(item)));
    lines.collect::<Vec<_>>().join("\n")
}

/// A name as a key of an interface.
fn key(name: &str) -> String {
    if name.contains('-') { format!("\"{name}\"") } else { name.to_owned() }
}

/// A table in Markdown. The description of each item is its last cell.
fn table<'a>(
    head: &[&str],
    items: impl IntoIterator<Item = &'a Item>,
    cells: impl Fn(&Item) -> Vec<String>,
) -> String {
    let mut text =
        format!("| {} | Description |\n|{}---|\n", head.join(" | "), "---|".repeat(head.len()));
    for item in items {
        let _ = writeln!(text, "| {} | {} |", cells(item).join(" | "), item.description);
    }
    text
}

/// Code in a cell of a table; empty for no code.
fn code(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("`{}`", text.replace('|', "\\|")) }
}

/// The values of an attribute: literals as an author writes them, or a type.
fn values(type_: &str) -> String {
    let is_literal = |value: &str| value.starts_with(|c: char| c == '"' || c.is_ascii_digit());
    let value = |value: &str| {
        if is_literal(value) { code(value.trim_matches('"')) } else { value.to_owned() }
    };
    type_.split(" | ").map(value).collect::<Vec<_>>().join(", ")
}

/// Puts each table between its markers.
fn fill(docs: &str, tables: &[(&str, String)]) -> Result<String> {
    const END: &str = "<!-- /contract -->";
    let mut text = docs.to_owned();
    for (name, table) in tables {
        let start = format!("<!-- contract:{name} -->\n");
        let (before, rest) = text.split_once(&start).ok_or(format!("{DOCS} lacks {start}"))?;
        let (_, after) = rest.split_once(END).ok_or(format!("{DOCS} lacks {END} after {start}"))?;
        text = [before, &start, table, END, after].concat();
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    #[test]
    fn generated_files_are_up_to_date() {
        for (path, text) in generated().unwrap() {
            let current = fs::read_to_string(root().join(path)).unwrap_or_default();
            assert!(current == text, "{path} is not up to date: run `cargo xtask contract`");
        }
    }

    #[test]
    fn a_table_needs_its_markers() {
        let tables = [("slots", "| new |\n".to_owned())];
        let docs = "a\n<!-- contract:slots -->\n| old |\n<!-- /contract -->\nb\n";
        assert_eq!(fill(docs, &tables).unwrap(), docs.replace("old", "new"));
        for marker in ["<!-- contract:slots -->", "<!-- /contract -->"] {
            let error = fill(&docs.replace(marker, ""), &tables).unwrap_err().to_string();
            assert!(error.contains(marker), "{error}");
        }
    }

    #[test]
    fn bars_in_types_do_not_end_a_cell() {
        assert_eq!(code("string | null"), "`string \\| null`");
        assert_eq!(values("\"auto\" | \"light\""), "`auto`, `light`");
        assert_eq!(values("string"), "string");
    }

    #[test]
    fn attributes_are_those_that_the_scripts_observe_and_read() {
        let (scripts, documented) = (scripts(), names(&element().attributes));
        let lists = between(&scripts, "const ATTRIBUTES = \"", "\"");
        let observed: BTreeSet<_> =
            lists.iter().flat_map(|list| list.split(' ')).map(str::to_owned).collect();
        assert_eq!(observed, documented);
        for call in ["#attribute", "this.getAttribute", "host.getAttribute", "host.hasAttribute"] {
            for name in between(&scripts, &format!("{call}(\""), "\"") {
                assert!(documented.contains(&name), "{MANIFEST} lacks the attribute `{name}`");
            }
        }
    }

    #[test]
    fn events_are_those_that_the_code_names() {
        let code = [scripts(), widget(&["rs"])].concat();
        let named = between(&code, "\"tb-", "\"").into_iter().map(|name| format!("tb-{name}"));
        assert_eq!(named.collect::<BTreeSet<_>>(), names(&element().events));
    }

    #[test]
    fn error_codes_are_those_that_the_code_uses() {
        let scripts = scripts();
        let openings = ["fault(\"", "is(\"", "tellWrong(\"", "? [\"", ": [\""];
        let of_scripts = openings.iter().flat_map(|opening| between(&scripts, opening, "\""));
        let of_widget = between(&widget(&["rs"]), "(\"code\", \"", "\"");
        let used: BTreeSet<_> = of_scripts.chain(of_widget).collect();
        assert_eq!(used, names(&element().error_codes));
    }

    #[test]
    fn the_widget_has_every_slot() {
        let widget = widget(&["rs"]);
        // The default slot is the loader's.
        for slot in names(&element().slots).iter().filter(|name| !name.is_empty()) {
            assert!(widget.contains(&format!("\"{slot}\"")), "the widget has no slot `{slot}`");
        }
    }

    #[test]
    fn custom_properties_are_those_that_the_styles_read() {
        let styles = [scripts(), widget(&["css"])].concat();
        let read = styles.split("var(--tb-").skip(1).map(|rest| {
            let end = rest.find([',', ')']).unwrap();
            format!("--tb-{}", &rest[..end])
        });
        assert_eq!(read.collect::<BTreeSet<_>>(), names(&element().properties));
    }

    #[test]
    fn parts_are_those_of_the_code() {
        let documented = names(&element().parts);
        assert_eq!(between(&widget(&["rs"]), ".part(\"", "\""), documented);
        for value in between(&scripts(), ".part = ", ";") {
            for part in quoted(&value) {
                assert!(documented.contains(&part), "{MANIFEST} lacks the part `{part}`");
            }
        }
    }

    #[test]
    fn states_are_those_that_the_scripts_set() {
        let set = between(&scripts(), "mark(", ")").iter().flat_map(|text| quoted(text)).collect();
        assert_eq!(names(&element().states), set);
    }

    fn element() -> Element {
        Contract::read().unwrap().element
    }

    fn names(items: &[Item]) -> BTreeSet<String> {
        items.iter().map(|item| item.name.clone()).collect()
    }

    /// The scripts that make up the element in a page.
    fn scripts() -> String {
        let files = ["embed.js", "element.js", "surroundings.js", "frame-host.js"]
            .map(|name| root().join("public").join(name));
        let text = files.map(|path| fs::read_to_string(path).unwrap()).concat();
        text + &all_of(&root().join("public/element"), &["js"])
    }

    /// The sources of the widget that have one of these endings.
    fn widget(endings: &[&str]) -> String {
        all_of(&root().join("src"), endings)
    }

    /// The text of all files below a folder that have one of these endings.
    fn all_of(folder: &Path, endings: &[&str]) -> String {
        let mut text = String::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                text += &all_of(&path, endings);
            } else if endings
                .iter()
                .any(|ending| path.extension().is_some_and(|own| own == *ending))
            {
                text += &fs::read_to_string(&path).unwrap();
            }
        }
        text
    }

    /// The texts between an opening and the next closing, at every place in `text`.
    ///
    /// # Panics
    /// If there is none: the code is written in another way, and the caller would check nothing.
    fn between(text: &str, opening: &str, closing: &str) -> BTreeSet<String> {
        let rests = text.split(opening).skip(1);
        let found: BTreeSet<_> =
            rests.filter_map(|rest| Some(rest.split_once(closing)?.0.to_owned())).collect();
        assert!(!found.is_empty(), "the code has no `{opening}`");
        found
    }

    /// The strings in quotation marks in a piece of code.
    fn quoted(code: &str) -> BTreeSet<String> {
        code.split('"').skip(1).step_by(2).map(str::to_owned).collect()
    }
}
