import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { JsonEntry, JsonValue } from "../../src/core/json/json-value.ts";
import { parsePythonJson } from "../../src/core/json/parse-python-json.ts";

export interface ExampleCase {
  readonly node: string;
  readonly name: string;
  /** The names of its inputs. */
  readonly inputs: readonly string[];
  readonly expect: JsonValue;
}

/** Paths from the project root, in a fixed order. */
export const difyFiles: readonly string[] = filesIn("examples/dify", /\.yml$/);
export const n8nFiles: readonly string[] = filesIn("examples/n8n", /(?<!\.(?:cases|node))\.json$/);
export const nodeFiles: readonly string[] = ["examples/orders", "examples/n8n"].flatMap((folder) =>
  filesIn(folder, /\.(?:py|js)$/),
);

export function readCases(file: string): readonly ExampleCase[] {
  const cases = member(readJson(readFileSync(`${file}.cases.json`, "utf8")), "cases");
  if (cases?.kind !== "array") throw new Error(`${file}.cases.json holds no list of cases.`);
  return cases.items.map((one) => ({
    node: textOf(member(one, "node")),
    name: textOf(member(one, "name")),
    inputs: entriesOf(member(one, "inputs")).map(([name]) => name),
    expect: member(one, "expect") ?? { kind: "object", entries: [["status", { kind: "string", value: "succeeded" }]] },
  }));
}

export interface DeclaredNode {
  readonly id: string;
  readonly title: string;
  readonly language: string;
}

/** Every Code node of a workflow file, those that nobody can run included. */
export function declaredCodeNodes(file: string): readonly DeclaredNode[] {
  if (file.endsWith(".json")) return n8nCodeNodes(file);
  const { nodes } = parse(readFileSync(file, "utf8")).workflow.graph;
  return nodes.flatMap(({ id, data }: { id: string; data: Readonly<Record<string, string>> }) =>
    data.type === "code"
      ? [{ id, title: data.title, language: data.code_language === "python3" ? "python" : data.code_language }]
      : [],
  );
}

/** A node of a workflow of n8n, as far as it is asked for. */
export interface N8nExampleNode {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly onError?: string;
}

export function readN8nNodes(file: string): readonly N8nExampleNode[] {
  return JSON.parse(readFileSync(file, "utf8")).nodes;
}

function n8nCodeNodes(file: string): readonly DeclaredNode[] {
  const codeNodes = readN8nNodes(file).filter(({ type }) =>
    /^n8n-nodes-base\.(?:code|function|functionItem)$/.test(type),
  );
  return codeNodes.map(({ id, name, parameters }) => ({
    id,
    title: name,
    language: parameters.language?.startsWith("python") ? "python" : "javascript",
  }));
}

/** Keeps 1 and 1.0 apart, NaN, and every digit. */
export function readJson(text: string): JsonValue {
  const parsed = parsePythonJson(text);
  if (parsed.kind === "error") throw new Error(`${parsed.message} in: ${text.slice(0, 300)}`);
  return parsed.value;
}

export function member(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return entriesOf(value).find(([key]) => key === name)?.[1];
}

export function entriesOf(value: JsonValue | undefined): readonly JsonEntry[] {
  return value?.kind === "object" ? value.entries : [];
}

export function textOf(value: JsonValue | undefined): string {
  if (value?.kind !== "string") throw new Error(`Expected a text, found ${JSON.stringify(value)}.`);
  return value.value;
}

function filesIn(folder: string, name: RegExp): readonly string[] {
  const found = readdirSync(folder).filter((file) => name.test(file));
  if (found.length === 0) throw new Error(`${folder} holds no examples. Run the tests from the project root.`);
  return found.sort().map((file) => join(folder, file));
}
