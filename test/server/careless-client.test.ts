import assert from "node:assert/strict";
import { test } from "node:test";
import { probeWorkflow } from "../probe-workflow.ts";
import { startServer } from "./lsp-client.ts";

test("folders that are none spoil no document", async () => {
  const section = { dify: { envFile: "server.env" } };
  const client = await startServer({ workspaceFolders: ["file:///workspace"], initializationOptions: section });
  const healthy = await client.open("file:///workspace/a.yml", "yaml", probeWorkflow);
  const lists: readonly unknown[] = [[{}], [null], [1], [{ uri: null }], [{ uri: "%" }], [{ uri: "" }], null, "x", {}];
  for (const [index, list] of lists.entries()) {
    client.notify("workspace/didChangeWorkspaceFolders", { event: { added: list, removed: list } });
    assert.deepEqual(await client.open(`file:///workspace/${index}.yml`, "yaml", probeWorkflow), healthy);
  }
  await client.stop();
});
