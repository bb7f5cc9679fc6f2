import type { OffsetRange } from "../../../text/offset-range.ts";

/** What n8n's analyzer refuses, before any of the code runs. */
export interface PythonViolation {
  /** n8n's text, without the `Line <n>: ` before it. */
  readonly message: string;
  /** From 1: where n8n says that it is, the start of the whole expression or statement. */
  readonly line: number;
  /** The words that are meant, in the code. */
  readonly range: OffsetRange;
}
