//! Frameworks set attributes and properties in any order and in one task.

use serde_json::{Value, json};

use super::PASSED;
use crate::session::Session;
use crate::site::ARTICLE;
use crate::{Outcome, Result};

/// Number of random sequences, and of changes in each.
const SEQUENCES: u32 = 8;
const CHANGES: u32 = 7;

/// Puts an element into the page, applies a sequence of changes, in one task or one after the other,
/// and leaves the final state in `window.end`. The seed determines the sequence.
const APPLY: &str = "const [seed, length, isAtOnce] = arguments;
    let random = seed;
    const below = (n) => (random = (random * 48271) % 2147483647) % n;
    const pick = (...choices) => choices[below(choices.length)];
    const element = document.createElement('tie-break'), toggle = (name, value) =>
      element.hasAttribute(name) ? element.removeAttribute(name) : element.setAttribute(name, value);
    const models = ['django-vs-fastapi', new URL('/tiebreak/models/django-vs-fastapi.json', location).href];
    const changes = [
      () => toggle('reveal', 'end'), () => toggle('readonly', ''), () => toggle('lang', 'en'),
      () => toggle('questions', 'product team'), () => toggle('heading-level', '3'), () => toggle('mode', 'static'),
      () => element.setAttribute('model', pick(...models)), () => { element.model = pick(...models); },
      () => { element.value = pick({ team: 'small-no' }, { team: 'one' }, {}); },
      () => { element.value = pick({ product: 'api' }, { product: 'full' }); },
      () => element.setAttribute('answers', pick('{}', '{\"product\": \"full\"}')),
      () => element.reset(), () => { const parent = element.parentNode; element.remove(); parent.append(element); },
    ];
    const sequence = Array.from({ length }, () => changes[below(changes.length)]);
    const pause = (ms) => new Promise((done) => setTimeout(done, ms));
    window.wrong = [];
    element.addEventListener('tb-error', ({ detail }) => wrong.push(detail.code));
    addEventListener('error', ({ message }) => wrong.push(message));
    const settled = async () => {
      do await pause(60);
      while (element.getAttribute('mode') != 'static' && !(element.exportState() && element.shadowRoot.querySelector('.widget')));
    };
    (async () => {
      element.setAttribute('loading', 'eager');
      element.setAttribute('model', models[0]);
      document.querySelector('main').append(element);
      await settled();
      for (const change of sequence) {
        change();
        if (!isAtOnce) await settled();
      }
      await settled();
      element.removeAttribute('mode');
      await settled();
      window.end = JSON.stringify([element.exportState(), element.getAttribute('reveal'), element.shadowRoot.querySelectorAll('.widget').length]);
    })();";

async fn end(session: &Session, seed: u32, is_at_once: bool) -> Result<Value> {
    session.open(ARTICLE).await?;
    session.run(APPLY, vec![seed.into(), CHANGES.into(), is_at_once.into()]).await?;
    session.until("the end of the changes", "return !!window.end", vec![]).await?;
    let end = session.run("return [end, wrong]", vec![]).await?;
    Ok(end)
}

/// Changes in one task have the same end as one after the other, and nothing fails.
pub(super) async fn one_task(session: &Session) -> Result<Outcome> {
    for seed in 1..=SEQUENCES {
        let [at_once, one_by_one] =
            [end(session, seed * 7919, true).await?, end(session, seed * 7919, false).await?];
        assert_eq!(at_once[1], json!([]), "seed {seed}");
        assert_eq!(at_once, one_by_one, "seed {seed}");
    }
    Ok(PASSED)
}
