import { blockedImport } from "./blocked-import.ts";
import type { Check } from "./check.ts";
import { missingMain } from "./missing-main.ts";
import { missingOutput } from "./missing-output.ts";
import { missingParameter } from "./missing-parameter.ts";
import { positionalParameters } from "./positional-parameters.ts";
import { undeclaredOutput } from "./undeclared-output.ts";
import { unknownParameter } from "./unknown-parameter.ts";
import { unreadableCode } from "./unreadable-code.ts";

/** Every check there is; the README's table and the type of an id come from here. */
export const allChecks = [
  unreadableCode,
  missingMain,
  missingParameter,
  unknownParameter,
  positionalParameters,
  undeclaredOutput,
  missingOutput,
  blockedImport,
] as const satisfies readonly Check[];

export type CheckId = (typeof allChecks)[number]["id"];
