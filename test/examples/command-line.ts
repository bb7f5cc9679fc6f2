import { execFile } from "node:child_process";
import { runNodes } from "../../src/cli/run-command.ts";
import { readArguments } from "../../src/cli/usage.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";

export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line as its users do; the build comes from `node esbuild.mjs`. */
export function codeNodes(...given: readonly string[]): Promise<CommandResult> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["dist/cli.js", ...given],
      { maxBuffer: 256 * 2 ** 20, timeout: 180_000 },
      (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
        resolve({ exitCode, stdout, stderr });
      },
    );
  });
}

/** The same for a `run` that can be understood, in this process and in a sandbox that several share: much sooner. */
export async function runHere(sandbox: Sandbox, ...given: readonly string[]): Promise<CommandResult> {
  let stdout = "";
  const exitCode = await runNodes(sandbox, readArguments(given), ({ text }) => {
    stdout += `${text}\n`;
  });
  return { exitCode, stdout, stderr: "" };
}
