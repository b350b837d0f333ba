// Times every task of the WebAssembly module: nanoseconds per run, in the fastest of several rounds.
// Node and Chromium run this file; the rounds are as in native.rs.
async function measure(module) {
  const ROUND = 10; // milliseconds
  const ROUNDS = 20;
  const { prepare, run } = (await WebAssembly.instantiate(module)).instance.exports;
  const round = (times) => {
    const start = performance.now();
    run(times);
    return performance.now() - start;
  };
  const figures = [];
  for (let task = 0; prepare(task); task += 1) {
    let times = 1;
    while (round(times) < ROUND) times *= 2;
    const rounds = Array.from({ length: ROUNDS }, () => round(times));
    figures.push(Math.min(...rounds) / times * 1e6);
  }
  return figures;
}
