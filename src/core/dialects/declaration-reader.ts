import type { Node } from "jsonc-parser";
import { type OffsetRange, offsetRange } from "../text/offset-range.ts";
import type { ReadingProblem } from "./dialect.ts";

/** What the readers of a declaration's parts share. */
export interface DeclarationReader {
  readonly text: string;
  readonly nodeId: string;
  readonly problems: ReadingProblem[];
}

/** One member of a JSON object. */
export interface Member {
  readonly name: string;
  readonly key: Node;
  /** Absent while it is being typed. */
  readonly value?: Node;
}

/** The members of an object, repeated names included; none for anything else. */
export function membersOf(object: Node | undefined): readonly Member[] {
  if (object?.type !== "object") return [];
  return (object.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    return key ? [{ name: String(key.value), key, ...(value && { value }) }] : [];
  });
}

/** The last member of that name, as JSON readers take it. */
export function memberOf(object: Node | undefined, name: string): Member | undefined {
  if (object?.type !== "object") return undefined;
  const properties = object.children ?? [];
  if (properties.length > manyMembers) return lastMembers(object).get(name);
  for (let index = properties.length - 1; index >= 0; index--) {
    const [key, value] = properties[index]?.children ?? [];
    if (key && String(key.value) === name) return { name, key, ...(value && { value }) };
  }
  return undefined;
}

const manyMembers = 24;

function lastMembers(object: Node): ReadonlyMap<string, Member> {
  const known = membersOfObjects.get(object);
  if (known) return known;
  const members = new Map(membersOf(object).map((member) => [member.name, member]));
  membersOfObjects.set(object, members);
  return members;
}

const membersOfObjects = new WeakMap<Node, ReadonlyMap<string, Member>>();

export function reportAt(
  reader: DeclarationReader,
  message: string,
  node: Node | undefined,
  check?: NonNullable<ReadingProblem["check"]>,
): void {
  const range = node ? rangeOfJson(node) : offsetRange(0, Math.min(1, reader.text.length));
  reader.problems.push({ message, range, nodeId: reader.nodeId, ...(check && { check }) });
}

export function rangeOfJson({ offset, length }: Node): OffsetRange {
  return offsetRange(offset, offset + length);
}
