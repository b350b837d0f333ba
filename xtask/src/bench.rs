//! Measures speed natively, in Node and in Chromium, and prints one table with the aims.
//!
//! Ratios compare the product with others in the same run: SurveyJS, the smallest Leptos app, plain
//! JavaScript, json-logic-engine, and the native code. Nothing is asserted. A sentence below the table
//! names each place that was not measured.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::{Result, apps, cargo, lighthouse, root, site, size, target, tools};

/// Figures of one place in the order of the tasks, or the reason that there are none.
type Figures = Result<Vec<f64>>;

/// Measures and prints.
pub(crate) fn run() -> Result {
    site::build(&site::Options::default())?;
    let native = output(&mut cargo(&["bench", "--quiet", "-p", "benches"]))?;
    let module = wasm()?;
    let node = in_node(&module);
    let peers = peers();
    let chromium = in_chromium(&module);

    row(["", "aim", "native", "Node", "Chromium"]);
    let in_chromium =
        chromium.as_ref().map(|figures| numbers(&figures["tasks"])).unwrap_or_default();
    // Natively and in Node.
    let mut evaluation = None;
    let mut decide = None;
    for (i, line) in native.lines().enumerate() {
        let [name, aim, ns] = fields(line)?;
        let in_both = || Some((ns.parse::<f64>().ok()?, *node.as_ref().ok()?.get(i)?));
        match name {
            "evaluation, after 9" => evaluation = in_both(),
            "decide, after 4" => decide = in_both(),
            _ => {}
        }
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
            ("usable, SurveyJS", "", "usable_survey"),
            ("usable, a counter in Leptos", "", "usable_counter"),
            ("panels shown after the second file, CPU / 4", "<= 50 ms", "panels"),
            ("the page, first visit, same line, CPU / 4", "<= 1.6 s", "page_first"),
            ("the page, later, without a server", "< 300 ms", "page_warm"),
        ] {
            row([name, aim, "", "", &of_ns(figures[key].as_f64().unwrap_or_default() * 1e6)]);
        }
        for (name, aim, ours, theirs) in [
            ("our click / that of SurveyJS, median", "<= 0.9", "click_median", "survey_median"),
            ("our click / that of SurveyJS, 99 of 100", "<= 0.9", "click_99", "survey_99"),
            ("usable, ours / SurveyJS", "<= 0.38", "usable", "usable_survey"),
        ] {
            let pair = figures[ours].as_f64().zip(figures[theirs].as_f64());
            row([name, aim, "", "", &ratio(pair)]);
        }
    }
    let [plain, logic] = peers.as_ref().copied().unwrap_or_default();
    let against = |peer: f64| ratio(evaluation.map(|(_, wasm)| (wasm, peer)));
    row(["evaluation, plain JavaScript", "", "", &of_ns(plain), ""]);
    row(["evaluation, json-logic-engine", "", "", &of_ns(logic), ""]);
    row(["evaluation in wasm / plain JavaScript", "<= 1.0", "", &against(plain), ""]);
    row(["evaluation in wasm / json-logic-engine", "", "", &against(logic), ""]);
    let decide = ratio(decide.map(|(native, wasm)| (wasm, native)));
    row(["decide, after 4, in wasm / native", "<= 2", "", &decide, ""]);
    let [loader, first_answer] = size::totals()?;
    row(["bytes by brotli, loader", "<= 2,500", "", "", &loader.to_string()]);
    row(["bytes by brotli, to the first answer", "<= 88,000", "", "", &first_answer.to_string()]);
    let after = chromium.as_ref().ok().and_then(|figures| figures["bytes_after"].as_f64());
    let after = after.map_or_else(String::new, |bytes| format!("{bytes:.0}"));
    row(["bytes by brotli, after it", "<= 100,000", "", "", &after]);
    let failed =
        [("Node", node.err()), ("The peers in Node", peers.err()), ("Chromium", chromium.err())];
    for (place, error) in failed {
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

/// Nanoseconds of an evaluation in plain JavaScript and in json-logic-engine.
fn peers() -> Result<[f64; 2]> {
    let rules = output(&mut cargo(&["bench", "--quiet", "-p", "benches", "--", "--rules"]))?;
    let mut node = tools::command("node");
    node.arg(root().join("benches/peers.js")).arg(tools::json_logic()?).stdin(Stdio::piped());
    let mut child = node.stdout(Stdio::piped()).spawn()?;
    // The input ends when it is dropped.
    child.stdin.take().ok_or("no input")?.write_all(rules.as_bytes())?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err(format!("benches/peers.js failed ({})", output.status).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The figures that the browser tests print.
fn in_chromium(module: &Path) -> Result<Value> {
    tools::survey()?;
    apps::counter()?;
    let mut tests =
        cargo(&["test", "--quiet", "-p", "browser-tests", "--test", "browser", "--", "--figures"]);
    tests.env("TIEBREAK_DIST", root().join("dist")).env("TIEBREAK_TASKS", module);
    tests.env("TIEBREAK_APPS", apps::folder());
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

/// The first of two times divided by the second, with two decimals; empty without times.
fn ratio(pair: Option<(f64, f64)>) -> String {
    pair.filter(|(_, by)| *by > 0.0).map_or_else(String::new, |(a, b)| format!("{:.2}", a / b))
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
    fn ratios_have_two_decimals() {
        assert_eq!(ratio(Some((1.0, 3.0))), "0.33");
        assert_eq!(ratio(Some((1.0, 0.0))), "");
        assert_eq!(ratio(None), "");
    }

    #[test]
    fn times_have_three_digits() {
        assert_eq!(of_ns(123.4), "123 ns");
        assert_eq!(of_ns(12_345.0), "12.3 us");
        assert_eq!(of_ns(1_234_567_890.0), "1.23 s");
    }
}
