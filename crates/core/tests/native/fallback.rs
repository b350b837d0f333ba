//! The fallback for an article (HTML and Markdown) is complete and well-formed, and no text of a model
//! becomes markup.

use expect_test::{expect, expect_file};
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::{Value, json};
use tiebreak_core::engine::decide;
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::evidence::Evidence;
use tiebreak_core::model::load::{load, load_evidence};
use tiebreak_core::texts::fallback::Fallback;
use tiebreak_core::texts::strings::ENGLISH;

const SAMPLE: &str = include_str!("../../../../tests/cases/sample.json");
const SAMPLE_EVIDENCE: &str = include_str!("../../../../tests/cases/sample.evidence.json");
const SHIPPED: &str = include_str!("../../../../public/models/django-vs-fastapi.json");
const SHIPPED_EVIDENCE: &str =
    include_str!("../../../../public/models/django-vs-fastapi.evidence.json");
const INDEX: &str = include_str!("../../../../index.html");

/// The content of the element in the standalone page.
const OPENING: (&str, &str) = ("<tie-break ", "</tie-break>");

fn read(model: &str, evidence: &str) -> (Model, Evidence) {
    let loaded = load(model);
    assert_eq!(loaded.problems, []);
    let model = loaded.model.unwrap();
    let loaded = load_evidence(&model, evidence);
    assert_eq!(loaded.problems, []);
    (model, loaded.evidence.unwrap())
}

fn plain<'a>(model: &'a Model, evidence: &'a Evidence) -> Fallback<'a> {
    Fallback { strings: &ENGLISH, model, evidence: Some(evidence), preset: None, page: None }
}

/// Whether an address has a scheme that models may use.
fn leads_somewhere(address: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme))
}

/// The text of HTML. Fails unless the HTML is XML with harmless elements and attributes only.
fn seen_html(html: &str) -> String {
    const ELEMENTS: [&str; 16] = [
        "a", "bdi", "br", "caption", "div", "li", "p", "strong", "table", "tbody", "td", "th",
        "thead", "tr", "ul", "",
    ];
    let page = format!("<div>{html}</div>");
    let page = roxmltree::Document::parse(&page).unwrap();
    for node in page.descendants() {
        assert!(ELEMENTS.contains(&node.tag_name().name()), "{node:?}");
        for attribute in node.attributes() {
            let harmless = match attribute.name() {
                "scope" => ["row", "col"].contains(&attribute.value()),
                "href" => leads_somewhere(attribute.value()),
                _ => false,
            };
            assert!(harmless, "{attribute:?}");
        }
    }
    page.descendants().filter(roxmltree::Node::is_text).filter_map(|node| node.text()).collect()
}

/// The text of Markdown. Fails if a text of the model has become markup.
fn seen_markdown(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_MATH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES;
    let mut seen = String::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(text) => seen.push_str(&text),
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(leads_somewhere(&dest_url), "{dest_url}");
            }
            Event::Start(tag) => {
                let ui_text = matches!(
                    tag,
                    Tag::Paragraph
                        | Tag::Strong
                        | Tag::List(None)
                        | Tag::Item
                        | Tag::Table(_)
                        | Tag::TableHead
                        | Tag::TableRow
                        | Tag::TableCell
                );
                assert!(ui_text, "{tag:?}");
            }
            Event::End(_) => seen.push('\n'),
            other => panic!("{other:?}"),
        }
    }
    seen
}

/// All texts of a model that a fallback contains.
fn says_all(seen: &str, model: &Model, evidence: &Evidence) {
    let mut texts = vec![&model.title, &model.paid_by, &model.update_policy];
    for alternative in &model.alternatives {
        texts.extend(
            [&alternative.name, &alternative.living]
                .into_iter()
                .chain(&alternative.good)
                .chain(&alternative.bad),
        );
    }
    texts.extend(model.cases.iter().flat_map(|case| [&case.name, &case.note]));
    texts.extend(model.sources.iter().flat_map(|source| [&source.short, &source.title]));
    for row in &evidence.table {
        texts.push(&row.name);
        texts.extend(row.cells.iter().map(|cell| &cell.text));
    }
    let seen = seen.replace(['\u{2068}', '\u{2069}'], "");
    for text in texts {
        assert!(seen.contains(text.trim()), "`{text}` is not in\n{seen}");
    }
}

#[test]
fn html_and_markdown_contain_all_texts() {
    for (model, evidence) in [(SHIPPED, SHIPPED_EVIDENCE), (SAMPLE, SAMPLE_EVIDENCE)] {
        let (model, evidence) = read(model, evidence);
        let fallback = plain(&model, &evidence);
        says_all(&seen_html(&fallback.html()), &model, &evidence);
        says_all(&seen_markdown(&fallback.markdown()), &model, &evidence);
    }
}

#[test]
fn each_typical_case_has_the_verdict_of_the_engine() {
    let (model, evidence) = read(SHIPPED, SHIPPED_EVIDENCE);
    let markdown = plain(&model, &evidence).markdown();
    for case in &model.cases {
        let winner = decide(&model, &case.answers).verdict.winner.unwrap();
        let row = format!("| {} | {} |", case.name, model.alternatives[winner].name);
        assert!(markdown.contains(&row), "{row}");
    }
}

/// The HTML, pasted into the Markdown of a site generator, stays one block of HTML.
#[test]
fn the_html_can_be_pasted_into_markdown() {
    let (model, evidence) = read(SHIPPED, SHIPPED_EVIDENCE);
    let html = plain(&model, &evidence).html();
    for (open, close) in
        [("<tie-break model=\"a\">", "</tie-break>"), ("<div data-model=\"a\">", "</div>")]
    {
        let page = format!("Before.\n\n{open}\n{html}{close}\n\nAfter.\n");
        let events: Vec<Event<'_>> = Parser::new_ext(&page, Options::all()).collect();
        let outside = events.iter().filter(|event| matches!(event, Event::Text(_))).count();
        let blocks =
            events.iter().filter(|event| matches!(event, Event::Start(Tag::HtmlBlock))).count();
        assert_eq!((outside, blocks), (2, 1), "{open}");
    }
}

/// The standalone page shows the fallback if scripts do not run.
#[test]
fn the_standalone_page_contains_the_fallback() {
    let (model, evidence) = read(SHIPPED, SHIPPED_EVIDENCE);
    let (before, rest) = INDEX.split_once(OPENING.0).unwrap();
    let (tag, rest) = rest.split_once('>').unwrap();
    let (_, after) = rest.split_once(OPENING.1).unwrap();
    let html = plain(&model, &evidence).html();
    let page = [before, OPENING.0, tag, ">\n", &html, OPENING.1, after].concat();
    expect_file!["../../../../index.html"].assert_eq(&page);
}

#[test]
fn preset_answers_are_listed_with_their_verdict() {
    let (model, evidence) = read(SAMPLE, SAMPLE_EVIDENCE);
    let json = json!({"snow": "metres", "stays": "for-good"});
    let json = json.as_object().unwrap();
    let (answers, problems) = Answers::read(&model.alternatives, &model.questions, json);
    assert_eq!(problems, []);
    let decision = decide(&model, &answers);
    let preset = Some((&answers, &decision));
    let page = Some("https://sheds.example/?a=1&b=\"2\"");
    let fallback = Fallback { preset, page, ..plain(&model, &evidence) };
    let html = fallback.html();
    seen_html(&html);
    seen_markdown(&fallback.markdown());
    let (start, _) = html.split_once("<table>").unwrap();
    expect![[r#"
        <p><strong><bdi>What to build the village shed of</bdi></strong></p>
        <p>A decision aid (4 sources, read March 2026). It asks what you know, weighs sources that disagree, and gives its reasons. Where it cannot run, you see this summary.</p>
        <p><a href="https://sheds.example/?a=1&amp;b=&quot;2&quot;">Open the decision aid</a></p>
        <p>For these answers:</p>
        <ul>
        <li><bdi>How much snow lies on the roof?</bdi> <bdi>Metres, for months</bdi>.</li>
        <li><bdi>How long must it stand where it is?</bdi> <bdi>For good</bdi>.</li>
        </ul>
        <p>So far: Leaning <bdi>Brick</bdi>.</p>
        <ul>
        <li>One changed answer would end this lead: “<bdi>How long must it stand where it is?</bdi>”</li>
        <li>An open question can move more than the whole lead over <bdi>Brick below, timber above</bdi>: “<bdi>What can its builders do?</bdi>” or “<bdi>Who looks after it?</bdi>”</li>
        <li>At least half of this lead comes from one theme: “<bdi>People</bdi>”.</li>
        <li>1 of your answers is rated only by sources that sell something in this field.</li>
        </ul>
    "#]].assert_eq(start);
}

/// Every text of the model contains markup.
#[test]
fn no_text_of_a_model_becomes_markup() {
    const HOSTILE: &str = "# </bdi></td><script>alert(1)</script> [x](javascript:x) ![i](//e) \
                           `c` **b** ~~s~~ $m$ &lt; \" ' | <!-- ]]> <https://e.example>";
    fn spoil(value: &mut Value, key: &str) {
        const TEXTS: [&str; 12] = [
            "title",
            "name",
            "text",
            "short",
            "author",
            "sells",
            "living",
            "good",
            "bad",
            "update_policy",
            "paid_by",
            "note",
        ];
        match value {
            Value::String(text) if TEXTS.contains(&key) => *text = [HOSTILE, " ", text].concat(),
            Value::Array(items) => items.iter_mut().for_each(|item| spoil(item, key)),
            Value::Object(fields) => fields.iter_mut().for_each(|(key, field)| spoil(field, key)),
            _ => {}
        }
    }
    let [model, evidence] = [SAMPLE, SAMPLE_EVIDENCE].map(|text| {
        let mut json: Value = serde_json::from_str(text).unwrap();
        spoil(&mut json, "");
        json.to_string()
    });
    let (model, evidence) = read(&model, &evidence);
    let fallback = plain(&model, &evidence);
    says_all(&seen_html(&fallback.html()), &model, &evidence);
    says_all(&seen_markdown(&fallback.markdown()), &model, &evidence);
}
