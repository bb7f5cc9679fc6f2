import { workflowType } from "../core/contract/input-types.ts";
import { failureMessage } from "../core/sources/failure.ts";
import type { SourceReading } from "../core/sources/source-file.ts";
import type { CodeNode, Input, Output } from "../core/workflow/code-node.ts";
import { openFile } from "./files.ts";
import { joined, jsonText, line, paint, say, type TerminalText } from "./terminal-text.ts";
import { type CliArguments, UsageError } from "./usage.ts";

/** Prints the code nodes of every file; exit code 2 when one could not be listed for a fault of this program. */
export function listCommand(given: CliArguments, print: (text: TerminalText) => void): number {
  const files: object[] = [];
  const rows: TerminalText[] = [];
  let exitCode = 0;
  for (const path of given.files) {
    try {
      const { read } = openFile(path);
      const problem = read && read.reading.nodes.length === 0 ? read.reading.problems[0] : undefined;
      if (problem && !read?.hasFailed) throw new UsageError(`${path}: ${problem.message}`);
      if (problem) warn(`${path}: ${problem.message}`);
      else if (given.format === "json") files.push(fileToJson(path, read));
      else rows.push(paint("bold", path), ...inEach(read, toPretty));
    } catch (error) {
      if (error instanceof UsageError) throw error;
      warn(failureMessage(`${path} could not be listed`, error));
    }
  }
  print(given.format === "json" ? jsonText(JSON.stringify({ files }, null, 2)) : joined(rows));
  return exitCode;

  function warn(message: string): void {
    exitCode = 2;
    say(line`code-nodes: ${message}`);
  }
}

function fileToJson(path: string, read: SourceReading | undefined): object {
  return { path, dialect: read?.dialect.id, nodes: inEach(read, toJson) };
}

function inEach<T>(read: SourceReading | undefined, show: (read: SourceReading, node: CodeNode) => T): readonly T[] {
  return read ? read.reading.nodes.map((node) => show(read, node)) : [];
}

function toJson({ dialect }: SourceReading, node: CodeNode): object {
  return {
    id: node.id,
    title: node.title,
    language: node.language,
    inputs: node.inputs.map(inputToJson),
    outputs: node.outputs.map(outputToJson),
    ...(node.retry ? { retry: node.retry } : {}),
    errorStrategy: node.errorStrategy,
    ...dialect.outline(node).details,
  };
}

function toPretty({ dialect }: SourceReading, node: CodeNode): TerminalText {
  return line`  ${node.title} ${paint("grey", node.id)}\n    ${dialect.outline(node).line}`;
}

/** Where the workflow declares no type, the one that it implies. */
function inputToJson(input: Input): object {
  const type = workflowType(input);
  return { name: input.name, ...(type === undefined ? {} : { type }), selector: input.selector };
}

function outputToJson({ name, type, children }: Output): object {
  return { name, type, ...(children ? { children: children.map(outputToJson) } : {}) };
}
