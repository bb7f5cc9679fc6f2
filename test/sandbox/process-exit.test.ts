import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { openSandbox, requestFor } from "./requests.ts";

const roleName = "SANDBOX_TEST_ROLE";
const role = process.env[roleName];

if (role) void actAsProgram(role === "disposing");
else {
  for (const program of ["disposing", "forgetting"]) {
    test(`a program ends by itself after its runs, with a spare left: ${program}`, async () => {
      const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
        env: { ...process.env, [roleName]: program },
      });
      const said = { stdout: "", stderr: "" };
      child.stdout.on("data", (data) => (said.stdout += data));
      child.stderr.on("data", (data) => (said.stderr += data));
      const timer = setTimeout(() => child.kill("SIGKILL"), 600_000);
      const [code, signal] = await new Promise<unknown[]>((resolve) => child.on("exit", (...end) => resolve(end)));
      clearTimeout(timer);
      assert.deepEqual({ code, signal, ...said }, { code: 0, signal: null, stdout: "1 2 3 4\n", stderr: "" });
    });
  }
}

async function actAsProgram(disposes: boolean): Promise<void> {
  const sandbox = openSandbox();
  sandbox.warm("python");
  const texts: string[] = [];
  for (const n of [1, 2, 3, 4]) {
    const request =
      n % 2
        ? requestFor("python", `def main():\n    return ${n}`)
        : requestFor("javascript", `const main = () => ${n}`);
    const outcome = await sandbox.run(request);
    texts.push(outcome.kind === "returned" ? outcome.resultText : JSON.stringify(outcome));
  }
  process.stdout.write(`${texts.join(" ")}\n`);
  if (disposes) await sandbox.dispose();
}
