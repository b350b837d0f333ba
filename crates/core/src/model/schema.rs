//! The format of the two files of a decision, as tables of objects and fields.
//!
//! A table lists the fields of an object with their types. [`load`](super::load) compares a file
//! with the tables, and then checks ranges, references and relations between fields, which the
//! tables do not have. The JSON Schemas in `public/models/` are generated from the same tables, and
//! a test compares them, so editors suggest exactly the fields that are read.

mod cases;
mod words;

pub use cases::{CasesFile, TestCaseFile};
pub use words::{
    Choose, Color, Interest, Kind, Mark, Rule, Section, Shape, Tier, VerdictKind, Word, Words,
};

use Form::{Any, Fields, List, Map, Number, OneOf, Text, Whole, YesNo};

/// The version of the file format that is read, the value of the field `format`.
pub const FORMAT: i64 = 1;

/// The type of a value in a file.
#[derive(Debug)]
pub enum Form {
    /// A text.
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// True or false.
    YesNo,
    /// One of the words of an enumeration.
    OneOf(&'static Words),
    /// An object with these fields.
    Fields(&'static Object),
    /// A list with items of this type.
    List(&'static Form),
    /// An object with any keys, and values of this type.
    Map(&'static Form),
    /// An object with any keys and any values.
    Any,
}

/// An object of the file format.
#[derive(Debug)]
pub struct Object {
    /// Name of the object among the definitions of the JSON Schema.
    pub name: &'static str,
    /// Meaning of the object; empty in WebAssembly.
    pub meaning: &'static str,
    /// All fields that are allowed, in the usual order.
    pub fields: &'static [Field],
}

/// A field of an object.
#[derive(Debug)]
pub struct Field {
    /// Key of the field.
    pub name: &'static str,
    /// Type of its value.
    pub form: Form,
    /// Whether the field is required. An optional field can also be null.
    pub required: bool,
    /// Meaning of the field; empty in WebAssembly.
    pub meaning: &'static str,
}

const TEXTS: Form = List(&Text);

const fn object(name: &'static str, meaning: &'static str, fields: &'static [Field]) -> Object {
    Object { name, meaning: for_authors(meaning), fields }
}

const fn required(name: &'static str, form: Form, meaning: &'static str) -> Field {
    Field { name, form, required: true, meaning: for_authors(meaning) }
}

const fn optional(name: &'static str, form: Form, meaning: &'static str) -> Field {
    Field { name, form, required: false, meaning: for_authors(meaning) }
}

/// A text for the JSON Schemas. In WebAssembly it is empty, because the linker cannot remove parts
/// of a table, and the texts would add several kilobytes to what every reader downloads. Nothing
/// that is computed depends on them.
const fn for_authors(meaning: &'static str) -> &'static str {
    if cfg!(target_family = "wasm") { "" } else { meaning }
}

/// A model file, `<id>.json`: everything that a verdict needs.
pub static MODEL: Object = object(
    "Model",
    "A model file, `<id>.json`: everything that a verdict needs.",
    &[
        optional("$schema", Text, "Address of the JSON Schema, for editors."),
        required("format", Whole, "Version of the file format: 1."),
        required("id", Text, "Stable name of the decision: letters, digits, `-` and `_`."),
        optional("version", Text, "Version of the decision, in any form; by default `0`."),
        optional(
            "lang",
            Text,
            "BCP 47 language tag of the texts; by default the language of the page.",
        ),
        required("title", Text, "Title of the decision, in one line."),
        optional(
            "evidence_read",
            Text,
            "Date when the sources were read, for example `2026-03`, if it is known.",
        ),
        optional(
            "corrections_read",
            Text,
            "Date when the public record was searched for corrections, for example `2026-06`.",
        ),
        optional("update_policy", Text, "When and why the model is changed."),
        optional("paid_by", Text, "Who paid for the work, and what they sell."),
        optional(
            "band",
            Whole,
            "Tie band in thousandths of the scale, 0 to 100; by default 10, which is 1 point of 100.",
        ),
        optional(
            "default_verdict",
            YesNo,
            "Whether the verdict of the rows of unanswered questions is shown before the first answer; by default false.",
        ),
        optional("evidence", Fields(&EVIDENCE_LINK), "The evidence file."),
        required("alternatives", List(&Fields(&ALTERNATIVE)), "The alternatives: 2 to 12."),
        optional(
            "sources",
            List(&Fields(&SOURCE)),
            "The sources: at most 64. Without sources, the decision is the author's own opinion.",
        ),
        required("questions", List(&Fields(&QUESTION)), "The questions: 1 to 64."),
        optional("cases", List(&Fields(&CASE)), "Typical cases: at most 64."),
        INTENDED,
    ],
);

static EVIDENCE_LINK: Object = object(
    "EvidenceLink",
    "Name and digest of the evidence file.",
    &[
        required("file", Text, "Name of a file in the same folder."),
        optional(
            "integrity",
            Text,
            "SHA-256 digest of the file, `sha256-…`; `tiebreak lint --seal` writes it.",
        ),
    ],
);

static ALTERNATIVE: Object = object(
    "Alternative",
    "Something that can be chosen.",
    &[
        required("id", Text, "Stable name."),
        required("name", Text, "Name that is shown to readers."),
        optional(
            "color",
            OneOf(&Color::WORDS),
            "Colour of the alternative; by default the colour of its position.",
        ),
        optional(
            "shape",
            OneOf(&Shape::WORDS),
            "Shape of the alternative, for readers who cannot tell the colours apart; by default the shape of its position.",
        ),
        optional("living", Text, "Experience of using the alternative, in one sentence."),
        optional("good", TEXTS, "Advantages in general."),
        optional("bad", TEXTS, "Disadvantages in general, in the same detail."),
        optional(
            "derived",
            Fields(&DERIVED),
            "How the alternative is derived; absent for a base alternative.",
        ),
        INTENDED,
    ],
);

static DERIVED: Object = object(
    "Derived",
    "How an alternative is derived from base alternatives.",
    &[
        required("of", TEXTS, "Ids of its parts: two or more base alternatives."),
        optional(
            "seam",
            Whole,
            "Subtracted from the largest value of the parts on a `need` question: 0 to 200 of 1000, by default 80.",
        ),
        optional(
            "cost",
            Whole,
            "Subtracted from the mean value of the parts on a `property` question: 0 to 200 of 1000, by default 50.",
        ),
    ],
);

static SOURCE: Object = object(
    "Source",
    "An author or publisher whose statements are evidence.",
    &[
        required("id", Text, "Stable name."),
        optional("short", Text, "Short name, for charts; by default the title."),
        required("title", Text, "Title of the article."),
        optional("author", Text, "Author, if known."),
        optional("date", Text, "Date, if known: a year, a month or a day."),
        optional("url", Text, "Address: https, http or mailto."),
        optional("sells", Text, "What the author or publisher sells."),
        optional(
            "interest",
            OneOf(&Interest::WORDS),
            "Interest of the source in the outcome; by default `unstated`.",
        ),
        optional(
            "cluster",
            Text,
            "Name of the cluster. Sources of one vendor or author, or that cite each other, have the same; they count as one voice.",
        ),
        INTENDED,
    ],
);

static QUESTION: Object = object(
    "Question",
    "A question; each question is one criterion.",
    &[
        required("id", Text, "Stable name."),
        optional(
            "kind",
            OneOf(&Kind::WORDS),
            "Kind of the question: how derived alternatives get their values; by default `property`.",
        ),
        optional("theme", Text, "Heading in the list of all questions."),
        optional(
            "tier",
            OneOf(&Tier::WORDS),
            "Whether the question is asked of every reader; by default `core`.",
        ),
        optional(
            "when",
            Map(&TEXTS),
            "When the question applies: the id of one earlier question of type `one` or `number`, and ids of its options, of which one must be chosen. By default the question always applies.",
        ),
        optional(
            "may_not_matter",
            YesNo,
            "Whether the reply \"does not matter to me\" is offered; by default true, and always false for `cost`.",
        ),
        optional("choose", OneOf(&Choose::WORDS), "Form of the reply; by default `one`."),
        required("text", Text, "The question."),
        optional("why", Text, "Why the question is asked, in one sentence."),
        optional("scale", Fields(&SCALE), "The two ends of the scale, in words."),
        optional(
            "facts",
            Map(&Text),
            "For alternatives by id, a fact in a few words that is shown beside the options.",
        ),
        optional(
            "unanswered",
            Fields(&ROW),
            "Row of the question while it is not answered; by default a row with weight 0.",
        ),
        required("options", List(&Fields(&OPTION)), "The options: 1 to 32."),
        optional(
            "in_control",
            YesNo,
            "Whether the reader can change the facts behind the answer; by default false. An option can override this.",
        ),
        INTENDED,
    ],
);

static SCALE: Object = object(
    "Scale",
    "The two ends of a scale, in words.",
    &[
        required("low", Text, "The lower end: value 0."),
        required("high", Text, "The upper end: value 1000."),
    ],
);

const INTENDED: Field = optional(
    "intended",
    Map(&Text),
    "Warnings of `tiebreak lint` about this object that the author means as they are: the reason by the code of the warning.",
);

const WEIGHT: Field = optional(
    "weight",
    Whole,
    "Swing weight, 0 to 200: 20 is a hint, 60 counts, 100 decides in a usual case, 160 outweighs most others. By default 60 if the row has values or ratings, otherwise 0.",
);

const VALUES: Field = optional(
    "values",
    Map(&Whole),
    "The author's own opinion in place of `ratings`: for alternatives by id, 0 (works strongly against it), 250 (speaks against it), 500 (neither), 750 (speaks for it) to 1000 (made for it). An alternative without a value has 500.",
);

static ROW: Object = object(
    "Row",
    "The row of a question while it is not answered.",
    &[
        WEIGHT,
        VALUES,
        optional(
            "rule",
            Map(&OneOf(&Rule::WORDS)),
            "Rule for the value of each derived alternative; by default the rule of the kind of question.",
        ),
        optional("ratings", List(&Fields(&RATING)), "Values by the sources, or by the editor."),
    ],
);

static OPTION: Object = object(
    "Option",
    "An option: one possible answer.",
    &[
        required("id", Text, "Stable name."),
        required("text", Text, "Text of the answer, from the view of the reader."),
        optional("note", Text, "Explanation, in small print."),
        optional(
            "group",
            Text,
            "Group of the option, in a `many` question: the name of the need that it expresses. At most 4 groups, with at most 256 combinations of options.",
        ),
        optional(
            "from",
            Number,
            "Cut point of the option, in a `number` question: the load in peak requests per second from which the option counts; 0 for the first option.",
        ),
        WEIGHT,
        VALUES,
        optional(
            "prior",
            Number,
            "How often readers give this answer, relative to the other options: 0.001 to 1000, by default 1.",
        ),
        optional(
            "in_control",
            YesNo,
            "Whether the reader can make this answer true; by default as for the question.",
        ),
        optional(
            "rule",
            Map(&OneOf(&Rule::WORDS)),
            "Rule for the value of each derived alternative; by default the rule of the kind of question.",
        ),
        optional(
            "ratings",
            List(&Fields(&RATING)),
            "Values by the sources, or by the editor if no source rates the option.",
        ),
        optional(
            "requirements",
            List(&Fields(&REQUIREMENT)),
            "Alternatives that this answer excludes.",
        ),
        INTENDED,
    ],
);

static RATING: Object = object(
    "Rating",
    "The values that one source gives on a row.",
    &[
        required("source", Text, "Id of the source, or `editor` on a row that no source rates."),
        required(
            "values",
            Map(&Whole),
            "Value of each base alternative, and of each derived one with the rule `own`: 0 works strongly against it, 500 neither helps nor hurts, 1000 is made for it.",
        ),
        optional("statements", TEXTS, "Ids of the statements that support it."),
        optional(
            "inferred",
            TEXTS,
            "Ids of the alternatives whose value the text implies but does not state.",
        ),
    ],
);

static REQUIREMENT: Object = object(
    "Requirement",
    "An answer excludes an alternative.",
    &[
        required("excludes", Text, "Id of the alternative."),
        required(
            "said_by",
            List(&Fields(&CITATION)),
            "Sources that state the requirement, or `editor` alone if it holds by definition.",
        ),
        optional(
            "contradicted_by",
            List(&Fields(&CITATION)),
            "Sources that state the opposite about the same situation. If there are any, the requirement is disputed.",
        ),
        INTENDED,
    ],
);

static CITATION: Object = object(
    "Citation",
    "A source and its statements about a requirement.",
    &[
        required("source", Text, "Id of the source, or `editor`."),
        optional("statements", TEXTS, "Ids of the statements."),
    ],
);

static CASE: Object = object(
    "Case",
    "A typical case: a situation that many readers share.",
    &[
        required("id", Text, "Stable name."),
        required("name", Text, "Name, on a button."),
        optional("note", Text, "Reason for the winner, in one line."),
        required("answers", Any, "Answers: replies by question id."),
        required("winner", Text, "Id of the alternative that a source or the author recommends."),
        optional("statements", TEXTS, "Ids of the statements that recommend it."),
    ],
);

/// An evidence file, `<id>.evidence.json`: statements, corrections, table and advice.
pub static EVIDENCE: Object = object(
    "Evidence",
    "An evidence file, `<id>.evidence.json`: statements, corrections, table and advice.",
    &[
        optional("$schema", Text, "Address of the JSON Schema, for editors."),
        required("format", Whole, "Version of the file format: 1."),
        required("model", Text, "Id of the model that the file belongs to."),
        required(
            "statements",
            List(&Fields(&STATEMENT)),
            "Statements of the sources: up to 2,000.",
        ),
        optional(
            "corrections",
            List(&Fields(&CORRECTION)),
            "Corrections of statements by the public record.",
        ),
        optional(
            "table",
            List(&Fields(&TABLE_ROW)),
            "Rows of the table that compares the alternatives side by side.",
        ),
        optional(
            "advice",
            List(&Fields(&ADVICE)),
            "Advice, next steps, and answers to common questions.",
        ),
        optional("source_notes", List(&Fields(&SOURCE_NOTE)), "Notes about sources."),
        optional(
            "unused",
            List(&Fields(&UNUSED)),
            "Statements that nothing uses, with the reason.",
        ),
    ],
);

static STATEMENT: Object = object(
    "Statement",
    "A statement of a source, in the author's own words.",
    &[
        required("id", Text, "Stable name."),
        required("source", Text, "Id of the source."),
        required("place", Text, "Place in the source, for example a heading."),
        required("text", Text, "The statement, in the author's own words."),
        optional("links", TEXTS, "Links of the source for this statement."),
    ],
);

static CORRECTION: Object = object(
    "Correction",
    "A correction of statements by the public record.",
    &[
        required("id", Text, "Stable name."),
        required("statements", TEXTS, "Ids of the statements that the correction is about."),
        required("mark", OneOf(&Mark::WORDS), "Result of the check."),
        required("text", Text, "The public record, in the author's own words."),
        optional("links", TEXTS, "Links to the public record."),
    ],
);

static TABLE_ROW: Object = object(
    "TableRow",
    "A row of the table.",
    &[
        required("id", Text, "Stable name."),
        required("name", Text, "Name of the row: what is compared."),
        optional("questions", TEXTS, "Ids of the questions whose answers make the row relevant."),
        required(
            "cells",
            List(&Fields(&CELL)),
            "Statements of the sources about the alternatives: at least one.",
        ),
    ],
);

static CELL: Object = object(
    "Cell",
    "The statement of one source about one alternative.",
    &[
        required("alternative", Text, "Id of the alternative."),
        required("source", Text, "Id of the source."),
        required("text", Text, "The statement, in a few words."),
        optional(
            "requests_per_second",
            List(&Whole),
            "The statement as a range of requests per second, two numbers from 1 to 10^9; shown beside the reader's own load.",
        ),
        required("statements", TEXTS, "Ids of the statements."),
    ],
);

static ADVICE: Object = object(
    "Advice",
    "A piece of advice.",
    &[
        required("id", Text, "Stable name."),
        required("section", OneOf(&Section::WORDS), "Panel that shows the advice."),
        required("title", Text, "Heading, or the common question."),
        required("text", Text, "The advice, or the answer to the question."),
        optional("when", Fields(&WHEN), "When the advice is shown; by default always."),
        optional("statements", TEXTS, "Ids of the statements that support it."),
        optional("links", List(&Fields(&LINK)), "Links to further reading."),
    ],
);

static WHEN: Object = object(
    "When",
    "When a piece of advice is shown. All keys must hold; a list holds if one of its items does.",
    &[
        optional(
            "answers",
            Map(&TEXTS),
            "For each question id, options of which one must be chosen.",
        ),
        optional("winner", TEXTS, "Ids of alternatives, of which one must be the winner."),
        optional(
            "kind",
            List(&OneOf(&VerdictKind::WORDS)),
            "Kinds of verdict, of which one must be the kind of this verdict.",
        ),
        optional("final", YesNo, "Whether the verdict must be final, or must not be."),
    ],
);

static LINK: Object = object(
    "Link",
    "A link to further reading.",
    &[
        required("text", Text, "Text of the link."),
        required("url", Text, "Address: https, http or mailto."),
    ],
);

static SOURCE_NOTE: Object = object(
    "SourceNote",
    "A note about a source.",
    &[
        required("source", Text, "Id of the source."),
        required("text", Text, "The note."),
        optional("statements", TEXTS, "Ids of the statements that support it."),
    ],
);

static UNUSED: Object = object(
    "Unused",
    "A statement that nothing uses.",
    &[
        required("statement", Text, "Id of the statement."),
        required("reason", Text, "Reason why nothing uses it."),
    ],
);
