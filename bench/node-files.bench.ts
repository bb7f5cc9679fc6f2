import { parse } from "yaml";
import { saveNodeFile } from "../src/core/node-files/save-node-file.ts";
import { writeNodeFiles } from "../src/core/node-files/write-node-files.ts";
import { readSource } from "../src/core/sources/source-file.ts";
import { memoryStore } from "../test/core/node-files/memory-store.ts";
import { largestWorkflow } from "../test/support/workflow-files.ts";
import { interleaved, milliseconds, ratio } from "./median.ts";

// How long `Edit code` and a save take in the largest workflow at hand of each platform, without the disk, and beside it
// what merely parsing that file costs.

for (const [dialect, parseFile] of [
  ["dify", (text: string) => parse(text)],
  ["n8n", (text: string) => JSON.parse(text)],
] as const) {
  const { name: largest, text } = largestWorkflow(dialect);
  const opening = async () => {
    const store = new Map([["flow", text]]);
    const read = readSource({ path: "flow", text });
    if (!read) throw new Error(`${largest} holds no Code nodes.`);
    const last = read.reading.nodes.at(-1);
    return { store, opened: await writeNodeFiles(memoryStore(store), "flow", read, (node) => node === last) };
  };
  const { store, opened } = await opening();
  const path = opened[0]?.path ?? "";
  let count = 0;
  const works = {
    open: async () => void (await opening()),
    save: async () => {
      store.set(path, `${store.get(path)}\n${path.endsWith(".py") ? "#" : "//"} ${count++}`);
      const { kind } = await saveNodeFile(memoryStore(store), path);
      if (kind !== "saved") throw new Error(`The save ended as ${kind}.`);
    },
    parse: () => parseFile(text),
  };
  await interleaved(3, works);
  const medians = await interleaved(20, works);
  console.log(`${dialect}, ${(text.length / 1000).toFixed(0)} KB (medians of 20)`);
  console.log(`  Edit code  ${milliseconds(medians.open)} (${ratio(medians.open, medians.parse)} of parsing the file)`);
  console.log(`  save       ${milliseconds(medians.save)} (${ratio(medians.save, medians.parse)})`);
}
