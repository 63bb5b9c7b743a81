// Times the engine and croner in WebAssembly: node race.cjs <the module for node> <vectors>.
const { readFileSync } = require("node:fs");

const [bindings, vectors] = process.argv.slice(2);
const { Rows } = require(bindings);
const rows = new Rows(readFileSync(vectors, "utf8"));

/** Nanoseconds for each row: the median of so many rounds, after some to warm up. */
function median(round) {
  const times = [];
  for (let n = 0; n < 60; n += 1) {
    const began = performance.now();
    round();
    if (n >= 10) times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  return (times[times.length >> 1] * 1e6) / rows.count();
}

const ours = median(() => rows.ours());
const theirs = median(() => rows.theirs());
console.log(JSON.stringify({ rows: rows.count(), ours, theirs }));
