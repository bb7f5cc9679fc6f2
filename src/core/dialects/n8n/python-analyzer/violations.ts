import { allowsEverything, type PythonImportPolicy } from "./imports.ts";
import { readSyntax } from "./syntax-reading.ts";
import type { PythonViolation } from "./violation.ts";
import { ViolationFinder } from "./violation-finder.ts";

/**
 * The violations in n8n's order, which is that of CPython's syntax tree. With a syntax error it is what the rest of the
 * code shows; n8n itself then reports the error alone. Never throws.
 */
export function pythonViolations(code: string, policy: PythonImportPolicy): readonly PythonViolation[] {
  if (allowsEverything(policy)) return [];
  // n8n strips what an expression of its own would start with.
  const skipped = /^=*/.exec(code)?.[0].length ?? 0;
  const running = code.slice(skipped);
  const finder = new ViolationFinder(running, policy);
  try {
    readSyntax(running, finder);
  } catch (error) {
    // Nested deeper than the stack is.
    if (!(error instanceof RangeError)) throw error;
  }
  return finder.violations.map(({ range, ...violation }) => ({
    ...violation,
    range: { start: range.start + skipped, end: range.end + skipped },
  }));
}

/** The description under n8n's message "Security violations detected". */
export function violationsText(violations: readonly PythonViolation[]): string {
  return violations.map(({ line, message }) => `Line ${line}: ${message}`).join("\n");
}
