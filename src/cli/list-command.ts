import type { CodeNode, Input, Output } from "../core/workflow/code-node.ts";
import { workflowType } from "../core/workflow/input-types.ts";
import { openFile } from "./files.ts";
import { paint } from "./paint.ts";
import { type CliArguments, UsageError } from "./usage.ts";

/** Prints the code nodes of every file. */
export function listCommand(given: CliArguments, print: (text: string) => void): number {
  const files = given.files.map((path) => {
    const { read } = openFile(path);
    const problem = read && read.reading.nodes.length === 0 ? read.reading.problems[0] : undefined;
    if (problem) throw new UsageError(`${path}: ${problem.message}`);
    return { path, dialect: read?.dialect.id, nodes: read?.reading.nodes ?? [] };
  });
  print(
    given.format === "json"
      ? JSON.stringify({ files: files.map((file) => ({ ...file, nodes: file.nodes.map(toJson) })) }, null, 2)
      : files.map(({ path, nodes }) => [paint("bold", path), ...nodes.map(toPretty)].join("\n")).join("\n"),
  );
  return 0;
}

function toJson(node: CodeNode): object {
  return {
    id: node.id,
    title: node.title,
    language: node.language,
    inputs: node.inputs.map(inputToJson),
    outputs: node.outputs.map(outputToJson),
    ...(node.retry ? { retry: node.retry } : {}),
    errorStrategy: node.errorStrategy,
    ...(node.n8n ? { mode: node.n8n.mode, onError: node.n8n.onError } : {}),
  };
}

/** Where the workflow declares no type, the one that it implies. */
function inputToJson(input: Input): object {
  const type = workflowType(input);
  return { name: input.name, ...(type === undefined ? {} : { type }), selector: input.selector };
}

function outputToJson({ name, type, children }: Output): object {
  return { name, type, ...(children ? { children: children.map(outputToJson) } : {}) };
}

function toPretty({ id, title, language, inputs, outputs, n8n }: CodeNode): string {
  if (n8n) return `  ${title} ${paint("grey", id)}\n    ${n8n.language}  ${n8n.mode}`;
  const takes = inputs.map((input) => [input.name, workflowType(input) ?? []].flat().join(": ")).join(", ");
  const gives = outputs.map(({ name, type }) => `${name}: ${type}`).join(", ");
  return `  ${title} ${paint("grey", id)}\n    ${language}  main(${takes}) → { ${gives} }`;
}
