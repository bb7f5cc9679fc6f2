import type { Dialect, Target } from "./dialect.ts";

/** Undefined when the dialect has no target of that name. */
export function findTarget(dialect: Dialect, name: string): Target | undefined {
  return dialect.targets.find((target) => target.name === name);
}

/** The target that a setting names; none, or one that the dialect does not know, counts as its default. */
export function targetOrDefault(dialect: Dialect, name: string | undefined): Target {
  const target =
    (name === undefined ? undefined : findTarget(dialect, name)) ?? findTarget(dialect, dialect.defaultTarget);
  if (!target) throw new Error(`The dialect ${dialect.id} has no target ${dialect.defaultTarget}, its own default.`);
  return target;
}
