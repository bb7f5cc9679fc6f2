import type { JsonValue } from "../../../json/json-value.ts";

/** What values that were seen at one place have in common; with nothing in it, nothing is known. */
export interface DataShape {
  /** In the order of `plainKinds`. */
  readonly plain: readonly PlainKind[];
  /** What the lists hold, all of them taken together; absent where there was no list. */
  readonly elements?: DataShape;
  /** What the objects hold; absent where there was no object. */
  readonly members?: readonly ShapeMember[];
  /** There was more than was looked at: further members, or what lies deeper. */
  readonly isCut: boolean;
}

export interface ShapeMember {
  readonly name: string;
  readonly shape: DataShape;
  /** Not every object had it. */
  readonly isOptional: boolean;
}

const plainKinds = ["null", "boolean", "int", "float", "string"] as const;
export type PlainKind = (typeof plainKinds)[number];

const unknownShape: DataShape = { plain: [], isCut: true };

/** How many members may still be described; shapes that share one also share its end. */
export interface MemberBudget {
  left: number;
}

/** Of a list, whatever it holds, so many elements are looked at. */
export const maxLookedAt = 100;
const maxDepth = 8;

export function shapeOf(values: readonly JsonValue[], budget: MemberBudget, depth = 0): DataShape {
  if (depth > maxDepth) return unknownShape;
  const plain = plainKinds.filter((kind) => values.some((value) => value.kind === kind));
  const lists = values.flatMap((value) => (value.kind === "array" ? [value.items] : []));
  const objects = values.flatMap((value) => (value.kind === "object" ? [value.entries] : []));
  const membersAndRest = objects.length > 0 ? membersOf(objects, budget, depth) : undefined;
  return {
    plain,
    ...(lists.length > 0 && { elements: shapeOf(firstElements(lists), budget, depth + 1) }),
    ...(membersAndRest && { members: membersAndRest.members }),
    isCut: membersAndRest?.isCut ?? false,
  };
}

function firstElements(lists: readonly (readonly JsonValue[])[]): readonly JsonValue[] {
  const elements: JsonValue[] = [];
  for (const list of lists) {
    elements.push(...list.slice(0, maxLookedAt - elements.length));
    if (elements.length >= maxLookedAt) break;
  }
  return elements;
}

type Entries = Extract<JsonValue, { readonly kind: "object" }>["entries"];

/** The members of one level are counted before what is in them, so that one deep member leaves something to the others. */
function membersOf(objects: readonly Entries[], budget: MemberBudget, depth: number) {
  const valuesByName = new Map<string, JsonValue[]>();
  let isCut = false;
  for (const entries of objects) {
    for (const [name, value] of entries) {
      const values = valuesByName.get(name);
      if (values) values.push(value);
      else if (budget.left > 0) {
        valuesByName.set(name, [value]);
        budget.left--;
      } else isCut = true;
    }
  }
  const members = [...valuesByName].map(
    ([name, values]): ShapeMember => ({
      name,
      shape: shapeOf(values, budget, depth + 1),
      isOptional: values.length < objects.length,
    }),
  );
  return { members, isCut };
}
