//! The texts of the page that makes the code for articles: `public/builder.html` and its scripts.

use super::{Message, MessageKind};

messages! {
    /// Texts of the builder. Its page and its scripts have the English texts themselves, and find another
    /// language by the English text, that of a plural by the form for several.
    pub const BUILDER_MESSAGES {
        /// The title of the page.
        title = "Put a decision into your page",
        intro = "Choose the settings, copy the code below, and paste it into your article.",
        /// A link.
        standalone = "See the standalone page.",
        /// The label of the menu of languages.
        language = "Language",
        /// 0: the cause, mostly a message of the browser in English.
        not_loaded = "The data for the code could not be loaded. Load the page again. ({0})",
        /// 0: the name of a file. 1: an HTTP status.
        http = "{0}: the server answered {1}",

        /// The heading of a choice between the next two texts.
        start = "Start with",
        start_model = "A decision of this site, or a decision file of your own",
        start_table = "Your article has a comparison table",

        /// The heading of the field for a comparison table.
        table = "Table",
        table_help =
            "Paste your table. You can copy it from a web page, a document or a spreadsheet, or \
             paste Markdown, HTML, CSV or TSV.",
        /// Inside an empty field.
        table_empty = "Paste a table here.",
        /// A button.
        example = "Fill in an example",
        /// Before a menu with the next two texts.
        orientation = "Alternatives are",
        orientation_columns = "the columns",
        orientation_rows = "the rows",
        /// Before a menu with the next two texts.
        place = "Decision aid appears",
        place_below = "below the table",
        place_replace = "in place of the table",
        /// 0: a format, such as HTML. 1: “2 alternatives”. 2: “3 criteria”.
        read = "{0} table: {1}, {2}.",
        alternatives: plural = ["{0} alternative", "{0} alternatives"],
        criterion_count: plural = ["{0} criterion", "{0} criteria"],
        too_large = "The text is larger than 1 MiB. Paste only the table.",
        too_large_copy = "The copied content is larger than 1 MiB. Copy only the table.",
        no_table =
            "No table found. Paste the whole table with its header row, as Markdown, HTML, CSV or \
             TSV.",
        /// Below the code.
        now_html =
            "The table is now HTML, because Markdown cannot hold the settings of the criteria.",

        /// The cells of the example, up to `example_price`. The first is the head of the column of
        /// criteria.
        example_criterion = "Criterion",
        example_train = "Train",
        example_car = "Car",
        /// A criterion: whether somebody can work during the journey.
        example_work = "Work on the way",
        example_yes = "Yes",
        example_no = "No",
        /// A criterion: whether the journey needs no change.
        example_door = "From door to door",
        example_comfort = "Comfort",
        example_luggage = "Luggage",
        example_bags = "Two bags",
        /// As much luggage as the car has room for.
        example_boot = "A boot full",
        example_price = "Price of a trip",

        /// The heading of the settings of criteria.
        criteria = "Criteria",
        /// “Better” is the text `better`, “Must have” that of `must_have`.
        criteria_help =
            "The weight is the importance of a criterion until the reader answers, from 0 to 200; \
             an empty field means 60. “Better” tells how to rate numbers. “Must have” rules out \
             alternatives with the value 0 of 100, and with the checkbox also those below the \
             limit.",
        /// Before a field for a number.
        weight = "Weight",
        /// 0 and 1: numbers.
        weight_wrong = "Enter a whole number from {0} to {1}, or leave the field empty.",
        /// Before a menu with the next three texts.
        better = "Better",
        better_unset = "not set",
        /// A higher number is better.
        better_higher = "higher",
        /// A lower number is better.
        better_lower = "lower",
        /// A checkbox. “Must have” is the answer of a reader to whom a criterion is indispensable; the
        /// widget has the same words. 0: a number from 0 to 100.
        must_have = "“Must have” also rules out values below {0}",

        /// The heading of the choice of a decision.
        decision = "Decision",
        /// Before a menu of decisions.
        decision_name = "Name",
        /// In the menu of decisions: a decision that is not of this site.
        another = "another, by its address",
        /// Before a field for a web address.
        address = "Address of its file",
        address_incomplete =
            "Enter the complete address of the decision's file, including https://.",
        address_not_https =
            "The address must begin with https://. Browsers block other addresses in articles.",
        address_password =
            "The address must not contain a name or password. Every reader would see them.",
        /// 0: the cause, mostly a message of the browser in English.
        summary_not_loaded =
            "The summary for readers without scripts could not be loaded ({0}). Choose the \
             decision again, or remove the summary below.",

        /// The heading of the next four texts: the form of the code.
        form = "Form",
        form_element = "An element in your page",
        /// 0: `div`, the name of an HTML element.
        form_div = "A {0}, for sites that remove unknown elements",
        /// Follows `form_div`. Jekyll and MkDocs are programs that make sites.
        form_markdown = "(also for Markdown in Jekyll and MkDocs)",
        form_frame = "A frame, for sites that remove scripts",
        frame_has_no_table = "A frame cannot read the table of your page. Choose another form.",
        frame_has_no_address =
            "A frame shows only the decisions of this site. Choose one of them, or another form.",

        /// The heading of a choice between the next two texts.
        version = "Version",
        version_latest = "Latest: updates itself",
        version_frozen = "Frozen: never changes",

        /// A heading.
        appearance = "Appearance",
        /// Before a menu with the next three texts.
        colours = "Colours",
        colours_page = "like the page",
        colours_light = "light",
        colours_dark = "dark",
        /// Before a menu of numbers: the level of the first heading of the decision aid.
        heading_level = "First heading level",
        /// Before a field for a number: space that the page keeps free until the decision aid loads.
        height = "Reserved height, in pixels",
        height_wrong = "Enter a number from 120 to 2000, or leave the field empty.",

        /// A heading.
        behaviour = "Behaviour",
        /// When the decision aid loads; before a menu with the next four texts.
        loading = "Loads",
        loading_near = "when the reader scrolls near it",
        loading_idle = "when the page is idle",
        loading_eager = "at once",
        loading_click = "on a click",
        /// When the verdict is shown; before a menu with the next two texts.
        verdict = "Verdict",
        verdict_always = "while answering",
        verdict_end = "at the end",
        /// A checkbox.
        summary = "Include a summary for readers without scripts",

        /// A heading.
        code = "Code to paste",
        /// Inside the empty field of the code.
        code_wrong = "Fix the errors marked above to get the code.",
        /// Inside the empty field of the code.
        code_no_table = "Paste a table to get the code.",
        /// A button.
        copy = "Copy",
        copied = "Copied.",
        not_copied =
            "The browser does not allow copying. The code is selected; copy it with the keyboard.",

        /// The name of the fact `downloads_sizes`.
        downloads = "Downloads",
        /// 0 and 1: sizes, such as “12.3 kB”. brotli is a method of compression.
        downloads_sizes =
            "{0} before the decision aid is near the screen, {1} in total until the first answer, \
             compressed with brotli",
        /// The name of the fact `policy_needs`: a content security policy.
        policy = "Policy",
        /// 0: a part of a content security policy.
        policy_needs = "a page with a content security policy needs: {0}",
        /// The name of one of the next four facts: subresource integrity.
        integrity = "Integrity",
        /// 0: a digest. 1: a version number.
        integrity_frozen = "{0} (version {1}, including all files that the code loads)",
        /// 0: a digest. 1: a version number.
        integrity_frozen_other =
            "{0} (version {1}, including all files that the code loads except the decision's file)",
        integrity_frame = "none: a frame uses the latest version",
        /// 0: a version number.
        integrity_latest = "none: the code uses the latest version, now {0}",
        /// The name of one of the next two facts.
        storage = "Storage",
        storage_none = "no cookies, nothing stored; requests go only to this site",
        storage_none_other =
            "no cookies, nothing stored; requests go only to this site and to the site of the \
             decision's file",

        /// A heading.
        preview = "Try it",
        preview_no_table = "Paste a table to try the decision aid here.",
        /// A list of problems follows, which is in English.
        problems: plural = ["{0} problem in the table", "{0} problems in the table"],
        /// “Better” is the text `better`, “Criteria” that of `criteria`.
        problems_help =
            "The decision aid leaves out cells that it cannot rate. Correct the table above, or set \
             weights and “Better” under Criteria.",
        preset_help = "To preset answers for your readers, answer some questions here.",
        /// A button.
        preset_take = "Use these answers as the preset",
        /// A button.
        preset_remove = "Remove the preset",
        no_answers = "There are no answers yet. Answer a question first.",
        /// 0: “2 answers”, or “2 answers and 1 rating of your own”.
        preset = "Preset: {0}.",
        /// 0: as in `preset`. 1: the name of an alternative, or `no_winner`.
        preset_verdict = "Preset: {0}. Verdict: {1}.",
        answers: plural = ["{0} answer", "{0} answers"],
        /// Values of 0 to 100 that the author gave to alternatives.
        ratings: plural = ["{0} rating of your own", "{0} ratings of your own"],
        /// 0: names of alternatives that are nearly equal.
        no_winner = "no single winner; {0}",
    }
}
