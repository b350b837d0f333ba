//! Uses a page at random for long, in Chromium and Firefox: builds the site and runs the browser tests
//! with `--soak`.

use crate::{Result, cargo, root, run as finish, site, tools};

/// Runs the task. The options are those of the browser tests, as `--name VALUE` or `--name=VALUE`.
pub(crate) fn run(options: &[&str]) -> Result {
    let arguments = arguments(options)?;
    site::build(&site::Options::default())?;
    tools::browsers()?;
    let mut tests =
        cargo(&["test", "--quiet", "-p", "browser-tests", "--test", "browser", "--", "--soak"]);
    tests.args(arguments).env("TIEBREAK_DIST", root().join("dist")).env("PATH", tools::path());
    finish(&mut tests).map_err(|_| "the soak failed, see above".into())
}

/// The options as the browser tests read them.
fn arguments(options: &[&str]) -> Result<Vec<String>> {
    let mut words = options.iter().flat_map(|option| option.split('='));
    let mut arguments = Vec::new();
    while let Some(name) = words.next() {
        if !["--page", "--minutes", "--seed", "--actions"].contains(&name) {
            let known = "--page NAME, --minutes N, --seed N, --actions N";
            return Err(format!("unknown option `{name}`: {known}").into());
        }
        let value = words.next().unwrap_or_default();
        if name == "--page" && !["article", "standalone"].contains(&value) {
            return Err(format!("no page `{value}`: article, standalone").into());
        }
        if name != "--page" && value.parse::<u32>().is_err() {
            return Err(format!("{name} needs a whole number, not `{value}`").into());
        }
        arguments.push(format!("{name}={value}"));
    }
    Ok(arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_have_values() {
        assert_eq!(
            arguments(&["--page", "article", "--seed", "7", "--minutes=2"]).unwrap(),
            ["--page=article", "--seed=7", "--minutes=2"]
        );
        let error = |options: &[&str]| arguments(options).unwrap_err().to_string();
        assert_eq!(
            error(&["--hours", "7"]),
            "unknown option `--hours`: --page NAME, --minutes N, --seed N, --actions N"
        );
        assert_eq!(error(&["--seed"]), "--seed needs a whole number, not ``");
        assert_eq!(error(&["--page", "home"]), "no page `home`: article, standalone");
        assert_eq!(error(&["--minutes", "half"]), "--minutes needs a whole number, not `half`");
    }
}
