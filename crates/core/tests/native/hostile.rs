//! Damaged and hostile input: reading ends with a value or with problems, never with a panic. Every
//! model that loads can be decided, explained, reported and written, at every size that files may have.

use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy, any};
use proptest::test_runner::{RngSeed, TestCaseError, TestRunner};
use proptest::{prop_assert, prop_assert_eq};
use sampling::random::SplitMix;
use serde_json::{Map, Value, json};
use tiebreak_core::engine::advice::advice;
use tiebreak_core::engine::decide;
use tiebreak_core::engine::gain::{Settings, gain_with};
use tiebreak_core::engine::robust::{Setup, robustness};
use tiebreak_core::engine::study::study;
use tiebreak_core::engine::thresholds::{self, thresholds};
use tiebreak_core::engine::what_if::{MOST_CHANGES, MOST_SETS, what_if};
use tiebreak_core::link::{self, MAX_PROBLEMS, MAX_READ};
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::load::{MAX_BYTES, load, load_evidence};
use tiebreak_core::model::problem::Problem;
use tiebreak_core::model::{Choose, Model};
use tiebreak_core::report::{add_study, report};
use tiebreak_core::texts::picture::picture;
use tiebreak_core::texts::record::{Stamp, record};
use tiebreak_core::texts::strings::ENGLISH;

const MODELS: [&str; 2] = [
    include_str!("../../../../tests/cases/sample.json"),
    include_str!("../../../../public/models/django-vs-fastapi.json"),
];
const EVIDENCE: [&str; 2] = [
    include_str!("../../../../tests/cases/sample.evidence.json"),
    include_str!("../../../../public/models/django-vs-fastapi.evidence.json"),
];

/// Largest number of problems of a file, and largest length of a problem.
const MOST_PROBLEMS: usize = 1_000;
const LONGEST: usize = 2_000;

/// Settings as in the widget, with fewer samples. Other tests check the results.
const FEW: Settings = Settings { rho: 0.75, most_combinations: 64, samples: 16 };

type Law = Result<(), TestCaseError>;

/// Checks a law on `cases` random inputs, the same in every run. The environment variables
/// `PROPTEST_CASES` and `PROPTEST_RNG_SEED` change the number and the seed.
#[track_caller]
fn holds<S: Strategy>(cases: u32, inputs: S, law: impl Fn(S::Value) -> Law) {
    let given = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let config = ProptestConfig {
        cases: given("PROPTEST_CASES").unwrap_or(u64::from(cases)) as u32,
        rng_seed: RngSeed::Fixed(given("PROPTEST_RNG_SEED").unwrap_or(20_260_301)),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    if let Err(failure) = TestRunner::new(config).run(&inputs, law) {
        panic!("{failure}");
    }
}

// ---- mutations ----

/// A value that a mutation inserts: an extreme, a wrong type, or a name with a meaning elsewhere.
fn strange(pick: u16) -> Value {
    let all = [
        json!(null),
        json!(-1),
        json!(0.5),
        json!(1e308),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(1001),
        json!(""),
        json!("\u{202e}\u{0}"),
        json!("__proto__"),
        json!("constructor"),
        json!("x".repeat(5_000)),
        json!("javascript:alert(1)"),
        json!([]),
        json!({}),
        json!([[[[{ "a": [] }]]]]),
        json!(true),
    ];
    all[usize::from(pick) % all.len()].clone()
}

/// Number of values in a JSON value, itself included.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

/// The value at this place in reading order.
fn at<'a>(value: &'a mut Value, place: &mut usize) -> Option<&'a mut Value> {
    if *place == 0 {
        return Some(value);
    }
    *place -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| at(item, place)),
        Value::Object(fields) => fields.values_mut().find_map(|field| at(field, place)),
        _ => None,
    }
}

/// A file with a few values replaced, removed, doubled or swapped.
fn mutated(text: &str, tape: &[(u16, u16, u16)]) -> String {
    let mut file: Value = serde_json::from_str(text).unwrap();
    for &(kind, place, pick) in tape {
        let n = count(&file);
        let mut other = usize::from(pick) * 31 % n;
        let other = at(&mut file, &mut other).cloned().unwrap_or_default();
        // No file has more than 65,536 places; the factor reaches all of them.
        let mut place = usize::from(place) * 7 % n;
        let Some(value) = at(&mut file, &mut place) else { continue };
        match (kind % 5, value) {
            (0, value) => *value = strange(pick),
            (1, value) => *value = other,
            (2, Value::Array(items)) if !items.is_empty() => {
                let again = items[usize::from(pick) % items.len()].clone();
                items.push(again);
            }
            (3, Value::Array(items)) => drop(items.pop()),
            (2 | 3, Value::Object(fields)) => {
                let key = fields.keys().nth(usize::from(pick) % fields.len().max(1)).cloned();
                fields.remove(&key.unwrap_or_default());
            }
            (4, Value::Object(fields)) => {
                fields.insert("constructor".into(), other);
            }
            (_, Value::Number(value)) => *value = (i64::from(pick) - 500).into(),
            (_, value) => *value = strange(pick),
        }
    }
    file.to_string()
}

/// A file with a few bytes replaced, removed or doubled.
fn damaged(text: &str, tape: &[(u16, u16, u16)]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for &(kind, place, pick) in tape {
        let place = usize::from(place) * 7 % bytes.len();
        let end = (place + 1 + usize::from(pick) % 40).min(bytes.len());
        match kind % 4 {
            0 => bytes[place] = pick as u8,
            1 => drop(bytes.drain(place..end)),
            2 => bytes.splice(place..place, bytes[place..end].to_vec()).for_each(drop),
            _ => bytes.truncate(end),
        }
        if bytes.is_empty() {
            break;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn tape() -> impl Strategy<Value = Vec<(u16, u16, u16)>> {
    vec(any::<(u16, u16, u16)>(), 1..5)
}

// ---- checks of everything that loads ----

/// Checks that a file loads or has problems, and that the problems are bounded.
fn loads_or_has_problems(problems: &[Problem], is_loaded: bool) -> Law {
    prop_assert!(is_loaded == problems.is_empty(), "loaded: {}, {:?}", is_loaded, problems);
    prop_assert!(problems.len() <= MOST_PROBLEMS, "{} problems", problems.len());
    for problem in problems {
        prop_assert!(!problem.message.is_empty());
        prop_assert!(problem.to_string().len() <= LONGEST, "{}", problem);
    }
    Ok(())
}

/// Answer sheets to try: a typical case, nothing answered, and the first option of every question.
fn sheets(model: &Model) -> Vec<Answers> {
    let mut sheets: Vec<Answers> =
        model.cases.iter().map(|case| case.answers.clone()).take(1).collect();
    let mut full = Answers::none(model);
    for (reply, question) in full.replies.iter_mut().zip(&model.questions) {
        *reply = Some(question.reply(1));
    }
    sheets.extend([Answers::none(model), full]);
    sheets
}

/// Decides, reports and writes, and reads links and answers back.
fn used(model: &Model, answers: &Answers) -> Law {
    let decision = decide(model, answers);
    prop_assert_eq!(decision.alternatives.len(), model.alternatives.len());
    let setup = Setup { samples: 16, ..Setup::default() };
    let mut whole = report(model, &decision, &gain_with(model, answers, FEW));
    add_study(&mut whole, model, &study(model, answers, robustness(model, answers, setup)));
    prop_assert!(whole.to_string().len() < 4 * MAX_BYTES);
    let fragment = link::write(model, answers, &decision);
    prop_assert!(link::read(model, &fragment).is_some(), "{}", fragment);
    let page = record(&ENGLISH, model, answers, &decision, Stamp::default());
    prop_assert!(!page.is_empty());
    let drawn = picture(&ENGLISH, model, answers, &decision, Stamp::default());
    prop_assert!(roxmltree::Document::parse(&drawn).is_ok());
    let again = Answers::read(&model.alternatives, &model.questions, &answers.write(model));
    prop_assert_eq!(again.1, std::vec![]);
    Ok(())
}

// ---- files ----

#[test]
fn any_bytes_are_a_model_or_have_problems() {
    holds(512, vec(any::<u8>(), 0..2_000), |bytes| {
        let loaded = load(&String::from_utf8_lossy(&bytes));
        loads_or_has_problems(&loaded.problems, loaded.model.is_some())
    });
}

#[test]
fn any_json_characters_are_a_model_or_have_problems() {
    holds(512, "[\\[\\]{}:,\"a-z0-9 .eE\\\\u-]{0,400}", |text| {
        let loaded = load(&text);
        loads_or_has_problems(&loaded.problems, loaded.model.is_some())
    });
}

#[test]
fn a_damaged_model_has_problems() {
    for model in MODELS {
        holds(200, tape(), |tape| {
            let loaded = load(&damaged(model, &tape));
            loads_or_has_problems(&loaded.problems, loaded.model.is_some())
        });
    }
}

#[test]
fn a_mutated_model_works_or_has_problems() {
    for (text, least) in MODELS.into_iter().zip([2, 1]) {
        let worked = std::cell::Cell::new(0);
        holds(100, tape(), |tape| {
            let loaded = load(&mutated(text, &tape));
            loads_or_has_problems(&loaded.problems, loaded.model.is_some())?;
            let Some(model) = loaded.model else { return Ok(()) };
            worked.set(worked.get() + 1);
            sheets(&model).iter().try_for_each(|answers| used(&model, answers))
        });
        assert!(worked.get() >= least, "only {} of 100 models loaded", worked.get());
    }
}

#[test]
fn mutated_evidence_works_or_has_problems() {
    for (model, text) in MODELS.into_iter().zip(EVIDENCE) {
        let model = load(model).model.unwrap();
        holds(60, tape(), |tape| {
            for text in [mutated(text, &tape), damaged(text, &tape)] {
                let loaded = load_evidence(&model, &text);
                loads_or_has_problems(&loaded.problems, loaded.evidence.is_some())?;
                let Some(evidence) = loaded.evidence else { continue };
                for answers in sheets(&model) {
                    let decision = decide(&model, &answers);
                    let fits = advice(&evidence, &model, &answers, &decision).len();
                    prop_assert!(fits <= evidence.advice.len());
                }
            }
            Ok(())
        });
    }
}

// ---- answers and links ----

/// Random answers with known and unknown ids, valid and invalid values.
fn sent(model: &Model, tape: &[(u16, u16, u16)]) -> Map<String, Value> {
    let mut sent = Map::new();
    for &(kind, q, pick) in tape {
        let question = &model.questions[usize::from(q) % model.questions.len()];
        let option = &question.options[usize::from(pick) % question.options.len()].id;
        let value = match kind % 6 {
            0 => json!(option),
            1 => json!([option, option, "none"]),
            2 => json!({ "users": 1e300, "requests_per_user_per_day": pick, "peak_factor": -0.0 }),
            3 => json!({ "peak_requests_per_second": f64::from(pick) * 1e9 }),
            _ => strange(pick),
        };
        let key = if kind % 7 == 0 { option } else { &question.id };
        sent.insert(key.clone(), value);
    }
    sent
}

/// Random overrides, valid and invalid.
fn overrides(model: &Model, tape: &[(u16, u16, u16)]) -> Value {
    let each = |&(kind, q, pick): &(u16, u16, u16)| {
        let question = &model.questions[usize::from(q) % model.questions.len()];
        let option = &question.options[usize::from(pick) % question.options.len()].id;
        let alternative = &model.alternatives[usize::from(kind) % model.alternatives.len()].id;
        let mut entry = json!({ "question": question.id, "option": option, "weight": pick % 300 });
        match kind % 5 {
            0 => entry["values"] = json!({ alternative: pick % 1_100 }),
            1 => entry["values"] = strange(pick),
            2 => entry["weight"] = strange(pick),
            3 => entry["option"] = strange(pick),
            _ => {}
        }
        entry
    };
    if tape.len() == 4 { strange(tape[0].2) } else { tape.iter().map(each).collect() }
}

#[test]
fn valid_answers_are_read_beside_invalid_ones() {
    for model in MODELS {
        let model = load(model).model.unwrap();
        holds(64, (tape(), tape()), |(answers, overruled)| {
            let mut json = sent(&model, &answers);
            json.insert("overrides".into(), overrides(&model, &overruled));
            let (answers, problems) = Answers::read(&model.alternatives, &model.questions, &json);
            prop_assert_eq!(answers.replies.len(), model.questions.len());
            for problem in problems {
                prop_assert!(!problem.message.is_empty() && problem.to_string().len() <= 10_000);
            }
            used(&model, &answers)
        });
    }
}

#[test]
fn a_damaged_link_is_read_without_its_invalid_parts() {
    for model in MODELS {
        let model = load(model).model.unwrap();
        let sheet = sheets(&model).swap_remove(0);
        let written = link::write(&model, &sheet, &decide(&model, &sheet));
        holds(64, tape(), |tape| {
            let fragment = damaged(&written, &tape);
            let Some(opened) = link::read(&model, &fragment) else { return Ok(()) };
            prop_assert!(opened.problems.len() <= MAX_PROBLEMS);
            used(&model, &opened.answers)
        });
    }
}

#[test]
fn any_text_after_the_beginning_of_a_link_is_read() {
    let model = load(MODELS[0]).model.unwrap();
    holds(512, "[a-z0-9=:/%,!~ \u{0}\u{202e}é-]{0,6000}", |rest| {
        let fragment = ["tb=1/sample/1.2.0/", &rest].concat();
        let opened = link::read(&model, &fragment);
        prop_assert!(opened.is_some() || fragment.len() > MAX_READ);
        let Some(opened) = opened else { return Ok(()) };
        prop_assert!(opened.problems.len() <= MAX_PROBLEMS, "{}", opened.problems.len());
        Ok(())
    });
}

// ---- the largest models ----

/// The largest model: 12 alternatives, 64 questions, and either as many options per question as a file
/// can contain or four groups of three, the largest number of combinations.
fn largest(choose: Choose, questions: usize, options: usize, seed: u64) -> String {
    let mut file: Value = serde_json::from_str(MODELS[0]).unwrap();
    let (mut dice, base) = (SplitMix(seed), file["alternatives"][0].clone());
    let mut below = |n: usize| dice.below(n);
    let alternative = |a: usize| {
        let mut alternative = base.clone();
        (alternative["id"], alternative["name"]) =
            (json!(format!("a{a}")), json!(format!("A {a}")));
        alternative["color"] = json!(COLORS[a]);
        if a >= 10 {
            alternative["derived"] = json!({ "of": ["a0", "a1"], "seam": 10 * a, "cost": 20 });
        }
        alternative
    };
    file["alternatives"] = (0..12).map(alternative).collect();
    let word = match choose {
        Choose::One => "one",
        Choose::Many => "many",
        Choose::Number => "number",
    };
    let mut question = |q: usize| {
        let options: Vec<Value> = (0..options)
            .map(|o| {
                let values: Map<String, Value> =
                    (0..10).map(|a| (format!("a{a}"), json!(below(1_001)))).collect();
                let rating =
                    json!({ "source": "council", "values": values, "statements": ["council-snow"] });
                let mut option = json!({ "id": format!("o{o}"), "text": "x", "weight": below(201), "ratings": [rating] });
                match choose {
                    Choose::One => {}
                    Choose::Many => option["group"] = json!(format!("g{}", o % 4)),
                    Choose::Number => option["from"] = json!(o * 10),
                }
                if choose == Choose::One && below(40) == 0 {
                    let citations = json!([{ "source": "council", "statements": ["council-snow"] }]);
                    option["requirements"] =
                        json!([{ "excludes": format!("a{}", below(12)), "said_by": citations }]);
                }
                option
            })
            .collect();
        json!({
            "id": format!("q{q}"), "kind": "need", "theme": "T", "tier": "core", "choose": word,
            "text": "x", "why": "x", "scale": { "low": "x", "high": "y" }, "options": options,
        })
    };
    file["questions"] = (0..questions).map(&mut question).collect();
    file["cases"] = json!([]);
    if let Some(file) = file.as_object_mut() {
        file.remove("evidence");
    }
    file.to_string()
}

const COLORS: [&str; 12] = [
    "blue", "orange", "purple", "teal", "pink", "olive", "indigo", "brown", "cyan", "plum",
    "slate", "gold",
];

/// The sizes of results are bounded by the format.
fn bounded(model: &Model, answers: &Answers) -> Law {
    used(model, answers)?;
    let decision = decide(model, answers);
    prop_assert!(decision.flips.len() <= 12);
    prop_assert!(decision.contributions.len() <= 64 * 12);
    prop_assert!(thresholds(model, answers).len() <= 12 * thresholds::MOST);
    for target in [0, 5, 11] {
        let found = what_if(model, answers, target);
        prop_assert!(found.sets.len() <= MOST_SETS);
        prop_assert!(found.sets.iter().all(|set| set.changes.len() <= MOST_CHANGES));
    }
    Ok(())
}

#[test]
fn the_largest_models_are_decided_in_bounded_work() {
    for (choose, options) in [(Choose::One, 24), (Choose::Many, 12), (Choose::Number, 24)] {
        holds(1, any::<u64>(), |seed| {
            let text = largest(choose, 64, options, seed);
            prop_assert!(text.len() <= MAX_BYTES, "{} bytes", text.len());
            let loaded = load(&text);
            prop_assert_eq!(&loaded.problems, &std::vec![]);
            let Some(model) = loaded.model else { return Ok(()) };
            let mut half = Answers::none(&model);
            let mut dice = SplitMix(seed);
            for (reply, question) in half.replies.iter_mut().zip(&model.questions).step_by(2) {
                *reply = Some(question.reply(1 << dice.below(options)));
            }
            for answers in [Some(Answers::none(&model)), Some(half), sheets(&model).pop()] {
                bounded(&model, &answers.unwrap())?;
            }
            Ok(())
        });
    }
}

#[test]
fn a_question_can_have_thirty_two_options() {
    for choose in [Choose::One, Choose::Number] {
        holds(2, any::<u64>(), |seed| {
            let loaded = load(&largest(choose, 8, 32, seed));
            prop_assert_eq!(&loaded.problems, &std::vec![]);
            let Some(model) = loaded.model else { return Ok(()) };
            sheets(&model).iter().try_for_each(|answers| bounded(&model, answers))
        });
    }
}
