//! Actions of a sceptical reader: check how sure a verdict is, try other answers, disagree, export.

use serde_json::{Value, json};

use super::PASSED;
use crate::session::Session;
use crate::site::{ARTICLE, STRICT, TWO};
use crate::widget::{Widget, key};
use crate::{Outcome, Result, sheets};

/// Collects in `taken` what the page would copy, save or print, and keeps it from leaving the page.
pub(super) const CATCH: &str = "window.taken = [];
    navigator.clipboard.writeText = (text) => { taken.push(text); return Promise.resolve(); };
    URL.createObjectURL = (blob) => { taken.push([blob.type, blob.size]); return '#'; };
    HTMLAnchorElement.prototype.click = function () { taken.push(this.download); };
    const frame = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow');
    Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', { get() {
      const frameWindow = frame.get.call(this);
      frameWindow.print = () => taken.push([...frameWindow.document.body.children].map((child) => child.innerText).join(' '));
      return frameWindow; } });
    return navigator.clipboard.writeText.length";

/// "First in N of 100", the picture of a hundred dots and the key say the same as the export.
pub(super) async fn scenarios(session: &Session) -> Result<Outcome> {
    let widget = session.open(ARTICLE).await?;
    let sheet = json!({ "product": "full", "skills": "django", "team": "small-owner" });
    widget.set(&sheet).await?;
    widget.says("scenarios that fit your answers").await?;
    let result = widget.result().await?;
    let winner = result["verdict"]["winner"].as_str().ok_or("no winner")?;
    let alternatives = result["alternatives"].as_array().ok_or("no alternatives")?;
    let model = sheets::model()?;
    let mut dots = 0.0;
    for alternative in alternatives {
        let share = alternative["acceptability"][0].as_f64().ok_or("no acceptability")?;
        let id = alternative["id"].as_str().unwrap_or_default();
        let name = model.alternative(id).map_or("", |a| &model.alternatives[a].name);
        let shown = widget.get("ui.all('img').map(ui.name)[0]", &[]).await?;
        let shown = shown.as_str().unwrap_or_default().to_owned();
        let told = shown.split(&format!("{name} in ")).nth(1).unwrap_or("0");
        let told: String = told.chars().take_while(char::is_ascii_digit).collect();
        let told: f64 = told.parse().unwrap_or(0.0);
        assert!((told - share * 100.0).abs() <= 1.0, "{name}: {share}, but {shown}");
        dots += told;
        if id == winner {
            widget.says(&format!("First in {told} of 100")).await?;
        }
        let [low, high] = [0, 1].map(|i| alternative["interval"][i].to_string());
        widget.says(&format!("in most scenarios {low} to {high}")).await?;
    }
    assert!((dots - 100.0_f64).abs() < 0.5, "{dots}: they add up to a hundred scenarios");
    widget.click("disclosure", "What is a scenario?").await?;
    widget.says("Scenarios do not cover questions that are not asked here").await?;
    Ok(PASSED)
}

/// A change is tried out beside the answers, taken back, tried again and made one's own.
pub(super) async fn what_if(session: &Session) -> Result<Outcome> {
    let widget = session.open(ARTICLE).await?;
    let sheet = json!({ "product": "full", "editors": "soon", "skills": "django" });
    widget.set(&sheet).await?;
    widget.click("tab", "What would change it").await?;
    widget.has_scenarios().await?;
    let before = widget.verdict().await?;
    widget.click("button", "Try").await?;
    widget.says("You are trying this out").await?;
    assert_eq!(widget.value().await?, sheet, "the answers stay what they are");
    assert_ne!(widget.result().await?["verdict"]["winner"], "django");
    widget.click("button", "Back to my answers").await?;
    widget.until("the trial's end", "!ui.find('button', 'Back to my answers')", &[]).await?;
    widget.until("the focus", "ui.role(ui.focus()) == 'region'", &[]).await?;
    widget.has_scenarios().await?;
    assert_eq!(widget.verdict().await?, before);
    widget.click("button", "Try").await?;
    widget.click("button", "Make these my answers").await?;
    widget.until("other answers", "!ui.find('button', 'Make these my answers')", &[]).await?;
    assert_ne!(widget.value().await?, sheet);
    widget.click("button", "Undo").await?;
    widget.until("the answers again", "host.value.product == 'full'", &[]).await?;
    assert_eq!(widget.value().await?, sheet);

    // If several replies to a question suffice, each can be tried out: a few at once, all of them
    // after a click.
    widget.set(&json!({ "product": "full" })).await?;
    widget.has_scenarios().await?;
    let boxes = "[...ui.find('tabpanel', 'What would change it').querySelectorAll('.box')]
        .every((box) => [...box.querySelectorAll('button')].filter(ui.inSight).length <= 3)";
    assert_eq!(widget.get(boxes, &[]).await?, true, "at most three buttons for each set");
    let more = "More answers that would do";
    widget.click("disclosure", more).await?;
    let open = "ui.all('disclosure').filter((summary) => ui.name(summary) == words[0])
        .forEach((summary) => { summary.parentElement.open = true; })";
    widget.get(open, &[more]).await?;
    let before = widget.result().await?["verdict"]["winner"].clone();
    let mut replies = widget.names("button").await?;
    replies.retain(|name| name.starts_with("Try “"));
    replies.sort();
    replies.dedup();
    assert!(replies.len() > 1, "{replies:?}");
    for reply in &replies {
        widget.click("button", reply).await?;
        let is_pressed = "ui.find('button', words[0])?.getAttribute('aria-pressed') == 'true'";
        widget.until(&format!("`{reply}` to be tried out"), is_pressed, &[reply]).await?;
        assert_ne!(widget.result().await?["verdict"]["winner"], before, "{reply}");
    }
    Ok(PASSED)
}

/// A reader who sees a weight differently says so; it is marked as theirs and can be taken back.
pub(super) async fn overrule(session: &Session) -> Result<Outcome> {
    let widget = session.open(ARTICLE).await?;
    let sheet = json!({ "product": "full", "editors": "soon", "skills": "fastapi" });
    widget.set(&sheet).await?;
    widget.click("tab", "Why").await?;
    let before = widget.result().await?;
    widget.click("disclosure", "What are you shipping?").await?;
    widget.click("button", "I see it differently").await?;
    widget.until("the focus in the editor", "ui.role(ui.focus()) == 'legend'", &[]).await?;
    let focus = widget.focus().await?.map(|focus| focus.name).unwrap_or_default();
    assert!(focus.starts_with("What are you shipping? A full product"), "{focus}");
    let slide = "(() => { const slider = ui.find('slider', 'Weight, 0 to 200');
        if (!slider) return false; slider.value = 5;
        slider.dispatchEvent(new Event('input', { bubbles: true })); return true; })()";
    widget.until("the slider", slide, &[]).await?;
    widget.says("1 rating is your own").await?;
    let overruled = json!([{ "question": "product", "option": "full", "weight": 5 }]);
    assert_eq!(widget.value().await?["overrides"], overruled);
    let after = widget.result().await?;
    assert_ne!(after["alternatives"], before["alternatives"]);
    assert_eq!(
        after["sources"].as_array().map(Vec::len),
        before["sources"].as_array().map(Vec::len)
    );
    widget.click("button", "Reset").await?;
    widget.until("no overrides", "!host.value.overrides", &[]).await?;
    assert_eq!(widget.result().await?, before);
    Ok(PASSED)
}

/// A panel follows the answers as a whole, and the focus in it stays.
pub(super) async fn whole(session: &Session) -> Result<Outcome> {
    // In every frame after a change until there are scenarios: what the panel says.
    const FOLLOWED: &str = "new Promise((done) => {
        const says = () => ui.tidy(ui.all('tabpanel')[0].innerText);
        host.value = JSON.parse(words[0]);
        const seen = new Set();
        const look = () => {
          seen.add(says());
          if (ui.root.querySelector('[aria-busy=true]')) return requestAnimationFrame(look);
          done([...seen, says()]);
        };
        requestAnimationFrame(look);
      })";
    let widget = session.open(ARTICLE).await?;
    let [before, after] = [
        json!({ "product": "full", "editors": "soon" }),
        json!({ "product": "api", "editors": "soon", "skills": "fastapi" }),
    ];
    widget.set(&before).await?;
    for panel in ["Why", "What would change it", "The sources", "Side by side"] {
        widget.open_panel(panel).await?;
        widget.has_scenarios().await?;
        let old = widget.part("tabpanel", panel).await?;
        widget.get("ui.all('tabpanel')[0].focus()", &[]).await?;
        let seen = widget.get(FOLLOWED, &[&after.to_string()]).await?;
        let new = widget.part("tabpanel", panel).await?;
        assert_ne!(old, new, "{panel}");
        for says in seen.as_array().into_iter().flatten() {
            assert!([&old, &new].iter().any(|known| *says == **known), "{panel}: {says}");
        }
        assert_eq!(seen.as_array().and_then(|seen| seen.last()), Some(&json!(new)), "{panel}");
        let focus = widget.focus().await?.map(|focus| focus.role);
        assert_eq!(focus.as_deref(), Some("tabpanel"), "{panel}");
        widget.set(&before).await?;
    }
    Ok(PASSED)
}

/// A link opens with every answer on another page. Its overrides stay off until the reader applies
/// them, and the address bar keeps nothing. A damaged link is reported and never leaves a blank
/// page.
pub(super) async fn link(session: &Session) -> Result<Outcome> {
    let widget = session.open(ARTICLE).await?;
    let sheet = json!({
        "product": "full", "team": "small-owner", "ai": ["call"], "hiring": "*",
        "load": { "peak_requests_per_second": 40 },
        "overrides": [{ "question": "product", "option": "full", "weight": 60 }],
    });
    widget.set(&sheet).await?;
    widget.says("100 scenarios").await?;
    session.run(CATCH, Vec::new()).await?;
    widget.click("button", "Copy link").await?;
    widget.says("Link copied").await?;
    let focus = widget.focus().await?.map(|focus| focus.name);
    assert_eq!(
        focus.as_deref(),
        Some("Copy link"),
        "whoever goes by keyboard stays where they are"
    );
    let link = session.run("return taken[0]", Vec::new()).await?;
    let link = link.as_str().ok_or("nothing was copied")?.to_owned();
    assert!(link.len() < 2_048, "{} characters", link.len());
    let fragment = link.split_once('#').ok_or("the link has no fragment")?.1;

    let mut plain = sheet.clone();
    plain.as_object_mut().ok_or("an object")?.remove("overrides");
    let opened = session.open(&format!("{TWO}#{fragment}")).await?;
    opened.says("These answers come from a link.").await?;
    assert_eq!(opened.value().await?, plain, "overrides open off");
    let address = session.run("return location.href", Vec::new()).await?;
    assert!(!address.as_str().unwrap_or_default().contains('#'), "{address}");
    let other = Widget::new(session, 1);
    session.run("document.querySelectorAll('tie-break')[1].scrollIntoView()", Vec::new()).await?;
    other.ready().await?;
    assert_eq!(other.value().await?, plain, "every widget of this decision opens with the link");
    opened.says("This link changes 1 rating. The change is not applied yet.").await?;
    opened.click("button", "Apply").await?;
    opened.until("the override", "host.value.overrides?.length == 1", &[]).await?;
    assert_eq!(opened.value().await?, sheet);

    let damaged = fragment.replace("product=full", "product=fu11");
    let opened = session.open(&format!("{ARTICLE}#{damaged}")).await?;
    opened.says("Problems with the link:").await?;
    assert_eq!(opened.value().await?["team"], "small-owner");
    Ok(PASSED)
}

/// Record, JSON, pictures and paper come out whole, under a strict policy too.
pub(super) async fn keep(session: &Session) -> Result<Outcome> {
    for page in [ARTICLE, STRICT] {
        let widget = session.open(page).await?;
        widget.set(&json!({ "product": "full", "editors": "soon", "types": "*" })).await?;
        widget.says("100 scenarios").await?;
        session.run(CATCH, Vec::new()).await?;
        widget.click("button", "Copy as decision record").await?;
        widget.says("Decision record copied").await?;
        for button in ["Save picture", "Save as SVG", "Save as JSON"] {
            let count = session.run("return taken.length", Vec::new()).await?;
            widget.click("button", button).await?;
            let more = "return taken.length > arguments[0] + 1 && taken.at(-1)";
            session.until(button, more, vec![count]).await?;
        }
        widget.click("button", "Print").await?;
        let paper = "return taken.length > 7 && taken.at(-1)";
        let paper = session.until("paper", paper, Vec::new()).await?;
        let taken = session.run("return taken", Vec::new()).await?;
        let record = taken[0].as_str().unwrap_or_default();
        for part in ["# Django, FastAPI or both?", "## Decision Drivers", "## Decision Outcome"] {
            assert!(record.contains(part), "no `{part}` in {record}");
        }
        assert_eq!(taken[1][0], "image/png");
        assert!(taken[1][1].as_u64() > Some(20_000), "an empty picture: {}", taken[1]);
        assert_eq!(taken[2], "django-vs-fastapi.png");
        assert_eq!(
            [&taken[4], &taken[6]],
            ["django-vs-fastapi.svg", "django-vs-fastapi.verdict.json"]
        );
        let paper = paper.as_str().unwrap_or_default();
        assert!(paper.contains("Django, FastAPI or both?"), "on paper: {paper}");
        assert!(paper.contains("Does not matter to me"), "what was waved away is listed: {paper}");
    }
    Ok(PASSED)
}

/// If the browser refuses to copy a text, the page shows the text, to be copied by hand.
pub(super) async fn by_hand(session: &Session) -> Result<Outcome> {
    let widget = session.open(ARTICLE).await?;
    widget.set(&json!({ "product": "full" })).await?;
    let refuse = "navigator.clipboard.writeText = () => Promise.reject(new Error('not today'))";
    session.run(refuse, Vec::new()).await?;
    widget.click("button", "Copy link").await?;
    widget.says("not today").await?;
    let text = widget.get("ui.all('textbox').map((textbox) => textbox.value)[0]", &[]).await?;
    assert!(text.as_str().unwrap_or_default().contains("#tb=1/django-vs-fastapi/"), "{text}");
    Ok(PASSED)
}

/// A reader who knows no number chooses a range, by keyboard too; the button names the number that is
/// filled in. The load calculator answers the load question and stands beside what the sources say.
pub(super) async fn load(session: &Session) -> Result<Outcome> {
    let widget = session.open(ARTICLE).await?;
    widget.set(&json!({ "product": "full" })).await?;
    widget.click("tab", "Your load").await?;
    let fill = "(() => { const panel = ui.find('tabpanel', 'Your load');
        const fields = panel ? [...panel.querySelectorAll('input')] : [];
        if (fields.length < 4) return false;
        for (const [i, value] of [[0, 86400], [1, 20]]) {
          fields[i].value = value;
          fields[i].dispatchEvent(new Event('input', { bubbles: true }));
        }
        return true; })()";
    widget.until("the calculator", fill, &[]).await?;
    widget.says("About 200 requests a second at the busiest moment").await?;
    let in_words = "1,000 to 5,000 requests a second fills in 2000";
    widget.get("(ui.find('button', words[0]).focus(), null)", &[in_words]).await?;
    session.press(key::ENTER).await?;
    widget.says("About 2000 requests a second at the busiest moment").await?;
    let filled = "ui.find('spinbutton', 'Requests a second at the busiest moment').value == '2000'
        && ui.name(ui.focus()) == words[0] && ui.focus().getAttribute('aria-pressed') == 'true'";
    widget.until("the number in its field", filled, &[in_words]).await?;
    assert_eq!(widget.value().await?["load"], json!({ "peak_requests_per_second": 2000 }));
    widget.until("the calculator", fill, &[]).await?;
    let clear = "(() => { const field = ui.find('spinbutton', 'Requests a second at the busiest moment');
        field.value = ''; field.dispatchEvent(new Event('input', { bubbles: true })); return true; })()";
    widget.get(clear, &[]).await?;
    let load = json!({ "users": 86_400, "requests_per_user_per_day": 20 });
    assert_eq!(widget.value().await?["load"], load);
    for words in ["8,000-12,000, with Django REST Framework", "Hello-world benchmarks disagree"] {
        widget.says(words).await?;
    }
    Ok(PASSED)
}

/// Where the sources disagree about who is ahead, each is shown with its side.
pub(super) async fn sources(session: &Session) -> Result<Outcome> {
    let widget = session.open(ARTICLE).await?;
    let model = sheets::model()?;
    // Looks for a sheet on which they disagree.
    let disagree = |result: &Value| {
        let parts = result["by_source"].as_array().cloned().unwrap_or_default();
        let sign = |question: &Value, sign: i64| {
            parts.iter().any(|part| {
                part["question"] == *question
                    && part["points"].as_i64().map(i64::signum) == Some(sign)
            })
        };
        parts.iter().map(|part| &part["question"]).find(|q| sign(q, 1) && sign(q, -1)).cloned()
    };
    for case in &model.cases {
        let answers = Value::Object(case.answers.write(&model));
        widget.set(&answers).await?;
        let result = widget.result().await?;
        let Some(question) = disagree(&result) else { continue };
        let q = question.as_str().and_then(|id| model.question(id)).ok_or("no such question")?;
        widget.click("tab", "The sources").await?;
        widget.says("Where they disagree").await?;
        widget.sees("heading", &model.questions[q].text).await?;
        return Ok(PASSED);
    }
    Err("no typical case on which the sources disagree".into())
}
