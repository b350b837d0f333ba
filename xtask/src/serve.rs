//! A static file server, for `cargo xtask serve` and for the browser tests, on hyper.
//!
//! A handler answers each request, so that a test can add headers, delay, refuse or count:
//!
//! ```
//! use xtask::serve::Server;
//! let server = Server::start(0, |request| {
//!     request.file(".".as_ref()).header("Content-Security-Policy", "default-src 'self'")
//! })?;
//! assert!(server.origin().starts_with("http://127.0.0.1:"));
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! Two things that the tests need have no counterpart in `axum` or `tiny_http`: every connection
//! closes after one response, so that a server that stops is unreachable at once, and
//! [`Response::cut`] breaks a connection off in the middle of a body.

use std::convert::Infallible;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::thread::JoinHandle;

use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use hyper::header::{HeaderMap, HeaderName, HeaderValue};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use percent_encoding::percent_decode_str;
use tokio::sync::oneshot;

use crate::headers::{self, EVERY_FILE, REVALIDATED};

/// A server on this machine only. Dropping it closes the port and all connections.
pub struct Server {
    address: SocketAddr,
    /// Dropping it ends the thread.
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves on `port`, or on any free port if `port` is 0.
    ///
    /// # Errors
    /// If the port is taken.
    pub fn start(
        port: u16,
        handler: impl Fn(&Request) -> Response + Send + Sync + 'static,
    ) -> io::Result<Self> {
        Self::on(TcpListener::bind(("127.0.0.1", port))?, handler)
    }

    /// Serves on `port`, or on the next free port.
    ///
    /// # Errors
    /// If all ports from `port` on are taken.
    pub fn near(
        port: u16,
        handler: impl Fn(&Request) -> Response + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = (port..=u16::MAX)
            .find_map(|port| TcpListener::bind(("127.0.0.1", port)).ok())
            .ok_or_else(|| io::Error::other(format!("no port from {port} on is free")))?;
        Self::on(listener, handler)
    }

    fn on(
        listener: TcpListener,
        handler: impl Fn(&Request) -> Response + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let address = listener.local_addr()?;
        listener.set_nonblocking(true)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            runtime.spawn(accept(listener, Arc::new(handler)));
            // An error here means that the sender is gone, which is how the server stops.
            let _ = runtime.block_on(stopped);
        });
        Ok(Self { address, stop: Some(stop), thread: Some(thread) })
    }

    /// Scheme, host and port, without a slash at the end.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The port that the server listens on.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

/// Accepts connections. The handler runs on threads of its own, because handlers read files.
async fn accept<H>(listener: TcpListener, handler: Arc<H>) -> io::Result<()>
where
    H: Fn(&Request) -> Response + Send + Sync + 'static,
{
    let listener = tokio::net::TcpListener::from_std(listener)?;
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let handler = Arc::clone(&handler);
        let service = service_fn(move |request: hyper::Request<Incoming>| {
            let handler = Arc::clone(&handler);
            async move {
                let answer = move || match Request::read(&request) {
                    Some(request) => handler(&request),
                    None => Response::new(400, TEXT, "bad request"),
                };
                let response = tokio::task::spawn_blocking(answer).await;
                let failed = |_| Response::new(500, TEXT, "the handler failed");
                Ok::<_, Infallible>(response.unwrap_or_else(failed).into_hyper())
            }
        });
        let connection = hyper::server::conn::http1::Builder::new()
            .keep_alive(false)
            .serve_connection(TokioIo::new(stream), service);
        // A browser that closes its connection early is no error of the server.
        tokio::spawn(async move { drop(connection.await) });
    }
}

/// Content type of messages.
const TEXT: &str = "text/plain; charset=utf-8";

/// A request of a browser.
#[derive(Debug)]
pub struct Request {
    /// `GET`, `HEAD` or another.
    pub method: String,
    /// The decoded path, with the slash at its beginning.
    pub path: String,
    /// The text after the question mark, as sent.
    pub query: String,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
}

impl Request {
    /// The file at this path below `folder`; `index.html` for a folder. Sent with the headers that a
    /// deployed site sends, except that browsers revalidate every file: on this machine the bytes of
    /// a version change with each build.
    #[must_use]
    pub fn file(&self, folder: &Path) -> Response {
        if !matches!(self.method.as_str(), "GET" | "HEAD") {
            return Response::new(405, TEXT, "only GET and HEAD");
        }
        let Some(mut path) = below(folder, &self.path) else {
            return Response::not_found();
        };
        if path.is_dir() {
            if !self.path.ends_with('/') {
                // Relative, so that `//host` in a path cannot lead elsewhere.
                let last = self.path.rsplit('/').next().unwrap_or_default();
                return Response::new(308, TEXT, "").header("Location", &format!("./{last}/"));
            }
            path.push("index.html");
        }
        match std::fs::read(&path) {
            Ok(bytes) => Response::new(200, &headers::content_type(&path), bytes),
            Err(_) => Response::not_found(),
        }
    }

    /// The same file with all headers of a deployed site, those about caching included.
    #[must_use]
    pub fn deployed(&self, folder: &Path) -> Response {
        let response = self.file(folder);
        match response.status {
            200 => response.header("Cache-Control", headers::cache_control(&self.path[1..])),
            _ => response,
        }
    }

    /// The same file as a host sends it that finds a brotli file beside it. Browsers accept brotli
    /// from this machine without TLS.
    #[must_use]
    pub fn packed(&self, folder: &Path) -> Response {
        let whole = self.file(folder);
        let index = if self.path.ends_with('/') { "index.html" } else { "" };
        let beside = below(folder, &format!("{}{index}.br", self.path));
        match beside.and_then(|path| std::fs::read(path).ok()) {
            Some(body) => whole.packed_as(body),
            None => whole,
        }
    }

    /// `None` if the path is not UTF-8.
    fn read(request: &hyper::Request<Incoming>) -> Option<Self> {
        let header = |(name, value): (&HeaderName, &HeaderValue)| {
            (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        Some(Self {
            method: request.method().to_string(),
            path: percent_decode_str(request.uri().path()).decode_utf8().ok()?.into_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            headers: request.headers().iter().map(header).collect(),
        })
    }
}

/// A response to a browser.
#[derive(Clone, Debug)]
pub struct Response {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
    /// Whether the connection breaks off after half of the body.
    is_cut: bool,
}

impl Response {
    /// A response that pages on any origin may read and embed. Browsers revalidate it before each
    /// use.
    #[must_use]
    pub fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into().into();
        let response = Self { status, headers: HeaderMap::new(), body, is_cut: false }
            .header("Content-Type", content_type)
            .header("Cache-Control", REVALIDATED);
        EVERY_FILE.iter().fold(response, |response, (name, value)| response.header(name, value))
    }

    /// 404.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(404, TEXT, "not found")
    }

    /// Sets a header, in place of an earlier one of the same name.
    ///
    /// # Panics
    /// If the name or the value is not one of a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name = HeaderName::from_bytes(name.as_bytes()).expect("a valid name of a header");
        let value = HeaderValue::from_str(value).expect("a valid value of a header");
        self.headers.insert(name, value);
        self
    }

    /// The same response with another body.
    #[must_use]
    pub fn body(self, body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into().into(), ..self }
    }

    /// Removes a header.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.headers.remove(name);
        self
    }

    /// The same response, compressed by brotli.
    #[must_use]
    pub fn packed(self) -> Self {
        let body = crate::pack::brotli(&self.body);
        self.packed_as(body)
    }

    /// The same response with a body that is compressed by brotli already.
    #[must_use]
    pub fn packed_as(self, body: Vec<u8>) -> Self {
        self.body(body).header("Content-Encoding", "br")
    }

    /// The same response, but the connection breaks off after half of the body.
    #[must_use]
    pub fn cut(self) -> Self {
        Self { is_cut: true, ..self }
    }

    /// Length of the body in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.body.len()
    }

    fn into_hyper(self) -> hyper::Response<SentBody> {
        let Self { status, headers, mut body, is_cut } = self;
        let size = body.len() as u64;
        if is_cut {
            body.truncate(body.len() / 2);
        }
        let end = if is_cut { End::Flush } else { End::Regular };
        let mut response = hyper::Response::new(SentBody { size, rest: Some(body), end });
        *response.status_mut() =
            hyper::StatusCode::from_u16(status).expect("a status has three digits");
        *response.headers_mut() = headers;
        response
    }
}

/// The body of a response on its way to the browser.
struct SentBody {
    /// The size that the head announces.
    size: u64,
    /// The bytes that are still to be sent.
    rest: Option<Bytes>,
    end: End,
}

/// How a body ends.
#[derive(Clone, Copy)]
enum End {
    Regular,
    /// hyper discards unsent bytes when a body fails, so it gets one chance to send them.
    Flush,
    /// The connection breaks off.
    Fail,
}

impl Body for SentBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if let Some(bytes) = self.rest.take().filter(|bytes| !bytes.is_empty()) {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        match self.end {
            End::Regular => Poll::Ready(None),
            End::Flush => {
                self.end = End::Fail;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            End::Fail => Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into()))),
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.size)
    }
}

/// The file at a path; `None` if the path leads out of the folder.
fn below(folder: &Path, path: &str) -> Option<PathBuf> {
    let mut file = folder.to_path_buf();
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." || part.contains(['\\', ':', '\0']) {
            return None;
        }
        file.push(part);
    }
    Some(file)
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    use super::*;

    /// The whole answer to one request, until the server closes the connection.
    fn answer(server: &Server, request: &str) -> String {
        let mut stream = TcpStream::connect(server.address).unwrap();
        write!(stream, "{request} HTTP/1.1\r\nHost: here\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    }

    /// Status and text of the answer to one request to a folder with `index.html` and `a b.wasm`.
    #[track_caller]
    fn check(request: &str, status: &str, expect: &str) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_owned();
        std::fs::create_dir(path.join("sub")).unwrap();
        std::fs::write(path.join("index.html"), "<p>home</p>").unwrap();
        std::fs::write(path.join("a b.wasm"), "\0asm").unwrap();
        let server = Server::start(0, move |request| request.file(&path)).unwrap();
        let text = answer(&server, request);
        assert!(text.starts_with(&format!("HTTP/1.1 {status}")), "{text}");
        assert!(text.contains(expect), "{text}");
    }

    #[test]
    fn files_have_their_content_type() {
        check("GET /", "200", "content-type: text/html; charset=utf-8");
        check("GET /index.html?x=1", "200", "<p>home</p>");
        check("GET /a%20b.wasm", "200", "content-type: application/wasm");
        check("HEAD /index.html", "200", "content-length: 11\r\n");
    }

    #[test]
    fn files_have_the_headers_of_a_deployed_site() {
        for (name, value) in EVERY_FILE {
            check("GET /", "200", &format!("{}: {value}\r\n", name.to_lowercase()));
        }
        check("GET /", "200", "cache-control: no-cache\r\n");
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("v")).unwrap();
        std::fs::write(folder.path().join("v/core.js"), "").unwrap();
        let path = folder.path().to_owned();
        let server = Server::start(0, move |request| request.deployed(&path)).unwrap();
        assert!(answer(&server, "GET /v/core.js").contains("immutable"));
        assert!(!answer(&server, "GET /v/gone.js").contains("immutable"));
    }

    #[test]
    fn folders_end_in_a_slash() {
        check("GET /sub", "308", "location: ./sub/");
        check("GET /sub/", "404", "");
    }

    #[test]
    fn a_cut_connection_delivers_half_of_the_body() {
        let server = Server::start(0, |_| Response::new(200, "text/plain", "whole").cut()).unwrap();
        let text = answer(&server, "GET /");
        assert!(text.contains("content-length: 5\r\n") && text.ends_with("\r\n\r\nwh"), "{text}");
    }

    #[test]
    fn a_stopped_server_frees_its_port() {
        let server = Server::start(0, |_| Response::not_found()).unwrap();
        let port = server.port();
        // A connection that is open but says nothing does not keep the server.
        let _silent = TcpStream::connect(server.address).unwrap();
        drop(server);
        assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
        let again = Server::start(port, |_| Response::new(200, TEXT, "again")).unwrap();
        assert!(answer(&again, "GET /").ends_with("again"));
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        check("GET /no.js", "404", "text/plain");
        check("GET /../Cargo.toml", "404", "");
        check("GET /%2e%2e/Cargo.toml", "404", "");
        check("GET /%ff", "400", "");
        check("POST /", "405", "");
    }
}
