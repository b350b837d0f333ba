//! Minifies the style sheets, which are a part of the code that a reader downloads.

use std::path::Path;
use std::{env, fs};

/// The style sheets, relative to `src/`; each becomes a file of the same name without folders.
const STYLES: [&str; 3] = ["marks.css", "first/style.css", "details/style.css"];

fn main() {
    let out = env::var_os("OUT_DIR").expect("Cargo sets OUT_DIR");
    println!("cargo::rerun-if-changed=build.rs");
    for style in STYLES {
        let path = Path::new("src").join(style);
        println!("cargo::rerun-if-changed={}", path.display());
        let text = fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
        let minified = minifier::css::minify(&text)
            .unwrap_or_else(|error| panic!("cannot read the rules of {}: {error}", path.display()));
        let name = style.replace('/', "-");
        fs::write(Path::new(&out).join(&name), minified.to_string())
            .unwrap_or_else(|error| panic!("cannot write {name}: {error}"));
    }
}
