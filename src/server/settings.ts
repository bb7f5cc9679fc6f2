/** The part of the user's settings that the server reads: section `codeNodes`. */
export interface EditorSettings {
  /** Target name by dialect id. */
  readonly targets: Readonly<Record<string, string>>;
  /** The path of a server's own `.env`, by dialect id. */
  readonly envFiles: Readonly<Record<string, string>>;
  /** Everything below `codeNodes`, as the client gave it. */
  readonly section: unknown;
  readonly showsLenses: boolean;
  readonly showsHints: boolean;
}

export const defaultSettings: EditorSettings = {
  targets: {},
  envFiles: {},
  section: {},
  showsLenses: true,
  showsHints: false,
};

/** Takes what is well-formed from the client's `codeNodes` section and leaves the rest at its default. */
export function readSettings(section: unknown): EditorSettings {
  if (!isRecord(section)) return defaultSettings;
  return {
    targets: textsOf(section, "target"),
    envFiles: textsOf(section, "envFile"),
    section,
    showsLenses: isEnabled(section.codeLens, defaultSettings.showsLenses),
    showsHints: isEnabled(section.hints, defaultSettings.showsHints),
  };
}

/** What each dialect's section has under a name, where that is text. */
function textsOf(section: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(section).flatMap(([dialectId, ofDialect]) => {
      const value = isRecord(ofDialect) ? ofDialect[name] : undefined;
      return typeof value === "string" ? [[dialectId, value] as const] : [];
    }),
  );
}

/** The value at a dotted path of the section: `n8n.python.stdlibAllow`. */
export function settingAt({ section }: EditorSettings, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (value, name) => (isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined),
      section,
    );
}

function isEnabled(section: unknown, otherwise: boolean): boolean {
  return isRecord(section) && typeof section.enabled === "boolean" ? section.enabled : otherwise;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
