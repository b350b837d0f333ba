//! The studio: an author writes a decision.

use serde_json::{Value, json};

use super::page::{CATCH, CHOOSE, write};
use super::{PASSED, access};
use crate::session::Session;
use crate::site::HOME;
use crate::widget::{Widget, key};
use crate::{Outcome, Result};
use tiebreak_core::model::load::{load, load_evidence};

const TABLE: &str = "| Criterion | Train | Car |\n|---|---|---|\n| Work on the way | ✅ Yes | ❌ No |\n| Luggage | ➖ Two bags | ✅ A boot full |\n";

/// The text in the field of a file in the export.
const EXPORTED: &str = "ui.find('textbox', words[0])?.value";

/// Opens the studio, without drafts.
async fn open(session: &Session) -> Result<Widget<'_>> {
    session.go(&format!("{HOME}#/studio")).await?;
    let page = Widget::page(session);
    page.sees("heading", "Studio").await?;
    Ok(page)
}

/// Opens a draft of a template, and waits until it is stored and checked.
async fn template<'a>(session: &'a Session, name: &str) -> Result<Widget<'a>> {
    let page = open(session).await?;
    page.click("button", name).await?;
    page.sees("textbox", "Title").await?;
    Widget::new(session, 0).ready().await?;
    Ok(page)
}

/// Opens a part of the outline.
async fn part(page: &Widget<'_>, name: &str) -> Result {
    let open = "(() => {
        const entry = [...document.querySelectorAll('.outline button')]
          .find((button) => ui.tidy(button.innerText).startsWith(words[0]));
        entry?.click();
        return !!entry;
      })()";
    page.until(&format!("the part `{name}`"), open, &[name]).await.map(drop)
}

/// Waits until storage has the last change.
async fn saved(page: &Widget<'_>) -> Result {
    page.says("Saved on this device").await
}

/// Chooses a step for an alternative: `option` and `alternative` by their places.
async fn rate(page: &Widget<'_>, option: usize, alternative: usize, step: &str) -> Result {
    let choose = "(() => {
        const option = document.querySelectorAll('details.option')[words[0]];
        const scale = option?.querySelectorAll('.scales .scale')[words[1]];
        const label = [...scale?.querySelectorAll('label') ?? []]
          .find((label) => label.textContent.includes(words[2]));
        label?.click();
        return !!label;
      })()";
    let [option, alternative] = [option.to_string(), alternative.to_string()];
    page.until("a step", choose, &[&option, &alternative, step]).await.map(drop)
}

/// Waits until the text of an exported file fulfils a condition over `file`, and returns the text.
async fn exported(page: &Widget<'_>, name: &str, condition: &str) -> Result<String> {
    part(page, "Export").await?;
    let text = format!(
        "(() => {{ const text = {EXPORTED}; if (!text) return; const file = JSON.parse(text);
           return ({condition}) && text; }})()"
    );
    let text = page.until(&format!("the file `{name}`"), &text, &[name]).await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

pub(super) async fn table(session: &Session) -> Result<Outcome> {
    let page = open(session).await?;
    write(&page, "Comparison table", "no table").await?;
    page.click("button", "Convert").await?;
    page.says("No table found.").await?;
    write(&page, "Comparison table", TABLE).await?;
    page.click("button", "Convert").await?;
    page.sees("textbox", "Title").await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    widget.says("Train or Car?").await?;
    page.says("No problems").await?;
    let model = exported(&page, "train-or-car.json", "file.questions.length == 2").await?;
    let evidence = page.get(EXPORTED, &["train-or-car.evidence.json"]).await?;
    let model = load(&model).model.ok_or("the exported model has errors")?;
    let evidence = load_evidence(&model, evidence.as_str().unwrap_or_default());
    assert_eq!(evidence.problems, []);
    page.until(
        "the snippet",
        "ui.find('textbox', 'Code for your page').value.includes('<tie-break model=')",
        &[],
    )
    .await?;
    Ok(PASSED)
}

pub(super) async fn scratch(session: &Session) -> Result<Outcome> {
    let page = open(session).await?;
    page.click("button", "Create").await?;
    page.says("Enter a title and at least two alternatives.").await?;
    write(&page, "Title", "Bike or bus?").await?;
    write(&page, "First alternative", "Bike").await?;
    write(&page, "Second alternative", "Bus").await?;
    page.click("button", "Create").await?;
    part(&page, "Question 1").await?;
    write(&page, "Question", "Does it rain often?").await?;
    rate(&page, 0, 0, "works strongly against").await?;
    rate(&page, 0, 1, "made for this").await?;
    rate(&page, 1, 0, "made for this").await?;
    page.says("No problems").await?;
    let widget = Widget::new(session, 0);
    widget.ready().await?;
    // The id of the question is made from its text.
    for (answer, winner) in [("yes", "Bus"), ("no", "Bike")] {
        widget.set(&json!({ "does-it-rain-often": answer })).await?;
        widget.until("a verdict", "ui.root.textContent.includes(words[0])", &[winner]).await?;
        widget.says(winner).await?;
        let result = widget.result().await?;
        assert_eq!(result["verdict"]["winner"], winner.to_lowercase());
        // The author is the only source.
        widget.sees("tab", "Why").await?;
        assert!(!widget.has("tab", "The sources").await?);
    }
    Ok(PASSED)
}

pub(super) async fn mistake(session: &Session) -> Result<Outcome> {
    let page = template(session, "Your own opinion").await?;
    part(&page, "Which language").await?;
    write(&page, "Question", "").await?;
    page.says("1 error").await?;
    page.says("There are errors. You see the last version without errors.").await?;
    let invalid = "(() => {
        const field = ui.find('textbox', 'Question');
        const said = document.getElementById(field.getAttribute('aria-describedby'))?.innerText;
        return field.getAttribute('aria-invalid') == 'true' && said?.includes('empty');
      })()";
    page.until("the problem at its field", invalid, &[]).await?;
    // The problem leads to its field from anywhere.
    part(&page, "Tabs").await?;
    page.click("button", "Error").await?;
    page.until("the focus on the field", "ui.focus() == ui.find('textbox', 'Question')", &[])
        .await?;
    write(&page, "Question", "Which language is it?").await?;
    page.says("No problems").await?;
    let valid = "(() => {
        const field = ui.find('textbox', 'Question');
        const said = document.getElementById(field.getAttribute('aria-describedby'))?.innerText;
        return !field.hasAttribute('aria-invalid') && !said;
      })()";
    page.until("no problem at the field", valid, &[]).await?;
    Widget::new(session, 0).says("Which language is it?").await?;
    Ok(PASSED)
}

pub(super) async fn undo(session: &Session) -> Result<Outcome> {
    const MODEL: &str = "tabs-or-spaces.json";
    let page = template(session, "Your own opinion").await?;
    let first = exported(&page, MODEL, "true").await?;
    part(&page, "Decision").await?;
    write(&page, "Title", "Tabs?").await?;
    part(&page, "Tabs").await?;
    write(&page, "Name", "Tabulators").await?;
    page.click("button", "Duplicate").await?;
    part(&page, "Which language").await?;
    page.click("button", "Move up").await?;
    page.click("button", "Add answer").await?;
    rate(&page, 0, 1, "made for this").await?;
    part(&page, "Spaces").await?;
    page.click("button", "Remove").await?;
    let condition = "file.title == 'Tabs?' && file.alternatives.every(({ id }) => id != 'spaces')
        && file.questions[0].options.length == 4";
    let last = exported(&page, MODEL, condition).await?;
    for (button, end) in [("Undo", &first), ("Redo", &last)] {
        let all = "(() => {
            const button = ui.find('button', words[0]);
            if (button.ariaDisabled == 'true') return true;
            button.click();
          })()";
        page.until(button, all, &[button]).await?;
        part(&page, "Export").await?;
        let text = format!("{EXPORTED} == words[1]");
        page.until(&format!("the file after {button}"), &text, &[MODEL, end]).await?;
    }
    Ok(PASSED)
}

pub(super) async fn reload(session: &Session) -> Result<Outcome> {
    let page = template(session, "Sources that disagree").await?;
    write(&page, "Title", "Tabs, in the end?").await?;
    // At once: leaving the page saves what a pause in typing would save.
    session.run("location.reload()", Vec::new()).await?;
    page.until("the draft", "ui.find('textbox', 'Title')?.value == 'Tabs, in the end?'", &[])
        .await?;
    saved(&page).await?;
    page.click("link", "All drafts").await?;
    page.sees("link", "Tabs, in the end?").await?;
    page.click("button", "Delete").await?;
    page.says("Deleted: Tabs, in the end?").await?;
    page.click("button", "Undo").await?;
    page.sees("link", "Tabs, in the end?").await?;
    Ok(PASSED)
}

/// The storage gives up each write, as it does without room.
const GIVE_UP: &str = "window.put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {
      const request = window.put.apply(this, given);
      this.transaction.abort();
      return request;
    }";

pub(super) async fn full(session: &Session) -> Result<Outcome> {
    let page = template(session, "Your own opinion").await?;
    saved(&page).await?;
    session.run(GIVE_UP, Vec::new()).await?;
    session.run(CATCH, Vec::new()).await?;
    write(&page, "Title", "Tabs without room?").await?;
    page.says("Export the files to keep them.").await?;
    page.click("button", "Export the files").await?;
    let taken = "window.taken.some((text) => text.includes('Tabs without room?'))";
    page.until("the file", taken, &[]).await?;
    // The draft is there in other views of the page.
    page.click("link", "All drafts").await?;
    page.click("link", "Tabs without room?").await?;
    page.until("the draft", "ui.find('textbox', 'Title')?.value == 'Tabs without room?'", &[])
        .await?;
    // There is room again: the next change stores the draft.
    session.run("IDBObjectStore.prototype.put = window.put", Vec::new()).await?;
    write(&page, "Title", "Tabs with room?").await?;
    saved(&page).await?;
    session.run("location.reload()", Vec::new()).await?;
    page.until("the draft", "ui.find('textbox', 'Title')?.value == 'Tabs with room?'", &[]).await?;
    Ok(PASSED)
}

/// Writes into the storage of the studio as another window does, without a message to this one.
const OTHER: &str = "(() => {
    if (!window.opened) {
      window.opened = indexedDB.open('tiebreak /tiebreak/ studio');
      opened.onsuccess = () => {
        const store = opened.result.transaction('studio', 'readwrite').objectStore('studio');
        store.getAll().onsuccess = ({ target: { result: [draft] } }) => {
          const content = JSON.parse(draft.text);
          content.document.model.title = words[0];
          content.changed = '2030-01-01T00:00:00.000Z';
          store.put({ id: draft.id, text: JSON.stringify(content) });
          store.transaction.oncomplete = () => { opened.result.close(); window.isDone = true; };
        };
      };
    }
    return window.isDone && (window.opened = undefined, window.isDone = undefined, true);
  })()";

pub(super) async fn windows(session: &Session) -> Result<Outcome> {
    let page = template(session, "Your own opinion").await?;
    saved(&page).await?;
    // Without changes of its own, this window follows the other one, and can go back.
    page.until("another window's change", OTHER, &["From elsewhere"]).await?;
    session.run("dispatchEvent(new Event('visibilitychange'))", Vec::new()).await?;
    page.says("This draft was changed in another window.").await?;
    page.until("the draft", "ui.find('textbox', 'Title')?.value == 'From elsewhere'", &[]).await?;
    page.click("button", "Undo").await?;
    page.until("the draft", "ui.find('textbox', 'Title')?.value == 'Tabs or spaces?'", &[]).await?;
    saved(&page).await?;
    // With changes of its own, both stay.
    page.until("another window's change", OTHER, &["Theirs"]).await?;
    write(&page, "Title", "Mine").await?;
    page.says("Another window changed this draft at the same time.").await?;
    saved(&page).await?;
    page.click("link", "All drafts").await?;
    page.sees("link", "Mine").await?;
    page.sees("link", "Theirs").await?;
    Ok(PASSED)
}

pub(super) async fn files(session: &Session) -> Result<Outcome> {
    let page = template(session, "Sources that disagree").await?;
    let model = exported(&page, "tabs-or-spaces.json", "file.evidence.integrity").await?;
    let evidence = page.get(EXPORTED, &["tabs-or-spaces.evidence.json"]).await?;
    let evidence = evidence.as_str().unwrap_or_default();
    page.click("button", "Add to your own decisions").await?;
    page.says("Added to your own decisions").await?;
    page.click("link", "All drafts").await?;
    let words = ["Open files", "a.evidence.json", evidence, "a.json", &model];
    page.until("files", CHOOSE, &words).await?;
    page.sees("textbox", "Title").await?;
    assert_eq!(exported(&page, "tabs-or-spaces.json", "true").await?, model);
    // From the first page, too.
    session.reopen(HOME).await?;
    page.click("link", "Edit in the studio").await?;
    page.sees("textbox", "Title").await?;
    assert_eq!(exported(&page, "tabs-or-spaces.json", "true").await?, model);
    Ok(PASSED)
}

pub(super) async fn test_cases(session: &Session) -> Result<Outcome> {
    let page = template(session, "Your own opinion").await?;
    page.click("button", "Use these answers as a test").await?;
    page.says("There are no answers yet.").await?;
    let widget = Widget::new(session, 0);
    widget.set(&json!({ "language": "go" })).await?;
    page.click("button", "Use these answers as a test").await?;
    page.says("Passes. The verdict is: Tabs.").await?;
    page.choose("checkbox", "Spaces").await?;
    page.choose("checkbox", "Tabs").await?;
    page.says("Fails. The verdict is: Tabs.").await?;
    page.says("1 warning").await?;
    page.click("button", "Undo").await?;
    page.says("Passes. The verdict is: Tabs.").await?;
    let cases = exported(&page, "tabs-or-spaces.cases.json", "file.cases.length == 1").await?;
    let cases: Value = serde_json::from_str(&cases)?;
    assert_eq!(cases["cases"][0]["sheets"], json!([{ "language": "go" }]));
    // The answers in the preview stay while the decision changes.
    assert_eq!(widget.value().await?, json!({ "language": "go" }));
    Ok(PASSED)
}

/// Opens all disclosures of the form, also those inside of others.
async fn unfold(page: &Widget<'_>) -> Result {
    let open = "(() => {
        const closed = [...document.querySelectorAll('.form-pane details:not([open]) > summary')];
        closed.forEach((summary) => summary.click());
        return closed.length == 0;
      })()";
    page.until("open disclosures", open, &[]).await.map(drop)
}

/// Enters a text or a choice into the field with this id, and leaves the field.
async fn enter(page: &Widget<'_>, id: &str, text: &str) -> Result {
    let enter = "(() => {
        const field = document.getElementById(words[0]);
        if (!field?.checkVisibility()) return false;
        field.value = words[1];
        for (const type of ['input', 'change']) {
          field.dispatchEvent(new Event(type, { bubbles: true }));
        }
        return true;
      })()";
    page.until(&format!("the field `{id}`"), enter, &[id, text]).await.map(drop)
}

/// Adds an alternative that joins the two of the template.
async fn join(page: &Widget<'_>) -> Result {
    page.click("button", "Add alternative").await?;
    write(page, "Name", "Both").await?;
    unfold(page).await?;
    page.choose("checkbox", "Joins other alternatives, like “both”").await?;
    page.choose("checkbox", "Tabs").await?;
    page.choose("checkbox", "Spaces").await?;
    page.says("No problems").await
}

pub(super) async fn rows(session: &Session) -> Result<Outcome> {
    const MODEL: &str = "tabs-or-spaces.json";
    const QUESTION: &str = "at/model/questions/1";
    let at = |place: &str| format!("{QUESTION}/{place}");
    let page = template(session, "Sources that disagree").await?;
    join(&page).await?;
    let before = exported(&page, MODEL, "file.alternatives.length == 3").await?;
    part(&page, "Which language").await?;
    unfold(&page).await?;
    enter(&page, &at("facts/tabs"), "One character").await?;
    enter(&page, &at("unanswered/values/spaces"), "750").await?;
    enter(&page, &at("unanswered/weight"), "20").await?;
    enter(&page, &at("options/0/rule/both"), "own").await?;
    let focus = "ui.focus()?.id == words[0]";
    page.until("the focus on the rule", focus, &[&at("options/0/rule/both")]).await?;
    // The rule gives the alternative a value, which has a field now.
    enter(&page, &at("options/0/ratings/0/values/both"), "850").await?;
    // The open question speaks for one alternative.
    page.says("1 warning").await?;
    let condition = "file.questions[1].facts?.tabs == 'One character'
        && file.questions[1].unanswered?.weight == 20
        && file.questions[1].unanswered.values?.spaces == 750
        && file.questions[1].options[0].rule?.both == 'own'
        && file.questions[1].options[0].ratings[0].values.both == 850";
    let model = exported(&page, MODEL, condition).await?;
    assert!(load(&model).model.is_some());

    part(&page, "Which language").await?;
    unfold(&page).await?;
    for place in ["facts/tabs", "unanswered/values/spaces", "unanswered/weight"] {
        enter(&page, &at(place), "").await?;
    }
    enter(&page, &at("options/0/rule/both"), "").await?;
    let gone = "!document.getElementById(words[0])";
    page.until("no value", gone, &[&at("options/0/ratings/0/values/both")]).await?;
    part(&page, "Export").await?;
    let text = format!("{EXPORTED} == words[1]");
    page.until("the first file", &text, &[MODEL, &before]).await?;
    page.click("button", "Undo").await?;
    let values = "file.questions[1].options[0].ratings[0].values.both == 850
        && !file.questions[1].facts";
    exported(&page, MODEL, values).await?;
    Ok(PASSED)
}

pub(super) async fn evidence(session: &Session) -> Result<Outcome> {
    const FILE: &str = "tabs-or-spaces.evidence.json";
    let page = template(session, "Sources that disagree").await?;
    let mut wide = Vec::new();
    part(&page, "Advice: 1").await?;
    page.click("button", "Write the choice down").await?;
    unfold(&page).await?;
    enter(&page, "at/evidence/advice/0/title", "Write it down").await?;
    enter(&page, "add/evidence/advice/0/when/answers", "language").await?;
    page.choose("checkbox", "Go").await?;
    page.choose("checkbox", "too close").await?;
    enter(&page, "at/evidence/advice/0/when/final", "true").await?;
    wide.push(past_edge(&page, 360).await?);

    part(&page, "Corrections: 1").await?;
    page.click("button", "Add correction").await?;
    enter(&page, "at/evidence/corrections/1/text", "PEP 8 still asks for spaces.").await?;
    page.says("1 error").await?;
    enter(&page, "at/evidence/corrections/1/statements", "bob-2").await?;
    enter(&page, "at/evidence/corrections/1/mark", "ok").await?;
    wide.push(past_edge(&page, 360).await?);

    part(&page, "Side by side: 1").await?;
    page.click("button", "Add row").await?;
    enter(&page, "at/evidence/table/1/name", "Style guides").await?;
    enter(&page, "at/evidence/table/1/cells/0/alternative", "spaces").await?;
    enter(&page, "at/evidence/table/1/cells/0/source", "bob").await?;
    enter(&page, "at/evidence/table/1/cells/0/text", "Asked for by PEP 8").await?;
    enter(&page, "at/evidence/table/1/cells/0/statements", "bob-2").await?;
    unfold(&page).await?;
    wide.push(past_edge(&page, 360).await?);
    page.says("No problems").await?;
    assert!(wide.iter().all(String::is_empty), "{}", wide.join("\n"));

    let condition = "file.advice[0].title == 'Write it down' && file.corrections.length == 2
        && file.table[1]?.id == 'style-guides'";
    let text = exported(&page, FILE, condition).await?;
    let file: Value = serde_json::from_str(&text)?;
    let when = json!({
        "answers": { "language": ["go"] }, "winner": ["tabs", "spaces"],
        "kind": ["too_close"], "final": true,
    });
    assert_eq!(file["advice"][0]["when"], when);
    assert_eq!(file["corrections"][1]["statements"], json!(["bob-2"]));
    let cell = json!({
        "alternative": "spaces", "source": "bob", "text": "Asked for by PEP 8",
        "statements": ["bob-2"],
    });
    assert_eq!(file["table"][1]["cells"], json!([cell]));
    Ok(PASSED)
}

pub(super) async fn notes(session: &Session) -> Result<Outcome> {
    const MODEL: &str = "tabs-or-spaces.json";
    const QUESTION: &str = "at/model/questions/1";
    let page = template(session, "Sources that disagree").await?;
    let before = exported(&page, MODEL, "true").await?;
    part(&page, "Decision").await?;
    unfold(&page).await?;
    enter(&page, "at/model/band", "200").await?;
    page.says("1 error").await?;
    enter(&page, "at/model/band", "20").await?;
    part(&page, "Which language").await?;
    unfold(&page).await?;
    page.choose("checkbox", "Readers can change the facts behind their answer").await?;
    enter(&page, &format!("{QUESTION}/options/0/prior"), "0,5").await?;
    enter(&page, &format!("{QUESTION}/options/0/in_control"), "false").await?;
    // The template gives the last answer the weight 0.
    let weight = format!("{QUESTION}/options/2/weight");
    let step = "(() => {
        const scale = document.getElementById(words[0])?.closest('.scale');
        const chosen = [...scale.querySelectorAll('.step:has(:checked), .step.is-near')];
        return chosen.map((step) => ui.tidy(step.querySelector('.step-name').textContent)).join() == words[1];
      })()";
    page.until("the step of the weight", step, &[&weight, "does not count"]).await?;
    let condition = "file.band == 20 && file.questions[1].in_control === true
        && file.questions[1].options[0].prior == 0.5
        && file.questions[1].options[0].in_control === false
        && file.questions[1].options[2].weight === 0";
    let model = exported(&page, MODEL, condition).await?;
    assert!(load(&model).model.is_some());

    part(&page, "Bob").await?;
    page.click("button", "Add note").await?;
    page.says("1 error").await?;
    let note = "at/evidence/source_notes/0/text";
    page.until("the focus on the note", "ui.focus()?.id == words[0]", &[note]).await?;
    enter(&page, note, "Only an excerpt was read.").await?;
    unfold(&page).await?;
    let mut wide = vec![past_edge(&page, 360).await?];
    part(&page, "All 4").await?;
    page.click("button", "Add statement").await?;
    enter(&page, "at/evidence/statements/4/source", "bob").await?;
    enter(&page, "at/evidence/statements/4/text", "Tabs are old.").await?;
    enter(&page, "at/evidence/statements/4/place", "Section 9").await?;
    page.says("1 warning").await?;
    page.click("button", "Say why nothing uses this statement").await?;
    enter(&page, "at/evidence/unused/0/reason", "This is not about the choice.").await?;
    page.says("No problems").await?;
    wide.push(past_edge(&page, 360).await?);
    assert!(wide.iter().all(String::is_empty), "{}", wide.join("\n"));
    let text = exported(&page, "tabs-or-spaces.evidence.json", "file.unused?.length == 1").await?;
    let file: Value = serde_json::from_str(&text)?;
    assert_eq!(
        file["source_notes"],
        json!([{ "source": "bob", "text": "Only an excerpt was read." }])
    );
    let id = &file["statements"][4]["id"];
    assert_eq!(
        file["unused"],
        json!([{ "statement": id, "reason": "This is not about the choice." }])
    );
    let all = "(() => {
        const button = ui.find('button', 'Undo');
        if (button.ariaDisabled == 'true') return true;
        button.click();
      })()";
    page.until("the first step", all, &[]).await?;
    part(&page, "Export").await?;
    let text = format!("{EXPORTED} == words[1]");
    page.until("the first file", &text, &[MODEL, &before]).await?;
    Ok(PASSED)
}

/// Computes the report over all answers.
async fn compute(page: &Widget<'_>) -> Result {
    part(page, "All answers").await?;
    page.click("button", "Compute the report").await?;
    page.sees("heading", "How often each alternative wins").await
}

pub(super) async fn report(session: &Session) -> Result<Outcome> {
    const SILENT: &str = "Answer 4 never changes the verdict: Which language do you write?";
    let page = template(session, "Your own opinion").await?;
    // The planted answer counts too little to change a verdict.
    part(&page, "Which language").await?;
    page.click("button", "Add answer").await?;
    let at = |place: &str| format!("at/model/questions/1/options/3/{place}");
    for (place, text) in
        [("text", "Ruby"), ("values/tabs", "510"), ("values/spaces", "500"), ("weight", "1")]
    {
        enter(&page, &at(place), text).await?;
    }
    page.says("No problems").await?;
    compute(&page).await?;
    page.says(SILENT).await?;
    // The answers without weight are not in the report: the author means them.
    let silent = "[...document.querySelectorAll('.form-pane .link')].map((button) => ui.tidy(button.innerText))
        .filter((text) => text.includes('never changes')).length";
    assert_eq!(page.get(silent, &[]).await?, 1);
    // An example opens in the preview.
    let example = "(() => {
        const line = [...document.querySelectorAll('.form-pane li')]
          .find((line) => ui.tidy(line.innerText).startsWith(words[0]));
        const button = line?.querySelector('button');
        button?.click();
        return !!button;
      })()";
    page.until("the example", example, &["Spaces wins in 20 % of all answers."]).await?;
    let widget = Widget::new(session, 0);
    let shown = "JSON.stringify(host.value) == words[0]";
    widget.until("the answers", shown, &[r#"{"language":"python"}"#]).await?;
    assert_eq!(widget.result().await?["verdict"]["winner"], "spaces");
    // The sentence leads to the question, where the author makes the answer count.
    page.click("button", SILENT).await?;
    page.sees("heading", "Question 2").await?;
    enter(&page, &at("values/tabs"), "900").await?;
    enter(&page, &at("weight"), "100").await?;
    page.says("No problems").await?;
    compute(&page).await?;
    page.says("There are none.").await?;
    Ok(PASSED)
}

/// The parts of the template with sources.
const PARTS: [&str; 11] = [
    "Decision",
    "Tabs",
    "Which language",
    "A Go team",
    "Ann",
    "All 4",
    "Corrections: 1",
    "Side by side: 1",
    "Advice: 1",
    "All answers",
    "Export",
];

/// The start of an element that is past the edge of a page of this width; empty if there is none.
async fn past_edge(page: &Widget<'_>, width: usize) -> Result<String> {
    let past = "(() => {
        document.body.style.width = words[0] + 'px';
        const edge = document.body.getBoundingClientRect().right + 1;
        const past = [...document.querySelectorAll('.page *')]
          .find((element) => element.checkVisibility() && !element.matches('.visually-hidden, .status, .status *, option')
            && element.getBoundingClientRect().right > edge);
        document.body.style.width = '';
        return past ? past.outerHTML.slice(0, 120) : '';
      })()";
    let past = page.get(past, &[&width.to_string()]).await?;
    Ok(past.as_str().unwrap_or_default().to_owned())
}

pub(super) async fn widths(session: &Session) -> Result<Outcome> {
    let page = template(session, "Sources that disagree").await?;
    let mut wide = Vec::new();
    for name in PARTS {
        part(&page, name).await?;
        page.get(
            "document.querySelectorAll('.studio summary').forEach((summary) => summary.click())",
            &[],
        )
        .await?;
        for width in [320, 360, 760, 1200] {
            let past = past_edge(&page, width).await?;
            if !past.is_empty() {
                wide.push(format!("{name}, {width} px: {past}"));
            }
        }
    }
    assert!(wide.is_empty(), "{}", wide.join("\n"));
    // One pane at a time.
    page.get("void (document.body.style.width = '360px')", &[]).await?;
    let shown =
        "[...document.querySelectorAll('.pane')].filter((pane) => pane.checkVisibility()).length";
    for pane in ["Outline", "Form", "Preview", "Problems"] {
        page.click("button", pane).await?;
        assert_eq!(page.get(shown, &[]).await?, 1, "{pane}");
    }
    page.click("button", "Outline").await?;
    page.click("button", "Which language").await?;
    page.sees("textbox", "Question").await?;
    Ok(PASSED)
}

/// Presses Tab until the focus is on something with this role and name.
async fn tab_to(session: &Session, page: &Widget<'_>, role: &str, name: &str) -> Result {
    let found = "(() => {
        const focus = ui.focus();
        return !!focus && ui.role(focus) == words[0] && ui.name(focus).startsWith(words[1]);
      })()";
    for _ in 0..150 {
        if page.get(found, &[role, name]).await? == true {
            return Ok(());
        }
        session.press(key::TAB).await?;
    }
    Err(format!("Tab never reaches the {role} `{name}`").into())
}

pub(super) async fn keyboard(session: &Session) -> Result<Outcome> {
    let page = open(session).await?;
    tab_to(session, &page, "button", "Your own opinion").await?;
    session.press(key::ENTER).await?;
    page.sees("textbox", "Title").await?;
    tab_to(session, &page, "button", "Add question").await?;
    session.press(key::ENTER).await?;
    page.until("the focus", "ui.focus() == ui.find('textbox', 'Question')", &[]).await?;
    session.press("Two").await?;
    tab_to(session, &page, "radio", "works strongly against").await?;
    session.press(key::RIGHT).await?;
    page.until("a value", "ui.focus().checked && ui.name(ui.focus()) == 'speaks against'", &[])
        .await?;
    part(&page, "Two").await?;
    page.get("document.getElementById('studio-up').focus()", &[]).await?;
    session.press(key::ENTER).await?;
    // The focus stays on the button while the item moves.
    page.until("the heading", "ui.find('heading', 'Question 2')", &[]).await?;
    page.until("the focus", "ui.focus()?.id == 'studio-up'", &[]).await?;
    tab_to(session, &page, "button", "Remove").await?;
    session.press(key::ENTER).await?;
    page.says("Removed.").await?;
    page.until("the focus", "ui.focus()?.id == 'studio-part'", &[]).await?;
    // Ctrl+Z outside of text fields undoes the last step.
    let undo = "dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true, cancelable: true }))";
    page.get(&format!("document.activeElement.{undo}"), &[]).await?;
    page.until("the question", "ui.find('button', 'Two')", &[]).await?;
    Ok(PASSED)
}

pub(super) async fn axe(session: &Session) -> Result<Outcome> {
    let Some(axe) = access::axe_in(session)? else {
        return Ok(Outcome::LeftOut(access::ONCE.to_owned()));
    };
    let page = open(session).await?;
    let mut found = Vec::new();
    let mut views = 0;
    session.run(&axe, Vec::new()).await?;
    for theme in ["light", "dark"] {
        session
            .run("document.documentElement.style.colorScheme = arguments[0]", vec![theme.into()])
            .await?;
        access::look(session, "document", &format!("start, {theme}"), &mut found).await?;
    }
    page.click("button", "Sources that disagree").await?;
    page.sees("textbox", "Title").await?;
    Widget::new(session, 0).ready().await?;
    for theme in ["light", "dark"] {
        session
            .run("document.documentElement.style.colorScheme = arguments[0]", vec![theme.into()])
            .await?;
        for name in PARTS {
            part(&page, name).await?;
            page.get(
                "document.querySelectorAll('.studio details:not([open]) > summary').forEach((summary) => summary.click())",
                &[],
            )
            .await?;
            access::look(session, "document", &format!("{name}, {theme}"), &mut found).await?;
            views += 1;
        }
    }
    part(&page, "Which language").await?;
    write(&page, "Question", "").await?;
    page.says("1 error").await?;
    access::look(session, "document", "an error", &mut found).await?;
    assert!(found.is_empty(), "{}", found.join("\n"));
    Ok(Outcome::Passed(Some(format!("{views} views"))))
}

/// The first page does not download the code of the studio.
pub(super) async fn download(session: &Session) -> Result<Outcome> {
    session.go(HOME).await?;
    let page = Widget::page(session);
    page.sees("link", "Open the studio").await?;
    session.site.asked();
    session.reopen(HOME).await?;
    page.sees("link", "Open the studio").await?;
    let before = session.site.asked();
    assert!(before.iter().all(|path| !path.contains("split_studio")), "{before:?}");
    page.click("link", "Open the studio").await?;
    page.sees("heading", "Studio").await?;
    let after = session.site.asked();
    assert!(after.iter().any(|path| path.contains("split_studio")), "{after:?}");
    assert!(after.iter().all(|path| !path.contains("pasted.js")), "{after:?}");
    Ok(PASSED)
}
