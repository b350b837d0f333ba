//! Signals, memos and effects of Leptos, each compiled once.
//!
//! Leptos compiles the code of a signal for each type of value. Here every value is stored behind
//! an [`Arc<dyn Any>`](std::any::Any), so that only a few lines depend on the type.

use std::any::Any;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::{self, Effect, Get as _, GetUntracked as _, Set as _, on_cleanup};

type Stored = Arc<dyn Any + Send + Sync>;
type Compute = Box<dyn Fn(Option<&Stored>) -> Stored + Send + Sync>;

/// A value that can be read and set; see [`leptos::prelude::RwSignal`].
pub struct RwSignal<T> {
    signal: prelude::RwSignal<Stored>,
    value: PhantomData<fn() -> T>,
}

/// A value that is computed from signals; see [`leptos::prelude::Memo`].
pub struct Memo<T> {
    memo: prelude::Memo<Stored>,
    value: PhantomData<fn() -> T>,
}

/// A shared reference to the value of a signal or memo at the time of the call. A later change of
/// the signal does not change the referenced value.
pub struct ReadGuard<T>(Arc<T>);

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T> Deref for ReadGuard<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Clone + Send + Sync + 'static> RwSignal<T> {
    /// Creates a signal with an initial value.
    pub fn new(value: T) -> Self {
        Self { signal: prelude::RwSignal::new(Arc::new(value)), value: PhantomData }
    }

    /// The value; the running effect or memo subscribes to changes.
    pub fn read(self) -> ReadGuard<T> {
        typed(self.signal.get())
    }

    /// The value, without a subscription.
    pub fn read_untracked(self) -> ReadGuard<T> {
        typed(self.signal.get_untracked())
    }

    /// A copy of the value; the running effect or memo subscribes to changes.
    pub fn get(self) -> T {
        self.read().clone()
    }

    /// A copy of the value, without a subscription.
    pub fn get_untracked(self) -> T {
        self.read_untracked().clone()
    }

    /// Replaces the value and notifies subscribers.
    pub fn set(self, value: T) {
        self.signal.set(Arc::new(value));
    }

    /// Replaces the value, unless the owner of the signal is gone.
    pub fn try_set(self, value: T) {
        let _ = self.signal.try_set(Arc::new(value));
    }

    /// Changes the value in place and notifies subscribers.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        let mut value = self.get_untracked();
        change(&mut value);
        self.set(value);
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Memo<T> {
    /// Creates a memo; subscribers are notified only when `compute` returns a value that is not
    /// equal to the one before.
    pub fn new(compute: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let compute: Compute = Box::new(move |_| Arc::new(compute()));
        let is_changed = |before: Option<&Stored>, now: Option<&Stored>| {
            let [before, now] =
                [before, now].map(|stored| stored.and_then(|value| value.downcast_ref::<T>()));
            before != now
        };
        Self { memo: prelude::Memo::new_with_compare(compute, is_changed), value: PhantomData }
    }

    /// The value; the running effect or memo subscribes to changes.
    pub fn read(self) -> ReadGuard<T> {
        typed(self.memo.get())
    }

    /// The value, without a subscription.
    pub fn read_untracked(self) -> ReadGuard<T> {
        typed(self.memo.get_untracked())
    }

    /// The value, without a subscription; `None` when the owner of the memo is gone.
    pub fn try_read_untracked(self) -> Option<ReadGuard<T>> {
        self.memo.try_get_untracked().map(typed)
    }

    /// A copy of the value; the running effect or memo subscribes to changes.
    pub fn get(self) -> T {
        self.read().clone()
    }

    /// A copy of the value, without a subscription.
    pub fn get_untracked(self) -> T {
        self.read_untracked().clone()
    }
}

fn typed<T: Send + Sync + 'static>(stored: Stored) -> ReadGuard<T> {
    ReadGuard(stored.downcast().expect("`new` and `set` store values of type `T` only"))
}

/// Runs `run` after the current task and again whenever a signal that `run` reads changes. The
/// parameter is `false` in the first run.
pub fn effect(run: impl Fn(bool) + 'static) {
    let run = while_owned(Box::new(run));
    let run: Box<dyn FnMut(Option<()>)> = Box::new(move |before| run(before.is_some()));
    Effect::new(run);
}

/// A function that does nothing once the current owner is gone.
///
/// A signal that is set in one task and disposed in the same task has already scheduled its effects.
/// They still run, and would read signals that are gone.
pub(crate) fn while_owned(run: Box<dyn Fn(bool)>) -> Box<dyn Fn(bool)> {
    let is_owned = Arc::new(AtomicBool::new(true));
    let flag = Arc::clone(&is_owned);
    on_cleanup(move || flag.store(false, Ordering::Relaxed));
    Box::new(move |is_change| {
        if is_owned.load(Ordering::Relaxed) {
            run(is_change);
        }
    })
}
