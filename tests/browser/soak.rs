//! Random use of one page, decided by a seed: in an article with in-page navigation, or on the standalone
//! page. `soak.js` has the actions.
//!
//! After each round, the page is brought back to where nothing is answered or saved, and what it holds
//! is measured. At the end, a page that is opened anew and gets the same answers must show the same.

use std::fmt::Write as _;
use std::time::Duration;

use serde_json::{Map, Value};

use crate::cases::languages;
use crate::engine::{self, Engine};
use crate::session::Session;
use crate::site::{ARTICLE, HOME, STANDALONE, Site};
use crate::widget::Widget;
use crate::{Result, timed};

/// Looks into shadow roots, see `widget.rs`.
const LOOK: &str = include_str!("page.js");
const SCRIPT: &str = include_str!("soak.js");
/// The languages that the widget switches to, besides English, and the texts that the actions look for.
const LANGUAGES: [&str; 3] = ["de", "ar", "ja"];
const WORDS: [&str; 11] = [
    "Back to my answers",
    "Copy link",
    "Given your answers",
    "Loading …",
    "Loading…",
    "Make these my answers",
    "Next",
    "Print",
    "Try it",
    "Try “{0}”",
    "What would change it",
];

/// Actions of a round.
pub(crate) const ROUND: usize = 40;
/// Rounds from which on a use is long: the engine has compiled what it compiles, so that memory is
/// compared closely.
const LONG: usize = 30;
/// Rounds of a long use before the first that is compared.
const WARM_UP: usize = 10;
/// Minutes on each page, unless the command line names others.
const MINUTES: u64 = 30;
/// Limit for one round: more means that the page hangs.
const ROUND_LIMIT: Duration = Duration::from_mins(4);

/// The page that is used.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    /// An article with a decision and a table, and another article.
    Article,
    /// The standalone page.
    Standalone,
}

/// How long the page is used.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Length {
    /// Number of rounds.
    Rounds(usize),
    /// No round begins later.
    Time(Duration),
}

impl Place {
    const ALL: [Self; 2] = [Self::Article, Self::Standalone];

    fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Standalone => "standalone",
        }
    }

    /// Opens the page, with nothing stored.
    async fn open(self, session: &Session) -> Result {
        match self {
            Self::Article => {
                session.go(ARTICLE).await?;
                session.run("localStorage.clear()", Vec::new()).await?;
                Widget::new(session, 0).ready().await
            }
            Self::Standalone => {
                session.go(HOME).await?;
                Widget::page(session).says("No saved decisions yet.").await
            }
        }
    }
}

/// What a page holds after a round: names and amounts.
type Held = Vec<(&'static str, f64)>;

/// Uses a page for a while. Returns what was done and measured, in a line. An error names the seed and
/// the last actions.
pub(crate) async fn soak(
    session: &Session,
    place: Place,
    seed: u32,
    length: Length,
) -> Result<String> {
    let mut rounds = Vec::new();
    let used = rounds_of(session, place, seed, length, &mut rounds).await;
    let actions = (rounds.len() + usize::from(used.is_err())) * ROUND;
    if let Err(error) = used {
        return Err(format!(
            "{error}\nrepeat: TIEBREAK_ENGINES={} cargo xtask soak --page {} --seed {seed} --actions {actions}",
            session.engine.name(),
            place.name()
        )
        .into());
    }
    let mut line = format!("seed {seed}, {actions} actions");
    let grown = growth(&rounds);
    for (name, [before, after], _) in &grown {
        let _ = write!(line, ", {name} {before:.0} to {after:.0}");
    }
    if grown.is_empty() {
        line += ", this engine's driver does not tell of memory";
    }
    let too_much: Vec<&str> =
        grown.iter().filter(|growth| growth.2).map(|growth| growth.0).collect();
    if too_much.is_empty() {
        Ok(line)
    } else {
        Err(format!("{line}: {} grew with use", too_much.join(" and ")).into())
    }
}

async fn rounds_of(
    session: &Session,
    place: Place,
    seed: u32,
    length: Length,
    rounds: &mut Vec<Held>,
) -> Result {
    place.open(session).await?;
    begin(session, &format!("soak.start('{}', {seed})", place.name())).await?;
    let mut time = Duration::ZERO;
    loop {
        let (held, round_time) = timed(tokio::time::timeout(ROUND_LIMIT, round(session))).await;
        let (held, state) = held.map_err(|_| "a round did not end")??;
        rounds.push(held);
        time += round_time;
        let is_over = match length {
            Length::Rounds(count) => rounds.len() >= count,
            Length::Time(limit) => time >= limit,
        };
        if is_over {
            return replay(session, place, &state).await;
        }
        if rounds.len().is_multiple_of(LONG) {
            report(session, place, rounds);
        }
    }
}

#[expect(clippy::print_stdout, reason = "a soak takes long, and prints where it is")]
fn report(session: &Session, place: Place, rounds: &[Held]) {
    let actions = rounds.len() * ROUND;
    let held: Vec<String> = rounds
        .last()
        .into_iter()
        .flatten()
        .map(|(name, amount)| format!("{name} {amount}"))
        .collect();
    println!(
        "  {}, {}: {actions} actions, {}",
        session.engine.name(),
        place.name(),
        held.join(", ")
    );
}

/// Puts the script into the page, and calls the first of its functions.
async fn begin(session: &Session, call: &str) -> Result {
    session.run(&[LOOK, &SCRIPT.replace("\"{{words}}\"", &words()?)].concat(), Vec::new()).await?;
    step(session, call).await
}

/// The texts that the actions look for, by language and by the English text, as JSON.
fn words() -> Result<String> {
    let mut words = Map::new();
    for lang in LANGUAGES {
        let language = languages::read(lang)?;
        let texts = WORDS.map(|english| (english.to_owned(), language.text(english).into()));
        words.insert(lang.to_owned(), Map::from_iter(texts).into());
    }
    Ok(Value::Object(words).to_string())
}

/// Calls a function of the script, which returns null or an error as text.
async fn step(session: &Session, call: &str) -> Result {
    let left =
        "if (!window.soak) return 'the page was left after\\n' + sessionStorage.getItem('soak');";
    let call = format!("{left} return {call}");
    match session.run(&call, Vec::new()).await?.as_str() {
        Some(error) => Err(error.into()),
        None => Ok(()),
    }
}

/// One round. Returns what the page holds afterwards, and the state of its widgets before it was brought
/// back.
async fn round(session: &Session) -> Result<(Held, Value)> {
    step(session, &format!("soak.act({ROUND})")).await?;
    step(session, "soak.twins()").await?;
    let mut state = session.run("return soak.state()", Vec::new()).await?;
    if let Some(error) = state["error"].as_str() {
        return Err(error.into());
    }
    step(session, "soak.rest()").await?;
    let heard = session.heard().await?;
    if !heard.is_empty() {
        return Err(format!("the console is not empty:\n{}", heard.join("\n")).into());
    }
    let mut held = session.held().await?;
    if !held.is_empty() {
        let wasm = session.run("return soak.wasm()", Vec::new()).await?;
        held.push(("wasm", wasm.as_f64().unwrap_or_default()));
    }
    Ok((held, state["state"].take()))
}

/// Opens the page anew, gives it the same answers, and compares its widgets.
async fn replay(session: &Session, place: Place, state: &Value) -> Result {
    place.open(session).await?;
    if let Place::Standalone = place {
        session.go(STANDALONE).await?;
        Widget::new(session, 0).ready().await?;
    }
    begin(session, &format!("soak.replay('{}', {state})", place.name())).await
}

/// For each amount: its name, the most of an early part and the least of a late part of the rounds, and
/// whether the second is more than the first but for noise.
fn growth(rounds: &[Held]) -> Vec<(&'static str, [f64; 2], bool)> {
    let is_long = rounds.len() >= LONG;
    let compared = &rounds[if is_long { WARM_UP } else { rounds.len().min(1) }..];
    let third = compared.len().div_ceil(3);
    let (early, late) = (&compared[..third], &compared[compared.len() - third..]);
    let names = rounds.first().into_iter().flatten().enumerate();
    let growth = names.map(|(i, &(name, _))| {
        let amounts = |part: &[Held]| part.iter().map(|held| held[i].1).collect::<Vec<_>>();
        let before = amounts(early).into_iter().fold(0.0, f64::max);
        let after = amounts(late).into_iter().fold(f64::INFINITY, f64::min);
        (name, [before, after], after > before * (1.0 + noise(name, is_long)))
    });
    growth.collect()
}

/// The share by which an amount may grow.
fn noise(name: &str, is_long: bool) -> f64 {
    match (name, is_long) {
        (_, true) => 0.05,
        // The largest amount of memory that was needed so far.
        ("wasm", false) => 0.5,
        // Engines keep a few removed elements for a while.
        ("nodes", false) => 2.0,
        // Compiled code counts too.
        (_, false) => 0.3,
    }
}

/// `--soak`: uses each page in Chromium and Firefox at the same time, and prints what happened. Returns
/// whether all went well.
#[expect(clippy::print_stdout, reason = "the results are the output of this program")]
pub(crate) async fn run() -> bool {
    let plan = (|| {
        let minutes = argument("--minutes=")?.unwrap_or(MINUTES);
        let length = match argument("--actions=")? {
            Some(actions) => Length::Rounds(usize::try_from(actions)?.div_ceil(ROUND).max(1)),
            None => Length::Time(Duration::from_mins(minutes)),
        };
        let places = match word("--page=") {
            Some(name) => {
                let place = Place::ALL.into_iter().find(|place| place.name() == name);
                vec![place.ok_or_else(|| format!("no page `{name}`: article, standalone"))?]
            }
            None => Place::ALL.to_vec(),
        };
        let seed = match argument("--seed=")? {
            Some(seed) => u32::try_from(seed)?,
            None => std::process::id(),
        };
        let mut engines = engine::wanted()?;
        if std::env::var_os("TIEBREAK_ENGINES").is_none() {
            engines.retain(|engine| *engine != Engine::WebKitGtk);
        }
        Ok::<_, crate::Error>((engines, places, seed, length))
    })();
    let (engines, places, seed, length) = match plan {
        Ok(plan) => plan,
        Err(error) => {
            println!("{error}");
            return false;
        }
    };
    println!("seed {seed}, {length:?} on each of {places:?}, in {engines:?} at the same time");
    let tasks = engines
        .into_iter()
        .map(|engine| tokio::task::spawn_local(in_engine(engine, places.clone(), seed, length)));
    let mut is_well = true;
    for task in tasks.collect::<Vec<_>>() {
        is_well &= task.await.unwrap_or(false);
    }
    println!("{}", if is_well { "soak: ok" } else { "soak: FAILED" });
    is_well
}

#[expect(clippy::print_stdout, reason = "the results are the output of this program")]
async fn in_engine(engine: Engine, places: Vec<Place>, seed: u32, length: Length) -> bool {
    let mut is_well = true;
    for place in places {
        let result = async {
            let session = Session::start(engine, Site::start()?).await?;
            let result = soak(&session, place, seed, length).await;
            session.close().await;
            result
        };
        let name = format!("{}, {}", engine.name(), place.name());
        match result.await {
            Ok(line) => println!("ok      {name}: {line}"),
            Err(error) => {
                is_well = false;
                println!("FAILED  {name}: {error}");
            }
        }
    }
    is_well
}

/// The text after a word of the command line.
fn word(name: &str) -> Option<String> {
    std::env::args().find_map(|word| word.strip_prefix(name).map(str::to_owned))
}

/// The number after a word of the command line.
fn argument(name: &str) -> Result<Option<u64>> {
    let number = word(name).map(|text| {
        text.parse().map_err(|_| format!("`{text}` is not a number: {name}N needs a whole number"))
    });
    Ok(number.transpose()?)
}
