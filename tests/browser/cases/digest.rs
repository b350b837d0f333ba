//! The same answers give the same letters natively and in each engine's wasm.

use serde_json::{Value, json};
use tiebreak_core::model::Model;

use crate::session::Session;
use crate::site::{ARTICLE, SAMPLE};
use crate::{Outcome, Result, sheets};

/// Each is sampled, too, which takes the tests themselves longest.
const COUNT: usize = 40;
/// Sheets per call of the driver.
const CHUNK: usize = 10;
const SEED: u64 = 20_261_121;

/// The shipped model.
pub(super) async fn digest(session: &Session) -> Result<Outcome> {
    same_letters(session, ARTICLE, &sheets::model()?).await
}

/// The test-only model: five alternatives, every form of question.
pub(super) async fn sample(session: &Session) -> Result<Outcome> {
    same_letters(session, SAMPLE, &sheets::sample()?).await
}

async fn same_letters(session: &Session, page: &str, model: &Model) -> Result<Outcome> {
    let sheets = sheets::sheets(model, COUNT, SEED);
    let widget = session.open(page).await?;
    widget.result().await?;
    let mut page = Vec::with_capacity(COUNT);
    for chunk in sheets.chunks(CHUNK) {
        let each =
            "JSON.parse(words[0]).map((sheet) => { host.value = sheet; return host.result; })";
        let results = widget.get(each, &[&json!(chunk).to_string()]).await?;
        page.extend(results.as_array().into_iter().flatten().map(sheets::canonical));
    }
    assert_eq!(page.len(), COUNT);
    let native: Vec<String> =
        sheets.iter().map(|sheet| sheets::native(model, sheet)).collect::<Result<_>>()?;
    for ((sheet, page), native) in sheets.iter().zip(&page).zip(&native) {
        if page != native {
            let same = page.bytes().zip(native.bytes()).take_while(|(a, b)| a == b).count();
            let [page, native] = [page, native].map(|text| {
                text.chars().skip(same.saturating_sub(60)).take(160).collect::<String>()
            });
            return Err(format!("{sheet}\npage:   …{page}…\nnative: …{native}…").into());
        }
    }
    // All the same thing would prove little.
    let kinds: std::collections::BTreeSet<String> = native
        .iter()
        .map(|text| {
            serde_json::from_str::<Value>(text).map(|result| result["verdict"]["kind"].to_string())
        })
        .collect::<std::result::Result<_, _>>()?;
    assert!(kinds.len() >= 5, "only {kinds:?}");
    let note = format!("{:016x}, {} kinds of verdict", sheets::digest(&page), kinds.len());
    Ok(Outcome::Passed(Some(note)))
}
