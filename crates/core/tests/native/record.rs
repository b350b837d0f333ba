//! A decision record contains the whole verdict, and no text of a model becomes markup.

use expect_test::{Expect, expect};
use proptest::prelude::ProptestConfig;
use proptest::test_runner::{RngSeed, TestRunner};
use proptest::{prop_assert, prop_assert_eq};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};
use serde_json::{Value, json};
use tiebreak_core::engine::decide;
use tiebreak_core::engine::robust::{Setup, robustness};
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::load::load;
use tiebreak_core::texts::record::{Stamp, escape, record};
use tiebreak_core::texts::sentence::text;
use tiebreak_core::texts::strings::ENGLISH;
use tiebreak_core::texts::summary::{Block, sections};

const SAMPLE: &str = include_str!("../../../../tests/cases/sample.json");
const SHIPPED: &str = include_str!("../../../../public/models/django-vs-fastapi.json");

fn read_model(text: &str) -> Model {
    load(text).model.unwrap()
}

fn written(model: &Model, answers: &Value, stamp: Stamp<'_>) -> String {
    let json = answers.as_object().unwrap();
    let (answers, problems) = Answers::read(&model.alternatives, &model.questions, json);
    assert_eq!(problems, []);
    let text = record(&ENGLISH, model, &answers, &decide(model, &answers), stamp);
    // Makes the isolates around texts from right to left visible.
    text.replace('\u{2068}', "‹").replace('\u{2069}', "›")
}

/// The part of the record that differs between cases: from the drivers to the possible changes.
#[track_caller]
fn check(model: &str, answers: &Value, expected: &Expect) {
    let text = written(&read_model(model), answers, Stamp::default());
    let (_, text) = text.split_once("## Decision Drivers\n\n").unwrap();
    let (text, _) = text.split_once("### The sources\n\n").unwrap();
    expected.assert_eq(text);
}

#[test]
fn the_record_of_a_lead() {
    let answers = json!({
        "snow": "metres", "contents": ["tools", "guests"], "skills": "*", "stays": "for-good",
        "visitors": {"users": 40, "requests_per_user_per_day": 2.5, "peak_factor": 4},
        "upkeep": "one-person",
        "overrides": [{"question": "snow", "option": "metres", "weight": 10}],
    });
    let date = Some("2026-11-21");
    let stamp = Stamp { date, link: Some("https://sheds.example/a b#tb=1/…"), robustness: None };
    expect![[r#"
        ---
        status: proposed
        date: 2026-11-21
        ---

        # What to build the village shed of · Brick

        ## Context and Problem Statement

        To decide: What to build the village shed of

        Tiebreak compared the answers below with the statements of its sources. It does not decide; people do. “You” means the person who gave the answers.

        ## Decision Drivers

        * How much snow lies on the roof? Metres, for months.
        * What goes into it? Tools that rust or are worth stealing, Guests, now and then.
        * How many open the door in the busiest second? Hardly anybody (40 users a day with 2.5 requests each, the busiest moment 4 times the average).
        * What can its builders do? Does not matter to me.
        * How long must it stand where it is? For good.
        * Who looks after it? One person, on Sundays.

        ## Considered Options

        * Brick: 79 of 100
        * ‹عريشة من الخشب›: 59 of 100
        * Canvas: ruled out by your answer “Metres, for months”
        * Brick below, timber above: 61 of 100
        * A brick-and-timber-with-canvas-awning-on-the-windward-side-shed: ruled out by your answer “Metres, for months” and by your answer “For good”

        ## Decision Outcome

        Given your answers: Brick.

        No further answer can change this.

        * One changed answer would end this lead: “How long must it stand where it is?”
        * The sources disagree about which alternative is ahead here: “What goes into it?”
        * At least half of this lead comes from one theme: “People”.
        * 1 of your answers is rated only by sources that sell something in this field.

        ### Consequences

        Over all questions, including open ones, Brick is 18 points of 100 ahead of Brick below, timber above.

        * Good, because you answered “One person, on Sundays” to “Who looks after it?”: 13 points for Brick.
        * Good, because you answered “For good” to “How long must it stand where it is?”: 7 points for Brick.
        * Good, because you answered “Hardly anybody” to “How many open the door in the busiest second?”: 1 point for Brick.
        * Bad, because you answered “Tools that rust or are worth stealing, Guests, now and then” to “What goes into it?”: 3 points for Brick below, timber above.

        ## More Information

        ### What would change it

        One changed answer is enough to end this lead.

        * If you answered “‹A summer›” to “‹How long must it stand where it is?›”, the sources would disagree whether to choose ‹عريشة من الخشب› or ‹Brick›.

        No open question can change this.

        ### The sources

        1 of 1 source that rates enough of your answers agrees with this verdict.

        * Mason, [Walls that stay](<https://mason.example/walls?lang=en&amp;page=2>) (A. Mason, 2025-04). Sells: Bricks, and the laying of them (sells something related to this choice). This source alone: Brick, by elimination; it rates 3 of your 6 rated answers. Without it: Brick.
        * Carpenter, [Sheds from the saw](<http://carpenter.example/sheds>) (C. Carpenter, 2024-11-02). Sells: Timber frames (sells something related to this choice). This source alone: no verdict; it rates 1 of your 6 rated answers. Without it: Brick.
        * ‹חנה הנודדת›, [‹עשרים שנה תחת בד›](<mailto:camper@example.org>). Sells: Nothing (uses what it writes about). This source alone: no verdict; it rates 2 of your 6 rated answers. Without it: Brick.
        * Council, Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft on sheds (2026-01). Sells: Permits (no known interest). This source alone: no verdict; it rates 2 of your 6 rated answers. Without it: Brick.

        ### Not answered

        * ‹هل الصيف حار جدا؟›

        ### Ratings that you changed

        * How much snow lies on the roof? “Metres, for months”: weight 10 of 200.

        ### About this decision

        * Sources read: March 2026.
        * Sources checked against public records: 2026-06-30.
        * Who paid: Nobody paid for it, and nobody sells sheds here.
        * Updates: Only tests read this model; it changes when the format does.
        * Decision sample, version 1.2.0, digest 275abee433e0c273.

        Open it again with these answers: <https://sheds.example/a%20b#tb=1/…>
    "#]].assert_eq(&written(&read_model(SAMPLE), &answers, stamp));
}

#[test]
fn the_record_of_a_settled_verdict() {
    let answers = json!({
        "snow": "metres", "contents": ["tools", "guests"], "skills": "*", "stays": "for-good",
        "visitors": {"peak_requests_per_second": 40}, "upkeep": "one-person", "heat": "hot",
    });
    check(
        SAMPLE,
        &answers,
        &expect![[r#"
            * How much snow lies on the roof? Metres, for months.
            * What goes into it? Tools that rust or are worth stealing, Guests, now and then.
            * How many open the door in the busiest second? A crowd (40 requests a second at the busiest moment).
            * What can its builders do? Does not matter to me.
            * How long must it stand where it is? For good.
            * Who looks after it? One person, on Sundays.
            * ‹هل الصيف حار جدا؟› ‹نعم، حار جدا›.

            ## Considered Options

            * Brick: 83 of 100
            * ‹عريشة من الخشب›: 50 of 100
            * Canvas: ruled out by your answer “Metres, for months”
            * Brick below, timber above: 70 of 100
            * A brick-and-timber-with-canvas-awning-on-the-windward-side-shed: ruled out by your answer “Metres, for months” and by your answer “For good”

            ## Decision Outcome

            Given your answers: Brick.

            No further answer can change this.

            * The sources disagree about which alternative is ahead here: “What goes into it?”
            * At least half of this lead comes from one theme: “People”.
            * 1 of your answers is rated only by sources that sell something in this field.

            ### Consequences

            Over all questions, including open ones, Brick is 13 points of 100 ahead of Brick below, timber above.

            * Good, because you answered “One person, on Sundays” to “Who looks after it?”: 7 points for Brick.
            * Good, because you answered “For good” to “How long must it stand where it is?”: 4 points for Brick.
            * Good, because you answered “Metres, for months” to “How much snow lies on the roof?”: 2 points for Brick.
            * Bad, because you answered “Tools that rust or are worth stealing, Guests, now and then” to “What goes into it?”: 2 points for Brick below, timber above.

            ## More Information

            ### What would change it

            It takes 2 changed answers together to end this lead.

            * If you answered “A summer” to “How long must it stand where it is?” and “A crew for each material” to “Who looks after it?”, the sources would disagree whether to choose Brick or Brick below, timber above.
            * If you answered “None” to “How much snow lies on the roof?” and “A summer” to “How long must it stand where it is?”, Canvas would win.

        "#]],
    );
}

#[test]
fn the_record_of_a_disputed_verdict_names_both_sides() {
    let answers = json!({
        "product": "split", "editors": "soon", "ai": ["serve", "stream"], "team": "small-no",
        "load": {"users": 5000, "requests_per_user_per_day": 20},
    });
    check(
        SHIPPED,
        &answers,
        &expect![[r"
            * What are you shipping? A product with one part that serves models, streams or carries very high traffic.
            * How many engineers, and would a senior own the line between two systems? A small team (2 to 9), and nobody would own it.
            * Must people who do not code see or change data here, and how soon? Yes, within a month of the start (or they do already).
            * What do AI models do in it? Our own model answers requests, A model’s answers stream to many users at once.
            * How much traffic do you expect at the busiest moment? Under 100 requests a second (5000 users a day with 20 requests each, the busiest moment 10 times the average: our assumption).

            ## Considered Options

            * Django: 71 of 100
            * FastAPI: 59 of 100
            * Both: 74 of 100

            ## Decision Outcome

            So far: Both or Django (the sources disagree).

            The sources disagree whether “A small team (2 to 9), and nobody would own it” rules out Both.

            * If Rajpoot is right that it does: Django.
            * If Navspace is right that it does not: Both.

            ### What speaks for Both, and what for Django

            Over all questions, including open ones, Both is 3 points of 100 ahead of Django.

            * You answered “Our own model answers requests, A model’s answers stream to many users at once” to “What do AI models do in it?”: 16 points for Both.
            * You answered “A product with one part that serves models, streams or carries very high traffic” to “What are you shipping?”: 4 points for Both.
            * You answered “A small team (2 to 9), and nobody would own it” to “How many engineers, and would a senior own the line between two systems?”: 14 points for Django.
            * You answered “Yes, within a month of the start (or they do already)” to “Must people who do not code see or change data here, and how soon?”: 3 points for Django.

            ## More Information

            ### What would change it

            9 open questions can still change this.

        "]],
    );
}

#[test]
fn the_record_of_a_tie_lists_the_reasons_for_each() {
    let answers = json!({
        "ai": ["call"], "editors": "later", "time": ["long"], "client": ["app"], "code": "fa-fine",
    });
    check(
        SHIPPED,
        &answers,
        &expect![[r"
            * Is there code already, and does it hurt? FastAPI, with no clear complaint.
            * Must people who do not code see or change data here, and how soon? Yes, but some months later.
            * What do AI models do in it? A model is asked now and then, wherever it runs.
            * Who uses what it sends? A separate front end or mobile app.
            * How soon must it ship, and how long must it last? It must last for many years.

            ## Considered Options

            * Django: 56 of 100
            * FastAPI: 72 of 100
            * Both: 72 of 100

            ## Decision Outcome

            So far: Too close to call: Both and FastAPI.

            Their scores are at most 1 point of 100 apart.

            ### What speaks for Both, and what for FastAPI

            Over all questions, including open ones, Both and FastAPI have the same score, rounded to points.

            * You answered “Yes, but some months later” to “Must people who do not code see or change data here, and how soon?”: 5 points for Both.
            * You answered “A model is asked now and then, wherever it runs” to “What do AI models do in it?”: 2 points for Both.
            * You answered “It must last for many years” to “How soon must it ship, and how long must it last?”: 2 points for Both.
            * “How many engineers, and would a senior own the line between two systems?” is open: 5 points for FastAPI.
            * You answered “FastAPI, with no clear complaint” to “Is there code already, and does it hurt?”: 3 points for FastAPI.
            * You answered “A separate front end or mobile app” to “Who uses what it sends?”: 1 point for FastAPI.

            ## More Information

            ### What would change it

            9 open questions can still change this.

        "]],
    );
}

#[test]
fn the_record_without_answers_has_no_verdict() {
    check(
        SAMPLE,
        &json!({}),
        &expect![[r"
            No question is answered yet.

            ## Considered Options

            * Brick
            * ‹عريشة من الخشب›
            * Canvas
            * Brick below, timber above
            * A brick-and-timber-with-canvas-awning-on-the-windward-side-shed

            ## Decision Outcome

            So far: No verdict yet.

            ## More Information

            ### What would change it

            There is nothing to compare yet.

            7 open questions can still change this.

        "]],
    );
}

#[test]
fn the_record_has_the_robustness_of_each_alternative() {
    let model = read_model(SHIPPED);
    let answers = json!({"product": "full", "editors": "soon", "team": "one"});
    let json = answers.as_object().unwrap();
    let sheet = Answers::read(&model.alternatives, &model.questions, json).0;
    let robustness = robustness(&model, &sheet, Setup::default());
    let stamp = Stamp { robustness: Some(&robustness), ..Stamp::default() };
    let text = written(&model, &answers, stamp);
    let (_, text) = text.split_once("## Considered Options\n\n").unwrap();
    let (text, _) = text.split_once("## Decision Outcome").unwrap();
    expect![[r"
        * Django: 95 of 100; first in 97 of 100 scenarios
        * FastAPI: 44 of 100; first in 3 of 100 scenarios
        * Both: ruled out by your answer “One engineer”; first in 0 of 100 scenarios

        A scenario answers some of the open questions, gives each answer more or less weight (by about half), and believes one source for each answer, all at random. It does not cover what the decision leaves out. The number of scenarios says how firm a verdict is, not how likely it is to be right.

    "]].assert_eq(text);
}

/// Answers first, then skipped questions. Nothing is left out.
#[test]
fn without_sources_no_section_is_about_sources() {
    let mut json: Value = serde_json::from_str(SAMPLE).unwrap();
    let fields = json.as_object_mut().unwrap();
    fields.retain(|name, _| {
        !["sources", "evidence", "evidence_read", "cases"].contains(&name.as_str())
    });
    fields["questions"] = json!([{ "id": "snow", "text": "Does it snow?", "options": [
        { "id": "yes", "text": "Yes", "values": { "brick": 900 } }, { "id": "no", "text": "No" },
    ] }]);
    let model = read_model(&json.to_string());
    let answers = json!({ "snow": "yes" });
    let record = written(&model, &answers, Stamp::default());
    assert!(!record.contains("The sources"), "{record}");
    assert!(record.contains("* This decision names no sources."), "{record}");
    let sheet =
        Answers::read(&model.alternatives, &model.questions, answers.as_object().unwrap()).0;
    let sections = sections(&ENGLISH, &model, &sheet, &decide(&model, &sheet), None);
    assert!(sections.iter().all(|section| text(&section.heading) != "The sources"));
}

#[test]
fn the_summary_contains_every_answer_and_every_part_of_the_verdict() {
    let model = read_model(SHIPPED);
    let json = json!({
        "product": "full", "editors": "soon", "accounts": ["rich"], "team": "small-no",
        "client": ["app"], "types": "must", "hiring": "steady",
        "overrides": [{"question": "team", "option": "small-no", "weight": 50}],
    });
    let sheet = Answers::read(&model.alternatives, &model.questions, json.as_object().unwrap()).0;
    let decision = decide(&model, &sheet);
    let sections = sections(&ENGLISH, &model, &sheet, &decision, None);
    let headings: Vec<String> = sections.iter().map(|section| text(&section.heading)).collect();
    expect![[r"
        Your answers
        Not answered
        Ratings that you changed
        The verdict
        The alternatives
        Django rather than Both: pros and cons
        What would change it
        The sources
        About this decision"]]
    .assert_eq(&headings.join("\n"));
    let items = |section: usize| -> Vec<String> {
        let items = sections[section].blocks.iter().flat_map(|block| match block {
            Block::Items(lines) => lines.clone(),
            Block::Paragraph(_) => Vec::new(),
        });
        items.map(|item| text(&item)).collect()
    };
    assert_eq!(items(0).len() + items(1).len(), model.questions.len());
    let parts = decision.contributions.iter();
    let parts = parts.filter(|contribution| {
        Some(contribution.against) == decision.runner_up && contribution.answered
    });
    let parts: Vec<usize> = parts.map(|contribution| contribution.question).collect();
    assert!(parts.len() > 3);
    for q in parts {
        let question = &model.questions[q].text;
        assert!(items(5).iter().any(|item| item.contains(question)), "{question}");
    }
}

/// Tools find the parts of a record by these headings (MADR 4).
#[test]
fn the_headings_are_those_of_madr() {
    let answers = json!({"snow": "metres", "stays": "for-good"});
    let text = written(&read_model(SAMPLE), &answers, Stamp::default());
    let headings: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("## ") || *line == "### Consequences")
        .collect();
    assert_eq!(
        headings,
        [
            "## Context and Problem Statement",
            "## Decision Drivers",
            "## Considered Options",
            "## Decision Outcome",
            "### Consequences",
            "## More Information",
        ]
    );
}

fn events(markdown: &str) -> Vec<Event<'_>> {
    // Extensions of this parser that no host of repositories supports are left out.
    let own = Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
        | Options::ENABLE_OLD_FOOTNOTES;
    Parser::new_ext(markdown, Options::all() - own).collect()
}

/// The text that the rendered Markdown shows.
fn seen(events: &[Event<'_>]) -> String {
    let text = |event: &Event<'_>| match event {
        Event::Text(text) => text.to_string(),
        _ => String::new(),
    };
    events.iter().map(text).collect()
}

#[test]
fn escaped_text_renders_as_the_same_text() {
    let config = ProptestConfig {
        cases: 4_000,
        rng_seed: RngSeed::Fixed(20_260_301),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let texts =
        "([-+#=*_`~|$&<>(){}\\[\\]!@:;.,/\"'\\\\^0-9a-c ]|www\\.|https://|&lt;|1\\. ){1,30}";
    let result = TestRunner::new(config).run(&texts, |text| {
        let markdown = ["* ", &escape(&text), "\n"].concat();
        let events = events(&markdown);
        prop_assert_eq!(seen(&events), text.trim(), "{}", markdown);
        let plain = |event: &Event<'_>| match event {
            Event::Text(_) | Event::End(_) => true,
            Event::Start(tag) => matches!(tag, Tag::List(None) | Tag::Item),
            _ => false,
        };
        prop_assert!(text.trim().is_empty() || events.iter().all(plain), "{:?}", events);
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

/// Every text of the model contains markup.
#[test]
fn no_text_of_a_model_becomes_markup() {
    fn spoil(value: &mut Value, key: &str) {
        const TEXTS: [&str; 12] = [
            "title",
            "name",
            "text",
            "short",
            "author",
            "sells",
            "living",
            "update_policy",
            "paid_by",
            "why",
            "note",
            "version",
        ];
        match value {
            Value::String(text) if TEXTS.contains(&key) => {
                let hostile = "# <script>alert(1)</script> [x](javascript:x) ![i](//e) `c` **b**";
                *text = [hostile, " | ", text.as_str()].concat();
            }
            Value::Array(items) => items.iter_mut().for_each(|item| spoil(item, key)),
            Value::Object(fields) => fields.iter_mut().for_each(|(key, field)| spoil(field, key)),
            _ => {}
        }
    }
    let mut json: Value = serde_json::from_str(SAMPLE).unwrap();
    spoil(&mut json, "");
    let model = read_model(&json.to_string());
    let answers = json!({
        "snow": "metres", "stays": "for-good",
        "overrides": [{"question": "snow", "option": "metres", "weight": 10}],
    });
    let hostile = "https://e.example/> <script>#tb";
    let date = Some("2026-11-21\n# <b>");
    let stamp = Stamp { date, link: Some(hostile), robustness: None };
    let text = written(&model, &answers, stamp);
    let all = events(&text);
    for event in &all {
        let harmless = match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                dest_url.starts_with("http") || dest_url.starts_with("mailto:")
            }
            Event::Start(tag) => !matches!(tag, Tag::Image { .. } | Tag::HtmlBlock | Tag::Strong),
            Event::Html(_) | Event::InlineHtml(_) | Event::Code(_) | Event::InlineMath(_) => false,
            _ => true,
        };
        assert!(harmless, "{event:?}");
    }
    let of_level = |level| {
        let is = |event: &&Event<'_>| matches!(event, Event::Start(Tag::Heading { level: of, .. }) if *of == level);
        all.iter().filter(is).count()
    };
    assert_eq!((of_level(HeadingLevel::H1), of_level(HeadingLevel::H2)), (1, 5));
}
