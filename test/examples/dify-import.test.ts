import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { isScalar, parse, parseDocument, type Scalar, visit } from "yaml";
import { dialectChecks } from "../../src/core/checks/all-checks.ts";
import { outputTypes } from "../../src/core/workflow/code-node.ts";
import { difyFiles } from "./example-files.ts";
import { expectedFindings } from "./expected-findings.ts";

interface GraphNode {
  readonly id: string;
  readonly parentId?: string;
  readonly position: { readonly x: number; readonly y: number };
  // biome-ignore lint/suspicious/noExplicitAny: each kind of node has data of its own, which is what is tested here.
  readonly data: any;
}

interface Edge {
  readonly source: string;
  readonly sourceHandle: string;
  readonly target: string;
}

/** What a node offers to those after it, beside a code node's outputs. */
const offeredByType: Readonly<Record<string, (data: GraphNode["data"]) => readonly string[]>> = {
  start: (data) => data.variables.map(({ variable }: { variable: string }) => variable),
  llm: () => ["text"],
  "http-request": () => ["body", "status_code", "headers", "files"],
  "parameter-extractor": (data) => data.parameters.map(({ name }: Named) => name),
  iteration: () => ["item", "index", "output"],
  loop: (data) => data.loop_variables.map(({ label }: { label: string }) => label),
  code: (data) => [...Object.keys(data.outputs), ...(data.error_strategy ? ["error_message", "error_type"] : [])],
};

for (const file of difyFiles) {
  describe(`${file} is a file that Dify imports`, () => {
    const dsl = parse(readFileSync(file, "utf8"));
    const nodes: readonly GraphNode[] = dsl.workflow.graph.nodes;
    const edges: readonly Edge[] = dsl.workflow.graph.edges;

    test("its envelope is complete", () => {
      assert.equal(dsl.kind, "app");
      assert.equal(typeof dsl.version, "string", "Dify refuses a version that YAML reads as a number");
      assert.ok(["workflow", "advanced-chat"].includes(dsl.app.mode));
      assert.ok(dsl.app.name && dsl.app.icon && dsl.app.description);
    });

    test("its graph hangs together", () => {
      const ids = nodes.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      for (const { source, target } of edges) assert.ok(ids.includes(source) && ids.includes(target));
      for (const { id, parentId, position, data } of nodes) {
        assert.ok(Number.isFinite(position.x) && Number.isFinite(position.y));
        assert.ok(parentId === undefined || ids.includes(parentId));
        const isEntry = /(?:^|-)start$/.test(data.type);
        assert.equal(
          edges.some(({ target }) => target === id),
          !isEntry,
          `${data.title} is not connected`,
        );
      }
      const last = dsl.app.mode === "workflow" ? "end" : "answer";
      assert.ok(nodes.some(({ data }) => data.type === last));
    });

    test("its code nodes hold what the backend requires", () => {
      const codeNodes = nodes.filter(({ data }) => data.type === "code" && !isMistaken(file, data.title));
      assert.ok(codeNodes.length > 0);
      for (const { id, data } of codeNodes) {
        assert.equal(typeof data.code, "string");
        assert.ok(["python3", "javascript"].includes(data.code_language));
        checkOutputs(data.outputs);
        for (const { variable, value_selector } of data.variables) {
          assert.match(variable, /^[A-Za-z_]\w{0,29}$/);
          checkSelector(value_selector, nodes, dsl.workflow);
        }
        const branches = edges.some(({ source, sourceHandle }) => source === id && sourceHandle === "fail-branch");
        assert.equal(branches, data.error_strategy === "fail-branch", data.title);
        if (data.error_strategy === "default-value") {
          const keys = data.default_value.map(({ key }: { key: string }) => key);
          assert.deepEqual(keys.sort(), Object.keys(data.outputs).sort());
        }
        if (data.retry_config) {
          assert.ok(data.retry_config.max_retries >= 1 && data.retry_config.max_retries <= 10);
          assert.ok(data.retry_config.retry_interval >= 100 && data.retry_config.retry_interval <= 5000);
        }
      }
    });
  });
}

test("together the examples spell code in all five styles of YAML", () => {
  const styles = difyFiles.flatMap((file) => codeStyles(readFileSync(file, "utf8")));
  assert.deepEqual([...new Set(styles)].sort(), [
    "BLOCK_FOLDED",
    "BLOCK_LITERAL",
    "PLAIN",
    "QUOTE_DOUBLE",
    "QUOTE_SINGLE",
  ]);
});

test("both modes that hold code nodes occur", () => {
  const modes = difyFiles.map((file) => parse(readFileSync(file, "utf8")).app.mode);
  assert.deepEqual([...new Set(modes)].sort(), ["advanced-chat", "workflow"]);
});

/** An import does not look into a node, so a node may be there to show what is wrong with it. */
function isMistaken(file: string, title: string): boolean {
  const shown = expectedFindings[file]?.[title] ?? [];
  return shown.some((id) => dialectChecks.some((check) => check.id === id));
}

function checkOutputs(outputs: Readonly<Record<string, { type: string; children?: typeof outputs | null }>>): void {
  for (const [name, { type, children }] of Object.entries(outputs)) {
    assert.match(name, /^[A-Za-z_]\w{0,29}$/);
    assert.ok((outputTypes as readonly string[]).includes(type), `${name} has the type ${type}`);
    if (children) checkOutputs(children);
  }
}

function checkSelector(
  [source, name]: readonly string[],
  nodes: readonly GraphNode[],
  workflow: { readonly environment_variables: Named[]; readonly conversation_variables: Named[] },
): void {
  const named = (list: readonly Named[]) => list.map((one) => one.name);
  const node = nodes.find(({ id }) => id === source);
  const offered: Readonly<Record<string, readonly string[]>> = {
    sys: ["query", "workflow_run_id"],
    env: named(workflow.environment_variables),
    conversation: named(workflow.conversation_variables),
    [node?.id ?? ""]: node ? (offeredByType[node.data.type]?.(node.data) ?? []) : [],
  };
  assert.ok(offered[source ?? ""]?.includes(name ?? ""), `nothing offers ${source}.${name}`);
}

interface Named {
  readonly name: string;
}

function codeStyles(text: string): readonly string[] {
  const found: string[] = [];
  visit(parseDocument(text), {
    Pair(_key, { key, value }) {
      if (isScalar(key) && key.value === "code" && isScalar(value)) found.push((value as Scalar).type ?? "none");
    },
  });
  return found;
}
