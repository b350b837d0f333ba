//! A picture of a verdict is well-formed, fetches nothing, and keeps every text inside its edges.

use roxmltree::{Document, Node};
use serde_json::{Value, json};
use tiebreak_core::engine::decide;
use tiebreak_core::engine::robust::{Setup, robustness};
use tiebreak_core::link;
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::load::load;
use tiebreak_core::model::{Color, Model};
use tiebreak_core::texts::picture::canvas::{Face, HEIGHT, WIDTH, color, width, wrap};
use tiebreak_core::texts::picture::picture;
use tiebreak_core::texts::record::Stamp;
use tiebreak_core::texts::strings::ENGLISH;

use crate::random::holds;

const SAMPLE: &str = include_str!("../../../../tests/cases/sample.json");
const SHIPPED: &str = include_str!("../../../../public/models/django-vs-fastapi.json");

fn drawn(model: &Model, answers: &Value) -> String {
    let json = answers.as_object().unwrap();
    let (answers, problems) = Answers::read(&model.alternatives, &model.questions, json);
    assert_eq!(problems, []);
    let decision = decide(model, &answers);
    let fragment = link::write(model, &answers, &decision);
    let link = ["https://tiebreak.example/?a=1&b=<2>#", &fragment].concat();
    let robustness = robustness(model, &answers, Setup { samples: 64, ..Setup::default() });
    let (date, link) = (Some("2026-11-21"), Some(link.as_str()));
    let stamp = Stamp { date, link, robustness: Some(&robustness) };
    picture(&ENGLISH, model, &answers, &decision, stamp)
}

fn number(node: Node<'_, '_>, name: &str) -> i64 {
    node.attribute(name)
        .and_then(|text| text.parse().ok())
        .unwrap_or_else(|| panic!("{node:?} {name}"))
}

/// The left and right edge of a text, by the estimated width.
fn extent(node: Node<'_, '_>) -> (i64, i64) {
    let (x, size) = (number(node, "x"), number(node, "font-size"));
    let bold = node.attribute("font-weight").is_some();
    let face = if bold { Face::bold(size) } else { Face::plain(size) };
    let wide = width(node.text().unwrap(), face);
    let to_the_right = (node.attribute("text-anchor") == Some("start"))
        == (node.attribute("direction") != Some("rtl"));
    if to_the_right { (x, x + wide) } else { (x - wide, x) }
}

/// Checks that every text has letters, is inside the edges and overlaps no other.
#[track_caller]
fn check(svg: &str) {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}\n{svg}"));
    let known = ["svg", "title", "desc", "rect", "path", "text"];
    let mut boxes: Vec<[i64; 4]> = Vec::new();
    for node in document.descendants().filter(Node::is_element) {
        assert!(known.contains(&node.tag_name().name()), "{node:?}");
        for attribute in node.attributes() {
            let active =
                attribute.name().starts_with("on") || ["href", "style"].contains(&attribute.name());
            assert!(!active && !attribute.value().contains("url("), "{attribute:?}");
        }
        if node.tag_name().name() != "text" {
            continue;
        }
        let (left, right) = extent(node);
        let foot = number(node, "y");
        let text = node.text().unwrap();
        assert!(left >= 0 && right <= WIDTH, "{left} to {right}: {text}");
        assert!(foot > 0 && foot <= HEIGHT - 8, "{foot}: {text}");
        let head = foot - number(node, "font-size") * 3 / 4;
        for other in &boxes {
            let apart =
                left >= other[1] || right <= other[0] || head >= other[3] || foot <= other[2];
            assert!(apart, "{text} hides another\n{svg}");
        }
        boxes.push([left, right, head, foot]);
    }
    assert!(!boxes.is_empty());
}

fn texts(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).unwrap();
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    let texts = document.root_element().children().chain(texts).filter_map(|node| node.text());
    texts.map(str::to_owned).collect()
}

#[test]
fn every_kind_of_verdict_has_a_picture() {
    let shipped = [
        json!({}),
        json!({"product": "full", "editors": "soon", "accounts": ["rich"], "team": "small-no"}),
        json!({"product": "split", "editors": "soon", "ai": ["serve", "stream"], "team": "small-no"}),
        json!({"ai": ["call"], "editors": "later", "time": ["long"], "client": ["app"], "code": "fa-fine"}),
    ];
    let model = load(SHIPPED).model.unwrap();
    for answers in &shipped {
        check(&drawn(&model, answers));
    }
    let model = load(SAMPLE).model.unwrap();
    let answers = json!({
        "snow": "metres", "contents": ["tools", "bicycles", "workbench", "guests"], "stays": "for-good",
        "visitors": {"users": 40, "requests_per_user_per_day": 2}, "heat": "hot",
        "overrides": [{"question": "snow", "option": "metres", "weight": 10}],
    });
    check(&drawn(&model, &answers));
}

#[test]
fn random_decisions_have_a_picture() {
    holds(|scene| {
        let decision = decide(&scene.model, &scene.answers);
        check(&picture(&ENGLISH, &scene.model, &scene.answers, &decision, Stamp::default()));
        Ok(())
    });
}

/// Texts of the largest length, in scripts of different widths, also from right to left.
#[test]
fn long_texts_stay_inside_the_edges() {
    fn stretch(value: &mut Value, key: &str, by: &str) {
        match value {
            Value::String(text) if ["title", "name", "text", "short", "version"].contains(&key) => {
                *text = [text.as_str(), by].concat();
            }
            Value::Array(items) => items.iter_mut().for_each(|item| stretch(item, key, by)),
            Value::Object(fields) => {
                fields.iter_mut().for_each(|(key, field)| stretch(field, key, by));
            }
            _ => {}
        }
    }
    let tails = [
        " <b>&amp;</b> \"quotes\" ]]> <!-- -->",
        &"W".repeat(300),
        &" and so on".repeat(40),
        &"漢字".repeat(100),
        &" كلام".repeat(60),
        &"👩‍🌾".repeat(40),
    ];
    for lang in ["en", "ar"] {
        for tail in &tails {
            let mut json: Value = serde_json::from_str(SAMPLE).unwrap();
            json["lang"] = lang.into();
            stretch(&mut json, "", tail);
            let model = load(&json.to_string()).model.unwrap();
            for answers in
                [json!({}), json!({"snow": "metres", "stays": "for-good", "heat": "hot"})]
            {
                check(&drawn(&model, &answers));
            }
        }
    }
}

#[test]
fn texts_of_a_model_are_escaped() {
    let text = SAMPLE.replace("\"Brick\"", "\"<script>alert('&amp;')</script>\"");
    let model = load(&text).model.unwrap();
    let svg = drawn(&model, &json!({"snow": "metres", "stays": "for-good"}));
    assert!(texts(&svg).iter().any(|text| text == "<script>alert('&amp;')</script>"), "{svg}");
}

#[test]
fn a_picture_contains_the_verdict_its_reasons_and_its_origin() {
    let model = load(SHIPPED).model.unwrap();
    let answers =
        json!({"product": "full", "editors": "soon", "client": ["app"], "team": "small-no"});
    let svg = drawn(&model, &answers);
    let all = texts(&svg).join("\n");
    for text in [
        "Leaning Django",
        "Main reasons for Django rather than Both",
        "A small team (2 to 9), and nobody would own it",
        "What you give up with Django",
        "A separate front end or mobile app",
        " of 100 scenarios",
        "Sources read: March 2026.",
        "version 1.1.0",
        "2026-11-21",
        "https://tiebreak.example/?a=1&b=<2>#tb=1/django-vs-fastapi/1.1.0/",
    ] {
        assert!(all.contains(text), "no `{text}` in\n{all}");
    }
}

#[test]
fn colours_equal_the_light_colours_of_the_widget() {
    const NAMES: [(Color, &str); 12] = [
        (Color::Blue, "blue"),
        (Color::Orange, "orange"),
        (Color::Purple, "purple"),
        (Color::Teal, "teal"),
        (Color::Pink, "pink"),
        (Color::Olive, "olive"),
        (Color::Indigo, "indigo"),
        (Color::Brown, "brown"),
        (Color::Cyan, "cyan"),
        (Color::Plum, "plum"),
        (Color::Slate, "slate"),
        (Color::Gold, "gold"),
    ];
    let style = include_str!("../../../../src/marks.css");
    for (of, name) in NAMES {
        let rule = [".c-", name, " {\n  --c: light-dark(", color(of), ","].concat();
        assert!(style.contains(&rule), "{rule}");
    }
}

#[test]
fn texts_wrap_between_words_and_end_with_an_ellipsis() {
    let face = Face::plain(10);
    assert_eq!(wrap("one two three", face, 60, 9), ["one two", "three"]);
    assert_eq!(wrap("one two three four five", face, 60, 2), ["one two", "three fou…"]);
    assert_eq!(wrap("  ", face, 60, 2), Vec::<String>::new());
    for line in wrap("Donaudampfschifffahrtsgesellschaft", face, 60, 9) {
        assert!(width(&line, face) <= 60, "{line}");
    }
}
