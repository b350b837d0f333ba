//! Tests of every view of the page.

use serde_json::{Value, json};

use super::{PROMISE, begin, save};
use crate::cases::{PASSED, access, counts};
use crate::engine::Engine;
use crate::session::Session;
use crate::site::{HOME, STANDALONE};
use crate::widget::Widget;
use crate::{Outcome, Result};

/// Every view of the page, each ready to be looked at.
async fn views(session: &Session) -> Result<Vec<(&'static str, String)>> {
    begin(session).await?;
    save(session, "Ann", &json!({ "product": "full", "editors": "soon" })).await?;
    let ann = session.run("return location.hash", Vec::new()).await?;
    save(session, "Bob", &json!({ "product": "api" })).await?;
    let bob = session.run("return location.hash", Vec::new()).await?;
    let id = |hash: &Value| hash.as_str().unwrap_or_default().replace("#/s/", "");
    Ok(vec![
        (PROMISE, HOME.to_owned()),
        ("Ann", format!("{HOME}{}", ann.as_str().unwrap_or_default())),
        ("What are you shipping?", format!("{HOME}#/compare/{},{}", id(&ann), id(&bob))),
        ("About this decision", format!("{HOME}#/how/django-vs-fastapi")),
        ("Decision not found", format!("{HOME}#/d/nowhere")),
    ])
}

/// Opens a view. The code of the element comes last; to leave before is another matter.
async fn arrive<'a>(session: &'a Session, path: &str, heading: &str) -> Result<Widget<'a>> {
    session.reopen(path).await?;
    let page = Widget::page(session);
    page.sees("heading", heading).await?;
    page.until("the element", "!!customElements.get('tie-break')", &[]).await?;
    Ok(page)
}

/// Text is as large as the reader's browser has it, the element's too.
pub(in crate::cases) async fn sizes(session: &Session) -> Result<Outcome> {
    session.go(STANDALONE).await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    let sizes = "[document.body, document.querySelector('.top nav'), ui.root.querySelector('.widget'), ui.all('heading')[0]]
        .map((element) => parseFloat(getComputedStyle(element).fontSize))";
    let before = widget.get(sizes, &[]).await?;
    widget.get("void (document.documentElement.style.fontSize = '32px')", &[]).await?;
    let after = widget.get(sizes, &[]).await?;
    let numbers = |sizes: &Value| -> Vec<f64> {
        sizes.as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
    };
    let twice: Vec<f64> = numbers(&before).iter().map(|size| size * 2.0).collect();
    assert_eq!((twice.len(), twice), (4, numbers(&after)));
    Ok(PASSED)
}

/// Content of a view does not move when more content arrives.
pub(in crate::cases) async fn still(session: &Session) -> Result<Outcome> {
    if session.engine != Engine::Chromium {
        return Ok(Outcome::LeftOut(counts::DEAF.to_owned()));
    }
    let mut moved = Vec::new();
    for (heading, path) in views(session).await? {
        let shifts = counts::unless_late(|| shifts(session, &path, heading)).await?;
        if shifts != json!([]) {
            moved.push(format!("{heading}: {shifts}"));
        }
    }
    assert!(moved.is_empty(), "{}", moved.join("\n"));
    Ok(PASSED)
}

/// The layout shifts of a view until it is complete.
async fn shifts(session: &Session, path: &str, heading: &str) -> Result<Value> {
    let page = arrive(session, path, heading).await?;
    if path.contains("#/s/") {
        Widget::new(session, 0).ready().await?;
        page.sees("disclosure", "Notes").await?;
    }
    session.run(counts::SHIFTS, Vec::new()).await?;
    session.run("return shifted(0)", Vec::new()).await
}

pub(in crate::cases) async fn axe(session: &Session) -> Result<Outcome> {
    let Some(axe) = access::axe_in(session)? else {
        return Ok(Outcome::LeftOut(access::ONCE.to_owned()));
    };
    let mut found = Vec::new();
    for (heading, path) in views(session).await? {
        for theme in ["light", "dark"] {
            arrive(session, &path, heading).await?;
            session.run(&axe, Vec::new()).await?;
            let dress = "document.documentElement.style.colorScheme = arguments[0]";
            session.run(dress, vec![theme.into()]).await?;
            access::look(session, "document", &format!("{heading}, {theme}"), &mut found).await?;
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    Ok(PASSED)
}

pub(in crate::cases) async fn widths(session: &Session) -> Result<Outcome> {
    let mut wide = Vec::new();
    for (heading, path) in views(session).await? {
        let page = arrive(session, &path, heading).await?;
        for width in [320, 760, 1200] {
            let fits = "(() => {
                document.body.style.width = words[0] + 'px';
                const edge = document.body.getBoundingClientRect().right + 1;
                const past = [...document.querySelectorAll('.page *')]
                  .find((element) => element.checkVisibility() && !element.matches('.visually-hidden, .status, .status *, option')
                    && element.getBoundingClientRect().right > edge);
                return past ? past.outerHTML.slice(0, 120) : '';
              })()";
            let past = page.get(fits, &[&width.to_string()]).await?;
            if past != "" {
                wide.push(format!("{heading}, {width} px: {past}"));
            }
        }
    }
    assert!(wide.is_empty(), "{}", wide.join("\n"));
    Ok(PASSED)
}
