// A fault of this program over one file or one node is said there, like any finding, and spoils nothing else.

import type { Finding } from "../checks/check.ts";
import { unreadableCode } from "../checks/unreadable-code.ts";
import type { OffsetRange } from "../text/offset-range.ts";

/** The finding for a file, or for a node of it; `start` is where that begins in its document. */
export function failureFinding(what: string, error: unknown, start = 0, nodeId?: string): Finding {
  return {
    check: unreadableCode.id,
    severity: unreadableCode.severity,
    message: failureMessage(what, error),
    range: emptyRange(start),
    ...(nodeId === undefined ? {} : { nodeId }),
  };
}

/** `what` begins the sentence: "This file could not be checked". */
export function failureMessage(what: string, error: unknown): string {
  return `${what}: an error inside of Code Nodes (${reasonOf(error)}). Please report it, with the file if you can share it.`;
}

const maxReasonCharacters = 200;

/** Whatever was thrown, on one line. */
function reasonOf(error: unknown): string {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : `something was thrown, a ${typeof error}`;
  return reason.replaceAll(/\s+/g, " ").slice(0, maxReasonCharacters);
}

function emptyRange(start: number): OffsetRange {
  return { start, end: start };
}
