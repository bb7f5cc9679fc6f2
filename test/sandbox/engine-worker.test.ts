import assert from "node:assert/strict";
import { test } from "node:test";
import { createConsoleBuffer } from "../../src/sandbox/console-buffer.ts";
import { startEngine } from "../../src/sandbox/engine-worker.ts";
import { requestFor } from "./requests.ts";

const message = { request: requestFor("javascript", ""), console: createConsoleBuffer(10) };
const done = { kind: "done", exit: "finished", wasInterrupted: false, header: "", resultText: "", elapsedMs: 1 };

/** A worker that boots and then does this. */
function engineThat(body: string) {
  const script = `const port = require("node:worker_threads").parentPort; ${body}; port.postMessage({ kind: "ready" });`;
  return startEngine([{ script, data: {} }] as never);
}

test("a worker that answers while it is being ended keeps the process alive until it is gone", async () => {
  const { worker } = await engineThat(
    `port.on("message", () => { port.postMessage(${JSON.stringify(done)}); for (;;); })`,
  );
  const answer = worker.run(message);
  // The answer is waiting in the port when the end is asked for.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
  const ended = worker.end();
  assert.equal((await answer).kind, "done");
  await ended;
});

test("a run on a worker that died as a spare is told so", async () => {
  const { worker } = await engineThat("setTimeout(() => process.exit(3), 10)");
  for (let waited = 0; waited < 3; waited++) await new Promise((resolve) => setTimeout(resolve, 200));
  assert.deepEqual(await worker.run(message), {
    kind: "ended",
    cause: "crash",
    message: "its thread ended with code 3",
  });
});
