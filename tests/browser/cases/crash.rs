//! Crashed code is replaced, and no answers are lost.

use serde_json::json;

use super::{PASSED, element};
use crate::session::Session;
use crate::site::TWO;
use crate::widget::Widget;
use crate::{Outcome, Result};

/// Calls a method of a widget on an object that is no widget. The error stops the code in the
/// middle of its work, as a panic does.
const BREAK: &str = "window.fall = async () => {
        const { cores } = globalThis[Symbol.for('tie-break')];
        const core = await Object.values(cores)[0];
        try { Object.create(core.Handle.prototype, { __wbg_ptr: { value: 0 } }).value(); } catch {}
        return core.isDead;
      };";

/// Both widgets of the page come back with their answers, on an instance of their own, and work.
pub(super) async fn recovers(session: &Session) -> Result<Outcome> {
    session.go(TWO).await?;
    let (first, second) = (Widget::new(session, 0), Widget::new(session, 1));
    first.ready().await?;
    second.get("host.scrollIntoView()", &[]).await?;
    second.ready().await?;
    let (one, two) = (json!({ "product": "full", "team": "one" }), json!({ "product": "api" }));
    first.set(&one).await?;
    second.set(&two).await?;
    element::told(session, "tb-change", 2).await?;
    session.site.asked();
    session
        .run("window.ready = 0; addEventListener('tb-ready', () => window.ready++)", Vec::new())
        .await?;
    let broken = session.run(&format!("{BREAK} return window.fall()"), Vec::new()).await?;
    assert_eq!(broken, true, "nothing broke");
    session.until("both again", "return window.ready == 2", Vec::new()).await?;
    assert_eq!(first.value().await?, one);
    assert_eq!(second.value().await?, two);
    assert!(first.verdict().await?.contains("Django"));
    first.click("button", "Start over").await?;
    first.until("no answers", "Object.keys(host.value).length == 0", &[]).await?;
    assert_eq!(second.value().await?, two);
    let code = |path: &&String| path.contains("/core");
    let asked = session.site.asked();
    assert_eq!(asked.iter().filter(code).count(), 0, "the code was fetched again: {asked:?}");
    Ok(PASSED)
}

/// Makes the code crash whenever it shows the second element of the page, and only then.
const POISON: &str = "const plain = document.createTextNode.bind(document);
    let isPoisoned = false;
    [...document.querySelectorAll('tie-break')].forEach((element, index) => {
      element.getAttribute = (name) => {
        if (name == 'reveal') isPoisoned = index == 1;
        return Element.prototype.getAttribute.call(element, name);
      };
    });
    document.createTextNode = (...given) => {
      if (!isPoisoned) return plain(...given);
      isPoisoned = false;
      throw new Error('poison');
    };";

/// Delays the decision of the first element until the page gives up on the second.
const LATE: &str = "const plainly = window.fetch;
    let asked = 0;
    window.fetch = async (url, ...given) => {
      const isLate = /\\/models\\/[\\w-]+\\.json$/.test(url) && ++asked == 2;
      if (isLate) await new Promise((done) => addEventListener('tb-error', done, { once: true }));
      return plainly(url, ...given);
    };";

/// An element that always crashes the code does not stop another element, whether the other element
/// is shown again before or after it.
pub(super) async fn alone(session: &Session) -> Result<Outcome> {
    for order in ["", LATE] {
        broken_beside(session, order).await?;
    }
    Ok(PASSED)
}

async fn broken_beside(session: &Session, order: &str) -> Result {
    session.go(TWO).await?;
    let (first, second) = (Widget::new(session, 0), Widget::new(session, 1));
    first.ready().await?;
    let one = json!({ "product": "full", "team": "one" });
    first.set(&one).await?;
    element::told(session, "tb-change", 1).await?;
    second.get("host.scrollIntoView()", &[]).await?;
    second.ready().await?;
    session.run(&format!("{POISON} {order}"), Vec::new()).await?;
    // A changed attribute makes the element mount again.
    second.get("host.setAttribute('reveal', 'live')", &[]).await?;
    second.says("crashed repeatedly").await?;
    // Until new code shows it, the first widget has no result, though it looks the same.
    first.result().await?;
    assert_eq!(first.value().await?, one);
    first.click("button", "Start over").await?;
    first.until("no answers", "Object.keys(host.value).length == 0", &[]).await?;
    session.heard().await?;
    Ok(())
}

/// Code that crashes each time it starts gets three more tries. Then the page gives up and says so.
pub(super) async fn ends(session: &Session) -> Result<Outcome> {
    let widget = session.open(crate::site::ARTICLE).await?;
    let count = "window.falls = 0; window.codes = [];
        addEventListener('tb-ready', () => { window.falls++; window.fall(); });
        addEventListener('tb-error', ({ detail }) => window.codes.push(detail.code));
        window.fall();";
    session.run(&format!("{BREAK} {count}"), Vec::new()).await?;
    session.until("the end of it", "return window.codes.length > 0", Vec::new()).await?;
    assert_eq!(
        session.run("return [window.falls, window.codes]", Vec::new()).await?,
        json!([3, ["crash"]])
    );
    widget.says("crashed repeatedly").await?;
    assert!(element::shows_content(&widget).await?, "the short answer is gone");
    // The widget reports the crash, as intended.
    session.heard().await?;
    Ok(PASSED)
}

/// An element that crashes the code while it unmounts is still removed, and mounts again.
pub(super) async fn going(session: &Session) -> Result<Outcome> {
    let widget = session.open(crate::site::ARTICLE).await?;
    let answers = json!({ "product": "full" });
    widget.set(&answers).await?;
    element::told(session, "tb-change", 1).await?;
    let unmount = "probe.events.splice(0);
        window.fall = async () => {
          const { cores } = globalThis[Symbol.for('tie-break')], { Handle } = await Object.values(cores)[0];
          const none = Object.create(Handle.prototype, { __wbg_ptr: { value: 0 } });
          Handle.prototype.unmount = () => none.value();
          document.querySelector('tie-break').setAttribute('reveal', 'end');
        };
        return window.fall()";
    session.run(unmount, Vec::new()).await?;
    element::told(session, "tb-ready", 1).await?;
    widget.ready().await?;
    assert_eq!(widget.value().await?, answers);
    assert!(!widget.verdict().await?.contains("Django"), "it is the one from before");
    Ok(PASSED)
}
