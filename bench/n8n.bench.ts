import { n8n } from "../src/core/dialects/n8n/n8n.ts";
import { readNodeFacts } from "../src/core/languages/all-languages.ts";
import { runNode } from "../src/core/sources/run-node.ts";
import { openSandbox } from "./default-node.ts";
import { median, milliseconds } from "./median.ts";

// A warm run of an n8n node, from the click to the report. n8n's own warm task runner, for comparison: 3 to 30 ms for a
// trivial JavaScript node, 0.3 to 1.5 s for 1000 items one by one, 75 to 250 ms for trivial Python.

const codes = {
  javaScript: {
    runOnceForAllItems:
      "return $input.all().map(({ json }) => ({ json: { ...json, total: json.price * json.count } }));",
    runOnceForEachItem: "return { ...$json, total: $json.price * $json.count };",
  },
  pythonNative: {
    runOnceForAllItems:
      'return [{"json": {**i["json"], "total": i["json"]["price"] * i["json"]["count"]}} for i in _items]',
    runOnceForEachItem: 'return {**_item["json"], "total": _item["json"]["price"] * _item["json"]["count"]}',
  },
} as const;
const rounds = 9;
const itemsOf = (count: number) =>
  Array.from({ length: count }, (_, id) => ({ json: { id, name: `name ${id}`, price: id / 7, count: id % 5 } }));

const sandbox = openSandbox();
for (const [language, modes] of Object.entries(codes)) {
  for (const [mode, code] of Object.entries(modes)) {
    const times: string[] = [];
    for (const count of [1, 1000]) {
      const measured: number[] = [];
      for (let round = 0; round < rounds; round++) measured.push(await run(language, mode, code, count));
      times.push(`${count} item${count === 1 ? "" : "s"} ${milliseconds(median(measured.slice(2)))}`);
    }
    console.log(`${language.padEnd(12)} ${mode.padEnd(18)}  ${times.join("   ")}`);
  }
}
await sandbox.dispose();

/** The time from the click, with a spare interpreter at hand. */
async function run(language: string, mode: string, code: string, count: number): Promise<number> {
  const parameters = { mode, language, jsCode: code, pythonCode: code };
  const node = { id: "1", name: "Code", type: "n8n-nodes-base.code", typeVersion: 2, parameters };
  const trigger = { id: "0", name: "Start", type: "n8n-nodes-base.manualTrigger", typeVersion: 1, parameters: {} };
  const workflow = JSON.stringify({
    nodes: [trigger, node],
    connections: { Start: { main: [[{ node: "Code", type: "main", index: 0 }]] } },
    pinData: { Start: itemsOf(count) },
  });
  const [target] = n8n.targets;
  const read = n8n.readWorkflow(workflow).nodes[0];
  if (!target || !read) throw new Error("The benchmark's own workflow is wrong.");
  await sandbox.warm(read.language);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const began = performance.now();
  const inputs = n8n.completeInputs(read, new Map());
  if (inputs.kind === "problem") throw new Error(inputs.message);
  const report = await runNode({
    path: "bench.json",
    node: read,
    facts: readNodeFacts(read),
    dialect: n8n,
    target,
    otherTargets: n8n.targets,
    inputs,
    once: true,
    signal: new AbortController().signal,
    run: (request, signal) => sandbox.run(request, signal),
    wait: async () => {},
  });
  const items = report.items?.outputs[0]?.items.length;
  if (items !== count) throw new Error(`${language} gave ${items} of ${count} items: ${report.error?.message}`);
  return performance.now() - began;
}
