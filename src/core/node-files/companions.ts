import type { Dialect } from "../dialects/dialect.ts";
import type { CodeNode } from "../workflow/code-node.ts";
import type { FileStore } from "./file-store.ts";
import { parentOf } from "./paths.ts";

/** Writes what belongs beside a node's code file, where it is not there as it should be. */
export async function writeCompanions(
  store: FileStore,
  codeFile: string,
  dialect: Dialect,
  node: CodeNode,
): Promise<void> {
  for (const { name, text } of dialect.companionFiles?.(node) ?? []) {
    const path = parentOf(codeFile) + name;
    if ((await store.read(path)) !== text) await store.write(path, text);
  }
}
