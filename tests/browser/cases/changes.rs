//! Changes that a page makes while an element loads or in a listener of its events; the last change
//! counts.

use serde_json::json;

use super::PASSED;
use super::element::{place, shows_content};
use crate::session::Session;
use crate::site::ARTICLE;
use crate::widget::Widget;
use crate::{Outcome, Result, sheets};

/// Another decision, and its title.
const OTHER: (&str, &str) = ("sample.json", "What to build the village shed of");

/// Names another decision as soon as an event is told for the first time.
const ANSWER: &str = "const [event, model] = arguments;
    document.querySelector('tie-break')
      .addEventListener(event, ({ target }) => target.setAttribute('model', model), { once: true })";

/// Holds what comes in place of a decision that is nowhere.
const HOLD: &str = "const plainly = window.fetch;
    window.fetch = async (url, ...given) => {
      const answer = await plainly(url, ...given);
      if (/nowhere/.test(url)) await new Promise((done) => { window.release = done; });
      return answer;
    };";

/// An event's listener may ask for something else at once, and so may the page while it waits.
pub(super) async fn anew(session: &Session) -> Result<Outcome> {
    let title = sheets::model()?.title;
    let widget = session.open(ARTICLE).await?;
    for (model, event) in [("django-vs-fastapi", "tb-ready"), ("nowhere.json", "tb-error")] {
        place(session, &json!({ "model": model, "loading": "click" }), "").await?;
        session.run(ANSWER, vec![event.into(), OTHER.0.into()]).await?;
        widget.get("host.load().then(() => {})", &[]).await?;
        widget.sees("heading", OTHER.1).await?;
        // And again, later.
        widget.get("host.setAttribute('model', 'django-vs-fastapi')", &[]).await?;
        widget.sees("heading", &title).await?;
    }
    // Of a decision that nobody asks for any more nobody hears.
    session.run(HOLD, Vec::new()).await?;
    place(session, &json!({ "model": "nowhere.json", "loading": "eager" }), "").await?;
    session.until("the answer", "return !!window.release", Vec::new()).await?;
    widget.get("(host.setAttribute('model', words[0]), release())", &[OTHER.0]).await?;
    widget.sees("heading", OTHER.1).await?;
    assert_eq!(session.run("return window.wrong", Vec::new()).await?, json!([]));
    // The console tells what was nowhere, as it should.
    session.heard().await?;
    Ok(PASSED)
}

/// The states follow the element, and the promise `ready` resolves.
pub(super) async fn states(session: &Session) -> Result<Outcome> {
    let widget = session.open(ARTICLE).await?;
    let known =
        "(() => { try { host.matches(':state(ready)'); return true } catch { return false } })()";
    if widget.get(known, &[]).await? == false {
        return Ok(Outcome::LeftOut("this engine has no custom states".to_owned()));
    }
    let ready = "host.matches(':state(ready)')";
    widget.until("ready", ready, &[]).await?;
    widget.get("host.setAttribute('mode', 'static')", &[]).await?;
    widget.until("ready no more", "!host.matches(':state(ready)')", &[]).await?;
    assert!(shows_content(&widget).await?, "what stands inside is out of sight");
    widget.get("host.removeAttribute('mode')", &[]).await?;
    widget.until("ready again", ready, &[]).await?;
    // A decision with mistakes, which the widget lists.
    let faulty = "<p>Short.</p><script type='application/json'>{ \"id\": 1 }</script>";
    place(session, &json!({ "loading": "eager" }), faulty).await?;
    widget.until("the error", "host.matches(':state(error)')", &[]).await?;
    assert_eq!(widget.get("host.ready.then(() => 'kept')", &[]).await?, "kept");
    session.heard().await?;
    Ok(PASSED)
}

/// A frame takes over what it can of its answers, and has the last ones where it begins anew.
pub(super) async fn framed(session: &Session) -> Result<Outcome> {
    // The code is here before a frame asks for it, which has ten seconds.
    session.open(ARTICLE).await?;
    let answers = json!({ "product": "full", "team": "nobody" }).to_string();
    let attributes = json!({ "mode": "iframe", "loading": "eager", "answers": answers });
    place(session, &attributes, "").await?;
    let widget = Widget::new(session, 0);
    widget.until("the frame", "host.exportState()", &[]).await?;
    assert_eq!(widget.value().await?, json!({ "product": "full" }));
    let told_of = session.until("tb-error", "return wrong[0]", Vec::new()).await?;
    assert_eq!(told_of["code"], "answers", "{told_of}");
    // Answers stay after a move within the page, which reloads a frame.
    let inside = "ui.root.querySelector('iframe').contentDocument?.querySelector('tie-break')";
    let answer =
        format!("void Object.assign({inside}, {{ value: {{ product: 'api' }}, isOld: true }})");
    widget.get(&answer, &[]).await?;
    widget.until("the answer", "host.value.product == 'api'", &[]).await?;
    widget.get("void host.parentNode.append(host)", &[]).await?;
    let again = format!(
        "(element => element && !element.isOld && element.value?.product == 'api')({inside})"
    );
    widget.until("the same answer in another frame", &again, &[]).await?;
    session.heard().await?;
    Ok(PASSED)
}
