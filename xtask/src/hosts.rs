//! Puts the widget into real publishing platforms: installs each in a folder of its own, makes the site
//! of `tests/platforms/<name>/`, runs the platform on this machine, and lets the browser tests check the
//! pages.
//!
//! `tests/platforms/<name>/platform.json` describes a platform; docs/contributing.md lists its fields.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use xtask::serve::{Response, Server};

use crate::{Result, cargo, root, run as finish, steps, target, tools};

/// The pages with the lines that authors paste.
const EMBEDDING: &str = "docs/embedding.md";
const TABLES: &str = "docs/tables.md";
/// The address in the documentation that stands for that of a Tiebreak site.
const PLACE: &str = "https://HOST/FOLDER";
/// The lines around the table in [`EMBEDDING`] that [`run`] writes.
const MARKS: [&str; 2] = ["<!-- hosts -->\n", "<!-- /hosts -->"];

/// The platforms that `cargo xtask test` checks: each is installed and built within a minute.
const CHEAPEST: [&str; 3] = ["eleventy", "hugo", "vitepress"];

/// How long a platform may take to answer its first request, in seconds.
const PATIENCE: u64 = 180;

/// The columns of the table: name of the check, heading.
const CHECKS: [(&str, &str); 7] = [
    ("lines", "Lines unchanged"),
    ("no scripts", "Without scripts"),
    ("shown", "Shown"),
    ("answer", "Answer"),
    ("back", "Kept on return"),
    ("dark", "Dark switch"),
    ("console", "Console empty"),
];

/// Runs the tests; a task of its own counts them.
type Tests<'a> = &'a mut dyn FnMut(&mut Command) -> Result;

/// Checks the platforms with these names; all without names. `--write` then puts the outcomes of the
/// last run of every platform into docs/embedding.md.
pub(crate) fn run(args: &[&str]) -> Result {
    let (options, names): (Vec<&str>, Vec<&str>) =
        args.iter().partition(|arg| arg.starts_with("--"));
    if let Some(option) = options.iter().find(|option| **option != "--write") {
        return Err(format!("unknown option `{option}`: `hosts` knows --write").into());
    }
    let all = all()?;
    if let Some(unknown) = names.iter().find(|name| !all.iter().any(|known| known == *name)) {
        return Err(format!("no platform `{unknown}`: {}", all.join(", ")).into());
    }
    tools::browsers()?;
    let wanted = all.iter().filter(|name| names.is_empty() || names.contains(&name.as_str()));
    let mut faults = Vec::new();
    for name in wanted {
        if let Err(error) = check(name, &mut |tests| finish(tests)) {
            eprintln!("{name}: {error}");
            faults.push(name.as_str());
        }
    }
    let ran: Vec<&String> = all.iter().filter(|name| outcomes(name).is_file()).collect();
    let table = table(&ran)?;
    println!("\n{table}");
    if !options.is_empty() {
        if let Some(missing) = all.iter().find(|name| !ran.contains(name)) {
            return Err(format!("{missing} has not run yet: `cargo xtask hosts {missing}`").into());
        }
        write(&table)?;
    }
    match faults.as_slice() {
        [] => Ok(()),
        faults => Err(format!("not all checks passed: {}", faults.join(", ")).into()),
    }
}

/// Checks the cheapest platforms.
pub(crate) fn cheapest(tests: Tests<'_>) -> Result {
    for name in CHEAPEST {
        check(name, tests)?;
    }
    Ok(())
}

/// The names of all platforms.
fn all() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(templates())? {
        let entry = entry?;
        if entry.path().join("platform.json").is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn templates() -> PathBuf {
    root().join("tests/platforms")
}

/// The folder of an installed platform.
fn folder(name: &str) -> PathBuf {
    target().join("hosts").join(name)
}

/// Where the browser tests write the outcomes of a platform.
fn outcomes(name: &str) -> PathBuf {
    folder(name).join("outcomes.json")
}

/// A platform: its description, and what replaces the placeholders of its template and its commands.
struct Platform {
    name: String,
    folder: PathBuf,
    about: Value,
    words: Vec<(&'static str, String)>,
}

/// A process group that ends with this value.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        // An error means that the platform has ended already.
        let _ = Command::new("kill").args(["-TERM", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.0.wait();
    }
}

/// Installs, builds, starts and checks one platform.
fn check(name: &str, tests: Tests<'_>) -> Result {
    let dist = root().join("dist");
    if !dist.join("embed.js").is_file() {
        return Err("dist/ has no site: run `cargo xtask dist` first".into());
    }
    // Outcomes of an earlier run say nothing about this one.
    if outcomes(name).exists() {
        fs::remove_file(outcomes(name))?;
    }
    // Another origin than the platform, as for most authors.
    let site = Server::start(0, move |request| request.file(&dist))?;
    // Built files contain the port, which nothing else may take until the platform listens.
    let held = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = held.local_addr()?.port();
    let platform = Platform::read(name, &site.origin(), port)?;
    let mut steps = steps::Steps::new(4, None);
    steps.run(&format!("{name}: install"), || platform.install())?;
    steps.run(&format!("{name}: build"), || platform.build())?;
    let version = platform.version()?;
    drop(held);
    let (_server, _running);
    if let Some(site) = platform.about["site"].as_str() {
        let folder = platform.folder.join(site);
        let server = Server::start(port, move |request| match request.path.as_str() {
            // Browsers request the icon on their own.
            "/favicon.ico" => Response::new(200, "image/x-icon", ""),
            _ => request.file(&folder),
        })?;
        _server = server;
        steps.run(&format!("{name}: serve the built files"), || Ok(()))?;
    } else {
        _running = steps.run(&format!("{name}: start"), || platform.start(port))?;
    }
    let description = platform.describe(&version, port)?;
    steps.run(&format!("{name}: check {version} in Chromium"), || {
        let mut command = cargo(&["test", "-p", "browser-tests", "--test", "browser"]);
        command
            .env("TIEBREAK_DIST", root().join("dist"))
            .env("TIEBREAK_PLATFORM", description)
            .env("PATH", tools::path());
        tests(&mut command)
    })
}

impl Platform {
    /// Reads the description, and puts the template into the folder of the platform.
    fn read(name: &str, site: &str, port: u16) -> Result<Self> {
        let template = templates().join(name);
        let file = template.join("platform.json");
        let about = fs::read_to_string(&file)?;
        let about: Value =
            serde_json::from_str(&about).map_err(|error| format!("{}: {error}", file.display()))?;
        let folder = folder(name);
        let mut words = lines(site)?;
        words.push(("{{port}}", port.to_string()));
        let platform = Self { name: name.to_owned(), folder, about, words };
        // The same site, built or started in another way.
        if let Some(other) = platform.about["template"].as_str() {
            platform.copy(&templates().join(other), &platform.folder)?;
        }
        platform.copy(&template, &platform.folder)?;
        // Files of the repository that authors copy.
        for (from, to) in platform.about["copies"].as_object().into_iter().flatten() {
            let text = fs::read_to_string(root().join(from))?.replace(PLACE, site);
            fs::write(platform.folder.join(to.as_str().unwrap_or_default()), text)?;
        }
        Ok(platform)
    }

    /// Copies a folder of the template, and fills in its placeholders.
    fn copy(&self, from: &Path, to: &Path) -> Result {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            let to = to.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                self.copy(&entry.path(), &to)?;
            } else {
                fs::write(&to, self.filled(&fs::read_to_string(entry.path())?))?;
            }
        }
        Ok(())
    }

    /// A text whose placeholders are replaced.
    fn filled(&self, text: &str) -> String {
        self.words.iter().fold(text.to_owned(), |text, (word, value)| text.replace(word, value))
    }

    fn texts(&self, field: &str) -> Vec<&str> {
        self.about[field].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// Installs Debian packages, and packages of npm or of Python in exact versions. Packages stay in the
    /// folder until the template names others.
    fn install(&self) -> Result {
        tools::debian_packages(&self.texts("apt"))?;
        let manifests = ["package.json", "requirements.txt"];
        for manifest in manifests {
            let Ok(wanted) = fs::read_to_string(self.folder.join(manifest)) else { continue };
            let mark = self.folder.join(format!(".installed-{manifest}"));
            if fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted) {
                continue;
            }
            if manifest == "package.json" {
                tools::node()?;
                let install =
                    ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--silent"];
                self.command(&install.map(str::to_owned))?;
            } else {
                tools::debian_packages(&["python3-venv"])?;
                for line in [
                    ["python3", "-m", "venv", "python"].as_slice(),
                    &["python/bin/pip", "install", "--quiet", "--requirement", manifest],
                ] {
                    self.command(&line.iter().map(|&word| word.to_owned()).collect::<Vec<_>>())?;
                }
            }
            fs::write(mark, wanted)?;
        }
        Ok(())
    }

    /// Runs the commands that build the site.
    fn build(&self) -> Result {
        for command in self.about["build"].as_array().into_iter().flatten() {
            self.command(&self.words_of(command))?;
        }
        Ok(())
    }

    /// The words of a command.
    fn words_of(&self, command: &Value) -> Vec<String> {
        let words = command.as_array().into_iter().flatten().filter_map(Value::as_str);
        words.map(|word| self.filled(word)).collect()
    }

    /// A command in the folder of the platform, with its programs and the installed Node first.
    fn prepared(&self, words: &[String]) -> Result<Command> {
        let [program, arguments @ ..] = words else { return Err("a command has no words".into()) };
        let paths =
            [self.folder.join("node_modules/.bin"), self.folder.clone(), tools::node_folder()];
        let path =
            std::env::join_paths(paths.into_iter().chain(std::env::split_paths(&tools::path())))?;
        let mut command = Command::new("env");
        command.arg(program).args(arguments).current_dir(&self.folder).env("PATH", path);
        // Platforms report their use to their makers, unless this is set.
        for off in ["NEXT_TELEMETRY_DISABLED", "ASTRO_TELEMETRY_DISABLED", "DO_NOT_TRACK", "CI"] {
            command.env(off, "1");
        }
        Ok(command)
    }

    /// Runs a command to its end. Its output is in a file, which an error names.
    fn command(&self, words: &[String]) -> Result {
        let log = self.folder.join("log.txt");
        let mut file = fs::OpenOptions::new().create(true).append(true).open(&log)?;
        writeln!(file, "$ {}", words.join(" "))?;
        let mut command = self.prepared(words)?;
        command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
        if command.status()?.success() {
            return Ok(());
        }
        let text = fs::read_to_string(&log)?;
        let last: Vec<&str> = text.lines().rev().take(20).collect();
        let last: Vec<&str> = last.into_iter().rev().collect();
        let (words, log) = (words.join(" "), log.display());
        Err(format!("`{words}` failed, see {log}:\n{}", last.join("\n")).into())
    }

    /// Starts the platform, and waits until it answers.
    fn start(&self, port: u16) -> Result<Running> {
        let words = self.words_of(&self.about["serve"]);
        let log = fs::File::create(self.folder.join("serve.txt"))?;
        let mut command = self.prepared(&words)?;
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).process_group(0);
        let mut running = Running(command.spawn()?);
        let first = self.about["pages"][0]["path"].as_str().unwrap_or("/").to_owned();
        for _ in 0..PATIENCE * 4 {
            if let Some(status) = running.0.try_wait()? {
                let log = self.folder.join("serve.txt");
                return Err(format!("{} ended ({status}), see {}", self.name, log.display()).into());
            }
            if answers(port, &first) {
                return Ok(running);
            }
            std::thread::sleep(Duration::from_millis(250));
        }
        Err(format!("{} does not answer on port {port} after {PATIENCE} s", self.name).into())
    }

    /// The version of the installed platform: of a package from npm, from Python or from Debian.
    fn version(&self) -> Result<String> {
        let (kind, package) = self.about["version"]
            .as_str()
            .and_then(|version| version.split_once(':'))
            .ok_or("`version` is npm:PACKAGE, pip:PACKAGE or apt:PACKAGE")?;
        let version = match kind {
            "npm" => {
                let file = self.folder.join("node_modules").join(package).join("package.json");
                let manifest: Value = serde_json::from_slice(&fs::read(file)?)?;
                manifest["version"].as_str().map(str::to_owned)
            }
            "pip" => {
                let text = fs::read_to_string(self.folder.join("requirements.txt"))?;
                let line =
                    |line: &str| Some(line.strip_prefix(package)?.strip_prefix("==")?.to_owned());
                text.lines().find_map(line)
            }
            "apt" => tools::debian_version(package),
            _ => None,
        };
        version.ok_or_else(|| format!("the version of {package} cannot be read").into())
    }

    /// Writes what the browser tests need to know; returns the file.
    fn describe(&self, version: &str, port: u16) -> Result<PathBuf> {
        let mut about = self.about.clone();
        about["version"] = version.into();
        about["address"] = format!("http://127.0.0.1:{port}").into();
        let line = |form: &str| {
            self.words
                .iter()
                .find(|(word, _)| *word == format!("{{{{{form}}}}}"))
                .map(|(_, text)| text)
        };
        about["lines"] =
            json!({ "element": line("element"), "div": line("div"), "frame": line("frame") });
        let file = self.folder.join("running.json");
        fs::write(&file, serde_json::to_vec_pretty(&about)?)?;
        Ok(file)
    }
}

/// Whether a page answers on this machine, without an error.
fn answers(port: u16, path: &str) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(Duration::from_mins(1)))?;
        write!(stream, "GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n\r\n")?;
        let mut start = [0; 12];
        stream.read_exact(&mut start)?;
        Ok(start.ends_with(b" 200"))
    };
    ask().unwrap_or(false)
}

/// The lines of the documentation that authors paste, by the placeholder that stands for them, for a
/// Tiebreak site at `site`.
fn lines(site: &str) -> Result<Vec<(&'static str, String)>> {
    let [embedding, tables] = [EMBEDDING, TABLES].map(|file| fs::read_to_string(root().join(file)));
    let (embedding, tables) = (embedding?, tables?);
    let here = |text: String| text.replace(PLACE, site);
    let element = block(&embedding, "html", "<tie-break model=")?;
    let div = block(&embedding, "html", "<div data-tie-break")?;
    let frame = block(&embedding, "html", "<iframe ")?;
    let page = block(&tables, "html", "<!doctype html>")?;
    let (_, table) =
        page.split_once("<tie-break>").ok_or("the page in docs/tables.md has no element")?;
    let table = format!("<tie-break>{table}");
    let markdown = block(&tables, "markdown", "<tie-break>")?;
    let script = element.lines().find(|line| line.starts_with("<script")).unwrap_or_default();
    let marked = markdown
        .replace("<tie-break>", "<div data-tie-break markdown=\"1\">")
        .replace("</tie-break>", "</div>");
    let parts: [(&'static str, String); 12] = [
        ("{{element}}", element.clone()),
        ("{{div}}", div.clone()),
        ("{{frame}}", frame),
        ("{{table}}", table.trim_end().to_owned()),
        ("{{markdown table}}", format!("{markdown}\n{script}\n")),
        ("{{markdown table in a div}}", format!("{marked}\n{script}\n")),
        ("{{markdown table only}}", markdown),
        ("{{markdown table in a div only}}", marked),
        ("{{element only}}", without_script(&element)),
        ("{{div only}}", without_script(&div)),
        ("{{table only}}", without_script(&table)),
        ("{{loader}}", format!("{site}/embed.js")),
    ];
    Ok(parts.into_iter().map(|(word, text)| (word, here(text))).collect())
}

/// The lines without the script, for platforms that load the script themselves.
fn without_script(lines: &str) -> String {
    let lines = lines.lines().filter(|line| !line.starts_with("<script async"));
    lines.collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

/// The first block of code of this language in Markdown that begins with these words, without the
/// indentation of its fence.
fn block(text: &str, language: &str, begins: &str) -> Result<String> {
    let fence = format!("```{language}");
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim_start() != fence {
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let inside: Vec<&str> = lines
            .by_ref()
            .take_while(|line| line.trim() != "```")
            .map(|line| line.get(indent..).unwrap_or_default())
            .collect();
        if inside.first().is_some_and(|line| line.starts_with(begins)) {
            return Ok(inside.join("\n") + "\n");
        }
    }
    Err(format!("the documentation has no {language} block that begins with {begins}").into())
}

/// The outcomes of platforms as a table in Markdown, and the reasons below it.
fn table(names: &[&String]) -> Result<String> {
    use std::fmt::Write as _;
    let mut reasons: Vec<String> = Vec::new();
    let mut text = String::from("| Platform | Version | Form |");
    for (_, heading) in CHECKS {
        write!(text, " {heading} |")?;
    }
    text += "\n|---|---|---|";
    text += &"---|".repeat(CHECKS.len());
    text.push('\n');
    for name in names {
        let about: Value = serde_json::from_slice(&fs::read(folder(name).join("running.json"))?)?;
        let found: Vec<Value> = serde_json::from_slice(&fs::read(outcomes(name))?)?;
        for page in about["pages"].as_array().into_iter().flatten() {
            let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let form = page["as"].as_str().map_or_else(|| word(&page["form"]), str::to_owned);
            write!(text, "| {} | {} | {form} |", word(&about["name"]), word(&about["version"]))?;
            for (check, _) in CHECKS {
                let outcome = found
                    .iter()
                    .find(|found| found["path"] == page["path"] && found["check"] == check)
                    .map(|found| &found["outcome"]);
                let cell = match outcome {
                    Some(Value::String(_)) => "yes".to_owned(),
                    Some(outcome) if outcome["without"].is_string() => {
                        let reason = word(&outcome["without"]);
                        let known = reasons.iter().position(|known| *known == reason);
                        let number = known.unwrap_or_else(|| {
                            reasons.push(reason);
                            reasons.len() - 1
                        });
                        format!("({})", number + 1)
                    }
                    _ => "**no**".to_owned(),
                };
                write!(text, " {cell} |")?;
            }
            text.push('\n');
        }
    }
    text.push('\n');
    for (index, reason) in reasons.iter().enumerate() {
        writeln!(text, "{}. {reason}", index + 1)?;
    }
    Ok(text)
}

/// Writes the table into the documentation.
fn write(table: &str) -> Result {
    let file = root().join(EMBEDDING);
    let text = fs::read_to_string(&file)?;
    let [begin, end] = MARKS;
    let (before, rest) =
        text.split_once(begin).ok_or("docs/embedding.md has no place for the table")?;
    let (_, after) = rest.split_once(end).ok_or("the place for the table has no end")?;
    Ok(fs::write(file, format!("{before}{begin}{table}{end}{after}"))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_lose_the_indentation_of_their_fence() {
        let text = "1. Do\n\n   ```html\n   <a>\n     b\n\n   </a>\n   ```\n\n```html\n<b>\n```\n";
        assert_eq!(block(text, "html", "<a>").unwrap(), "<a>\n  b\n\n</a>\n");
        assert_eq!(block(text, "html", "<b>").unwrap(), "<b>\n");
        assert!(block(text, "html", "<c>").is_err());
    }

    #[test]
    fn the_documentation_has_all_lines() {
        let lines = lines("http://127.0.0.1:1").unwrap();
        let of = |name: &str| &lines.iter().find(|(word, _)| *word == name).unwrap().1;
        assert!(of("{{element}}").starts_with("<tie-break model=\"django-vs-fastapi\""));
        assert!(of("{{element}}").contains("src=\"http://127.0.0.1:1/embed.js\""));
        assert!(!of("{{div only}}").contains("<script"), "{}", of("{{div only}}"));
        assert!(of("{{table}}").contains("Work on the way"));
        assert!(of("{{markdown table in a div}}").starts_with("<div data-tie-break markdown"));
    }

    #[test]
    fn every_platform_is_described_and_in_the_documentation() {
        let names = all().unwrap();
        assert!(CHEAPEST.iter().all(|name| names.iter().any(|known| known == name)));
        let documentation = fs::read_to_string(root().join(EMBEDDING)).unwrap();
        let table = documentation.split(MARKS[0]).nth(1).unwrap().split(MARKS[1]).next().unwrap();
        for name in &names {
            let file = templates().join(name).join("platform.json");
            let about: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
            assert!(
                about["site"].is_string() != about["serve"].is_array(),
                "{name}: site or serve"
            );
            for page in about["pages"].as_array().unwrap() {
                let form = page["as"].as_str().or(page["form"].as_str()).unwrap();
                let platform = about["name"].as_str().unwrap();
                let row = |line: &str| {
                    line.starts_with(&format!("| {platform} |"))
                        && line.contains(&format!("| {form} |"))
                };
                assert!(table.lines().any(row), "{name} has no row: `cargo xtask hosts --write`");
            }
        }
        assert!(!table.contains("**no**"), "a platform fails a check");
    }
}
