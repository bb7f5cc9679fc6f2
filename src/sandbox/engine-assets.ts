import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readShared } from "./shared-file.ts";
import type { JavaScriptWorkerData, PythonWorkerData } from "./worker-protocol.ts";

type Unsignalled<Data extends { readonly signal: unknown }> = Omit<Data, "signal">;

/** A worker's script, and what it is born with. */
export interface EngineAssets<Data extends { readonly signal: unknown }> {
  readonly script: string;
  readonly data: Unsignalled<Data>;
}

export async function readPythonAssets(folder: string): Promise<EngineAssets<PythonWorkerData>> {
  const [script, realmScript, engine, library] = await Promise.all([
    readFile(join(folder, "python-worker.js"), "utf8"),
    readFile(join(folder, "python-realm.js"), "utf8"),
    readShared(join(folder, "python.wasm")),
    readShared(join(folder, "python-library.zip")),
  ]);
  return { script, data: { realmScript, engine, library } };
}

export async function readJavaScriptAssets(folder: string): Promise<EngineAssets<JavaScriptWorkerData>> {
  const libraryNames = ["lodash", "moment", "luxon", "jmespath"];
  const [script, engine, memory, guest, ...texts] = await Promise.all([
    readFile(join(folder, "javascript-worker.js"), "utf8"),
    readShared(join(folder, "javascript.wasm")),
    readShared(join(folder, "javascript-memory.bin")),
    readFile(join(folder, "javascript-guest.js"), "utf8"),
    ...libraryNames.map((name) => readFile(join(folder, "modules", `${name}.js`), "utf8")),
  ]);
  const libraries = new Map(libraryNames.map((name, at) => [name, texts[at] ?? ""]));
  return { script, data: { engine, memory, sources: { guest, libraries } } };
}
