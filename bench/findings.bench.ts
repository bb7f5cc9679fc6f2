import { parse } from "yaml";
import { startServer } from "../test/server/lsp-client.ts";
import { largestWorkflow } from "../test/support/workflow-files.ts";
import { interleaved, median, milliseconds, ratio, timed } from "./median.ts";

// How long a user waits for findings in the largest Dify export at hand, as an LSP client sees it,
// and beside it what merely parsing that YAML costs.

const { text } = largestWorkflow("dify");

const cold = await timed(async () => {
  const client = await startServer();
  await client.open("file:///bench/cold.yml", "yaml", text);
  await client.stop();
});

const client = await startServer();
let opened = 0;
let typed = 0;
const uri = "file:///bench/typing.yml";
await client.open(uri, "yaml", text);
const works = {
  open: () => client.open(`file:///bench/${opened++}.yml`, "yaml", text),
  keystroke: () => client.change(uri, text.replace("def main(", `def main(${"x".repeat((typed++ % 9) + 1)}, `)),
  yaml: () => parse(text),
};
await interleaved(5, works);
const medians = await interleaved(30, works);
const idle: number[] = [];
for (let round = 0; round < 30; round++) idle.push(await timed(() => client.codeLenses("file:///bench/none.yml")));
await client.stop();

console.log(`Findings, ${(text.length / 1000).toFixed(0)} KB Dify export (medians of 30, over stdio)`);
console.log(`  server process started to first findings  ${milliseconds(cold)}`);
console.log(
  `  open to findings                           ${milliseconds(medians.open)} (${ratio(medians.open, medians.yaml)} of parsing the YAML to values)`,
);
console.log(
  `  keystroke to findings                      ${milliseconds(medians.keystroke)} (${ratio(medians.keystroke, medians.yaml)})`,
);
console.log(`  an empty request, for comparison           ${milliseconds(median(idle))}`);
