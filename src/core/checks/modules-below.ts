import type { ModuleImport } from "../languages/code-facts.ts";
import type { OffsetRange } from "../text/offset-range.ts";

/** `from a import b` may reach the module `a.b`. */
export function modulesBelow({ module, names = [] }: ModuleImport): readonly {
  readonly module: string;
  readonly range: OffsetRange;
}[] {
  return names.map(({ name, range }) => ({ module: `${module}.${name}`, range }));
}
