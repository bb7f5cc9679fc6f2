/** The part of the user's settings that the server reads: section `codeNodes`. */
export interface ServerSettings {
  /** Target name by dialect id. */
  readonly targets: Readonly<Record<string, string>>;
  /** The path of a server's own `.env`, by dialect id. */
  readonly envFiles: Readonly<Record<string, string>>;
  readonly showsLenses: boolean;
}

export const defaultSettings: ServerSettings = { targets: {}, envFiles: {}, showsLenses: true };

/** Takes what is well-formed from the client's `codeNodes` section and leaves the rest at its default. */
export function readSettings(section: unknown): ServerSettings {
  if (!isRecord(section)) return defaultSettings;
  const targets: Record<string, string> = {};
  const envFiles: Record<string, string> = {};
  for (const [dialectId, ofDialect] of Object.entries(section)) {
    if (!isRecord(ofDialect)) continue;
    if (typeof ofDialect.target === "string") targets[dialectId] = ofDialect.target;
    if (typeof ofDialect.envFile === "string") envFiles[dialectId] = ofDialect.envFile;
  }
  const lenses = section.codeLens;
  return { targets, envFiles, showsLenses: !(isRecord(lenses) && lenses.enabled === false) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
