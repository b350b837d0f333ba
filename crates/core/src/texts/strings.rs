//! The widget's own words, one `const` per language. A text that is missing does not compile.
//!
//! Sentences are templates: `{0}`, `{1}` stand for names and model text, which [`super::sentence`] puts
//! in. What changes with a number is a function. Model text lives in the
//! model.

pub mod behind;

/// Everything the widget says by itself up to the verdict; for the rest see [`behind`].
#[derive(Debug)]
#[expect(missing_docs, reason = "the names and the English texts say it")]
pub struct Strings {
    pub decision_aid: &'static str,
    /// Number of sources and when they were read.
    pub sources_read: fn(usize, &str) -> String,
    /// That the page asks fewer questions than there are.
    pub asks_of: fn(usize, usize) -> String,
    pub stays_here: &'static str,
    pub foreign_model: &'static str,
    pub months: [&'static str; 12],
    pub and: &'static str,
    pub or: &'static str,

    pub cases: &'static str,
    pub preset_by: &'static str,
    pub preset: &'static str,
    pub good: &'static str,
    pub bad: &'static str,
    pub before: &'static str,
    pub before_hint: &'static str,

    pub step: fn(usize, usize) -> String,
    pub why_asked: &'static str,
    pub scale: &'static str,
    pub next: &'static str,
    pub unknown: &'static str,
    pub no_matter: &'static str,
    pub back: &'static str,
    pub all_questions: &'static str,
    pub back_to_question: &'static str,
    pub none_of_these: &'static str,
    pub counts_once: &'static str,
    pub start_over: &'static str,
    pub undo: &'static str,
    pub done: &'static str,
    pub skipped_matter: fn(usize) -> &'static str,
    pub nothing_left: &'static str,
    pub go_on: &'static str,

    pub so_far: &'static str,
    pub given: &'static str,
    pub first: &'static str,
    pub early: &'static str,
    pub early_why: &'static str,
    pub leaning: &'static str,
    pub winner: &'static str,
    pub settled_why: &'static str,
    pub elimination: &'static str,
    pub elimination_why: &'static str,
    pub elimination_final: &'static str,
    pub elimination_open: &'static str,
    pub too_close: &'static str,
    pub close_why: fn(i64) -> String,
    pub close_nothing: &'static str,
    pub close_final: &'static str,
    pub none_left: &'static str,
    pub none_why: &'static str,
    pub disputed: &'static str,
    pub disputed_why: &'static str,
    pub disputed_with: &'static str,
    pub disputed_without: &'static str,
    pub disputed_final: &'static str,
    pub hidden_verdict: &'static str,
    pub hidden_why: &'static str,
    pub show_verdict: &'static str,
    pub bars: &'static str,
    pub ruled_out: &'static str,
    pub ruled_out_by: &'static str,
    pub would_have: &'static str,
    pub would_be_ruled_out_by: &'static str,

    pub side_by_side: &'static str,

    pub own_in_force: fn(usize) -> &'static str,

    pub loading: &'static str,
    pub part_failed: &'static str,
    pub retry: &'static str,
    pub bad_model: &'static str,
    pub bad_model_hint: &'static str,
}

/// The strings of a language; English where there are none.
pub fn strings(_lang: &str) -> &'static Strings {
    &ENGLISH
}

/// English.
pub const ENGLISH: Strings = Strings {
    decision_aid: "Decision aid",
    sources_read: |n, when| {
        let sources = if n == 1 { " source, read " } else { " sources, read " };
        [&n.to_string(), sources, when].concat()
    },
    asks_of: |asked, all| {
        ["asks ", &asked.to_string(), " of ", &all.to_string(), " questions"].concat()
    },
    stays_here: "nothing leaves this page",
    foreign_model: "model by {0}, not by Tiebreak",
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    and: " and ",
    or: " or ",
    cases: "Start from a typical case",
    preset_by: "“{0}” filled in these answers for you. Change any that does not fit.",
    preset: "preset",
    good: "Speaks for it",
    bad: "Speaks against it",
    before: "No verdict for you yet",
    before_hint: "Answer what you know and skip what you do not. Until then, here is what each of them is \
                  like.",
    step: |n, more| {
        let rest = match more {
            0 => " · nothing else can matter".to_owned(),
            1 => " · 1 more can still matter".to_owned(),
            _ => [" · ", &more.to_string(), " more can still matter"].concat(),
        };
        ["Question ", &n.to_string(), &rest].concat()
    },
    why_asked: "Why this is asked:",
    scale: "The scale runs from “{0}” to “{1}”.",
    next: "Next",
    unknown: "I don’t know yet",
    no_matter: "Does not matter to me",
    back: "Back",
    all_questions: "All questions",
    back_to_question: "Back to the questions",
    none_of_these: "None of these",
    counts_once: "Choose all that apply.",
    start_over: "Start over",
    undo: "Undo",
    done: "No further question can change this",
    skipped_matter: |n| match n {
        1 => "One question that you skipped could still change it.",
        _ => "Questions that you skipped could still change it.",
    },
    nothing_left: "That was every question that can matter now.",
    go_on: "Answer the rest anyway",
    so_far: "So far",
    given: "Given your answers",
    first: "A first hint",
    early: "So far, {0}",
    early_why: "Too little is answered yet to say more.",
    leaning: "Leaning {0}",
    winner: "{0}",
    settled_why: "No further answer of yours changes this.",
    elimination: "{0}, by elimination",
    elimination_why: "Your answers rule out every other alternative.",
    elimination_final: "Nothing that is still open could rule it out.",
    elimination_open: "An open question could still rule it out.",
    too_close: "Too close to call: {0}",
    close_why: |band| match band {
        0 => "Their values are equal.".to_owned(),
        10 => "They lie within 1 point of 100 of each other.".to_owned(),
        _ => {
            ["They lie within ", &(band / 10).to_string(), " points of 100 of each other."].concat()
        }
    },
    close_nothing: "Nothing you said separates them.",
    close_final: "It stays too close, and nothing you have not answered changes that.",
    none_left: "Nothing is left",
    none_why: "Your answers rule out every alternative. Change one of the answers below to lift that.",
    disputed: "The sources dispute it: {0}",
    disputed_why: "The sources disagree whether “{0}” rules out {1}.",
    disputed_with: "If {0} is right that it does: {1}.",
    disputed_without: "If {0} is right that it does not: {1}.",
    disputed_final: "No further answer settles this; only the sources could.",
    hidden_verdict: "The verdict comes at the end",
    hidden_why: "Answer what you know first, so that a first lead does not sway the rest.",
    show_verdict: "Show it now",
    bars: "Value of each alternative for you, 0 to 100",
    ruled_out: "Ruled out",
    ruled_out_by: "by your answer “{0}”",
    would_have: "would have {0} of 100",
    would_be_ruled_out_by: "disputed, by your answer “{0}”",
    side_by_side: "Side by side",
    own_in_force: |n| match n {
        1 => "One rating is your own.",
        _ => "{0} ratings are your own.",
    },
    loading: "Loading …",
    part_failed: "This part could not be loaded. The verdict does not need it.",
    retry: "Try again",
    bad_model: "This decision cannot be shown",
    bad_model_hint: "Its file has mistakes that its author must mend:",
};
