//! A whole visit leaves nothing in the console, of any level.

use crate::engine::Engine;
use crate::session::Session;
use crate::site::STANDALONE;
use crate::{Outcome, Result};

/// The tabs behind the verdict.
pub(super) const PANELS: [&str; 8] = [
    "Why",
    "What would change it",
    "The sources",
    "Side by side",
    "Your load",
    "Watch out",
    "Next steps",
    "Questions people ask",
];

/// The words with which the browser itself reports the planted error, in addition to the page.
const PLANTED: [&str; 3] = ["SEVERE", "content javascript", ""];

/// Every row ends with a check of the console (see `main.rs`). This row makes a whole visit, and
/// says what each engine lets the check see.
pub(super) async fn silent(session: &Session) -> Result<Outcome> {
    session.open(STANDALONE).await?;
    // A planted error shows that the check would notice one.
    let plant = "const script = document.createElement('script'); script.src = '/planted.js';
        document.body.append(script);";
    session.run(plant, Vec::new()).await?;
    let wanted = ["console.debug: planted", "error: ", PLANTED[session.engine as usize]];
    let is_heard =
        |heard: &[String]| wanted.iter().all(|what| heard.iter().any(|line| line.contains(what)));
    session.hears(&format!("some of {wanted:?}"), is_heard).await?;

    let widget = session.open(STANDALONE).await?;
    widget.choose_case("SaaS product").await?;
    for panel in PANELS {
        widget.open_panel(panel).await?;
    }
    widget.click("tab", "What would change it").await?;
    widget.click("button", "Try").await?;
    widget.click("button", "Back to my answers").await?;
    widget.click("button", "Start over").await?;
    widget.says("No verdict yet").await?;
    let how = match session.engine {
        Engine::Chromium => "page and browser log, all levels",
        Engine::Firefox => "page, and the browser's own console of script and policy messages",
        Engine::WebKitGtk => {
            "page only: its driver has no log, and what the engine writes by itself goes unheard"
        }
    };
    Ok(Outcome::Passed(Some(format!("listened to: {how}"))))
}
