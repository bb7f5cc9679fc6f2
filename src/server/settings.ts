import type { Dialect, Target } from "../core/dialects/dialect.ts";

/** The part of the user's settings that the server reads: section `codeNodes`. */
export interface ServerSettings {
  /** Target name by dialect id. */
  readonly targets: Readonly<Record<string, string>>;
  readonly showsLenses: boolean;
}

export const defaultSettings: ServerSettings = { targets: {}, showsLenses: true };

/** Takes what is well-formed from the client's `codeNodes` section and leaves the rest at its default. */
export function readSettings(section: unknown): ServerSettings {
  if (!isRecord(section)) return defaultSettings;
  const targets: Record<string, string> = {};
  for (const [dialectId, ofDialect] of Object.entries(section)) {
    if (isRecord(ofDialect) && typeof ofDialect.target === "string") targets[dialectId] = ofDialect.target;
  }
  const lenses = section.codeLens;
  return { targets, showsLenses: !(isRecord(lenses) && lenses.enabled === false) };
}

/** The target the settings choose; one that the dialect does not know counts as its default. */
export function chosenTarget(dialect: Dialect, settings: ServerSettings): Target {
  const byName = (name: string | undefined) => dialect.targets.find((target) => target.name === name);
  return byName(settings.targets[dialect.id]) ?? byName(dialect.defaultTarget) ?? neverEmpty(dialect);
}

function neverEmpty(dialect: Dialect): never {
  throw new Error(
    `The dialect ${dialect.id} has no target called ${dialect.defaultTarget}, which it names as its default.`,
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
