import assert from "node:assert/strict";
import { test } from "node:test";
import type { Target } from "../../../src/core/contract/node-contract.ts";
import type { Dialect } from "../../../src/core/dialects/dialect.ts";
import { readNodeFacts } from "../../../src/core/languages/all-languages.ts";
import { readCases } from "../../../src/core/run/cases.ts";
import { checkSource } from "../../../src/core/sources/check-source.ts";
import { makeAllReadable } from "../../../src/core/sources/make-all-readable.ts";
import { readSource, type SourceFile } from "../../../src/core/sources/source-file.ts";
import { difyExport, difyNode, n8nCode, n8nWorkflow, type Shape } from "./shapes.ts";

// What lies as deep as somebody likes is read, or answered with one finding; nothing throws.

const depths = [1500, 20_000, 200_000];

function nested(open: string, inner: string, close: string): Shape {
  return (depth) => `${open.repeat(depth)}${inner}${close.repeat(depth)}`;
}

const workflows: Readonly<Record<string, Shape>> = {
  "lists in YAML": (depth) => difyExport(difyNode(), { before: `x: ${nested("[", "", "]")(depth)}\n` }),
  "mappings in YAML": (depth) => difyExport(difyNode(), { before: `x: ${nested("{a: ", "1", "}")(depth)}\n` }),
  "dashes in YAML": (depth) => difyExport(difyNode(), { before: `x:\n  ${nested("- ", "1", "")(depth)}\n` }),
  "question marks in YAML": (depth) => difyExport(difyNode(), { before: `x:\n  ${nested("? ", "1", "")(depth)}\n` }),
  "open lists in YAML": (depth) => difyExport(difyNode(), { before: `x: ${"[".repeat(depth)}\n` }),
  "lists in a node": (depth) => difyExport(difyNode({ data: `        x: ${nested("[", "", "]")(depth)}` })),
  "children of outputs": (depth) =>
    difyExport(
      difyNode({ outputs: ` {o: ${nested("{type: object, children: {o: ", "{type: string}", "}}")(depth)}}` }),
    ),
  "a default value in YAML": (depth) => difyExport(difyNode({ data: defaultValue(nested("[", "", "]")(depth)) })),
  "a default value in JSON": (depth) =>
    difyExport(difyNode({ data: defaultValue(`'${nested("[", "", "]")(depth)}'`) })),
  "a default value in JSON, of objects": (depth) =>
    difyExport(difyNode({ data: defaultValue(`'${nested('{"a":', "1", "}")(depth)}'`) })),
  merges: (depth) => {
    const count = Math.min(depth, 20_000);
    const levels = Array.from({ length: count }, (_, at) => `k${at + 1}: &a${at + 1}\n  <<: *a${at}`);
    return difyExport(difyNode(), { before: `k0: &a0 {x: 1}\n${levels.join("\n")}\n` });
  },
  containers: (depth) => {
    const count = Math.min(depth, 20_000);
    const selector = "\n        - value_selector: ['0', result]\n          variable: v";
    const container = (at: number) =>
      difyNode({ id: at, beside: `      parentId: '${at - 1}'`, variables: at % 100 === 0 ? selector : " []" });
    return difyExport(Array.from({ length: Math.min(count, 2000) }, (_, at) => container(at)).join("\n"));
  },
  "pinned data": (depth) =>
    n8nWorkflow({ nodes: [n8nCode("A")], pinData: { A: "@" } }).replace('"@"', () =>
      nested('[{"json":', "1", "}]")(depth),
    ),
  "parameters of n8n": (depth) =>
    n8nWorkflow({ nodes: [n8nCode("A")], more: "@" }).replace('"@"', () => nested("[", "", "]")(depth)),
  "open objects in JSON": (depth) =>
    n8nWorkflow({ nodes: [n8nCode("A")], more: "@" }).replace('"@"', () => '{"a":'.repeat(depth)),
};

for (const [name, shape] of Object.entries(workflows)) {
  test(`${name}, as deep as you like`, () => {
    for (const depth of depths) {
      const text = shape(depth);
      const source = { path: "/w/x.yml", text };
      const { findings } = everythingOf(source);
      assert.ok(findings.length <= 25, `${depth}: ${findings.length} findings`);
    }
  });
}

test("a declaration as deep as you like", () => {
  const parts = [
    nested('{"type": "object", "children": {"o": ', "{}", "}}"),
    nested("[", "", "]"),
    nested('{"a":', "1", "}"),
  ];
  for (const dialect of ["dify", "n8n"]) {
    for (const part of parts) {
      for (const depth of depths) {
        const inner = part(depth);
        const declarationText = `{"dialect": "${dialect}", "outputs": {"o": ${inner}}, "defaults": {"o": ${inner}}}`;
        everythingOf({ path: "/w/x.py", text: "def main():\n    return {}\n", declarationText });
      }
    }
  }
});

test("cases as deep as you like", () => {
  for (const depth of depths) {
    const inputs = nested('{"a":', "1", "}")(depth);
    const { problems, cases } = readCases(`{"cases": [{"node": "n", "name": "c", "inputs": ${inputs}}]}`);
    assert.equal(problems.length + cases.length, 1);
  }
});

test("a list as long as you like", () => {
  const size = 200_000;
  const texts = [
    difyExport(difyNode({ data: defaultValue(`[${"1, ".repeat(size)}]`) })),
    difyExport(difyNode(), { before: `# c\n`.repeat(size) }),
    difyExport(difyNode(), { before: `x: [\n${"# c\n".repeat(size)}]\n` }),
    n8nWorkflow({ nodes: [n8nCode("A")], pinData: { A: Array.from({ length: size }, () => ({ json: {} })) } }),
    `${n8nWorkflow({ nodes: [n8nCode("A")] })}${"}".repeat(size)}`,
  ];
  for (const text of texts) everythingOf({ path: "/w/x.yml", text });
});

/** Whatever reads a document before anything is run. */
function everythingOf(source: SourceFile): { readonly findings: readonly unknown[] } {
  const read = readSource(source);
  if (!read) return { findings: [] };
  const { dialect, reading } = read;
  for (const node of reading.nodes) {
    dialect.writeDeclaration(node);
    dialect.knownInputs?.(node);
    dialect.companionFiles?.(node);
  }
  if (source.declarationText === undefined) makeAllReadable({ text: source.text, ...read });
  const { findings, declarationFindings } = checkSource(source, read, usualTarget(dialect), readNodeFacts);
  return { findings: [...findings, ...declarationFindings] };
}

function usualTarget({ targets }: Dialect): Target {
  return targets[0] as Target;
}

function defaultValue(value: string): string {
  return `        error_strategy: default-value\n        default_value: [{key: result, type: object, value: ${value}}]`;
}
