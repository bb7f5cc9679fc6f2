import type { CodeFacts, NewerSyntax } from "../languages/code-facts.ts";
import { newerNames } from "../languages/javascript/node-versions.ts";
import { newerPartOf, newerPythonNames } from "../languages/python/newer-names.ts";
import type { Language } from "../workflow/code-node.ts";

/** The languages that a target's server runs: "3.14" of Python, "20.20.0" of Node. */
export interface LanguageVersions {
  readonly python: string;
  readonly node: string;
}

/** One of them, as a message names it: "Python 3.10". */
export interface LanguageVersion {
  readonly language: "Python" | "Node";
  readonly version: string;
}

/** The first piece of code that a version does not read yet. */
export function firstTooNew(
  { newerSyntax = [] }: CodeFacts,
  version: LanguageVersion | undefined,
): NewerSyntax | undefined {
  return version && newerSyntax.find(({ since }) => isNewer(since, version.version));
}

/** What that version says of it. */
export function refusalText(
  { says, saysBefore, range }: NewerSyntax,
  { version }: LanguageVersion,
  code: string,
): string {
  const text = saysBefore && isNewer(saysBefore.version, version) ? saysBefore.says : says;
  const line = code.slice(0, range.start).split(/\r\n|\r|\n/).length;
  return text.replace("{line}", String(line));
}

/** Names of JavaScript's own that no Node up to this version has; members behind what holds them or its prototype. */
export function namesNewerThanNode(node: string): readonly string[] {
  return newerNames.filter(([, since]) => since === "" || isNewer(since, node)).map(([name]) => name);
}

/** Modules, and names as "module:name", that no Python up to this version has. */
export function namesNewerThanPython(python: string): readonly string[] {
  return newerPythonNames
    .filter(({ since }) => isNewer(since, python))
    .flatMap(({ module, names }) => (names.length === 0 ? [module] : names.map((name) => `${module}:${name}`)));
}

export interface NewerName {
  readonly name: string;
  readonly since: string;
  readonly range: NewerSyntax["range"];
  /** The code catches that it is missing. */
  readonly isGuarded: boolean;
}

/** What the code takes out of Python's library that a version does not have yet. */
export function namesTooNew(
  { imports, moduleMembers = [] }: CodeFacts,
  { language, version }: LanguageVersion,
): readonly NewerName[] {
  if (language !== "Python") return [];
  const found: NewerName[] = [];
  const add = (path: string, range: NewerSyntax["range"], isGuarded = false) => {
    const newer = newerPartOf(path);
    if (newer && isNewer(newer.since, version)) found.push({ ...newer, range, isGuarded });
    return newer !== undefined;
  };
  for (const { module, range, names = [], isGuarded } of imports) {
    if (add(module, range, isGuarded)) continue;
    for (const each of names) add(`${module}.${each.name}`, each.range, isGuarded);
  }
  // A name that was imported is told where it is.
  const told = new Set(found.map(({ name }) => name));
  for (const { name, range } of moduleMembers) if (!told.has(newerPartOf(name)?.name ?? "")) add(name, range);
  return found;
}

/** Both as numbers with dots between them. */
export function isNewer(version: string, than: string): boolean {
  const [one, other] = [version, than].map((text) => text.split(".").map(Number));
  for (const [index, part] of (one ?? []).entries()) {
    const beside = other?.[index] ?? 0;
    if (part !== beside) return part > beside;
  }
  return false;
}

export function languageVersionOf(language: Language, versions: LanguageVersions): LanguageVersion {
  return language === "python"
    ? { language: "Python", version: versions.python }
    : { language: "Node", version: versions.node };
}
