//! Serves what is tested: the built site below `/tiebreak/`, and the pages of `tests/hosts/` that
//! embed it below `/hosts/`. Every page gets the probe as its first script.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use xtask::serve::{Request, Response, Server};

use crate::Result;

/// The standalone page.
pub(crate) const STANDALONE: &str = "/tiebreak/index.html";
/// A plain article.
pub(crate) const ARTICLE: &str = "/hosts/article.html";
/// An article with a strict content-security policy.
pub(crate) const STRICT: &str = "/hosts/strict.html";
/// The same, and no text ever becomes a script.
pub(crate) const TRUSTED: &str = "/hosts/trusted.html";
/// Two widgets.
pub(crate) const TWO: &str = "/hosts/two.html";

/// Path and policy; all of them lie in `tests/hosts/article.html`.
const POLICIES: [(&str, &str); 2] = [
    (
        STRICT,
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self'; img-src 'self'",
    ),
    (
        TRUSTED,
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self'; img-src 'self'; require-trusted-types-for 'script'; \
         trusted-types 'none'",
    ),
];

/// What the page runs before anything else: it writes down what a person would see in the console.
const PROBE: &str = include_str!("probe.js");

/// The server, and what was asked of it.
pub(crate) struct Site {
    server: Server,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Site {
    /// Serves the folder that `TIEBREAK_DIST` names.
    pub(crate) fn start() -> Result<Self> {
        let dist = PathBuf::from(
            env::var_os("TIEBREAK_DIST").ok_or("TIEBREAK_DIST names no folder; see main.rs")?,
        );
        // Cargo runs tests in the folder of their package.
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let dist = root.join(dist);
        if !dist.join("index.html").is_file() {
            return Err(format!("no index.html in {}", dist.display()).into());
        }
        let hosts = root.join("tests/hosts");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        let server = Server::start(0, move |request| {
            log.lock().unwrap_or_else(PoisonError::into_inner).push(request.path.clone());
            answer(request, &dist, &hosts)
        })?;
        Ok(Self { server, asked })
    }

    /// The whole address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        self.server.origin() + path
    }

    /// The paths that were asked for since the last call.
    pub(crate) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn answer(request: &Request, dist: &Path, hosts: &Path) -> Response {
    let part = |path: &str| Request {
        method: request.method.clone(),
        path: path.to_owned(),
        query: request.query.clone(),
        headers: Vec::new(),
    };
    if request.path == "/probe.js" {
        return Response::new(200, "text/javascript; charset=utf-8", PROBE);
    }
    // Browsers ask for it by themselves; a page that has none is not at fault.
    if request.path == "/favicon.ico" {
        return Response::new(200, "image/x-icon", "");
    }
    let policy = POLICIES.iter().find(|(path, _)| *path == request.path).map(|it| it.1);
    let (folder, path) = match request.path.strip_prefix("/tiebreak/") {
        Some(path) => (dist, path),
        None if policy.is_some() => (hosts, "article.html"),
        None => match request.path.strip_prefix("/hosts/") {
            Some(path) => (hosts, path),
            None => return Response::not_found(),
        },
    };
    let response = if path.ends_with(".html") {
        page(&folder.join(path))
    } else {
        part(&["/", path].concat()).file(folder)
    };
    match policy {
        Some(policy) => response.header("Content-Security-Policy", policy),
        None => response,
    }
}

/// A page with the probe.
fn page(path: &Path) -> Response {
    let Ok(text) = std::fs::read_to_string(path) else { return Response::not_found() };
    let probe = "<script src=\"/probe.js\"></script>";
    let text = match text.split_once("<head>") {
        Some((before, after)) => [before, "<head>", probe, after].concat(),
        None => [probe, &text].concat(),
    };
    Response::new(200, "text/html; charset=utf-8", text)
}
