//! A server with faults: endless, absent, slow or large responses, and redirects to another host.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::Result;

/// The faults; each is a path.
pub(crate) const ENDLESS: &str = "endless";
pub(crate) const SILENT: &str = "silent";
pub(crate) const DRIPPING: &str = "dripping";
pub(crate) const LARGE: &str = "large";
pub(crate) const ELSEWHERE: &str = "elsewhere";
/// Silent for every other request; serves a decision for the one after it.
pub(crate) const RETRIED: &str = "retried";

const MODEL: &str = include_str!("../cases/sample.json");
static IS_RETRY: AtomicBool = AtomicBool::new(false);

/// Longest delay of a response: longer than the two tries of the widget together.
const LATE: Duration = Duration::from_secs(20);

/// Serves until the tests end; gives the address that a name is appended to.
pub(crate) fn start() -> Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    // The same machine by an address that is neither https nor known to be this machine.
    let away = TcpListener::bind(("127.0.0.2", 0))?;
    let (here, there) = (listener.local_addr()?, away.local_addr()?);
    for listener in [listener, away] {
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // Browsers hang up, which ends the work.
                thread::spawn(move || drop(answer(stream, &format!("http://{there}/"))));
            }
        });
    }
    Ok(format!("http://{here}/"))
}

fn answer(mut stream: TcpStream, there: &str) -> std::io::Result<()> {
    let mut first = String::new();
    let mut reader = BufReader::new(stream.try_clone()?);
    reader.read_line(&mut first)?;
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        line.clear();
    }
    let path = first.split(['/', ' ']).nth(2).unwrap_or_default();
    let head = |status: &str, more: &str| {
        format!(
            "HTTP/1.1 {status}\r\nAccess-Control-Allow-Origin: *\r\nConnection: close\r\n{more}\r\n"
        )
    };
    match path {
        ENDLESS => {
            stream.write_all(head("200 OK", "").as_bytes())?;
            loop {
                stream.write_all(&[b' '; 1 << 14])?;
            }
        }
        DRIPPING => {
            stream.write_all(head("200 OK", "").as_bytes())?;
            for _ in 0..LATE.as_millis() / 100 {
                stream.write_all(b" ")?;
                thread::sleep(Duration::from_millis(100));
            }
            Ok(())
        }
        LARGE => {
            stream.write_all(head("200 OK", "").as_bytes())?;
            stream.write_all(&vec![b' '; (1 << 20) + 1])
        }
        ELSEWHERE => {
            let location = format!("Location: {there}{LARGE}\r\nContent-Length: 0\r\n");
            stream.write_all(head("302 Found", &location).as_bytes())
        }
        RETRIED if IS_RETRY.fetch_xor(true, Ordering::Relaxed) => {
            stream.write_all([&head("200 OK", ""), MODEL].concat().as_bytes())
        }
        _ => {
            thread::sleep(LATE);
            Ok(())
        }
    }
}
