import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Target } from "../core/contract/node-contract.ts";
import { readNodeFacts } from "../core/languages/all-languages.ts";
import type { CodeFacts } from "../core/languages/code-facts.ts";
import { type Case, casesPath, findCase, readCases } from "../core/run/cases.ts";
import { type CompletedInputs, type Inputs, readInputs } from "../core/run/read-inputs.ts";
import type { RunReport } from "../core/run/report.ts";
import { reportsToJson } from "../core/run/report-to-json.ts";
import { failureMessage } from "../core/sources/failure.ts";
import { runNode } from "../core/sources/run-node.ts";
import type { SourceReading } from "../core/sources/source-file.ts";
import { type CodeNode, languages } from "../core/workflow/code-node.ts";
import { languageOfFile } from "../core/workflow/node-file.ts";
import { createSandbox, type Sandbox } from "../sandbox/sandbox.ts";
import { cacheFolder } from "./cache-folder.ts";
import { type ChosenTargets, chooseTargets } from "./chosen-targets.ts";
import { openFile, readText, readTextIfThere } from "./files.ts";
import { packageOptions } from "./package-desk.ts";
import { prettyMatrix, prettyReport } from "./pretty-report.ts";
import { joined, jsonText, type TerminalText } from "./terminal-text.ts";
import { type CliArguments, UsageError } from "./usage.ts";

/** Runs one node or all nodes of a file, one after the other; exit code 1 when one failed. */
export async function runCommand(given: CliArguments, print: (text: TerminalText) => void): Promise<number> {
  const sandbox = createSandbox({
    assetsFolder: join(__dirname, "sandbox"),
    cacheFolder: cacheFolder(),
    packages: packageOptions(given),
  });
  try {
    await startLikelyEngine(sandbox, given);
    return await runNodes(sandbox, given, print);
  } finally {
    await sandbox.dispose();
  }
}

/**
 * The same in a sandbox that is there.
 * @internal
 */
export async function runNodes(
  sandbox: Pick<Sandbox, "run">,
  given: CliArguments,
  print: (text: TerminalText) => void,
): Promise<number> {
  const reports: RunReport[] = [];
  for (const run of faultsNamed(`${given.files[0]} could not be read`, () => planRuns(given))) {
    const { path, node, targets } = run;
    const facts = faultsNamed(`${path}: the code of "${node.title}" could not be read`, () => readNodeFacts(node));
    const ofNode: RunReport[] = [];
    for (const target of targets.chosen) ofNode.push(await runOnce(sandbox, run, facts, target, given));
    if (given.format === "pretty") print(targets.isMatrix ? prettyMatrix(ofNode) : joined(ofNode.map(prettyReport)));
    reports.push(...ofNode);
  }
  if (given.format === "json") print(jsonText(reportsToJson(reports)));
  return reports.some(({ status }) => status === "failed") ? 1 : 0;
}

/** The engine starts in a thread of its own, so that it does not wait until the file is understood. */
async function startLikelyEngine(sandbox: Sandbox, { files: [path = ""] }: CliArguments): Promise<void> {
  const text = existsSync(path) ? readText(path) : "";
  const named = languages.filter((language) => languageOfFile(path) === language || text.includes(language));
  if (named.length === 1 && named[0]) await sandbox.warm(named[0]);
}

interface PlannedRun {
  readonly path: string;
  readonly read: SourceReading;
  readonly node: CodeNode;
  readonly inputs: CompletedInputs;
  readonly targets: ChosenTargets;
}

/** Everything the user can get wrong is found before the first node runs. */
function planRuns(given: CliArguments): readonly PlannedRun[] {
  const [path, ...others] = given.files;
  if (path === undefined || others.length > 0) throw new UsageError("run takes one file.");
  if (given.inputs !== undefined && given.case !== undefined)
    throw new UsageError("Give --inputs or --case, not both.");
  const { read } = openFile(path);
  if (!read) throw new UsageError(`${path} holds no Code nodes.`);
  const targets = chooseTargets(read.dialect, given);
  const nodes = chosenNodes(path, read, given);
  if (given.case === undefined) {
    const inputs = given.inputs === undefined ? new Map() : givenInputs(given.inputs);
    return nodes.map((node) => ({ path, read, node, inputs: completed(read, node, inputs), targets }));
  }
  const cases = casesOf(path);
  const runs = nodes.flatMap((node) => {
    const found = findCase(cases, node, given.case ?? "");
    return found ? [{ path, read, node, inputs: completed(read, node, found.inputs), targets }] : [];
  });
  if (runs.length === 0) throw new UsageError(`${casesPath(path)} has no case "${given.case}" for ${titles(nodes)}.`);
  return runs;
}

function completed({ dialect }: SourceReading, node: CodeNode, given: Inputs): CompletedInputs {
  const completion = dialect.completeInputs(node, given);
  if (completion.kind === "problem") throw new UsageError(`The inputs of "${node.title}": ${completion.message}`);
  return completion;
}

function chosenNodes(
  path: string,
  { reading }: SourceReading,
  { node: wanted, all }: CliArguments,
): readonly CodeNode[] {
  const { nodes, problems } = reading;
  if (wanted !== undefined) {
    const found = nodes.find(({ id }) => id === wanted) ?? nodes.find(({ title }) => title === wanted);
    if (found) return [found];
    throw new UsageError(`${path} has no readable Code node "${wanted}". It has ${titles(nodes)}.`);
  }
  if (nodes.length === 0) throw new UsageError(`${path}: ${problems[0]?.message ?? "it holds no Code nodes."}`);
  if (all || nodes.length === 1) return nodes;
  throw new UsageError(`${path} has several Code nodes. Choose one with --node, or --all: ${titles(nodes)}.`);
}

function titles(nodes: readonly CodeNode[]): string {
  return nodes.map(({ id, title }) => `"${title}" (${id})`).join(", ") || "none";
}

/** JSON text, or the name of a file that holds it. */
function givenInputs(given: string): Inputs {
  const text = /^\s*[[{]/.test(given) ? given : readText(given);
  const reading = readInputs(text);
  if (reading.kind === "problem") throw new UsageError(reading.message);
  return reading.inputs;
}

function casesOf(path: string): readonly Case[] {
  const text = readTextIfThere(casesPath(path));
  if (text === undefined) throw new UsageError(`There is no ${casesPath(path)} that holds cases.`);
  const { cases, problems } = readCases(text);
  if (problems.length > 0) throw new UsageError(`${casesPath(path)}: ${problems.join(" ")}`);
  return cases;
}

/** A fault of this program is said of what it happened over. */
function faultsNamed<Result>(what: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(failureMessage(what, error));
  }
}

function runOnce(
  sandbox: Pick<Sandbox, "run">,
  { path, read, node, inputs, targets }: PlannedRun,
  facts: CodeFacts,
  target: Target,
  given: CliArguments,
): Promise<RunReport> {
  return runNode({
    path,
    node,
    facts,
    otherTargets: targets.all,
    dialect: read.dialect,
    target,
    inputs,
    once: given.once,
    ...(given.timeoutMs === undefined ? {} : { timeLimitMs: given.timeoutMs }),
    signal: new AbortController().signal,
    run: (request, signal) => sandbox.run(request, signal),
    wait: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
  });
}
