import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { n8nFiles, readCases, readN8nNodes } from "./example-files.ts";

interface Workflow {
  readonly connections: Readonly<Record<string, { readonly main: readonly (readonly { readonly node: string }[])[] }>>;
  readonly pinData: Readonly<Record<string, unknown>>;
}

for (const file of n8nFiles) {
  describe(`${file} is a file that n8n's editor downloads`, () => {
    const text = readFileSync(file, "utf8");
    const workflow: Workflow = JSON.parse(text);
    const nodes = readN8nNodes(file);
    const names = nodes.map(({ name }) => name);

    test("it is spelt as the editor spells it", () => {
      assert.equal(text, JSON.stringify(workflow, null, 2));
      assert.deepEqual(Object.keys(workflow).slice(0, 5), ["name", "nodes", "pinData", "connections", "active"]);
    });

    test("its graph hangs together", () => {
      assert.equal(new Set(names).size, names.length);
      assert.equal(new Set(nodes.map(({ id }) => id)).size, names.length);
      const targets = Object.entries(workflow.connections).flatMap(([source, { main }]) => {
        assert.ok(names.includes(source), `${source} is connected but not there`);
        return main.flat().map(({ node }) => node);
      });
      assert.deepEqual(names.slice(1).sort(), [...new Set(targets)].sort(), "all but the trigger are led to");
      assert.deepEqual(
        Object.keys(workflow.pinData).filter((name) => !names.includes(name)),
        [],
      );
    });

    test("its nodes say only what differs from n8n's defaults", () => {
      for (const { name, parameters, ...settings } of nodes) {
        assert.notEqual(parameters.mode, "runOnceForAllItems", name);
        assert.notEqual(parameters.language, "javaScript", name);
        assert.ok(!(parameters.jsCode && parameters.pythonCode), name);
        assert.notEqual(settings.onError, "stopWorkflow", name);
      }
    });

    test("its cases give only what a run takes", () => {
      const names = readCases(file).flatMap(({ inputs }) => inputs);
      assert.deepEqual(
        names.filter((name) => !["items", "nodes", "vars"].includes(name)),
        [],
      );
    });
  });
}

test("together the examples show both modes in every language, and all settings for errors", () => {
  const nodes = n8nFiles.flatMap(readN8nNodes);
  const ways = nodes.flatMap(({ type, parameters: { mode = "all", language = "javaScript" } }) =>
    type === "n8n-nodes-base.code" ? [`${language} ${mode}`] : [],
  );
  assert.deepEqual([...new Set(ways)].filter((way) => !way.startsWith("typescript")).sort(), [
    "javaScript all",
    "javaScript runOnceForEachItem",
    "python all",
    "python runOnceForEachItem",
    "pythonNative all",
    "pythonNative runOnceForEachItem",
  ]);
  assert.deepEqual([...new Set(nodes.map(({ onError = "stopWorkflow" }) => onError))].sort(), [
    "continueErrorOutput",
    "continueRegularOutput",
    "stopWorkflow",
  ]);
  assert.ok(["function", "functionItem"].every((kind) => nodes.some(({ type }) => type === `n8n-nodes-base.${kind}`)));
});
