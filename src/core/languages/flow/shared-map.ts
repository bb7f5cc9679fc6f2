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
   * What `join` makes of each name that both have, and with `alone` also of each that only one has, which otherwise stays or
   * goes. Nothing that was joined is looked at again: joined with itself, or once more with what it was joined with, it must
   * be the same.
   */
  joined(other: SharedMap<Value>, join: Join<Value>, alone: Alone<Value>): SharedMap<Value> {
    const height = Math.max(this.height, other.height);
    const [left, right] = [this.raised(height).root, other.raised(height).root];
    const root = joinedBranch(left, right, height - 1, { alone, join });
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

type Join<Value> = (here: Value, there: Value) => Value;

/** What becomes of what only one of the maps has: what the functions make of it, which must be the same of what they made. */
type Alone<Value> = "stays" | "goes" | { readonly here: AloneRule<Value>; readonly there: AloneRule<Value> };

/** What the same object made of a part is known for all the maps that have the part. */
export interface AloneRule<Value> {
  readonly change: (value: Value) => Value;
  readonly known: WeakMap<object, object>;
}

interface Joining<Value> {
  readonly alone: Alone<Value>;
  readonly join: Join<Value>;
}

/** What each branch was last joined with, under which rules. */
const lastJoined = new WeakMap<object, { readonly right: object; readonly alone: string | object }>();

function joinedBranch<Value>(
  left: Branch<Value> | undefined,
  right: Branch<Value> | undefined,
  level: number,
  joining: Joining<Value>,
): Branch<Value> | undefined {
  if (left === right) return left;
  const { alone } = joining;
  if (!left || !right) return aloneBranch(left, right, level, alone);
  const rules = typeof alone === "string" ? alone : alone.here;
  const last = lastJoined.get(left);
  if (alone !== "stays" && last?.right === right && last.alone === rules) return left;
  const joined: (Branch<Value> | Entry<Value> | undefined)[] = [];
  let [isLeft, isRight] = [left.length >= right.length, right.length >= left.length];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const [here, there] = [left[index], right[index]];
    const part =
      level === 0
        ? joinedEntry(here as Entry<Value> | undefined, there as Entry<Value> | undefined, joining)
        : joinedBranch(here as Branch<Value> | undefined, there as Branch<Value> | undefined, level - 1, joining);
    isLeft &&= part === here;
    isRight &&= part === there;
    joined.push(part);
  }
  const result = isLeft ? left : isRight ? right : joined;
  lastJoined.set(result, { right, alone: rules });
  return result;
}

function aloneBranch<Value>(
  left: Branch<Value> | undefined,
  right: Branch<Value> | undefined,
  level: number,
  alone: Alone<Value>,
): Branch<Value> | undefined {
  if (alone === "goes") return undefined;
  const branch = left ?? right;
  if (alone === "stays" || !branch) return branch;
  const rule = left ? alone.here : alone.there;
  return changedAlone(branch, level, rule);
}

function changedAlone<Value>(branch: Branch<Value>, level: number, rule: AloneRule<Value>): Branch<Value> {
  const known = rule.known.get(branch);
  if (known) return known as Branch<Value>;
  const parts = branch.map(
    (part) =>
      part &&
      (level === 0 ? entryAlone(part as Entry<Value>, rule) : changedAlone(part as Branch<Value>, level - 1, rule)),
  );
  const result = parts.every((part, index) => part === branch[index]) ? branch : parts;
  rule.known.set(branch, result);
  rule.known.set(result, result);
  return result;
}

function entryAlone<Value>(entry: Entry<Value>, { change }: AloneRule<Value>): Entry<Value> {
  const value = change(entry.value);
  return value === entry.value ? entry : { name: entry.name, value };
}

function joinedEntry<Value>(
  here: Entry<Value> | undefined,
  there: Entry<Value> | undefined,
  { alone, join }: Joining<Value>,
): Entry<Value> | undefined {
  if (here === there) return here;
  if (here && there) {
    const value = join(here.value, there.value);
    return here.value === value ? here : there.value === value ? there : { name: here.name, value };
  }
  const entry = here ?? there;
  if (alone === "goes" || !entry) return undefined;
  return alone === "stays" ? entry : entryAlone(entry, here ? alone.here : alone.there);
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
