//! One engine with one window: opens pages, runs scripts, presses keys, and reads the console.

use std::time::Duration;

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::error::CmdError;
use fantoccini::wd::{WebDriverCompatibleCommand, WindowHandle};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::engine::{Driver, Engine};
use crate::picture::Picture;
use crate::site::{BLANK, HOME, Site};
use crate::widget::Widget;
use crate::{CASE_LIMIT, Error, Result};

/// Limit for a condition to become true.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
/// The SHA-256 digest of no bytes, in base64.
const NO_BYTES: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
/// Collects garbage in all processes of Firefox, and sums up its memory reports about the pages of an
/// origin, as `about:memory` does. The memory of WebAssembly is measured by itself.
const FIREFOX_REPORTS: &str = "const [origin] = arguments;
    const manager = Cc['@mozilla.org/memory-reporter-manager;1'].getService(Ci.nsIMemoryReporterManager);
    const page = 'top(' + origin.replaceAll('/', '\\\\'), sums = [0, 0];
    return new Promise((done) => manager.getReportsExtended(
      (process, path, kind, units, amount) => {
        if (!path.includes(page)) return;
        if (path.startsWith('explicit/') && !path.includes('elements/wasm')) sums[0] += amount;
        if (path.endsWith('/event-listeners')) sums[1] += amount;
      }, null, () => done(sums), null, false, true, ''));";
/// Time between two checks of a condition.
pub(crate) const PERIOD: Duration = Duration::from_millis(25);

/// An engine under test.
pub(crate) struct Session {
    /// The engine.
    pub(crate) engine: Engine,
    /// The site that the engine opens.
    pub(crate) site: Site,
    client: Client,
    /// Ends with the session.
    _driver: Driver,
}

impl Session {
    /// Starts the driver and the browser.
    pub(crate) async fn start(engine: Engine, site: Site) -> Result<Self> {
        let driver = Driver::start(engine).await?;
        let mut capabilities = engine.capabilities()?.as_object().cloned().unwrap_or_default();
        // For scripts that wait for a promise: no test case lasts longer.
        capabilities
            .insert("timeouts".to_owned(), json!({ "script": 1000 * CASE_LIMIT.as_secs() }));
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&driver.address)
            .await?;
        // The others get their size with the arguments of the browser.
        if engine == Engine::WebKitGtk {
            client.set_window_size(1280, 1000).await.map_err(told)?;
        }
        Ok(Self { engine, site, client, _driver: driver })
    }

    /// Ends the browser; the driver ends with the session.
    pub(crate) async fn close(&self) {
        // Errors do not matter, because the process group of the driver ends next. A browser that
        // hangs answers never.
        let _ = tokio::time::timeout(PATIENCE, self.client.clone().close()).await;
    }

    /// Opens a page, fresh, and waits for its first widget.
    pub(crate) async fn open(&self, path: &str) -> Result<Widget<'_>> {
        self.go(path).await?;
        let widget = Widget::new(self, 0);
        widget.ready().await?;
        Ok(widget)
    }

    /// Opens a page. The standalone page has storage, which is cleared before.
    pub(crate) async fn go(&self, path: &str) -> Result {
        if path.starts_with(HOME) {
            self.reopen(BLANK).await?;
            let forget = "if (!window.forgetting) {
                  window.forgetting = ['tiebreak /tiebreak/', 'tiebreak /tiebreak/ studio'];
                  window.forgotten = 0;
                  for (const name of forgetting)
                    indexedDB.deleteDatabase(name).onsuccess = () => { window.forgotten++; };
                }
                return window.forgotten == forgetting.length";
            self.until("a storage that is empty", forget, Vec::new()).await?;
        }
        self.reopen(path).await
    }

    /// Opens a page with its storage.
    pub(crate) async fn reopen(&self, path: &str) -> Result {
        // Firefox reports a script that a page requested and that arrives after the page is left. The
        // last script of the standalone page defines the element; other test cases check its arrival.
        let is_whole =
            "return !document.getElementById('app') || !!customElements.get('tie-break')";
        if matches!(self.run(is_whole, Vec::new()).await, Ok(Value::Bool(false))) {
            let _ = self.until("the last script of the page", is_whole, Vec::new()).await;
        }
        if path.contains('#') {
            // To another fragment of the same page, a browser moves without opening the page.
            self.client.goto(&self.site.url(BLANK)).await.map_err(told)?;
        }
        self.client.goto(&self.site.url(path)).await.map_err(told)
    }

    /// Opens a page of another server.
    pub(crate) async fn abroad(&self, address: &str) -> Result {
        self.client.goto(address).await.map_err(told)
    }

    /// The tab that commands apply to.
    pub(crate) async fn tab(&self) -> Result<WindowHandle> {
        self.client.window().await.map_err(told)
    }

    /// Opens a tab and switches to it; returns the tab before.
    pub(crate) async fn new_tab(&self) -> Result<WindowHandle> {
        let before = self.tab().await?;
        let tab = self.client.new_window(true).await.map_err(told)?.handle;
        self.switch(tab).await?;
        Ok(before)
    }

    /// Switches to another tab.
    pub(crate) async fn switch(&self, tab: WindowHandle) -> Result {
        self.client.switch_to_window(tab).await.map_err(told)
    }

    /// Closes the current tab, and switches to another.
    pub(crate) async fn close_tab(&self, next: WindowHandle) -> Result {
        self.client.close_window().await.map_err(told)?;
        self.switch(next).await
    }

    /// Goes back in the history.
    pub(crate) async fn back(&self) -> Result {
        self.client.back().await.map_err(told)
    }

    /// Switches to a frame of the page.
    pub(crate) async fn enter(&self, index: u16) -> Result {
        self.client.enter_frame(index).await.map_err(told)
    }

    /// Switches to the page around the frame.
    pub(crate) async fn leave(&self) -> Result {
        self.client.enter_parent_frame().await.map_err(told)
    }

    /// A screenshot of the window.
    pub(crate) async fn picture(&self) -> Result<Picture> {
        Picture::read(&self.client.screenshot().await.map_err(told)?)
    }

    /// The title of the page.
    pub(crate) async fn title(&self) -> Result<String> {
        self.client.title().await.map_err(told)
    }

    /// Runs a script in the page; `arguments` there are the arguments.
    pub(crate) async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        self.client.execute(script, arguments).await.map_err(told)
    }

    /// Clicks an element that a script returned and scrolled into view. `WebKitWebDriver` does not
    /// scroll inside a row of tabs on its own.
    pub(crate) async fn click(&self, element: &Value) -> Result {
        let id = element.as_object().and_then(|object| object.values().next()?.as_str());
        let id = id.ok_or("no element to click")?.to_owned();
        let element =
            fantoccini::elements::Element::from_element_id(self.client.clone(), id.into());
        element.click().await.map_err(told)
    }

    /// Presses and releases keys, one after the other, at the focused element.
    pub(crate) async fn press(&self, keys: &str) -> Result {
        let actions = keys.chars().fold(KeyActions::new("keyboard".to_owned()), |all, value| {
            all.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        self.client.perform_actions(actions).await.map_err(told)
    }

    /// The value of a promise, or its error as text.
    pub(crate) async fn promised(&self, promise: &str) -> Result<Value> {
        let start = format!(
            "window.given = null; Promise.resolve({promise}).then((value) => {{ window.given = [value ?? null]; }},
               (error) => {{ window.given = [String(error)]; }});"
        );
        self.run(&start, Vec::new()).await?;
        let given = self.until("a promise", "return window.given", Vec::new()).await?;
        Ok(given[0].clone())
    }

    /// Runs a script again and again until the result is true; `what` names the condition in errors.
    pub(crate) async fn until(
        &self,
        what: &str,
        script: &str,
        arguments: Vec<Value>,
    ) -> Result<Value> {
        let mut last = String::new();
        let look = async {
            loop {
                match self.client.execute(script, arguments.clone()).await {
                    Ok(Value::Null | Value::Bool(false)) => {}
                    Ok(value) => return Ok::<Value, Error>(value),
                    // Scripts fail while a page is being replaced.
                    Err(error @ CmdError::Standard(_)) => last = told(error).to_string(),
                    Err(error) => return Err(told(error)),
                }
                tokio::time::sleep(PERIOD).await;
            }
        };
        if let Ok(found) = tokio::time::timeout(PATIENCE, look).await {
            return found;
        }
        let heard = self.heard().await.unwrap_or_default().join("\n");
        Err(format!("waited in vain for {what} {last}\nheard: [{heard}]").into())
    }

    /// Messages since the last call: of the page, of the browser where its driver reports them, and of
    /// the server about paths that do not exist.
    pub(crate) async fn heard(&self) -> Result<Vec<String>> {
        let page = "return window.probe ? probe.heard.splice(0) : []";
        let page = self.run(page, Vec::new()).await?;
        let mut heard = texts(&page);
        match self.engine {
            Engine::Chromium => {
                let log = self.command("se/log", json!({ "type": "browser" })).await?;
                let entries = log.as_array().cloned().unwrap_or_default();
                heard.extend(
                    entries.iter().map(|entry| format!("{} {}", entry["level"], entry["message"])),
                );
            }
            Engine::Firefox => {
                // Only of the pages under test, because the browser has other pages. Without messages
                // about layout, which a test causes by measuring a page that still loads, about the
                // digest of no bytes, which a request has that ends because its page is left, and about
                // a write that the browser stops for the same reason: the page repeats it.
                let script = "const ours = Services.console.getMessageArray().filter((message) =>
                      message instanceof Ci.nsIScriptError && message.category != 'Layout'
                        && !message.errorMessage.includes(arguments[1])
                        && !message.errorMessage.includes('aborted due to page navigation')
                        && message.sourceName.startsWith(arguments[0]));
                    Services.console.reset();
                    return ours.map(({ category, errorMessage, sourceName }) => `${category}: ${errorMessage} (${sourceName})`);";
                let arguments = vec![self.site.url("").into(), NO_BYTES.into()];
                heard.extend(texts(&self.run_in_browser(script, arguments).await?));
            }
            // The driver has no log, so only the page reports messages.
            Engine::WebKitGtk => {}
        }
        heard.extend(self.site.missed());
        Ok(heard)
    }

    /// Waits for messages, and returns all until then.
    pub(crate) async fn hears(
        &self,
        what: &str,
        is_enough: impl Fn(&[String]) -> bool,
    ) -> Result<Vec<String>> {
        let mut heard = Vec::new();
        let listen = async {
            loop {
                heard.extend(self.heard().await?);
                if is_enough(&heard) {
                    return Ok(());
                }
                tokio::time::sleep(PERIOD).await;
            }
        };
        match tokio::time::timeout(PATIENCE, listen).await {
            Ok(enough) => enough.map(|()| heard),
            Err(_) => Err(format!("deaf to {what}: {heard:#?}").into()),
        }
    }

    /// Leaves the page, and discards its messages about a fault that the test case caused.
    pub(crate) async fn forgive(&self) -> Result {
        self.reopen(BLANK).await?;
        self.heard().await.map(drop)
    }

    /// Leaves the page, so that all further requests belong to the next page.
    pub(crate) async fn afresh(&self) -> Result {
        self.reopen(BLANK).await?;
        self.site.asked();
        Ok(())
    }

    /// Runs a script with the rights of the browser, which only the driver of Firefox allows.
    async fn run_in_browser(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        self.command("moz/context", json!({ "context": "chrome" })).await?;
        let found = self.client.execute(script, arguments).await;
        self.command("moz/context", json!({ "context": "content" })).await?;
        found.map_err(told)
    }

    /// What the page holds after garbage collection, each with its name: bytes of script or of the whole
    /// page, nodes and listeners. Empty in an engine whose driver does not tell.
    pub(crate) async fn held(&self) -> Result<Vec<(&'static str, f64)>> {
        match self.engine {
            Engine::Chromium => {
                // Finalizers run after a collection, and free more.
                for _ in 0..3 {
                    self.devtools("HeapProfiler.collectGarbage", json!({})).await?;
                }
                let heap = self.devtools("Runtime.getHeapUsage", json!({})).await?;
                let counters = self.devtools("Memory.getDOMCounters", json!({})).await?;
                let all = [
                    ("script", &heap["usedSize"]),
                    ("nodes", &counters["nodes"]),
                    ("listeners", &counters["jsEventListeners"]),
                ];
                Ok(all.map(|(name, value)| (name, value.as_f64().unwrap_or_default())).into())
            }
            Engine::Firefox => {
                let sums = vec![self.site.url("").into()];
                let sums = self.run_in_browser(FIREFOX_REPORTS, sums).await?;
                let all = [("page", &sums[0]), ("listeners", &sums[1])];
                Ok(all.map(|(name, value)| (name, value.as_f64().unwrap_or_default())).into())
            }
            Engine::WebKitGtk => Ok(Vec::new()),
        }
    }

    /// A command of the Chrome `DevTools` Protocol.
    pub(crate) async fn devtools(&self, method: &str, parameters: Value) -> Result<Value> {
        self.command("goog/cdp/execute", json!({ "cmd": method, "params": parameters })).await
    }

    /// A command that only one driver has.
    async fn command(&self, path: &'static str, body: Value) -> Result<Value> {
        let extra = Extra { path, body: body.to_string() };
        self.client.issue_cmd(extra).await.map_err(told)
    }
}

/// An error of a driver with its kind, which its message often lacks.
fn told(error: CmdError) -> Error {
    match error {
        CmdError::Standard(error) => format!("{}: {}", error.error(), error.message).into(),
        error => error.into(),
    }
}

fn texts(list: &Value) -> Vec<String> {
    let texts = list.as_array().into_iter().flatten();
    texts.map(|text| text.as_str().map_or_else(|| text.to_string(), str::to_owned)).collect()
}

/// A command that is not part of the standard.
#[derive(Debug)]
struct Extra {
    path: &'static str,
    body: String,
}

impl WebDriverCompatibleCommand for Extra {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> std::result::Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.clone()))
    }
}
