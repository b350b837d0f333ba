//! The same answers give the same letters natively and in each engine's wasm.

use serde_json::{Value, json};

use crate::session::Session;
use crate::site::ARTICLE;
use crate::{Outcome, Result, sheets};

const COUNT: usize = 500;
/// Sheets per call of the driver.
const CHUNK: usize = 50;
const SEED: u64 = 20_261_121;

pub(super) async fn digest(session: &Session) -> Result<Outcome> {
    let model = sheets::model()?;
    let sheets = sheets::sheets(&model, COUNT, SEED);
    let widget = session.open(ARTICLE).await?;
    let mut page = Vec::with_capacity(COUNT);
    for chunk in sheets.chunks(CHUNK) {
        let each = "JSON.parse(words[0]).map((it) => { host.value = it; return host.result; })";
        let results = widget.get(each, &[&json!(chunk).to_string()]).await?;
        page.extend(results.as_array().into_iter().flatten().map(sheets::canonical));
    }
    assert_eq!(page.len(), COUNT);
    let native: Vec<String> =
        sheets.iter().map(|sheet| sheets::native(&model, sheet)).collect::<Result<_>>()?;
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
        .map(|text| serde_json::from_str::<Value>(text).map(|it| it["verdict"]["kind"].to_string()))
        .collect::<std::result::Result<_, _>>()?;
    assert!(kinds.len() >= 5, "only {kinds:?}");
    let note = format!("{:016x}, {} kinds of verdict", sheets::digest(&page), kinds.len());
    Ok(Outcome::Passed(Some(note)))
}
