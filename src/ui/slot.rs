//! Signals, memos and effects of Leptos, of one type each.
//!
//! Leptos compiles the machinery of a signal for each type of value. Here it holds any value behind
//! an [`Arc`], and what depends on the type is a few lines.

use std::any::Any;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use leptos::prelude::*;

type Held = Arc<dyn Any + Send + Sync>;
type Compute = Box<dyn Fn(Option<&Held>) -> Held + Send + Sync>;

/// A value that can be set, and that parts of the page follow.
pub struct Slot<T> {
    signal: RwSignal<Held>,
    holds: PhantomData<fn() -> T>,
}

/// A value that is computed from others, once per change of theirs.
pub struct Computed<T> {
    memo: Memo<Held>,
    holds: PhantomData<fn() -> T>,
}

/// A value as it was when it was read.
pub struct Read<T>(Arc<T>);

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Slot<T> {}

impl<T> Clone for Computed<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Computed<T> {}

impl<T> Deref for Read<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Clone + Send + Sync + 'static> Slot<T> {
    /// With its first value.
    pub fn new(value: T) -> Self {
        Self { signal: RwSignal::new(Arc::new(value)), holds: PhantomData }
    }

    /// The value; whoever reads it here follows it.
    pub fn read(self) -> Read<T> {
        typed(self.signal.get())
    }

    /// The value, without following it.
    pub fn read_untracked(self) -> Read<T> {
        typed(self.signal.get_untracked())
    }

    /// A copy of the value; whoever takes it here follows it.
    pub fn get(self) -> T {
        self.read().clone()
    }

    /// A copy of the value, without following it.
    pub fn get_untracked(self) -> T {
        self.read_untracked().clone()
    }

    /// Puts another value in its place.
    pub fn set(self, value: T) {
        self.signal.set(Arc::new(value));
    }

    /// The same where the widget may be gone; then nothing happens.
    pub fn set_if_there(self, value: T) {
        let _ = self.signal.try_set(Arc::new(value));
    }

    /// Changes the value.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        let mut value = self.get_untracked();
        change(&mut value);
        self.set(value);
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Computed<T> {
    /// By a function; where that makes an equal value, nobody who follows it learns of it.
    pub fn new(compute: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let compute: Compute = Box::new(move |_| Arc::new(compute()));
        let changed = |before: Option<&Held>, now: Option<&Held>| {
            let [before, now] = [before, now].map(|it| it.and_then(|it| it.downcast_ref::<T>()));
            before != now
        };
        Self { memo: Memo::new_with_compare(compute, changed), holds: PhantomData }
    }

    /// The value; whoever reads it here follows it.
    pub fn read(self) -> Read<T> {
        typed(self.memo.get())
    }

    /// The value, without following it.
    pub fn read_untracked(self) -> Read<T> {
        typed(self.memo.get_untracked())
    }

    /// The same where the widget may be gone.
    pub fn read_if_there(self) -> Option<Read<T>> {
        self.memo.try_get_untracked().map(typed)
    }

    /// A copy of the value; whoever takes it here follows it.
    pub fn get(self) -> T {
        self.read().clone()
    }

    /// A copy of the value, without following it.
    pub fn get_untracked(self) -> T {
        self.read_untracked().clone()
    }
}

fn typed<T: Send + Sync + 'static>(held: Held) -> Read<T> {
    Read(held.downcast().expect("it holds what its type says, from the first value on"))
}

/// Does something now, and again whenever what it reads changes; it is told whether it is again.
pub fn follow(act: impl Fn(bool) + 'static) {
    let act: Box<dyn FnMut(Option<()>)> = Box::new(move |before| act(before.is_some()));
    Effect::new(act);
}
