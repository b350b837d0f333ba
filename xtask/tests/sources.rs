//! Rules for the sources that no compiler checks.

use std::fs;
use std::path::{Path, PathBuf};

/// All files with this ending in the folders, with their texts.
fn files(folders: &[&str], ending: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut folders: Vec<PathBuf> = folders.iter().map(|folder| root.join(folder)).collect();
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder exists") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                let text = fs::read_to_string(&path).expect("the file is text");
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "no file ends in .{ending}: the folders were renamed");
    found
}

/// The folders of the code that runs in browsers.
const BROWSER_CODE: [&str; 3] = ["src", "crates/dom/src", "crates/app/src"];

/// Fails with the place of the first line of code that is forbidden.
#[track_caller]
fn no_line(forbidden: impl Fn(&str) -> bool, reason: &str) {
    for (path, text) in files(&BROWSER_CODE, "rs") {
        for (i, line) in text.lines().enumerate() {
            let is_comment = line.trim_start().starts_with("//");
            assert!(is_comment || !forbidden(line), "{}:{}: {reason}", path.display(), i + 1);
        }
    }
}

/// Without a global class Leptos writes static parts as HTML text, which Trusted Types refuse.
#[test]
fn every_view_macro_carries_a_global_class() {
    no_line(
        |line| line.contains("view!") && !line.contains("view! { class=\"tb\","),
        "write `view! { class=\"tb\", …`",
    );
}

/// A strict `style-src` refuses `style` attributes, but allows properties of the style object.
#[test]
fn styles_are_set_as_properties() {
    no_line(
        |line| line.contains("style=") || line.contains("attr(\"style\""),
        "write `style:property=` or `.style(property, value)`",
    );
}

#[test]
fn no_text_becomes_html() {
    let sinks = ["inner_html", "innerHTML", "outer_html", "insert_adjacent_html", "template!"];
    no_line(
        |line| sinks.iter().any(|sink| line.contains(sink)),
        "text from a model must stay text",
    );
}

/// Code that readers download before the first answer reaches the details through `lazy.rs` alone;
/// any other use would move the details into the first file.
#[test]
fn the_first_file_uses_the_details_only_through_lazy() {
    for (path, text) in files(&["src/first"], "rs") {
        let is_lazy = path.ends_with("lazy.rs");
        assert!(is_lazy || !text.contains("crate::details"), "{}: use `lazy`", path.display());
    }
}

/// The widget must look the same whatever the size of the page and the page's root font.
#[test]
fn lengths_in_style_sheets_of_the_widget_depend_on_the_widget_alone() {
    for (path, style) in files(&["src"], "css") {
        for unit in ["rem", "vw", "vh", "vmin", "vmax"] {
            let is_used = style
                .match_indices(unit)
                .any(|(at, _)| style[..at].ends_with(|character: char| character.is_ascii_digit()));
            assert!(!is_used, "{}: uses `{unit}`", path.display());
        }
        let has_viewport_query = style.contains("@media (width") || style.contains("@media (m");
        assert!(!has_viewport_query, "{}: use @container", path.display());
    }
}
