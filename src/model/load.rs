//! File -> `Loaded { model, problems }`.
use serde::{Deserialize, Deserializer};
/// An item of a list.
#[derive(Debug)]
pub enum Item<T> { /// Good.
 Good(T) }
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Item<T> { fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> { T::deserialize(d).map(Item::Good) } }
