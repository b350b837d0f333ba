//! The texts of the standalone page and of its scripts.

use super::super::{Message, MessageKind, Plural, Reader};

texts! {
    /// Texts of the standalone page.
    pub struct PageStrings, static PAGE_STRINGS, const PAGE_MESSAGES {
        // In the widget, in the place of the texts for an article.
        /// States who wrote a decision that the reader has opened as a file.
        inline_model_author = "written by the author of your file, not by Tiebreak",
        /// States who can read the answers.
        page_reads = "Your answers stay on this device.",
        inline_model_link_copied =
            "Link copied. It contains your answers. To open it, the recipient also needs the file \
             of this decision.",

        // Around every view.
        /// The title of the window. 0: `promise`.
        home_title = "Tiebreak: {0}",
        /// The name of the navigation for screen readers.
        pages = "Pages",
        /// The label of the list of languages.
        language = "Language",
        loading = "Loading …",
        retry = "Try again",
        close = "Close",
        cancel = "Cancel",
        undo = "Undo",
        copy = "Copy",
        copied = "Copied.",
        not_copied =
            "The browser does not allow copying. The text is selected; copy it by hand.",
        full =
            "The storage of this browser is full, so the last change is not saved. It stays on \
             screen. Export what you want to keep, then make room.",
        /// 0: the message of the browser, in any language.
        denied =
            "This browser does not store anything for this page, so everything is lost when you \
             close the tab. Export what you want to keep. ({0})",

        // The first view.
        promise = "X or Y? Get past “it depends”.",
        lead =
            "Articles that compare two tools end with “it depends”. Tiebreak asks on what. Answer \
             what you know and skip the rest. You see which one fits, how certain that is, why, \
             and where the sources disagree.",
        private = "Nothing that you answer leaves this device.",
        /// The heading of the list of decisions.
        decisions = "Decisions",
        import_failed =
            "The code that reads the files could not be loaded. Try again when you are online.",
        for_authors = "For authors: put a decision into an article",
        /// 0: the reason, one sentence in English.
        list_failed = "The list of decisions could not be loaded: {0}",
        /// About a decision without sources.
        by_author = "The author’s own opinion",
        /// About a decision: the number of its questions.
        questions: plural = ["{0} question, all optional", "{0} questions, all optional"],
        /// A button that opens a decision.
        start = "Start",
        /// The same button for a decision with answers.
        go_on = "Continue",
        /// About a decision: the number of answers that the reader has given.
        begun: plural = ["{0} answer so far", "{0} answers so far"],

        // A decision.
        /// A link to the first view.
        all_decisions = "All decisions",
        /// A button that moves the focus to the name under which a decision is saved.
        to_save = "Skip to saving",
        typical_cases = "Typical cases and their verdicts",
        /// A heading.
        unknown = "Decision not found",
        unknown_hint =
            "This page does not have the decision in the address. If you got a file with the \
             address, open the file on the first page. Otherwise, ask the sender.",
        bad_model = "The file of this decision has errors.",
        not_ours = "A file of your own, not checked by Tiebreak.",
        restored = "Your unfinished answers are restored.",
        restored_changes = "Your unsaved changes are restored.",
        elsewhere = "These answers were changed in another window.",
        set_aside =
            "Your unfinished answers to this decision were saved as a separate decision.",
        /// The name under which unfinished answers are saved. 0: the title of a decision.
        unfinished = "Unfinished: {0}",
        /// The label of a field for a name.
        save_as = "Save on this device as",
        /// A button.
        save = "Save",
        /// A button for a decision that was saved before.
        save_changes = "Save changes",
        /// A button that saves a decision a second time, under another name.
        save_anew = "Save as new",
        nothing_to_save = "There is nothing to save yet. Answer a question first.",
        older = "This was saved with an older version of the decision.",
        /// 0: an answer or a question that the decision no longer has, with the reason.
        ignored = "No longer available: {0}",
        /// A button that brings back the saved answers.
        back_to_saved = "Discard changes",
        as_saved = "Changes discarded.",
        notes = "Notes",
        /// 0: the number of notes.
        notes_count = "Notes ({0})",
        notes_hint =
            "For yourself, for example your reasons, or whom to ask. Notes are saved with the \
             decision and are never part of a link.",
        both_stay =
            "Another window changed this decision at the same time. Both versions are kept as \
             separate decisions.",
        /// 0: the reason, one sentence without a full stop.
        not_saved = "Not saved, because the decision could not be loaded: {0}. Try again.",
        /// 0: the name of a decision.
        saved = "Saved: {0}",
        /// 0: a date, written as 2026-03-31.
        saved_on = "Last saved on {0}.",
        /// 0: the title of a decision. 1: its version.
        model_missing =
            "The file of the decision “{0}” (version {1}) is missing. Open the file on the first \
             page to see what you saved.",

        // Saved decisions.
        /// A heading.
        saved_decisions = "Saved decisions",
        nothing_saved = "No saved decisions yet. Saved decisions stay on this device.",
        newer_saved: plural = [
            "{0} saved decision cannot be shown, because a newer version of this page saved it. \
             It stays on this device. Reload this page to get its newest version.",
            "{0} saved decisions cannot be shown, because a newer version of this page saved \
             them. They stay on this device. Reload this page to get its newest version.",
        ],
        nothing_found = "No saved decision contains these words.",
        /// The label of a field.
        search = "Search names and notes",
        /// A button that compares the chosen decisions.
        compare_chosen = "Compare",
        /// The label of the checkbox at a decision that chooses the decision for a comparison.
        choose = "Compare",
        choose_two = "Choose two to four saved decisions to compare.",
        /// A button that downloads all saved decisions as a file.
        export_all = "Export all",
        /// A button to choose a file.
        import = "Import a file",
        /// A button.
        rename = "Rename",
        /// The button that ends renaming.
        rename_done = "Save name",
        /// The label of a field.
        new_name = "New name",
        /// A button that makes a copy of a decision.
        duplicate = "Duplicate",
        /// A button.
        delete = "Delete",
        /// The name of a group of buttons for screen readers. 0: the name of a decision.
        actions = "Actions for “{0}”",
        /// 0: the name of a decision, also below.
        deleted = "Deleted: {0}.",
        /// 0: names of decisions.
        is_back = "Restored: {0}.",
        renamed = "Renamed to {0}.",
        /// The name of a copy.
        copy_of = "{0} (copy)",
        /// The first part of a sentence about a file.
        imported: plural = ["{0} decision added", "{0} decisions added"],
        /// Another part of the sentence: decisions of the file that were there already.
        already_saved: plural = ["{0} already saved", "{0} already saved"],
        /// The last part of the sentence.
        problems_found: plural = ["{0} problem found", "{0} problems found"],
        /// 0: the parts, separated by commas: “3 decisions added, 1 problem found”.
        import_summary = "{0}.",
        /// The heading of a list of problems in a file.
        problems: plural = ["{0} problem found:", "{0} problems found:"],

        // The comparison.
        /// A link to the view in which a reader compares answers, and the heading of the view.
        compare = "Compare",
        compare_hint =
            "Compare two of your situations, or the answers of several people. You see where \
             they differ, which difference matters most, and what would change if they agreed.",
        compare_none =
            "Choose two to four saved decisions, or paste the links that others sent you.",
        compare_one = "One is chosen. Choose another, or paste a link.",
        /// The label of a field.
        paste = "A link with answers",
        /// An example in the empty field. Keep the address.
        paste_hint = "A link with answers: https://…#tb=…",
        add_link = "Add link",
        drop_links = "Remove links",
        link_added = "Link added.",
        no_link = "This link has no answers, because it has no part that begins with #tb=.",
        link_known = "This link is already in the comparison.",
        no_room = "You can compare four at most. Remove one first.",
        /// The heading of a list of answers that cannot be compared.
        left_out = "Not in this comparison:",
        /// An item of that list.
        overruled =
            "ratings that this link changes; open the link by itself to see and apply them",
        not_the_same =
            "These answers are about different decisions. Choose answers to the same decision.",
        /// The label of a list of names.
        seen_from = "Compare the others with",
        /// The name of a link that the reader has pasted. 0: its number.
        linked = "Link {0}",
        /// A heading. 0 and 1: the names of two sets of answers.
        against = "{0} and {1}",
        /// 1 decides the form.
        answered: plural = ["{0} of {1} question answered", "{0} of {1} questions answered"],

        // The reader's own decisions.
        /// A heading.
        own = "Your own decisions",
        own_hint =
            "Open a model file, with its evidence file if there is one. Tiebreak checks the \
             format, not the content. The files stay on this device.",
        /// A heading above a field.
        by_address = "Open an address",
        /// A button to choose files.
        bring = "Open files",
        bring_hint = "You can also drop files anywhere on this page.",
        /// The label of a field.
        address = "Address of a model file",
        /// A button.
        fetch = "Download",
        /// A button that downloads the files of a decision.
        export = "Export",
        /// A button that removes a file from this device.
        remove = "Remove",
        drop_at_home = "Drop files on the first page to open them.",
        nothing_imported = "Nothing was added. See the errors below.",
        /// 0: the reason, in English.
        not_fetched = "The file could not be downloaded: {0}",
        /// 0: a version, such as 1.2.0.
        own_with_evidence = "Version {0}, with evidence.",
        own_without_evidence = "Version {0}, without its evidence.",
        /// 0: the title of a decision.
        removed = "Removed: {0}. Your saved decisions stay.",
        /// 0: titles of decisions.
        added = "Added: {0}",
        replaced = "Replaced: {0}",
        /// 0: the added ones. 1: the replaced ones.
        added_and_replaced = "Added: {0}; Replaced: {1}",
        import_undone: plural = ["{0} decision removed.", "{0} decisions removed."],

        // How the verdict is made.
        /// A link, and the heading of the view.
        how = "How the verdict is made",
        /// A link.
        to_decision = "To the decision",
        made: [6] = [
            "Each question asks about something that matters, according to the sources. Your answer sets its weight, from 0 to 200: how much it can move the choice.",
            "For each answer, every source that says something about it rates the alternatives: 0 means works against you, 50 means neither, 100 means made for this. A source that says nothing gives no rating.",
            "The ratings of all sources are averaged, where related sources count as one. The average is multiplied by the weight. The sum of these points decides, and nothing else.",
            "Some answers rule an alternative out. If the sources contradict each other about that, you see both outcomes.",
            "A question that you leave open counts with the default of this decision, which usually adds nothing. The questions end when no further answer can change the verdict.",
            "To find out how certain a verdict is, Tiebreak draws 10,000 scenarios at random: with larger or smaller weights, with answers to open questions, and with one source believed for each answer.",
        ],
        /// The heading of the next list.
        limits_heading = "What it cannot know",
        limits: [4] = [
            "Anything that no question asks about, for example your team’s taste, or what you have already paid for.",
            "Whether the sources are right. It shows where they disagree, and where public records contradict them. It does not measure anything itself.",
            "What has changed since the sources were read.",
            "What you should want. It shows what follows from your answers, and you can change every answer.",
        ],
        /// A heading above a list of terms with descriptions.
        about_decision = "About this decision",
        /// IPDAS: International Patient Decision Aid Standards. Keep the abbreviation.
        about_hint =
            "The information that the IPDAS standards for decision aids ask for, as far as it \
             applies to a choice of tools.",
        /// A term; its description follows, also below.
        situation = "When you need it",
        situation_text =
            "You are about to choose, or you wonder whether to change an earlier choice.",
        /// Another sentence of the description.
        situation_cases =
            "Typical cases and their verdicts are shown above the first question.",
        /// A term. The title of the decision follows.
        decision = "The decision",
        /// A term. The alternatives with their strengths and weaknesses follow.
        alternatives = "The alternatives, and what each is like in practice",
        balance = "Balance",
        balance_text =
            "You see the strengths and weaknesses of all alternatives side by side, in the same \
             order and detail, before you answer. You see no verdict until you have answered a \
             question.",
        evidence = "Evidence cited",
        /// 0: ratings with statements. 1: all ratings, which decides the form. “Why” is the name of
        /// a panel of the widget.
        cited: plural = [
            "{0} of {1} rating names the statements that support it; you can read the statements \
             in the decision under “Why”.",
            "{0} of {1} ratings name the statements that support them; you can read the \
             statements in the decision under “Why”.",
        ],
        /// The same if 0 is zero.
        none_cited: plural = [
            "{0} of {1} rating names the statements that support it.",
            "{0} of {1} ratings name the statements that support them.",
        ],
        date_of_evidence = "Date of the evidence",
        /// 0: “March 2026”.
        sources_read = "Sources read {0}.",
        /// 0 and 1: “March 2026”.
        sources_read_and_checked =
            "Sources read {0}; checked against public records {1}.",
        /// A term. The author's own words follow.
        updates = "When it will be updated",
        uncertainty = "Uncertainty",
        uncertainty_text =
            "For every verdict you see in how many of 100 scenarios it holds (which is not the \
             probability that it is right), which answers would change it, and the verdict by \
             each source alone.",
        /// A term. The author's own words follow.
        paid_by = "Who paid",
        sources = "The sources, and what they sell",
        /// 0, 1 and 2: numbers of sources.
        interests =
            "Sources that sell something related to the choice: {0}. Sources that use what they \
             write about: {1}. Independent sources: {2}. The file does not say how they were \
             chosen.",
        tested = "Tested with readers",
        tested_text =
            "Not yet. Nobody has measured whether this leads to better choices. Tests check that \
             it agrees with its sources about the situations that they decide.",
        tested_own =
            "Not known. This is a file of your own, and Tiebreak has checked only its format.",
        /// A heading.
        wrong = "Is a statement wrong?",
        wrong_hint =
            "Tell the maintainers of this decision. Here is a text to start from. Nothing is sent.",
        /// A button that shows a list of statements, and the text of a message about one.
        wrong_open = "This statement is wrong …",
        no_evidence = "The statements of this decision are not available.",
        /// The label of the list.
        statement = "Statement",
        /// The label of the text.
        issue_label = "Text of the issue",
        /// The message. 0: id and version of the decision. 1: id of the statement. 2: name of the
        /// source. 3: its address. 4: the place of the statement in the source. 5: the statement.
        /// Keep the line breaks.
        issue =
            "Decision: {0}\nStatement: {1}\nSource: {2} {3}\nPlace: {4}\n\nCurrent text:\n> \
             {5}\n\nWhat is wrong with it:\n\n\nWhere this can be checked:\n",

        // Links to the studio.
        /// A heading.
        write = "Write a decision of your own",
        write_hint =
            "In the studio you write the questions and see the result at once. It works offline.",
        open_studio = "Open the studio",
        edit = "Edit in the studio",
        studio_failed = "The studio could not be loaded. Reload the page to try again.",

        // Keys.
        /// A button that shows the list of keys, and the heading of the list.
        keys = "Keyboard",
        /// The label of a checkbox below the list.
        keys_on = "Use these keys",
        /// The effect of a key, also below.
        key_help = "this list",
        key_home = "all decisions",
        key_search = "search saved decisions",
        key_save = "name of the saved decision",
    }
}

messages! {
    /// Texts of the scripts of the standalone page. The scripts have the English texts themselves, and
    /// find another language by the English text.
    pub const PAGE_SCRIPT_MESSAGES {
        /// A button.
        reload = "Reload",
        crash =
            "This page has crashed. Your answers and saved decisions are kept. Reload the page to continue.",
        element_failed =
            "The decision aid could not be loaded. Your answers and saved decisions are kept. Reload the page to try again.",
        new_version = "A new version is ready. Your answers stay.",
        /// A button that starts the new version.
        use_now = "Use it now",
        /// A button that removes the message about the new version.
        later = "Later",
    }
}
