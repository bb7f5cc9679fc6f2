import { parseArgs } from "node:util";
import { errnoOf } from "../files/errno.ts";

/** Something the user can mend in the command line or the files it names; printed without a stack, exit code 2. */
export class UsageError extends Error {}

export interface CliArguments {
  readonly command: string;
  readonly files: readonly string[];
  readonly format: "pretty" | "json";
  readonly target?: string;
  readonly envFile?: string;
  readonly node?: string;
  readonly all: boolean;
  /** A file name or JSON text. */
  readonly inputs?: string;
  readonly case?: string;
  readonly once: boolean;
  readonly hints: boolean;
  readonly check: boolean;
  readonly watches: boolean;
  readonly forces: boolean;
  readonly timeoutMs?: number;
  /** A folder or the address of a mirror. */
  readonly packages?: string;
  readonly downloadsPackages: boolean;
}

export const usage = `Usage: code-nodes COMMAND FILE… [OPTIONS]

  check FILE…   findings of all Code nodes
                exit code 0: no errors, 1: some
  list FILE…    the nodes with their inputs and outputs
  run FILE      runs a node in the sandbox
                exit code 0: all succeeded, 1: some failed
  edit FILE     writes the nodes' code to files under .code-nodes beside the workflow
  save FILE…    writes changed files back into the workflow; FILE is the workflow or one node file
                exit code of both 0: all in step, 1: a conflict, or something that cannot be written
  format FILE…  rewrites escaped code as readable blocks, same value
                exit code 0: done, 1: some code could not be rewritten
  Exit code 2 of every command: unusable arguments or an unreadable file.

check and run
  --target T            the release whose behaviour counts (default: documented); "all" compares them
  -e, --env-file FILE   the .env of a Dify or n8n server, which counts instead of the target's settings
                        (-e is safer: Node itself also reads a file named by --env-file)
check
  --hints               hints too, such as imports that are on no published list
run
  --node ID|TITLE       the node to run (needed when the file holds several)
  --all                 run every node of the file
  --inputs FILE|JSON    the inputs, one JSON object by input name
  --case NAME           take the inputs from the case of that name in FILE.cases.json
  --once                without retries, like the platform's single-node button
  --timeout MS          a time limit instead of the target's
  --packages FOLDER|URL where Python packages (numpy, pandas, requests …) come from; else CODE_NODES_PACKAGES
  --download-packages   download the packages that a node needs, once, from Pyodide's own place
edit and save
  --node ID|TITLE       this node only
  --watch               edit: stays, and keeps files and workflow in step until it is interrupted
  --force               save: the file's code over what has changed in the workflow
format
  --check               write nothing; exit code 1 when something would be rewritten
all
  --format pretty|json  (default: pretty)
  --help, --version`;

const options = {
  node: { type: "string" },
  all: { type: "boolean", default: false },
  inputs: { type: "string" },
  case: { type: "string" },
  once: { type: "boolean", default: false },
  hints: { type: "boolean", default: false },
  check: { type: "boolean", default: false },
  watch: { type: "boolean", default: false },
  force: { type: "boolean", default: false },
  timeout: { type: "string" },
  packages: { type: "string" },
  "download-packages": { type: "boolean", default: false },
  target: { type: "string" },
  // Node 20 to 24 look for "--env-file" behind the script's name too, end with 9 when there is no such file, and take
  // NODE_OPTIONS from it; nothing that works everywhere keeps them from it but another name.
  "env-file": { type: "string", short: "e" },
  format: { type: "string", default: "pretty" },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", short: "v", default: false },
} as const;

/** Throws `UsageError` for what cannot be understood. */
export function readArguments(argv: readonly string[]): CliArguments {
  const { values, positionals } = parse(argv);
  const [command, ...files] = positionals;
  const nothing = {
    files,
    format: "pretty",
    all: false,
    once: false,
    hints: false,
    check: false,
    watches: false,
    forces: false,
    downloadsPackages: false,
  } as const;
  if (values.version) return { command: "version", ...nothing };
  if (values.help || command === undefined) return { command: "help", ...nothing };
  if (values.format !== "pretty" && values.format !== "json") {
    throw new UsageError(`--format takes "pretty" or "json", not "${values.format}".`);
  }
  if (files.length === 0) throw new UsageError(`${command} needs at least one file.`);
  return {
    command,
    files,
    format: values.format,
    all: values.all,
    once: values.once,
    hints: values.hints,
    check: values.check,
    watches: values.watch,
    forces: values.force,
    downloadsPackages: values["download-packages"],
    ...given("packages", values.packages),
    ...given("target", values.target),
    ...given("envFile", values["env-file"]),
    ...given("node", values.node),
    ...given("inputs", values.inputs),
    ...given("case", values.case),
    ...given("timeoutMs", values.timeout === undefined ? undefined : milliseconds(values.timeout)),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function milliseconds(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value <= 0) {
    throw new UsageError(`--timeout takes a whole number of milliseconds above 0, not "${text}".`);
  }
  return value;
}

function given<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: V });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file.",
  EISDIR: "it is a folder; name the files in it.",
  EACCES: "permission denied.",
  EROFS: "the file system is read-only.",
};

/** Why a file cannot be read or written, for the end of a sentence. */
export function reasonOf(error: unknown): string {
  return reasons[errnoOf(error)] ?? (error instanceof Error ? error.message : String(error));
}
