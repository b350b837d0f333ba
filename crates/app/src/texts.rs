//! The texts of the standalone page, in English only. The texts of the widget are in
//! [`tiebreak_core::texts::strings`].

#![expect(missing_docs, reason = "the texts document the names")]

use tiebreak::host_texts::HostTexts;

/// The widget's texts about the page around it.
pub const HOST_TEXTS: HostTexts = HostTexts {
    inline_model_author: "written by the author of your file, not by Tiebreak",
    page_reads: "Your answers stay on this device.",
    inline_model_link_copied: "Link copied. It contains your answers. To open it, the recipient also needs the file of this decision.",
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
    "The browser does not allow copying. The text is selected; copy it by hand.";
pub const FULL: &str = "The storage of this browser is full, so the last change is not saved. It stays on screen. Export what you want to keep, then make room.";

pub fn denied(why: &str) -> String {
    ["This browser does not store anything for this page, so everything is lost when you close the tab. Export what you want to keep. (", why, ")"].concat()
}

// Home

pub const PROMISE: &str = "X or Y? Get past “it depends”.";
pub const LEAD: &str = "Articles that compare two tools end with “it depends”. Tiebreak asks on what. Answer what you know and skip the rest. You see which one fits, how certain that is, why, and where the sources disagree.";
pub const PRIVATE: &str = "Nothing that you answer leaves this device.";
pub const DECISIONS: &str = "Decisions";
pub const IMPORT_FAILED: &str =
    "The code that reads the files could not be loaded. Try again when you are online.";
pub const FOR_AUTHORS: &str = "For authors: put a decision into an article";
pub const LIST_FAILED: &str = "The list of decisions could not be loaded: ";

pub fn about(sources: usize, read: &str, questions: usize) -> String {
    let origin = match sources {
        0 => "The author’s own opinion".to_owned(),
        _ if read.is_empty() => plural(sources, "source"),
        _ => [&plural(sources, "source"), ", read ", read].concat(),
    };
    [&origin, " · ", &plural(questions, "question"), ", all optional"].concat()
}

pub const START: &str = "Start";
pub const GO_ON: &str = "Continue";

pub fn begun(answers: usize) -> String {
    [&plural(answers, "answer"), " so far"].concat()
}

// A decision

pub const ALL_DECISIONS: &str = "All decisions";
pub const TO_SAVE: &str = "Skip to saving";
pub const TYPICAL_CASES: &str = "Typical cases and their verdicts";
pub const UNKNOWN: &str = "Decision not found";
pub const UNKNOWN_HINT: &str = "This page does not have the decision in the address. If you got a file with the address, open the file on the first page. Otherwise, ask the sender.";
pub const BAD_MODEL: &str = "The file of this decision has errors.";
pub const NOT_OURS: &str = "A file of your own, not checked by Tiebreak.";
pub const RESTORED: &str = "Your unfinished answers are restored.";
pub const RESTORED_CHANGES: &str = "Your unsaved changes are restored.";
pub const ELSEWHERE: &str = "These answers were changed in another window.";
pub const SET_ASIDE: &str =
    "Your unfinished answers to this decision were saved as a separate decision.";
pub const SAVE_AS: &str = "Save on this device as";
pub const SAVE: &str = "Save";
pub const SAVE_CHANGES: &str = "Save changes";
pub const SAVE_ANEW: &str = "Save as new";
pub const NOTHING_TO_SAVE: &str = "There is nothing to save yet. Answer a question first.";
pub const OLDER: &str = "This was saved with an older version of the decision.";
pub const IGNORED: &str = "No longer available: ";
pub const BACK_TO_SAVED: &str = "Discard changes";
pub const AS_SAVED: &str = "Changes discarded.";
pub const NOTES_HINT: &str = "For yourself, for example your reasons, or whom to ask. Notes are saved with the decision and are never part of a link.";

pub const BOTH_STAY: &str = "Another window changed this decision at the same time. Both versions are kept as separate decisions.";

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
        "The file of the decision “",
        title,
        "” (version ",
        version,
        ") is missing. Open the file on the first page to see what you saved.",
    ]
    .concat()
}

/// The date without the time.
pub fn day(date: &str) -> &str {
    date.split('T').next().unwrap_or_default()
}

// Saved decisions

pub const SAVED: &str = "Saved decisions";
pub const NOTHING_SAVED: &str = "No saved decisions yet. Saved decisions stay on this device.";
/// The notice about stored decisions of a newer format.
pub fn newer_saved(count: usize) -> String {
    let stay = if count == 1 { "it. It stays" } else { "them. They stay" };
    let decisions = plural(count, "saved decision");
    [
        &decisions,
        " cannot be shown, because a newer version of this page saved ",
        stay,
        " on this device. Reload this page to get its newest version.",
    ]
    .concat()
}

pub const NOTHING_FOUND: &str = "No saved decision contains these words.";
pub const SEARCH: &str = "Search names and notes";
pub const COMPARE_CHOSEN: &str = "Compare";
pub const CHOOSE_TWO: &str = "Choose two to four saved decisions to compare.";
pub const EXPORT_ALL: &str = "Export all";
pub const IMPORT: &str = "Import a file";
pub const RENAME: &str = "Rename";
pub const RENAME_DONE: &str = "Save name";
pub const NEW_NAME: &str = "New name";
pub const DUPLICATE: &str = "Duplicate";
pub const DELETE: &str = "Delete";

pub const CHOOSE: &str = "Compare";

pub fn actions(name: &str) -> String {
    ["Actions for “", name, "”"].concat()
}

pub fn deleted(name: &str) -> String {
    ["Deleted: ", name, "."].concat()
}

pub fn is_back(name: &str) -> String {
    ["Restored: ", name, "."].concat()
}

pub fn renamed(name: &str) -> String {
    ["Renamed to ", name, "."].concat()
}

pub fn copy_of(name: &str) -> String {
    [name, " (copy)"].concat()
}

pub fn imported(added: usize, known: usize, problems: usize) -> String {
    let mut text = plural(added, "decision") + " added";
    if known > 0 {
        text += &[", ", &known.to_string(), " already saved"].concat();
    }
    if problems > 0 {
        text += &[", ", &plural(problems, "problem"), " found"].concat();
    }
    text + "."
}

// Compare

pub const COMPARE: &str = "Compare";
pub const COMPARE_HINT: &str = "Compare two of your situations, or the answers of several people. You see where they differ, which difference matters most, and what would change if they agreed.";
pub const COMPARE_NONE: &str =
    "Choose two to four saved decisions, or paste the links that others sent you.";
pub const COMPARE_ONE: &str = "One is chosen. Choose another, or paste a link.";
pub const PASTE: &str = "A link with answers";
pub const PASTE_HINT: &str = "A link with answers: https://…#tb=…";
pub const ADD_LINK: &str = "Add link";
pub const DROP_LINKS: &str = "Remove links";
pub const LINK_ADDED: &str = "Link added.";
pub const NO_LINK: &str = "This link has no answers, because it has no part that begins with #tb=.";
pub const LINK_KNOWN: &str = "This link is already in the comparison.";
pub const NO_ROOM: &str = "You can compare four at most. Remove one first.";
pub const LEFT_OUT: &str = "Not in this comparison:";
pub const OVERRULED: &str =
    "ratings that this link changes; open the link by itself to see and apply them";
pub const NOT_THE_SAME: &str =
    "These answers are about different decisions. Choose answers to the same decision.";
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

// Own decisions

pub const OWN: &str = "Your own decisions";
pub const OWN_HINT: &str = "Open a model file, with its evidence file if there is one. Tiebreak checks the format, not the content. The files stay on this device.";
pub const BY_ADDRESS: &str = "Open an address";
pub const BRING: &str = "Open files";
pub const BRING_HINT: &str = "You can also drop files anywhere on this page.";
pub const ADDRESS: &str = "Address of a model file";
pub const FETCH: &str = "Download";
pub const EXPORT: &str = "Export";
pub const REMOVE: &str = "Remove";
pub const TOO_LARGE: &str = "the file is larger than 1 MiB";
pub const BRING_MODEL: &str = "open the model file first, or both at once";
pub const BRING_EVIDENCE: &str = "open the evidence file of this version, too";
pub const DROP_AT_HOME: &str = "Drop files on the first page to open them.";
pub const NOTHING_IMPORTED: &str = "Nothing was added. See the errors below.";

pub fn not_fetched(why: &str) -> String {
    ["The file could not be downloaded: ", why].concat()
}

pub fn own_about(version: &str, evidence: bool) -> String {
    let evidence = if evidence { "with evidence" } else { "without its evidence" };
    ["Version ", version, ", ", evidence, ". ", NOT_OURS].concat()
}

pub fn removed(title: &str) -> String {
    ["Removed: ", title, ". Your saved decisions stay."].concat()
}

pub fn models_imported(added: &[String], replaced: &[String]) -> String {
    let said = |what: &str, titles: &[String]| {
        (!titles.is_empty()).then(|| [what, &titles.join(", ")].concat())
    };
    let parts = [said("Added: ", added), said("Replaced: ", replaced)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// The notice after an import is undone.
pub fn import_undone(removed: usize, back: &[String]) -> String {
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
    "Each question asks about something that matters, according to the sources. Your answer sets its weight, from 0 to 200: how much it can move the choice.",
    "For each answer, every source that says something about it rates the alternatives: 0 means works against you, 50 means neither, 100 means made for this. A source that says nothing gives no rating.",
    "The ratings of all sources are averaged, where related sources count as one. The average is multiplied by the weight. The sum of these points decides, and nothing else.",
    "Some answers rule an alternative out. If the sources contradict each other about that, you see both outcomes.",
    "A question that you leave open counts with the default of this decision, which usually adds nothing. The questions end when no further answer can change the verdict.",
    "To find out how certain a verdict is, Tiebreak draws 10,000 scenarios at random: with larger or smaller weights, with answers to open questions, and with one source believed for each answer.",
];
pub const LIMITS_HEADING: &str = "What it cannot know";
pub const LIMITS: [&str; 4] = [
    "Anything that no question asks about, for example your team’s taste, or what you have already paid for.",
    "Whether the sources are right. It shows where they disagree, and where public records contradict them. It does not measure anything itself.",
    "What has changed since the sources were read.",
    "What you should want. It shows what follows from your answers, and you can change every answer.",
];
pub const ABOUT: &str = "About this decision";
pub const ABOUT_HINT: &str = "The information that the IPDAS standards for decision aids ask for, as far as it applies to a choice of tools.";
pub const IT_SITUATION: &str = "When you need it";
pub const IT_SITUATION_TEXT: &str =
    "You are about to choose, or you wonder whether to change an earlier choice.";
pub const IT_CASES_TEXT: &str =
    " Typical cases and their verdicts are shown above the first question.";
pub const IT_DECISION: &str = "The decision";
pub const IT_OPTIONS: &str = "The alternatives, and what each is like in practice";
pub const IT_BALANCE: &str = "Balance";
pub const IT_BALANCE_TEXT: &str = "You see the strengths and weaknesses of all alternatives side by side, in the same order and detail, before you answer. You see no verdict until you have answered a question.";
pub const IT_CITED: &str = "Evidence cited";
pub const IT_DATE: &str = "Date of the evidence";
pub const IT_UPDATES: &str = "When it will be updated";
pub const IT_UNSURE: &str = "Uncertainty";
pub const IT_UNSURE_TEXT: &str = "For every verdict you see in how many of 100 scenarios it holds (which is not the probability that it is right), which answers would change it, and the verdict by each source alone.";
pub const IT_PAID: &str = "Who paid";
pub const IT_SOURCES: &str = "The sources, and what they sell";
pub const IT_TESTED: &str = "Tested with readers";
pub const IT_TESTED_TEXT: &str = "Not yet. Nobody has measured whether this leads to better choices. Tests check that it agrees with its sources about the situations that they decide.";
pub const IT_TESTED_OWN: &str =
    "Not known. This is a file of your own, and Tiebreak has checked only its format.";
pub const GOOD: &str = "Strengths";
pub const BAD: &str = "Weaknesses";
pub const WRONG: &str = "Is a statement wrong?";
pub const WRONG_HINT: &str =
    "Tell the maintainers of this decision. Here is a text to start from. Nothing is sent.";
pub const WRONG_OPEN: &str = "This statement is wrong …";
pub const NO_EVIDENCE: &str = "The statements of this decision are not available.";
pub const STATEMENT: &str = "Statement";
pub const ISSUE: &str = "Text of the issue";

pub fn cited(cited: usize, rated: usize) -> String {
    let opens = if cited > 0 {
        "; you can read the statements in the decision under “Why”"
    } else {
        ""
    };
    let said = " ratings name the statements that support them";
    [&cited.to_string(), " of ", &rated.to_string(), said, opens, "."].concat()
}

pub fn read(sources: &str, corrections: Option<&str>) -> String {
    match corrections {
        Some(date) => {
            ["Sources read ", sources, "; checked against public records ", date, "."].concat()
        }
        None => ["Sources read ", sources, "."].concat(),
    }
}

pub fn sources(vendors: usize, users: usize, independent: usize) -> String {
    [
        &vendors.to_string(),
        " sell something related to the choice, ",
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
        "\n\nCurrent text:\n> ",
        text,
        "\n\nWhat is wrong with it:\n\n\nWhere this can be checked:\n",
    ]
    .concat()
}

// The studio, see studio/texts.rs for all other texts

pub const WRITE: &str = "Write a decision of your own";
pub const WRITE_HINT: &str =
    "In the studio you write the questions and see the result at once. It works offline.";
pub const OPEN_STUDIO: &str = "Open the studio";
pub const EDIT: &str = "Edit in the studio";
pub const STUDIO_FAILED: &str = "The studio could not be loaded. Reload the page to try again.";

// Keys

pub const ADDRESS_HINT: &str = "https://…";
pub const KEYS: &str = "Keyboard";
pub const KEYS_ON: &str = "Use these keys";
pub const KEY_HELP: &str = "this list";
pub const KEY_HOME: &str = "all decisions";
pub const KEY_SEARCH: &str = "search saved decisions";
pub const KEY_SAVE: &str = "name of the saved decision";

fn plural(count: usize, what: &str) -> String {
    let end = if count == 1 { "" } else { "s" };
    [&count.to_string(), " ", what, end].concat()
}
