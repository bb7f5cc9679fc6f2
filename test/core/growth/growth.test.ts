import { test } from "node:test";
import type { Target } from "../../../src/core/contract/node-contract.ts";
import type { Dialect } from "../../../src/core/dialects/dialect.ts";
import { readNodeFacts } from "../../../src/core/languages/all-languages.ts";
import { fileStems } from "../../../src/core/node-files/file-names.ts";
import { readCases } from "../../../src/core/run/cases.ts";
import { checkSource } from "../../../src/core/sources/check-source.ts";
import { makeAllReadable } from "../../../src/core/sources/make-all-readable.ts";
import { readSource, type SourceReading } from "../../../src/core/sources/source-file.ts";
import { writeCode } from "../../../src/core/sources/write-code.ts";
import { assertLinear } from "../../support/counted-work.ts";
import { difyShapes } from "./dify-shapes.ts";
import { n8nShapes } from "./n8n-shapes.ts";
import { each, lines, type Shape } from "./shapes.ts";
import { yamlShapes } from "./yaml-shapes.ts";

// Twice the file takes at most 2.3 times the work, whatever it is that there is twice of.

const shapes = { YAML: yamlShapes, Dify: difyShapes, n8n: n8nShapes };

/** Below this size what may be read of aliases in every file is more than the file itself. */
const sizes = (name: string) => ({ from: /alias|themselves|merges/.test(name) ? 400 : 100, doublings: 1 });

for (const [group, all] of Object.entries(shapes)) {
  test(`${group}: reading`, () => {
    for (const [name, shape] of Object.entries(all)) {
      assertLinear(name, shape, (text) => readSource({ path: "/w", text }), sizes(name));
    }
  });
}

const ofManyNodes = {
  ...pick(difyShapes, ["nodes of one title", "escaped nodes", "folded nodes", "ids that look like copies"]),
  ...pick(n8nShapes, ["nodes of one name", "nodes without an id", "workflows"]),
};

for (const [name, shape] of Object.entries(ofManyNodes)) {
  test(`${name}: files, format and save`, () => {
    const read = readOf(shape);
    assertLinear(`names of ${name}`, read, ({ reading }) => fileStems(reading.nodes), { doublings: 1 });
    assertLinear(`format of ${name}`, read, (source) => makeAllReadable(source), { from: 50, doublings: 1 });
    const save = (source: Read) => {
      const node = source.reading.nodes.at(-1);
      return node && writeCode(source, node, `${node.code.code}\n# more\n`);
    };
    assertLinear(`save of ${name}`, read, save, { from: 50, doublings: 1 });
  });
}

const checked = {
  ...pick(difyShapes, [
    "variables",
    "variables that are connected",
    "outputs",
    "a chain read from its beginning",
    "a chain read from its end",
    "nested containers",
  ]),
  ...pick(n8nShapes, ["a chain of nodes", "nodes of one id"]),
};

for (const [name, shape] of Object.entries(checked)) {
  test(`${name}: checking`, () => {
    assertLinear(name, readOf(shape), (source) => check(source), { from: 200, doublings: 1 });
  });
}

test("cases", () => {
  const many: Shape = (size) =>
    `{"cases": [${each(size, (index) => `{"node": "n", "name": "c${index}", "inputs": {}}`).join(",")}]}`;
  const alike: Shape = (size) => `{"cases": [${each(size, () => '{"node": "n", "name": "c"}').join(",")}]}`;
  for (const shape of [many, alike]) assertLinear("cases", shape, readCases);
});

test("declarations of node files", () => {
  const member = (index: number) => `"k${index}": {"type": "string"}`;
  const parts: Readonly<Record<string, Shape>> = {
    inputs: (size) => `"inputs": {${each(size, member).join(",")}}`,
    outputs: (size) => `"outputs": {${each(size, member).join(",")}}`,
    defaults: (size) =>
      `"errorStrategy": "default-value", "outputs": {${each(size, member).join(",")}}, "defaultTypes": {${each(
        size,
        (index) => `"k${index}": "string"`,
      ).join(",")}}, "defaults": {${each(size, (index) => `"k${index}": "v"`).join(",")}}`,
    mistakes: (size) => `"a": ${"}{".repeat(size)}`,
    comments: (size) => lines(size, () => "// c"),
  };
  for (const [name, part] of Object.entries(parts)) {
    const declaration: Shape = (size) => `{"dialect": "dify",\n${part(size)}}`;
    const source = (text: string) => ({ path: "/w/x.py", text: "def main():\n    return {}\n", declarationText: text });
    assertLinear(name, declaration, (text) => readSource(source(text)));
  }
});

interface Read extends SourceReading {
  readonly text: string;
}

function readOf(shape: Shape): (size: number) => Read {
  return (size) => {
    const text = shape(size);
    return { text, ...(readSource({ path: "/w", text }) as SourceReading) };
  };
}

function check({ text, ...read }: Read): unknown {
  return checkSource({ path: "/w", text }, read, usualTarget(read.dialect), readNodeFacts);
}

function usualTarget({ targets }: Dialect): Target {
  return targets[0] as Target;
}

function pick(all: Readonly<Record<string, Shape>>, names: readonly string[]): Readonly<Record<string, Shape>> {
  return Object.fromEntries(names.map((name) => [name, all[name] as Shape]));
}
