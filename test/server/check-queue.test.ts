import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { TextDocument } from "vscode-languageserver-textdocument";
import { createCheckQueue } from "../../src/server/check-queue.ts";

const uri = "file:///workspace/a.yml";

test("edits that come one in each turn begin one check, when the last of them is there", async () => {
  let document = TextDocument.create(uri, "yaml", 0, "");
  const begun: number[] = [];
  const queue = createCheckQueue({
    openDocument: () => document,
    // biome-ignore lint/correctness/useYield: A check of one step.
    *check({ version }) {
      begun.push(version);
      return undefined;
    },
    isUnchanged: () => true,
    onChecked: () => {},
    onFault: (_uri, error) => assert.fail(String(error)),
  });
  for (let version = 1; version <= 60; version++) {
    document = TextDocument.create(uri, "yaml", version, " ".repeat(version));
    queue.schedule(uri);
    await nextTurn();
  }
  await queue.upToDate(uri);
  assert.deepEqual(begun, [60]);
});
