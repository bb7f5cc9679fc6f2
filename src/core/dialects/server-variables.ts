import type { Dialect } from "./dialect.ts";

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
