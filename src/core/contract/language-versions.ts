import { newerNames } from "../languages/javascript/node-versions.ts";

/** The languages that a target's server runs: "3.14" of Python, "20.20" of Node. */
export interface LanguageVersions {
  readonly python: string;
  readonly node: string;
}

/** Names of JavaScript's own that no Node up to this version has; members behind what holds them or its prototype. */
export function namesNewerThanNode(node: string): readonly string[] {
  return newerNames.filter(([, since]) => since === "" || isNewer(since, node)).map(([name]) => name);
}

/** Both as numbers with dots between them. */
function isNewer(version: string, than: string): boolean {
  const [one, other] = [version, than].map((text) => text.split(".").map(Number));
  for (const [index, part] of (one ?? []).entries()) {
    const beside = other?.[index] ?? 0;
    if (part !== beside) return part > beside;
  }
  return false;
}
