//! The widget in pages that nobody prepared for it: it is found, it is used, and the article stays
//! whole.

use serde_json::json;

use super::PASSED;
use crate::hosts::{BARE, ELSEWHERE, LONG};
use crate::session::Session;
use crate::site::ARTICLE;
use crate::widget::Widget;
use crate::{Outcome, Result};

/// Scrolls to a widget, and checks that it fills its place.
async fn shown(session: &Session, index: usize) -> Result<Widget<'_>> {
    let widget = Widget::new(session, index);
    widget.until("the element", "(host.scrollIntoView(), true)", &[]).await?;
    widget.ready().await?;
    let inside = "(() => {
        const [around, own] = [host.parentElement, ui.root.querySelector('section')]
          .map((element) => element.getBoundingClientRect());
        return own.width > 200 && own.left >= around.left - 1 && own.right <= around.right + 1
          || [own.left, own.right, around.left, around.right].join();
      })()";
    assert_eq!(widget.get(inside, &[]).await?, true, "left and right, its own and its place's");
    Ok(widget)
}

/// Checks that the widget shows a verdict after the first answer.
pub(crate) async fn answered(widget: &Widget<'_>) -> Result {
    widget.until("an answer", "Object.keys(host.value).length == 1", &[]).await?;
    // With the second file: nothing more is asked for then.
    widget.has_scenarios().await?;
    assert!(!widget.verdict().await?.contains("No verdict yet"));
    Ok(())
}

/// A reader comes to the widget and answers its first question.
pub(crate) async fn used(session: &Session, index: usize) -> Result {
    let widget = shown(session, index).await?;
    let options = widget.names("radio").await?;
    widget.choose("radio", options.first().ok_or("no radio button")?).await?;
    answered(&widget).await
}

pub(super) async fn all_used(session: &Session, pages: &[&str]) -> Result<Outcome> {
    for page in pages {
        session.go(page).await?;
        used(session, 0).await.map_err(|error| format!("{page}: {error}"))?;
        let heard = session.heard().await?;
        assert!(heard.is_empty(), "{page}: {heard:#?}");
    }
    Ok(PASSED)
}

/// Headings, lists, code, tables, a figure, footnotes, a form.
pub(super) async fn long(session: &Session) -> Result<Outcome> {
    all_used(session, &[LONG]).await
}

/// Style sheets that have rules for every element.
pub(super) async fn sheets(session: &Session) -> Result<Outcome> {
    let pages = ["/hosts/bootstrap.html", "/hosts/tailwind.html", "/hosts/unset.html"];
    all_used(session, &pages).await
}

/// A base for other addresses, names that hide the browser's own, the loader twice.
pub(super) async fn odd(session: &Session) -> Result<Outcome> {
    let pages = ["/hosts/base.html", "/hosts/clobbered.html", "/hosts/twice.html"];
    all_used(session, &pages).await
}

/// The lines of the builder as two platforms write them into a post, with what their style sheets say
/// of everything in it.
pub(super) async fn platforms(session: &Session) -> Result<Outcome> {
    all_used(session, &["/hosts/wordpress.html", "/hosts/ghost.html"]).await
}

/// The article on one origin, all files of the widget on another.
pub(super) async fn elsewhere(session: &Session) -> Result<Outcome> {
    session.site.asked();
    let outcome = all_used(session, &[ELSEWHERE]).await?;
    let asked = session.site.asked();
    let of_ours = |path: &&String| path.contains("/tiebreak/");
    assert!(asked.iter().filter(of_ours).count() >= 4, "{asked:?}");
    for path in asked.iter().filter(of_ours) {
        assert!(path.starts_with("localhost"), "{path} was asked of the article's host");
    }
    Ok(outcome)
}

/// Frames of the same origin and of none, with and without an address of their own.
pub(super) async fn frames(session: &Session) -> Result<Outcome> {
    session.go("/hosts/frames.html").await?;
    for index in 0..4 {
        let show = "document.querySelectorAll('iframe')[arguments[0]].scrollIntoView()";
        session.run(show, vec![index.into()]).await?;
        session.enter(index).await?;
        used(session, 0).await.map_err(|error| format!("frame {index}: {error}"))?;
        let heard = session.run("return probe.heard", Vec::new()).await?;
        assert_eq!(heard, json!([]), "frame {index}");
        let storage = "try { return localStorage.length } catch { return 'none' }";
        let storage = session.run(storage, Vec::new()).await?;
        assert_eq!(storage, if index % 2 == 0 { json!(0) } else { json!("none") });
        session.leave().await?;
    }
    Ok(PASSED)
}

/// Pages that a script puts in the place of others: there and back.
pub(super) async fn turbo(session: &Session) -> Result<Outcome> {
    swapped(session, "turbo").await
}

pub(super) async fn htmx(session: &Session) -> Result<Outcome> {
    swapped(session, "htmx").await
}

async fn swapped(session: &Session, by: &str) -> Result<Outcome> {
    session.go(&format!("/hosts/{by}-1.html")).await?;
    used(session, 0).await?;
    session.site.asked();
    session
        .run("window.stays = true; document.querySelector('main a').click()", Vec::new())
        .await?;
    // The title may change before or after the content.
    let on = |n: u8| {
        format!(
            "return window.stays && [document.title, document.querySelector('h1')?.textContent]
               .every((text) => text?.startsWith('Page {n}'))"
        )
    };
    session.until("the second page", &on(2), Vec::new()).await?;
    used(session, 0).await?;
    session.back().await?;
    session.until("the first page", &on(1), Vec::new()).await?;
    // The answers may be gone with the old element, but the new element works.
    let there = "document.querySelectorAll('tie-break').length == 1";
    Widget::new(session, 0).until("one element", there, &[]).await?;
    Widget::new(session, 0).ready().await?;
    Widget::new(session, 0).get("host.reset()", &[]).await?;
    used(session, 0).await?;
    let is_code = |path: &&String| path.contains("/v/") && !path.contains("/models/");
    let asked = session.site.asked();
    let code: Vec<&String> = asked.iter().filter(is_code).collect();
    assert!(code.is_empty(), "the code was fetched again: {code:?}");
    Ok(PASSED)
}

/// React draws the page anew, in another order, without the element and with it again.
pub(super) async fn react(session: &Session) -> Result<Outcome> {
    session.go("/hosts/react.html").await?;
    used(session, 0).await?;
    let widget = Widget::new(session, 0);
    let before = widget.value().await?;
    for parts in ["heading widget note", "heading note widget", "note widget heading"] {
        session.run("draw(arguments[0], arguments[0])", vec![parts.into()]).await?;
        let drawn = "document.querySelector('p').textContent == words[0]";
        widget.until("the new order", drawn, &[parts]).await?;
        widget.ready().await?;
        assert_eq!(widget.value().await?, before, "{parts}");
    }
    session.run("draw('heading note', 'without')", Vec::new()).await?;
    let gone = "return !document.querySelector('tie-break')";
    session.until("the element to go", gone, Vec::new()).await?;
    session.run("draw('heading note widget', 'with')", Vec::new()).await?;
    widget.ready().await?;
    assert_eq!(widget.value().await?, before, "another element in its place");
    answered(&widget).await?;
    Ok(PASSED)
}

/// A server sends the `div`, and React takes the page over while it loads, when it has loaded, or after
/// more work. Nothing in the page may differ until then.
pub(super) async fn hydrated(session: &Session) -> Result<Outcome> {
    for when in ["parsed", "load", "busy"] {
        session.go(&format!("/hosts/hydrated.html?{when}")).await?;
        used(session, 0).await.map_err(|error| format!("{when}: {error}"))?;
        let widget = Widget::new(session, 0);
        // The height is reserved from the start, without a change in the page.
        let state = "return [height, before.includes('<tie-break'), before.includes('style'), wrong.join()]";
        let state = session.run(state, Vec::new()).await?;
        assert_eq!(state, json!(["420px", false, false, ""]), "{when}");
        // React renders the page again, without the widget and with it.
        let before = widget.value().await?;
        session.run("root.render(app('Second.'))", Vec::new()).await?;
        let second = "document.querySelector('main > p').textContent == 'Second.'";
        widget.until("the second text", second, &[]).await?;
        assert_eq!(widget.value().await?, before, "{when}");
        session.run("root.render(app('Third.', false))", Vec::new()).await?;
        let gone = "return !document.querySelector('tie-break')";
        session.until("the element to go", gone, Vec::new()).await?;
        session.run("root.render(app('Fourth.'))", Vec::new()).await?;
        widget.until("the element again", "!!host", &[]).await?;
        widget.ready().await?;
        // React tells developers of its tools.
        let heard = session.heard().await?;
        let heard: Vec<_> = heard.iter().filter(|line| !line.contains("React DevTools")).collect();
        assert!(heard.is_empty(), "{when}: {heard:#?}");
    }
    Ok(PASSED)
}

/// Readers without scripts, or without this one, see the article and the short answer in it.
pub(super) async fn without(session: &Session) -> Result<Outcome> {
    session.go(BARE).await?;
    let short = "const element = document.getElementById('short');
        return [element.checkVisibility(), element.innerText, element.getBoundingClientRect().height > 0,
          document.querySelector('tie-break a').checkVisibility(),
          customElements.get('tie-break') === undefined]";
    let short = session.run(short, Vec::new()).await?;
    assert_eq!(
        short,
        json!([
            true,
            "In short: screens and staff ask for Django, an API alone asks for FastAPI. \
             The questions need JavaScript.",
            true,
            true,
            true
        ])
    );
    Ok(PASSED)
}

/// A page that is drawn larger or smaller as a whole.
pub(super) async fn zoomed(session: &Session) -> Result<Outcome> {
    for zoom in ["2", "0.7"] {
        session.go(LONG).await?;
        session.run("document.body.style.zoom = arguments[0]", vec![zoom.into()]).await?;
        let widget = shown(session, 0).await?;
        // By script: drivers look for it where it would be without the zoom.
        widget.get("ui.all('radio')[0].labels[0].click()", &[]).await?;
        answered(&widget).await?;
    }
    Ok(PASSED)
}

/// Back on a page that the browser kept as it was, the answers are there.
pub(super) async fn back(session: &Session) -> Result<Outcome> {
    session.go(LONG).await?;
    used(session, 0).await?;
    let widget = Widget::new(session, 0);
    let before = widget.value().await?;
    // A page that is kept keeps its variables.
    let leave = "window.isKept = true; location.href = arguments[0]";
    session.run(leave, vec![ARTICLE.into()]).await?;
    let there = "return location.pathname == arguments[0] && document.readyState == 'complete'";
    session.until("the other page", there, vec![ARTICLE.into()]).await?;
    // Firefox tells of a script whose page goes before it comes.
    widget.ready().await?;
    session.back().await?;
    session.until("the first page", there, vec![LONG.into()]).await?;
    if session.run("return window.isKept === true", Vec::new()).await? != true {
        let why = "this engine opens the page anew while it is driven";
        return Ok(Outcome::LeftOut(why.to_owned()));
    }
    widget.ready().await?;
    assert_eq!(widget.value().await?, before);
    let option = widget.names("radio").await?.swap_remove(1);
    widget.choose("radio", &option).await?;
    widget
        .until("another answer", "JSON.stringify(host.value) != words[0]", &[&before.to_string()])
        .await?;
    Ok(PASSED)
}
