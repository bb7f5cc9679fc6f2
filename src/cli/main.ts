#!/usr/bin/env node
import packageJson from "../../package.json" with { type: "json" };
import { FileProblem } from "../core/node-files/file-store.ts";
import { checkCommand } from "./check-command.ts";
import { editCommand } from "./edit-command.ts";
import { formatCommand } from "./format-command.ts";
import { listCommand } from "./list-command.ts";
import { runCommand } from "./run-command.ts";
import { saveCommand } from "./save-command.ts";
import { type CliArguments, readArguments, UsageError, usage } from "./usage.ts";

type Command = (given: CliArguments, print: (text: string) => void) => number | Promise<number>;

const commands: Readonly<Record<string, Command>> = {
  check: checkCommand,
  list: listCommand,
  run: runCommand,
  format: formatCommand,
  edit: editCommand,
  save: saveCommand,
  help: (_given, print) => say(print, usage),
  version: (_given, print) => say(print, packageJson.version),
};

async function main(argv: readonly string[]): Promise<number> {
  const given = readArguments(argv);
  const command = Object.hasOwn(commands, given.command) ? commands[given.command] : undefined;
  if (!command) throw new UsageError(`There is no command "${given.command}".`);
  return command(given, (text) => process.stdout.write(`${text}\n`));
}

function say(print: (text: string) => void, text: string): number {
  print(text);
  return 0;
}

main(process.argv.slice(2)).then(leave, (error: unknown) => {
  const isForUser = error instanceof UsageError || error instanceof FileProblem;
  process.stderr.write(
    isForUser
      ? `code-nodes: ${error.message} (code-nodes --help)\n`
      : `${error instanceof Error ? error.stack : error}\n`,
  );
  leave(2);
});

/** When all that was printed has reached its pipe, but without waiting for what V8 still compiles in the background. */
function leave(exitCode: number): void {
  process.exitCode = exitCode;
  process.stdout.write("", () => process.stderr.write("", () => process.exit()));
}
