//! English, the reference language: every text with its name and its type.
//!
//! A text is a template for [`fill`](crate::texts::sentence::fill): `{0}`, `{1}` stand for names,
//! numbers and texts of the model. A text that depends on a number is a [`Plural`] and has two forms
//! in English: for one, and for every other number. The comment of a text is a note for translators.

use super::{Message, MessageKind, Plural, Reader};

pub use studio::{STUDIO_MESSAGES, STUDIO_STRINGS, StudioStrings};

/// Declares a list of texts for translators. A text is `&'static str`, `[n]` texts, or a `plural`.
macro_rules! messages {
    (
        $(#[$about:meta])*
        pub const $MESSAGES:ident {
            $($(#[doc = $note:literal])* $text:ident $(: $kind:tt)? = $english:tt,)*
        }
    ) => {
        $(#[$about])*
        pub const $MESSAGES: &[Message] = &[
            $(Message {
                name: stringify!($text),
                note: concat!($($note),*),
                kind: messages!(@kind $($kind)?),
                english: messages!(@forms $english $($kind)?),
            },)*
        ];
    };
    (@kind) => { MessageKind::Text };
    (@kind plural) => { MessageKind::Plural };
    (@kind [$count:literal]) => { MessageKind::List };
    (@forms $english:tt) => { &[$english] };
    (@forms $english:tt plural) => { &$english };
    (@forms $english:tt [$count:literal]) => { &$english };
}

/// Declares a struct with one field per text, its English instance, its list of messages, and the
/// function that reads the texts of another language.
macro_rules! texts {
    (
        $(#[$about_struct:meta])*
        pub struct $Strings:ident, static $ENGLISH:ident, const $MESSAGES:ident {
            $($(#[doc = $note:literal])* $text:ident $(: $kind:tt)? = $english:tt,)*
        }
    ) => {
        $(#[$about_struct])*
        #[derive(Debug)]
        #[expect(missing_docs, reason = "the English texts document the fields")]
        pub struct $Strings {
            $($(#[doc = $note])* pub $text: texts!(@type $($kind)?),)*
        }

        /// The English texts.
        pub static $ENGLISH: $Strings = $Strings {
            $($text: texts!(@english $english $($kind)?),)*
        };

        messages! {
            /// The texts of the table for translators, in the order of the fields.
            pub const $MESSAGES {
                $($(#[doc = $note])* $text $(: $kind)? = $english,)*
            }
        }

        impl $Strings {
            /// Reads the texts of a language in the order of the fields.
            pub(in crate::texts::strings) fn read(reader: &mut Reader) -> Self {
                Self { $($text: texts!(@read reader $($kind)?),)* }
            }
        }
    };
    (@type) => { &'static str };
    (@type plural) => { Plural };
    (@type [$count:literal]) => { [&'static str; $count] };
    (@english $english:tt) => { $english };
    (@english $english:tt plural) => { Plural::english(&$english) };
    (@english $english:tt [$count:literal]) => { $english };
    (@read $reader:ident) => { $reader.text() };
    (@read $reader:ident plural) => { $reader.plural() };
    (@read $reader:ident [$count:literal]) => { $reader.list() };
}

// The macros above are in scope in modules that follow.
pub mod builder;
mod page;
mod studio;

pub use builder::BUILDER_MESSAGES;
pub use page::{PAGE_MESSAGES, PAGE_SCRIPT_MESSAGES, PAGE_STRINGS, PageStrings};

texts! {
    /// Texts up to the verdict, in the first download.
    pub struct FirstStrings, static STRINGS, const MESSAGES {
        decision_aid = "Decision aid",
        /// The number of sources.
        sources: plural = ["{0} source", "{0} sources"],
        /// 0: “2 sources”. 1: the date when they were read, “March 2026”.
        sources_read = "{0}, read {1}",
        /// 0: the name of the only source.
        by_source = "by {0}",
        /// For a decision without sources.
        by_author = "the author’s own opinion",
        /// For a page that asks fewer questions than the model has.
        /// 0: number of questions that are asked. 1: number of all questions, which decides the form.
        asks_of: plural = ["asks {0} of {1} question", "asks {0} of {1} questions"],
        stays_here = "nothing leaves this page",
        foreign_model = "written by {0}, not by Tiebreak",
        /// For a decision that the page contains.
        inline_model = "written by this page, not by Tiebreak",
        page_reads = "Only scripts of this page can read your answers.",
        /// The month and year of a date; 0: the year.
        months: [12] = [
            "January {0}",
            "February {0}",
            "March {0}",
            "April {0}",
            "May {0}",
            "June {0}",
            "July {0}",
            "August {0}",
            "September {0}",
            "October {0}",
            "November {0}",
            "December {0}",
        ],
        /// Between the items of a list, between the only two items, and before the last of more.
        and: [3] = [", ", " and ", " and "],
        /// The same where one of the items is meant.
        or: [3] = [", ", " or ", " or "],
        /// Between the items of a list that has no word before the last item.
        comma: [3] = [", ", ", ", ", "],
        /// Between the whole and the decimals of a number.
        decimal_mark = ".",
        /// Between groups of three digits of a number.
        group_mark = ",",
        /// Between a sentence without a full stop and the next sentence.
        sentence_end = ". ",
        /// Between a sentence with a full stop and the next sentence.
        sentence_gap = " ",

        cases = "Typical cases",
        cases_hint = "Choose a case to start from its answers.",
        cases_replace = "A case replaces your answers.",
        preset_hint = "“{0}” filled in these answers. Change any that do not fit.",
        preset = "preset",
        strengths = "Strengths",
        weaknesses = "Weaknesses",
        default_verdict = "With the author’s weights: {0}",
        default_close = "With the author’s weights, too close to call: {0}",
        default_hint = "Say what matters to you, and the verdict follows.",
        unasked = "No verdict yet",
        unasked_hint =
            "Answer what you know and skip the rest.",

        /// 0: number of this question.
        step_last = "Question {0} · no other question can matter",
        /// 0: number of this question. 1: number of other questions that can still change the
        /// verdict, which decides the form.
        step: plural = [
            "Question {0} · {1} more can still matter",
            "Question {0} · {1} more can still matter",
        ],
        why_asked = "Why we ask:",
        scale = "Alternatives are rated from 0 (“{0}”) to 100 (“{1}”).",
        next = "Next",
        unknown = "I don’t know yet",
        no_matter = "Does not matter to me",
        back = "Back",
        all_questions = "All questions",
        back_to_question = "Back to the questions",
        none_of_these = "None of these",
        choose_all = "Choose all that apply.",
        start_over = "Start over",
        undo = "Undo",
        final_title = "No further question can change the verdict",
        /// The number of questions decides the form.
        skipped_title: plural = [
            "One question that you skipped could still change the verdict.",
            "Questions that you skipped could still change the verdict.",
        ],
        asked_all_title = "No open question can change the verdict now.",
        answer_rest = "Answer the rest anyway",

        so_far = "So far",
        given_answers = "Given your answers",
        first_hint = "A first hint",
        early = "So far, {0}",
        early_why = "Too little is answered yet to say more.",
        leaning = "Leaning {0}",
        winner = "{0}",
        settled_why = "No further answer can change this.",
        elimination = "{0}, by elimination",
        elimination_why = "Your answers rule out every other alternative.",
        elimination_final = "No open question could rule it out.",
        elimination_open = "An open question could still rule it out.",
        too_close = "Too close to call: {0}",
        close_equal = "Their scores are equal.",
        /// 0: number of points.
        close_within: plural = [
            "Their scores are at most {0} point of 100 apart.",
            "Their scores are at most {0} points of 100 apart.",
        ],
        close_nothing = "None of your answers separates them.",
        close_final = "No further answer can change this.",
        none_left = "No alternative is left",
        none_why =
            "Your answers rule out every alternative. Change one of the answers listed below.",
        disputed = "{0} (the sources disagree)",
        disputed_why = "The sources disagree whether “{0}” rules out {1}.",
        disputed_with = "If {0} is right that it does: {1}.",
        disputed_without = "If {0} is right that it does not: {1}.",
        disputed_final = "No further answer can settle this; only the sources could.",
        hidden_verdict = "The verdict comes at the end",
        hidden_hint = "Answer first, so that an early lead does not sway your answers.",
        show_verdict = "Show it now",
        scores = "Score of each alternative, 0 to 100",
        ruled_out = "Ruled out",
        ruled_out_by = "by your answer “{0}”",
        would_score = "score would be {0} of 100",
        would_be_ruled_out_by = "disputed, by your answer “{0}”",

        side_by_side = "Side by side",

        own_ratings: plural = ["{0} rating is your own.", "{0} ratings are your own."],

        loading = "Loading …",
        part_failed = "This part could not be loaded. The verdict does not need it.",
        retry = "Try again",
        bad_model = "This decision cannot be shown",
        bad_model_hint = "Its author must fix these errors in the file:",
    }
}

texts! {
    /// Texts of reasons, records and pictures, in the second download.
    pub struct DetailStrings, static DETAIL_STRINGS, const DETAIL_MESSAGES {
        in_practice = "In practice",
        winner_share =
            "First in {0} of 100 scenarios that fit your answers. This says how firm the verdict \
             is, not how likely it is to be right.",
        shares = "First place in 100 scenarios that fit your answers: {0}.",
        share = "{0} in {1}",
        none_left_share = "no alternative left in {0}",
        what_is_scenario = "What is a scenario?",
        scenario =
            "Each scenario fills in what is uncertain, at random but plausibly. It answers some \
             of your open questions as other projects would, gives each answer more or less \
             weight than we assume, and believes one source for each answer. We drew 10,000 \
             scenarios. The bracket on a bar spans the middle 90 of 100.",
        scenario_limits =
            "Scenarios do not cover questions that are not asked here, or an error that all \
             sources share. Their number is therefore not the probability that a verdict is right.",

        panels = "Details of the verdict",
        why = "Why",
        flips = "What would change it",
        sources = "The sources",
        watch_out = "Watch out",
        next_steps = "Next steps",
        people_ask = "Questions people ask",
        your_load = "Your load",

        give_up = "What you give up with {0}",
        give_up_answered = "{0} Your answer “{1}” speaks for {2}.",
        give_up_open = "{0} You have not answered this; until you do, the default speaks for {2}.",
        give_up_none = "None of your answers speaks for {1} against {0}.",
        reasons = "Main reasons for {0} rather than {1}",
        speaks_for = "What speaks for {0} against {1}",
        every_row = "Every answer, {0} against {1}, in points of 100",
        adds_up = "Together {0} points of 100, the lead of {1} over {2}.",
        adds_up_behind =
            "Together {0} points of 100 for {2}, which is ahead of {1} but ruled out.",
        show_tenths = "Show tenths",
        for_alternative = "for {0}",
        unanswered_row = "not answered: the default counts",
        weight = "Weight {0} of 200: how much this answer can move the choice.",
        inferred = "our interpretation",
        our_assumption = "No source says anything about this. The ratings are our assumption.",
        no_weight = "This answer has no weight. It changes no score.",
        no_comparison = "There is nothing to compare yet.",

        overrule = "I see it differently",
        row_name = "{0} {1}",
        own_weight = "Weight, 0 to 200",
        overrides = "Where you see it differently",
        yours = "yours",
        reset = "Reset",
        done = "Done",
        link_overrides: plural = [
            "This link changes {0} rating. The change is not applied yet.",
            "This link changes {0} ratings. The changes are not applied yet.",
        ],
        apply = "Apply",

        flips_lead: plural = [
            "One changed answer is enough to end this lead.",
            "It takes {0} changed answers together to end this lead.",
        ],
        flips_none = "No change to the answers you gave would end this lead.",
        flip_change = "{0} from “{1}” to “{2}”",
        flip_then = "Then: {0}",
        flip_apply = "Try it",
        flip_apply_reply = "Try “{0}”",
        more_replies = "More answers that would do",
        to_win = "For {0} to win",
        to_win_none = "No change to {0} or fewer of your answers is enough.",
        to_win_not_found = "We found no way that changes {0} or fewer of your answers.",
        in_control = "in your control",
        one_number = "If one of our numbers is wrong",
        would_lead = "{0} would lead if {1}.",
        if_no_matter = "“{0}” did not matter",
        if_twice = "“{0}” mattered twice as much",
        if_times = "“{0}” mattered {1} times as much",
        if_weight = "“{0}” had the weight {1} of 200 instead of {2}",
        if_value = "{0} were rated {2} of 100 instead of {3} for “{1}”",
        disagreements = "Where they disagree",
        disagreements_hint =
            "Each bar shows what one source says about your answer: for {0} to the left, for \
             {1} to the right.",
        clustered = "Counts as one voice with {0}, because they are not independent.",
        trial = "You are trying this out:",
        trial_back = "Back to my answers",
        trial_adopt = "Make these my answers",
        example_of_change = "Open questions can change it too. For example, if you answered:",

        alone = "This source alone",
        without = "Without this source",
        /// 1 decides the form.
        says_too_little: plural = [
            "no verdict: it rates only {0} of your {1} rated answer",
            "no verdict: it rates only {0} of your {1} rated answers",
        ],
        only_source = "No other source rates: {0}",

        statements: plural = [
            "{0} statement",
            "{0} statements",
        ],
        no_advice = "Nothing here fits your answers yet.",
        /// How a statement compares with the public record.
        correction_marks: [5] = [
            "confirmed",
            "out of date",
            "contradicted by public records",
            "imprecise",
            "not verified",
        ],
        read_on = "Read more:",

        export = "Save or share",
        copy_link = "Copy link",
        copy_record = "Copy as decision record",
        save_png = "Save picture",
        save_svg = "Save as SVG",
        save_json = "Save as JSON",
        print = "Print",
        link_copied = "Link copied. It contains your answers.",
        record_copied = "Decision record copied.",
        saved = "Saved.",
        copy_by_hand = "The browser did not allow this. You can copy the text by hand",
        from_link = "These answers come from a link.",
        link_ignored = "Problems with the link:",
        link_silent = "The link does not mention: {0}",
        saved_verdict = "Then, with version {0} of this decision: {1}.",
        current_verdict = "Now, with version {0}: {1}.",
        largest_changes = "What changed the lead of {0} over {1} most:",
        change_of_question = "{0} Then {1}, now {2}.",
        no_points = "0 points",
        removed_alternative = "{0} is no longer one of the alternatives.",
        removed_question = "A question that is no longer asked (“{0}”):",

        answers = "Your answers",
        verdict = "The verdict",
        alternatives = "The alternatives",
        consequences = "{0} rather than {1}: pros and cons",
        to_decide = "To decide: {0}",
        record_intro =
            "Tiebreak compared the answers below with the statements of its sources. It does \
             not decide; people do. “You” means the person who gave the answers.",
        answered_question = "{0} {1}.",
        none_answered = "No question is answered yet.",
        score = "{0}: {1} of 100",
        ruled_out = "{0}: ruled out {1}",
        scenarios_note =
            "A scenario answers some of the open questions, gives each answer more or less \
             weight (by about half), and believes one source for each answer, all at random. It \
             does not cover what the decision leaves out. The number of scenarios says how firm a \
             verdict is, not how likely it is to be right.",
        and_more = "and {0} more",
        changed_ratings: plural = [
            "The reader changed {0} rating.",
            "The reader changed {0} ratings.",
        ],
        outcome = "{0}: {1}.",
        speaks_for_either = "What speaks for {0}, and what for {1}",
        good_because = "Good, because you answered “{1}” to “{0}”: {2}.",
        good_while_open = "Good, while “{0}” is open: {2}.",
        bad_because = "Bad, because you answered “{1}” to “{0}”: {2}.",
        bad_while_open = "Bad, while “{0}” is open: {2}.",
        bad_none = "Bad: none of your answers speaks for {1} against {0}.",
        because_answered = "You answered “{1}” to “{0}”: {2}.",
        while_open = "“{0}” is open: {2}.",
        record_final = "No open question can change this.",
        left_open = "Not answered",
        ratings_changed_by_you = "Ratings that you changed",
        changed_rating = "{0} “{1}”: {2}.",
        weight_of_200 = "weight {0} of 200",
        own_values = "values of 1000: {0}",
        weight_and_values = "{0}; {1}",
        about_decision = "About this decision",
        evidence_read = "Sources read: {0}.",
        corrections_read = "Sources checked against public records: {0}.",
        identity = "Decision {0}, version {1}, digest {2}.",
        open_again = "Open it again with these answers:",

        evidence_failed =
            "The statements of the sources could not be loaded. The verdict does not need them.",
        no_sources =
            "This decision names no sources. All ratings are the author’s own opinion.",
        opinion = "The author’s own opinion.",
        evidence_absent = "This decision has no statements of its sources.",
        paid_by = "Who paid: {0}",
        updates = "Updates: {0}",

        quoted = "“{0}”",
        main_reasons = "Main reasons for {0} rather than {1}:",
        one_answer = "One changed answer would end this lead: {0}",
        worst_on_heaviest = "{0} is the weakest alternative where your answer weighs most: {1}",
        one_theme = "At least half of this lead comes from one theme: “{0}”.",
        sources_disagree = "The sources disagree about which alternative is ahead here: {0}",
        vendors_only: plural = [
            "{0} of your answers is rated only by sources that sell something in this field.",
            "{0} of your answers are rated only by sources that sell something in this field.",
        ],
        one_source = "All ratings come from one source: {0}.",
        more_warnings: plural = [
            "{0} more thing to know",
            "{0} more things to know",
        ],
        equal_weights = "If all your answers weighed the same, the lead would go to {0}.",
        open_outweighs = "An open question can move more than the whole lead over {0}: {1}",
        /// 0: a number, possibly with one decimal. 1: the name of an alternative.
        points: plural = [
            "{0} point for {1}",
            "{0} points for {1}",
        ],
        /// 1 decides the form.
        speaks_to: plural = [
            "rates {0} of your {1} rated answer",
            "rates {0} of your {1} rated answers",
        ],
        sells = "Sells: {0}",
        /// The interest of a source in the choice.
        interest: [4] = [
            "sells something related to this choice",
            "uses what it writes about",
            "no known interest",
            "interest not stated",
        ],
        /// 1 decides the form.
        agreement: plural = [
            "{0} of {1} source that rates enough of your answers agrees with this verdict.",
            "{0} of {1} sources that rate enough of your answers agree with this verdict.",
        ],
        only_mine = "Only what matters for my answers",
        heaviest_first = "Highest weight first",
        no_statement = "no statement",
        not_rated = "not rated",
        empty_filter = "No row matches your answers yet.",
        share_of_scenarios = "first in {0} of 100 scenarios",
        less_than_one = "less than 1 point for {0}",
        lead: plural = [
            "Over all questions, including open ones, {1} is {0} point of 100 ahead of {2}.",
            "Over all questions, including open ones, {1} is {0} points of 100 ahead of {2}.",
        ],
        equal =
            "Over all questions, including open ones, {1} and {2} have the same score, rounded \
             to points.",
        behind: plural = [
            "Over all questions, including open ones, {1} is {0} point of 100 behind {2}, which is ruled out.",
            "Over all questions, including open ones, {1} is {0} points of 100 behind {2}, which is ruled out.",
        ],
        answer_to = "{0} to “{1}”",
        other_answers = "one of {0} other answers",
        if_you_answered = "If you answered {0}, {1}.",
        would_win = "{0} would win",
        would_tie = "{0} would be too close to call",
        would_be_disputed = "the sources would disagree whether to choose {0}",
        would_leave_none = "no alternative would be left",
        load = "{0} users a day with {1} requests each, the busiest moment {2} times the average",
        load_assumed =
            "{0} users a day with {1} requests each, the busiest moment {2} times the average: \
             our assumption",
        load_peak = "{0} requests a second at the busiest moment",
        no_verdict = "no verdict",
        source_says = "This source alone: {0}; it {1}. Without it: {2}.",

        core_questions = "Main questions",
        further_questions = "Further questions",
        not_answered = "not answered",
        change = "Change",
        answer = "Answer",
        ranges = "If you know no number, choose the range that fits:",
        fills_in = "fills in {0}",
        or_users = "Or work it out from your users",
        users = "Users a day",
        requests = "Requests per user a day",
        peak_factor = "Busiest moment, times the average",
        peak_assumed = "If you leave this blank, we assume 10 times the average.",
        or_peak = "Or, if you know it:",
        peak = "Requests a second at the busiest moment",
        busiest = "About {0} requests a second at the busiest moment: {1}",

        not_settled = "Not settled.",
        line_first = "first in {0} of 100",
        line_open = "{0} open",
        /// 0: names of alternatives. 1: the number that decides the form.
        open_ahead: plural = [
            "One open question can still put {0} ahead.",
            "{1} open questions can still put {0} ahead.",
        ],
        open_more: plural = [
            "One open question can still change this.",
            "{0} open questions can still change this.",
        ],
        unlikely_to_change =
            "Unlikely to change: in {0} of 100 ways to answer the rest, {1} stays first.",
        why_next = "Why this question now?",
        why_next_gain =
            "Of all open questions, the answer to this one is expected to tell most: about {0}% \
             of what is still uncertain.",
        why_next_swing =
            "Of all open questions, the answer to this one can move the lead furthest.",
        /// The lowest and the highest score.
        interval = "in most scenarios {0} to {1}",
    }
}

texts! {
    /// Texts of a decision that is made of a table, in a file that only pages with a table download.
    pub struct TableStrings, static TABLE_STRINGS, const TABLE_MESSAGES {
        /// 0: the name of a row.
        question = "{0}: how important is this to you?",
        /// The theme of all questions.
        theme = "Criteria of the table",
        must = "Must have",
        /// 0: names of alternatives.
        must_excludes = "Rules out {0}.",
        very = "Very important",
        important = "Important",
        nice = "Nice to have",
        /// Why a question is asked.
        row_of_table = "The article compares the alternatives by this.",
        /// 0: names of alternatives.
        not_rated = "The table does not rate {0} here; we use the mean of the others.",
        are_equal =
            "All alternatives have the same value here, so this row decides nothing.",
        /// The lower end of the scale of a row.
        lowest = "not at all",
        /// The upper end of the scale of a row.
        highest = "fully",
        source = "this article’s table",
        not_stated = "The table does not say.",
        /// When the decision is updated.
        updates = "When the author of the article changes the table.",
        rated_rows = "Rated in {0} of {1} rows of the table.",
        no_strength = "No row of the table rates this high.",
        no_weakness = "No row of the table rates this low.",
        not_used = "The cell has no value.",
    }
}

texts! {
    /// Texts of a comparison of two people's answers, for the standalone page.
    pub struct CompareStrings, static COMPARE_STRINGS, const COMPARE_MESSAGES {
        /// 0 and 1: names that the reader gave, also below.
        agree = "{0} and {1} give the same answers.",
        /// 2: number of all questions. 3: number of questions that they answer differently, which
        /// decides the form.
        differ: plural = [
            "{0} and {1} answer {3} of {2} questions differently.",
            "{0} and {1} answer {3} of {2} questions differently.",
        ],
        /// 0 and 1: alternatives. 2 and 3: `lead` or `equal` of each side.
        leads = "{0} or {1}, in points of 100: {2}; {3}.",
        /// 0: the name of a side. 1: “13 points for Brick”.
        lead = "{1} ({0})",
        /// 0: the name of a side.
        equal = "equal ({0})",
        /// 0: the name of a side. 1: the answer.
        answer = "{0}: {1}",
        with_overrides = "{0} (with own ratings)",
        /// 0: “13 points for Brick”. 1 and 2: names of the sides.
        effect = "Answering as {1} rather than as {2} is worth {0}.",
        /// 0 and 1: alternatives.
        no_effect = "This makes no difference between {0} and {1}.",
        /// 2: a verdict in a few words, also below.
        taken = "If {0} answered this as {1}: {2}.",
        taken_same = "If {0} answered this as {1}, {0} would keep the same verdict.",
        kept = "If {0} agreed with {1} on all but this: {2}.",
        kept_same =
            "If {0} agreed with {1} on all but this, they would share the verdict of {1}.",
    }
}

texts! {
    /// Texts of the page that stands in for the widget where scripts do not run. The command line writes
    /// this page.
    pub struct FallbackStrings, static FALLBACK_STRINGS, const FALLBACK_MESSAGES {
        /// 0: “5 sources, read March 2026”.
        intro =
            "A decision aid ({0}). It asks what you know, weighs sources that disagree, and gives \
             its reasons. Where it cannot run, you see this summary.",
        opinion_intro =
            "A decision aid with its author’s own opinion. It asks what you know, and gives its \
             reasons. Where it cannot run, you see this summary.",
        open = "Open the decision aid",
        preset = "For these answers:",
        cases = "Typical cases, with the verdict of all sources together",
        opinion_cases = "Typical cases, with their verdicts",
        /// The heads of a table.
        case_heads: [3] = ["Case", "Verdict", "Why"],
        /// 0: the words of a source. 1: its name.
        said = "{0} ({1})",
    }
}

messages! {
    /// Texts of the scripts of the element. The scripts have the English texts themselves, and find
    /// another language by the English text.
    pub const ELEMENT_MESSAGES {
        /// A button.
        open = "Open the decision aid",
        /// A button. 0: the title of the decision.
        compare = "Compare: {0}",
        /// A button below a table.
        say_what_matters = "Say what matters to you",
        /// A button.
        show_all = "Show all",
        loading = "Loading…",
        /// A button.
        try_again = "Try again",
        /// The name of a frame.
        frame = "Decision aid",
        /// One of the following sentences follows.
        not_loaded = "The decision aid did not load.",
        offline = "There is no connection.",
        network = "Its files did not load.",
        /// 0: an HTTP status.
        http = "The server answered {0}.",
        html = "The server sent a page, not the code.",
        code_did_not_run = "Its code did not run.",
        code_cannot_run = "Its code does not run here.",
        damaged = "Its files are damaged.",
        old_browser = "This browser is too old.",
        crash = "It crashed.",
        crash_repeated = "It crashed repeatedly.",
        policy = "The policy of this page does not allow it.",
        timeout = "The server took too long.",
        frame_failed = "Its frame did not load.",
        no_decision = "No decision is named.",
        unknown_decision = "This version has no such decision.",
        bad_address = "The address of the decision cannot be read.",
        not_https = "The address is not https.",
        redirects = "The address redirects away from https.",
        too_large = "The decision is larger than {0} MiB.",
        too_large_file = "It is larger than {0} MiB.",
    }
}
