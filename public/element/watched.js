// Guards the exports of a WebAssembly instance. After a trap, or any error that leaves the code, its
// memory may be inconsistent: nothing of this instance runs again, and `onCrash` is called once.
export const watched = (onCrash) => {
  let isDead = false;
  const guarded = (exported) => (...given) => {
    // An empty result of any shape.
    if (isDead) return [];
    try {
      return exported(...given);
    } catch (error) {
      // A call may be inside another one that fails as well.
      if (!isDead) {
        isDead = true;
        onCrash();
      }
      throw error;
    }
  };
  return (exports) => Object.fromEntries(Object.entries(exports).map(([name, exported]) => [name, typeof exported == "function" ? guarded(exported) : exported]));
};
