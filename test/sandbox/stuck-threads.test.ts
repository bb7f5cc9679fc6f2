import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { runBounded } from "../../src/sandbox/bounded-run.ts";
import { createConsoleBuffer } from "../../src/sandbox/console-buffer.ts";
import { type EngineWorker, startEngine } from "../../src/sandbox/engine-worker.ts";
import { whyNoMoreThreads } from "../../src/sandbox/stuck-threads.ts";
import { createTurnstile } from "../../src/sandbox/turnstile.ts";
import { createWorkerPool } from "../../src/sandbox/worker-pool.ts";
import { openSandbox, requestFor } from "./requests.ts";

// What a node's code may ask of native code is too cheap to keep a thread. Here the worker itself asks for what is not,
// each time in a program of its own, which such a thread would keep from ending.
const roleName = "STUCK_THREADS_TEST_ROLE";
/** Rounds of a key derivation: hours on any machine, and more than the time for which a thread is waited. */
const hours = 2 ** 31 - 1;
const aMoment = 20_000_000;
const request = requestFor("javascript", "const main = () => 1");

const programs: Readonly<Record<string, () => Promise<void>>> = {
  async answers() {
    const turnstile = createTurnstile(1);
    const boot = () => engineThatIsStuck(hours);
    const pool = createWorkerPool({ boot, maxIdleMs: 1000, expectsMore: false });
    const worker = await pool.take(0);
    const { outcome, workerIsIdle } = await turnstile(() => runBounded(worker, { ...request, limits: shortly }));
    say(kindOf(outcome));
    pool.giveBack(worker, workerIsIdle);
    await turnstile(async () => say("the place is free"));
    await sayNextRun();
    await pool.dispose();
    say("disposed");
  },
  async stops() {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 300);
    const { outcome } = await runBounded(await engineThatIsStuck(hours), request, abort.signal);
    say(kindOf(outcome));
  },
  async refuses() {
    await endStuck(hours);
    await sayNextRun();
    await endStuck(hours);
    await sayNextRun();
  },
  async recovers() {
    const workers = await Promise.all([endStuck(aMoment), endStuck(aMoment)]);
    await sayNextRun();
    while (whyNoMoreThreads() !== undefined) await new Promise((resolve) => setTimeout(resolve, 50));
    await sayNextRun();
    // Each time, this waits for as long as a thread is waited for.
    for (let time = 0; time < 20; time++) await Promise.all(workers.map((worker) => worker.end()));
  },
  async exits() {
    await endStuck(hours);
    say("exits");
    process.exit(0);
  },
};

const program = programs[process.env[roleName] ?? ""];
if (program) void program();
else {
  test("an answer does not wait for a thread that native code keeps, nor do the next run and the end", async () => {
    const { said, wasKilled } = await play("answers");
    assert.deepEqual(said, ["time", "the place is free", "1", "disposed"]);
    assert.ok(wasKilled);
  });

  test("a run that is stopped does not wait for such a thread", async () => {
    const { said, wasKilled } = await play("stops");
    assert.deepEqual(said, ["cancelled"]);
    assert.ok(wasKilled);
  });

  test("with two such threads no run begins, and the message says what to do", async () => {
    const { said } = await play("refuses");
    assert.equal(said[0], "1");
    assert.match(String(said[1]), /^2 earlier runs still keep a thread each .* "Developer: Restart Extension Host"\.$/);
  });

  test("once such threads have ended after all, runs begin again, and the program ends by itself", async () => {
    const { said, code } = await play("recovers");
    assert.match(String(said[0]), /^2 earlier runs/);
    assert.equal(said[1], "1");
    assert.equal(code, 0);
  });

  test("a program that exits does not wait for such a thread", async () => {
    const { said, wasKilled } = await play("exits");
    assert.deepEqual(said, ["exits"]);
    assert.ok(wasKilled);
  });
}

const shortly = { ...request.limits, timeMs: 100 };

/** It boots as engines do, and spends its first run in native code. */
async function engineThatIsStuck(rounds: number): Promise<EngineWorker> {
  const script = `
const port = require("node:worker_threads").parentPort;
const { pbkdf2Sync } = require("node:crypto");
port.on("message", () => pbkdf2Sync("x", "y", ${rounds}, 64, "sha512"));
port.postMessage({ kind: "ready" });`;
  return (await startEngine([{ script, data: {} }] as never)).worker;
}

async function endStuck(rounds: number): Promise<EngineWorker> {
  const worker = await engineThatIsStuck(rounds);
  void worker.run({ request, console: createConsoleBuffer(10) });
  await new Promise((resolve) => setTimeout(resolve, 200));
  await worker.end();
  return worker;
}

async function sayNextRun(): Promise<void> {
  const sandbox = openSandbox();
  const outcome = await sandbox.run(request);
  say(outcome.kind === "returned" ? outcome.resultText : outcome.kind === "stopped" ? outcome.message : outcome.kind);
  await sandbox.dispose();
}

function kindOf(outcome: Awaited<ReturnType<typeof runBounded>>["outcome"]): string {
  return outcome.kind === "stopped" ? outcome.limit : outcome.kind;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What the program said until it ended; one that does not end is ended in another way than it would do it itself. */
async function play(name: string) {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
    env: { ...process.env, [roleName]: name },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (data) => (said += data));
  let isHanging = false;
  const timer = setTimeout(() => {
    isHanging = true;
    child.kill("SIGTERM");
  }, 900_000);
  const [code, signal] = await new Promise<[unknown, unknown]>((resolve) =>
    child.on("close", (...end) => resolve(end)),
  );
  clearTimeout(timer);
  assert.ok(!isHanging, `${name} did not end; it said ${JSON.stringify(said)}`);
  const wasKilled = process.platform === "win32" ? code === 1 : signal === "SIGKILL";
  return { said: said.trimEnd().split("\n"), code, wasKilled };
}
