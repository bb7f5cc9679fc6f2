import { newerNamesText } from "./python-versions.ts";

/** A module of Python's library that came with a version, or names of one that did. */
export interface NewerNames {
  readonly module: string;
  readonly since: string;
  /** Empty for the module itself. */
  readonly names: readonly string[];
}

export const newerPythonNames: readonly NewerNames[] = newerNamesText
  .trim()
  .split("\n")
  .map((line) => {
    const [module = "", since = "", ...names] = line.split(" ");
    return { module, since, names };
  });

const since: ReadonlyMap<string, string> = new Map(
  newerPythonNames.flatMap(({ module, since, names }) =>
    names.length === 0 ? [[module, since] as const] : names.map((name) => [`${module}.${name}`, since] as const),
  ),
);

/** The part of a dotted name that came with a version of Python after 3.10, and with which. */
export function newerPartOf(path: string): { readonly name: string; readonly since: string } | undefined {
  for (let end = path.indexOf("."); ; end = path.indexOf(".", end + 1)) {
    const name = end < 0 ? path : path.slice(0, end);
    const version = since.get(name);
    if (version !== undefined) return { name, since: version };
    if (end < 0) return undefined;
  }
}
