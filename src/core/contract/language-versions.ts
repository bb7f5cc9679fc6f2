import type { CodeFacts, NewerSyntax } from "../languages/code-facts.ts";
import { newerNames } from "../languages/javascript/node-versions.ts";
import type { Language } from "../workflow/code-node.ts";

/** The languages that a target's server runs: "3.14" of Python, "20.20" of Node. */
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
