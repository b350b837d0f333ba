//! The rings keep apart, and the widget keeps clean under strict content-security policies.

use std::fs;
use std::path::{Path, PathBuf};

/// The package below the core, whose loops are compiled to be fast.
const LOOPS: &str = "../sampling";

/// Every Rust file of a module: `src/<name>.rs`, if there is one, and what lies in `src/<name>/`.
fn files(module: &str) -> Vec<(PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![src.join(module)];
    let mut found = vec![src.join(module).with_extension("rs")];
    found.retain(|it| it.is_file());
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for entry in entries {
            let path = entry.expect("an entry of a folder in src").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                found.push(path);
            }
        }
    }
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a file in src");
        (path, text)
    };
    found.into_iter().map(read).collect()
}

/// Fails with place and line when a line of these modules says what it may not.
#[track_caller]
fn no_line(modules: &[&str], forbidden: impl Fn(&str) -> bool, why: &str) {
    for (path, text) in modules.iter().flat_map(|it| files(it)) {
        for (i, line) in text.lines().enumerate() {
            let code = line.trim_start();
            let is_comment = code.starts_with("//");
            assert!(is_comment || !forbidden(code), "{}:{}: {why}", path.display(), i + 1);
        }
    }
}

#[test]
fn model_and_engine_know_no_browser() {
    let browser = ["leptos", "web_sys", "js_sys", "wasm_bindgen", "gloo_net"];
    no_line(
        &["model", "engine", "prose", "report", "acceptance", "saved", "route", LOOPS],
        |line| browser.iter().any(|it| line.contains(it)),
        "the core takes data and returns data",
    );
}

#[test]
fn engine_and_model_do_not_know_the_widget() {
    no_line(
        &["model", "engine", "prose", "report", "saved", "route"],
        |line| {
            ["crate::ui", "crate::app", "crate::embed", "crate::browser"]
                .iter()
                .any(|it| line.contains(it))
        },
        "arrows point inward only",
    );
}

#[test]
fn the_loops_depend_on_nothing() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("sampling/Cargo.toml");
    let manifest = fs::read_to_string(manifest).expect("the manifest of the loops");
    assert!(!manifest.contains("dependencies"), "numbers in, numbers out");
    assert!(files(LOOPS).len() >= 4, "the loops are elsewhere");
}

/// Without a global class Leptos writes static parts as HTML text, which Trusted Types refuses.
#[test]
fn every_view_carries_a_global_class() {
    no_line(
        &["ui", "app", "embed", "browser"],
        |line| line.contains("view!") && !line.contains("view! { class=\"tb\","),
        "write `view! { class=\"tb\", …`",
    );
}

/// A `style` attribute is what a strict `style-src` refuses; a property of the style is not.
#[test]
fn styles_are_set_by_property() {
    no_line(
        &["ui", "app", "embed", "browser"],
        |line| line.contains("style=") || line.contains("attr(\"style\""),
        "write `style:property=` or `.style(property, value)`",
    );
}

#[test]
fn no_html_text_anywhere() {
    let sinks = ["inner_html", "innerHTML", "outer_html", "insert_adjacent_html", "template!"];
    no_line(
        &["ui", "app", "embed", "browser"],
        |line| sinks.iter().any(|it| line.contains(it)),
        "text from a model is text",
    );
}

/// The element must look the same whatever the size of the page and its root font.
#[test]
fn lengths_depend_on_the_element_alone() {
    let sheet = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui").join(name);
        fs::read_to_string(path).expect("a style sheet")
    };
    let style = sheet("style.css") + &sheet("behind.css");
    let digit_before = |unit: &str| {
        style
            .match_indices(unit)
            .any(|(at, _)| style[..at].ends_with(|it: char| it.is_ascii_digit()))
    };
    for unit in ["rem", "vw", "vh", "vmin", "vmax"] {
        assert!(!digit_before(unit), "the style sheet uses `{unit}`");
    }
    assert!(!style.contains("@media (width") && !style.contains("@media (m"), "use @container");
}
