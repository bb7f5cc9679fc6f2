import assert from "node:assert/strict";
import { test } from "node:test";
import { allDialects } from "../../../src/core/dialects/all-dialects.ts";

test("what other programs write is no workflow, whatever words are in it", () => {
  for (const text of [
    "workflow:\n  graph:\n    nodes: 3\n    edges: []\nsteps:\n- type: code\n",
    "workflow:\n  graph:\n    nodes:\n      a:\n        type: code\n",
    '{"data":"The graph has nodes of type: code","status":200}',
    '{"time":0,"workflow":"W","nodes":["A"],"type":"n8n-nodes-base.code"}\n'.repeat(3),
  ]) {
    for (const dialect of allDialects) assert.equal(dialect.readWorkflow(text).recognised, false, text);
  }
});
