import { asyncMain } from "./async-main.ts";
import { blockedImport } from "./blocked-import.ts";
import type { AnyCheck, Check } from "./check.ts";
import { editorRule } from "./editor-rule.ts";
import { fileInput } from "./file-input.ts";
import { killedCall } from "./killed-call.ts";
import { missingFunction } from "./missing-function.ts";
import { missingMain } from "./missing-main.ts";
import { missingName } from "./missing-name.ts";
import { missingOutput } from "./missing-output.ts";
import { missingParameter } from "./missing-parameter.ts";
import { newerThanTarget } from "./newer-than-target.ts";
import { oldPython } from "./old-python.ts";
import { positionalParameters } from "./positional-parameters.ts";
import { refusedDeclaration } from "./refused-declaration.ts";
import { retryOutOfRange } from "./retry-out-of-range.ts";
import { securityViolation } from "./security-violation.ts";
import { serverOnlyImport } from "./server-only-import.ts";
import { syntaxWarning } from "./syntax-warning.ts";
import { takenName } from "./taken-name.ts";
import { undeclaredOutput } from "./undeclared-output.ts";
import { unknownParameter } from "./unknown-parameter.ts";
import { unpublishedImport } from "./unpublished-import.ts";
import { unreadableCode } from "./unreadable-code.ts";
import { unusableName } from "./unusable-name.ts";
import { wrongReference } from "./wrong-reference.ts";
import { wrongResult } from "./wrong-result.ts";

/** The findings of these come from a dialect, as it reads a workflow file or inspects a node, and name them by id. */
export const dialectChecks = [
  unreadableCode,
  refusedDeclaration,
  wrongReference,
  fileInput,
  unusableName,
  retryOutOfRange,
  editorRule,
  missingFunction,
  wrongResult,
  securityViolation,
  oldPython,
  serverOnlyImport,
] as const satisfies readonly AnyCheck[];

/** These look at one node and its code. */
export const nodeChecks = [
  unreadableCode,
  refusedDeclaration,
  missingMain,
  missingParameter,
  unknownParameter,
  positionalParameters,
  asyncMain,
  takenName,
  undeclaredOutput,
  missingOutput,
  blockedImport,
  serverOnlyImport,
  unpublishedImport,
  missingName,
  newerThanTarget,
  syntaxWarning,
  killedCall,
] as const satisfies readonly Check[];

/**
 * Every check there is, each once; the table in docs/checks.md comes from here.
 * @internal
 */
export const allChecks: readonly AnyCheck[] = [...new Set<AnyCheck>([...dialectChecks, ...nodeChecks])];

export type DialectCheckId = (typeof dialectChecks)[number]["id"];
