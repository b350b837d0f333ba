//! The panel "Why": the strongest reasons against and for the leader, then the contribution of
//! every question to the lead. Each contribution opens the ratings and statements that it rests on.

use tiebreak_core::engine::Decision;
use tiebreak_core::engine::explain::Contribution;
use tiebreak_core::engine::order::sort_by_key;
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::indices;
use tiebreak_core::texts::phrases;
use tiebreak_core::texts::sentence::{Sentence, fill, model_text, name, text, ui_text};
use tiebreak_dom::prelude::*;

use super::controls::signed_bar;
use super::evidence::{self, evidence_notice, ratings};
use super::overrule::{edit_button, overrides};
use super::sources::origin;
use crate::first::question::text_button_to;
use crate::first::session::{RowId, Session};
use crate::first::text::{color_class, show};

/// The state of the panel, which outlives updates of the decision.
#[derive(Clone, Copy)]
struct PanelState {
    shows_tenths: RwSignal<bool>,
    /// The questions whose contributions have been opened.
    opened: RwSignal<Vec<usize>>,
}

/// The panel.
pub fn panel(session: Session) -> impl IntoView {
    let state =
        PanelState { shows_tenths: RwSignal::new(false), opened: RwSignal::new(Vec::new()) };
    let explanation = move || {
        let decision = session.decision.read();
        match (decision.leader, decision.runner_up, decision.margin) {
            (Some(a), Some(b), Some(_)) => {
                comparison(session, state, &decision, [a, b]).into_view()
            }
            _ => p().child(session.strings.details().no_comparison).into_view(),
        }
    };
    // Without sources, no other panel has them.
    let origin = session.model().sources.is_empty().then(|| origin(session));
    (overrides(session), explanation, origin)
}

/// The lead of the leader over the runner-up.
fn comparison(
    session: Session,
    state: PanelState,
    decision: &Decision,
    [a, b]: [usize; 2],
) -> impl IntoView + use<> {
    let (model, strings) = (session.model(), session.strings.details());
    let [leader, other] = [a, b].map(|a| name(&model.alternatives[a]));
    let mut parts: Vec<Contribution> =
        decision.contributions.iter().filter(|part| part.against == b).copied().collect();
    sort_by_key(&mut parts, |part| -part.points.abs());
    let largest = parts.iter().map(|part| part.points.abs()).max().unwrap_or(1).max(1);
    let [against_title, for_title] = if decision.verdict.winner.is_some() {
        [fill(strings.give_up, &[&leader]), fill(strings.reasons, &[&leader, &other])]
    } else {
        let title = |name, rival| fill(strings.speaks_for, &[name, rival]);
        [title(&other, &leader), title(&leader, &other)]
    };
    let standing = &decision.alternatives[b];
    let exclusion = (!standing.eligible).then(|| {
        let answers = phrases::ruled_out_by(session.strings, &model, standing);
        fill(strings.ruled_out, &[&other, &answers])
    });
    let rows = parts
        .iter()
        .map(|part| contribution(session, state, &model, *part, largest))
        .collect_view();
    (
        h4().child(show(against_title)),
        reasons(session, &model, &parts, false, [&other, &leader], None),
        h4().child(show(for_title)),
        reasons(session, &model, &parts, true, [&leader, &other], exclusion),
        h4().child(show(fill(strings.every_row, &[&leader, &other]))),
        div().class("axis").attr("aria-hidden", "true").child((
            span().child(show(fill(strings.for_alternative, &[&leader]))),
            span().child(show(fill(strings.for_alternative, &[&other]))),
        )),
        div().child(rows),
        total(session, state.shows_tenths, [leader, other]),
    )
}

/// The three largest contributions for the leader, or against it, after the answers that exclude the other
/// alternative.
fn reasons(
    session: Session,
    model: &Model,
    parts: &[Contribution],
    for_leader: bool,
    [favoured, other]: [&Sentence; 2],
    exclusion: Option<Sentence>,
) -> ElementBuilder {
    let strings = session.strings.details();
    let exclusion = exclusion.map(|sentence| li().child(show(sentence)));
    let is_on_side = |part: &&Contribution| part.points != 0 && (part.points > 0) == for_leader;
    let items = parts.iter().filter(is_on_side).take(3).map(|part| {
        let question = &model.questions[part.question];
        let reply = session.effective_reply(part.question);
        let answer = phrases::answer(session.strings, question, reply);
        let text = if part.answered { strings.give_up_answered } else { strings.give_up_open };
        li().child(show(fill(text, &[&model_text(&question.text), &answer, favoured])))
    });
    let items = exclusion.into_iter().chain(items).collect_view();
    if items.is_empty() {
        return p().child(show(fill(strings.give_up_none, &[other, favoured])));
    }
    ul().child(items)
}

/// The sum of the contributions, and a button that shows tenths.
fn total(
    session: Session,
    shows_tenths: RwSignal<bool>,
    [leader, other]: [Sentence; 2],
) -> ElementBuilder {
    let strings = session.strings.details();
    let sum = move || {
        let tenths = if shows_tenths.get() {
            lead_in_tenths(session)
        } else {
            10 * session.decision.read().margin.map_or(0, |margin| margin.rounded)
        };
        let number = if shows_tenths.get() {
            session.strings.tenths(tenths.abs())
        } else {
            (tenths.abs() / 10).to_string()
        };
        // An alternative that is ruled out can have more points than the leader.
        let text = if tenths < 0 { strings.adds_up_behind } else { strings.adds_up };
        show(fill(text, &[&ui_text(number), &leader, &other]))
    };
    let toggle = move || shows_tenths.update(|shows_tenths| *shows_tenths = !*shows_tenths);
    let button = text_button_to(strings.show_tenths, "", toggle)
        .attr("aria-pressed", move || shows_tenths.get().to_string());
    p().class("small total").child((sum, " ", button))
}

/// The lead in tenths: the sum of the rounded contributions.
fn lead_in_tenths(session: Session) -> i64 {
    let decision = session.decision.read();
    let parts =
        decision.contributions.iter().filter(|part| Some(part.against) == decision.runner_up);
    parts.map(|part| part.tenths).sum()
}

/// The contribution of one question; opens the ratings that it rests on.
fn contribution(
    session: Session,
    state: PanelState,
    model: &Model,
    part: Contribution,
    largest: i64,
) -> ElementBuilder {
    let strings = session.strings.details();
    let q = part.question;
    let question = &model.questions[q];
    let favoured = if part.points < 0 { part.against } else { part.alternative };
    let favoured = &model.alternatives[favoured];
    let reply = session.effective_reply(q);
    let answer = phrases::answer_or_default(session.strings, question, reply);
    let number = move || {
        if state.shows_tenths.get() {
            session.strings.tenths(part.tenths.abs())
        } else {
            part.rounded.abs().to_string()
        }
    };
    let favoured_text = text(&fill(strings.for_alternative, &[&name(favoured)]));
    let is_opened = Memo::new(move || state.opened.read().contains(&q));
    let open = move |_| {
        if !is_opened.get_untracked() {
            state.opened.update(|opened| opened.push(q));
        }
        evidence::request(session);
    };
    details().key(q).class("contribution").on("toggle", open).child((
        summary().child((
            span().child((show(model_text(&question.text)), small().child(show(answer)))),
            signed_bar(
                100 * part.points / largest,
                color_class(favoured.color),
                (number, span().class("visually-hidden").child((" ", favoured_text))),
            ),
        )),
        move || is_opened.get().then(|| rating_list(session, q, part.answered)),
    ))
}

/// The ratings of the chosen options, or of leaving the question open.
fn rating_list(session: Session, q: usize, is_answered: bool) -> ElementBuilder {
    let model = session.model();
    let question = &model.questions[q];
    let rows: Vec<Option<usize>> = if is_answered {
        let chosen = session.effective_reply(q).map_or(0, |reply| question.chosen(reply));
        indices(chosen).map(Some).collect()
    } else {
        vec![None]
    };
    let is_many = rows.len() > 1;
    let blocks = rows.into_iter().map(|option| {
        let heading = option.filter(|_| is_many).map(|o| model_text(&question.options[o].text));
        (
            ratings(session, heading, question.row(option)),
            edit_button(session, RowId { question: q, option }),
        )
    });
    div().class("ratings").child((evidence_notice(session), blocks.collect_view()))
}
