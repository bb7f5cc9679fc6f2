import { readFileSync } from "node:fs";
import { createEngineMaker, placesOf } from "../src/sandbox/javascript/engine.ts";
import { loadGuest } from "../src/sandbox/javascript/guest.ts";
import { readImage } from "../src/sandbox/javascript/memory-image.ts";
import { interleaved, milliseconds, ratio } from "./median.ts";

// An engine with everything in it, as a copy of prepared memory and by loading it, and one that loads no libraries.

const folder = "dist/sandbox";
const memoryBytes = 256 * 1024 * 1024;
const engine = readFileSync(`${folder}/javascript.wasm`);
const guest = readFileSync(`${folder}/javascript-guest.js`, "utf8");
const libraries = new Map(
  ["lodash", "moment", "luxon", "jmespath"].map((name) => [name, readFileSync(`${folder}/modules/${name}.js`, "utf8")]),
);
const makeFresh = createEngineMaker(engine);
const { runtime, context } = await makeFresh(memoryBytes);
// The engine's script here is Node's own and allocates elsewhere than the worker's; for copying that makes no difference.
const built = readImage(readFileSync(`${folder}/javascript-memory.bin`), (bytes) => new TextDecoder().decode(bytes));
const image = { ...built, header: { ...built.header, ...placesOf(runtime, context) } };
const makeCopy = createEngineMaker(engine, image);

const medians = await interleaved(15, {
  empty: async () => void (await makeFresh(memoryBytes)),
  copied: async () => void (await makeCopy(memoryBytes)),
  loaded: async () => loadGuest((await makeFresh(memoryBytes)).context, { guest, libraries }),
  withoutLibraries: async () => loadGuest((await makeFresh(memoryBytes)).context, { guest, libraries: new Map() }),
});
console.log("An engine for a JavaScript run (medians)");
console.log(`  empty                              ${milliseconds(medians.empty)}`);
console.log(`  everything loaded                  ${milliseconds(medians.loaded)}`);
console.log(
  `  loaded without the libraries       ${milliseconds(medians.withoutLibraries)} (${ratio(medians.withoutLibraries, medians.loaded)})`,
);
console.log(
  `  copied with everything in it       ${milliseconds(medians.copied)} (${ratio(medians.copied, medians.loaded)})`,
);
