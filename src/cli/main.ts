#!/usr/bin/env node
import packageJson from "../../package.json" with { type: "json" };
import { FileProblem } from "../core/node-files/file-store.ts";
import { checkCommand } from "./check-command.ts";
import { editCommand } from "./edit-command.ts";
import { formatCommand } from "./format-command.ts";
import { listCommand } from "./list-command.ts";
import { runCommand } from "./run-command.ts";
import { saveCommand } from "./save-command.ts";
import { joined, line, linesOf, print, say, type TerminalText } from "./terminal-text.ts";
import { type CliArguments, readArguments, UsageError, usage } from "./usage.ts";

type Command = (given: CliArguments, print: (text: TerminalText) => void) => number | Promise<number>;

const commands: Readonly<Record<string, Command>> = {
  check: checkCommand,
  list: listCommand,
  run: runCommand,
  format: formatCommand,
  edit: editCommand,
  save: saveCommand,
  help: () => printed(usage),
  version: () => printed(packageJson.version),
};

async function main(argv: readonly string[]): Promise<number> {
  const given = readArguments(argv);
  const command = Object.hasOwn(commands, given.command) ? commands[given.command] : undefined;
  if (!command) throw new UsageError(`There is no command "${given.command}".`);
  return command(given, print);
}

function printed(text: string): number {
  print(joined(linesOf(text)));
  return 0;
}

// Also for what is thrown where nobody waits, which Node itself would print as it is.
process.on("uncaughtException", fail);
main(process.argv.slice(2)).then(leave, fail);

function fail(error: unknown): void {
  say(error instanceof UsageError || error instanceof FileProblem ? forUser(error) : forDeveloper(error));
  leave(2);
}

function forUser({ message }: Error): TerminalText {
  return line`code-nodes: ${message} (code-nodes --help)`;
}

/** What no one has foreseen, with the place in the program. */
function forDeveloper(error: unknown): TerminalText {
  const [first = line``, ...more] = linesOf(String(error instanceof Error ? error.stack : error));
  return joined([first, ...more.map((row) => line`  ${row}`)]);
}

/** When all that was printed has reached its pipe, but without waiting for what V8 still compiles in the background. */
function leave(exitCode: number): void {
  process.exitCode = exitCode;
  process.stdout.write("", () => process.stderr.write("", () => process.exit()));
}
