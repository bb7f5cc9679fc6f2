import { judgeModule, type ModulePolicy } from "../../core/contract/module-policy.ts";
import type { ModuleImport } from "../../core/languages/code-facts.ts";
import type { LockedPackage, PackageLock } from "./package-lock.ts";

export interface NeededPackages {
  /** What is imported and all that it depends on; a package comes after those it depends on, as far as that can be. */
  readonly packages: readonly LockedPackage[];
  /** The modules that the code imports from them, as it names them (`numpy.linalg`), sorted; some may not exist. */
  readonly modules: readonly string[];
}

/**
 * The packages that the code's imports need. One that the policy does not allow is never among them, unless an
 * allowed one depends on it; what the lock file does not have is left to the import itself.
 */
export function neededPackages(
  { packages }: PackageLock,
  imports: readonly ModuleImport[],
  policy: ModulePolicy,
): NeededPackages {
  const modules = new Set<string>();
  const wanted: LockedPackage[] = [];
  for (const imported of importedModules(imports)) {
    if (!judgeModule(policy, imported).allowed) continue;
    for (const each of packages) {
      if (!each.imports.some((name) => isWithin(name, imported))) continue;
      modules.add(imported);
      wanted.push(each);
    }
  }
  return { packages: withDependencies(packages, wanted), modules: [...modules].sort() };
}

/** The modules that the lock file has and the policy allows, without those that come along: to be had for their name. */
export function obtainableModules(
  { packages }: PackageLock,
  policy: ModulePolicy,
  needed: NeededPackages,
): readonly string[] {
  const others = packages.filter((each) => !needed.packages.includes(each));
  return others.flatMap(({ imports }) => imports).filter((module) => judgeModule(policy, module).allowed);
}

/** `from google import protobuf` imports `google.protobuf` too, if there is such a module. */
function importedModules(imports: readonly ModuleImport[]): readonly string[] {
  return imports.flatMap(({ module, names = [] }) => [module, ...names.map(({ name }) => `${module}.${name}`)]);
}

function isWithin(outer: string, module: string): boolean {
  return module === outer || module.startsWith(`${outer}.`);
}

function withDependencies(all: readonly LockedPackage[], wanted: readonly LockedPackage[]): readonly LockedPackage[] {
  const byName = new Map(all.map((each) => [canonicalName(each.name), each]));
  const closed = new Set<LockedPackage>();
  const seen = new Set<LockedPackage>();
  const add = (each: LockedPackage) => {
    if (seen.has(each)) return; // Packages may depend on each other.
    seen.add(each);
    for (const name of each.depends) {
      const dependency = byName.get(canonicalName(name));
      if (dependency) add(dependency);
    }
    closed.add(each);
  };
  for (const each of wanted) add(each);
  return [...closed];
}

/** `pydantic_core` and `Pydantic-Core` are one name: packaging's own rule, PEP 503. */
function canonicalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}
