// Guards the exports of a WebAssembly instance. After a trap or any other exception, its memory may be
// inconsistent: no export of the instance is called again, and `onCrash` is called once.
export const watched = (onCrash) => {
  let isDead = false;
  const guarded = (exported) => (...given) => {
    // A value that the glue accepts as the result of any export.
    if (isDead) return [];
    try {
      return exported(...given);
    } catch (error) {
      // An outer call may fail with the same error.
      if (!isDead) {
        isDead = true;
        onCrash();
      }
      throw error;
    }
  };
  return (exports) => Object.fromEntries(Object.entries(exports).map(([name, exported]) => [name, typeof exported == "function" ? guarded(exported) : exported]));
};
