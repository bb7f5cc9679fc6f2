import type { Target } from "../core/contract/node-contract.ts";
import { findTarget, targetOrDefault } from "../core/dialects/choose-target.ts";
import { configuredTargets } from "../core/dialects/configured-targets.ts";
import type { Dialect } from "../core/dialects/dialect.ts";
import { readText } from "./files.ts";
import { line, say } from "./terminal-text.ts";
import { UsageError } from "./usage.ts";

export interface ChosenTargets {
  /** One, or all with `--target all`. */
  readonly chosen: readonly Target[];
  /** Every target of the dialect, under the server's settings. */
  readonly all: readonly Target[];
  readonly isMatrix: boolean;
}

export interface TargetArguments {
  readonly target?: string;
  readonly envFile?: string;
}

/** Throws `UsageError` for a target that the dialect does not know and for settings that cannot be used. */
export function chooseTargets(dialect: Dialect, { target: name, envFile }: TargetArguments): ChosenTargets {
  const all = envFile === undefined ? dialect.targets : targetsWith(dialect, envFile);
  if (name === "all") return { chosen: all, all, isMatrix: true };
  const target = name === undefined ? targetOrDefault(dialect, name, all) : findTarget(all, name);
  if (target) return { chosen: [target], all, isMatrix: false };
  const known = all.map((candidate) => candidate.name).join(", ");
  throw new UsageError(`${dialect.name} has no target "${name}". Choose one of: ${known}, or all.`);
}

/** A name that is not known may be of a later release, so it is only said; a value that cannot be used is refused. */
function targetsWith(dialect: Dialect, envFile: string): readonly Target[] {
  const { targets, problems } = configuredTargets(dialect, readText(envFile));
  const refused = problems.filter(({ kind }) => kind === "malformed").map(({ message }) => message);
  if (refused.length > 0) throw new UsageError(`${envFile}: ${refused.join(" ")}`);
  for (const { message } of problems) warnOnce(`${envFile}: ${message}`);
  return targets;
}

const said = new Set<string>();

function warnOnce(message: string): void {
  if (said.has(message)) return;
  said.add(message);
  say(line`code-nodes: ${message}`);
}
