// What the user's settings and a server's `.env` make of a dialect's targets, the same for each front end: only how a
// problem is said, and whether it ends what is asked for, is theirs.
import type { Target } from "../contract/node-contract.ts";
import type { Dialect, ServerSettings } from "./dialect.ts";

export interface ConfiguredTargets {
  /** The dialect's targets under what could be used of the settings. */
  readonly targets: readonly Target[];
  readonly problems: ServerSettings["problems"];
}

/** `envText`: the text of a server's `.env`; undefined when there are no settings. */
export function configuredTargets(dialect: Dialect, envText: string | undefined): ConfiguredTargets {
  return (
    (envText === undefined ? undefined : dialect.readServerSettings?.(envText)) ?? {
      targets: dialect.targets,
      problems: [],
    }
  );
}

/**
 * The text of a server's `.env`, `fileText`, with what the user's settings say about the same variables behind it, so
 * that it counts. `setting` gives the value of `codeNodes.<dialect>.<name>`. Undefined when there is neither.
 */
export function envTextUnder(
  { settingVariables = {} }: Dialect,
  fileText: string | undefined,
  setting: (name: string) => unknown,
): string | undefined {
  const lines = Object.entries(settingVariables).flatMap(([name, variable]) => {
    const value = setting(name);
    return typeof value === "string" && value.trim() !== "" ? [`${variable}=${value.trim()}`] : [];
  });
  return lines.length === 0 ? fileText : [fileText ?? "", ...lines].join("\n");
}
