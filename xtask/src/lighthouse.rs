//! Rates two views of the standalone page with Lighthouse, on its slow network and processor.

use std::path::Path;
use std::process::Command;

use serde_json::Value;
use xtask::serve::Server;

use crate::{Result, bench, tools};

/// Names and fragments of the rated views.
const VIEWS: [(&str, &str); 2] = [("the first view", ""), ("a decision", "#/d/django-vs-fastapi")];

/// Prints the score of each category, of 100, and below each the audits that lowered it.
pub(crate) fn print(dist: &Path) -> Result {
    let lighthouse = tools::lighthouse()?;
    let chromium = tools::chromium()?;
    let folder = dist.to_owned();
    let server = Server::start(0, move |request| request.packed(&folder))?;
    for (view, fragment) in VIEWS {
        let mut command = Command::new(&lighthouse);
        command
            .arg(format!("{}/{fragment}", server.origin()))
            .args(["--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox"])
            .env("CHROME_PATH", &chromium);
        let report = bench::output(&mut command)?;
        println!("Lighthouse, {view}\n{}\n", scores(&serde_json::from_str(&report)?));
    }
    Ok(())
}

/// A line for each category, and one for each audit that is not perfect and counts.
fn scores(report: &Value) -> String {
    let mut lines = Vec::new();
    for category in
        report["categories"].as_object().into_iter().flat_map(|categories| categories.values())
    {
        lines.push(format!("{:44}  {}", text(&category["title"]), hundredths(&category["score"])));
        for audit in category["auditRefs"].as_array().into_iter().flatten() {
            let found = &report["audits"][text(&audit["id"])];
            let counts = audit["weight"].as_f64() > Some(0.0);
            if counts && found["score"].as_f64().is_some_and(|score| score < 1.0) {
                let [title, value] = ["title", "displayValue"].map(|key| text(&found[key]));
                lines.push(format!("  {title}: {} {value}", hundredths(&found["score"])));
            }
        }
    }
    lines.join("\n")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn hundredths(score: &Value) -> String {
    score
        .as_f64()
        .map_or_else(|| "not measured".to_owned(), |score| format!("{:.0}", score * 100.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn audits_that_lower_a_score_are_named() {
        let report = serde_json::json!({
            "categories": { "performance": { "title": "Performance", "score": 0.9, "auditRefs": [
                { "id": "paint", "weight": 10 }, { "id": "cls", "weight": 25 },
                { "id": "hint", "weight": 0 },
            ] } },
            "audits": {
                "paint": { "title": "Largest paint", "score": 0.62, "displayValue": "3.1 s" },
                "cls": { "title": "Layout shift", "score": 1 },
                "hint": { "title": "A hint", "score": 0 },
            },
        });
        let scores = scores(&report);
        let lines: Vec<&str> = scores.lines().map(str::trim_end).collect();
        assert_eq!(lines[1..], ["  Largest paint: 62 3.1 s"]);
        assert!(lines[0].starts_with("Performance ") && lines[0].ends_with(" 90"));
    }
}
