//! The site in a real browser, over `WebDriver`.
//!
//! `cargo xtask test` runs these once per engine and sets `TIEBREAK_ENGINE` (`chromium`,
//! `firefox`, `webkit`), `TIEBREAK_BROWSER` and `TIEBREAK_DRIVER` (programs) and `TIEBREAK_DIST`
//! (the built site).

mod driver;

use driver::Browser;
use xtask::serve::Server;

/// The built site on a port of its own.
fn site() -> Server {
    let dist = driver::setting("TIEBREAK_DIST");
    Server::start(0, move |request| request.file(dist.as_ref())).expect("a free port")
}

#[test]
fn the_page_is_served_and_read() {
    let (site, browser) = (site(), Browser::start());
    browser.open(&format!("{}/", site.origin()));
    let title = browser.eval("return document.title");
    assert!(title.as_str().is_some_and(|title| title.contains("decision aid")), "{title}");
    assert_eq!(browser.eval("return document.querySelector('tie-break') !== null"), true);
}
