//! Measures speed natively, in Node and in Chromium, and prints one table with the aims.
//!
//! Nothing is asserted. A sentence below the table names each place that was not measured.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::{Result, cargo, lighthouse, root, site, size, target, tools};

/// Figures of one place in the order of the tasks, or the reason that there are none.
type Figures = Result<Vec<f64>>;

/// Measures and prints.
pub(crate) fn run() -> Result {
    site::build(&site::Options::default())?;
    let native = output(&mut cargo(&["bench", "--quiet", "-p", "benches"]))?;
    let module = wasm()?;
    let node = in_node(&module);
    let chromium = in_chromium(&module);

    row(["", "aim", "native", "Node", "Chromium"]);
    let in_chromium =
        chromium.as_ref().map(|figures| numbers(&figures["tasks"])).unwrap_or_default();
    for (i, line) in native.lines().enumerate() {
        let [name, aim, ns] = fields(line)?;
        let time = |place: &[f64]| place.get(i).map_or_else(String::new, |ns| of_ns(*ns));
        let node = time(node.as_deref().unwrap_or_default());
        row([name, aim, &of_ns(ns.parse()?), &node, &time(&in_chromium)]);
    }
    if let Ok(figures) = &chromium {
        for (name, aim, key) in [
            ("click to painted verdict, CPU / 4, median", "", "click_median"),
            ("click to painted verdict, CPU / 4, 99 of 100", "< 50 ms", "click_99"),
            ("SurveyJS, Next to painted page, median", "", "survey_median"),
            ("SurveyJS, Next to painted page, 99 of 100", "", "survey_99"),
            ("usable after, 1.6 Mbit/s, 150 ms, CPU / 4", "< 1.4 s", "usable"),
            ("the article cannot react, of that", "< 50 ms", "blocked"),
            ("the page, first visit, same line, CPU / 4", "< 2.5 s", "page_first"),
            ("the page, later, without a server", "< 300 ms", "page_warm"),
        ] {
            row([name, aim, "", "", &of_ns(figures[key].as_f64().unwrap_or_default() * 1e6)]);
        }
        for (name, ours, theirs) in [
            ("our click / that of SurveyJS, median", "click_median", "survey_median"),
            ("our click / that of SurveyJS, 99 of 100", "click_99", "survey_99"),
        ] {
            let ratio = figures[ours].as_f64().zip(figures[theirs].as_f64());
            let ratio = ratio.map_or_else(String::new, |(a, b)| format!("{:.2}", a / b));
            row([name, "<= 0.9", "", "", &ratio]);
        }
    }
    let [loader, first_answer] = size::totals()?;
    row(["bytes by brotli, loader", "<= 2,500", "", "", &loader.to_string()]);
    row(["bytes by brotli, to the first answer", "<= 90,000", "", "", &first_answer.to_string()]);
    for (place, error) in [("Node", node.err()), ("Chromium", chromium.err())] {
        if let Some(error) = error {
            println!("{place} was not measured: {error}");
        }
    }
    println!();
    if let Err(error) = lighthouse::print(&root().join("dist")) {
        println!("Lighthouse did not judge the page: {error}");
    }
    Ok(())
}

/// The tasks as a wasm module, compiled like the code of the site.
fn wasm() -> Result<PathBuf> {
    let release = ["build", "--quiet", "--release", "--target", "wasm32-unknown-unknown"];
    crate::run(cargo(&release).args(["-p", "benches"]))?;
    Ok(target().join("wasm32-unknown-unknown/release/benches.wasm"))
}

fn in_node(module: &Path) -> Figures {
    let measure = std::fs::read_to_string(root().join("benches/wasm.js"))?;
    let print = "measure(require('fs').readFileSync(process.argv[1]))
        .then((figures) => console.log(JSON.stringify(figures)))";
    let mut node = tools::command("node");
    let printed = output(node.arg("-e").arg(measure + print).arg(module))?;
    Ok(numbers(&serde_json::from_str(&printed)?))
}

/// The figures that the browser tests print.
fn in_chromium(module: &Path) -> Result<Value> {
    tools::survey()?;
    let mut tests =
        cargo(&["test", "--quiet", "-p", "browser-tests", "--test", "browser", "--", "--figures"]);
    tests.env("TIEBREAK_DIST", root().join("dist")).env("TIEBREAK_TASKS", module);
    let printed = output(tests.env("PATH", tools::path()))?;
    let value: Value = serde_json::from_str(&printed)?;
    match value["error"].as_str() {
        Some(error) => Err(error.into()),
        None => Ok(value),
    }
}

/// The standard output of a command.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stdout(Stdio::piped())
        .spawn()
        .and_then(std::process::Child::wait_with_output)
        .map_err(|error| format!("`{name}` does not start: {error}"))?;
    if !output.status.success() {
        return Err(format!("`{name}` failed ({})", output.status).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Name, aim and nanoseconds of a task.
fn fields(line: &str) -> Result<[&str; 3]> {
    let fields: Vec<&str> = line.split('\t').collect();
    fields.try_into().map_err(|_| format!("not a line of benches/native.rs: {line}").into())
}

fn numbers(list: &Value) -> Vec<f64> {
    list.as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
}

fn row([name, aim, native, node, chromium]: [&str; 5]) {
    println!("{name:44}  {aim:18} {native:>10} {node:>10} {chromium:>10}");
}

/// A time with three digits and a unit.
fn of_ns(ns: f64) -> String {
    let (number, unit) = match ns {
        ..1e3 => (ns, "ns"),
        ..1e6 => (ns / 1e3, "us"),
        ..1e9 => (ns / 1e6, "ms"),
        _ => (ns / 1e9, "s"),
    };
    let places = match number {
        ..10.0 => 2,
        ..100.0 => 1,
        _ => 0,
    };
    format!("{number:.places$} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_three_digits() {
        assert_eq!(of_ns(123.4), "123 ns");
        assert_eq!(of_ns(12_345.0), "12.3 us");
        assert_eq!(of_ns(1_234_567_890.0), "1.23 s");
    }
}
