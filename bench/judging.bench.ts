import type { JudgedRun, RunPreparation } from "../src/core/dialects/dialect.ts";
import { dify } from "../src/core/dialects/dify/dify.ts";
import { difyTargets } from "../src/core/dialects/dify/platform/targets.ts";
import { readFacts } from "../src/core/languages/all-languages.ts";
import type { RunOutcome } from "../src/core/run/outcome.ts";
import { judgeElsewhere } from "../src/core/sources/judge-elsewhere.ts";
import { verbatimText } from "../src/core/text/embedded-text.ts";
import type { CodeNode, Output } from "../src/core/workflow/code-node.ts";
import { interleaved, milliseconds, ratio } from "./median.ts";

// What judging a result costs: one megabyte against JSON.parse of the same text, and a small one for every other target.

const range = { start: 0, end: 0 };
const code = "def main():\n    return {}\n";

function nodeWith(outputs: readonly Omit<Output, "range">[]): CodeNode {
  return {
    id: "1",
    title: "Bench",
    language: "python",
    inputs: [],
    outputs: outputs.map((output) => ({ ...output, range })),
    errorStrategy: "none",
    defaults: [],
    code: verbatimText(code),
    range,
  };
}

const row = { id: 4711, name: "Printer on floor 3", tags: ["a", "b"], price: 12.5, open: true };
const rows = Array.from({ length: 11_500 }, (_, at) => ({ ...row, id: at }));
const largeText = JSON.stringify({ result: { rows } });
const large = nodeWith([{ name: "result", type: "object" }]);
const small = nodeWith([
  { name: "summary", type: "string" },
  { name: "score", type: "number" },
  { name: "tags", type: "array[string]" },
]);
const smallText = '{"summary": "It prints blank pages.", "score": 0.5, "tags": ["printer", "floor 3"], "debug": 1}';

const [documented] = difyTargets;
const facts = readFacts("python", code);
const repetitions = 1000;

/** A fresh outcome each time, as each run has one. */
function returned(resultText: string): RunOutcome {
  return { kind: "returned", resultText, console: [], elapsedMs: 1 };
}

function preparationOf(node: CodeNode): RunPreparation {
  const { timeLimitMs } = documented;
  return { node, facts, inputs: new Map(), target: documented, timeLimitMs };
}

function judged(node: CodeNode, outcome: RunOutcome): JudgedRun {
  const prepared = dify.prepareRun(preparationOf(node));
  if (prepared.kind !== "run") throw new Error("It is not started.");
  return prepared.judge(outcome);
}

function elsewhere(node: CodeNode, outcome: RunOutcome): void {
  judgeElsewhere(dify, node, judged(node, outcome), dify.targets.slice(1));
}

const works = {
  parse: () => JSON.parse(largeText),
  judge: () => judged(large, returned(largeText)),
  judgeEverywhere: () => elsewhere(large, returned(largeText)),
  smallHere: () => {
    for (let at = 0; at < repetitions; at++) judged(small, returned(smallText));
  },
  smallEverywhere: () => {
    for (let at = 0; at < repetitions; at++) elsewhere(small, returned(smallText));
  },
};
await interleaved(5, works);
const medians = await interleaved(20, works);

const megabytes = largeText.length / 1e6;
const perRun = (ms: number) => `${((ms / repetitions) * 1000).toFixed(1)} µs`;
console.log(`Judging a result (medians of 20)`);
console.log(
  `  ${megabytes.toFixed(1)} MB, one target        ${milliseconds(medians.judge)}, ${(megabytes / (medians.judge / 1000)).toFixed(0)} MB/s (${ratio(medians.judge, medians.parse)} of JSON.parse)`,
);
console.log(
  `  ${megabytes.toFixed(1)} MB, all ${dify.targets.length} targets     ${milliseconds(medians.judgeEverywhere)}`,
);
console.log(`  a usual result, one target     ${perRun(medians.smallHere)}`);
console.log(
  `  … and elsewhere, per run       ${perRun(medians.smallEverywhere - medians.smallHere)} for ${dify.targets.length - 1} targets`,
);
