//! A host for each offline test case, because the storage of a browser belongs to an origin. A host
//! stops and resumes on the same port, serves one build after the other, and has faults.
//!
//! The builds are copies of the build under test, sealed like `cargo xtask dist` seals them. Each
//! build has a name, in `<html data-build>` and in `which.txt`. Its page begins with the probe, which
//! also counts in `window.name` how often the page was opened.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tempfile::TempDir;
use xtask::offline;
use xtask::serve::{Request, Response, Server};

use crate::Result;
use crate::site::{PROBE, dist, lock, probed};

/// The folder of the site on its host, unless a test case names another.
pub(crate) const FOLDER: &str = "/tools/tiebreak/";

/// A fault of a host that runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    /// The response to every request is a page to log in.
    Portal,
    /// The same, except for the worker.
    PortalAfterWorker,
    /// The connection breaks off in the middle of each file of code.
    Half,
    /// The server refuses the loader.
    NoElement,
}

/// State that the threads of the server share with the test case.
struct State {
    /// Folders on the host, the longest first, and the builds there.
    sites: Vec<(String, PathBuf)>,
    fault: Fault,
    asked: Vec<String>,
}

/// A host.
pub(crate) struct Host {
    server: Option<Server>,
    port: u16,
    state: Arc<Mutex<State>>,
    /// The builds, a folder each.
    builds: TempDir,
}

impl Host {
    /// A host with the build `v1` in [`FOLDER`].
    pub(crate) fn start() -> Result<Self> {
        let state = State { sites: Vec::new(), fault: Fault::None, asked: Vec::new() };
        let state = Arc::new(Mutex::new(state));
        let server = serve(0, &state)?;
        let port = server.port();
        let builds = TempDir::new()?;
        let host = Self { server: Some(server), port, state, builds };
        host.deploy(FOLDER, "v1")?;
        Ok(host)
    }

    /// The address of a path on this host.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The address of the page in [`FOLDER`].
    pub(crate) fn page(&self) -> String {
        self.url(FOLDER)
    }

    /// Stops: the port is closed.
    pub(crate) fn stop(&mut self) {
        self.server = None;
    }

    /// Listens again, on the same port.
    pub(crate) fn resume(&mut self) -> Result {
        self.server = Some(serve(self.port, &self.state)?);
        Ok(())
    }

    /// Sets the fault from now on.
    pub(crate) fn fault(&self, fault: Fault) {
        lock(&self.state).fault = fault;
    }

    /// Replaces the build in a folder of the host.
    pub(crate) fn deploy(&self, folder: &str, name: &str) -> Result {
        self.deploy_with(folder, name, |_| Ok(()))
    }

    /// The same, with a change before the build is sealed.
    pub(crate) fn deploy_with(
        &self,
        folder: &str,
        name: &str,
        change: impl Fn(&Path) -> Result,
    ) -> Result {
        let build = self.builds.path().join(name);
        if !build.exists() {
            make(&build, name)?;
            change(&build)?;
            offline::seal(&build, &version(&build)?)?;
        }
        self.put(folder, build);
        Ok(())
    }

    /// Replaces the build in [`FOLDER`] by one that ends offline use.
    pub(crate) fn retire(&self) -> Result {
        let build = self.builds.path().join("retired");
        make(&build, "retired")?;
        offline::retire(&build)?;
        self.put(FOLDER, build);
        Ok(())
    }

    fn put(&self, folder: &str, build: PathBuf) {
        let mut state = lock(&self.state);
        state.sites.retain(|(other, _)| other != folder);
        state.sites.push((folder.to_owned(), build));
        state.sites.sort_by_key(|(folder, _)| usize::MAX - folder.len());
    }

    /// The requested paths since the last call.
    pub(crate) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut lock(&self.state).asked)
    }
}

fn serve(port: u16, state: &Arc<Mutex<State>>) -> Result<Server> {
    let state = Arc::clone(state);
    Ok(Server::start(port, move |request| answer(request, &state))?)
}

fn answer(request: &Request, state: &Mutex<State>) -> Response {
    let mut state = lock(state);
    state.asked.push(request.path.clone());
    if request.path == "/favicon.ico" {
        return Response::new(200, "image/x-icon", "");
    }
    if state.fault == Fault::NoElement && request.path.ends_with("/embed.js") {
        return Response::new(503, "text/plain", "busy");
    }
    let is_worker = request.path.ends_with("/sw.js");
    if state.fault == Fault::Portal || (state.fault == Fault::PortalAfterWorker && !is_worker) {
        return Response::new(200, "text/html", "<!doctype html><title>Log in</title>");
    }
    let site = state.sites.iter().find(|(folder, _)| request.path.starts_with(folder.as_str()));
    let Some((folder, build)) = site else { return Response::not_found() };
    let inside = Request {
        method: request.method.clone(),
        path: format!("/{}", &request.path[folder.len()..]),
        query: request.query.clone(),
        headers: Vec::new(),
    };
    let response = inside.file(build);
    let is_code = [".js", ".wasm"].iter().any(|end| request.path.ends_with(end));
    if state.fault == Fault::Half && is_code && !is_worker {
        return response.cut();
    }
    response
}

/// Counts how often the page of a tab was opened; the name of a window survives a navigation.
const COUNT: &str = "window.name = Number(window.name) + 1;\n";

/// Copies the site under test, and names the copy.
fn make(build: &Path, name: &str) -> Result {
    copy(&dist()?, build)?;
    let page = build.join("index.html");
    let html = probed(&fs::read_to_string(&page)?, "probe.js");
    fs::write(&page, html.replace("<html", &format!("<html data-build=\"{name}\"")))?;
    fs::write(build.join("probe.js"), [PROBE, COUNT].concat())?;
    fs::write(build.join("which.txt"), name)?;
    Ok(())
}

/// The version that [`age`] adds, and the article that is pinned to that version.
pub(crate) const OLDER: &str = "0.0.1";
pub(crate) const PINNED: &str = "pinned.html";
/// The title of the newest decision after [`age`].
pub(crate) const NEWER_TITLE: &str = "The same question, a year later";

/// Adds an older version to a site, with an article that is pinned to that version: the same code and
/// the decisions of that time. The decision of the newest version gets another title.
pub(crate) fn age(build: &Path) -> Result {
    let newest_version = version(build)?;
    let older = build.join("v").join(OLDER);
    copy(&build.join("v").join(&newest_version), &older)?;
    let loader = fs::read_to_string(older.join("embed.js"))?.replace(&newest_version, OLDER);
    fs::write(older.join("embed.js"), &loader)?;
    let digest = xtask::integrity(loader.as_bytes());
    let page = format!(
        "<!doctype html><html lang=\"en\"><head><title>Pinned</title><script src=\"probe.js\"></script>
         </head><body><main><tie-break model=\"django-vs-fastapi\" loading=\"eager\"></tie-break></main>
         <script async src=\"v/{OLDER}/embed.js\" integrity=\"{digest}\" crossorigin=\"anonymous\">
         </script></body></html>"
    );
    fs::write(build.join(PINNED), page)?;
    let newest = build.join("v").join(&newest_version);
    let decision = newest.join("models/django-vs-fastapi.json");
    let mut values: Vec<serde_json::Value> = serde_json::from_str(&fs::read_to_string(&decision)?)?;
    // The title is the fourth value of a sealed decision. Each script has the digests of what it fetches.
    values[3] = NEWER_TITLE.into();
    let text = serde_json::Value::from(values).to_string();
    let change = replace(&decision, &text)?;
    let script = newest.join("element.js");
    let change = replace(&script, &fs::read_to_string(&script)?.replace(&change[0], &change[1]))?;
    let loader = build.join("embed.js");
    replace(&loader, &fs::read_to_string(&loader)?.replace(&change[0], &change[1])).map(drop)
}

/// Replaces a file, and returns the digests of the old and of the new bytes.
fn replace(path: &Path, text: &str) -> Result<[String; 2]> {
    let old = xtask::integrity(&fs::read(path)?);
    fs::write(path, text)?;
    Ok([old, xtask::integrity(text.as_bytes())])
}

/// The version of a site: the highest in `v/`.
fn version(build: &Path) -> Result<String> {
    let mut versions = Vec::new();
    for entry in fs::read_dir(build.join("v"))? {
        versions.push(entry?.file_name().to_string_lossy().into_owned());
    }
    let number =
        |version: &String| version.split('.').map(|part| part.parse().unwrap_or(0)).collect();
    versions
        .into_iter()
        .max_by_key(|version| -> Vec<u32> { number(version) })
        .ok_or_else(|| "no v/".into())
}

fn copy(from: &Path, to: &Path) -> Result {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
