//! English, the reference language: every text with its name and its type.
//!
//! A text is a template for [`fill`](crate::texts::sentence::fill): `{0}`, `{1}` stand for names
//! and texts of the model. A text that depends on a number is a function.

/// Declares a struct with one field per text, and its English instance. The type of a text is
/// `&'static str` unless it is given.
macro_rules! texts {
    (
        $(#[$about_struct:meta])*
        pub struct $Strings:ident, static $ENGLISH:ident {
            $($(#[$about_text:meta])* $text:ident $(: $Type:ty)? = $english:expr,)*
        }
    ) => {
        $(#[$about_struct])*
        #[derive(Debug)]
        #[expect(missing_docs, reason = "the English texts document the fields")]
        pub struct $Strings {
            $($(#[$about_text])* pub $text: texts!(@type $($Type)?),)*
        }

        /// The English texts.
        pub static $ENGLISH: $Strings = $Strings { $($text: $english,)* };
    };
    (@type) => { &'static str };
    (@type $Type:ty) => { $Type };
}

texts! {
    /// Texts up to the verdict; the first download has them.
    pub struct Strings, static STRINGS {
        decision_aid = "Decision aid",
        /// Number of sources and when they were read.
        sources_read: fn(usize, &str) -> String = |n, when| {
            let sources = if n == 1 { " source, read " } else { " sources, read " };
            [&n.to_string(), sources, when].concat()
        },
        /// That the page asks fewer questions than there are.
        asks_of: fn(usize, usize) -> String = |asked, all| {
            ["asks ", &asked.to_string(), " of ", &all.to_string(), " questions"].concat()
        },
        stays_here = "nothing leaves this page",
        foreign_model = "model by {0}, not by Tiebreak",
        months: [&'static str; 12] = [
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
        and = " and ",
        or = " or ",

        cases = "Start from a typical case",
        preset_hint = "“{0}” filled in these answers for you. Change any that does not fit.",
        preset = "preset",
        strengths = "Speaks for it",
        weaknesses = "Speaks against it",
        unasked = "No verdict for you yet",
        unasked_hint = "Answer what you know and skip what you do not. Until then, here is what each of them is \
                      like.",

        step: fn(usize, usize) -> String = |n, more| {
            let rest = match more {
                0 => " · nothing else can matter".to_owned(),
                1 => " · 1 more can still matter".to_owned(),
                _ => [" · ", &more.to_string(), " more can still matter"].concat(),
            };
            ["Question ", &n.to_string(), &rest].concat()
        },
        why_asked = "Why this is asked:",
        scale = "The scale runs from “{0}” to “{1}”.",
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
        final_title = "No further question can change this",
        skipped_title: fn(usize) -> &'static str = |n| match n {
            1 => "One question that you skipped could still change it.",
            _ => "Questions that you skipped could still change it.",
        },
        asked_all_title = "That was every question that can matter now.",
        answer_rest = "Answer the rest anyway",

        so_far = "So far",
        given_answers = "Given your answers",
        first_hint = "A first hint",
        early = "So far, {0}",
        early_why = "Too little is answered yet to say more.",
        leaning = "Leaning {0}",
        winner = "{0}",
        settled_why = "No further answer of yours changes this.",
        elimination = "{0}, by elimination",
        elimination_why = "Your answers rule out every other alternative.",
        elimination_final = "Nothing that is still open could rule it out.",
        elimination_open = "An open question could still rule it out.",
        too_close = "Too close to call: {0}",
        close_why: fn(i64) -> String = |band| match band {
            0 => "Their values are equal.".to_owned(),
            10 => "They lie within 1 point of 100 of each other.".to_owned(),
            _ => {
                ["They lie within ", &(band / 10).to_string(), " points of 100 of each other."].concat()
            }
        },
        close_nothing = "Nothing you said separates them.",
        close_final = "It stays too close, and nothing you have not answered changes that.",
        none_left = "Nothing is left",
        none_why = "Your answers rule out every alternative. Change one of the answers below to lift that.",
        disputed = "The sources dispute it: {0}",
        disputed_why = "The sources disagree whether “{0}” rules out {1}.",
        disputed_with = "If {0} is right that it does: {1}.",
        disputed_without = "If {0} is right that it does not: {1}.",
        disputed_final = "No further answer settles this; only the sources could.",
        hidden_verdict = "The verdict comes at the end",
        hidden_hint = "Answer what you know first, so that a first lead does not sway the rest.",
        show_verdict = "Show it now",
        scores = "Value of each alternative for you, 0 to 100",
        ruled_out = "Ruled out",
        ruled_out_by = "by your answer “{0}”",
        would_score = "would have {0} of 100",
        would_be_ruled_out_by = "disputed, by your answer “{0}”",

        side_by_side = "Side by side",

        own_ratings: fn(usize) -> &'static str = |n| match n {
            1 => "One rating is your own.",
            _ => "{0} ratings are your own.",
        },

        loading = "Loading …",
        part_failed = "This part could not be loaded. The verdict does not need it.",
        retry = "Try again",
        bad_model = "This decision cannot be shown",
        bad_model_hint = "Its file has mistakes that its author must mend:",
    }
}

texts! {
    /// Texts of reasons, records and pictures; the second download has them.
    pub struct DetailStrings, static DETAIL_STRINGS {
        in_practice = "Living with it",
        winner_share = "First in {0} of 100 plausible readings of your answers.",
        shares = "First, of 100 plausible readings of your answers: {0}.",
        share = "{0} in {1}",
        none_left_share = "nothing left in {0}",
        what_is_scenario = "What is a reading?",
        scenario = "A reading is one way to understand what you said. It completes what you left open the way \
                  other projects would, lets each answer weigh more or less than we assume, and takes the \
                  word of one source at a time. 10,000 of them were drawn; a bar’s bracket spans the middle \
                  90 of 100.",
        scenario_limits = "It does not cover what is not asked here, nor an error that all sources share.",

        panels = "Behind the verdict",
        why = "Why",
        flips = "What would change it",
        sources = "The sources",
        watch_out = "Watch out",
        next_steps = "Next steps",
        people_ask = "Questions people ask",
        your_load = "Your load",
        thousands = ",000",

        give_up = "What you give up with {0}",
        give_up_answered = "{0} You said “{1}”, which speaks for {2}.",
        give_up_open = "{0} You left it open, and what stands until you answer speaks for {2}.",
        give_up_none = "None of your answers speaks for {1} against {0}.",
        reasons = "What weighs most for {0} rather than {1}",
        speaks_for = "What speaks for {0} against {1}",
        every_row = "Every answer, {0} against {1}, in points of 100",
        adds_up = "Together {0} of 100, the lead of {1} over {2}.",
        show_tenths = "Show the next digit",
        for_alternative = "for {0}",
        unanswered_row = "left open: what stands until you answer",
        weight = "May move the choice by up to {0} of 200.",
        inferred = "our reading",
        our_assumption = "No source speaks to this; the values are our assumption.",
        no_weight = "This answer has no weight: it separates nothing.",
        no_comparison = "There is nothing to compare yet.",

        overrule = "I see it differently",
        row_name = "{0} {1}",
        own_weight = "May move the choice by up to",
        overrides = "Where you see it differently",
        yours = "yours",
        reset = "Take back",
        done = "Done",
        link_overrides: fn(usize) -> &'static str = |n| match n {
            1 => "This link changes one rating. It is not applied.",
            _ => "This link changes {0} ratings. They are not applied.",
        },
        apply = "Apply",

        flips_lead: fn(usize) -> &'static str = |n| match n {
            1 => "One changed answer is enough. Any of these would do:",
            _ => "It takes {0} changed answers together:",
        },
        flips_none = "No change of the answers you gave would end this lead.",
        flip_change = "{0} from “{1}” to “{2}”",
        flip_then = "Then: {0}",
        flip_apply = "Try it",
        to_win = "For {0} to win",
        to_win_none = "No change of up to {0} of your answers does it.",
        to_win_not_found = "None found within {0} changed answers.",
        in_control = "yours to change",
        one_number = "If we have one number wrong",
        would_lead = "{0} would lead if {1}.",
        if_no_matter = "“{0}” did not matter",
        if_twice = "“{0}” mattered twice as much",
        if_times = "“{0}” mattered {1} times as much",
        if_weight = "“{0}” weighed {1} of 200 instead of {2}",
        if_value = "the value of {0} for “{1}” were {2} of 100 instead of {3}",
        disagreements = "Where they disagree",
        disagreements_hint = "Each bar is what one source alone says of your answer, {0} to the left, {1} to the right.",
        clustered = "Counts together with {0}, because one vendor or author stands behind both.",
        trial = "You are trying this out:",
        trial_back = "Back to my answers",
        trial_adopt = "Make these my answers",
        example_of_change = "Open questions can change it too, if for instance you answered:",

        alone = "By itself",
        without = "Without it",
        says_too_little: fn(usize, usize) -> String = |n, of| {
            ["says too little: ", &n.to_string(), " of ", &of.to_string()].concat()
        },
        only_source = "Only it speaks to: {0}",

        statements: fn(usize) -> String = |n| {
            if n == 1 { "1 statement".to_owned() } else { [&n.to_string(), " statements"].concat() }
        },
        no_advice = "Nothing here fits your answers yet.",
        correction_marks: [&'static str; 5] = ["confirmed", "no longer so", "contradicted by the record", "imprecise", "not verified"],
        read_on = "Read on:",

        export = "Keep it",
        copy_link = "Copy link",
        copy_record = "Copy as decision record",
        save_png = "Save picture",
        save_svg = "as SVG",
        save_json = "Save as JSON",
        print = "Print",
        link_copied = "The link is copied. It holds your answers.",
        record_copied = "The decision record is copied.",
        saved = "Saved.",
        copy_by_hand = "The browser did not allow that. Here it is to take by hand:",
        from_link = "These answers come from a link.",
        link_ignored = "About the link:",
        link_silent = "The link says nothing about: {0}",
        saved_verdict = "Then, with version {0} of this decision: {1}.",
        current_verdict = "Now, with version {0}: {1}.",
        largest_changes = "What moved the lead of {0} over {1} most:",
        change_of_question = "{0} Then {1}, now {2}.",
        no_points = "nothing",
        removed_alternative = "{0} is no longer one of the alternatives.",
        removed_question = "A question that is no longer asked (“{0}”):",

        answers = "What you answered",
        verdict = "The verdict",
        alternatives = "Where each stands",
        consequences = "{0} rather than {1}: what it brings, what it gives up",
        to_decide = "To decide: {0}",
        record_intro = "Tiebreak held the answers below against what its sources say. It compares; people \
                       decide. “You” is whoever gave the answers.",
        answered_question = "{0} {1}.",
        none_answered = "Nothing is answered yet.",
        score = "{0}: {1} of 100",
        ruled_out = "{0}: ruled out {1}",
        scenarios_note = "A plausible reading answers some open questions, makes each answer weigh more or less (by \
                   about half), and lets one source be right, all at random. It says nothing about \
                   what the decision leaves out.",
        and_more = "and {0} more",
        changed_ratings: fn(usize) -> &'static str = |n| match n {
            1 => "The reader overruled 1 rating.",
            _ => "The reader overruled {0} ratings.",
        },
        outcome = "{0}: {1}.",
        speaks_for_either = "What speaks for {0}, and what for {1}",
        good_because = "Good, because you answered “{1}” to “{0}”: {2}.",
        good_while_open = "Good, while “{0}” is open: {2}.",
        bad_because = "Bad, because you answered “{1}” to “{0}”: {2}.",
        bad_while_open = "Bad, while “{0}” is open: {2}.",
        bad_none = "Bad: none of your answers speaks for {1} against {0}.",
        because_answered = "You answered “{1}” to “{0}”: {2}.",
        while_open = "“{0}” is open: {2}.",
        record_final = "No question that is still open can change this.",
        left_open = "Not answered",
        ratings_changed_by_you = "Overruled by you",
        changed_rating = "{0} “{1}”: {2}.",
        weight_of_200 = "weight {0} of 200",
        own_values = "values of 1000: {0}",
        about_decision = "Where this comes from",
        evidence_read = "Sources read: {0}.",
        corrections_read = "Corrections looked for: {0}.",
        identity = "Decision {0}, version {1}, digest {2}.",
        open_again = "To open it again with these answers:",

        evidence_failed = "The statements behind this could not be loaded. The verdict does not need them.",
        evidence_absent = "This decision comes without its statements.",
        paid_by = "Who paid: {0}",
        updates = "Updates: {0}",

        quoted = "“{0}”",
        main_reasons = "{0} rather than {1}. What weighs most:",
        one_answer = "One changed answer would end this lead: {0}",
        worst_on_heaviest = "{0} is the weakest on what weighs most in your answers: {1}",
        one_theme = "Half of this lead or more comes from one theme: “{0}”.",
        sources_disagree = "The sources disagree about who is ahead here: {0}",
        vendors_only: fn(usize) -> &'static str = |n| match n {
            1 => "On one of your answers only sources that sell something in this field speak.",
            _ => "On {0} of your answers only sources that sell something in this field speak.",
        },
        more_warnings: fn(usize) -> &'static str = |n| match n {
            1 => "One more thing to know",
            _ => "{0} more things to know",
        },
        equal_weights = "If all your answers weighed the same, the lead would go to {0}.",
        open_outweighs = "An open question can move more than the whole lead over {0}: {1}",
        points: fn(i64) -> &'static str = |n| if n == 1 || n == -1 { "{0} point for {1}" } else { "{0} points for {1}" },
        speaks_to: fn(usize, usize) -> String = |n, of| {
            ["speaks to ", &n.to_string(), " of your ", &of.to_string(), " rated answers"].concat()
        },
        sells = "Sells: {0}",
        interest: [&'static str; 3] = [
            "sells something that this choice bears on",
            "uses what it writes about",
            "no known stake",
        ],
        agreement: fn(usize, usize) -> String = |n, of| {
            [
                &n.to_string(),
                " of ",
                &of.to_string(),
                " sources that say enough agree with this verdict.",
            ]
            .concat()
        },
        only_mine = "Only what matters for my answers",
        heaviest_first = "What weighs most first",
        no_statement = "says nothing",
        empty_filter = "No row is tied to what you have answered yet.",
        share_of_scenarios = "first in {0} of 100 plausible readings",
        less_than_one = "less than 1 point for {0}",
        lead: fn(i64) -> &'static str = |n| match n {
            1 => "Over all questions, open ones too, {1} is 1 point of 100 ahead of {2}.",
            _ => "Over all questions, open ones too, {1} is {0} points of 100 ahead of {2}.",
        },
        equal = "Over all questions, open ones too, {1} and {2} have the same value, rounded to points.",
        behind: fn(i64) -> &'static str = |n| match n {
            1 => {
                "Over all questions, open ones too, {1} is 1 point of 100 behind {2}, which is ruled out."
            }
            _ => {
                "Over all questions, open ones too, {1} is {0} points of 100 behind {2}, which is ruled out."
            }
        },
        answer_to = "“{0}” to “{1}”",
        if_you_answer = "If you answer {0}, then: {1}.",
        load = "{0} users a day with {1} requests each, the busiest moment {2} times the average",
        load_assumed = "{0} users a day with {1} requests each, the busiest moment {2} times the \
                       average: our assumption",
        load_peak = "{0} requests a second at the busiest moment",
        no_verdict = "no verdict, it says too little",
        source_says = "By itself: {0}; it {1}. Without it: {2}.",

        core_questions = "Asked of everybody",
        further_questions = "To refine",
        not_answered = "not answered",
        change = "Change",
        answer = "Answer",
        users = "Users a day",
        requests = "Requests per user a day",
        peak_factor = "Busiest moment over average",
        peak_assumed = "Left blank, the busiest moment is 10 times the average: our assumption.",
        or_peak = "Or, if you know it:",
        peak = "Requests a second at the busiest moment",
        busiest = "About {0} requests a second at the busiest moment: {1}",

        not_settled = "Not settled.",
        open_ahead: fn(usize) -> &'static str = |n| match n {
            1 => "One open question can still put {0} ahead.",
            _ => "{1} open questions can still put {0} ahead.",
        },
        open_more: fn(usize) -> &'static str = |n| match n {
            1 => "One open question can still change this.",
            _ => "{0} open questions can still change this.",
        },
        unlikely_to_change = "Unlikely to change: in {0} of 100 ways to answer the rest, {1} stays first.",
        why_next = "Why this question now?",
        why_next_gain = "Of all open questions its answer is expected to tell most: about {0} of 100 parts of \
                        what is still uncertain.",
        why_next_swing = "Of all open questions its answer can move the lead furthest.",
        interval: fn(i64, i64) -> String = |low, high| {
            ["in most readings ", &low.to_string(), " to ", &high.to_string()].concat()
        },
    }
}
