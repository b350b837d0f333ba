//! Serves the built site below `/tiebreak/`, pages that embed its widget below `/hosts/` (see
//! `hosts.rs`), third-party code for these below `/npm/`, and SurveyJS below `/survey/`. The first
//! script of every page is the probe.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use xtask::serve::{Request, Response, Server};

use crate::{Result, hosts};

/// The standalone page.
pub(crate) const HOME: &str = "/tiebreak/index.html";
/// The standalone page with the shipped decision.
pub(crate) const STANDALONE: &str = "/tiebreak/index.html#/d/django-vs-fastapi";
/// A plain article.
pub(crate) const ARTICLE: &str = "/hosts/article.html";
/// An article with a strict content-security policy.
pub(crate) const STRICT: &str = "/hosts/strict.html";
/// The same, with Trusted Types, so that no text becomes a script.
pub(crate) const TRUSTED: &str = "/hosts/trusted.html";
/// Two widgets.
pub(crate) const TWO: &str = "/hosts/two.html";

/// An article whose policy allows frames, and no wasm.
pub(crate) const FRAMED: &str = "/hosts/framed.html";
/// An article whose policy allows neither.
pub(crate) const FORBIDDEN: &str = "/hosts/forbidden.html";
/// An article whose comparison table is inside the element.
pub(crate) const TABLE: &str = "/hosts/table.html";
/// The same with a policy that allows WebAssembly.
pub(crate) const TABLE_STRICT: &str = "/hosts/table-strict.html";
/// The same, with Trusted Types.
pub(crate) const TABLE_TRUSTED: &str = "/hosts/table-trusted.html";
/// The same with a policy that forbids WebAssembly.
pub(crate) const TABLE_FORBIDDEN: &str = "/hosts/table-forbidden.html";
/// A page with SurveyJS and a place for its questions.
pub(crate) const SURVEY: &str = "/hosts/survey.html";
/// The counter of `benches/counter`.
pub(crate) const COUNTER: &str = "/apps/counter/index.html";
/// A page that has neither loader nor widget.
pub(crate) const BLANK: &str = "/hosts/blank.html";

/// An article with the test-only model of `tests/cases/`.
pub(crate) const SAMPLE: &str = "/hosts/sample.html";

/// The page that writes snippets.
pub(crate) const BUILDER: &str = "/tiebreak/builder.html";
/// A page with the snippet that was pasted last, and nothing else.
pub(crate) const PASTED: &str = "/hosts/pasted.html";

/// Scripts with and without `Cross-Origin-Resource-Policy`.
pub(crate) const SHARED: &str = "/shared.js";
pub(crate) const NOT_SHARED: &str = "/not-shared.js";

/// Paths, the files in `tests/hosts/` that they serve, and policies.
const POLICIES: [(&str, &str, &str); 7] = [
    (
        FRAMED,
        "article.html",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
         img-src 'self'; frame-src 'self'",
    ),
    (
        FORBIDDEN,
        "article.html",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
         img-src 'self'",
    ),
    (
        STRICT,
        "article.html",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self'; img-src 'self'",
    ),
    (
        TRUSTED,
        "article.html",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self'; img-src 'self'; require-trusted-types-for 'script'; \
         trusted-types 'none'",
    ),
    (TABLE_STRICT, "table.html", "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"),
    (
        TABLE_TRUSTED,
        "table.html",
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
    ),
    (TABLE_FORBIDDEN, "table.html", "default-src 'self'"),
];

/// The first script of every page: records the messages of the console.
pub(crate) const PROBE: &str = include_str!("probe.js");

/// Lines from the threads of the server.
type Log = Arc<Mutex<Vec<String>>>;
/// Paths, and the sizes of their responses in bytes.
type Sizes = Arc<Mutex<Vec<(String, u64)>>>;

/// The server, and a log of its requests.
pub(crate) struct Site {
    server: Server,
    asked: Log,
    missed: Log,
    sizes: Sizes,
    mended: Arc<AtomicBool>,
    pasted: Arc<Mutex<String>>,
}

/// Cargo runs tests in the folder of their package.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// The built site: the folder that `TIEBREAK_DIST` names.
pub(crate) fn dist() -> Result<PathBuf> {
    let dist = env::var_os("TIEBREAK_DIST").ok_or("TIEBREAK_DIST names no folder; see main.rs")?;
    let dist = Path::new(ROOT).join(dist);
    if !dist.join("index.html").is_file() {
        return Err(format!("no index.html in {}", dist.display()).into());
    }
    Ok(dist)
}

impl Site {
    /// Serves the folder that `TIEBREAK_DIST` names, compressed by brotli like hosts do.
    pub(crate) fn packed() -> Result<Self> {
        let dist = dist()?;
        // Compression takes seconds, which must not be part of a measurement.
        let packed: Mutex<Vec<(String, Response)>> = Mutex::default();
        Self::serving(move |path, response| {
            let mut packed = lock(&packed);
            if let Some((_, known)) = packed.iter().find(|(known, _)| known == path) {
                return known.clone();
            }
            let beside =
                path.strip_prefix("/tiebreak/").map(|file| dist.join([file, ".br"].concat()));
            let response = match beside.and_then(|file| std::fs::read(file).ok()) {
                Some(bytes) => response.packed_as(bytes),
                None => response.packed(),
            };
            packed.push((path.to_owned(), response.clone()));
            response
        })
    }

    /// Serves the folder that `TIEBREAK_DIST` names.
    pub(crate) fn start() -> Result<Self> {
        Self::serving(|_, response| response)
    }

    /// Serves; `send` takes each path with its response, and returns the response to send.
    fn serving(send: impl Fn(&str, Response) -> Response + Send + Sync + 'static) -> Result<Self> {
        let dist = dist()?;
        let hosts = Path::new(ROOT).join("tests/hosts");
        let (asked, missed, sizes) = (Log::default(), Log::default(), Sizes::default());
        let logs = (Arc::clone(&asked), Arc::clone(&missed), Arc::clone(&sizes));
        let mended = Arc::new(AtomicBool::new(false));
        let is_mended = Arc::clone(&mended);
        let pasted = Arc::<Mutex<String>>::default();
        let paste = Arc::clone(&pasted);
        let server = Server::start(0, move |request| {
            lock(&logs.0).push(asked_as(request));
            if let Some(path) = request.path.strip_prefix("/broken/") {
                return broken(path, &dist, is_mended.load(Ordering::Relaxed));
            }
            if request.path == PASTED {
                return page(&paste.lock().unwrap_or_else(PoisonError::into_inner));
            }
            let Some(response) = answer(request, &dist, &hosts) else {
                lock(&logs.1).push(format!("not found: {}", request.path));
                return Response::not_found();
            };
            let response = send(&request.path, response);
            lock(&logs.2).push((request.path.clone(), response.size() as u64));
            response
        })?;
        Ok(Self { server, asked, missed, sizes, mended, pasted })
    }

    /// The whole address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        self.server.origin() + path
    }

    /// The address of a path on another origin: the same server under another host name.
    pub(crate) fn other(&self, path: &str) -> String {
        // Only the first: the path may contain the origin.
        self.url(path).replacen("127.0.0.1", "localhost", 1)
    }

    /// Breaks or mends the files below `/broken/`.
    pub(crate) fn mend(&self, mended: bool) {
        self.mended.store(mended, Ordering::Relaxed);
    }

    /// Puts a snippet into the page [`PASTED`].
    pub(crate) fn paste(&self, lines: &str) {
        let page = format!(
            "<!doctype html><html lang=\"en\"><head><title>Pasted</title></head><body>{lines}</body></html>"
        );
        *self.pasted.lock().unwrap_or_else(PoisonError::into_inner) = page;
    }

    /// The requested paths since the last call; paths on the other origin begin with its host name.
    pub(crate) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *lock(&self.asked))
    }

    /// The size of the last response for a path in bytes.
    pub(crate) fn size(&self, path: &str) -> Option<u64> {
        lock(&self.sizes).iter().rev().find(|(other, _)| other == path).map(|(_, size)| *size)
    }

    /// The requested paths since the last call that do not exist.
    pub(crate) fn missed(&self) -> Vec<String> {
        std::mem::take(&mut *lock(&self.missed))
    }
}

/// Locks a log, also after a thread that held the lock panicked.
pub(crate) fn lock<T>(log: &Mutex<T>) -> MutexGuard<'_, T> {
    log.lock().unwrap_or_else(PoisonError::into_inner)
}

fn host(request: &Request) -> &str {
    let host = request.headers.iter().find(|(name, _)| name == "host");
    host.map_or("", |(_, value)| value.as_str())
}

/// The entry of a request in the log.
fn asked_as(request: &Request) -> String {
    let host = host(request).split(':').next().filter(|host| *host != "127.0.0.1");
    [host.unwrap_or_default(), &request.path].concat()
}

/// The response to a request; `None` if the path does not exist.
fn answer(request: &Request, dist: &Path, files: &Path) -> Option<Response> {
    match request.path.as_str() {
        "/probe.js" => return Some(Response::new(200, "text/javascript; charset=utf-8", PROBE)),
        "/planted.js" => {
            let planted = "console.debug('planted'); missing.word;";
            return Some(Response::new(200, "text/javascript; charset=utf-8", planted));
        }
        SHARED => return Some(Response::new(200, "text/javascript; charset=utf-8", "")),
        NOT_SHARED => {
            let response = Response::new(200, "text/javascript; charset=utf-8", "");
            return Some(response.without("Cross-Origin-Resource-Policy"));
        }
        // Browsers request the icon on their own, so a missing icon is no fault of a page.
        "/favicon.ico" => return Some(Response::new(200, "image/x-icon", "")),
        _ => {}
    }
    let policy = POLICIES.iter().find(|(path, ..)| *path == request.path);
    let [npm, survey] = ["pages", "survey"]
        .map(|folder| Path::new(ROOT).join(".tools").join(folder).join("node_modules"));
    // Without the apps the tests that open them fail, and no other.
    let apps = Path::new(ROOT).join(env::var_os("TIEBREAK_APPS").unwrap_or_default());
    let (folder, path) = if let Some(path) = request.path.strip_prefix("/tiebreak/") {
        (dist, path)
    } else if let Some(path) = request.path.strip_prefix("/npm/") {
        (npm.as_path(), path)
    } else if let Some(path) = request.path.strip_prefix("/survey/") {
        (survey.as_path(), path)
    } else if let Some(path) = request.path.strip_prefix("/apps/") {
        (apps.as_path(), path)
    } else if let Some((_, file, _)) = policy {
        (files, *file)
    } else {
        (files, hosts::file(&request.path)?)
    };
    // A page expects its decision beside itself; that of the tests is with the other test data.
    let cases = files.with_file_name("cases");
    let folder =
        if path.starts_with("sample.") && path.ends_with("json") { &cases } else { folder };
    let file = folder.join(path);
    if !file.is_file() {
        return None;
    }
    // Fallback texts are parts of pages, without a head.
    let is_page =
        file.extension().is_some_and(|end| end == "html") && !path.starts_with("fallback/");
    let response = if is_page {
        let other = ["http://", &host(request).replace("127.0.0.1", "localhost")].concat();
        page(&hosts::made_of(&request.path, std::fs::read_to_string(&file).ok()?, &other))
    } else {
        let inside = Request {
            method: request.method.clone(),
            path: ["/", path].concat(),
            query: request.query.clone(),
            headers: Vec::new(),
        };
        inside.file(folder)
    };
    Some(match policy {
        Some((.., policy)) => response.header("Content-Security-Policy", policy),
        None if request.path == hosts::ISOLATED => response
            .header("Cross-Origin-Embedder-Policy", "require-corp")
            .header("Cross-Origin-Opener-Policy", "same-origin"),
        None => response,
    })
}

/// A file of the site below `/broken/<fault>/`. Until the site is mended, the code has a fault:
/// `missing`, a `page` in its place, `cut` off, `nameless` (with a wrong content type), or `private`
/// to its own origin. With `changed-<file>`, one bit of that file differs; `without-<file>` lacks it.
fn broken(path: &str, dist: &Path, mended: bool) -> Response {
    let (fault, path) = path.split_once('/').unwrap_or_default();
    let file = |path: &str| {
        let inside = Request {
            method: "GET".to_owned(),
            path: ["/", path].concat(),
            query: String::new(),
            headers: Vec::new(),
        };
        inside.file(dist)
    };
    if mended || !path.starts_with("v/") {
        return file(path);
    }
    let is_code = path.ends_with("core_bg.wasm");
    let mut bytes = std::fs::read(dist.join(path)).unwrap_or_default();
    let is = |kind: &str| fault.strip_prefix(kind).is_some_and(|name| path.ends_with(name));
    match fault {
        _ if is("changed-") => {
            // The line break at the end of a script becomes another space: only the digest changes.
            if let Some(last) = bytes.last_mut() {
                *last ^= 1;
            }
            file(path).body(bytes)
        }
        _ if is("without-") => Response::not_found(),
        "missing" => Response::not_found(),
        "page" => Response::new(200, "text/html", "<!doctype html><title>Not here</title>"),
        "cut" if is_code => Response::new(200, "application/wasm", &bytes[..bytes.len() / 2]),
        "nameless" if is_code => Response::new(200, "application/octet-stream", bytes),
        "private" => file(path).without("Access-Control-Allow-Origin"),
        _ => file(path),
    }
}

/// A page with the probe and without its service worker, which would serve the files of earlier test
/// cases. `deployed.rs` serves the page with its worker.
fn page(text: &str) -> Response {
    let text: String =
        text.split_inclusive('\n').filter(|line| !line.contains("update.js")).collect();
    Response::new(200, "text/html; charset=utf-8", probed(&text, "/probe.js"))
}

/// A page that begins with the probe.
pub(crate) fn probed(text: &str, probe: &str) -> String {
    let probe = format!("<script src=\"{probe}\"></script>");
    match text.split_once("<head>") {
        Some((before, after)) => [before, "<head>", &probe, after].concat(),
        None => [&probe, text].concat(),
    }
}
