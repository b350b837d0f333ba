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
fn the_page_can_be_read_without_its_scripts() {
    let (site, browser) = (site(), Browser::start());
    browser.open(&format!("{}/", site.origin()));
    assert_eq!(browser.eval("return document.querySelector('h1').textContent"), "Tiebreak");
    assert_eq!(browser.eval("return document.querySelector('tie-break p') !== null"), true);
}
