//! Starts a browser and tells it what to do: the few `WebDriver` commands that the tests need.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};

/// A setting that `cargo xtask test` makes.
pub(crate) fn setting(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run `cargo xtask test`"))
}

/// A browser with a driver of its own; dropping it ends both.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

impl Browser {
    /// Starts the engine that the environment names, without a window.
    pub(crate) fn start() -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let driver = Command::new(setting("TIEBREAK_DRIVER"))
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the driver starts");
        let mut browser = Self { driver, port, session: String::new() };
        // Up to 20 s, on a machine that does other things too.
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(browser.driver.try_wait().unwrap().is_none(), "the driver ended");
            sleep(Duration::from_millis(50));
        }
        let program = setting("TIEBREAK_BROWSER");
        let capabilities = match setting("TIEBREAK_ENGINE").as_str() {
            "chromium" => json!({"goog:chromeOptions": {
                "binary": program,
                // Root, as in a container, has no sandbox.
                "args": ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage"],
            }}),
            "firefox" => json!({"moz:firefoxOptions": {"binary": program, "args": ["-headless"]}}),
            "webkit" => json!({}),
            other => panic!("no engine is called {other}"),
        };
        let wanted = json!({"capabilities": {"alwaysMatch": capabilities}});
        let answer = browser.send("POST", "/session", &wanted);
        answer["sessionId"].as_str().expect("a session").clone_into(&mut browser.session);
        browser
    }

    /// Loads a page.
    pub(crate) fn open(&self, url: &str) {
        self.command("url", &json!({"url": url}));
    }

    /// Runs a script in the page and returns its value.
    pub(crate) fn eval(&self, script: &str) -> Value {
        self.command("execute/sync", &json!({"script": script, "args": []}))
    }

    fn command(&self, name: &str, body: &Value) -> Value {
        self.send("POST", &format!("/session/{}/{name}", self.session), body)
    }

    /// One request to the driver; fails the test if the driver refuses.
    #[track_caller]
    fn send(&self, method: &str, path: &str, body: &Value) -> Value {
        let (status, mut answer) = self.exchange(method, path, body).expect("the driver answers");
        assert!(status.contains(" 200 "), "{path}: {answer}");
        answer["value"].take()
    }

    /// One request to the driver: the status line and the answer.
    fn exchange(&self, method: &str, path: &str, body: &Value) -> io::Result<(String, Value)> {
        let body = if method == "DELETE" { String::new() } else { body.to_string() };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\
             Content-Type: application/json; charset=utf-8\r\nContent-Length: {}\r\n\r\n{body}",
            self.port,
            body.len()
        );
        stream.write_all(request.as_bytes())?;
        // Not every driver closes the connection, so the length is what counts.
        let mut reader = BufReader::new(stream);
        let (mut status, mut length) = (String::new(), 0);
        reader.read_line(&mut status)?;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            match line.trim_end().split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.trim().parse().map_err(io::Error::other)?;
                }
                Some(_) => {}
                None => break,
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer)?;
        Ok((status, serde_json::from_slice(&answer)?))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Whatever became of the test: a driver that is killed leaves its browser behind.
        let _ = self.exchange("DELETE", &format!("/session/{}", self.session), &Value::Null);
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
