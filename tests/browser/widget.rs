//! One `<tie-break>` on a page, as its reader knows it: roles, names and words in its open shadow
//! root, found by `page.js`; and as its page knows it: the properties of the element.

use std::time::Duration;

use serde_json::{Value, json};

use crate::Result;
use crate::session::{PERIOD, Session};

const PAGE: &str = include_str!("page.js");

/// How often an action is tried that may fail for a moment.
const TRIES: usize = 10;
/// How long a click may take to come, before it counts as lost: nobody clicks twice for less.
const CLICK: Duration = Duration::from_secs(10);
/// Errors of drivers for an element that was redrawn or moved after it was found.
const MOVED: [&str; 4] = [
    "stale element",
    "element click intercepted",
    "element not interactable",
    "move target out of bounds",
];

/// Keys that the tests press, as `WebDriver` writes them.
pub(crate) mod key {
    pub(crate) const TAB: &str = "\u{E004}";
    pub(crate) const ENTER: &str = "\u{E007}";
    pub(crate) const SPACE: &str = " ";
    pub(crate) const DOWN: &str = "\u{E015}";
    pub(crate) const RIGHT: &str = "\u{E014}";
    pub(crate) const END: &str = "\u{E010}";
}

/// A widget, by its place on the page; or the page itself, which is looked at in the same way.
pub(crate) struct Widget<'a> {
    session: &'a Session,
    index: Option<usize>,
}

/// The focused element inside a widget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Focus {
    pub(crate) role: String,
    pub(crate) name: String,
}

impl<'a> Widget<'a> {
    /// The widget at this place; it need not be there yet.
    pub(crate) fn new(session: &'a Session, index: usize) -> Self {
        Self { session, index: Some(index) }
    }

    /// The page around widgets.
    pub(crate) fn page(session: &'a Session) -> Self {
        Self { session, index: None }
    }

    /// Waits until the widget shows its decision; opens it if the reserved height is small. Fails at
    /// once if the widget reports an error.
    pub(crate) async fn ready(&self) -> Result {
        let shown = "host.matches?.(':state(error)') ? ui.tidy(ui.root.textContent) + '\\n'
              + window.probe?.heard.filter((line) => line.startsWith('tb-error')).join('\\n')
            : ([...ui.root?.children ?? []].find((child) => child.localName == 'button')?.click(),
              ui.all('heading').length > 0)";
        match self.until("the widget", shown, &[]).await?.as_str() {
            Some(error) => Err(format!("the widget has an error: {error}").into()),
            None => Ok(()),
        }
    }

    /// The value of an expression over `host` (the element), `ui` (`page.js`) and `words`.
    pub(crate) async fn get(&self, expression: &str, words: &[&str]) -> Result<Value> {
        self.session.run(&self.script(expression), vec![json!(words)]).await
    }

    /// Waits until an expression is true, and gives its value.
    pub(crate) async fn until(
        &self,
        what: &str,
        expression: &str,
        words: &[&str],
    ) -> Result<Value> {
        let found = self.session.until(what, &self.script(expression), vec![json!(words)]).await;
        if let Err(error) = found {
            let state = "[ui.focus(), ...ui.root.querySelectorAll('input')].map((control) => control
                ? `${ui.role(control)} ${control.name ?? ''} ${control.checked ?? ''} ${ui.name(control)}`
                : 'nothing')";
            let state = self.get(state, &[]).await.unwrap_or_default();
            // Without a widget, this is the message of its error.
            let text = self.get("ui.root.textContent.slice(0, 500)", &[]).await.unwrap_or_default();
            return Err(format!("{error}\nfocus, then inputs: {state:#}\ntext: {text}").into());
        }
        found
    }

    fn script(&self, expression: &str) -> String {
        let host = self.index.map_or_else(
            || "{ shadowRoot: document }".to_owned(),
            |index| format!("document.querySelectorAll('tie-break')[{index}]"),
        );
        format!(
            "{PAGE}\nconst words = arguments[0];\nconst host = {host};\n\
             const ui = page(host);\nreturn host && ({expression});"
        )
    }

    /// Waits for something with this role and name.
    pub(crate) async fn sees(&self, role: &str, name: &str) -> Result {
        let what = format!("the {role} `{name}`");
        self.until(&what, "!!ui.find(words[0], words[1])", &[role, name]).await.map(drop)
    }

    /// Whether it is there now.
    pub(crate) async fn has(&self, role: &str, name: &str) -> Result<bool> {
        let found = self.get("!!ui.find(words[0], words[1])", &[role, name]).await?;
        Ok(found == true)
    }

    /// Opens the panel with this name, and waits until all of it has come.
    pub(crate) async fn open_panel(&self, name: &str) -> Result {
        self.click("tab", name).await?;
        let settled = "[ui.find('tabpanel', words[0])].some((panel) => panel && !panel.innerText.includes('Loading'))";
        self.until(&format!("all of the panel `{name}`"), settled, &[name]).await.map(drop)
    }

    /// Waits until the scenarios of the current answers are drawn.
    pub(crate) async fn has_scenarios(&self) -> Result {
        self.says("100 scenarios").await?;
        self.until("the scenarios", "!ui.root.querySelector('[aria-busy=true]')", &[])
            .await
            .map(drop)
    }

    /// Clicks it as a mouse does.
    pub(crate) async fn click(&self, role: &str, name: &str) -> Result {
        self.click_still("ui.still(words[0], words[1])", role, name).await
    }

    /// Chooses a typical case by its name. A script opens the list, which is folded once there are
    /// answers.
    pub(crate) async fn choose_case(&self, name: &str) -> Result {
        self.sees("button", "Typical cases").await?;
        if !self.has("toolbar", "Typical cases").await? {
            self.get("ui.find('button', 'Typical cases').click()", &[]).await?;
        }
        self.click("button", name).await
    }

    /// Chooses a radio button or a checkbox by its label.
    pub(crate) async fn choose(&self, role: &str, name: &str) -> Result {
        self.click_still("ui.still(words[0], words[1])?.labels[0]", role, name).await
    }

    /// Clicks the element that an expression finds once it stands still, and again if the click met
    /// nothing.
    async fn click_still(&self, found: &str, role: &str, name: &str) -> Result {
        let mut last = String::new();
        for _ in 0..TRIES {
            let what = format!("the {role} `{name}` to stand still");
            match self.session.click(&self.until(&what, found, &[role, name]).await?).await {
                Err(error) => {
                    last = error.to_string();
                    if !MOVED.iter().any(|message| last.starts_with(message)) {
                        return Err(error);
                    }
                }
                Ok(()) if self.has_met().await => return Ok(()),
                Ok(()) => {}
            }
        }
        Err(format!("the pointer never meets the {role} `{name}` {last}").into())
    }

    /// Whether the last click met anything that can be clicked. A click that is late is waited for:
    /// made again, it would take back what it did.
    async fn has_met(&self) -> bool {
        let met = "ui.root?.isMet === null ? 'on its way' : ui.root?.isMet !== false";
        let look = async {
            loop {
                match self.get(met, &[]).await {
                    Ok(Value::String(_)) => tokio::time::sleep(PERIOD).await,
                    Ok(Value::Bool(false)) => return false,
                    // After a click that left the page, there is no widget to ask.
                    _ => return true,
                }
            }
        };
        tokio::time::timeout(CLICK, look).await.unwrap_or(false)
    }

    /// The names of all that have this role, in reading order.
    pub(crate) async fn names(&self, role: &str) -> Result<Vec<String>> {
        let names = self.get("ui.all(words[0]).map(ui.name)", &[role]).await?;
        let names = names.as_array().into_iter().flatten();
        Ok(names.map(|name| name.as_str().unwrap_or_default().to_owned()).collect())
    }

    /// Waits until these words are in sight.
    pub(crate) async fn says(&self, words: &str) -> Result {
        let all =
            "[...ui.root.children].some((child) => ui.tidy(child.innerText).includes(words[0]))";
        self.until(&format!("the words `{words}`"), all, &[words]).await.map(drop)
    }

    /// The words of a part with this role and name.
    pub(crate) async fn part(&self, role: &str, name: &str) -> Result<String> {
        let what = format!("the {role} `{name}`");
        // In one look: between two it may be drawn anew.
        let words =
            "[ui.find(words[0], words[1])].map((part) => part && ui.tidy(part.innerText))[0]";
        let words = self.until(&what, words, &[role, name]).await?;
        Ok(words.as_str().unwrap_or_default().to_owned())
    }

    /// The verdict as it is shown to this reader.
    pub(crate) async fn verdict(&self) -> Result<String> {
        self.part("region", "Given your answers").await
    }

    /// The question that is asked now; `None` when asking has stopped.
    pub(crate) async fn question(&self) -> Result<Option<String>> {
        Ok(self.get("ui.all('legend').map(ui.name)[0]", &[]).await?.as_str().map(str::to_owned))
    }

    /// The focused element, if it is inside this widget.
    pub(crate) async fn focus(&self) -> Result<Option<Focus>> {
        let found = "ui.focus() && [ui.role(ui.focus()) || '', ui.name(ui.focus())]";
        let found = self.get(found, &[]).await?;
        let text = |i: usize| found[i].as_str().unwrap_or_default().to_owned();
        Ok(found.is_array().then(|| Focus { role: text(0), name: text(1) }))
    }

    /// The answers, by id.
    pub(crate) async fn value(&self) -> Result<Value> {
        self.get("host.value", &[]).await
    }

    /// The decision.
    pub(crate) async fn result(&self) -> Result<Value> {
        self.until("a result", "host.result", &[]).await
    }

    /// Gives answers, as a page does.
    pub(crate) async fn set(&self, answers: &Value) -> Result {
        self.get("(host.value = JSON.parse(words[0]), null)", &[&answers.to_string()])
            .await
            .map(drop)
    }
}
