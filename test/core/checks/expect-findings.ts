import assert from "node:assert/strict";
import type { Finding, Severity } from "../../../src/core/checks/check.ts";
import { targetOrDefault } from "../../../src/core/dialects/choose-target.ts";
import { dify } from "../../../src/core/dialects/dify/dify.ts";
import { n8n } from "../../../src/core/dialects/n8n/n8n.ts";
import type { N8nLanguage, N8nMode } from "../../../src/core/dialects/n8n/platform/n8n-node.ts";
import { readFacts, readNodeFacts } from "../../../src/core/languages/all-languages.ts";
import { checkNodes } from "../../../src/core/sources/check-nodes.ts";
import { checkSource } from "../../../src/core/sources/check-source.ts";
import { readSource } from "../../../src/core/sources/source-file.ts";
import { verbatimText } from "../../../src/core/text/embedded-text.ts";
import { indexLines, positionAt } from "../../../src/core/text/line-index.ts";
import type { CodeNode, Language, OutputType } from "../../../src/core/workflow/code-node.ts";

export interface NodeShape {
  readonly language?: Language;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, OutputType>>;
  /** The dialect's default when absent. */
  readonly target?: string;
  /** Whether hints are asked for, which are off at first. */
  readonly hints?: boolean;
}

/**
 * Checks the code of a picture like this one and compares all findings with what the picture shows: carets under
 * the place, then the check's id, perhaps with its severity in brackets, and how its message begins. A finding on the whole code has its carets' line first.
 *
 *     return {"debug": 1}
 *     #       ^^^^^^^ undeclared-output: "debug" is not a declared output
 */
export function expectFindings(shape: NodeShape, picture: string): void {
  const { code, expected } = readPicture(picture);
  comparePlaces(code, check(shape, code), expected);
}

export interface N8nShape {
  readonly mode?: N8nMode;
  readonly language?: N8nLanguage;
  /** "2" when absent. */
  readonly target?: string;
}

/** The same for the code of a node of n8n. */
export function expectN8nFindings({ target: name = "2", ...declared }: N8nShape, picture: string): void {
  const { code, expected } = readPicture(picture);
  const language = declared.language && declared.language !== "javaScript" ? "python" : "javascript";
  const text = JSON.stringify({ dialect: "n8n", ...declared });
  const reading = n8n.readDeclaration({ text, code, language, fileName: "node" });
  comparePlaces(code, checkNodes(reading, n8n, targetOrDefault(n8n, name), readNodeFacts).ofCode, expected);
}

/** The same for the nodes of a Dify workflow, as YAML, and the edges between them as `source target`. */
export function expectWorkflowFindings(
  picture: string,
  edges: readonly string[] = [],
  targetName: string | undefined = undefined,
): void {
  const { code: nodes, expected } = readPicture(picture);
  const arrows = edges
    .map((edge) => edge.split(" "))
    .map(([source, target]) => `{source: ${source}, target: ${target}}`);
  const head = `kind: app\nworkflow:\n  graph:\n    edges: [${arrows.join(", ")}]\n    nodes:\n`;
  const source = { path: "workflow.yml", text: head + nodes };
  const read = readSource(source);
  assert.ok(read, "the workflow is recognised");
  const target = targetOrDefault(dify, targetName);
  const { findings } = checkSource(source, read, target, ({ language, code }) => readFacts(language, code.code));
  const inPicture = ({ range: { start, end }, ...finding }: Finding) => ({
    ...finding,
    range: { start: start - head.length, end: end - head.length },
  });
  comparePlaces(nodes, findings.map(inPicture), expected);
}

function comparePlaces(code: string, findings: readonly Finding[], expected: readonly ExpectedFinding[]): void {
  const lines = indexLines(code);
  const found = findings.map(({ check: id, severity, message, range }) => {
    const start = positionAt(lines, range.start);
    const isWhole = range.start === 0 && range.end === code.length;
    const place = isWhole
      ? "everywhere"
      : `${start.line}:${start.character}+${lengthOnLine(code, range.start, range.end)}`;
    return { place, id, severity, message };
  });
  for (const [index, { place, id, severity = found[index]?.severity, message }] of expected.entries()) {
    const actual = found[index];
    assert.deepEqual(
      { ...actual, message: actual?.message.slice(0, message.length) },
      { place, id, severity, message },
      `finding ${index + 1}; all that were found: ${JSON.stringify(found, null, 2)}`,
    );
  }
  assert.equal(found.length, expected.length, `all that were found: ${JSON.stringify(found, null, 2)}`);
}

interface ExpectedFinding {
  readonly place: string;
  readonly id: string;
  readonly severity?: Severity;
  readonly message: string;
}

function readPicture(picture: string): { readonly code: string; readonly expected: readonly ExpectedFinding[] } {
  const codeLines: string[] = [];
  const expected: ExpectedFinding[] = [];
  for (const line of picture.replace(/^\n/, "").split("\n")) {
    const mark = /^(\s*(?:#|\/\/)\s*)(\^+|everywhere) ([a-z-]+)(?: \((error|warning)\))?: (.*)$/.exec(line);
    if (!mark) {
      codeLines.push(line);
      continue;
    }
    const [, before = "", carets = "", id = "", severity, message = ""] = mark;
    const place = carets === "everywhere" ? carets : `${codeLines.length - 1}:${before.length}+${carets.length}`;
    expected.push({ place, id, message, ...(severity ? { severity: severity as Severity } : {}) });
  }
  return { code: codeLines.join("\n"), expected };
}

/** Carets cannot pass the end of a line, so a longer range shows its first line. */
function lengthOnLine(code: string, start: number, end: number): number {
  const text = code.slice(start, end);
  return (text.split("\n", 1)[0] ?? "").length;
}

function check(shape: NodeShape, code: string) {
  const everything = { start: 0, end: code.length };
  const node: CodeNode = {
    id: "1",
    title: "Node",
    language: shape.language ?? "python",
    inputs: Object.entries(shape.inputs ?? {}).map(([name, type]) => ({
      name,
      type,
      selector: ["2", name],
      range: everything,
    })),
    outputs: Object.entries(shape.outputs ?? {}).map(([name, type]) => ({ name, type, range: everything })),
    errorStrategy: "none",
    defaults: [],
    code: verbatimText(code),
    range: everything,
  };
  const target = targetOrDefault(dify, shape.target);
  const reading = { recognised: true, nodes: [node], problems: [] };
  return checkNodes(
    reading,
    dify,
    target,
    ({ language, code: { code: text } }) => readFacts(language, text),
    shape.hints,
  ).ofCode;
}
