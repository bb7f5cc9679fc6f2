import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunOutcome } from "../../../src/core/run/outcome.ts";
import type { Sandbox } from "../../../src/sandbox/sandbox.ts";
import { monotonicMs, watchLateness } from "../lateness.ts";
import { importing, requestFor } from "../requests.ts";
import type { Attempt } from "./attempt.ts";
import { layBait } from "./bait.ts";
import { javascriptAttempts } from "./javascript-attempts.ts";
import { pythonAttempts } from "./python-attempts.ts";

/** Runs attempts beside their bait, and sees what gives them away. */
export interface Trap {
  /** Runs the attempts, two at once; tells which left evidence, and of what. */
  spring(sandbox: Sandbox, attempts: readonly Attempt[]): Promise<readonly string[]>;
  /** What the attempts together have done to the host. */
  damage(): readonly string[];
  close(): Promise<unknown>;
}

/** Beyond its limit, and what the machine lost, a run may take half a second; one that is busy with other tests notices late. */
const limitMs = 1000;
const toleranceMs = 2000;

/** Those of test/vectors, and those that stand beside this file. */
export function allAttempts(projectFolder: string): readonly Attempt[] {
  const kept = ["test/vectors/escapes.json", "test/sandbox/escapes/python-second-round.json"].flatMap(
    (path): readonly Attempt[] => JSON.parse(readFileSync(join(projectFolder, path), "utf8")),
  );
  return [...kept, ...pythonAttempts, ...javascriptAttempts];
}

export async function setTrap(): Promise<Trap> {
  const bait = await layBait();
  const lateness = watchLateness();
  return {
    damage: bait.damage,
    close() {
      bait.remove();
      return lateness.end();
    },
    async spring(sandbox, attempts) {
      const through: string[] = [];
      const waiting = [...attempts];
      const work = async () => {
        for (let attempt = waiting.shift(); attempt; attempt = waiting.shift()) {
          const startedAt = monotonicMs();
          const outcome = await sandbox.run(requestOf(attempt));
          const lostMs = lateness.lostSince(startedAt);
          for (const evidence of evidenceIn(attempt, outcome, lostMs)) through.push(`${attempt.id}: ${evidence}`);
        }
      };
      await Promise.all([work(), work()]);
      return through;
    },
  };

  function requestOf({ id, language, code }: Attempt) {
    const placed = bait.place(code).replaceAll("@ID@", id);
    return requestFor(language, placed, {
      ...(language === "python" ? importing(placed) : {}),
      awaitsResult: true,
      limits: { timeMs: limitMs },
    });
  }

  function* evidenceIn({ language }: Attempt, outcome: RunOutcome, lostMs: number): Iterable<string> {
    const said = JSON.stringify(outcome);
    if (said.includes(bait.secret)) yield "the secret";
    if (said.includes("BREACH-42")) yield "a breach";
    // These attempts compute this text in JavaScript; a traceback may quote it from their source.
    const shown = (outcome.kind === "returned" ? outcome.resultText : "") + JSON.stringify(outcome.console);
    if (language === "python" && shown.includes("JSX-42")) yield "JavaScript outside the interpreter";
    if (outcome.elapsedMs > limitMs + toleranceMs + lostMs) yield `${Math.round(outcome.elapsedMs)} ms`;
  }
}
