import { Stack } from "@lezer/lr";

/** A method that the grammar library keeps to itself. Seen in 1.4.12. */
interface Comparable {
  readonly state: number;
  readonly stack: readonly number[];
  sameState(other: Comparable): boolean;
}

/**
 * Where code can be read in two ways, the grammar library compares what lies around it, from the outside in; what differs
 * is at the inner end, so that deep code would be gone through for nothing at each of its words.
 */
export function compareFromInside(): void {
  (Stack.prototype as unknown as Comparable).sameState = function (this: Comparable, other) {
    if (this.state !== other.state || this.stack.length !== other.stack.length) return false;
    for (let at = this.stack.length - 3; at >= 0; at -= 3) if (this.stack[at] !== other.stack[at]) return false;
    return true;
  };
}
