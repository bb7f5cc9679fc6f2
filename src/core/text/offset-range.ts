/** A half-open stretch of a text, in UTF-16 code units, as editors and JavaScript strings count. */
export interface OffsetRange {
  readonly start: number;
  readonly end: number;
}

export function offsetRange(start: number, end: number): OffsetRange {
  return { start, end };
}
