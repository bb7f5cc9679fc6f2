import type { JsonEntry, JsonValue } from "../../json/json-value.ts";
import { jsonArray, jsonEntries } from "../../json/make-json.ts";
import type { Output } from "../../workflow/code-node.ts";
import { alter, complain, type Inspection, judgeNumber, judgeString } from "./judge-scalar.ts";
import { judgeUntypedObject } from "./judge-untyped.ts";
import type { Complaint } from "./judge-violations.ts";
import * as complaints from "./judge-violations.ts";

type JsonArray = Extract<JsonValue, { kind: "array" }>;
type JsonObject = Extract<JsonValue, { kind: "object" }>;

/**
 * Looks at a declared value and returns what flows on. `depth` is the level of the object that holds it.
 * Unlike Dify it goes on after a complaint; the first one is the one that Dify would raise.
 */
export function judgeDeclared(
  value: JsonValue,
  { type, children }: Output,
  path: string,
  depth: number,
  inspection: Inspection,
): JsonValue {
  const { limits, booleanOutputs } = inspection.target;
  const refused = (complaint: Complaint) => {
    complain(inspection, complaint);
    return value;
  };
  if (value.kind === "null") return value;
  switch (type) {
    case "string":
      if (value.kind !== "string") return refused(complaints.wrongType(path, type, value));
      return judgeString(value.value, path, inspection);
    case "number":
      return judgeNumber(value, path, inspection) ?? refused(complaints.wrongType(path, type, value));
    case "boolean":
      if (value.kind === "boolean" || booleanOutputs === "unchecked") return value;
      return refused(complaints.wrongType(path, type, value));
    case "object":
      if (value.kind !== "object") return refused(complaints.wrongType(path, type, value));
      return judgeObject(value, children, path, depth + 1, inspection);
    case "array[string]":
      if (value.kind !== "array") return refused(complaints.wrongType(path, type, value));
      if (isTooLong(value, "string", limits.maxStringArrayElements, path, inspection)) return value;
      return judgeStrings(value, path, inspection);
    case "array[number]":
      if (value.kind !== "array") return refused(complaints.wrongType(path, type, value));
      if (isTooLong(value, "number", limits.maxNumberArrayElements, path, inspection)) return value;
      return judgeNumbers(value, path, inspection);
    case "array[object]":
      if (value.kind !== "array") return refused(complaints.wrongType(path, type, value));
      if (isTooLong(value, "object", limits.maxObjectArrayElements, path, inspection)) return value;
      return judgeObjects(value, children, path, depth, inspection);
    case "array[boolean]":
      if (value.kind !== "array") return refused(complaints.wrongType(path, type, value));
      refuseElements(value, "boolean", ["boolean", "null"], path, inspection);
      return value;
    default:
      return refused(complaints.unsupportedType(path, String(type)));
  }
}

/** The object itself stands on level `depth`. Without declared children it flows on as it is. */
function judgeObject(
  object: JsonObject,
  children: readonly Output[] | undefined,
  path: string,
  depth: number,
  inspection: Inspection,
): JsonValue {
  const { limits, undeclaredKeys } = inspection.target;
  if (!children) {
    judgeUntypedObject(object, path, depth, inspection);
    return object;
  }
  if (depth > limits.maxDepthLevels) {
    complain(inspection, complaints.tooDeep(path, depth, limits));
    return object;
  }
  const members = new Map(object.entries);
  const judged: JsonEntry[] = [];
  for (const child of children) {
    const childPath = `${path}.${child.name}`;
    const member = members.get(child.name);
    if (member) judged.push([child.name, judgeDeclared(member, child, childPath, depth, inspection)]);
    else complain(inspection, complaints.missingOutput(childPath));
  }
  for (const child of children) members.delete(child.name);
  if (members.size > 0 && undeclaredKeys === "fail-the-node") {
    complain(inspection, complaints.undeclaredKeys(path, [...members.keys()]));
  } else {
    for (const name of members.keys()) alter(inspection, `"${path}.${name}" is not declared and was dropped.`);
  }
  return jsonEntries(judged);
}

function judgeObjects(
  array: JsonArray,
  children: readonly Output[] | undefined,
  path: string,
  depth: number,
  inspection: Inspection,
): JsonValue {
  refuseElements(array, "object", ["object", "null"], path, inspection);
  return jsonArray(
    array.items.map((item, index) =>
      item.kind === "object" ? judgeObject(item, children, `${path}[${index}]`, depth + 1, inspection) : item,
    ),
  );
}

function judgeStrings(array: JsonArray, path: string, inspection: Inspection): JsonValue {
  return jsonArray(
    array.items.map((item, index) => {
      if (item.kind === "string") return judgeString(item.value, `${path}[${index}]`, inspection);
      if (item.kind !== "null") complain(inspection, complaints.wrongElement(path, index, "string", item));
      return item;
    }),
  );
}

/** Dify looks at the kinds of all elements before it looks at their sizes. */
function judgeNumbers(array: JsonArray, path: string, inspection: Inspection): JsonValue {
  refuseElements(array, "number", ["int", "float", "boolean"], path, inspection);
  const { numberArrayElements } = inspection.target;
  return jsonArray(
    array.items.map((item, index) =>
      numberArrayElements === "unchecked" && item.kind !== "boolean"
        ? item
        : (judgeNumber(item, `${path}[${index}]`, inspection) ?? item),
    ),
  );
}

function isTooLong(
  array: JsonArray,
  element: "string" | "number" | "object",
  limit: number,
  path: string,
  inspection: Inspection,
): boolean {
  if (array.items.length <= limit) return false;
  complain(inspection, complaints.tooManyElements(path, element, array.items.length, limit));
  return true;
}

function refuseElements(
  array: JsonArray,
  expected: "number" | "boolean" | "object",
  accepted: readonly JsonValue["kind"][],
  path: string,
  inspection: Inspection,
): void {
  for (const [index, item] of array.items.entries()) {
    if (!accepted.includes(item.kind)) complain(inspection, complaints.wrongElement(path, index, expected, item));
  }
}
