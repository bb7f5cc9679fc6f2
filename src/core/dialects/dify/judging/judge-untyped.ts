import type { JsonValue } from "../../../json/json-value.ts";
import { complain, type Inspection, judgeNumber, judgeString, placeAt } from "./judge-scalar.ts";
import { type Complaint, crash, mixedArray, tooDeep } from "./judge-violations.ts";

type JsonObject = Extract<JsonValue, { kind: "object" }>;

/**
 * Looks at everything inside an object without declared children, which flows on unchanged: whatever would be
 * altered in a declared value (NULs, booleans) stays here. The object itself stands on level `depth`.
 */
export function judgeUntypedObject(object: JsonObject, path: string, depth: number, inspection: Inspection): void {
  const { limits } = inspection.target;
  if (depth > limits.maxDepthLevels) {
    complain(inspection, tooDeep(path, depth, limits));
    return;
  }
  const unaltered = { ...inspection, alterations: [] };
  for (const [name, member] of object.entries) judgeMember(member, `${path}.${name}`, depth, unaltered);
}

function judgeMember(value: JsonValue, path: string, depth: number, inspection: Inspection): void {
  switch (value.kind) {
    case "object":
      judgeUntypedObject(value, path, depth + 1, inspection);
      return;
    case "array":
      judgeList(value.items, path, depth, inspection);
      return;
    case "string":
      judgeString(value.value, path, inspection);
      return;
    case "int":
    case "float":
      judgeNumber(value, path, inspection);
      return;
  }
}

/** The first element chooses the rule; a list that begins with null is not looked at. */
function judgeList(items: readonly JsonValue[], path: string, depth: number, inspection: Inspection): void {
  const first = items[0];
  if (!first || first.kind === "null") return;
  const family = familyOf(first);
  if (!items.every((item) => item.kind === "null" || familyOf(item) === family)) {
    complain(inspection, mixedArray(placeAt(path, inspection)));
    return;
  }
  const { limits, listsInLists } = inspection.target;
  items.forEach((item, index) => {
    const itemPath = `${path}[${index}]`;
    if (item.kind === "array") {
      if (depth + 1 > limits.maxDepthLevels) complain(inspection, tooDeep(itemPath, depth + 1, limits));
      else if (listsInLists === "crash-the-check") complain(inspection, arrayOfArrays(itemPath));
      else judgeList(item.items, itemPath, depth + 1, inspection);
    } else if (item.kind === "boolean") {
      judgeNumber(item, itemPath, inspection);
    } else {
      judgeMember(item, itemPath, depth, inspection);
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
