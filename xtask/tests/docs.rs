//! Checks the documentation: relative links, anchors, images, and the limits on its length.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Upper limit for the lines of README.md, exclusive.
const README_LINES: usize = 150;
/// Upper limit for the terms of docs/glossary.md, inclusive.
const GLOSSARY_TERMS: usize = 40;

/// The parts of a Markdown page that links depend on.
#[derive(Debug, Default)]
struct Page {
    /// Anchors of the headings, as GitHub names them.
    anchors: Vec<String>,
    /// Targets of links and images.
    targets: Vec<String>,
    /// HTML with links or images, which this test does not follow.
    html: Vec<String>,
    /// Number of rows in the bodies of all tables.
    rows: usize,
}

impl Page {
    fn parse(markdown: &str) -> Self {
        let mut page = Self::default();
        let mut heading = None;
        for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => {
                    page.add_anchor(&heading.take().unwrap_or_default());
                }
                Event::Text(text) | Event::Code(text) => {
                    if let Some(heading) = &mut heading {
                        heading.push_str(&text);
                    }
                }
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    page.targets.push(dest_url.into_string());
                }
                Event::Html(html) | Event::InlineHtml(html)
                    if html.contains("href=") || html.contains("src=") =>
                {
                    page.html.push(html.trim().to_owned());
                }
                Event::End(TagEnd::TableRow) => page.rows += 1,
                _ => {}
            }
        }
        page
    }

    /// Adds the anchor of a heading; GitHub numbers headings with the same text.
    fn add_anchor(&mut self, heading: &str) {
        let slug = slug(heading);
        let mut anchor = slug.clone();
        let mut number = 0;
        while self.anchors.contains(&anchor) {
            number += 1;
            anchor = format!("{slug}-{number}");
        }
        self.anchors.push(anchor);
    }
}

/// The anchor of a heading on GitHub: lower case, spaces as hyphens, without punctuation.
fn slug(heading: &str) -> String {
    let keep = |c: char| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        _ => c.is_alphanumeric().then_some(c),
    };
    heading.trim().to_lowercase().chars().filter_map(keep).collect()
}

/// The path in the repository that a relative target on a page leads to; `None` outside of it.
fn resolve(page: &str, target: &str) -> Option<String> {
    if target.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// The reason why a target on a page leads nowhere; `None` if it leads somewhere.
fn fault(
    pages: &BTreeMap<String, Page>,
    exists: impl Fn(&str) -> bool,
    page: &str,
    target: &str,
) -> Option<String> {
    if target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    let (path, anchor) = match target.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (target, None),
    };
    let path = if path.is_empty() { Some(page.to_owned()) } else { resolve(page, path) };
    let Some(path) = path else { return Some(format!("{target} leads out of the repository")) };
    match (pages.get(&path), anchor) {
        (Some(page), Some(anchor)) if !page.anchors.iter().any(|other| other == anchor) => {
            Some(format!("{target} names no heading of {path}"))
        }
        (None, Some(_)) => Some(format!("{target} has an anchor, but is no checked page")),
        (None, None) if !exists(&path) => Some(format!("{target} does not exist")),
        _ => None,
    }
}

/// Every target that leads nowhere, with the page that it is on and the reason.
fn broken(pages: &BTreeMap<String, Page>, exists: impl Fn(&str) -> bool) -> Vec<String> {
    let mut problems = Vec::new();
    for (name, page) in pages {
        problems.extend(page.html.iter().map(|html| format!("{name}: link in HTML: {html}")));
        let faults = page.targets.iter().filter_map(|target| fault(pages, &exists, name, target));
        problems.extend(faults.map(|fault| format!("{name}: {fault}")));
    }
    problems
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the repository")
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// All pages that are checked, by their paths in the repository.
fn pages() -> BTreeMap<String, Page> {
    let mut names = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"].map(str::to_owned).to_vec();
    for entry in fs::read_dir(root().join("docs")).expect("docs is a folder") {
        let name = entry.expect("an entry of docs").file_name().to_string_lossy().into_owned();
        if Path::new(&name).extension().is_some_and(|extension| extension == "md") {
            names.push(format!("docs/{name}"));
        }
    }
    names.into_iter().map(|name| (name.clone(), Page::parse(&read(&name)))).collect()
}

/// Folders that hold no sources.
const SKIPPED: [&str; 4] = ["target", "dist", "release", "node_modules"];
/// Ends of the names of files whose comments refer to the documentation.
const SOURCES: [&str; 6] = ["rs", "toml", "js", "ts", "css", "html"];

/// The source files in a folder of the repository and its folders.
fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let end = path.extension().unwrap_or_default().to_string_lossy();
        if path.is_symlink() || name.starts_with('.') || SKIPPED.contains(&&*name) {
            continue;
        }
        if path.is_dir() {
            sources(&path, files);
        } else if SOURCES.contains(&&*end) {
            files.push(path);
        }
    }
}

/// The pages of docs that a source file refers to, for example `docs/method.md#pooling`.
fn references(source: &str) -> Vec<&str> {
    let part = |c: char| c.is_alphanumeric() || "/._-#".contains(c);
    let whole = |at: usize| source[at..].split(|c| !part(c)).next().unwrap_or_default();
    let found = source.match_indices("docs/").map(|(at, _)| whole(at).trim_end_matches('.'));
    found.filter(|path| path.contains(".md")).collect()
}

#[test]
fn every_reference_in_the_sources_leads_somewhere() {
    let mut files = Vec::new();
    sources(root(), &mut files);
    // The examples below lead nowhere.
    files.retain(|file| !file.ends_with("xtask/tests/docs.rs"));
    assert!(files.len() > 100, "only {} source files", files.len());
    let pages = pages();
    let mut problems = Vec::new();
    for file in files {
        let source = fs::read_to_string(&file).expect("sources are UTF-8");
        // References are relative to the root, as links in README.md are.
        let faults = references(&source).into_iter().filter_map(|target| {
            fault(&pages, |path| root().join(path).exists(), "README.md", target)
        });
        problems.extend(faults.map(|fault| format!("{}: {fault}", file.display())));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn references_are_found() {
    let source = "// See docs/method.md#tie-band, docs/cli.md.\n//! `docs/links.md` include!(\"../docs/a.png\")";
    assert_eq!(references(source), ["docs/method.md#tie-band", "docs/cli.md", "docs/links.md"]);
}

#[test]
fn every_link_and_image_leads_somewhere() {
    let problems = broken(&pages(), |path| root().join(path).exists());
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_readme_links_to_every_page_of_docs() {
    let pages = pages();
    let targets = &pages["README.md"].targets;
    let linked = |page: &str| {
        let path = |target: &String| resolve("README.md", target.split('#').next()?);
        targets.iter().filter_map(path).any(|path| path == page)
    };
    let missing: Vec<_> =
        pages.keys().filter(|page| page.starts_with("docs/") && !linked(page)).collect();
    assert!(missing.is_empty(), "README.md does not link to {missing:?}");
}

#[test]
fn the_readme_is_short() {
    let lines = read("README.md").lines().count();
    assert!(lines < README_LINES, "{lines} lines");
}

#[test]
fn the_glossary_is_short() {
    let terms = pages()["docs/glossary.md"].rows;
    assert!((1..=GLOSSARY_TERMS).contains(&terms), "{terms} terms");
}

#[test]
fn anchors_are_those_of_github() {
    let page = Page::parse(
        "# Exit codes\n## `lint`\n## 5. Test it\n## What-if: a *tool*\nExit codes\n---\n## A_b/c\n",
    );
    let expected = ["exit-codes", "lint", "5-test-it", "what-if-a-tool", "exit-codes-1", "a_bc"];
    assert_eq!(page.anchors, expected);
}

#[test]
fn broken_links_are_found() {
    let readme = "
# Start

[page](docs/page.md), [section](docs/page.md#part-two), [here](#start), [code](src/lib.rs)
[web](https://example.org/a#b), [mail](mailto:a@example.org), ![image](docs/image.png)
";
    let page = "
# Page
## Part two

[no file](gone.md), [no heading](../README.md#gone), [not here](#part-three)
[outside](../../other.md), [absolute](/README.md), [a line](../src/lib.rs#L1)
![no image](gone.png), [by name][name], `[code](is-no-link.md)`, <a href=\"README.md\">HTML</a>

| [in a table](also-gone.md) |
|---|

[name]: named-gone.md
";
    let pages = [("README.md", readme), ("docs/page.md", page)];
    let pages = pages.map(|(name, text)| (name.to_owned(), Page::parse(text))).into();
    let files = ["src/lib.rs", "docs/image.png"];
    let problems = broken(&pages, |path| files.contains(&path));
    let expected = [
        "link in HTML: <a href=\"README.md\">",
        "gone.md does not exist",
        "../README.md#gone names no heading of README.md",
        "#part-three names no heading of docs/page.md",
        "../../other.md leads out of the repository",
        "/README.md leads out of the repository",
        "../src/lib.rs#L1 has an anchor, but is no checked page",
        "gone.png does not exist",
        "named-gone.md does not exist",
        "also-gone.md does not exist",
    ];
    assert_eq!(problems, expected.map(|fault| format!("docs/page.md: {fault}")));
}
