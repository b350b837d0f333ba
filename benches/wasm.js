// Times every task of the wasm module: nanoseconds per run, in the quickest of several rounds.
// Node and Chromium run the same text; the figures are those of native.rs.
async function measure(module) {
  const ROUND = 10; // milliseconds
  const ROUNDS = 20;
  const { ready, run } = (await WebAssembly.instantiate(module)).instance.exports;
  const round = (times) => {
    const start = performance.now();
    run(times);
    return performance.now() - start;
  };
  const figures = [];
  for (let task = 0; ready(task); task += 1) {
    let times = 1;
    while (round(times) < ROUND) times *= 2;
    const rounds = Array.from({ length: ROUNDS }, () => round(times));
    figures.push(Math.min(...rounds) / times * 1e6);
  }
  return figures;
}
