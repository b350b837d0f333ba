// Times the evaluation of `tasks.rs` in plain JavaScript and in json-logic-engine: nanoseconds per run, in
// the fastest of several rounds, as in wasm.js. Node runs this file with the rules of `native.rs --rules`
// as its input and the folder of json-logic-engine as its argument.
const ROUND = 10; // milliseconds
const ROUNDS = 20;

const { questions, replies, points: expected } = JSON.parse(require("fs").readFileSync(0, "utf8"));

// The points of each alternative, and the excluded alternatives as bits.
const evaluate = (replies) => {
  const points = new Array(questions[0].open.length).fill(0);
  let excluded = 0;
  for (let q = 0; q < questions.length; q += 1) {
    const { open, options } = questions[q], option = options[replies[q]];
    const row = option ? option.points : open;
    if (option) excluded |= option.excluded;
    for (let a = 0; a < points.length; a += 1) points[a] += row[a];
  }
  return { points, excluded };
};

// The same points as rules of json-logic: for each alternative a sum, with a term for each question that
// compares the reply with each option.
const { LogicEngine } = require("module").createRequire(process.argv[2] + "/")("json-logic-engine");
const term = ({ open, options }, q, a) => ({
  if: [...options.flatMap(({ points }, o) => [{ "===": [{ var: String(q) }, o] }, points[a]]), open[a]],
});
const sums = questions[0].open.map((_, a) => ({ "+": questions.map((question, q) => term(question, q, a)) }));
const rules = new LogicEngine().build(sums);

for (const points of [evaluate(replies).points, rules(replies)])
  if (String(points) != String(expected)) throw new Error(`points ${points}, and not ${expected}`);

// The results are kept, so that no engine leaves the work out.
let kept = 0;
const fastest = (work) => {
  const round = (times) => {
    const start = performance.now();
    for (let i = 0; i < times; i += 1) kept += work();
    return performance.now() - start;
  };
  let times = 1;
  while (round(times) < ROUND) times *= 2;
  return Math.min(...Array.from({ length: ROUNDS }, () => round(times))) / times * 1e6;
};
console.log(JSON.stringify([fastest(() => evaluate(replies).points[0]), fastest(() => rules(replies)[0]), kept].slice(0, 2)));
