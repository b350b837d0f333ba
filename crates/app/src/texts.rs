//! The page's own words. There is one language, so they are constants; the widget's stand in
//! [`tiebreak_core::texts::strings`].

#![expect(missing_docs, reason = "the names and the texts say it")]

use tiebreak::host_texts::HostTexts;

/// The widget's texts about the page around it.
pub const HOST_TEXTS: HostTexts = HostTexts {
    brought_model: "model by the author of your file, not by Tiebreak",
    page_reads: "Your answers stay on this device.",
    brought_link_copied: Some(
        "The link is copied. It holds your answers. To open it, a reader needs the file of this decision as well.",
    ),
};

// Around every view

pub const TIEBREAK: &str = "Tiebreak";
pub const PAGES: &str = "Pages";
pub const LOADING: &str = "Loading …";
pub const RETRY: &str = "Try again";
pub const CLOSE: &str = "Close";
pub const CANCEL: &str = "Cancel";
pub const UNDO: &str = "Undo";
pub const COPY: &str = "Copy";
pub const COPIED: &str = "Copied.";
pub const NOT_COPIED: &str =
    "The browser does not allow copying: the text is selected, copy it by hand.";
pub const FULL: &str = "The storage of this browser is full, so the last change is not kept. It stays on screen: export what you want to keep, then make room.";

pub fn denied(why: &str) -> String {
    ["This browser does not keep anything for this page, so nothing here outlives the tab. Export what you want to keep. (", why, ")"].concat()
}

// Home

pub const PROMISE: &str = "X or Y? Past “it depends”.";
pub const LEAD: &str = "Articles that compare two tools end with “it depends”. Tiebreak asks on what: answer what you know, skip what you do not, and see which one fits, how sure that is, why, and where the sources disagree.";
pub const PRIVATE: &str = "Nothing that you answer leaves this device.";
pub const DECISIONS: &str = "Decisions";
pub const FOR_AUTHORS: &str = "For authors: put a decision into an article";
pub const LIST_FAILED: &str = "The list of decisions could not be loaded: ";

pub fn about(sources: usize, read: &str, questions: usize) -> String {
    let (s, q) = (plural(sources, "source"), plural(questions, "question"));
    [&s, ", read ", read, " · ", &q, ", all optional"].concat()
}

pub const START: &str = "Start";
pub const GO_ON: &str = "Go on";

pub fn begun(answers: usize) -> String {
    [&plural(answers, "answer"), " so far"].concat()
}

// A decision

pub const ALL_DECISIONS: &str = "All decisions";
pub const TO_SAVE: &str = "Jump to saving";
pub const UNKNOWN: &str = "This decision is not here";
pub const UNKNOWN_HINT: &str = "The address names a decision that this page does not have. If it came with a file, open the file on the first page; otherwise ask whoever sent the address.";
pub const BAD_MODEL: &str = "The file of this decision has mistakes.";
pub const NOT_OURS: &str = "A file of your own, not checked by Tiebreak.";
pub const RESTORED: &str = "The unfinished answers are back.";
pub const RESTORED_CHANGES: &str = "The unsaved changes are back.";
pub const ELSEWHERE: &str = "These answers were changed in another window.";
pub const SET_ASIDE: &str =
    "Your unfinished answers to this decision were saved under a name of their own.";
pub const SAVE_AS: &str = "Save on this device as";
pub const SAVE: &str = "Save";
pub const SAVE_CHANGES: &str = "Save changes";
pub const SAVE_ANEW: &str = "Save as another";
pub const NOTHING_TO_SAVE: &str = "There is nothing to save yet: answer something first.";
pub const OLDER: &str = "This was saved with an older version of the decision.";
pub const IGNORED: &str = "No longer there: ";
pub const BACK_TO_SAVED: &str = "Back to what was saved";
pub const AS_SAVED: &str = "It is as it was saved.";
pub const NOTES_HINT: &str = "For yourself: why you answered so, whom to ask. Notes are saved with the decision, and never part of a link.";

pub const BOTH_STAY: &str =
    "Another window has changed it meanwhile: both stay, each as a decision of its own.";

pub fn not_saved(why: &str) -> String {
    ["Not saved, because the decision could not be loaded: ", why, ". Try again."].concat()
}

pub fn set_aside(title: &str) -> String {
    ["Unfinished: ", title].concat()
}

pub fn saved(name: &str) -> String {
    ["Saved: ", name].concat()
}

pub fn saved_on(day: &str) -> String {
    ["Last saved on ", day, "."].concat()
}

pub fn notes(count: usize) -> String {
    if count == 0 { "Notes".to_owned() } else { ["Notes (", &count.to_string(), ")"].concat() }
}

pub fn model_missing(title: &str, version: &str) -> String {
    [
        "The decision “",
        title,
        "” (version ",
        version,
        ") is not here. Open its file on the first page, and this will open as you saved it.",
    ]
    .concat()
}

/// The day of a date.
pub fn day(date: &str) -> &str {
    date.split('T').next().unwrap_or_default()
}

// Saved decisions

pub const SAVED: &str = "Saved decisions";
pub const NOTHING_SAVED: &str = "Nothing yet. What you save stays on this device.";
pub const NOTHING_FOUND: &str = "Nothing saved has these words.";
pub const SEARCH: &str = "Search names and notes";
pub const COMPARE_CHOSEN: &str = "Compare";
pub const CHOOSE_TWO: &str = "Choose two to four saved decisions to compare.";
pub const EXPORT_ALL: &str = "Export all";
pub const IMPORT: &str = "Import a file:";
pub const RENAME: &str = "Rename";
pub const RENAME_DONE: &str = "Keep this name";
pub const NEW_NAME: &str = "New name";
pub const DUPLICATE: &str = "Duplicate";
pub const DELETE: &str = "Delete";

pub const CHOOSE: &str = "To compare";

pub fn actions(name: &str) -> String {
    ["With “", name, "”"].concat()
}

pub fn deleted(name: &str) -> String {
    ["Deleted: ", name, "."].concat()
}

pub fn is_back(name: &str) -> String {
    ["It is back: ", name, "."].concat()
}

pub fn renamed(name: &str) -> String {
    ["It is now called ", name, "."].concat()
}

pub fn copy_of(name: &str) -> String {
    [name, " (copy)"].concat()
}

pub fn imported(added: usize, known: usize, problems: usize) -> String {
    let mut text = plural(added, "decision") + " added";
    if known > 0 {
        text += &[", ", &known.to_string(), " already here"].concat();
    }
    if problems > 0 {
        text += &[", ", &plural(problems, "problem"), " found"].concat();
    }
    text + "."
}

// Compare

pub const COMPARE: &str = "Compare";
pub const COMPARE_HINT: &str = "Two situations of yours, or several people’s answers to one: see where they differ, which difference matters most, and what agreement would do.";
pub const COMPARE_NONE: &str =
    "Choose two to four saved decisions, or paste the links that others sent you.";
pub const COMPARE_ONE: &str = "One is chosen: choose another, or paste a link.";
pub const PASTE: &str = "A link with answers";
pub const PASTE_HINT: &str = "A link with answers: https://…#tb=…";
pub const ADD_LINK: &str = "Add link";
pub const DROP_LINKS: &str = "Without links";
pub const LINK_ADDED: &str = "The link is added.";
pub const NO_LINK: &str = "This is not a link with answers: it has no part that begins with #tb=.";
pub const LINK_KNOWN: &str = "This link is here already.";
pub const NO_ROOM: &str = "Four are compared at most: take one out first.";
pub const LEFT_OUT: &str = "Not in this comparison:";
pub const OVERRULED: &str =
    "ratings that this link overrules; open it by itself to see and apply them";
pub const NOT_THE_SAME: &str = "These are about different decisions. Choose answers to one.";
pub const SEEN_FROM: &str = "Compare the others with";

pub fn linked(n: usize) -> String {
    ["Link ", &n.to_string()].concat()
}

pub fn against(one: &str, other: &str) -> String {
    [one, " and ", other].concat()
}

pub fn answered(count: usize, of: usize) -> String {
    [&count.to_string(), " of ", &of.to_string(), " questions answered"].concat()
}

// The reader's own files

pub const OWN: &str = "Your own decisions";
pub const OWN_HINT: &str = "A decision is a model file, with a second file of evidence beside it. Their form is checked, not what they say; they stay on this device.";
pub const BRING: &str = "Open files, or drop them anywhere on this page:";
pub const ADDRESS: &str = "Address of a model file";
pub const FETCH: &str = "Fetch once";
pub const EXPORT: &str = "Export";
pub const REMOVE: &str = "Remove";
pub const TOO_LARGE: &str = "the file is larger than 1 MiB";
pub const BRING_MODEL: &str = "open the model file first, or both at once";
pub const BRING_EVIDENCE: &str = "open the evidence file of this version, too";
pub const DROP_AT_HOME: &str = "Files are opened on the first page: drop them there.";
pub const NOTHING_BROUGHT: &str = "Nothing was added: see what is wrong below.";

pub fn not_fetched(why: &str) -> String {
    ["It could not be fetched: ", why].concat()
}

pub fn own_about(version: &str, evidence: bool) -> String {
    let evidence = if evidence { "with evidence" } else { "without its evidence" };
    ["Version ", version, ", ", evidence, ". ", NOT_OURS].concat()
}

pub fn removed(title: &str) -> String {
    ["Removed: ", title, ". What you saved with it stays."].concat()
}

pub fn brought(added: &[String], replaced: &[String]) -> String {
    let said = |what: &str, titles: &[String]| {
        (!titles.is_empty()).then(|| [what, &titles.join(", ")].concat())
    };
    let parts = [said("Added: ", added), said("Replaced: ", replaced)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// After undoing that.
pub fn as_before(removed: usize, back: &[String]) -> String {
    let removed = (removed > 0).then(|| [&plural(removed, "decision"), " removed."].concat());
    let back = (!back.is_empty()).then(|| is_back(&back.join(", ")));
    removed.into_iter().chain(back).collect::<Vec<_>>().join(" ")
}

pub fn problems(count: usize) -> String {
    [&plural(count, "problem"), " found:"].concat()
}

// How the verdict is made

pub const HOW: &str = "How the verdict is made";
pub const TO_DECISION: &str = "To the decision";
pub const MADE: [&str; 6] = [
    "Each question is one thing that the sources say matters. Your answer decides how much it may move the choice: its weight, from 0 to 200.",
    "For each answer, each source that speaks on it rates every alternative from 0 (works against you) over 500 (neither) to 1000 (made for this). A source that says nothing has no rating.",
    "The ratings of all sources are pooled, each cluster of related sources counted once, and multiplied by the weight. These points are added up; nothing else decides.",
    "Some answers rule an alternative out. Where the sources contradict each other about that, both outcomes are shown.",
    "A question that you leave open counts with what the file declares for that, which usually is nothing. Asking stops when no further answer could change the verdict.",
    "How sure a verdict is comes from ten thousand readings of your answers: weights somewhat larger or smaller, open questions answered, single sources believed.",
];
pub const LIMITS_HEADING: &str = "What it cannot know";
pub const LIMITS: [&str; 4] = [
    "Anything that no question asks about: your team’s taste, say, or what is already paid for.",
    "Whether the sources are right. It shows where they disagree, and what the public record says against them; it does not measure for itself.",
    "What has changed since the sources were read.",
    "What you should want. It says what follows from your answers; another answer is one click away.",
];
pub const ABOUT: &str = "About this decision";
pub const ABOUT_HINT: &str = "What the IPDAS standards for decision aids ask for, as far as it applies to a choice of tools.";
pub const IT_SITUATION: &str = "The situation that calls for it";
pub const IT_SITUATION_TEXT: &str =
    "Somebody is about to choose, or wonders whether to change what they chose.";
pub const IT_CASES_TEXT: &str =
    " Situations that many share stand above the first question, each with its verdict.";
pub const IT_DECISION: &str = "The decision";
pub const IT_OPTIONS: &str = "What there is to choose, and what living with each is like";
pub const IT_BALANCE: &str = "Balance";
pub const IT_BALANCE_TEXT: &str = "Good and bad of every alternative stand side by side, in the same order and detail, before anything is answered; no verdict for you is shown until you have answered something.";
pub const IT_CITED: &str = "Evidence cited";
pub const IT_DATE: &str = "Date of the evidence";
pub const IT_UPDATES: &str = "When it will be updated";
pub const IT_UNSURE: &str = "Uncertainty";
pub const IT_UNSURE_TEXT: &str = "Every verdict says in how many of 100 plausible readings it holds, which single answers would change it, and what each source says alone.";
pub const IT_PAID: &str = "Who paid";
pub const IT_SOURCES: &str = "The sources, and what they sell";
pub const IT_TESTED: &str = "Tried with readers";
pub const IT_TESTED_TEXT: &str = "Not yet: whether this leads to better choices has not been measured. What has been checked is that it says what its sources say of the situations that they decide.";
pub const IT_TESTED_OWN: &str =
    "Not known: this is a file of your own, and Tiebreak has checked its form alone.";
pub const GOOD: &str = "Good";
pub const BAD: &str = "Bad";
pub const WRONG: &str = "Is a statement wrong?";
pub const WRONG_HINT: &str =
    "Tell whoever keeps this decision. Here is a text to begin with; nothing is sent.";
pub const WRONG_OPEN: &str = "This statement is wrong …";
pub const NO_EVIDENCE: &str = "The statements of this decision are not here.";
pub const STATEMENT: &str = "Statement";
pub const ISSUE: &str = "Text of the issue";

pub fn cited(cited: usize, rated: usize) -> String {
    let opens = if cited > 0 { "; each opens in the decision under “Why”" } else { "" };
    let said = " ratings name the statements that they rest on";
    [&cited.to_string(), " of ", &rated.to_string(), said, opens, "."].concat()
}

pub fn read(sources: &str, corrections: Option<&str>) -> String {
    match corrections {
        Some(it) => ["Sources read ", sources, "; the public record searched ", it, "."].concat(),
        None => ["Sources read ", sources, "."].concat(),
    }
}

pub fn sources(vendors: usize, users: usize, independent: usize) -> String {
    [
        &vendors.to_string(),
        " sell something that the choice bears on, ",
        &users.to_string(),
        " use what they write about, ",
        &independent.to_string(),
        " are independent. The file does not say how they were chosen.",
    ]
    .concat()
}

pub fn issue(
    version: &str,
    id: &str,
    source: &str,
    address: &str,
    place: &str,
    text: &str,
) -> String {
    [
        "Decision: ",
        version,
        "\nStatement: ",
        id,
        "\nSource: ",
        source,
        " ",
        address,
        "\nPlace: ",
        place,
        "\n\nAs it stands:\n> ",
        text,
        "\n\nWhat is wrong with it:\n\n\nWhere that can be checked:\n",
    ]
    .concat()
}

// Keys

pub const ADDRESS_HINT: &str = "or its address: https://…";
pub const KEYS: &str = "Keyboard";
pub const KEYS_ON: &str = "Use these keys";
pub const KEY_HELP: &str = "this list";
pub const KEY_HOME: &str = "all decisions";
pub const KEY_SEARCH: &str = "search what you saved";
pub const KEY_SAVE: &str = "to the name that a decision is saved under";

fn plural(count: usize, what: &str) -> String {
    let end = if count == 1 { "" } else { "s" };
    [&count.to_string(), " ", what, end].concat()
}
