import assert from "node:assert/strict";
import { readSource } from "../../../src/core/sources/source-file.ts";
import type { WorkflowText } from "../../../src/core/sources/write-code.ts";
import { corpusWorkflows, soundWorkflows } from "../../support/workflow-files.ts";

export interface SoundFile extends WorkflowText {
  readonly name: string;
}

/** Sound workflow files of one dialect, as they were read: the project's own, and the corpus where there is one. */
export function soundFiles(dialect: "dify" | "n8n"): readonly SoundFile[] {
  return [...soundWorkflows(dialect), ...corpusWorkflows(dialect)].map(({ name, text }) => ({
    name,
    ...workflowText(text),
  }));
}

export function workflowText(text: string): WorkflowText {
  const read = readSource({ path: "workflow", text });
  assert.ok(read, text.slice(0, 200));
  return { text, ...read };
}
