//! The texts of the studio, where authors write decisions.

use super::super::{Message, MessageKind, Plural, Reader};

texts! {
    /// Texts of the studio of the standalone page. Readers of articles do not download these texts.
    pub struct StudioStrings, static STUDIO_STRINGS, const STUDIO_MESSAGES {
        // The first view: drafts, and ways to start another.

        /// The heading of the first view, and the name of the part of the page where authors write.
        studio = "Studio",
        /// A decision is the whole model: question, alternatives, answers.
        studio_hint =
            "Write a decision: name the alternatives, ask questions, and say for each answer \
             which alternatives it speaks for. You see the result at once. Drafts stay on this \
             device.",
        drafts = "Your drafts",
        /// 0: a date, 2026-03-31.
        last_changed = "Last changed on {0}.",
        /// In place of a title.
        untitled = "Untitled decision",
        /// The heading above all ways to start.
        new_decision = "Start a new decision",
        /// A heading, like the other texts whose name begins with `start_`.
        start_blank = "From scratch",
        /// The example in an empty field for the title of a decision.
        title_example = "Tabs or spaces?",
        /// The label of a field for a name.
        first_alternative = "First alternative",
        /// The example in an empty field. Tabs and spaces are ways to indent code.
        first_example = "Tabs",
        second_alternative = "Second alternative",
        second_example = "Spaces",
        third_alternative = "Third alternative, if there is one",
        blank_incomplete = "Enter a title and at least two alternatives.",
        /// A button.
        create = "Create",
        start_table = "From a table",
        /// The name of a text field.
        table = "Comparison table",
        table_hint =
            "Copy a comparison table from a page, a document or a spreadsheet and paste it here, \
             or paste Markdown, HTML, CSV or TSV. Each row becomes a question.",
        /// The example in an empty field: a table in Markdown, with three lines. Keep the marks.
        table_example = "| Criterion | Train | Car |\n|---|---|---|\n| Work on the way | ✅ | ❌ |",
        /// A button that makes a decision of a table.
        convert = "Convert",
        no_table = "No table found. Paste the whole table with its header row.",
        /// 0: a message of the browser.
        table_reader_failed = "The code that reads tables could not be loaded: {0}",
        start_template = "From a template",
        /// A button. 0: the title of a template, which is in English.
        template_opinion = "Your own opinion: {0}",
        /// A button. 0: the title of a template, which is in English.
        template_sources = "Sources that disagree: {0}",
        /// Buttons with the titles of decisions follow.
        start_copy = "From a copy of a decision",
        start_files = "From files",
        files_hint =
            "Choose a model file, together with its evidence file and its test cases if there \
             are any.",
        /// A button.
        open_files = "Open files",
        /// 0: the name of a file.
        unknown_file = "{0}: this is not a file of a decision.",
        /// 0: the name of a file.
        file_too_large = "{0}: the file is larger than 1 MiB.",
        /// 0: the name of a file. 1: the mistake with its place, in English.
        file_not_json = "{0}: this is not JSON: {1}.",
        no_model_file = "None of the files is a model. Choose the model file, too.",
        /// A heading.
        draft_not_found = "Draft not found",
        draft_not_found_hint =
            "This device does not have the draft in the address. Drafts stay on the device where \
             they were written.",
        /// The text of an answer in a new question; the other is “No”.
        answer_yes = "Yes",
        answer_no = "No",

        // Around the panes of an open draft.

        /// A link to the first view.
        all_drafts = "All drafts",
        /// The name of the group of buttons with the next four texts, for screen readers.
        panes = "Parts of the studio",
        /// The list of all parts of a decision.
        outline = "Outline",
        /// The fields of one part.
        form = "Form",
        /// The decision as readers see it.
        preview = "Preview",
        problems = "Problems",
        /// A button.
        undo = "Undo",
        /// A button.
        redo = "Redo",
        /// The state of the draft, like the next two texts.
        saved = "Saved on this device",
        saving = "Saving …",
        not_saved = "Not saved",
        storage_refused =
            "This browser does not store the last changes of this draft. They are lost when you \
             close this window. Export the files to keep them.",
        /// A button after the text above.
        export_files = "Export the files",
        /// A part of the decision was removed. The button “Undo” follows.
        removed = "Removed.",
        /// The button “Undo” follows.
        changed_elsewhere = "This draft was changed in another window.",
        both_versions_kept =
            "Another window changed this draft at the same time. Both versions are kept as \
             separate drafts.",
        old_preview = "There are errors. You see the last version without errors.",
        no_preview = "You see the decision here once it has no errors.",
        large_draft =
            "This decision is large, so the preview does not follow each change.",
        /// A button after the text above.
        update_preview = "Update the preview",
        /// A button. A test is a set of answers with the verdict that the author expects.
        use_as_test = "Use these answers as a test",
        no_answers = "There are no answers yet. Answer a question in the preview first.",

        // Problems.

        /// The kind of a problem, before its description.
        error = "Error",
        warning = "Warning",
        /// Joined by `errors_and_warnings` if there are warnings, too.
        errors: plural = ["{0} error", "{0} errors"],
        warnings: plural = ["{0} warning", "{0} warnings"],
        /// 0: “2 errors”. 1: “1 warning”.
        errors_and_warnings = "{0}, {1}",
        no_problems = "No problems",
        /// Opens a field for a reason, so that a warning is no longer shown.
        intend = "This is meant as it is",
        /// The name of that field.
        intend_reason = "Reason",
        /// The button beside that field.
        keep_as_is = "Keep it",
        /// The heading above warnings with such reasons.
        meant_warnings = "Meant as they are",
        /// A button: shows such a warning as a problem again.
        warn_again = "Warn again",

        // The outline.

        /// The entry for the title and other fields of the whole decision.
        decision = "Decision",
        /// A heading, like the next five texts.
        alternatives = "Alternatives",
        questions = "Questions",
        sources = "Sources",
        cases = "Typical cases",
        tests = "Tests",
        /// Single claims of sources, in the words of the author.
        statements = "Statements",
        /// A button, like the next five texts.
        add_alternative = "Add alternative",
        add_question = "Add question",
        add_source = "Add source",
        add_statement = "Add statement",
        add_case = "Add typical case",
        add_test = "Add test",
        /// Number of an alternative, in place of its name and as a heading; so the next five texts.
        alternative_number = "Alternative {0}",
        question_number = "Question {0}",
        source_number = "Source {0}",
        statement_number = "Statement {0}",
        case_number = "Typical case {0}",
        test_number = "Test {0}",
        /// The sign ✓ beside a test, for screen readers.
        test_passes = "passes",
        /// The entry below the heading “Statements”.
        all_statements_count: plural = ["All {0}", "All {0}"],
        /// The entry below the heading “Statements” if there are none.
        no_statements = "None",

        // Fields of several parts.

        /// Opens fields that are rarely needed.
        more = "More",
        /// The name of a group of buttons, for screen readers.
        actions = "Actions",
        /// A button, like the next three texts.
        move_up = "Move up",
        move_down = "Move down",
        duplicate = "Duplicate",
        remove = "Remove",
        /// The label of a field: a short name in the files.
        id = "Id",
        id_hint = "Names this part in the files and in links. Letters, digits, - and _.",
        id_wrong = "An id has 1 to 64 letters, digits, - or _.",
        one_per_line = "One per line.",
        /// The label of a text field with a part of the file.
        as_json = "All fields as JSON",
        json_hint =
            "For fields that have no field here. Changes apply when you leave this field.",
        /// 0: the signs of an object, { … }.
        json_not_object = "This must be an object: {0}.",
        /// 0: the mistake with its place, in English.
        not_json = "this is not JSON: {0}.",
        evidence_json = "The evidence file as JSON",
        /// The name of a field for a number. 0: the label of a scale, often a name. 1: the largest
        /// number.
        exact_number = "{0}: exact number, 0 to {1}",
        /// How well an alternative serves a reader, on a scale: the names of its steps, from the lowest.
        value_steps: [5] = [
            "works strongly against",
            "speaks against",
            "neither helps nor hurts",
            "speaks for",
            "made for this",
        ],
        /// How much an answer counts, on a scale: the names of its steps, from the lowest.
        weight_steps: [5] = [
            "does not count",
            "a hint",
            "counts",
            "decides in a usual case",
            "outweighs most others",
        ],

        // Fields of the decision.

        title = "Title",
        title_hint = "The question that readers have, in one line.",
        default_verdict = "Show a verdict before the first answer",
        /// The label of a field for a date.
        evidence_read = "When you read the sources",
        date_hint = "For example 2026, 2026-03 or 2026-03-31.",
        version = "Version",
        version_hint = "Raise it with each change that can change a verdict.",
        /// The language in which the author writes the decision.
        texts_language = "Language of the texts",
        /// en and de are language tags.
        texts_language_hint =
            "For example en or de. Without it, the language of the page.",
        paid_by = "Sponsor of the work",
        update_policy = "When you will update it",
        /// The label of a field for a date. Public records show whether statements of sources are right.
        corrections_read = "When you checked public records",
        /// The label of a field for a number: scores that differ by less are too close.
        band = "Tie band",
        band_hint =
            "0 to 100 thousandths of the scale; by default 10, which is 1 point of 100. If the \
             scores of two alternatives differ by no more than this, the verdict is “too close”.",

        // Fields of an alternative.

        name = "Name",
        /// Life with this alternative, in one sentence.
        daily_use = "Daily use",
        daily_use_hint = "One sentence.",
        strengths = "Strengths",
        weaknesses = "Weaknesses",
        color = "Colour",
        shape = "Shape",
        /// A colour or shape that follows from the position of the alternative in the list.
        by_position = "by position",
        colors: [12] = [
            "blue", "orange", "purple", "teal", "pink", "olive", "indigo", "brown", "cyan", "plum",
            "slate", "gold",
        ],
        shapes: [6] = ["circle", "square", "diamond", "triangle", "ring", "bar"],
        /// A checkbox, for an alternative that uses other alternatives together.
        is_derived = "Joins other alternatives, like “both”",
        /// The label of checkboxes with the names of alternatives.
        parts = "Its parts",
        /// Keep the word seam, which is the name of the field in the file.
        seam = "Loss where one part meets a need (seam)",
        /// Keep the word cost, which is the name of the field in the file.
        cost = "Loss where both parts count (cost)",

        // Fields of a source.

        source_title = "Title of the article",
        short_name = "Short name",
        short_name_hint = "For charts. Without it, the title.",
        /// The URL of an article.
        address = "Address",
        sells = "Products of its author",
        /// Whether the source profits from the choice of readers.
        interest = "Interest in the outcome",
        interest_unknown = "not known",
        interests: [4] = [
            "sells something that depends on the choice",
            "uses an alternative",
            "independent",
            "not stated",
        ],
        author = "Author",
        date = "Date",
        /// A name for sources that are not independent of each other.
        cluster = "Cluster",
        cluster_hint =
            "Sources of one author or vendor have the same cluster and count as one voice.",
        /// The heading above notes, which readers see.
        source_notes = "Notes about this source",
        /// The label of a field.
        note = "Note",
        /// The label of checkboxes with statements of the source.
        note_statements = "Statements that support this note",
        /// A button.
        add_note = "Add note",
        /// A button.
        remove_note = "Remove this note",

        // Fields of a question.

        question = "Question",
        why = "Why you ask",
        why_hint = "Readers see it beside the question.",
        /// A heading: the answers from which readers choose.
        options = "Answers",
        options_hint =
            "For each answer: how well does each alternative serve a reader who gives it, and \
             how much does that count?",
        /// A button.
        add_option = "Add answer",
        /// The label of a field.
        option_text = "Answer",
        /// 0: the number of an answer. 1: its text.
        option = "Answer {0}: {1}",
        /// 0: the number of an answer.
        option_without_text = "Answer {0}: without a text",
        /// The name of a group of buttons, for screen readers. 0: the number of an answer.
        option_actions = "Actions for answer {0}",
        /// The label of a scale.
        weight = "How much this answer counts",
        /// A button.
        rate_by_sources = "Let sources rate this answer",
        /// The heading above the values that one source gives. 0: its number.
        rating_number = "Rating {0}",
        /// A button.
        add_rating = "Add rating",
        /// A button.
        remove_rating = "Remove this rating",
        /// In the list of sources: the author who uses the studio.
        you = "you",
        /// The label of a field for ids. They support a rating or a rule.
        supporting_statements = "Ids of the statements that support it",
        /// The label of checkboxes with the names of alternatives.
        inferred = "Values that the statements imply without stating them",
        /// A heading.
        requirements = "Alternatives that this answer rules out",
        /// A button.
        add_requirement = "Rule out an alternative",
        /// A button.
        remove_requirement = "Remove this rule",
        /// The label of a list of alternatives.
        excludes = "Rules out",
        /// The label of a list of sources which say that an answer rules out an alternative.
        said_by = "Says so",
        /// The label of a list of sources which say that this is wrong.
        contradicted_by = "Says the opposite",
        /// A button.
        add_citation = "Add source",
        /// A button.
        remove_citation = "Remove this source",
        /// In the list of sources: no source says so, because nothing else is possible.
        by_definition = "nobody: it holds by definition",
        more_about_question = "More about this question",
        more_about_option = "More about this answer",
        /// Opens the fields of the values that count until a reader answers a question.
        unanswered = "While the question is open",
        unanswered_hint =
            "These values count until a reader answers. By default, an open question does not \
             count.",
        /// The label of a scale.
        unanswered_weight = "How much the open question counts",
        /// A button.
        rate_unanswered_by_sources = "Let sources rate the open question",
        /// The label of a list: the origin of a value. One of the rules follows. 0: the name of an
        /// alternative that uses other alternatives together.
        rule = "Value of {0}",
        /// The rule that belongs to `kind`, which is set for the whole question.
        rule_default = "as for the whole question (default)",
        /// Keep the words best, mean and own, which are values in the file.
        rules: [3] = [
            "the best value of its parts (best)",
            "the mean value of its parts (mean)",
            "a value of its own (own)",
        ],
        /// The label of a field.
        option_note = "Explanation, in small print",
        /// The label of a field for a number.
        prior = "How often readers give this answer",
        prior_hint =
            "Relative to the other answers: 0.001 to 1000, by default 1. The next question and \
             the scenarios depend on this number. The verdict does not.",
        /// The label of a list. One of the next three texts follows.
        option_in_control = "Readers can make this answer true",
        /// The value that is set for the whole question.
        in_control_default = "as for the whole question (default)",
        in_controls: [2] = ["yes", "no"],
        group = "Group",
        group_hint = "Of all chosen answers of a group, the heaviest counts.",
        /// The label of a field for a number: the answer applies from this load.
        from_load = "From how many requests per second",
        theme = "Heading in the list of all questions",
        theme_hint = "Questions with the same heading are listed together.",
        /// The label of a list; one of choices follows.
        choose = "Readers choose",
        choose_default = "one answer (default)",
        choices: [3] =
            ["one answer", "any number of answers", "a load, which leads to an answer"],
        /// The label of a list; one of tiers follows.
        tier = "Asked",
        tier_default = "of every reader (default)",
        tiers: [2] = ["of every reader", "on request"],
        /// The label of a list; one of kinds follows.
        kind = "Alternatives that join others",
        kind_default = "have the mean value of their parts (default)",
        /// Keep the words need, property and cost, which are values in the file.
        kinds: [3] = [
            "have the best value of their parts (need)",
            "have the mean value of their parts (property)",
            "are rated by themselves (cost)",
        ],
        may_not_matter = "Offer the answer “Does not matter to me”",
        /// A checkbox. Readers are told first which of these answers would change the verdict.
        in_control = "Readers can change the facts behind their answer",
        scale_low = "Lower end of the scale, in words",
        scale_high = "Upper end of the scale, in words",
        /// The heading above fields, each with the name of an alternative.
        facts = "A fact about each alternative",
        facts_hint = "In a few words. Readers see it beside the answers.",
        /// The label of a list: always, or an earlier question.
        ask_when = "Ask this question",
        ask_always = "always",
        /// The label of checkboxes with answers of the earlier question.
        ask_after_options = "Only after one of these answers",

        // Fields of typical cases and tests.

        case_name = "Name",
        case_name_hint = "Readers start from a typical case with one click.",
        case_note = "Reason for the verdict, in one line",
        expected_winner = "Expected verdict",
        /// A heading.
        case_answers = "Answers of this case",
        case_answers_hint =
            "None yet. Answer questions in the preview, then use the answers here.",
        /// A button.
        take_answers = "Use the answers in the preview",
        /// A button.
        show_answers = "Show in the preview",
        /// In place of an answer.
        does_not_matter = "does not matter",
        situation = "Situation",
        situation_hint = "A reader’s situation in a sentence. Only you see it.",
        /// The label of checkboxes with the names of alternatives.
        expected_verdicts = "Expected verdicts, of which any is right",
        /// A checkbox: a test passes also without a clear verdict.
        may_stay_open = "The verdict may stay open",
        /// A button.
        publish = "Show to readers as a typical case",
        case_statements = "Ids of statements that recommend it",
        /// 0: a verdict: the name of an alternative or one of the next texts.
        passes = "Passes. The verdict is: {0}.",
        /// 0: as above.
        fails = "Fails. The verdict is: {0}.",
        /// 0: as above.
        other_verdict = "The verdict is not the expected one: {0}.",
        /// A sentence in English follows: the reason why a test has no verdict.
        no_result = "Fails. There is no verdict:",
        /// Verdicts of a test with several sets of answers.
        two_verdicts = "{0}; {1}",
        no_verdict = "no verdict",
        all_excluded = "every alternative is ruled out",
        /// 0: names of alternatives.
        too_close = "too close: {0}",
        /// The sources disagree. 0: names of alternatives.
        disputed = "disputed: {0}",

        // Statements.

        statements_hint =
            "What the sources say, in your own words: one entry for each statement.",
        /// The label of a field.
        search_statements = "Search statements",
        /// A button that shows the list.
        all_statements = "All statements",
        source = "Source",
        statement = "Statement",
        statement_hint = "In your own words.",
        place = "Place in the source",
        place_hint = "For example a heading.",
        links = "Links of the source for this statement",
        /// A button. Opens the next field.
        add_unused = "Say why nothing uses this statement",
        /// The label of a field.
        unused_reason = "Reason why nothing uses this statement",
        /// A button.
        remove_unused = "Remove this reason",
        /// A heading. Fields follow in which the author chooses another source.
        unknown_source_notes = "Notes about sources that do not exist",
        /// A heading. Fields follow in which the author chooses another statement.
        unknown_unused = "Reasons about statements that do not exist",
        statements_found: plural = ["{0} statement", "{0} statements"],
        /// 0: the number of statements, which decides the form. 1: a smaller number.
        statements_shown: plural = [
            "{0} statement, the first {1} are shown",
            "{0} statements, the first {1} are shown",
        ],

        // Lists of corrections, rows of the table, and advice.

        /// The label of a field.
        search_entries = "Search",
        /// A button that shows the list.
        all_entries = "All entries",
        /// An entry of the outline. 0: the heading of a list. 1: the number of its items.
        list_with_count = "{0}: {1}",
        /// 0: the number of items that were found.
        entries = "Entries: {0}",
        /// 0: as above. 1: a smaller number.
        entries_shown = "Entries: {0}. The first {1} are shown.",

        // Corrections.

        /// A heading. Public records show whether statements of sources are right.
        corrections = "Corrections",
        corrections_hint =
            "Public records confirm or contradict statements of the sources: one entry for each \
             finding.",
        /// A button.
        add_correction = "Add correction",
        /// A heading.
        correction_number = "Correction {0}",
        /// The label of a field for ids.
        corrected_statements = "Ids of the statements that it is about",
        /// The label of a list: confirmed, out of date and so on.
        mark = "Result",
        /// The label of a field.
        correction_text = "Public record, in your own words",
        record_links = "Links to the public record",

        // Advice.

        /// A heading.
        advice = "Advice",
        advice_hint =
            "Warnings, next steps and answers to common questions. Readers see them with their \
             verdict.",
        /// A button.
        add_advice = "Add advice",
        /// A heading.
        advice_number = "Advice {0}",
        /// The label of a list; one of sections follows.
        section = "Shown as",
        sections: [3] = ["a warning", "a next step", "a common question"],
        /// The label of a field.
        advice_title = "Heading, or the common question",
        /// The label of a field.
        advice_text = "Advice, or the answer",
        /// Opens the fields of conditions.
        advice_when = "When readers see it",
        advice_when_hint = "Without conditions, always. All conditions must hold.",
        /// A heading. Questions follow, each with checkboxes for its answers.
        when_answers = "Only after certain answers",
        /// The label of a list of questions. Choosing one adds the question above.
        when_question = "Add a question as a condition",
        /// In this list.
        when_no_question = "choose a question",
        /// A button.
        remove_condition = "Remove this condition",
        /// The label of checkboxes with the names of alternatives.
        when_winner = "Only if one of these wins",
        /// The label of checkboxes; the texts of `verdict_kinds` follow.
        when_kind = "Only with one of these verdicts",
        verdict_kinds: [8] = [
            "no question is answered",
            "every alternative is ruled out",
            "the sources disagree",
            "one alternative is left",
            "too close",
            "no further answer can change it",
            "few questions are answered",
            "an alternative leads",
        ],
        /// The label of a list: the start of a sentence. One of the next texts follows.
        when_final = "Further answers",
        when_final_any = "can change the verdict or not (default)",
        when_finals: [2] = ["cannot change the verdict", "can change the verdict"],
        /// A heading above links.
        further_links = "Further reading",
        /// The label of a field.
        link_text = "Text of the link",
        /// A button.
        add_link = "Add link",
        /// A button.
        remove_link = "Remove this link",

        // The table that compares the alternatives side by side.

        /// A heading: the same as above the table that readers see.
        table_rows = "Side by side",
        table_rows_hint =
            "The table that shows the alternatives side by side: one entry for each row.",
        /// A button.
        add_table_row = "Add row",
        /// A heading.
        table_row_number = "Row {0}",
        /// The label of a field for a few words.
        table_row_name = "Subject of the row",
        /// The label of checkboxes with questions.
        table_row_questions = "Questions whose answers make the row relevant",
        /// A heading.
        cell_number = "Cell {0}",
        /// A button.
        add_cell = "Add cell",
        /// A button.
        remove_cell = "Remove this cell",
        /// The label of a list of alternatives.
        cell_alternative = "Alternative",
        /// The label of a field.
        cell_text = "Statement, in a few words",
        /// The label of a field for a number: the lower end of a range.
        requests_from = "Requests per second, from",
        requests_to = "Requests per second, to",

        // The report about all answers that readers can give.

        report = "All answers",
        report_hint =
            "Which verdicts can readers get? The report goes through all possible answers, or a \
             sample of them.",
        report_has_errors = "There are errors. Fix the errors first.",
        /// Keep the command.
        report_failed =
            "The report could not be computed in this browser. The command `tiebreak report` \
             prints it, too.",
        report_is_old = "The draft has changed since.",
        /// A button.
        compute = "Compute the report",
        /// A button.
        compute_again = "Compute again",
        /// A button.
        stop = "Stop",
        /// 0: number of parts that are done. 1: number of all parts, which decides the form.
        computing: plural = ["Computing: {0} of {1} part", "Computing: {0} of {1} parts"],
        /// A heading.
        shares = "How often each alternative wins",
        percent = "{0} %",
        /// An estimate with its standard error.
        percent_estimate = "{0} ± {1} %",
        /// 0: the name of an alternative. 1: “12.5 %”.
        wins_in = "{0} wins in {1} of all answers.",
        /// After `wins_in`: so many answers are enough for this alternative to win.
        fewest_answers: plural = ["{0} answer can be enough.", "{0} answers can be enough."],
        /// After `wins_in`, about the same alternative.
        never_wins = "No answers make it win.",
        /// After `wins_in`, about the same alternative.
        no_win_found = "The search found no answers that make it win.",
        /// 0: “12.5 %”, the share of answers with this result.
        share_too_close = "Too close: {0}",
        share_disputed = "Disputed: {0}",
        share_excluded = "Every alternative is ruled out: {0}",
        exact_shares = "These shares are exact.",
        /// 0: number of sets of answers, which decides the form. 1: the number that starts the random
        /// generator.
        sampled_shares: plural = [
            "These shares are estimates from {0} answer sheet, drawn with the seed {1}.",
            "These shares are estimates from {0} answer sheets, drawn with the seed {1}.",
        ],
        /// A heading.
        silent = "Questions and answers that never change a verdict",
        nothing_silent = "There are none.",
        /// 0: the text of a question.
        silent_question = "No answer changes the verdict: {0}",
        /// 0: number of an answer. 1: the text of its question.
        silent_option = "Answer {0} never changes the verdict: {1}",
        /// A heading. One of the next two texts follows for each alternative.
        fewest_to_end = "Fewest answers after which no further answer changes the winner",
        /// 0: the number of answers. 1: the name of an alternative.
        ends_after: plural = ["{1}: {0} answer.", "{1}: {0} answers."],
        never_ends = "{0}: the search found no such answers.",
        /// A heading. One of the next two texts follows for each alternative.
        all_in_favour = "If every answer is the most favourable for one alternative",
        /// 0: the favoured alternative. 1: the alternative that wins.
        favoured_winner = "{0}: {1} wins.",
        no_favoured_winner = "{0}: no alternative wins alone.",
        /// A heading. The next text follows for each alternative.
        balance = "How many answers speak for each alternative",
        /// 0: the name of an alternative. 1, 2, 3: numbers of answers that speak for it.
        pulls = "{0}: {1} strongly, {2} clearly, {3} weakly.",
        /// 0: the text of a question. 1: the name of an alternative.
        unbalanced = "“{0}”: every answer that counts speaks for {1}.",
        /// A heading. One of the next two texts follows.
        carriers = "Sources and statements that carry the verdicts",
        /// 0: the id of a source. 1: “12.5 %”.
        source_carries = "Source {0}: {1} of the verdicts change without it.",
        statement_carries = "Statement {0}: {1} of the verdicts change without it.",

        // Export.

        /// A button and a heading.
        export = "Export",
        /// “Your own decisions” is a heading of the page.
        export_hint =
            "The files of this decision. You can open them again here, in “Your own decisions”, \
             and with the command line.",
        export_has_errors =
            "There are errors, so readers would not see this decision. Fix the errors first.",
        /// A button.
        download_all = "Download all files",
        /// A button.
        download = "Download",
        /// A button.
        add_to_own = "Add to your own decisions",
        /// 0: the title of a decision.
        added_to_own = "Added to your own decisions: {0}",
        /// HTML code.
        snippet = "Code for your page",
        snippet_hint =
            "Put the files on a server that allows other origins, write the address of the model \
             file into the code, and paste the code into your article.",
        /// In the code for the page of an author, for readers without JavaScript.
        needs_javascript = "This decision aid needs JavaScript.",
    }
}
