import type { Target } from "../contract/node-contract.ts";
import type { Dialect } from "./dialect.ts";

/** Undefined when there is no target of that name. */
export function findTarget(targets: readonly Target[], name: string): Target | undefined {
  return targets.find((target) => target.name === name);
}

/** The target that a setting names; none, or one that the dialect does not know, counts as its default. */
export function targetOrDefault(
  dialect: Dialect,
  name: string | undefined,
  targets: readonly Target[] = dialect.targets,
): Target {
  const target =
    (name === undefined ? undefined : findTarget(targets, name)) ?? findTarget(targets, dialect.defaultTarget);
  if (!target) throw new Error(`The dialect ${dialect.id} has no target ${dialect.defaultTarget}, its own default.`);
  return target;
}
