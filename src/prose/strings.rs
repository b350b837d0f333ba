//! The widget's own words, one `const` per language. A text that is missing does not compile.
//!
//! Sentences are templates: `{0}`, `{1}` stand for names and model text, which [`super::line`] puts
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
    pub stays_here: &'static str,
    pub foreign_model: &'static str,
    pub months: [&'static str; 12],
    pub and: &'static str,
    pub or: &'static str,
    pub quoted: &'static str,

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
    pub core: &'static str,
    pub refine: &'static str,
    pub not_answered: &'static str,
    pub change: &'static str,
    pub answer: &'static str,
    pub start_over: &'static str,
    pub undo: &'static str,
    pub done: &'static str,
    pub skipped_matter: fn(usize) -> &'static str,
    pub nothing_left: &'static str,
    pub go_on: &'static str,

    pub users: &'static str,
    pub requests: &'static str,
    pub peak_factor: &'static str,
    pub peak_assumed: &'static str,
    pub or_peak: &'static str,
    pub peak: &'static str,
    pub busiest: &'static str,

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
    pub because: &'static str,
    pub bars: &'static str,
    pub ruled_out: &'static str,
    pub ruled_out_by: &'static str,
    pub would_have: &'static str,
    pub would_be_ruled_out_by: &'static str,
    pub not_settled: &'static str,
    pub open_ahead: fn(usize) -> &'static str,
    pub open_more: fn(usize) -> &'static str,
    pub interval: fn(i64, i64) -> String,
    pub unlikely_to_change: &'static str,
    pub why_next: &'static str,
    pub why_next_gain: &'static str,
    pub why_next_swing: &'static str,

    pub one_answer: &'static str,
    pub worst: &'static str,
    pub one_theme: &'static str,
    pub sources_disagree: &'static str,
    pub vendors_only: fn(usize) -> &'static str,
    pub more_warnings: fn(usize) -> &'static str,
    pub equal_weights: &'static str,
    pub open_outweighs: &'static str,

    pub side_by_side: &'static str,

    pub points: fn(i64) -> &'static str,

    pub own_in_force: fn(usize) -> &'static str,

    pub speaks_to: fn(usize, usize) -> String,
    pub sells: &'static str,
    pub interest: [&'static str; 3],
    pub agree: fn(usize, usize) -> String,

    pub only_mine: &'static str,
    pub heaviest_first: &'static str,
    pub silent: &'static str,
    pub empty_filter: &'static str,

    pub in_readings: &'static str,
    pub less_than_one: &'static str,
    pub lead: fn(i64) -> &'static str,
    pub level: &'static str,
    pub behind: fn(i64) -> &'static str,
    pub answer_to: &'static str,
    pub if_you_answer: &'static str,
    pub load: &'static str,
    pub load_assumed: &'static str,
    pub load_peak: &'static str,
    pub no_verdict: &'static str,
    pub source_says: &'static str,

    pub loading: &'static str,
    pub part_failed: &'static str,
    pub retry: &'static str,
    pub bad_model: &'static str,
    pub bad_model_hint: &'static str,
    pub page_reads: &'static str,
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
    quoted: "“{0}”",
    cases: "Start from a typical case",
    preset_by: "“{0}” filled in these answers for you. Change any that does not fit.",
    preset: "preset",
    good: "Speaks for it",
    bad: "Speaks against it",
    before: "No verdict for you yet",
    before_hint: "Answer what you know and skip what you do not, or start from a typical case above. \
                  Until then, here is what each of them is like.",
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
    core: "Asked of everybody",
    refine: "To refine",
    not_answered: "not answered",
    change: "Change",
    answer: "Answer",
    start_over: "Start over",
    undo: "Undo",
    done: "No further question can change this",
    skipped_matter: |n| match n {
        1 => "One question that you skipped could still change it.",
        _ => "Questions that you skipped could still change it.",
    },
    nothing_left: "That was every question that can matter now.",
    go_on: "Answer the rest anyway",
    users: "Users a day",
    requests: "Requests per user a day",
    peak_factor: "Busiest moment over average",
    peak_assumed: "Left blank, the busiest moment is 10 times the average: our assumption.",
    or_peak: "Or, if you know it:",
    peak: "Requests a second at the busiest moment",
    busiest: "About {0} requests a second at the busiest moment: {1}",
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
    because: "{0} rather than {1}, because you said:",
    bars: "Value of each alternative for you, 0 to 100",
    ruled_out: "Ruled out",
    ruled_out_by: "by your answer “{0}”",
    would_have: "would have {0} of 100",
    would_be_ruled_out_by: "disputed, by your answer “{0}”",
    not_settled: "Not settled.",
    open_ahead: |n| match n {
        1 => "One open question can still put {0} ahead.",
        _ => "{1} open questions can still put {0} ahead.",
    },
    open_more: |n| match n {
        1 => "One open question can still change this.",
        _ => "{0} open questions can still change this.",
    },
    interval: |low, high| {
        ["in most readings ", &low.to_string(), " to ", &high.to_string()].concat()
    },
    unlikely_to_change: "Unlikely to change: in {0} of 100 ways to answer the rest, {1} stays first.",
    why_next: "Why this question now?",
    why_next_gain: "Of all open questions its answer is expected to tell most: about {0} of 100 parts of \
                    what is still uncertain.",
    why_next_swing: "Of all open questions its answer can move the lead furthest.",
    one_answer: "One changed answer would end this lead: {0}",
    worst: "{0} is the weakest on what weighs most in your answers: {1}",
    one_theme: "Half of this lead or more comes from one theme: “{0}”.",
    sources_disagree: "The sources disagree about who is ahead here: {0}",
    vendors_only: |n| match n {
        1 => "On one of your answers only sources that sell something in this field speak.",
        _ => "On {0} of your answers only sources that sell something in this field speak.",
    },
    more_warnings: |n| match n {
        1 => "One more thing to know",
        _ => "{0} more things to know",
    },
    equal_weights: "If all your answers weighed the same, the lead would go to {0}.",
    open_outweighs: "An open question can move more than the whole lead over {0}: {1}",
    side_by_side: "Side by side",
    points: |n| if n == 1 || n == -1 { "{0} point for {1}" } else { "{0} points for {1}" },
    own_in_force: |n| match n {
        1 => "One rating is your own.",
        _ => "{0} ratings are your own.",
    },
    speaks_to: |n, of| {
        ["speaks to ", &n.to_string(), " of your ", &of.to_string(), " rated answers"].concat()
    },
    sells: "Sells: {0}",
    interest: [
        "sells something that this choice bears on",
        "uses what it writes about",
        "no known stake",
    ],
    agree: |n, of| {
        [
            &n.to_string(),
            " of ",
            &of.to_string(),
            " sources that say enough agree with this verdict.",
        ]
        .concat()
    },
    only_mine: "Only what matters for my answers",
    heaviest_first: "What weighs most first",
    silent: "says nothing",
    empty_filter: "No row is tied to what you have answered yet.",
    in_readings: "first in {0} of 100 plausible readings",
    less_than_one: "less than 1 point for {0}",
    lead: |n| match n {
        1 => "Over all questions, open ones too, {1} is 1 point of 100 ahead of {2}.",
        _ => "Over all questions, open ones too, {1} is {0} points of 100 ahead of {2}.",
    },
    level: "Over all questions, open ones too, {1} and {2} have the same value, rounded to points.",
    behind: |n| match n {
        1 => {
            "Over all questions, open ones too, {1} is 1 point of 100 behind {2}, which is ruled out."
        }
        _ => {
            "Over all questions, open ones too, {1} is {0} points of 100 behind {2}, which is ruled out."
        }
    },
    answer_to: "“{0}” to “{1}”",
    if_you_answer: "If you answer {0}, then: {1}.",
    load: "{0} users a day with {1} requests each, the busiest moment {2} times the average",
    load_assumed: "{0} users a day with {1} requests each, the busiest moment {2} times the \
                   average: our assumption",
    load_peak: "{0} requests a second at the busiest moment",
    no_verdict: "no verdict, it says too little",
    source_says: "By itself: {0}; it {1}. Without it: {2}.",
    loading: "Loading …",
    part_failed: "This part could not be loaded. The verdict does not need it.",
    retry: "Try again",
    bad_model: "This decision cannot be shown",
    bad_model_hint: "Its file has mistakes that its author must mend:",
    page_reads: "The page around this card can see your answers.",
};
