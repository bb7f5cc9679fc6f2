import type { Language } from "../../../src/core/workflow/code-node.ts";

/**
 * Code that tries to break out. Placeholders: `@DIR@` a folder of the host that holds `secret.txt`, `@PORT@` a
 * listener on 127.0.0.1, `@ID@` the attempt. Evidence of success is the secret in an outcome (it is also in the host's
 * environment as SECRET_TOKEN), a file or a contact that was made, a changed host, and the text `BREACH-42`, which an
 * attempt must compute (`"BREACH-" + 6 * 7`), because a traceback quotes its source.
 */
export interface Attempt {
  readonly id: string;
  readonly language: Language;
  readonly code: string;
}

export function attempts(language: Language, codes: Readonly<Record<string, string>>): readonly Attempt[] {
  return Object.entries(codes).map(([id, code]) => ({ id, language, code }));
}
