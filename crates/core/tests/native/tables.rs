//! Tables of articles: what a cell is worth, and laws that hold for every table. The cases of
//! `tests/cases/tables` are tested with the command line.

use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy, any};
use proptest::test_runner::{RngSeed, TestCaseError, TestRunner};
use proptest::{prop_assert, prop_assert_eq};
use serde_json::{Map, Value};
use tiebreak_core::engine::{Decision, decide};
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::lint::{lint, lint_evidence};
use tiebreak_core::model::load::{load, load_evidence};
use tiebreak_core::model::problem::Code;
use tiebreak_core::table::{Cell, Converted, Table, convert};

use crate::random::Tape;

type Law = Result<(), TestCaseError>;

/// Texts of cells: marks, shares, numbers, signs, words, prose, and texts that could be code.
const TEXTS: [&str; 30] = [
    "✅ Yes",
    "❌",
    "⚠️ with setup",
    "No ✘",
    "★★★☆☆",
    "⭐⭐⭐⭐",
    "4/5",
    "80 %",
    "$67",
    "120 ms",
    "1.5k",
    "2–4 weeks",
    "7",
    "-3",
    "+",
    "--",
    "~",
    "Yes",
    "via plugin",
    "not available",
    "",
    "a long sentence that has no value",
    "✅ here, ❌ there",
    "<b onclick=alert(1)>x</b>",
    "javascript:alert(1)",
    "\"quoted\" \\ `and` {0}",
    "\u{202e}reversed\u{0}",
    "\u{fe0f}",
    "constructor",
    "99999999999999999999999999",
];

/// Texts that have no value, whatever the row is.
const PROSE: [&str; 4] = ["a remark", "", "see below", "{0} <i>x</i>"];

fn cell(text: &str) -> Cell {
    Cell { text: text.to_owned(), ..Cell::default() }
}

fn table(rows: &[&[&str]]) -> Table {
    let rows = rows.iter().map(|row| row.iter().map(|text| cell(text)).collect());
    Table { rows: rows.collect(), ..Table::default() }
}

/// A random table with 2 to 5 alternatives, 1 to 7 criteria, and cells with these texts.
fn random_table(tape: &mut Tape, texts: &[&str]) -> Table {
    let (columns, rows) = (2 + tape.below(4), 1 + tape.below(7));
    let head = (0..=columns).map(|column| cell(&format!("Alternative {column}"))).collect();
    let body = (0..rows).map(|row| {
        let mut cells = vec![Cell {
            better: tape.once_in(2).then(|| tape.of(&["higher", "lower"]).to_owned()),
            weight: tape.once_in(3).then(|| tape.of(&["0", "20", "200", "x"]).to_owned()),
            must: tape.once_in(4).then(|| tape.of(&["", "80"]).to_owned()),
            ..cell(&format!("Criterion {row}"))
        }];
        for _ in 0..columns {
            let value = tape.once_in(6).then(|| tape.of(&["0", "45.5", "100"]).to_owned());
            cells.push(Cell { value, ..cell(tape.of(texts)) });
        }
        cells
    });
    Table { rows: std::iter::once(head).chain(body).collect(), ..Table::default() }
}

#[track_caller]
fn holds(law: impl Fn(Tape) -> Law) {
    let config = ProptestConfig {
        cases: 256,
        rng_seed: RngSeed::Fixed(20_260_301),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let tape = vec(any::<u16>(), 200).prop_map(Tape);
    if let Err(failure) = TestRunner::new(config).run(&tape, law) {
        panic!("{failure}");
    }
}

/// The model of a table; `None` if the table has errors.
fn model(table: &Table) -> Option<Model> {
    let Converted { files, problems } = convert(table);
    let Some(files) = files else {
        assert!(problems.iter().any(|problem| problem.is_error));
        return None;
    };
    let loaded = load(&files.model);
    assert_eq!(loaded.problems, [], "{}", files.model);
    loaded.model
}

/// A decision for answers by the ids of questions and options.
fn decision(model: &Model, answers: &Map<String, Value>) -> Decision {
    let (answers, problems) = Answers::read(&model.alternatives, &model.questions, answers);
    assert_eq!(problems, []);
    decide(model, &answers)
}

/// Random answers to the questions of a model.
fn answers(tape: &mut Tape, model: &Model) -> Map<String, Value> {
    let mut answers = Map::new();
    for question in &model.questions {
        let reply = tape.of(&["", "must", "important", "nice", "*"]);
        match reply {
            "" => {}
            option => drop(answers.insert(question.id.clone(), option.into())),
        }
    }
    answers
}

/// The name of an alternative, its score, and whether the alternative is eligible.
type Score = (String, Option<i64>, bool);

/// The outcome as sorted names, and the scores.
fn outcome(model: &Model, decision: &Decision) -> (Vec<String>, Vec<Score>) {
    let name = |a: usize| model.alternatives[a].name.clone();
    let mut close: Vec<String> = decision.verdict.close.iter().map(|&a| name(a)).collect();
    close.sort();
    let scores = decision.alternatives.iter().enumerate();
    let mut scores: Vec<Score> =
        scores.map(|(a, standing)| (name(a), standing.value, standing.eligible)).collect();
    scores.sort();
    (close, scores)
}

/// The value of a cell beside a cell with the value 0, in thousandths; -1 if the cell has none.
fn value(text: &str, better: Option<&str>, lang: &str) -> i64 {
    let mut table = table(&[&["", "This", "Other"], &["Row", text, "x"]]);
    lang.clone_into(&mut table.lang);
    table.rows[1][0].better = better.map(str::to_owned);
    table.rows[1][2].value = Some("0".to_owned());
    let model = model(&table).unwrap();
    let rating = &model.questions[0].unanswered.ratings[0];
    if rating.inferred.contains(&0) { -1 } else { rating.values[0].unwrap() }
}

#[test]
fn a_cell_is_worth_its_mark_share_or_word() {
    for (text, expected) in [
        ("✅", 1000),
        ("✔️ with a remark", 1000),
        ("since 2.0 ✓", 1000),
        (":white_check_mark:", 1000),
        ("☑", 1000),
        ("☐ later", 0),
        ("❌ No", 0),
        ("🔴", 0),
        ("➖", 500),
        ("⚠️ paid", 500),
        ("✅ Linux, ❌ Windows", -1),
        ("in the middle ✅ of a text", -1),
        ("★★★★☆", 800),
        ("★★★½☆", 700),
        ("☆☆☆☆☆", 0),
        ("⭐⭐⭐", 600),
        ("4/5", 800),
        ("7 / 10", 700),
        ("4.5 out of 5", 900),
        ("Rated 4 out of 5 stars", 800),
        ("24/7", -1),
        ("3/2026", -1),
        ("80 %", 800),
        ("150 %", -1),
        ("Yes", 1000),
        ("YES, automatic", 1000),
        ("yes and no", -1),
        ("built-in (since 3.1)", 1000),
        ("No limit", -1),
        ("none – use a plugin", 0),
        ("Partial", 500),
        ("[x]", 1000),
        ("[ ]", 0),
        ("Yes[1]", 1000),
        ("❌*", 0),
        ("+", 750),
        ("~", 500),
        ("~ with effort", 500),
        ("-", -1),
        ("—", -1),
        ("n/a", -1),
        ("42", -1),
    ] {
        assert_eq!(value(text, None, "en"), expected, "{text}");
    }
}

#[test]
fn a_share_of_something_bad_counts_the_other_way() {
    assert_eq!(value("5 %", Some("lower"), "en"), 950);
    assert_eq!(value("4/5", Some("lower"), "en"), 200);
    assert_eq!(value("80 %", Some("higher"), "en"), 800);
}

/// The values of numbers between 0 and 10,000 in a language; -1 for a cell without a value.
fn numbers<const N: usize>(texts: [&str; N], lang: &str) -> [i64; N] {
    let head = ["", "A", "B", "C", "D"];
    let mut table = table(&[&head[..=N], &[&["Row"], &texts[..]].concat()]);
    lang.clone_into(&mut table.lang);
    table.rows[1][0].better = Some("higher".to_owned());
    table.rows[1][0].scale = Some("0 10000".to_owned());
    let Some(model) = model(&table) else { return [-1; N] };
    let rating = &model.questions[0].unanswered.ratings[0];
    let of = |a: usize| {
        if rating.inferred.contains(&a) { -1 } else { rating.values[a].unwrap() }
    };
    std::array::from_fn(of)
}

#[test]
fn numbers_are_read_in_the_notation_of_the_row_or_the_language() {
    assert_eq!(numbers(["1,500", "2,000.5", "3k"], "en"), [150, 200, 300]);
    assert_eq!(numbers(["1.500", "2.000,5", "3000"], "en"), [150, 200, 300]);
    assert_eq!(numbers(["1.500", "4.000"], "de"), [150, 400]);
    assert_eq!(numbers(["1.500", "4.000"], "de-CH"), [0, 0]);
    assert_eq!(numbers(["1\u{202f}500,5", "4 000"], "fr"), [150, 400]);
    assert_eq!(numbers(["1'500", "4’000"], "de-CH"), [150, 400]);
    assert_eq!(numbers(["1.5k", "2M"], "en"), [150, 1000]);
    assert_eq!(numbers(["2–4k", "2k–4k", "2–4"], "en"), [300, 300, 0]);
    // A separator before groups of other lengths fits no notation.
    assert_eq!(numbers(["12,34,567", "1,500"], "en"), [-1, 150]);
}

#[test]
fn numbers_have_one_unit_in_a_row() {
    assert_eq!(numbers(["1 week", "5,000 weeks"], "en"), [0, 500]);
    assert_eq!(numbers(["$1,000", "$2,000"], "en"), [100, 200]);
    assert_eq!(numbers(["1,000 €", "€2,000"], "en"), [100, 200]);
    assert_eq!(numbers(["0", "5,000 ms"], "en"), [0, 500]);
    assert_eq!(numbers(["1,000 s", "5,000 ms"], "en"), [-1, -1]);
    assert_eq!(numbers(["1,000–2,000 km", "about 5,000 km"], "en"), [150, -1]);
    assert_eq!(numbers(["< 1,000 ms", "≈2,000 ms (measured)"], "en"), [100, 200]);
}

#[test]
fn signs_count_among_signs() {
    let values = |texts: [&str; 3]| {
        let model = model(&table(&[&["", "A", "B", "C"], &[&["Row"], &texts[..]].concat()]));
        model.map(|model| model.questions[0].unanswered.ratings[0].values.clone())
    };
    assert_eq!(values(["++", "0", "-"]), Some(vec![Some(1000), Some(500), Some(250)]));
    assert_eq!(values(["o", "-", "--"]), Some(vec![Some(500), Some(250), Some(0)]));
    assert_eq!(values(["+", "–", "--"]), Some(vec![Some(750), Some(0), Some(0)]));
    // Beside a mark, a hyphen can mean that nothing is known.
    assert_eq!(values(["✅", "-", "❌"]), Some(vec![Some(1000), Some(500), Some(0)]));
    assert_eq!(values(["0", "0", "12"]), None);
}

#[test]
fn must_have_excludes_the_alternatives_that_do_not_have_it() {
    let mut table = table(&[&["", "A", "B", "C"], &["Row", "✅", "❌", "⚠️"]]);
    let excluded = |table: &Table| {
        let model = model(table).unwrap();
        let requirements = &model.questions[0].options[0].requirements;
        requirements.iter().map(|requirement| requirement.excludes).collect::<Vec<_>>()
    };
    assert_eq!(excluded(&table), [1]);
    table.rows[1][0].must = Some("80".to_owned());
    assert_eq!(excluded(&table), [1, 2]);
    table.rows[1][2].text = "➖".to_owned();
    table.rows[1][0].must = None;
    let options = |table: &Table| model(table).unwrap().questions[0].options[0].text.clone();
    assert_eq!(options(&table), "Very important");
    // The worst number of a row may be nearly as good as the others.
    for (cell, text) in table.rows[1][1..].iter_mut().zip(["$66", "$67", "$65"]) {
        text.clone_into(&mut cell.text);
    }
    table.rows[1][0].better = Some("lower".to_owned());
    assert_eq!(options(&table), "Very important");
    table.rows[1][0].must = Some("true".to_owned());
    assert_eq!(options(&table), "Must have");
}

#[test]
fn every_table_becomes_a_valid_decision_or_has_an_error() {
    holds(|mut tape| {
        let mut table = random_table(&mut tape, &TEXTS);
        for row in &mut table.rows {
            for cell in row.iter_mut() {
                if tape.once_in(30) {
                    cell.covers = (tape.below(3), tape.below(3));
                }
                if tape.once_in(20) {
                    cell.text = tape.of(&TEXTS).to_owned();
                }
                if tape.once_in(20) {
                    cell.id = tape.of(&["price", "editor", "overrides", "no id", "é"]).to_owned();
                }
                if tape.once_in(20) {
                    cell.links =
                        vec!["javascript:alert(1)".to_owned(), "https://a.example".to_owned()];
                }
            }
            if tape.once_in(10) {
                row.truncate(tape.below(3));
            }
        }
        table.alternatives_are_rows = tape.once_in(5);
        table.caption = tape.of(&TEXTS).to_owned();
        table.lang = tape.of(&["", "en", "de", "not a language"]).to_owned();
        let converted = convert(&table);
        let has_errors = converted.problems.iter().any(|problem| problem.is_error);
        prop_assert_eq!(converted.files.is_none(), has_errors);
        let Some(files) = converted.files else { return Ok(()) };
        let loaded = load(&files.model);
        prop_assert_eq!(&loaded.problems, &[]);
        let model = loaded.model.unwrap();
        let evidence = load_evidence(&model, &files.evidence);
        prop_assert_eq!(&evidence.problems, &[]);
        let answers = answers(&mut tape, &model);
        decision(&model, &answers);
        let warned = lint_evidence(&model, &evidence.evidence.unwrap());
        prop_assert_eq!(warned, []);
        prop_assert!(lint(&model).iter().all(|problem| problem.code != Code::LeansUnanswered));
        Ok(())
    });
}

#[test]
fn the_order_of_columns_and_rows_changes_no_verdict() {
    holds(|mut tape| {
        let table = random_table(&mut tape, &TEXTS);
        let mut other = table.clone();
        for row in &mut other.rows {
            row[1..].reverse();
        }
        other.rows[1..].reverse();
        let (Some(model), Some(other)) = (model(&table), model(&other)) else { return Ok(()) };
        let answers = answers(&mut tape, &model);
        let [here, there] =
            [&model, &other].map(|model| outcome(model, &decision(model, &answers)));
        prop_assert_eq!(here, there);
        Ok(())
    });
}

#[test]
fn an_alternative_that_is_nowhere_better_does_not_win() {
    holds(|mut tape| {
        // Every cell has a value, because an alternative without one is not excluded.
        let table = random_table(&mut tape, &["✅", "❌", "➖", "★★★☆☆", "1/5"]);
        let Some(model) = model(&table) else { return Ok(()) };
        let decision = decision(&model, &answers(&mut tape, &model));
        let Some(winner) = decision.verdict.winner else { return Ok(()) };
        let value =
            |q: usize, a: usize| model.questions[q].unanswered.ratings[0].values[a].unwrap();
        for other in 0..model.alternatives.len() {
            let questions = || 0..model.questions.len();
            let is_dominated = questions().all(|q| value(q, winner) <= value(q, other))
                && questions().any(|q| value(q, winner) < value(q, other));
            prop_assert!(!is_dominated, "{winner} wins against {other}");
        }
        Ok(())
    });
}

#[test]
fn the_text_of_a_cell_without_a_value_changes_no_verdict() {
    holds(|mut tape| {
        let texts = [&TEXTS[..10], &PROSE].concat();
        let table = random_table(&mut tape, &texts);
        let mut other = table.clone();
        for cell in other.rows[1..].iter_mut().flat_map(|row| row[1..].iter_mut()) {
            if PROSE.contains(&cell.text.as_str()) {
                cell.text = tape.of(&PROSE).to_owned();
            }
        }
        let (Some(model), Some(other)) = (model(&table), model(&other)) else { return Ok(()) };
        let answers = answers(&mut tape, &model);
        let [here, there] =
            [&model, &other].map(|model| outcome(model, &decision(model, &answers)));
        prop_assert_eq!(here, there);
        Ok(())
    });
}

#[test]
fn the_version_names_the_content_and_not_the_address_of_the_page() {
    let rows = |mark| table(&[&["", "Hugo", "Jekyll"], &["Fast", "✅", mark]]);
    let version = |url: &str, mark| {
        let table = Table { url: url.to_owned(), ..rows(mark) };
        let model = model(&table).unwrap();
        (model.version, model.sources[0].url.clone().unwrap())
    };
    let page = version("https://example.org/page", "❌");
    let campaign = version("https://example.org/page?utm_source=letter", "❌");
    assert_eq!(page.0, campaign.0, "a link from one address opens at the other");
    assert_ne!(page.1, campaign.1);
    assert_ne!(page.0, version("https://example.org/page", "⚠️").0);
}

#[test]
fn a_table_that_cannot_be_a_decision_has_an_error_with_a_hint() {
    let error = |table: &Table| {
        let Converted { files, problems } = convert(table);
        assert_eq!(files, None);
        problems.into_iter().find(|problem| problem.is_error).unwrap().to_string()
    };
    let many: Vec<String> = (0..70).map(|n| format!("Name {n}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for (rows, expected) in [
        (vec![], "the table has no row that names the alternatives"),
        (vec![&["", "Only"][..], &["Row", "✅"]], "the table has fewer than two alternatives"),
        (vec![&many[..14], &["Row", "✅"]], "the table has more than 12 alternatives"),
        (vec![&["", "A", "B"], &["Row", "text", "more text"]], "no cell has a value"),
    ] {
        let text = error(&table(&rows));
        assert!(text.starts_with(&format!("error: {expected}\n  hint: ")), "{text}");
    }
    let mut long = table(&[&["", "A", "B"]]);
    long.rows.extend(many.iter().map(|name| vec![cell(name), cell("✅"), cell("❌")]));
    assert!(error(&long).starts_with("error: the table has more than 64 criteria"));
}

#[test]
fn problems_name_the_row_and_the_column() {
    let mut table = table(&[&["", "A", "B"], &["Safari", "✅", "perhaps"], &["Price", "$1", "$2"]]);
    table.rows[1][1].value = Some("120".to_owned());
    let problems: Vec<String> = convert(&table).problems.iter().map(ToString::to_string).collect();
    expect_test::expect![[r#"
        warning at row 1 "Safari", column 1 "A": data-value is not a number from 0 to 100
          hint: write for example data-value="80"
        warning at row 1 "Safari", column 2 "B": "perhaps" has no value
          hint: begin the cell with ✅, ➖ or ❌, or add data-value="0" to "100"
        warning at row 2 "Price": the row has numbers, but does not say which end is better
          hint: add data-better="higher" or data-better="lower" to the first cell of the row
        error: no cell has a value
          hint: begin each cell with ✅, ➖ or ❌, or add data-value="0" to "100"; data-weight="0" on the first cell leaves the row out"#]]
    .assert_eq(&problems.join("\n"));
}
