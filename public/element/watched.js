// Code that broke down, by a trap or by any error that leaves it, may be in the middle of anything:
// nothing of this instance runs again. `fell` hears of it, once. What comes back guards whatever an
// instance exports.
export const watched = (fell) => {
  let isDead = false;
  const guarded = (it) => (...given) => {
    // Whatever shape an answer has, this one has nothing in it.
    if (isDead) return [];
    try {
      return it(...given);
    } catch (error) {
      // One call may have led to another.
      if (!isDead) {
        isDead = true;
        fell();
      }
      throw error;
    }
  };
  return (exports) => Object.fromEntries(Object.entries(exports).map(([name, it]) => [name, typeof it == "function" ? guarded(it) : it]));
};
