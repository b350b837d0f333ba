//! A link keeps its meaning: it reads back as it was written, survives mail and chat, and reports
//! each answer that it could not keep.

use expect_test::expect;
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy, any};
use proptest::prop_assert_eq;
use proptest::test_runner::{RngSeed, TestRunner};
use sampling::random::SplitMix;
use serde_json::{Value, json};
use tiebreak_core::engine::decide;
use tiebreak_core::link::{self, MAX_PROBLEMS, MAX_READ, MAX_WRITTEN, Opened};
use tiebreak_core::model::answers::{Answers, Load, Reply};
use tiebreak_core::model::load::load;
use tiebreak_core::model::overrides::Override;
use tiebreak_core::model::problem::Code;
use tiebreak_core::model::schema::VerdictKind;
use tiebreak_core::model::{Choose, Kind, Model, Rater, Rating, ScoreRow};
use tiebreak_core::texts::changes::changes_since;
use tiebreak_core::texts::sentence::text;
use tiebreak_core::texts::strings::ENGLISH;

use crate::random::{self, holds, replies};

const SAMPLE: &str = include_str!("../../../../tests/cases/sample.json");
const SHIPPED: &str = include_str!("../../../../public/models/django-vs-fastapi.json");

fn read_model(text: &str) -> Model {
    load(text).model.unwrap()
}

fn answers(model: &Model, json: &Value) -> Answers {
    let (answers, problems) =
        Answers::read(&model.alternatives, &model.questions, json.as_object().unwrap());
    assert_eq!(problems, []);
    answers
}

fn write(model: &Model, answers: &Answers) -> String {
    link::write(model, answers, &decide(model, answers))
}

/// Reads a link, and checks that reading it without a report gives the same answers.
#[track_caller]
fn open(model: &Model, fragment: &str) -> Option<Opened> {
    let opened = link::read(model, fragment);
    assert_eq!(
        link::answers(model, fragment),
        opened.as_ref().map(|opened| opened.answers.clone())
    );
    opened
}

/// The sheet that a tape encodes: for each question, no reply or one that the interface offers.
fn sheet(model: &Model, tape: &[u16], number: f64) -> Answers {
    let mut sheet = Answers::none(model);
    for (q, question) in model.questions.iter().enumerate() {
        let mut offered: Vec<Option<Reply>> = replies(question).into_iter().map(Some).collect();
        if question.choose == Choose::Number {
            let (users, peak_factor) = (number, Some(0.3));
            let by_users = Load::Users { users, requests_per_user_per_day: 0.01, peak_factor };
            let peak = Load::Peak { requests_per_second: number };
            offered.extend([Some(Reply::Load(by_users)), Some(Reply::Load(peak))]);
        }
        offered.push(None);
        sheet.replies[q] = offered[usize::from(tape[q]) % offered.len()];
    }
    sheet
}

fn codes(opened: &Opened) -> Vec<Code> {
    opened.problems.iter().map(|problem| problem.code).collect()
}

// ---- there and back ----

#[track_caller]
fn every_sheet_comes_back(model: &Model) {
    let config = ProptestConfig {
        cases: 512,
        rng_seed: RngSeed::Fixed(20_260_301),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let sheets = (vec(any::<u16>(), model.questions.len()), 0..1_000_000_000_000_u64)
        // In thousandths: numbers of up to 15 digits come back exactly.
        .prop_map(|(tape, number)| sheet(model, &tape, number as f64 / 1000.0));
    let result = TestRunner::new(config).run(&sheets, |answers| {
        let fragment = write(model, &answers);
        let opened = open(model, &fragment).unwrap();
        prop_assert_eq!(&opened.answers, &answers, "{}", fragment);
        prop_assert_eq!(&opened.problems, &[]);
        prop_assert_eq!(opened.unmentioned.len(), 0);
        prop_assert_eq!(opened.same_model, true);
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

#[test]
fn a_link_brings_every_answer_back() {
    every_sheet_comes_back(&read_model(SHIPPED));
    every_sheet_comes_back(&read_model(SAMPLE));
}

#[test]
fn a_link_holds_the_verdict_and_what_made_it() {
    holds(|scene| {
        let decision = decide(&scene.model, &scene.answers);
        let fragment = link::write(&scene.model, &scene.answers, &decision);
        let opened = open(&scene.model, &fragment).unwrap();
        prop_assert_eq!(&opened.problems, &[]);
        prop_assert_eq!(&opened.answers.replies, &scene.answers.replies);
        let saved = opened.verdict.unwrap();
        let ids = |them: &[usize]| -> Vec<String> {
            them.iter().map(|&a| scene.model.alternatives[a].id.clone()).collect()
        };
        prop_assert_eq!(saved.kind, decision.verdict.kind);
        prop_assert_eq!(&saved.close, &ids(&decision.verdict.close));
        let margin: i64 = saved.parts.iter().map(|part| part.1).sum();
        if let (Some(whole), Some(_)) = (decision.margin, &saved.against) {
            // The parts are rounded to tenths, the whole to points.
            assert!((margin - 10 * whole.rounded).abs() <= 10, "{margin} {whole:?}");
        }
        // With the same model and the same answers nothing has changed.
        prop_assert_eq!(&link::difference(&scene.model, &saved, &decision), &[]);
        Ok(())
    });
}

// ---- overrides ----

fn overruled(model: &Model) -> Answers {
    answers(
        model,
        &json!({
            "snow": "metres",
            "overrides": [
                {"question": "snow", "option": "metres", "weight": 10},
                {"question": "heat", "option": "hot", "weight": 20,
                 "values": {"brick": 100, "timber": 200, "canvas": 900}},
                {"question": "upkeep", "values": {"brick": 500, "timber": 500, "canvas": 500,
                 "brick-timber": 100, "all-three": 0}},
            ],
        }),
    )
}

#[test]
fn what_the_sender_overruled_opens_off() {
    let model = read_model(SAMPLE);
    let sheet = overruled(&model);
    let fragment = write(&model, &sheet);
    let opened = open(&model, &fragment).unwrap();
    assert_eq!(opened.problems, []);
    assert_eq!(opened.overrides, sheet.overrides);
    assert_eq!(opened.answers, Answers { overrides: Vec::new(), ..sheet });
    assert!(fragment.contains("/set:snow:metres:10:-same/"), "{fragment}");
}

#[test]
fn an_override_that_no_longer_fits_is_named_and_left_out() {
    let model = read_model(SAMPLE);
    let fragment = write(&model, &overruled(&model));
    let broken = fragment
        .replace("metres:10:", "metres:ten:")
        .replace("hot:20:brick,100", "hot:20:straw,100")
        .replace("set:upkeep:", "set:");
    let opened = open(&model, &broken).unwrap();
    assert_eq!(opened.overrides, []);
    let expected = [Code::LinkChanged, Code::LinkPart, Code::OutOfRange, Code::UnknownId];
    assert_eq!(codes(&opened), expected);
}

// ---- another version ----

/// The sample as a later version might have it: two questions and an option gone, a question new,
/// a weight and an alternative changed.
fn later(change: impl Fn(&mut Value)) -> Model {
    let mut json: Value = serde_json::from_str(SAMPLE).unwrap();
    json["version"] = "2.0.0".into();
    json.as_object_mut().unwrap().remove("cases");
    change(&mut json);
    let loaded = load(&json.to_string());
    loaded.model.unwrap_or_else(|| panic!("{:?}", loaded.problems))
}

fn in_plain_words(model: &Model, opened: &Opened) -> String {
    let decision = decide(model, &opened.answers);
    let lines = changes_since(&ENGLISH, model, opened.verdict.as_ref().unwrap(), &decision);
    lines.iter().map(text).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_link_to_another_file_of_the_same_version_without_a_difference_shows_no_change() {
    let earlier = read_model(SAMPLE);
    let sheet = answers(&earlier, &json!({"snow": "metres", "contents": ["tools"]}));
    let fragment = write(&earlier, &sheet);
    let same = earlier.version.clone();
    let model = later(|model| {
        model["version"] = same.clone().into();
        model["questions"][0]["text"] = "How much snow is on the roof?".into();
    });
    let opened = open(&model, &fragment).unwrap();
    assert!(!opened.same_model);
    assert_eq!(in_plain_words(&model, &opened), "");
    let heavier = later(|model| {
        model["version"] = same.clone().into();
        model["questions"][0]["options"][2]["weight"] = 0.into();
    });
    assert_ne!(in_plain_words(&heavier, &open(&heavier, &fragment).unwrap()), "");
}

#[test]
fn a_link_of_an_earlier_version_shows_then_and_now_and_what_made_the_difference() {
    let earlier = read_model(SAMPLE);
    let sheet = answers(
        &earlier,
        &json!({"snow": "metres", "contents": ["tools", "guests"], "stays": "for-good"}),
    );
    let fragment = write(&earlier, &sheet);
    let model = later(|model| {
        // Snow no longer weighs anything, and nobody asks about the stay.
        model["questions"][0]["options"][2]["weight"] = 0.into();
        model["questions"].as_array_mut().unwrap().retain(|question| question["id"] != "stays");
        model["questions"][1]["options"][3]["id"] = "visitors".into();
        let mut new = model["questions"][0].clone();
        new["id"] = "wind".into();
        new["text"] = "How hard does the wind blow?".into();
        model["questions"].as_array_mut().unwrap().push(new);
    });
    let opened = open(&model, &fragment).unwrap();
    assert!(!opened.same_model);
    assert_eq!(opened.answers, answers(&model, &json!({"snow": "metres", "contents": ["tools"]})));
    assert_eq!(codes(&opened), [Code::UnknownOption, Code::UnknownQuestion]);
    assert_eq!(opened.unmentioned, [model.question("wind").unwrap()]);
    expect![[r"
        Then, with version 1.2.0 of this decision: Leaning Brick.
        Now, with version 2.0.0: So far, Brick.
        What changed the lead of Brick over Brick below, timber above most:
        What goes into it? Then 2.5 points for Brick below, timber above, now 5.8 points for Brick.
        A question that is no longer asked (“stays”): Then 6.2 points for Brick, now 0 points.
        How much snow lies on the roof? Then 3.1 points for Brick, now 0 points."]]
    .assert_eq(&in_plain_words(&model, &opened));
}

#[test]
fn an_alternative_that_is_gone_is_named_as_the_link_names_it() {
    let model = read_model(SAMPLE);
    let fragment = "tb=1/sample/0.1/0a/snow=metres:31/then:too_close:straw,brick:straw/end-0";
    let opened = open(&model, fragment).unwrap();
    expect![[r"
        Then, with version 0.1 of this decision: Too close to call: “straw” and Brick.
        Now, with version 1.2.0: Leaning Brick.
        “straw” is no longer one of the alternatives."]]
    .assert_eq(&in_plain_words(&model, &opened));
}

#[test]
fn the_same_file_is_known_by_its_digest() {
    let model = read_model(SAMPLE);
    let fragment = write(&model, &Answers::none(&model));
    assert!(open(&model, &fragment).unwrap().same_model);
    let edited = SAMPLE.replace("How much snow lies on the roof?", "How much snow lies on it?");
    assert!(!open(&read_model(&edited), &fragment).unwrap().same_model);
}

// ---- its form ----

#[test]
fn a_link_can_be_read_by_a_person() {
    let model = read_model(SAMPLE);
    let sheet = answers(
        &model,
        &json!({
            "snow": "metres", "contents": ["tools", "guests"], "skills": "*", "stays": "for-good",
            "visitors": {"users": 40, "requests_per_user_per_day": 2.5, "peak_factor": 4},
        }),
    );
    expect!["tb=1/sample/1.2.0/275abee433e0c273/snow=metres:30/contents=tools,guests:-24/visitors=users,40,requests,2.5,peak,4:3/skills=-any/stays=for-good:59/upkeep=-open:6/heat=-open/then:settled:brick:brick-timber/end-3b1c6400"].assert_eq(&write(&model, &sheet));
}

/// Links are kept for years: one that was made by the first version must always open.
#[test]
fn a_link_of_the_first_version_opens() {
    let model = read_model(SAMPLE);
    let kept = "#tb=1/sample/0.9/00000000000000aa/snow=metres:31/contents=-none/visitors=second,40\
                /skills=-any/stays=for-good:-7/upkeep=-open/heat=-open/then:leaning:brick:timber\
                /end-f13915da";
    let opened = open(&model, kept).unwrap();
    let expected = answers(
        &model,
        &json!({
            "snow": "metres", "contents": ["none"], "skills": "*", "stays": "for-good",
            "visitors": {"peak_requests_per_second": 40},
        }),
    );
    assert_eq!(opened.answers, expected);
    assert!(!opened.same_model);
    assert_eq!(opened.problems, []);
    let saved = opened.verdict.unwrap();
    assert_eq!(
        (saved.version.as_str(), saved.digest, saved.kind),
        ("0.9", 0xaa, VerdictKind::Leaning)
    );
    assert_eq!((saved.close, saved.against), (vec!["brick".into()], Some("timber".into())));
    assert_eq!(saved.parts, [("snow".into(), 31), ("stays".into(), -7)]);
}

/// In version 1.1, `accounts` and `client` take several options in place of one.
#[test]
fn links_of_version_1_0_of_the_shipped_decision_keep_every_answer() {
    let model = read_model(SHIPPED);
    let none_here = "#tb=1/django-vs-fastapi/1.0.0/14bf8807b0d22d06/product=split:-71/code=fa-fine:19\
                     /skills=mixed/team=small-open:78/editors=later:-35/accounts=none\
                     /workload=fanout:14/ai=-none/load=users,9000,requests,20/client=app:8\
                     /time=long:-11/types=liked:17/hiring=no/agents=no/then:settled:fastapi:both\
                     /end-5acce9ef";
    let opened = open(&model, none_here).unwrap();
    assert_eq!(opened.problems, []);
    let kept = json!({
        "product": "split", "code": "fa-fine", "skills": "mixed", "team": "small-open",
        "editors": "later", "accounts": ["none"], "workload": ["fanout"], "ai": ["none"],
        "load": {"users": 9000, "requests_per_user_per_day": 20}, "client": ["app"],
        "time": ["long"], "types": "liked", "hiring": "no", "agents": "no",
    });
    assert_eq!(opened.answers, answers(&model, &kept));
    assert_eq!(opened.verdict.unwrap().close, ["fastapi"]);
    assert_eq!(decide(&model, &opened.answers).verdict.winner, model.alternative("fastapi"));

    let plain = "#tb=1/django-vs-fastapi/1.0.0/14bf8807b0d22d06/product=full:30/code=-open\
                 /skills=-open/team=-open:59/editors=-open/accounts=plain:18/workload=-open\
                 /ai=-open/load=-open/client=pages:12/time=-open/types=-any/hiring=-open\
                 /agents=mixed:25/then:leaning:django:both/end-8a13ab8c";
    let opened = open(&model, plain).unwrap();
    assert_eq!(opened.problems, []);
    let kept = json!({
        "product": "full", "accounts": ["plain"], "client": ["pages"], "types": "*",
        "agents": "mixed",
    });
    assert_eq!(opened.answers, answers(&model, &kept));
    assert_eq!(decide(&model, &opened.answers).verdict.winner, model.alternative("django"));
}

/// Answers that a page sets in advance and decisions that a reader saved have this form.
#[test]
fn answers_to_a_question_that_took_one_option_are_read_where_it_takes_several() {
    let model = read_model(SHIPPED);
    let earlier = answers(&model, &json!({"accounts": "rich", "client": "app"}));
    assert_eq!(earlier, answers(&model, &json!({"accounts": ["rich"], "client": ["app"]})));
    let earlier = answers(&model, &json!({"accounts": "none"}));
    assert_eq!(earlier, answers(&model, &json!({"accounts": ["none"]})));
}

/// Every question answered in the longest way.
fn fullest(model: &Model) -> Answers {
    let mut sheet = Answers::none(model);
    for (q, question) in model.questions.iter().enumerate() {
        let longest = |a: &Reply, b: &Reply| {
            let length = |reply: &Reply| {
                let mut sheet = Answers::none(model);
                sheet.replies[q] = Some(*reply);
                write(model, &sheet).len()
            };
            length(a).cmp(&length(b))
        };
        let mut offered = replies(question);
        if question.choose == Choose::Number {
            offered.push(Reply::Load(Load::Users {
                users: 123_456_789.123_456_78,
                requests_per_user_per_day: 12.345_678_912_345_678,
                peak_factor: Some(1.234_567_891_234_568),
            }));
        }
        sheet.replies[q] = offered.into_iter().max_by(longest);
    }
    sheet
}

#[test]
fn the_fullest_sheet_fits_into_an_address_that_every_program_takes() {
    for text in [SHIPPED, SAMPLE] {
        let model = read_model(text);
        let fragment = write(&model, &fullest(&model));
        assert!(fragment.len() + "#".len() < MAX_WRITTEN, "{}: {fragment}", fragment.len());
        let opened = open(&model, &fragment).unwrap();
        assert!(!opened.verdict.unwrap().parts.is_empty());
    }
}

/// Programs that find addresses in messages stop at spaces, quotes and brackets, and leave a mark
/// at the end to the sentence.
#[test]
fn a_link_survives_being_written_in_a_message() {
    let mut model = read_model(SAMPLE);
    model.version = "spring (2) “draft” مسودة.".into();
    let fragment = write(&model, &fullest(&model));
    let safe =
        |character: char| character.is_ascii_alphanumeric() || "-_./=:,%".contains(character);
    assert!(fragment.chars().all(safe), "{fragment}");
    assert!(fragment.ends_with(|character: char| character.is_ascii_alphanumeric()));
    let saved = open(&model, &fragment).unwrap().verdict.unwrap();
    assert_eq!(saved.version, "spring 2 draft مسودة.");
}

/// Some programs encode the separators too.
#[test]
fn a_link_that_was_encoded_as_a_whole_still_opens() {
    let model = read_model(SAMPLE);
    let fragment = write(&model, &fullest(&model));
    let encoded: String =
        fragment.bytes().fold(String::new(), |all, byte| format!("{all}%{byte:02X}"));
    assert_eq!(open(&model, &encoded), open(&model, &fragment));
    let separators = fragment.replace('/', "%2F").replace(':', "%3A").replace(',', "%2C");
    assert_eq!(open(&model, &separators), open(&model, &fragment));
}

#[test]
fn in_a_very_large_decision_the_small_contributions_are_left_out_first() {
    let rating = |value| Rating {
        rater: Rater::Source(0),
        values: vec![Some(value), Some(500)],
        statements: Vec::new(),
        inferred: Vec::new(),
    };
    let questions = (0..56).map(|q| {
        let mut question = random::question(q, Kind::Need, Choose::One, true);
        question.id = format!("a-question-with-long-name-{q}");
        let rules = vec![tiebreak_core::model::Rule::Own; 2];
        question.unanswered.rules.clone_from(&rules);
        let ratings = vec![rating(600 + 7 * q as i64)];
        question.options.push(random::choice(0, ScoreRow { weight: 100, rules, ratings }));
        question
    });
    let alternatives = vec![random::alternative(0, None), random::alternative(1, None)];
    let model = random::model(10, alternatives, vec![random::source(0, 0)], questions.collect());
    let mut sheet = Answers::none(&model);
    sheet.replies.fill(Some(Reply::Options(1)));
    let decision = decide(&model, &sheet);
    let fragment = link::write(&model, &sheet, &decision);
    assert!(fragment.len() <= MAX_WRITTEN, "{}", fragment.len());
    let opened = open(&model, &fragment).unwrap();
    assert_eq!(opened.answers, sheet);
    let kept = opened.verdict.unwrap().parts;
    assert!((1..56).contains(&kept.len()), "{}", kept.len());
    let least = kept.iter().map(|part| part.1).min().unwrap();
    let left_out = decision
        .contributions
        .iter()
        .map(|contribution| contribution.tenths)
        .filter(|tenths| *tenths > least);
    assert!(left_out.count() <= kept.len());
}

// ---- damage ----

#[test]
fn what_is_not_a_link_of_this_decision_is_left_alone() {
    let model = read_model(SAMPLE);
    let other = write(&read_model(SHIPPED), &Answers::none(&read_model(SHIPPED)));
    for fragment in ["", "#", "#why", "tb", "#tb=", "#tb=1", "#tb=1/", &other] {
        assert_eq!(open(&model, fragment), None, "{fragment}");
    }
}

#[test]
fn a_link_of_a_later_form_says_so() {
    let model = read_model(SAMPLE);
    let opened = open(&model, "#tb=2/sample/whatever;comes").unwrap();
    assert_eq!(codes(&opened), [Code::LinkFormat]);
    assert_eq!(opened.answers, Answers::none(&model));
}

#[test]
fn each_kind_of_damage_is_named_and_the_rest_is_kept() {
    let model = read_model(SAMPLE);
    let fragment = "tb=1/sample/1.2.0/zz/snow=metre/contents=tools,gests/visitors=users,many\
                    /skills=sew:x/stays=-any/snow=some/roof=flat/=/then:maybe:brick/what";
    let opened = open(&model, fragment).unwrap();
    let problems: Vec<String> = opened.problems.iter().map(ToString::to_string).collect();
    expect![[r#"
        error[link-changed]: the link is incomplete or was changed
          hint: ask for the link again; the answers that could be read are filled in
        error[unknown-option] at /snow: question `snow` has no option `metre`
          hint: did you mean `metres`?
        error[unknown-option] at /contents: question `contents` has no option `gests`
          hint: did you mean `guests`?
        error[link-part]: the contribution of question `skills` is not a number
          hint: this part is ignored; the rest of the link is read
        error[link-part]: the link has two answers to question `snow`
          hint: this part is ignored; the rest of the link is read
        error[link-part]: the link has an answer to a question with an invalid id
          hint: this part is ignored; the rest of the link is read
        error[link-part]: the verdict in the link cannot be read
          hint: this part is ignored; the rest of the link is read
        error[link-part]: the link has a part that cannot be read
          hint: this part is ignored; the rest of the link is read
        error[unknown-question] at /roof: no question `roof`
          hint: expected one of `snow`, `contents`, `visitors`, `skills`, `stays`, `upkeep`, `heat`
        error[bad-answer] at /stays: question `stays` does not accept `*`, "does not matter"
          hint: name an option, or leave the question out
        error[bad-answer] at /visitors/users: question `visitors` takes numbers from 0 to 1e12
          hint: write a number without a unit"#]]
    .assert_eq(&problems.join("\n"));
    assert_eq!(opened.answers, answers(&model, &json!({"contents": ["tools"], "skills": "sew"})));
    let unmentioned: Vec<&str> =
        opened.unmentioned.iter().map(|&q| model.questions[q].id.as_str()).collect();
    assert_eq!(unmentioned, ["upkeep", "heat"]);
}

#[test]
fn a_link_beyond_all_bounds_is_read_as_far_as_it_goes() {
    let model = read_model(SAMPLE);
    let sheet = answers(&model, &json!({"snow": "metres"}));
    let long = [&write(&model, &sheet), "/", &"é/".repeat(MAX_READ)].concat();
    let opened = open(&model, &long).unwrap();
    assert_eq!(opened.answers, sheet);
    assert_eq!(opened.problems.len(), MAX_PROBLEMS);
    assert_eq!(opened.problems[0].code, Code::LinkChanged);
}

/// A link after one to three accidents: a flipped bit, a cut, a piece of another link, a piece
/// twice, a stray character.
fn damaged(link: &str, other: &str, random: &mut SplitMix) -> String {
    let mut bytes = link.as_bytes().to_vec();
    let mut below = |n: usize| random.below(n.max(1));
    for _ in 0..=below(3) {
        let at = below(bytes.len());
        match below(5) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << below(8),
            1 => bytes.truncate(at),
            2 => {
                let from = below(other.len());
                let piece = &other.as_bytes()[from..from + below(other.len() - from)];
                bytes.splice(at..at, piece.iter().copied());
            }
            3 => {
                let piece = bytes[at..at + below(bytes.len() - at)].to_vec();
                bytes.splice(at..at, piece);
            }
            _ => bytes.insert(at, b"/=:,%-.0z\xff"[below(10)]),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// One override of each form.
fn overrides(model: &Model) -> Vec<Override> {
    let values =
        model.alternatives.iter().map(|alternative| alternative.derived.is_none().then_some(250));
    let values = Some(values.collect());
    vec![
        Override { question: 0, option: Some(1), weight: Some(7), values: None },
        Override { question: 0, option: Some(0), weight: None, values },
    ]
}

#[test]
fn ten_thousand_damaged_links_open_and_say_so() {
    let models = [read_model(SHIPPED), read_model(SAMPLE)];
    let mut random = SplitMix(20_260_301);
    let mut links = |model: &Model| -> Vec<String> {
        let tape = |_| (0..64).map(|_| random.bits() as u16).collect::<Vec<u16>>();
        let sheets = (0..100).map(tape).map(|tape: Vec<u16>| sheet(model, &tape, 1234.5));
        sheets
            .map(|answers| write(model, &Answers { overrides: overrides(model), ..answers }))
            .collect()
    };
    let links = [links(&models[0]), links(&models[1])];
    let mut opened_aloud = 0;
    for i in 0..10_000 {
        let (model, links) = (&models[i % 2], &links[i % 2]);
        let [link, other] = [0, 1].map(|_| &links[random.below(links.len())]);
        let damaged = damaged(link, other, &mut random);
        let Some(opened) = open(model, &damaged) else { continue };
        // The answers are a sheet that could have been filled in by hand.
        let (again, problems) =
            Answers::read(&model.alternatives, &model.questions, &opened.answers.write(model));
        assert_eq!((&again, problems), (&opened.answers, vec![]), "{damaged}");
        if i % 10 == 0
            && let Some(saved) = &opened.verdict
        {
            link::difference(model, saved, &decide(model, &opened.answers));
        }
        assert!(damaged == *link || !opened.problems.is_empty(), "{damaged}");
        opened_aloud += usize::from(!opened.problems.is_empty());
    }
    assert!(opened_aloud > 8_000, "{opened_aloud}");
}
