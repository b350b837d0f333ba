//! Random use of one page for a short time; `cargo xtask soak` does the same for longer, see `soak.rs`.

use crate::session::Session;
use crate::soak::{Length, Place, soak};
use crate::{Outcome, Result};

/// The same actions in each run, unless `TIEBREAK_SEED` names others.
const SEED: u32 = 20_261_130;
/// Rounds on each page.
const ROUNDS: usize = 3;

async fn short(session: &Session, place: Place) -> Result<Outcome> {
    let seed = std::env::var("TIEBREAK_SEED").map_or(Ok(SEED), |seed| seed.parse())?;
    Ok(Outcome::Passed(Some(soak(session, place, seed, Length::Rounds(ROUNDS)).await?)))
}

pub(super) async fn article(session: &Session) -> Result<Outcome> {
    short(session, Place::Article).await
}

pub(super) async fn standalone(session: &Session) -> Result<Outcome> {
    short(session, Place::Standalone).await
}
