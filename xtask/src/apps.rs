//! Builds the apps that the browser tests run besides the site: the example of a Leptos app, and the
//! tests of the renderer; and the counter that the benchmarks compare the widget with.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use serde_json::Value;

use crate::{Result, cargo, code, root, target, tools};

/// An app: folder of its files, what cargo builds, page.
struct App {
    name: &'static str,
    arguments: &'static [&'static str],
    /// The page as Trunk reads it; without one the page is empty.
    page: Option<&'static str>,
}

const APPS: [App; 2] = [
    App {
        name: "leptos-app",
        arguments: &["--package", "leptos-app", "--bin", "leptos-app"],
        page: Some("examples/leptos-app/index.html"),
    },
    App {
        name: "renderer",
        arguments: &["--package", "tiebreak-dom", "--test", "browser"],
        page: None,
    },
];

const COUNTER: App = App {
    name: "counter",
    arguments: &["--package", "counter", "--bin", "counter", "--release"],
    page: None,
};

/// The line of a page that Trunk replaces by the script of the app.
const RUST_LINK: &str = "<link data-trunk rel=\"rust\">";

/// The folder with a folder for each app.
pub(crate) fn folder() -> PathBuf {
    target().join("apps")
}

/// Builds all apps.
pub(crate) fn build() -> Result {
    tools::wasm()?;
    APPS.iter().try_for_each(|app| write(app).map(drop))
}

/// Builds the counter as a site would publish it.
pub(crate) fn counter() -> Result {
    tools::wasm()?;
    let code = write(&COUNTER)?;
    code::optimize(&code, &code)
}

/// Writes an app into its folder, and returns the path of its code.
fn write(app: &App) -> Result<PathBuf> {
    let folder = folder().join(app.name);
    fs::create_dir_all(&folder)?;
    code::bindings(&compile(app)?, app.name, &folder, false)?;
    let page = match app.page {
        Some(page) => fs::read_to_string(root().join(page))?,
        None => format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<title>{}</title>\n{RUST_LINK}\n</head>\n</html>\n",
            app.name
        ),
    };
    // `wasmBindings` is what Trunk calls it too.
    let script = format!(
        "<script type=\"module\">\n\
         import init, * as bindings from \"./{name}.js\";\n\
         await init({{ module_or_path: \"./{name}_bg.wasm\" }});\n\
         window.wasmBindings = bindings;\n\
         </script>",
        name = app.name,
    );
    fs::write(folder.join("index.html"), page.replace(RUST_LINK, &script))?;
    Ok(folder.join(format!("{}_bg.wasm", app.name)))
}

/// Compiles an app, without optimisation unless its arguments ask for it, as `trunk serve` does; returns
/// the file that cargo wrote.
fn compile(app: &App) -> Result<PathBuf> {
    let mut build = cargo(&["build", "--target", code::TARGET]);
    build.args(app.arguments).arg("--message-format=json-render-diagnostics");
    // Nobody debugs them, and the bindings are made in a fraction of the time.
    build.env("CARGO_PROFILE_DEV_DEBUG", "0").env_remove("RUSTFLAGS");
    let output = build.stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(format!("{} does not compile", app.name).into());
    }
    let messages = String::from_utf8(output.stdout)?;
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut executables =
        messages.filter_map(|message| Some(message["executable"].as_str()?.into()));
    executables.next_back().ok_or_else(|| format!("cargo wrote no file for {}", app.name).into())
}
