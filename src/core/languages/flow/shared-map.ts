/** Numbers for names, so that maps of names find what they share by place. */
export class NameNumbers {
  private readonly numbers = new Map<string, number>();

  of(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    const number = this.numbers.size;
    this.numbers.set(name, number);
    return number;
  }

  find(name: string): number | undefined {
    return this.numbers.get(name);
  }
}

interface Entry<Value> {
  readonly name: string;
  readonly value: Value;
}

/** The lowest branches hold entries, the others branches. */
type Branch<Value> = readonly (Branch<Value> | Entry<Value> | undefined)[];

const bits = 4;
const width = 1 << bits;
const mask = width - 1;

/**
 * A map by name that never changes: what is made of it by one change shares the rest with it, and where two of them meet,
 * what they share is not looked at. So neither costs more, the more there is in it. Its order is that in which the names
 * were first heard of. Maps that meet have the same `numbers`.
 */
export class SharedMap<Value> {
  private constructor(
    private readonly numbers: NameNumbers,
    private readonly root: Branch<Value> | undefined,
    /** How many branches lie above each other. */
    private readonly height: number,
  ) {}

  static empty<Value>(numbers: NameNumbers): SharedMap<Value> {
    return new SharedMap<Value>(numbers, undefined, 1);
  }

  get(name: string): Value | undefined {
    const number = this.numbers.find(name);
    if (number === undefined || number >> (bits * this.height) > 0) return undefined;
    let at: Branch<Value> | Entry<Value> | undefined = this.root;
    for (let level = this.height - 1; level >= 0 && at; level--) {
      at = (at as Branch<Value>)[(number >> (bits * level)) & mask];
    }
    return (at as Entry<Value> | undefined)?.value;
  }

  with(name: string, value: Value): SharedMap<Value> {
    const number = this.numbers.of(name);
    const { root, height } = this.raised(heightFor(number));
    return new SharedMap(this.numbers, changed(root, height - 1, number, { name, value }), height);
  }

  without(name: string): SharedMap<Value> {
    if (this.get(name) === undefined) return this;
    const number = this.numbers.of(name);
    return new SharedMap(this.numbers, changed(this.root, this.height - 1, number, undefined), this.height);
  }

  /**
   * What `both` makes of each name that either has, or that both have. It is not asked about what both share: that stays,
   * and so must what it makes of a value and the same value.
   */
  joined(other: SharedMap<Value>, names: "of-either" | "of-both", both: Join<Value>): SharedMap<Value> {
    const height = Math.max(this.height, other.height);
    const [left, right] = [this.raised(height).root, other.raised(height).root];
    const root = joinedBranch(left, right, height - 1, { names, both });
    if (root === left && height === this.height) return this;
    return new SharedMap(this.numbers, root, height);
  }

  *entries(): Generator<readonly [string, Value]> {
    for (const { name, value } of entriesIn(this.root, this.height - 1)) yield [name, value];
  }

  /** Those entries that are in no map which was asked with the same `seen` before, and perhaps some that are. */
  *unseen(seen: Set<object>): Generator<readonly [string, Value]> {
    for (const { name, value } of entriesIn(this.root, this.height - 1, seen)) yield [name, value];
  }

  private raised(height: number): { readonly root: Branch<Value> | undefined; readonly height: number } {
    let root = this.root;
    for (let at = this.height; at < height && root; at++) root = [root];
    return { root, height: Math.max(height, this.height) };
  }
}

function heightFor(number: number): number {
  let height = 1;
  while (number >> (bits * height) > 0) height++;
  return height;
}

function changed<Value>(
  branch: Branch<Value> | undefined,
  level: number,
  number: number,
  entry: Entry<Value> | undefined,
): Branch<Value> {
  const copy = branch ? [...branch] : [];
  const index = (number >> (bits * level)) & mask;
  while (copy.length < index) copy.push(undefined);
  copy[index] = level === 0 ? entry : changed(copy[index] as Branch<Value> | undefined, level - 1, number, entry);
  return copy;
}

type Join<Value> = (here: Value | undefined, there: Value | undefined) => Value | undefined;

interface Joining<Value> {
  readonly names: "of-either" | "of-both";
  readonly both: Join<Value>;
}

function joinedBranch<Value>(
  left: Branch<Value> | undefined,
  right: Branch<Value> | undefined,
  level: number,
  joining: Joining<Value>,
): Branch<Value> | undefined {
  if (left === right) return left;
  if (joining.names === "of-both" && !(left && right)) return undefined;
  const joined: (Branch<Value> | Entry<Value> | undefined)[] = [];
  let isLeft = left !== undefined;
  for (let index = 0; index < Math.max(left?.length ?? 0, right?.length ?? 0); index++) {
    const [here, there] = [left?.[index], right?.[index]];
    const part =
      level === 0
        ? joinedEntry(here as Entry<Value> | undefined, there as Entry<Value> | undefined, joining)
        : joinedBranch(here as Branch<Value> | undefined, there as Branch<Value> | undefined, level - 1, joining);
    isLeft &&= part === here;
    joined.push(part);
  }
  return isLeft ? left : joined;
}

function joinedEntry<Value>(
  here: Entry<Value> | undefined,
  there: Entry<Value> | undefined,
  { names, both }: Joining<Value>,
): Entry<Value> | undefined {
  if (here === there || (names === "of-both" && !(here && there))) return here === there ? here : undefined;
  const value = both(here?.value, there?.value);
  if (value === undefined) return undefined;
  if (here?.value === value) return here;
  return there?.value === value ? there : { name: (here ?? there)?.name ?? "", value };
}

function* entriesIn<Value>(
  branch: Branch<Value> | undefined,
  level: number,
  seen?: Set<object>,
): Generator<Entry<Value>> {
  for (const part of branch ?? []) {
    if (!part || seen?.has(part)) continue;
    seen?.add(part);
    if (level === 0) yield part as Entry<Value>;
    else yield* entriesIn(part as Branch<Value>, level - 1, seen);
  }
}
