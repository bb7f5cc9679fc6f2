import { diffArrays } from "diff";
import { type OffsetRange, offsetRange } from "../offset-range.ts";

/** A stretch that is the same in both texts; of equal length in both. */
export interface KeptStretch {
  readonly old: OffsetRange;
  readonly new: OffsetRange;
}

/** More than this many different lines are one change: looking for what is the same between them would take too long. */
const mostChangedLines = 2000;

/**
 * What two texts have in common: whole lines, and the beginning and end of what changed between them, in order. A
 * surrogate pair is never divided.
 */
export function keptStretches(old: string, changed: string): readonly KeptStretch[] {
  const kept: KeptStretch[] = [];
  for (const gap of changedGaps(old, changed)) {
    const oldText = old.slice(gap.old.start, gap.old.end);
    const newText = changed.slice(gap.new.start, gap.new.end);
    if (gap.isKept) {
      kept.push({ old: gap.old, new: gap.new });
      continue;
    }
    const prefix = commonPrefix(oldText, newText);
    const suffix = commonSuffix(oldText.slice(prefix), newText.slice(prefix));
    kept.push(
      { old: stretch(gap.old.start, prefix), new: stretch(gap.new.start, prefix) },
      { old: stretch(gap.old.end - suffix, suffix), new: stretch(gap.new.end - suffix, suffix) },
    );
  }
  return kept.filter((one) => one.new.start < one.new.end);
}

interface Gap extends KeptStretch {
  readonly isKept: boolean;
}

/** All of both texts, divided into what is kept and what is not; removed and added lines that meet are one gap. */
function changedGaps(old: string, changed: string): readonly Gap[] {
  const changes = diffArrays(linesOf(old), linesOf(changed), { maxEditLength: mostChangedLines });
  if (!changes) {
    return [{ isKept: false, old: offsetRange(0, old.length), new: offsetRange(0, changed.length) }];
  }
  const gaps: Gap[] = [];
  let oldAt = 0;
  let newAt = 0;
  for (const { added, removed, value } of changes) {
    const { length } = value.join("");
    const isKept = !added && !removed;
    const last = gaps.at(-1);
    const joinsOn = !isKept && last?.isKept === false;
    if (joinsOn) gaps.pop();
    const oldStart = joinsOn ? last.old.start : oldAt;
    const newStart = joinsOn ? last.new.start : newAt;
    if (!added) oldAt += length;
    if (!removed) newAt += length;
    gaps.push({ isKept, old: offsetRange(oldStart, oldAt), new: offsetRange(newStart, newAt) });
  }
  return gaps;
}

/** Each with its line feed. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function commonPrefix(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && one[length] === other[length]) length++;
  return length > 0 && isHighSurrogate(one, length - 1) ? length - 1 : length;
}

function commonSuffix(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && one[one.length - 1 - length] === other[other.length - 1 - length]) length++;
  return length > 0 && isLowSurrogate(one, one.length - length) ? length - 1 : length;
}

function isHighSurrogate(text: string, at: number): boolean {
  return /^[\ud800-\udbff]$/.test(text.charAt(at));
}

function isLowSurrogate(text: string, at: number): boolean {
  return /^[\udc00-\udfff]$/.test(text.charAt(at));
}

function stretch(start: number, length: number): OffsetRange {
  return offsetRange(start, start + length);
}
