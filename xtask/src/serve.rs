//! A small static server, for `cargo xtask serve` and for the browser tests.
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

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// The longest request head that is read.
const MAX_HEAD: u64 = 64 * 1024;
/// How long a silent connection is kept.
const PATIENCE: Duration = Duration::from_secs(10);

/// A server on this machine only; dropping it closes the port.
pub struct Server {
    address: SocketAddr,
    closing: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves on `port`, or on any free one if it is 0.
    ///
    /// # Errors
    /// If the port is taken.
    pub fn start(
        port: u16,
        handler: impl Fn(&Request) -> Response + Send + Sync + 'static,
    ) -> io::Result<Self> {
        Ok(Self::on(TcpListener::bind(("127.0.0.1", port))?, handler))
    }

    /// Serves on `port`, or on the next free one.
    ///
    /// # Errors
    /// If no port from there on is free.
    pub fn near(
        port: u16,
        handler: impl Fn(&Request) -> Response + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = (port..=u16::MAX)
            .find_map(|port| TcpListener::bind(("127.0.0.1", port)).ok())
            .ok_or_else(|| io::Error::other(format!("no port from {port} on is free")))?;
        Ok(Self::on(listener, handler))
    }

    fn on(
        listener: TcpListener,
        handler: impl Fn(&Request) -> Response + Send + Sync + 'static,
    ) -> Self {
        let address = listener.local_addr().expect("a bound listener has an address");
        let closing = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&closing);
        let handler = Arc::new(handler);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if flag.load(Ordering::Relaxed) {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let handler = Arc::clone(&handler);
                // A browser that goes away in the middle of an answer is no error here.
                std::thread::spawn(move || drop(answer(&stream, &*handler)));
            }
        });
        Self { address, closing, thread: Some(thread) }
    }

    /// Scheme, host and port, without a slash at the end.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The port that it listens on.
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
        self.closing.store(true, Ordering::Relaxed);
        // The thread waits for a connection: this one wakes it.
        if TcpStream::connect(self.address).is_ok()
            && let Some(thread) = self.thread.take()
        {
            drop(thread.join());
        }
    }
}

/// What a browser asks for.
#[derive(Debug)]
pub struct Request {
    /// `GET`, `HEAD` or another.
    pub method: String,
    /// The path, decoded, with the slash at its beginning.
    pub path: String,
    /// What follows the question mark, as sent.
    pub query: String,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
}

impl Request {
    /// The file of this path below `folder`; `index.html` for a folder.
    #[must_use]
    pub fn file(&self, folder: &Path) -> Response {
        if !matches!(self.method.as_str(), "GET" | "HEAD") {
            return Response::new(405, "text/plain; charset=utf-8", "only GET and HEAD");
        }
        let Some(mut path) = below(folder, &self.path) else {
            return Response::not_found();
        };
        if path.is_dir() {
            if !self.path.ends_with('/') {
                // Relative, so that `//host` in a path cannot lead elsewhere.
                let last = self.path.rsplit('/').next().unwrap_or_default();
                return Response::new(308, "text/plain; charset=utf-8", "")
                    .header("Location", &format!("./{last}/"));
            }
            path.push("index.html");
        }
        match std::fs::read(&path) {
            Ok(bytes) => Response::new(200, mime(&path), bytes),
            Err(_) => Response::not_found(),
        }
    }

    /// The same as hosts send it: packed by brotli, where that lies beside the file. Browsers on this
    /// machine take it without TLS too.
    #[must_use]
    pub fn packed(&self, folder: &Path) -> Response {
        let whole = self.file(folder);
        let index = if self.path.ends_with('/') { "index.html" } else { "" };
        let beside = below(folder, &format!("{}{index}.br", self.path));
        match beside.and_then(|path| std::fs::read(path).ok()) {
            Some(body) => Response { body, ..whole }.header("Content-Encoding", "br"),
            None => whole,
        }
    }

    fn parse(head: &str) -> Option<Self> {
        let mut lines = head.lines();
        let mut first = lines.next()?.split(' ');
        let (method, target) = (first.next()?, first.next()?);
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let headers = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        Some(Self {
            method: method.to_owned(),
            path: decode(path)?,
            query: query.to_owned(),
            headers,
        })
    }
}

/// What the browser gets.
#[derive(Clone, Debug)]
pub struct Response {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    /// How much of the body is sent before the line goes dead; all of it where nothing is said.
    sent: Option<usize>,
}

impl Response {
    /// An answer that any origin may read, and that is asked for again each time.
    #[must_use]
    pub fn new(status: u16, mime: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: Vec::new(), body: body.into(), sent: None }
            .header("Content-Type", mime)
            .header("Cache-Control", "no-cache")
            .header("Access-Control-Allow-Origin", "*")
            .header("X-Content-Type-Options", "nosniff")
    }

    /// Nothing is there.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(404, "text/plain; charset=utf-8", "not found")
    }

    /// Sets a header, in place of an earlier one of the same name.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same with another body.
    #[must_use]
    pub fn body(self, body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), ..self }
    }

    /// Takes a header away.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
        self
    }

    /// The same, packed by brotli. Browsers that know it on this machine do so without TLS too.
    #[must_use]
    pub fn packed(self) -> Self {
        let body = crate::pack::brotli(&self.body);
        self.packed_as(body)
    }

    /// The same, packed by brotli before.
    #[must_use]
    pub fn packed_as(self, body: Vec<u8>) -> Self {
        Self { body, ..self }.header("Content-Encoding", "br")
    }

    /// The same, but the line goes dead half-way.
    #[must_use]
    pub fn cut(self) -> Self {
        Self { sent: Some(self.body.len() / 2), ..self }
    }

    /// How many bytes the body has.
    #[must_use]
    pub fn size(&self) -> usize {
        self.body.len()
    }

    fn write(&self, mut stream: &TcpStream, with_body: bool) -> io::Result<()> {
        let reason = match self.status {
            200 => "OK",
            308 => "Permanent Redirect",
            404 => "Not Found",
            405 => "Method Not Allowed",
            _ => "",
        };
        let mut head = Vec::new();
        write!(head, "HTTP/1.1 {} {reason}\r\n", self.status)?;
        for (name, value) in &self.headers {
            write!(head, "{name}: {value}\r\n")?;
        }
        write!(head, "Content-Length: {}\r\nConnection: close\r\n\r\n", self.body.len())?;
        stream.write_all(&head)?;
        if with_body {
            stream.write_all(&self.body[..self.sent.unwrap_or(self.body.len())])?;
        }
        stream.flush()
    }
}

/// Reads one request and answers it.
fn answer(stream: &TcpStream, handler: &impl Fn(&Request) -> Response) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut head = String::new();
    let mut reader = BufReader::new(stream.take(MAX_HEAD));
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head)? == 0 {
            return Ok(());
        }
    }
    match Request::parse(&head) {
        Some(request) => handler(&request).write(stream, request.method != "HEAD"),
        None => Response::new(400, "text/plain; charset=utf-8", "bad request").write(stream, true),
    }
}

/// The file that a path names; `None` if it leads out of the folder.
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

/// Takes `%20` and its like out of a path.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// What kind of file this is, by the end of its name.
fn mime(path: &Path) -> &'static str {
    match path.extension().and_then(|end| end.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Status, head and body of one request to a folder with `index.html` and `a b.wasm`.
    #[track_caller]
    fn check(request: &str, status: &str, expect: &str) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_owned();
        std::fs::create_dir(path.join("sub")).unwrap();
        std::fs::write(path.join("index.html"), "<p>home</p>").unwrap();
        std::fs::write(path.join("a b.wasm"), "\0asm").unwrap();
        let server = Server::start(0, move |request| request.file(&path)).unwrap();
        let mut stream = TcpStream::connect(server.address).unwrap();
        write!(stream, "{request} HTTP/1.1\r\nHost: here\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        assert!(text.starts_with(&format!("HTTP/1.1 {status}")), "{text}");
        assert!(text.contains(expect), "{text}");
    }

    #[test]
    fn files_have_their_kind() {
        check("GET /", "200", "Content-Type: text/html; charset=utf-8");
        check("GET /index.html?x=1", "200", "<p>home</p>");
        check("GET /a%20b.wasm", "200", "Content-Type: application/wasm");
        check("HEAD /index.html", "200", "Content-Length: 11\r\nConnection: close\r\n\r\n");
    }

    #[test]
    fn folders_end_in_a_slash() {
        check("GET /sub", "308", "Location: ./sub/");
        check("GET /sub/", "404", "");
    }

    #[test]
    fn a_dead_line_leaves_half() {
        let server = Server::start(0, |_| Response::new(200, "text/plain", "whole").cut()).unwrap();
        let mut stream = TcpStream::connect(server.address).unwrap();
        write!(stream, "GET / HTTP/1.1\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        assert!(text.contains("Content-Length: 5\r\n") && text.ends_with("\r\n\r\nwh"), "{text}");
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        check("GET /no.js", "404", "text/plain");
        check("GET /../Cargo.toml", "404", "");
        check("GET /%2e%2e/Cargo.toml", "404", "");
        check("GET /%zz", "400", "");
        check("POST /", "405", "");
    }
}
