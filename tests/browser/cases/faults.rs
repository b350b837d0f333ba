//! Failures to load the code: the content of the article stays, the event has the code of the error,
//! and a retry works after the server is repaired.

use serde_json::Value;

use super::PASSED;
use crate::session::Session;
use crate::site::ARTICLE;
use crate::widget::Widget;
use crate::{Outcome, Result};

/// Fault, code of `tb-error`, and message for the reader.
const FAULTS: [(&str, &str, &str); 4] = [
    ("missing", "http", "The server answered 404."),
    ("page", "html", "The server sent a page, not the code."),
    ("cut", "integrity", "Its files are damaged."),
    ("private", "network", "Its files did not load."),
];

/// Puts an element in the place of the article's, with this base.
const REPLACE: &str = "const element = document.createElement('tie-break');
    element.setAttribute('model', arguments[1]);
    element.setAttribute('base', arguments[0]);
    element.setAttribute('loading', 'eager');
    element.append('The short answer stands here.');
    window.fault = null;
    element.addEventListener('tb-error', ({ detail }) => { window.fault = detail; });
    document.querySelector('tie-break').replaceWith(element);";

/// A base on this server, or on the same one by another name, which is another origin.
fn base(session: &Session, fault: &str) -> String {
    let path = format!("/broken/{fault}/");
    match fault {
        "private" => session.site.other(&path),
        _ => path,
    }
}

async fn replace(session: &Session, fault: &str) -> Result {
    let model = session.site.url("/tiebreak/models/django-vs-fastapi.json");
    let words = vec![base(session, fault).into(), model.into()];
    session.run(REPLACE, words).await.map(drop)
}

pub(super) async fn told(session: &Session) -> Result<Outcome> {
    for (fault, code, said) in FAULTS {
        session.site.mend(false);
        session.go(ARTICLE).await?;
        replace(session, fault).await?;
        let widget = Widget::new(session, 0);
        let detail = session.until("tb-error", "return window.fault", Vec::new()).await?;
        assert_eq!(detail["code"], code, "{fault}: {detail}");
        assert!(detail["message"].as_str().is_some_and(|message| !message.is_empty()), "{detail}");
        widget.says(said).await?;
        let kept = "(() => { const range = document.createRange(); range.selectNodeContents(host);
            return range.getBoundingClientRect().height > 0; })()";
        assert_eq!(widget.get(kept, &[]).await?, true, "{fault}: the short answer is gone");
        session.site.mend(true);
        widget.click("button", "Try again").await?;
        widget.ready().await?;
        // The console reports the fault too, as intended.
        session.heard().await?;
    }
    session.site.mend(false);
    Ok(PASSED)
}

/// Servers that do not know WebAssembly are common: it works, and without a word in the console.
pub(super) async fn nameless(session: &Session) -> Result<Outcome> {
    session.site.mend(false);
    session.go(ARTICLE).await?;
    replace(session, "nameless").await?;
    Widget::new(session, 0).ready().await?;
    assert_eq!(session.run("return window.fault", Vec::new()).await?, Value::Null);
    Ok(PASSED)
}
