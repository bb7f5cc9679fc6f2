import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunOutcome } from "../../../src/core/run/outcome.ts";
import type { Sandbox } from "../../../src/sandbox/sandbox.ts";
import { importing, requestFor } from "../requests.ts";
import type { Attempt } from "./attempt.ts";
import { javascriptAttempts } from "./javascript-attempts.ts";
import { pythonAttempts } from "./python-attempts.ts";

/** What attempts can give themselves away with: a secret in a file and in the environment, a listener, this process. */
export interface Trap {
  /** Runs the attempts, two at once; tells which left evidence, and of what. */
  spring(sandbox: Sandbox, attempts: readonly Attempt[]): Promise<readonly string[]>;
  /** What the attempts together have done to the host. */
  damage(): readonly string[];
  close(): void;
}

/** Beyond its limit a run may take half a second; a machine that is busy with other tests notices late. */
const limitMs = 1000;
const toleranceMs = 2000;

/** Those that lie beside the project, and its own. */
export function allAttempts(projectFolder: string): readonly Attempt[] {
  const path = join(projectFolder, "../shared/vectors/escapes.json");
  if (!existsSync(path)) throw new Error(`${path} is missing: check out shared/ beside the project.`);
  const shared: readonly Attempt[] = JSON.parse(readFileSync(path, "utf8"));
  return [...shared, ...pythonAttempts, ...javascriptAttempts];
}

export async function setTrap(): Promise<Trap> {
  const secret = `SECRET-${process.pid}-${Date.now()}`;
  const folder = mkdtempSync(join(tmpdir(), "code-nodes-escapes-"));
  writeFileSync(join(folder, "secret.txt"), secret);
  process.env.SECRET_TOKEN = secret;
  const { title, exitCode } = process;
  const workingFolder = process.cwd();
  let contacts = 0;
  const listener = createServer((socket) => {
    contacts += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const address = listener.address();
  const port = typeof address === "object" && address ? address.port : 0;

  return {
    async spring(sandbox, attempts) {
      const through: string[] = [];
      const waiting = [...attempts];
      const work = async () => {
        for (let attempt = waiting.shift(); attempt; attempt = waiting.shift()) {
          const outcome = await sandbox.run(requestOf(attempt));
          for (const evidence of evidenceIn(attempt, outcome)) through.push(`${attempt.id}: ${evidence}`);
        }
      };
      await Promise.all([work(), work()]);
      return through;
    },
    damage: () => [
      ...readdirSync(folder).filter((name) => name !== "secret.txt"),
      ...(contacts > 0 ? [`${contacts} contacts`] : []),
      ...(Reflect.get({}, "polluted") === undefined ? [] : ["a polluted prototype"]),
      ...(process.env.SECRET_TOKEN === secret && process.cwd() === workingFolder ? [] : ["another environment"]),
      ...(process.title === title && process.exitCode === exitCode ? [] : ["another process"]),
    ],
    close() {
      listener.close();
      delete process.env.SECRET_TOKEN;
      rmSync(folder, { recursive: true });
    },
  };

  function requestOf({ id, language, code }: Attempt) {
    const placed = code.replaceAll("@DIR@", folder).replaceAll("@PORT@", String(port)).replaceAll("@ID@", id);
    return requestFor(language, placed, {
      ...(language === "python" ? importing(placed) : {}),
      awaitsResult: true,
      limits: { timeMs: limitMs },
    });
  }

  function* evidenceIn({ language }: Attempt, outcome: RunOutcome): Iterable<string> {
    const said = JSON.stringify(outcome);
    if (said.includes(secret)) yield "the secret";
    if (said.includes("BREACH-42")) yield "a breach";
    // These attempts compute this text in JavaScript; a traceback may quote it from their source.
    const shown = (outcome.kind === "returned" ? outcome.resultText : "") + JSON.stringify(outcome.console);
    if (language === "python" && shown.includes("JSX-42")) yield "JavaScript outside the interpreter";
    if (outcome.elapsedMs > limitMs + toleranceMs) yield `${Math.round(outcome.elapsedMs)} ms`;
  }
}
