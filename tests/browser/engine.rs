//! The three engines: their drivers, and the capabilities of their sessions.

use std::env;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::{Error, Result};

/// Limit for the start of a driver.
const PATIENCE: Duration = Duration::from_mins(1);

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// Blink, by `chromedriver`.
    Chromium,
    /// Gecko, by `geckodriver`.
    Firefox,
    /// `WebKit`, by `WebKitWebDriver` on a display of its own.
    WebKitGtk,
}

/// All of them, in the order of the table.
const ALL: [Engine; 3] = [Engine::Chromium, Engine::Firefox, Engine::WebKitGtk];

/// The engines that the environment names; all without such a variable.
pub(crate) fn wanted() -> Result<Vec<Engine>> {
    let Ok(names) = env::var("TIEBREAK_ENGINES").or_else(|_| env::var("TIEBREAK_ENGINE")) else {
        return Ok(ALL.into());
    };
    let engine = |name: &str| {
        let name = name.trim();
        // `webkit` is short for `webkitgtk`.
        ALL.into_iter()
            .find(|engine| engine.name().starts_with(name) && name.len() >= 6)
            .ok_or_else(|| Error::from(format!("no engine `{name}`: chromium, firefox, webkitgtk")))
    };
    names.split(',').map(engine).collect()
}

impl Engine {
    /// The name in the table.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Engine::Chromium => "chromium",
            Engine::Firefox => "firefox",
            Engine::WebKitGtk => "webkitgtk",
        }
    }

    /// The capabilities of a session.
    pub(crate) fn capabilities(self) -> Result<Value> {
        Ok(match self {
            Engine::Chromium => json!({
                // `chromedriver` creates a fresh profile for each session, and removes it.
                "goog:chromeOptions": {
                    "binary": browser(&["chromium", "chromium-browser", "google-chrome"])?,
                    "args": [
                        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
                        "--no-first-run", "--disable-background-networking",
                        "--disable-component-update", "--disable-sync", "--window-size=1280,1000",
                    ],
                },
                "goog:loggingPrefs": { "browser": "ALL" },
            }),
            Engine::Firefox => json!({
                "moz:firefoxOptions": {
                    "binary": browser(&["firefox-esr", "firefox"])?,
                    "args": ["-headless"],
                },
            }),
            Engine::WebKitGtk => json!({
                "webkitgtk:browserOptions": {
                    "binary": mini_browser()?,
                    "args": ["--automation"],
                },
            }),
        })
    }
}

/// A driver that runs, and its address.
pub(crate) struct Driver {
    process: Child,
    /// `http://127.0.0.1:<port>`.
    pub(crate) address: String,
}

impl Driver {
    /// Starts the engine's driver on a free port.
    pub(crate) async fn start(engine: Engine) -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut command = match engine {
            Engine::Chromium => {
                let mut command = Command::new(driver("chromedriver")?);
                command.args([format!("--port={port}"), "--log-level=WARNING".to_owned()]);
                command
            }
            Engine::Firefox => {
                let mut command = Command::new(driver("geckodriver")?);
                let port = port.to_string();
                command.args(["--allow-system-access", "--websocket-port=0", "--port", &port]);
                command
            }
            Engine::WebKitGtk => {
                let driver = driver("WebKitWebDriver")?;
                let mut command = if env::var_os("DISPLAY").is_some() {
                    Command::new(driver)
                } else {
                    let mut command = Command::new("xvfb-run");
                    command.args(["-a", "-s", "-screen 0 1280x1024x24"]).arg(driver);
                    command
                };
                command.arg(format!("--port={port}"));
                command
            }
        };
        let process = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // A process group, so that driver, display and browser end together.
            .process_group(0)
            .spawn()
            .map_err(|error| format!("the driver of {} does not start: {error}", engine.name()))?;
        let driver = Self { process, address: format!("http://127.0.0.1:{port}") };
        let listens = async {
            while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(PATIENCE, listens)
            .await
            .map_err(|_| format!("the driver of {} does not listen", engine.name()))?;
        Ok(driver)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let group = format!("-{}", self.process.id());
        // An error means that the driver has ended already.
        let _ = Command::new("kill").args(["-TERM", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.process.wait();
    }
}

/// The program that the environment names, or the first of these on the `PATH`.
fn browser(names: &[&str]) -> Result<PathBuf> {
    program("TIEBREAK_BROWSER", names)
}

fn driver(name: &str) -> Result<PathBuf> {
    program("TIEBREAK_DRIVER", &[name])
}

fn program(variable: &str, names: &[&str]) -> Result<PathBuf> {
    // The variable applies to one engine; with several, the `PATH` decides.
    if env::var_os("TIEBREAK_ENGINE").is_some()
        && let Some(path) = env::var_os(variable)
    {
        return Ok(path.into());
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let found = names.iter().find_map(|name| {
        folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file())
    });
    found.ok_or_else(|| format!("no `{}` on the PATH", names[0]).into())
}

/// The browser of `WebKitGTK`, whose folder differs between machines.
fn mini_browser() -> Result<PathBuf> {
    let under = |parent: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).collect()
    };
    let mut folders: Vec<PathBuf> =
        ["/usr/lib", "/usr/lib64", "/usr/libexec"].map(Into::into).into();
    folders.extend(under(Path::new("/usr/lib")));
    folders
        .iter()
        .flat_map(|folder| under(folder))
        .filter(|folder| folder.to_string_lossy().contains("/webkit2gtk-4"))
        .map(|folder| folder.join("MiniBrowser"))
        .find(|path| path.is_file())
        .ok_or_else(|| "no MiniBrowser in a `webkit2gtk-4.x` folder".into())
}
