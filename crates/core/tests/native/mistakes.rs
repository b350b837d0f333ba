//! Typical mistakes of an author who writes a decision by hand for the first time.

#![allow(clippy::too_many_lines, reason = "the test is a long table")]

use expect_test::{Expect, expect};
use tiebreak_core::model::lint::lint_file;
use tiebreak_core::model::load::{load, load_evidence, load_fail_fast, syntax_error};

/// A decision without sources, as a first-time author writes it.
const OPINION: &str = r#"{
  "format": 1,
  "id": "hugo-or-astro",
  "title": "Hugo or Astro?",
  "alternatives": [
    { "id": "hugo", "name": "Hugo" },
    { "id": "astro", "name": "Astro" }
  ],
  "questions": [
    {
      "id": "size",
      "text": "How many pages does your site have?",
      "options": [
        { "id": "small", "text": "Fewer than a hundred" },
        { "id": "large", "text": "Thousands", "values": { "hugo": 900, "astro": 400 } }
      ]
    },
    {
      "id": "builds",
      "text": "How often do you build?",
      "when": { "size": ["large"] },
      "options": [
        { "id": "rarely", "text": "Once a day" },
        { "id": "often", "text": "On every change", "weight": 90, "values": { "hugo": 800, "astro": 300 } }
      ]
    },
    {
      "id": "components",
      "text": "Do you use components of React or Vue?",
      "options": [
        { "id": "yes", "text": "Yes", "weight": 100, "values": { "hugo": 100, "astro": 1000 } },
        { "id": "no", "text": "No" }
      ]
    }
  ],
  "cases": [
    { "id": "docs", "name": "Documentation", "answers": { "size": "large", "components": "no" }, "winner": "hugo" }
  ]
}
"#;
/// The part of [`OPINION`] that a decision with a source replaces, and its replacement.
const SOURCED: [(&str, &str); 3] = [
    (
        "  \"title\":",
        "  \"evidence\": { \"file\": \"hugo-or-astro.evidence.json\" },\n  \"title\":",
    ),
    (
        "  \"questions\": [",
        "  \"sources\": [\n    { \"id\": \"bep\", \"title\": \"Why Hugo is fast\", \"url\": \"https://example.org/hugo\" }\n  ],\n  \"questions\": [",
    ),
    (
        "\"Thousands\", \"values\": { \"hugo\": 900, \"astro\": 400 }",
        "\"Thousands\", \"weight\": 80, \"ratings\": [\n          { \"source\": \"bep\", \"values\": { \"hugo\": 900, \"astro\": 400 }, \"statements\": [\"bep-1\"] }\n        ]",
    ),
];
const EVIDENCE: &str = r#"{
  "format": 1,
  "model": "hugo-or-astro",
  "statements": [
    { "id": "bep-1", "source": "bep", "place": "Introduction", "text": "A large site builds in seconds." }
  ]
}
"#;

/// The file that an author edits.
enum Start {
    /// The decision without sources.
    Opinion,
    /// The decision with a source.
    Sourced,
    /// The evidence file.
    Evidence,
}

/// A name, the file, the edits of the file that are the mistake, and the problems that are expected.
type Mistake<'a> = (&'a str, Start, &'a [(&'a str, &'a str)], Expect);

use Start::{Evidence, Opinion, Sourced};

fn edited(text: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "the file does not have {from}");
        text.replacen(from, to, 1)
    })
}

/// The problems that an author sees after these edits.
fn problems(start: &Start, edits: &[(&str, &str)]) -> String {
    let sourced = edited(OPINION, &SOURCED);
    let (model, evidence) = match start {
        Opinion => (edited(OPINION, edits), String::new()),
        Sourced => (edited(&sourced, edits), EVIDENCE.to_owned()),
        Evidence => (sourced, edited(EVIDENCE, edits)),
    };
    let loaded = load(&model);
    assert_eq!(load_fail_fast(&model), loaded.model, "both ways of loading agree");
    let mut problems = loaded.problems;
    if let Some(read) = &loaded.model {
        problems.extend(lint_file(read, &model).0);
        if read.evidence.is_some() {
            problems.extend(load_evidence(read, &evidence).problems);
        }
    }
    problems.iter().map(|problem| problem.to_string() + "\n").collect()
}

#[test]
fn each_typical_mistake_has_a_message_that_leads_to_the_fix() {
    let mistakes: [Mistake<'_>; 99] = [
        (
            "trailing comma in list",
            Opinion,
            &[(r#"{ "id": "astro", "name": "Astro" }"#, r#"{ "id": "astro", "name": "Astro" },"#)],
            expect![[r#"
                error[not-json]: not JSON at line 7, column 39: a comma before `]`
                  hint: remove this comma: nothing follows it
            "#]],
        ),
        (
            "trailing comma in object",
            Opinion,
            &[(
                r#""text": "Thousands", "values": { "hugo": 900, "astro": 400 }"#,
                r#""text": "Thousands", "values": { "hugo": 900, "astro": 400, }"#,
            )],
            expect![[r#"
                error[not-json]: not JSON at line 15, column 84: a comma before `}`
                  hint: remove this comma: nothing follows it
            "#]],
        ),
        (
            "line comment",
            Opinion,
            &[(r#"  "alternatives": ["#, "  // what I compare\n  \"alternatives\": [")],
            expect![[r#"
                error[not-json]: not JSON at line 5, column 3: a comment
                  hint: remove the comment: JSON has none
            "#]],
        ),
        (
            "smart quotes",
            Opinion,
            &[(r#""Hugo or Astro?""#, "“Hugo or Astro?”")],
            expect![[r#"
            error[not-json]: not JSON at line 4, column 12: `“` is not the quotation mark of JSON
              hint: write `"Hugo or Astro?"` with `"` on both sides
        "#]],
        ),
        (
            "smart quotes around key",
            Opinion,
            &[(r#""title""#, "“title”")],
            expect![[r#"
            error[not-json]: not JSON at line 4, column 3: `“` is not the quotation mark of JSON
              hint: write `"title"` with `"` on both sides
        "#]],
        ),
        (
            "single quotes",
            Opinion,
            &[(r#""title": "Hugo or Astro?""#, "'title': 'Hugo or Astro?'")],
            expect![[r#"
                error[not-json]: not JSON at line 4, column 3: `'` is not the quotation mark of JSON
                  hint: write `"title"` with `"` on both sides
            "#]],
        ),
        (
            "unquoted keys",
            Opinion,
            &[(r#"{ "id": "hugo", "name": "Hugo" }"#, r#"{ id: "hugo", name: "Hugo" }"#)],
            expect![[r#"
                error[not-json]: not JSON at line 6, column 7: `id` is not in quotation marks
                  hint: write `"id":`
            "#]],
        ),
        (
            "unquoted value",
            Opinion,
            &[(r#""id": "hugo","#, r#""id": hugo,"#)],
            expect![[r#"
            error[not-json]: not JSON at line 6, column 13: `hugo` is not a value of JSON
              hint: write a text in quotation marks: `"hugo"`
        "#]],
        ),
        (
            "missing comma between fields",
            Opinion,
            &[(r#""id": "hugo-or-astro","#, r#""id": "hugo-or-astro""#)],
            expect![[r#"
                error[not-json]: not JSON at line 3, column 24: no comma after `"hugo-or-astro"`
                  hint: write a comma here
            "#]],
        ),
        (
            "missing comma between items",
            Opinion,
            &[(r#"{ "id": "hugo", "name": "Hugo" },"#, r#"{ "id": "hugo", "name": "Hugo" }"#)],
            expect![[r#"
                error[not-json]: not JSON at line 6, column 37: no comma after `}`
                  hint: write a comma here
            "#]],
        ),
        (
            "missing closing brace at end",
            Opinion,
            &[("  ]\n}\n", "  ]\n")],
            expect![[r#"
            error[not-json]: not JSON at line 38, column 4: the file ends before the `{` of line 1 is closed
              hint: write `}` at the end, or where it is missing before
        "#]],
        ),
        (
            "missing closing brace inside",
            Opinion,
            &[(
                r#""values": { "hugo": 900, "astro": 400 } }"#,
                r#""values": { "hugo": 900, "astro": 400 }"#,
            )],
            expect![[r#"
                error[not-json]: not JSON at line 16, column 7: `]` comes before the `{` of line 15 is closed
                  hint: write `}` where this `{` should end
            "#]],
        ),
        (
            "missing closing bracket",
            Opinion,
            &[("\"astro\", \"name\": \"Astro\" }\n  ],", "\"astro\", \"name\": \"Astro\" }\n  ,")],
            expect![[r#"
                error[not-json]: not JSON at line 9, column 3: the list of line 5 has the name `"questions"`
                  hint: close the list with `]` before this name, or write `{` and `}` around the names of an item
            "#]],
        ),
        (
            "one brace too many",
            Opinion,
            &[("  ]\n}\n", "  ]\n}\n}\n")],
            expect![[r#"
            error[not-json]: not JSON at line 40, column 1: a bracket too many: the file has ended before it
              hint: remove this bracket, or the one before it that closes too much
        "#]],
        ),
        (
            "quote inside text",
            Opinion,
            &[(r#""Documentation""#, r#""The "docs" site""#)],
            expect![[r#"
                error[not-json]: not JSON at line 37, column 34: the text ends after `"The "`
                  hint: write `\"` for a quotation mark inside a text
            "#]],
        ),
        (
            "missing closing quote",
            Opinion,
            &[(r#""Once a day""#, r#""Once a day"#)],
            expect![[r#"
            error[not-json]: not JSON at line 23, column 35: `"Once a day },` is not closed on its line
              hint: write `"` at the end of the text; a text stands on one line
        "#]],
        ),
        (
            "backslash in text",
            Opinion,
            &[(r#""Once a day""#, "\"C:\\sites once a day\"")],
            expect![[r#"
                error[not-json]: not JSON at line 23, column 38: `\s` in a text means nothing
                  hint: write `\\` for a backslash
            "#]],
        ),
        (
            "equals for colon",
            Opinion,
            &[(r#""title": "Hugo"#, r#""title" = "Hugo"#)],
            expect![[r#"
                error[not-json]: not JSON at line 4, column 11: `=` after "title"
                  hint: write `:` in place of `=`
            "#]],
        ),
        (
            "True with capital / None",
            Opinion,
            &[(r#""text": "Do you use"#, r#""may_not_matter": True, "text": "Do you use"#)],
            expect![[r#"
                error[not-json]: not JSON at line 29, column 25: `True` is not a value of JSON
                  hint: write `true`
            "#]],
        ),
        (
            "leading zero / plus",
            Opinion,
            &[(r#""weight": 90"#, r#""weight": 090"#)],
            expect![[r#"
            error[not-json]: not JSON at line 24, column 63: `090` is not a value of JSON
              hint: write `90`
        "#]],
        ),
        (
            "number as text",
            Opinion,
            &[(r#""weight": 90"#, r#""weight": "90""#)],
            expect![[r#"
            error[shape] at /questions/1/options/1/weight: expected a whole number, found the text "90"
              hint: write the number without quotation marks: `90`
        "#]],
        ),
        (
            "values 0..10",
            Opinion,
            &[
                (r#""hugo": 900, "astro": 400"#, r#""hugo": 9, "astro": 4"#),
                (r#""hugo": 800, "astro": 300"#, r#""hugo": 8, "astro": 3"#),
                (r#""hugo": 100, "astro": 1000"#, r#""hugo": 1, "astro": 10"#),
            ],
            expect![[r#"
                warning[small-values] at /questions: the largest value is 10 of 1000
                  hint: values go from 0 to 1000: multiply values from 0 to 10 by 100, and percentages by 10
                warning[never-wins] at /alternatives/0: `hugo` never wins: no answers put it ahead of `astro` by more than the tie band
                warning[never-wins] at /alternatives/1: `astro` never wins: no answers put it ahead of `hugo` by more than the tie band
            "#]],
        ),
        (
            "values 0..1",
            Opinion,
            &[(r#""hugo": 900, "astro": 400"#, r#""hugo": 0.9, "astro": 0.4"#)],
            expect![[r#"
                error[shape] at /questions/0/options/1/values/astro: expected a whole number, found `0.4`
                  hint: write `400`; a value is a whole number from 0 to 1000: 0 works strongly against it, 500 neither helps nor hurts, 1000 is made for it
                error[shape] at /questions/0/options/1/values/hugo: expected a whole number, found `0.9`
                  hint: write `900`; a value is a whole number from 0 to 1000: 0 works strongly against it, 500 neither helps nor hurts, 1000 is made for it
            "#]],
        ),
        (
            "values percent",
            Opinion,
            &[(r#""hugo": 900, "astro": 400"#, r#""hugo": "90%", "astro": "40%""#)],
            expect![[r#"
                error[shape] at /questions/0/options/1/values/astro: expected a whole number, found the text "40%"
                  hint: write `400`; a value is a whole number from 0 to 1000: 0 works strongly against it, 500 neither helps nor hurts, 1000 is made for it
                error[shape] at /questions/0/options/1/values/hugo: expected a whole number, found the text "90%"
                  hint: write `900`; a value is a whole number from 0 to 1000: 0 works strongly against it, 500 neither helps nor hurts, 1000 is made for it
            "#]],
        ),
        (
            "values above 1000",
            Opinion,
            &[(r#""hugo": 900"#, r#""hugo": 1500"#)],
            expect![[r#"
            error[out-of-range] at /questions/0/options/1/values/hugo: the value 1500 is not between 0 and 1000
              hint: a value is a whole number from 0 to 1000: 0 works strongly against it, 500 neither helps nor hurts, 1000 is made for it
        "#]],
        ),
        (
            "values words",
            Opinion,
            &[(r#""hugo": 900, "astro": 400"#, r#""hugo": "good", "astro": "bad""#)],
            expect![[r#"
                error[shape] at /questions/0/options/1/values/astro: expected a whole number, found the text "bad"
                  hint: a value is a whole number from 0 to 1000: 0 works strongly against it, 500 neither helps nor hurts, 1000 is made for it
                error[shape] at /questions/0/options/1/values/hugo: expected a whole number, found the text "good"
                  hint: a value is a whole number from 0 to 1000: 0 works strongly against it, 500 neither helps nor hurts, 1000 is made for it
            "#]],
        ),
        (
            "values as list",
            Opinion,
            &[(r#"{ "hugo": 900, "astro": 400 }"#, "[900, 400]")],
            expect![[r#"
                error[shape] at /questions/0/options/1/values: expected an object, found a list
                  hint: write `{ "id-of-alternative": 900 }`
            "#]],
        ),
        (
            "values by name",
            Opinion,
            &[(r#""hugo": 900, "astro": 400"#, r#""Hugo": 900, "Astro": 400"#)],
            expect![[r#"
                error[unknown-id] at /questions/0/options/1/values/Astro: no alternative `Astro`
                  hint: did you mean `astro`?
                error[unknown-id] at /questions/0/options/1/values/Hugo: no alternative `Hugo`
                  hint: did you mean `hugo`?
            "#]],
        ),
        (
            "weight high",
            Opinion,
            &[(r#""weight": 90"#, r#""weight": "high""#)],
            expect![[r#"
            error[shape] at /questions/1/options/1/weight: expected a whole number, found the text "high"
              hint: a weight is a whole number from 0 to 200: 20 is a hint, 60 counts, 100 decides in a usual case, 160 outweighs most others
        "#]],
        ),
        (
            "name for title",
            Opinion,
            &[(r#""title": "Hugo or"#, r#""name": "Hugo or"#)],
            expect![[r#"
                error[shape] at /name: unknown field `name`
                  hint: rename it to `title`
            "#]],
        ),
        (
            "title for alternative name",
            Opinion,
            &[(r#""name": "Hugo""#, r#""title": "Hugo""#)],
            expect![[r#"
                error[shape] at /alternatives/0/title: unknown field `title`
                  hint: rename it to `name`
            "#]],
        ),
        (
            "label for option text",
            Opinion,
            &[(r#""text": "Once a day""#, r#""label": "Once a day""#)],
            expect![[r#"
                error[shape] at /questions/1/options/0/label: unknown field `label`
                  hint: rename it to `text`
            "#]],
        ),
        (
            "question for text",
            Opinion,
            &[(r#""text": "How often"#, r#""question": "How often"#)],
            expect![[r#"
                error[shape] at /questions/1/question: unknown field `question`
                  hint: rename it to `text`
            "#]],
        ),
        (
            "answers for options",
            Opinion,
            &[(
                "\"options\": [\n        { \"id\": \"rarely\"",
                "\"answers\": [\n        { \"id\": \"rarely\"",
            )],
            expect![[r#"
                error[shape] at /questions/1/answers: unknown field `answers`
                  hint: rename it to `options`
            "#]],
        ),
        (
            "criteria for questions",
            Opinion,
            &[(r#""questions""#, r#""criteria""#)],
            expect![[r#"
            error[shape] at /criteria: unknown field `criteria`
              hint: rename it to `questions`
        "#]],
        ),
        (
            "scores for values",
            Opinion,
            &[(r#""text": "Thousands", "values""#, r#""text": "Thousands", "scores""#)],
            expect![[r#"
                error[shape] at /questions/0/options/1/scores: unknown field `scores`
                  hint: rename it to `values`
            "#]],
        ),
        (
            "typo in field",
            Opinion,
            &[(r#""weight": 90"#, r#""wieght": 90"#)],
            expect![[r#"
            error[shape] at /questions/1/options/1/wieght: unknown field `wieght`
              hint: did you mean `weight`?
        "#]],
        ),
        (
            "capital field",
            Opinion,
            &[(r#""title": "Hugo"#, r#""Title": "Hugo"#)],
            expect![[r#"
            error[shape] at /Title: unknown field `Title`
              hint: write `title`
        "#]],
        ),
        (
            "options plain texts",
            Opinion,
            &[(
                "[\n        { \"id\": \"rarely\", \"text\": \"Once a day\" },\n        { \"id\": \"often\", \"text\": \"On every change\", \"weight\": 90, \"values\": { \"hugo\": 800, \"astro\": 300 } }\n      ]",
                r#"["Once a day", "On every change"]"#,
            )],
            expect![[r#"
                error[shape] at /questions/1/options/0: expected an object, found the text "Once a day"
                  hint: write `{ "id": "once-a-day", "text": "Once a day" }`
                error[shape] at /questions/1/options/1: expected an object, found the text "On every change"
                  hint: write `{ "id": "on-every-change", "text": "On every change" }`
            "#]],
        ),
        (
            "options by id",
            Opinion,
            &[(
                "[\n        { \"id\": \"rarely\", \"text\": \"Once a day\" },\n        { \"id\": \"often\", \"text\": \"On every change\", \"weight\": 90, \"values\": { \"hugo\": 800, \"astro\": 300 } }\n      ]",
                r#"{ "rarely": "Once a day", "often": "On every change" }"#,
            )],
            expect![[r#"
                error[shape] at /questions/1/options: expected a list, found an object
                  hint: write a list of objects, each with its id: `[{ "id": "often", "text": "On every change" }]`
            "#]],
        ),
        (
            "alternatives plain texts",
            Opinion,
            &[(
                "[\n    { \"id\": \"hugo\", \"name\": \"Hugo\" },\n    { \"id\": \"astro\", \"name\": \"Astro\" }\n  ]",
                r#"["Hugo", "Astro"]"#,
            )],
            expect![[r#"
                error[shape] at /alternatives/0: expected an object, found the text "Hugo"
                  hint: write `{ "id": "hugo", "name": "Hugo" }`
                error[shape] at /alternatives/1: expected an object, found the text "Astro"
                  hint: write `{ "id": "astro", "name": "Astro" }`
            "#]],
        ),
        (
            "alternatives by id",
            Opinion,
            &[(
                "[\n    { \"id\": \"hugo\", \"name\": \"Hugo\" },\n    { \"id\": \"astro\", \"name\": \"Astro\" }\n  ]",
                r#"{ "hugo": { "name": "Hugo" }, "astro": { "name": "Astro" } }"#,
            )],
            expect![[r#"
                error[shape] at /alternatives: expected a list, found an object
                  hint: write a list of objects, each with its id: `[{ "id": "astro", "name": "Astro" }]`
            "#]],
        ),
        (
            "values at the question",
            Opinion,
            &[(
                r#""text": "Do you use components of React or Vue?","#,
                r#""text": "Do you use components of React or Vue?", "values": { "hugo": 100, "astro": 1000 },"#,
            )],
            expect![[r#"
                error[shape] at /questions/2/values: unknown field `values`
                  hint: write `values` inside the items of `options`
            "#]],
        ),
        (
            "weight at the question",
            Opinion,
            &[(
                r#""text": "Do you use components of React or Vue?","#,
                r#""text": "Do you use components of React or Vue?", "weight": 80,"#,
            )],
            expect![[r#"
                error[shape] at /questions/2/weight: unknown field `weight`
                  hint: write `weight` inside the items of `options`
            "#]],
        ),
        (
            "value at alternative",
            Opinion,
            &[(
                r#"{ "id": "hugo", "name": "Hugo" }"#,
                r#"{ "id": "hugo", "name": "Hugo", "score": 8 }"#,
            )],
            expect![[r#"
                error[shape] at /alternatives/0/score: unknown field `score`
                  hint: remove it; `values` is a field of an item of `options`
            "#]],
        ),
        (
            "id spaces",
            Opinion,
            &[(r#""id": "rarely""#, r#""id": "once a day""#)],
            expect![[r#"
            error[bad-id] at /questions/1/options/0/id: `once a day` is not a valid id
              hint: write for example `once-a-day`; an id has up to 64 letters (a to z), digits, `-` and `_`, and starts with a letter or a digit
        "#]],
        ),
        (
            "id number",
            Opinion,
            &[(r#""id": "rarely""#, r#""id": 1"#)],
            expect![[r#"
            error[shape] at /questions/1/options/0/id: expected a text, found `1`
              hint: write it in quotation marks: `"1"`
        "#]],
        ),
        (
            "duplicate option id",
            Opinion,
            &[(r#""id": "often""#, r#""id": "rarely""#)],
            expect![[r#"
                error[duplicate-id] at /questions/1/options/1/id: the id `rarely` is already used
                  hint: give it another id, for example `rarely-2`
            "#]],
        ),
        (
            "duplicate key",
            Opinion,
            &[(
                r#""title": "Hugo or Astro?","#,
                "\"title\": \"Hugo or Astro?\",\n  \"title\": \"Astro or Hugo?\",",
            )],
            expect![[r#"
                warning[field-twice] at /title: the object has the field `title` again at line 5
                  hint: remove one of the two: only the last one counts
            "#]],
        ),
        (
            "missing format",
            Opinion,
            &[("  \"format\": 1,\n", "")],
            expect![[r#"
            error[shape]: missing field `format`
              hint: add `"format": 1`
        "#]],
        ),
        (
            "format text",
            Opinion,
            &[(r#""format": 1"#, r#""format": "1""#)],
            expect![[r#"
            error[shape] at /format: expected a whole number, found the text "1"
              hint: write the number without quotation marks: `1`
        "#]],
        ),
        (
            "one alternative",
            Opinion,
            &[(",\n    { \"id\": \"astro\", \"name\": \"Astro\" }", "")],
            expect![[r#"
                error[too-few] at /alternatives: expected 2 or more items, found 1
                  hint: a decision compares at least two alternatives: add `{ "id": "an-id", "name": "…" }`
                error[unknown-id] at /questions/0/options/1/values/astro: no alternative `astro`
                  hint: expected one of `hugo`
                error[unknown-id] at /questions/1/options/1/values/astro: no alternative `astro`
                  hint: expected one of `hugo`
                error[unknown-id] at /questions/2/options/0/values/astro: no alternative `astro`
                  hint: expected one of `hugo`
            "#]],
        ),
        (
            "options empty",
            Opinion,
            &[(
                "[\n        { \"id\": \"rarely\", \"text\": \"Once a day\" },\n        { \"id\": \"often\", \"text\": \"On every change\", \"weight\": 90, \"values\": { \"hugo\": 800, \"astro\": 300 } }\n      ]",
                "[]",
            )],
            expect![[r#"
                error[too-few] at /questions/1/options: expected 1 or more items, found 0
                  hint: add an option: `{ "id": "yes", "text": "Yes" }`
            "#]],
        ),
        (
            "empty text",
            Opinion,
            &[(r#""text": "Once a day""#, r#""text": """#)],
            expect![[r#"
            error[empty] at /questions/1/options/0/text: the text is empty
              hint: write a text, or remove the field
        "#]],
        ),
        (
            "weight without values",
            Opinion,
            &[(
                r#""id": "rarely", "text": "Once a day""#,
                r#""id": "rarely", "text": "Once a day", "weight": 50"#,
            )],
            expect![[r#"
                error[row-unrated] at /questions/1/options/0: the row has a weight but no values
                  hint: add `values` with a number from 0 to 1000 for each alternative, or set the weight to 0
            "#]],
        ),
        (
            "ratings without sources",
            Opinion,
            &[(
                r#""values": { "hugo": 900, "astro": 400 }"#,
                r#""weight": 60, "ratings": [{ "source": "bep", "values": { "hugo": 900, "astro": 400 } }]"#,
            )],
            expect![[r#"
                error[unknown-id] at /questions/0/options/1/ratings/0/source: no source `bep`
                  hint: add `"sources": [{ "id": "bep", "title": "…" }]` to the model, or write `editor` if this is your own opinion
            "#]],
        ),
        (
            "source misspelt",
            Sourced,
            &[(r#""source": "bep""#, r#""source": "bpe""#)],
            expect![[r#"
                error[unknown-id] at /questions/0/options/1/ratings/0/source: no source `bpe`
                  hint: did you mean `bep`?
            "#]],
        ),
        (
            "ratings as object",
            Sourced,
            &[(
                "\"ratings\": [\n          { \"source\": \"bep\", \"values\": { \"hugo\": 900, \"astro\": 400 }, \"statements\": [\"bep-1\"] }\n        ]",
                r#""ratings": { "source": "bep", "values": { "hugo": 900, "astro": 400 } }"#,
            )],
            expect![[r#"
                error[shape] at /questions/0/options/1/ratings: expected a list, found an object
                  hint: write `[` before this object and `]` behind it
            "#]],
        ),
        (
            "ratings direct numbers",
            Opinion,
            &[(r#""text": "Thousands", "values""#, r#""text": "Thousands", "ratings""#)],
            expect![[r#"
                error[shape] at /questions/0/options/1/ratings: expected a list, found an object
                  hint: your own opinion is `"values": {"astro":400,"hugo":900}` in place of `ratings`
            "#]],
        ),
        (
            "ratings by source",
            Sourced,
            &[(
                "\"ratings\": [\n          { \"source\": \"bep\", \"values\": { \"hugo\": 900, \"astro\": 400 }, \"statements\": [\"bep-1\"] }\n        ]",
                r#""ratings": { "bep": { "hugo": 900, "astro": 400 } }"#,
            )],
            expect![[r#"
                error[shape] at /questions/0/options/1/ratings: expected a list, found an object
                  hint: write `[{ "source": "bep", "values": {"astro":400,"hugo":900} }]`
            "#]],
        ),
        (
            "rating without alternative",
            Sourced,
            &[(r#""hugo": 900, "astro": 400 }, "st"#, r#""hugo": 900 }, "st"#)],
            expect![[r#"
                error[row-incomplete] at /questions/0/options/1/ratings/0/values: the rating has no value for `astro`
                  hint: rate every alternative, and list those that the text only implies in `inferred`
            "#]],
        ),
        (
            "statements as text",
            Sourced,
            &[(r#""statements": ["bep-1"]"#, r#""statements": "bep-1""#)],
            expect![[r#"
                error[shape] at /questions/0/options/1/ratings/0/statements: expected a list, found the text "bep-1"
                  hint: write `["bep-1"]`
            "#]],
        ),
        (
            "statement sentence",
            Sourced,
            &[(
                r#""statements": ["bep-1"]"#,
                r#""statements": ["A large site builds in seconds."]"#,
            )],
            expect![[r#"
                error[bad-id] at /questions/0/options/1/ratings/0/statements/0: `A large site builds in seconds.` is not a valid id
                  hint: name the id of a statement, and write the statement itself into the evidence file
            "#]],
        ),
        (
            "evidence in model",
            Sourced,
            &[(
                r#""evidence": { "file": "hugo-or-astro.evidence.json" }"#,
                r#""statements": [{ "id": "bep-1", "source": "bep", "place": "Introduction", "text": "Fast." }]"#,
            )],
            expect![[r#"
                error[shape] at /statements: unknown field `statements`
                  hint: move it into a file of its own, which the field `evidence` names: `"evidence": { "file": "my-decision.evidence.json" }`
            "#]],
        ),
        (
            "evidence as text",
            Sourced,
            &[(r#"{ "file": "hugo-or-astro.evidence.json" }"#, r#""hugo-or-astro.evidence.json""#)],
            expect![[r#"
                error[shape] at /evidence: expected an object, found the text "hugo-or-astro.evidence.json"
                  hint: write `{ "file": "hugo-or-astro.evidence.json" }`
            "#]],
        ),
        (
            "sources as urls",
            Sourced,
            &[(
                r#"{ "id": "bep", "title": "Why Hugo is fast", "url": "https://example.org/hugo" }"#,
                r#""https://example.org/hugo""#,
            )],
            expect![[r#"
                error[shape] at /sources/0: expected an object, found the text "https://example.org/hugo"
                  hint: write `{ "id": "an-id", "title": "…", "url": "https://example.org/hugo" }`
            "#]],
        ),
        (
            "source name",
            Sourced,
            &[(r#""title": "Why Hugo is fast""#, r#""name": "Why Hugo is fast""#)],
            expect![[r#"
                error[shape] at /sources/0/name: unknown field `name`
                  hint: rename it to `title`
            "#]],
        ),
        (
            "source link",
            Sourced,
            &[(r#""url": "https"#, r#""link": "https"#)],
            expect![[r#"
            error[shape] at /sources/0/link: unknown field `link`
              hint: rename it to `url`
        "#]],
        ),
        (
            "url without https",
            Sourced,
            &[(r#""https://example.org/hugo""#, r#""example.org/hugo""#)],
            expect![[r#"
                error[bad-link] at /sources/0/url: `example.org/hugo` is not an allowed link
                  hint: write `https://example.org/hugo`; links start with https://, http:// or mailto:, and have no spaces
            "#]],
        ),
        (
            "when text",
            Opinion,
            &[(r#""when": { "size": ["large"] }"#, r#""when": "size = large""#)],
            expect![[r#"
                error[shape] at /questions/1/when: expected an object, found the text "size = large"
                  hint: write `{ "id-of-question": ["id-of-option"] }`
            "#]],
        ),
        (
            "when value text",
            Opinion,
            &[(r#""when": { "size": ["large"] }"#, r#""when": { "size": "large" }"#)],
            expect![[r#"
                error[shape] at /questions/1/when/size: expected a list, found the text "large"
                  hint: write `["large"]`
            "#]],
        ),
        (
            "when question/answer",
            Opinion,
            &[(
                r#""when": { "size": ["large"] }"#,
                r#""when": { "question": "size", "answer": "large" }"#,
            )],
            expect![[r#"
                error[shape] at /questions/1/when/answer: expected a list, found the text "large"
                  hint: write `"when": { "id-of-question": ["id-of-option"] }`
                error[shape] at /questions/1/when/question: expected a list, found the text "size"
                  hint: write `"when": { "id-of-question": ["id-of-option"] }`
            "#]],
        ),
        (
            "if for when",
            Opinion,
            &[(r#""when": { "size""#, r#""if": { "size""#)],
            expect![[r#"
            error[shape] at /questions/1/if: unknown field `if`
              hint: rename it to `when`
        "#]],
        ),
        (
            "case answer text",
            Opinion,
            &[(r#""size": "large", "comp"#, r#""size": "Thousands", "comp"#)],
            expect![[r#"
                error[unknown-option] at /cases/0/answers/size: question `size` has no option `Thousands`
                  hint: expected one of `small`, `large`
            "#]],
        ),
        (
            "case many list",
            Opinion,
            &[(r#""size": "large", "comp"#, r#""size": ["large"], "comp"#)],
            expect![[r#"
                error[bad-answer] at /cases/0/answers/size: question `size` takes the id of one option
                  hint: did you mean `large`?
            "#]],
        ),
        (
            "case bool",
            Opinion,
            &[(r#""components": "no""#, r#""components": false"#)],
            expect![[r#"
                error[bad-answer] at /cases/0/answers/components: question `components` takes the id of one option
                  hint: expected one of `yes`, `no`
            "#]],
        ),
        (
            "case winner name",
            Opinion,
            &[(r#""winner": "hugo""#, r#""winner": "Hugo""#)],
            expect![[r#"
                error[unknown-id] at /cases/0/winner: no alternative `Hugo`
                  hint: did you mean `hugo`?
            "#]],
        ),
        (
            "case answers as list",
            Opinion,
            &[(r#"{ "size": "large", "components": "no" }"#, r#"["large", "no"]"#)],
            expect![[r#"
                error[shape] at /cases/0/answers: expected an object, found a list
                  hint: write `{ "id-of-question": "id-of-option" }`
            "#]],
        ),
        (
            "multiple true",
            Opinion,
            &[(r#""text": "Do you use"#, r#""multiple": true, "text": "Do you use"#)],
            expect![[r#"
                error[shape] at /questions/2/multiple: unknown field `multiple`
                  hint: write `"choose": "many"`
            "#]],
        ),
        (
            "many without groups",
            Opinion,
            &[
                (r#""text": "Do you use"#, r#""choose": "many", "text": "Do you use"#),
                (r#", "components": "no""#, ""),
            ],
            expect![[r#"
                error[group-missing] at /questions/2/options/0: an option of a `many` question needs a group
                  hint: add `"group": "…"`: options that express the same need have the same group
                error[group-missing] at /questions/2/options/1: an option of a `many` question needs a group
                  hint: add `"group": "…"`: options that express the same need have the same group
            "#]],
        ),
        (
            "good as text",
            Opinion,
            &[(r#""name": "Hugo""#, r#""name": "Hugo", "good": "Fast""#)],
            expect![[r#"
                error[shape] at /alternatives/0/good: expected a list, found the text "Fast"
                  hint: write `["Fast"]`
            "#]],
        ),
        (
            "value for both",
            Opinion,
            &[
                (
                    r#"{ "id": "astro", "name": "Astro" }"#,
                    r#"{ "id": "astro", "name": "Astro" }, { "id": "both", "name": "Both", "of": ["hugo", "astro"] }"#,
                ),
                (r#""astro": 400 }"#, r#""astro": 400, "both": 700 }"#),
            ],
            expect![[r#"
                error[shape] at /alternatives/2/of: unknown field `of`
                  hint: write `"derived": { "of": ["hugo","astro"] }`
            "#]],
        ),
        (
            "excludes",
            Opinion,
            &[(
                r#""id": "yes", "text": "Yes","#,
                r#""id": "yes", "text": "Yes", "excludes": "hugo","#,
            )],
            expect![[r#"
                error[shape] at /questions/2/options/0/excludes: unknown field `excludes`
                  hint: write `"requirements": [{ "excludes": "hugo", "said_by": [{ "source": "editor" }] }]`
            "#]],
        ),
        (
            "requirement without source",
            Opinion,
            &[(
                r#""id": "yes", "text": "Yes","#,
                r#""id": "yes", "text": "Yes", "requirements": [{ "excludes": "hugo" }],"#,
            )],
            expect![[r#"
                error[shape] at /questions/2/options/0/requirements/0: missing field `said_by`
                  hint: add `"said_by": [{ "source": "editor" }]`
            "#]],
        ),
        (
            "bom",
            Opinion,
            &[("{\n  \"format\"", "\u{feff}{\n  \"format\"")],
            expect![[r#"
            error[not-json]: not JSON at line 1, column 1: the file starts with a byte order mark
              hint: save the file as UTF-8 without a byte order mark (BOM)
        "#]],
        ),
        (
            "empty file",
            Opinion,
            &[(OPINION, "")],
            expect![[r#"
            error[not-json]: not JSON at line 1, column 1: the file is empty
              hint: write a model into it; `tiebreak new` writes one to start from
        "#]],
        ),
        (
            "array",
            Opinion,
            &[("{\n  \"format\"", "[{\n  \"format\""), ("  ]\n}\n", "  ]\n}]\n")],
            expect![[r#"
                error[shape]: expected an object, found a list
                  hint: a file is one object: remove the `[` and `]` around it
            "#]],
        ),
        (
            "wrapped",
            Opinion,
            &[("{\n  \"format\"", "{ \"model\": {\n  \"format\""), ("  ]\n}\n", "  ]\n}}\n")],
            expect![[r#"
                error[shape] at /model: unknown field `model`
                  hint: move the fields inside `model` to the top of the file, and remove `model`
            "#]],
        ),
        (
            "YAML file",
            Opinion,
            &[(OPINION, "format: 1\nid: hugo-or-astro\n")],
            expect![[r#"
            error[not-json]: not JSON at line 1, column 1: the file starts with `format`
              hint: a file is one JSON object: `{` is its first character and `}` its last one
        "#]],
        ),
        (
            "HTML/markdown fence",
            Opinion,
            &[("{\n  \"format\"", "```json\n{\n  \"format\"")],
            expect![[r#"
                error[not-json]: not JSON at line 1, column 1: a line of Markdown
                  hint: remove this line, and the last one of the same kind
            "#]],
        ),
        (
            "nbsp",
            Opinion,
            &[(r#"  "title""#, "\u{a0} \"title\"")],
            expect![[r#"
            error[not-json]: not JSON at line 4, column 1: the character U+00A0 looks like a space but is none
              hint: delete it, and type a space
        "#]],
        ),
        (
            "two models",
            Opinion,
            &[("  ]\n}\n", "  ]\n}\n{}\n")],
            expect![[r#"
            error[not-json]: not JSON at line 40, column 1: text after the end of the object
              hint: remove everything behind the last `}`; a file has one object
        "#]],
        ),
        (
            "evidence: statement text field",
            Evidence,
            &[(r#""text": "A"#, r#""statement": "A"#)],
            expect![[r#"
                error[shape] at /statements/0/statement: unknown field `statement`
                  hint: rename it to `text`
            "#]],
        ),
        (
            "evidence: missing place",
            Evidence,
            &[(r#""place": "Introduction", "#, "")],
            expect![[r#"
                error[shape] at /statements/0: missing field `place`
                  hint: add `"place": "…"`
            "#]],
        ),
        (
            "evidence: statements as object",
            Evidence,
            &[(
                "[\n    { \"id\": \"bep-1\", \"source\": \"bep\", \"place\": \"Introduction\", \"text\": \"A large site builds in seconds.\" }\n  ]",
                r#"{ "bep-1": "A large site builds in seconds." }"#,
            )],
            expect![[r#"
                error[shape] at /statements: expected a list, found an object
                  hint: write a list of objects, each with its id: `[{ "id": "bep-1", "source": "…", "place": "…", "text": "A large site builds in seconds." }]`
            "#]],
        ),
        (
            "evidence: model name",
            Evidence,
            &[(r#""model": "hugo-or-astro""#, r#""model": "Hugo or Astro""#)],
            expect![[r#"
                error[wrong-model] at /model: the file belongs to model `Hugo or Astro`, not to `hugo-or-astro`
                  hint: write `hugo-or-astro`, the id of the model
            "#]],
        ),
        (
            "evidence: trailing comma",
            Evidence,
            &[(r#"seconds." }"#, r#"seconds." },"#)],
            expect![[r#"
                error[not-json]: not JSON at line 5, column 107: a comma before `]`
                  hint: remove this comma: nothing follows it
            "#]],
        ),
        (
            "evidence: link",
            Evidence,
            &[(r#""place""#, r#""link": "https://example.org", "place""#)],
            expect![[r#"
                error[shape] at /statements/0/link: unknown field `link`
                  hint: did you mean `links`?
            "#]],
        ),
        (
            "evidence: source misspelt",
            Evidence,
            &[(r#""source": "bep""#, r#""source": "pep""#)],
            expect![[r#"
                error[unknown-id] at /statements/0/source: no source `pep`
                  hint: did you mean `bep`?
            "#]],
        ),
    ];
    for (mistake, start, edits, expected) in mistakes {
        let problems = problems(&start, edits);
        assert!(problems.contains("\n  hint: "), "no hint for: {mistake}\n{problems}");
        expected.assert_eq(&problems);
    }
}

#[test]
fn the_files_without_a_mistake_have_no_problems() {
    for start in [Opinion, Sourced, Evidence] {
        assert_eq!(problems(&start, &[]), "");
    }
}

#[test]
fn a_syntax_error_is_explained_whenever_a_file_is_not_json() {
    for (end, _) in OPINION.trim_end().char_indices().step_by(3) {
        let cut = &OPINION[..end];
        let error = syntax_error(cut).unwrap();
        assert!(error.hint.is_some(), "{cut}");
        for inserted in [
            "\"", "'", "\\", ",", ":", "}", "]", "{", "[", "x", "9", "#", "“", "\u{a0}", "\t", "\n",
        ] {
            let text = [cut, inserted, &OPINION[end..]].concat();
            let is_json = serde_json::from_str::<serde_json::Value>(&text).is_ok();
            assert_eq!(syntax_error(&text).is_none(), is_json, "{text}");
        }
    }
}
