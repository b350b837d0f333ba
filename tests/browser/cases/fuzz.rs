//! Values that no author means: the page hears of them by `tb-error`, nothing fails, and the element works
//! again as soon as the values are good.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::PASSED;
use crate::session::Session;
use crate::site::BLANK;
use crate::{Outcome, Result};

/// The same values in each run, unless `TIEBREAK_SEED` names others.
const SEED: u32 = 20_261_201;

/// Rounds on one page.
const ROUNDS: u32 = 5;

/// Runs a function of `fuzz.js` on some pages, and returns the codes of the errors that the pages heard of.
async fn codes(session: &Session, function: &str, pages: u32) -> Result<BTreeSet<String>> {
    let seed = std::env::var("TIEBREAK_SEED").map_or(Ok(SEED), |seed| seed.parse())?;
    let mut codes = BTreeSet::new();
    for seed in seed..seed + pages {
        codes.extend(on_page(session, function, seed).await?);
    }
    Ok(codes)
}

async fn on_page(session: &Session, function: &str, seed: u32) -> Result<Vec<String>> {
    session.go(BLANK).await?;
    session.run(include_str!("fuzz.js"), Vec::new()).await?;
    let start = "const script = document.createElement('script');
        script.src = '/tiebreak/embed.js';
        script.onload = () => fuzz[arguments[0]](arguments[1], arguments[2])
          .then((end) => { window.end = end; }, (error) => { window.end = { wrong: [String(error?.stack ?? error)] }; });
        document.head.append(script);";
    session.run(start, vec![function.into(), seed.into(), ROUNDS.into()]).await?;
    let end = session.until("the end of the values", "return window.end", Vec::new()).await?;
    assert_eq!(end["wrong"], json!([]), "seed {seed}");
    assert_eq!(end["hits"], json!([]), "seed {seed}");
    let polluted = session.run("return Object.keys(Object.prototype)", Vec::new()).await?;
    assert_eq!(polluted, json!([]), "seed {seed}");
    // The console of the page has the errors and the requests of addresses that do not exist, and nothing
    // else.
    let heard = session.heard().await?;
    let is_expected =
        |line: &str| ["tb-error", "404", "not found"].iter().any(|part| line.contains(part));
    let other: Vec<&String> = heard.iter().filter(|line| !is_expected(line)).collect();
    assert!(other.is_empty(), "seed {seed}: {other:#?}");
    let codes = end["codes"].as_array().into_iter().flatten();
    Ok(codes.filter_map(Value::as_str).map(str::to_owned).collect())
}

/// Attributes, properties and states.
pub(super) async fn values(session: &Session) -> Result<Outcome> {
    let codes = codes(session, "values", 6).await?;
    for expected in ["answers", "model", "model-address"] {
        assert!(codes.contains(expected), "`{expected}` is not in {codes:?}");
    }
    Ok(Outcome::Passed(Some(format!("errors: {codes:?}"))))
}

/// Stored answers of other versions and of other programs, and damaged ones. They are no error.
pub(super) async fn stored(session: &Session) -> Result<Outcome> {
    let codes = codes(session, "stored", 4).await?;
    assert_eq!(codes, BTreeSet::new());
    Ok(PASSED)
}

/// Messages between a page and a frame.
pub(super) async fn messages(session: &Session) -> Result<Outcome> {
    codes(session, "messages", 2).await?;
    Ok(PASSED)
}
