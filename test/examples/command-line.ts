import { execFile } from "node:child_process";
import { checkCommand } from "../../src/cli/check-command.ts";
import { listCommand } from "../../src/cli/list-command.ts";
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

const others = { check: checkCommand, list: listCommand } as const;

/** The same for a command that can be understood, in this process and in a sandbox that several share: much sooner. */
export async function codeNodesHere(sandbox: Sandbox, ...given: readonly string[]): Promise<CommandResult> {
  let stdout = "";
  const print = ({ text }: { readonly text: string }) => {
    stdout += `${text}\n`;
  };
  const read = readArguments(given);
  const exitCode =
    read.command === "run"
      ? await runNodes(sandbox, read, print)
      : await others[read.command as keyof typeof others](read, print);
  return { exitCode, stdout, stderr: "" };
}
