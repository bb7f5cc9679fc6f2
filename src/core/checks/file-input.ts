import type { AnyCheck } from "./check.ts";

/** A list of files crosses as plain data; a single one is an object that cannot be serialised. */
export const fileInput = {
  id: "file-input",
  severity: "error",
  summary: "An input is a single file, which the platform cannot pass to a Code node.",
} as const satisfies AnyCheck;
