import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after } from "node:test";
import { n8n } from "../../src/core/dialects/n8n/n8n.ts";
import { ownPartOf } from "../../src/core/dialects/n8n/platform/n8n-node.ts";
import { n8nTargets } from "../../src/core/dialects/n8n/platform/targets.ts";
import { pinnedItems } from "../../src/core/dialects/n8n/running/run-inputs.ts";
import type { RunReport } from "../../src/core/run/report.ts";
import type { CodeNode } from "../../src/core/workflow/code-node.ts";
import { corpusTest, corpusWorkflows } from "../support/workflow-files.ts";
import { runInSandbox } from "./node-runs.ts";
import { openSandbox } from "./requests.ts";

const sandbox = openSandbox();
after(() => sandbox.dispose());

/** Shorter than the pauses that one node makes between its requests, and long for all that compute. */
const timeLimitMs = 5000;

/**
 * How each node ends with what is pinned before it, or with one empty item: "succeeded", or n8n's message. Where target 2
 * differs, its ending is after the bar. Each failure was looked at, and is what n8n does with that input.
 */
const tablePath = "test/sandbox/n8n-corpus-runs.json";

/** Why a node of the corpus may fail: a message is one of these, or the code's own. */
const reasons: readonly (readonly [why: string, message: RegExp])[] = [
  ["another node has no data", /^Node '(?<node>.+)' hasn't been executed$/],
  ["the empty item lacks what the code reads", /^Cannot (?:read|set) properties of undefined/],
  [
    "the empty item lacks what the code reads",
    /^(?:Cannot convert undefined or null to object|"undefined" is not valid JSON)/,
  ],
  ["the empty item lacks what the code reads", /^(?:AttributeError: \w+|KeyError: '\w+')$/],
  ["the empty item lacks what the code reads", /^The first argument must be of type string .* Received undefined/],
  ["a server denies it", /^(?:access to env vars denied$|Module '[\w.]+' is disallowed|Security violations detected$)/],
  ["n8n has no such name", /^(?:(?:process|exports) is not defined|name '_' is not defined)/],
  [
    "the network is closed",
    /^(?:The function "helpers\.\w+" needs the network|ImportError: micropip reaches the network)/,
  ],
  ["packages are not on this machine", /^ModuleNotFoundError: No module named 'numpy'\. The platform has it/],
  ["it waits for the network again and again", /^Task execution timed out after 5 seconds$/],
  ["the node's code is empty", /^Unknown error$/],
  ["the Python lost its indentation", /expected an indented block after 'with' statement/],
  ["the file system is closed", /^OperationalError: unable to open database file$/],
];

corpusTest(
  "every code node of the real n8n workflows runs, or fails for a reason that is true on n8n",
  async (context) => {
    const found: Record<string, Record<string, string>> = {};
    const unexplained: string[] = [];
    for (const { name: file, text } of corpusWorkflows("n8n")) {
      const byTitle: Record<string, string> = {};
      for (const node of n8n.readWorkflow(text).nodes) {
        const all = await endings(node);
        const strange = all.filter((one) => one !== "succeeded" && !isExplained(node, one));
        unexplained.push(...strange.map((one) => `${file} ${node.title}: ${one}`));
        byTitle[node.title] = [...new Set(all)].join(" | ");
      }
      found[file.slice(0, 2)] = byTitle;
    }
    assert.deepEqual(unexplained, []);
    assert.deepEqual(found, JSON.parse(readFileSync(tablePath, "utf8")));
    const endingsFound = Object.values(found).flatMap((byTitle) => Object.values(byTitle));
    const succeeded = endingsFound.filter((one) => one.startsWith("succeeded")).length;
    context.diagnostic(`${endingsFound.length} code nodes, of which ${succeeded} succeed`);
  },
);

/** Under `documented`, and under `2` where that can differ: JavaScript is run alike under both. */
async function endings(node: CodeNode): Promise<readonly string[]> {
  const documented = await ending(node, "documented");
  return node.language === "python" ? [documented, await ending(node, "2")] : [documented];
}

async function ending(node: CodeNode, targetName: string): Promise<string> {
  const { status, error } = await run(node, targetName);
  return status === "succeeded" ? status : (error?.message ?? "");
}

function run(node: CodeNode, targetName: string): Promise<RunReport> {
  const target = n8nTargets.find(({ name }) => name === targetName) ?? assert.fail();
  return runInSandbox(sandbox, { dialect: n8n, node, target }, { timeLimitMs });
}

function isExplained(node: CodeNode, message: string): boolean {
  const match = reasons.map(([, pattern]) => pattern.exec(message)).find((each) => each !== null);
  const other = ownPartOf(node)?.workflow?.nodes.get(match?.groups?.node ?? "");
  if (other) return pinnedItems(other) === undefined;
  // What the code throws itself is spelt in it, up to what it fills in.
  return match !== undefined || node.code.code.includes(message.slice(0, 20));
}
