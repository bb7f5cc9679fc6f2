import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { readSource } from "../../../src/core/workflow/source-file.ts";
import type { WorkflowText } from "../../../src/core/write/write-code.ts";

export interface CorpusFile extends WorkflowText {
  readonly name: string;
}

/** Every workflow file of the corpus of one dialect, as it was read. */
export function corpusFiles(dialect: "dify" | "n8n"): readonly CorpusFile[] {
  const corpus = "../shared/corpus";
  assert.ok(
    existsSync(`${corpus}/README.md`),
    `${corpus} must lie beside the project: these tests write into its files.`,
  );
  return readdirSync(`${corpus}/${dialect}`).map((name) => ({
    name,
    ...workflowText(readFileSync(`${corpus}/${dialect}/${name}`, "utf8")),
  }));
}

export function workflowText(text: string): WorkflowText {
  const read = readSource({ path: "workflow", text });
  assert.ok(read, text.slice(0, 200));
  return { text, ...read };
}
