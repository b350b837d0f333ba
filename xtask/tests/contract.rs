//! The outside contract is written three times: for people in README.md, for editors in
//! `custom-elements.json`, for compilers in `index.d.ts`. All say the same, and the style sheet
//! reads what they promise. That the element does it too, the browser tests see.

use std::collections::BTreeSet;

use serde_json::Value;

const README: &str = include_str!("../../README.md");
const TYPES: &str = include_str!("../../../../public/index.d.ts");
const STYLE: &str =
    concat!(include_str!("../../src/first/style.css"), include_str!("../../src/details/style.css"));

fn manifest() -> Value {
    let text = include_str!("../../../../public/custom-elements.json");
    let manifest: Value = serde_json::from_str(text).expect("the manifest is JSON");
    manifest["modules"][0]["declarations"][0].clone()
}

/// The rows of the README's table under this heading: the name without marks, and what it means.
fn table(heading: &str) -> Vec<(String, String)> {
    let start = format!("| {heading} |");
    let lines = README.lines().skip_while(|line| !line.starts_with(&start)).skip(2);
    let row = |line: &str| {
        let (name, meaning) = line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | ")?;
        let name = name.trim_matches('`').trim_end_matches("()");
        Some((if name == "(none)" { "" } else { name }.to_owned(), meaning.to_owned()))
    };
    let rows: Vec<_> = lines.map_while(row).collect();
    assert!(!rows.is_empty(), "README.md has no table `{heading}`");
    rows
}

#[track_caller]
fn check(heading: &str, list: &str) {
    let manifest = manifest();
    let items = manifest[list].as_array().expect("a list");
    let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
    let items: Vec<_> =
        items.iter().map(|it| (text(&it["name"]), text(&it["description"]))).collect();
    assert_eq!(table(heading), items);
}

#[test]
fn readme_and_manifest_say_the_same() {
    check("Attribute", "attributes");
    check("Property, method", "members");
    check("Event", "events");
    check("Slot", "slots");
    check("Custom property", "cssProperties");
    check("`::part()`", "cssParts");
    check("`:state()`", "cssStates");
}

/// Names between quotation marks or before a colon in one interface of the types.
fn typed(interface: &str) -> BTreeSet<String> {
    let (_, body) = TYPES.split_once(&format!("interface {interface} ")).expect("the interface");
    let (_, body) = body.split_once("{\n").expect("its body");
    let (body, _) = body.split_once("\n}").expect("its end");
    let name = |line: &str| {
        let line = line.strip_prefix("  ")?.trim_start_matches("readonly ");
        if line.starts_with([' ', '/', '*', ')']) || line.starts_with("addEventListener") {
            return None;
        }
        let end = line.find(['?', ':', '('])?;
        Some(line[..end].trim_matches('"').to_owned())
    };
    body.lines().filter_map(name).collect()
}

#[test]
fn types_and_manifest_name_the_same() {
    let manifest = manifest();
    for (interface, list) in [
        ("TieBreakAttributes", "attributes"),
        ("TieBreakElement", "members"),
        ("TieBreakEventMap", "events"),
    ] {
        let items = manifest[list].as_array().expect("a list").iter();
        let names: BTreeSet<_> =
            items.filter_map(|it| it["name"].as_str()?.to_owned().into()).collect();
        assert_eq!(typed(interface), names, "{interface}");
    }
}

#[test]
fn every_code_is_documented_and_told() {
    let scripts = [
        include_str!("../../../../public/embed.js"),
        include_str!("../../../../public/element.js"),
        include_str!("../../../../public/element/decision.js"),
        include_str!("../../src/element.rs"),
    ]
    .concat();
    let codes = table("`code` of `tb-error`");
    for (code, meaning) in &codes {
        assert!(TYPES.contains(&format!("| \"{code}\"")), "index.d.ts lacks `{code}`");
        assert!(scripts.contains(&format!("\"{code}\"")), "nothing tells `{code}`: {meaning}");
    }
    let known: BTreeSet<&str> = codes.iter().map(|it| it.0.as_str()).collect();
    for opening in ["fault(\"", "told(\"", "is(\"", "tellWrong(\""] {
        for (_, code) in
            scripts.match_indices(opening).map(|(i, _)| scripts.split_at(i + opening.len()))
        {
            let code = code.split('"').next().unwrap_or_default();
            assert!(known.contains(code), "README.md lacks `{code}`");
        }
    }
}

#[test]
fn the_style_sheet_reads_what_is_documented() {
    let documented: BTreeSet<String> =
        table("Custom property").into_iter().map(|it| it.0).collect();
    let read = STYLE.split("var(--tb-").skip(1).map(|rest| {
        let end = rest.find([',', ')']).expect("an end");
        format!("--tb-{}", &rest[..end])
    });
    assert_eq!(read.collect::<BTreeSet<_>>(), documented);
}
