//! Sorts short lists.

/// Sorts by insertion. The sort is stable; it takes quadratic time, which is fast for the dozens of
/// items here.
///
/// The sort of the standard library adds several kilobytes of WebAssembly for every type that is
/// sorted.
///
/// ```
/// let mut words = ["three", "to", "one", "a"];
/// tiebreak_core::engine::order::sort_by_key(&mut words, |word| word.len());
/// assert_eq!(words, ["a", "to", "one", "three"]);
/// ```
pub fn sort_by_key<T, K: PartialOrd>(items: &mut [T], key: impl Fn(&T) -> K) {
    for end in 1..items.len() {
        let mut i = end;
        while i > 0 && key(&items[i - 1]) > key(&items[i]) {
            items.swap(i - 1, i);
            i -= 1;
        }
    }
}
