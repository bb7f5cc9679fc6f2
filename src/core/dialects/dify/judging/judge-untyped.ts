import type { JsonValue } from "../../../json/json-value.ts";
import { complain, type Examination, judgeNumber, judgeString, placeAt } from "./judge-scalar.ts";
import { type Complaint, crash, mixedArray, tooDeep } from "./judge-violations.ts";

type JsonObject = Extract<JsonValue, { kind: "object" }>;

/**
 * Looks at everything inside an object without declared children, which flows on unchanged: whatever would be
 * altered in a declared value (NULs, booleans) stays here. The object itself stands on level `depth`.
 */
export function judgeUntypedObject(object: JsonObject, path: string, depth: number, examination: Examination): void {
  const { limits } = examination.target;
  if (depth > limits.maxDepthLevels) {
    complain(examination, tooDeep(path, depth, limits));
    return;
  }
  const unaltered = { ...examination, alterations: [] };
  for (const [name, member] of object.entries) judgeMember(member, `${path}.${name}`, depth, unaltered);
}

function judgeMember(value: JsonValue, path: string, depth: number, examination: Examination): void {
  switch (value.kind) {
    case "object":
      judgeUntypedObject(value, path, depth + 1, examination);
      return;
    case "array":
      judgeList(value.items, path, depth, examination);
      return;
    case "string":
      judgeString(value.value, path, examination);
      return;
    case "int":
    case "float":
      judgeNumber(value, path, examination);
      return;
  }
}

/** The first element chooses the rule; a list that begins with null is not looked at. */
function judgeList(items: readonly JsonValue[], path: string, depth: number, examination: Examination): void {
  const first = items[0];
  if (!first || first.kind === "null") return;
  const family = familyOf(first);
  if (!items.every((item) => item.kind === "null" || familyOf(item) === family)) {
    complain(examination, mixedArray(placeAt(path, examination)));
    return;
  }
  const { limits, listsInLists } = examination.target;
  items.forEach((item, index) => {
    const itemPath = `${path}[${index}]`;
    if (item.kind === "array") {
      if (depth + 1 > limits.maxDepthLevels) complain(examination, tooDeep(itemPath, depth + 1, limits));
      else if (listsInLists === "crash-the-check") complain(examination, arrayOfArrays(itemPath));
      else judgeList(item.items, itemPath, depth + 1, examination);
    } else if (item.kind === "boolean") {
      judgeNumber(item, itemPath, examination);
    } else {
      judgeMember(item, itemPath, depth, examination);
    }
  });
}

/** Booleans are numbers in Python. */
function familyOf(value: JsonValue): string {
  return value.kind === "int" || value.kind === "float" || value.kind === "boolean" ? "number" : value.kind;
}

/** Since 1.4.2; releases before called it a mixed array. */
function arrayOfArrays(path: string): Complaint {
  const remedy =
    "It is an array directly inside another one: put it into an object, or return the outer one as JSON text.";
  return crash(path, "mixed-array", "'list' object has no attribute 'items'", remedy);
}
