//! Checks of a publishing platform that runs on this machine: `cargo xtask hosts` builds its site,
//! names a file with its description by `TIEBREAK_PLATFORM`, and reads the outcomes that this module
//! writes beside that file, as `outcomes.json`.
//!
//! Every page of the site holds the lines of `docs/embedding.md` in one form, as an author pastes them.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use serde_json::{Value, json};

use crate::cases::hosts::{answered, used};
use crate::engine::Engine;
use crate::session::Session;
use crate::site::{PROBE, Site};
use crate::widget::Widget;
use crate::{Error, Result};

/// The checks of each page, by their names in the table.
const CHECKS: [&str; 7] = ["lines", "no scripts", "shown", "answer", "back", "dark", "console"];

/// The file that describes the platform; `None` in a run of the test cases.
pub(crate) fn wanted() -> Option<PathBuf> {
    std::env::var_os("TIEBREAK_PLATFORM").map(PathBuf::from)
}

/// One page of a platform.
#[derive(Clone)]
struct Page {
    session: Rc<Session>,
    platform: Rc<Value>,
    page: Value,
    /// Whether the lines make a frame.
    is_frame: bool,
}

/// Checks all pages of a platform and writes the outcomes. Returns whether none failed.
pub(crate) async fn run(file: &Path) -> Result<bool> {
    let platform: Rc<Value> = Rc::new(serde_json::from_slice(&std::fs::read(file)?)?);
    let session = Rc::new(Session::start(Engine::Chromium, Site::start()?).await?);
    let probe = json!({ "source": PROBE });
    session.devtools("Page.enable", json!({})).await?;
    session.devtools("Page.addScriptToEvaluateOnNewDocument", probe).await?;
    let mut outcomes = Vec::new();
    let (mut passed, mut failed, mut without) = (0, 0, 0);
    for page in platform["pages"].as_array().ok_or("the description lists no pages")? {
        let page = Page {
            session: Rc::clone(&session),
            platform: Rc::clone(&platform),
            page: page.clone(),
            is_frame: page["form"] == "frame",
        };
        for check in CHECKS {
            let outcome = match page.reason(check) {
                Some(reason) => {
                    without += 1;
                    json!({ "without": reason })
                }
                None => match page.attempt(check).await {
                    Ok(()) => {
                        passed += 1;
                        json!("ok")
                    }
                    Err(error) => {
                        failed += 1;
                        println!("FAILED {} · {check}: {error}", page.page["path"]);
                        json!({ "failed": error.to_string() })
                    }
                },
            };
            outcomes.push(json!({
                "form": page.page["form"], "path": page.page["path"], "check": check, "outcome": outcome,
            }));
        }
    }
    session.close().await;
    let name = platform["name"].as_str().unwrap_or_default();
    std::fs::write(file.with_file_name("outcomes.json"), serde_json::to_vec_pretty(&outcomes)?)?;
    let word = if failed == 0 { "ok" } else { "FAILED" };
    println!("{name}: {passed} checks passed, {failed} failed, {without} do not apply");
    println!(
        "test result: {word}. {passed} passed; {failed} failed; {without} ignored; 0 measured; \
         0 filtered out"
    );
    Ok(failed == 0)
}

impl Page {
    /// The reason why this page does not have this check.
    fn reason(&self, check: &str) -> Option<String> {
        let own = [&self.page, &*self.platform]
            .into_iter()
            .find_map(|from| from["without"][check].as_str());
        own.map(str::to_owned).or_else(|| {
            let why = match (check, self.page["form"].as_str()?) {
                ("back" | "dark", "frame") => "a frame is a page of its own",
                ("lines", "table") => "the processor writes the table",
                _ => return None,
            };
            Some(why.to_owned())
        })
    }

    /// Runs a check in a task of its own, so that a failed assertion ends the check and not the run.
    async fn attempt(&self, check: &'static str) -> Result {
        let page = self.clone();
        match tokio::task::spawn_local(async move { page.check(check).await }).await {
            Ok(outcome) => outcome,
            Err(panic) => Err(crate::message(panic).into()),
        }
    }

    async fn check(&self, check: &str) -> Result {
        match check {
            "lines" => self.lines().await,
            "no scripts" => self.no_scripts().await,
            "shown" => self.shown().await,
            "answer" => self.answer().await,
            "back" => self.back().await,
            "dark" => self.dark().await,
            "console" => self.console().await,
            other => Err(format!("no check `{other}`").into()),
        }
    }

    fn address(&self) -> String {
        ["address", "path"]
            .map(|field| match field {
                "path" => self.page[field].as_str().unwrap_or_default(),
                _ => self.platform[field].as_str().unwrap_or_default(),
            })
            .concat()
    }

    async fn open(&self) -> Result {
        self.session.abroad(&self.address()).await
    }

    /// Opens the page in a browser that runs no scripts, and gives the value of an expression.
    async fn without_scripts(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        let set = |off: bool| {
            self.session.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": off }))
        };
        set(true).await?;
        let value = async {
            self.open().await?;
            self.session.run(script, arguments).await
        };
        let value = value.await;
        set(false).await?;
        value
    }

    /// The HTML has the tag, the attributes and the content of the lines that were pasted.
    async fn lines(&self) -> Result {
        let form = self.page["form"].as_str().ok_or("a page has no form")?;
        let given = self.platform["lines"][form].as_str().ok_or("the form has no lines")?;
        let compare = "
            const [given, form] = arguments;
            const wanted = new DOMParser().parseFromString(given, 'text/html').body.firstElementChild;
            const name = form == 'div' ? '[data-tie-break]' : wanted.localName;
            const found = document.querySelector(name);
            if (!found) return `no ${name} in the page`;
            const tidy = (element) => element.innerHTML.replace(/<!--.*?-->/g, '').replace(/\\s+/g, ' ').replace(/> | </g, (tag) => tag.trim()).trim();
            for (const { name, value } of wanted.attributes)
              // JSX writes an attribute without a value as `true`.
              if (value ? found.getAttribute(name) != value : !found.hasAttribute(name)) return `${name} is ${found.getAttribute(name)}`;
            return tidy(found) == tidy(wanted) || `it contains ${tidy(found)}`;";
        let same = self.without_scripts(compare, vec![given.into(), form.into()]).await?;
        if same == true { Ok(()) } else { Err(format!("the lines have changed: {same}").into()) }
    }

    /// The text inside the element is visible.
    async fn no_scripts(&self) -> Result {
        let look = "
            const words = { table: 'Work on the way', frame: null }[arguments[0]] ?? 'The short answer for readers without scripts';
            if (arguments[0] == 'frame') return document.querySelector('iframe')?.checkVisibility() ?? 'no frame';
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode())
              if (walker.currentNode.data.includes(words) && walker.currentNode.parentElement.checkVisibility({ visibilityProperty: true })) return true;
            return `no visible text ${words}`;";
        let shown = self.without_scripts(look, vec![self.page["form"].clone()]).await?;
        if shown == true { Ok(()) } else { Err(shown.to_string().into()) }
    }

    /// The page is open and its widget answered.
    async fn use_it(&self) -> Result {
        self.open().await?;
        if !self.is_frame {
            return used(&self.session, 0).await;
        }
        let show = "document.querySelector('iframe').scrollIntoView()";
        self.session.run(show, Vec::new()).await?;
        self.session.enter(0).await?;
        let outcome = used(&self.session, 0).await;
        self.session.leave().await?;
        outcome
    }

    async fn shown(&self) -> Result {
        // The console from here on belongs to the page as a reader sees it.
        self.session.heard().await?;
        self.use_it().await
    }

    async fn answer(&self) -> Result {
        if self.is_frame {
            self.session.enter(0).await?;
        }
        let outcome = answered(&Widget::new(&self.session, 0)).await;
        if self.is_frame {
            self.session.leave().await?;
        }
        outcome
    }

    /// To another page of the site by a link, without loading it anew, and back.
    async fn back(&self) -> Result {
        let link = self.platform["link"].as_str().ok_or("the description names no link")?;
        let widget = Widget::new(&self.session, 0);
        let before = widget.value().await?;
        let go = "window.stays = location.href; document.querySelector(arguments[0]).click()";
        self.session.run(go, vec![link.into()]).await?;
        let there =
            "return location.href != (window.stays ?? '') && !document.querySelector('tie-break')
            && (window.stays ? 'in page' : document.readyState == 'complete' && 'loaded')";
        let how = self.session.until("the other page", there, Vec::new()).await?;
        if how != "in page" {
            return Err("the link loads the other page anew".into());
        }
        self.session.back().await?;
        self.session
            .until("the page again", "return location.href == window.stays", Vec::new())
            .await?;
        let there = "!!host";
        widget.until("the element again", there, &[]).await?;
        widget.get("host.scrollIntoView()", &[]).await?;
        widget.ready().await?;
        let after = widget.value().await?;
        if after == before {
            Ok(())
        } else {
            Err(format!("the answers were {before}, and are {after}").into())
        }
    }

    /// The theme's own switch, from light to dark and back.
    async fn dark(&self) -> Result {
        let dark = self.platform["dark"].as_str().ok_or("the description names no dark switch")?;
        let light = self.platform["light"].as_str().unwrap_or(dark);
        let widget = Widget::new(&self.session, 0);
        let paper = "(() => { const [one, two, three] = getComputedStyle(
              [...ui.root.children].find((child) => child.localName == 'div').firstElementChild
            ).backgroundColor.match(/[\\d.]+/g).map(Number); return one + two + three < 380 ? 'dark' : 'light' })()";
        for (switch, expect) in [(dark, "dark"), (light, "light")] {
            self.session.run(switch, Vec::new()).await?;
            let is = format!("{paper} == words[0]");
            widget.until(&format!("the {expect} widget"), &is, &[expect]).await?;
        }
        Ok(())
    }

    /// Messages since the page was opened, but for those that the platform writes without a widget.
    async fn console(&self) -> Result {
        let quiet: Vec<&str> = [&*self.platform, &self.page]
            .into_iter()
            .flat_map(|from| from["quiet"].as_array().into_iter().flatten())
            .filter_map(|entry| entry["says"].as_str())
            .collect();
        let heard: Vec<String> = self.session.heard().await?;
        let heard: Vec<&String> =
            heard.iter().filter(|line| !quiet.iter().any(|says| line.contains(says))).collect();
        if heard.is_empty() { Ok(()) } else { Err(Error::from(format!("{heard:#?}"))) }
    }
}
