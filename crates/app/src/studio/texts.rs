//! The texts of the studio, in English only.

#![expect(missing_docs, reason = "the texts document the names")]

// Start

pub const STUDIO: &str = "Studio";
pub const STUDIO_HINT: &str = "Write a decision: name the alternatives, ask questions, and say for each answer which alternatives it speaks for. You see the result at once. Drafts stay on this device.";
pub const DRAFTS: &str = "Your drafts";
pub const NEW: &str = "Start a new decision";
pub const START_BLANK: &str = "From scratch";
pub const TITLE_EXAMPLE: &str = "Tabs or spaces?";
pub const FIRST: &str = "First alternative";
pub const FIRST_EXAMPLE: &str = "Tabs";
pub const SECOND: &str = "Second alternative";
pub const SECOND_EXAMPLE: &str = "Spaces";
pub const THIRD: &str = "Third alternative, if there is one";
pub const BLANK_WRONG: &str = "Enter a title and at least two alternatives.";
pub const CREATE: &str = "Create";
pub const START_TABLE: &str = "From a table";
pub const TABLE: &str = "Comparison table";
pub const TABLE_HINT: &str = "Copy a comparison table from a page, a document or a spreadsheet and paste it here, or paste Markdown, HTML, CSV or TSV. Each row becomes a question.";
pub const TABLE_EXAMPLE: &str =
    "| Criterion | Train | Car |\n|---|---|---|\n| Work on the way | ✅ | ❌ |";
pub const CONVERT: &str = "Convert";
pub const NO_TABLE: &str = "No table found. Paste the whole table with its header row.";
pub const START_TEMPLATE: &str = "From a template";
pub const TEMPLATE_OPINION: &str = "Your own opinion: Tabs or spaces?";
pub const TEMPLATE_SOURCES: &str = "Sources that disagree: Tabs or spaces?";
pub const START_COPY: &str = "From a copy of a decision";
pub const START_FILES: &str = "From files";
pub const FILES_HINT: &str =
    "Choose a model file, together with its evidence file and its test cases if there are any.";
pub const OPEN_FILES: &str = "Open files";
pub const UNKNOWN_FILE: &str = "this is not a file of a decision.";
pub const NO_MODEL_FILE: &str = "None of the files is a model. Choose the model file, too.";
pub const UNKNOWN: &str = "Draft not found";
pub const UNKNOWN_HINT: &str = "This device does not have the draft in the address. Drafts stay on the device where they were written.";

pub fn title(title: &str) -> &str {
    if title.trim().is_empty() { "Untitled decision" } else { title }
}

pub fn changed(day: &str) -> String {
    ["Last changed on ", day, "."].concat()
}

pub fn reader_failed(reason: &str) -> String {
    ["The code that reads tables could not be loaded: ", reason].concat()
}

// Around the panes

pub const ALL_DRAFTS: &str = "All drafts";
pub const PANES: &str = "Parts of the studio";
pub const OUTLINE: &str = "Outline";
pub const FORM: &str = "Form";
pub const PREVIEW: &str = "Preview";
pub const PROBLEMS: &str = "Problems";
pub const UNDO: &str = "Undo";
pub const REDO: &str = "Redo";
pub const SAVED: &str = "Saved on this device";
pub const SAVING: &str = "Saving …";
pub const NOT_SAVED: &str = "Not saved";
pub const REFUSED: &str = "This browser does not store the last changes of this draft. They are lost when you close this window. Export the files to keep them.";
pub const EXPORT_FILES: &str = "Export the files";
pub const REMOVED: &str = "Removed.";
pub const ELSEWHERE: &str = "This draft was changed in another window.";
pub const BOTH_STAY: &str = "Another window changed this draft at the same time. Both versions are kept as separate drafts.";
pub const OLD_PREVIEW: &str = "There are errors. You see the last version without errors.";
pub const NO_PREVIEW: &str = "You see the decision here once it has no errors.";
pub const LARGE: &str = "This decision is large, so the preview does not follow each change.";
pub const UPDATE_PREVIEW: &str = "Update the preview";
pub const USE_AS_TEST: &str = "Use these answers as a test";
pub const NO_ANSWERS: &str = "There are no answers yet. Answer a question in the preview first.";
pub const ERROR: &str = "Error";
pub const WARNING: &str = "Warning";

pub const INTEND: &str = "This is meant as it is";
pub const REASON: &str = "Reason";
pub const KEEP: &str = "Keep it";
pub const MEANT: &str = "Meant as they are";
pub const WITHDRAW: &str = "Warn again";

pub fn problem_count(errors: usize, warnings: usize) -> String {
    let said = |count: usize, word: &str| {
        let end = if count == 1 { "" } else { "s" };
        (count > 0).then(|| [&count.to_string(), " ", word, end].concat())
    };
    let parts: Vec<String> =
        [said(errors, "error"), said(warnings, "warning")].into_iter().flatten().collect();
    if parts.is_empty() { "No problems".to_owned() } else { parts.join(", ") }
}

/// A message of a problem as a sentence: with a capital letter and a full stop.
pub fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if message.ends_with(['.', '?', '!']) { "" } else { "." };
    [&first, letters.as_str(), end].concat()
}

// Outline

pub const DECISION: &str = "Decision";
pub const ALTERNATIVES: &str = "Alternatives";
pub const QUESTIONS: &str = "Questions";
pub const SOURCES: &str = "Sources";
pub const CASES: &str = "Typical cases";
pub const TESTS: &str = "Tests";
pub const STATEMENTS: &str = "Statements";
pub const ADD_ALTERNATIVE: &str = "Add alternative";
pub const ADD_QUESTION: &str = "Add question";
pub const ADD_SOURCE: &str = "Add source";
pub const ADD_STATEMENT: &str = "Add statement";
pub const ADD_CASE: &str = "Add typical case";
pub const ADD_TEST: &str = "Add test";
pub const PASSES: &str = "passes";

pub fn all_statements(count: usize) -> String {
    if count == 0 { "None".to_owned() } else { ["All ", &count.to_string()].concat() }
}

// Fields

pub const MORE: &str = "More";
pub const ACTIONS: &str = "Actions";
pub const UP: &str = "Move up";
pub const DOWN: &str = "Move down";
pub const DUPLICATE: &str = "Duplicate";
pub const REMOVE: &str = "Remove";
pub const ID: &str = "Id";
pub const ID_HINT: &str = "Names this part in the files and in links. Letters, digits, - and _.";
pub const ID_WRONG: &str = "An id has 1 to 64 letters, digits, - or _.";
pub const ONE_PER_LINE: &str = "One per line.";
pub const AS_JSON: &str = "All fields as JSON";
pub const JSON_HINT: &str =
    "For fields that have no field here. Changes apply when you leave this field.";
pub const JSON_OBJECT: &str = "This must be an object: { … }.";
pub const EVIDENCE_JSON: &str = "The evidence file as JSON";

pub fn json_wrong(error: &str) -> String {
    ["this is not JSON: ", error, "."].concat()
}

pub fn exact(label: &str, most: i64) -> String {
    [label, ": exact number, 0 to ", &most.to_string()].concat()
}

// Decision

pub const TITLE: &str = "Title";
pub const TITLE_HINT: &str = "The question that readers have, in one line.";
pub const DEFAULT_VERDICT: &str = "Show a verdict before the first answer";
pub const EVIDENCE_READ: &str = "When you read the sources";
pub const DATE_HINT: &str = "For example 2026, 2026-03 or 2026-03-31.";
pub const VERSION: &str = "Version";
pub const VERSION_HINT: &str = "Raise it with each change that can change a verdict.";
pub const LANG: &str = "Language of the texts";
pub const LANG_HINT: &str = "For example en or de. Without it, the language of the page.";
pub const PAID_BY: &str = "Sponsor of the work";
pub const UPDATE_POLICY: &str = "When you will update it";
pub const CORRECTIONS_READ: &str = "When you checked public records";

// Alternatives

pub const NAME: &str = "Name";
pub const LIVING: &str = "Daily use";
pub const LIVING_HINT: &str = "One sentence.";
pub const GOOD: &str = "Strengths";
pub const BAD: &str = "Weaknesses";
pub const COLOR: &str = "Colour";
pub const SHAPE: &str = "Shape";
pub const BY_POSITION: &str = "by position";
pub const DERIVED: &str = "Joins other alternatives, like “both”";
pub const PARTS: &str = "Its parts";
pub const SEAM: &str = "Loss where one part meets a need (seam)";
pub const COST: &str = "Loss where both parts count (cost)";

// Sources

pub const SOURCE_TITLE: &str = "Title of the article";
pub const SHORT: &str = "Short name";
pub const SHORT_HINT: &str = "For charts. Without it, the title.";
pub const URL: &str = "Address";
pub const SELLS: &str = "Products of its author";
pub const INTEREST: &str = "Interest in the outcome";
pub const NOT_STATED: &str = "not known";
pub const INTERESTS: [&str; 4] = [
    "sells something that depends on the choice",
    "uses an alternative",
    "independent",
    "not stated",
];
pub const AUTHOR: &str = "Author";
pub const DATE: &str = "Date";
pub const CLUSTER: &str = "Cluster";
pub const CLUSTER_HINT: &str =
    "Sources of one author or vendor have the same cluster and count as one voice.";

// Questions

pub const QUESTION: &str = "Question";
pub const WHY: &str = "Why you ask";
pub const WHY_HINT: &str = "Readers see it beside the question.";
pub const OPTIONS: &str = "Answers";
pub const OPTIONS_HINT: &str = "For each answer: how well does each alternative serve a reader who gives it, and how much does that count?";
pub const ADD_OPTION: &str = "Add answer";
pub const OPTION_TEXT: &str = "Answer";
pub const WEIGHT: &str = "How much this answer counts";
pub const RATE_BY_SOURCES: &str = "Let sources rate this answer";
pub const ADD_RATING: &str = "Add rating";
pub const REMOVE_RATING: &str = "Remove this rating";
pub const YOU: &str = "you";
pub const RATING_STATEMENTS: &str = "Ids of the statements that support it";
pub const INFERRED: &str = "Values that the statements imply without stating them";
pub const REQUIREMENTS: &str = "Alternatives that this answer rules out";
pub const ADD_REQUIREMENT: &str = "Rule out an alternative";
pub const REMOVE_REQUIREMENT: &str = "Remove this rule";
pub const EXCLUDES: &str = "Rules out";
pub const SAID_BY: &str = "Says so";
pub const CONTRADICTED_BY: &str = "Says the opposite";
pub const ADD_CITATION: &str = "Add source";
pub const REMOVE_CITATION: &str = "Remove this source";
pub const BY_DEFINITION: &str = "nobody: it holds by definition";

pub fn rating(number: usize) -> String {
    ["Rating ", &number.to_string()].concat()
}
pub const MORE_QUESTION: &str = "More about this question";
pub const MORE_OPTION: &str = "More about this answer";
pub const NOTE: &str = "Explanation, in small print";
pub const GROUP: &str = "Group";
pub const GROUP_HINT: &str = "Of all chosen answers of a group, the heaviest counts.";
pub const FROM: &str = "From how many requests per second";
pub const THEME: &str = "Heading in the list of all questions";
pub const THEME_HINT: &str = "Questions with the same heading are listed together.";
pub const CHOOSE: &str = "Readers choose";
pub const CHOOSE_DEFAULT: &str = "one answer (default)";
pub const CHOICES: [&str; 3] =
    ["one answer", "any number of answers", "a load, which leads to an answer"];
pub const TIER: &str = "Asked";
pub const TIER_DEFAULT: &str = "of every reader (default)";
pub const TIERS: [&str; 2] = ["of every reader", "on request"];
pub const KIND: &str = "Alternatives that join others";
pub const KIND_DEFAULT: &str = "have the mean value of their parts (default)";
pub const KINDS: [&str; 3] = [
    "have the best value of their parts (need)",
    "have the mean value of their parts (property)",
    "are rated by themselves (cost)",
];
pub const MAY_NOT_MATTER: &str = "Offer the answer “Does not matter to me”";
pub const SCALE_LOW: &str = "Lower end of the scale, in words";
pub const SCALE_HIGH: &str = "Upper end of the scale, in words";
pub const WHEN: &str = "Ask this question";
pub const ALWAYS: &str = "always";
pub const WHEN_OPTIONS: &str = "Only after one of these answers";

pub fn option(number: usize, text: &str) -> String {
    let text = if text.is_empty() { "without a text" } else { text };
    ["Answer ", &number.to_string(), ": ", text].concat()
}

pub fn option_actions(number: usize) -> String {
    ["Actions for answer ", &number.to_string()].concat()
}

// Cases

pub const CASE_NAME: &str = "Name";
pub const CASE_NAME_HINT: &str = "Readers start from a typical case with one click.";
pub const CASE_NOTE: &str = "Reason for the verdict, in one line";
pub const WINNER: &str = "Expected verdict";
pub const ANSWERS: &str = "Answers of this case";
pub const ANSWERS_HINT: &str =
    "None yet. Answer questions in the preview, then use the answers here.";
pub const TAKE_ANSWERS: &str = "Use the answers in the preview";
pub const SHOW_ANSWERS: &str = "Show in the preview";
pub const DOES_NOT_MATTER: &str = "does not matter";
pub const SITUATION: &str = "Situation";
pub const SITUATION_HINT: &str = "A reader’s situation in a sentence. Only you see it.";
pub const EXPECTED: &str = "Expected verdicts, of which any is right";
pub const HARD: &str = "The verdict may stay open";
pub const PUBLISH: &str = "Show to readers as a typical case";
pub const STATEMENT_IDS: &str = "Ids of statements that recommend it";
pub const NO_VERDICT: &str = "no verdict";
pub const ALL_EXCLUDED: &str = "every alternative is ruled out";

pub fn too_close(names: &str) -> String {
    ["too close: ", names].concat()
}

pub fn disputed(names: &str) -> String {
    ["disputed: ", names].concat()
}

pub fn passes(verdict: &str) -> String {
    ["Passes. The verdict is: ", verdict, "."].concat()
}

pub fn fails(verdict: &str) -> String {
    ["Fails. The verdict is: ", verdict, "."].concat()
}

pub fn other_verdict(verdict: &str) -> String {
    ["the verdict is not the expected one: ", verdict].concat()
}

// Statements

pub const STATEMENTS_HINT: &str =
    "What the sources say, in your own words: one entry for each statement.";
pub const SEARCH: &str = "Search statements";
pub const ALL_STATEMENTS: &str = "All statements";
pub const SOURCE: &str = "Source";
pub const STATEMENT: &str = "Statement";
pub const STATEMENT_HINT: &str = "In your own words.";
pub const PLACE: &str = "Place in the source";
pub const PLACE_HINT: &str = "For example a heading.";
pub const LINKS: &str = "Links of the source for this statement";

pub fn statements_found(found: usize, shown: usize) -> String {
    let all = found.to_string() + if found == 1 { " statement" } else { " statements" };
    if shown < found {
        [&all, ", the first ", &shown.to_string(), " are shown"].concat()
    } else {
        all
    }
}

// Report

pub const REPORT: &str = "All answers";
pub const REPORT_HINT: &str = "Which verdicts can readers get? The report goes through all possible answers, or a sample of them.";
pub const REPORT_ERRORS: &str = "There are errors. Fix the errors first.";
pub const REPORT_FAILED: &str = "The report could not be computed in this browser. The command `tiebreak report` prints it, too.";
pub const REPORT_OLD: &str = "The draft has changed since.";
pub const COMPUTE: &str = "Compute the report";
pub const COMPUTE_AGAIN: &str = "Compute again";
pub const STOP: &str = "Stop";
pub const SHARES: &str = "How often each alternative wins";
pub const SHARE_CLOSE: &str = "Too close:";
pub const SHARE_DISPUTED: &str = "Disputed:";
pub const SHARE_NONE: &str = "Every alternative is ruled out:";
pub const NEVER_WINS: &str = "No answers make it win.";
pub const NOT_DECIDED: &str = "The search found no answers that make it win.";
pub const EXACT: &str = "These shares are exact.";
pub const SILENT: &str = "Questions and answers that never change a verdict";
pub const NOTHING_SILENT: &str = "There are none.";

pub const FINAL: &str = "Fewest answers after which no further answer changes the winner";
pub const NEVER_FINAL: &str = "the search found no such answers.";
pub const CORNERS: &str = "If every answer is the most favourable for one alternative";
pub const NO_WINNER: &str = "no alternative wins alone.";
pub const BALANCE: &str = "How many answers speak for each alternative";
pub const CARRIERS: &str = "Sources and statements that carry the verdicts";

pub fn final_after(replies: u64) -> String {
    let end = if replies == 1 { "." } else { "s." };
    [&replies.to_string(), " answer", end].concat()
}

pub fn would_win(name: &str) -> String {
    [name, " wins."].concat()
}

pub fn pulls(strong: u64, medium: u64, weak: u64) -> String {
    let [strong, medium, weak] = [strong, medium, weak].map(|count| count.to_string());
    [&strong, " strongly, ", &medium, " clearly, ", &weak, " weakly."].concat()
}

pub fn unbalanced(question: &str, name: &str) -> String {
    ["“", question, "”: every answer that counts speaks for ", name, "."].concat()
}

pub fn carrier(is_source: bool, id: &str) -> String {
    [if is_source { "Source " } else { "Statement " }, id, ":"].concat()
}

pub fn carries(share: &str) -> String {
    [share, " of the verdicts change without it."].concat()
}

pub fn computing(done: u32, of: u32) -> String {
    ["Computing: ", &done.to_string(), " of ", &of.to_string(), " parts"].concat()
}

pub fn wins(share: &str) -> String {
    ["wins in ", share, " of all answers."].concat()
}

pub fn fewest(replies: u64) -> String {
    let end = if replies == 1 { "" } else { "s" };
    [&replies.to_string(), " answer", end, " can be enough."].concat()
}

pub fn sampled(samples: u64, seed: u64) -> String {
    [
        "These shares are estimates from ",
        &samples.to_string(),
        " answer sheets, drawn with the seed ",
        &seed.to_string(),
        ".",
    ]
    .concat()
}

pub fn silent_question(question: &str) -> String {
    ["No answer changes the verdict: ", question].concat()
}

pub fn silent_option(number: usize, question: &str) -> String {
    ["Answer ", &number.to_string(), " never changes the verdict: ", question].concat()
}

// Export

pub const EXPORT: &str = "Export";
pub const EXPORT_HINT: &str = "The files of this decision. You can open them again here, in “Your own decisions”, and with the command line.";
pub const HAS_ERRORS: &str =
    "There are errors, so readers would not see this decision. Fix the errors first.";
pub const DOWNLOAD_ALL: &str = "Download all files";
pub const DOWNLOAD: &str = "Download";
pub const ADD_TO_OWN: &str = "Add to your own decisions";
pub const SNIPPET: &str = "Code for your page";
pub const SNIPPET_HINT: &str = "Put the files on a server that allows other origins, write the address of the model file into the code, and paste the code into your article.";

pub fn added(title: &str) -> String {
    ["Added to your own decisions: ", title].concat()
}

/// The lines to paste into an article.
pub fn snippet(id: &str) -> String {
    let home = crate::browser::address();
    let home = home.split(['#', '?']).next().unwrap_or_default();
    let folder = home.rsplit_once('/').map_or(home, |(folder, _)| folder);
    [
        "<tie-break model=\"https://example.com/",
        id,
        ".json\" min-height=\"420\">\n",
        "<p>This decision aid needs JavaScript.</p>\n</tie-break>\n<script async src=\"",
        folder,
        "/embed.js\"></script>\n",
    ]
    .concat()
}
