import type { JsonEntry, JsonValue } from "../../../json/json-value.ts";
import { jsonArray, jsonEntries } from "../../../json/make-json.ts";
import { type Output, type OutputType, outputTypes } from "../../../workflow/code-node.ts";
import { refusedOutputTypes } from "../platform/output-type.ts";
import { pythonTypeName } from "./judge-measures.ts";
import { alter, complain, type Inspection, judgeNumber, judgeString, placeAt } from "./judge-scalar.ts";
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
  const { limits, booleanOutputs, wording } = inspection.target;
  const refused = (complaint: Complaint) => {
    complain(inspection, complaint);
    return value;
  };
  const isOfWrongType = () => refused(complaints.wrongType(placeAt(path, inspection), type, value, wording));
  if (!isSupported(type, inspection)) return refused(complaints.unsupportedType(path, String(type)));
  if (value.kind === "null") return value;
  switch (type) {
    case "string":
      if (value.kind !== "string") return isOfWrongType();
      return judgeString(value.value, path, inspection);
    case "number":
      return judgeNumber(value, path, inspection) ?? isOfWrongType();
    case "boolean":
      if (value.kind === "boolean" || booleanOutputs === "unchecked") return value;
      return isOfWrongType();
    case "object":
      if (value.kind !== "object") return isOfWrongType();
      return judgeObject(value, children, path, depth + 1, inspection);
    case "array[string]":
      if (value.kind !== "array") return isOfWrongType();
      if (isTooLong(value, "string", limits.maxStringArrayElements, path, inspection)) return value;
      return judgeStrings(value, path, inspection);
    case "array[number]":
      if (value.kind !== "array") return isOfWrongType();
      if (isTooLong(value, "number", limits.maxNumberArrayElements, path, inspection)) return value;
      return judgeNumbers(value, path, inspection);
    case "array[object]":
      if (value.kind !== "array") return isOfWrongType();
      if (isTooLong(value, "object", limits.maxObjectArrayElements, path, inspection)) return value;
      return judgeObjects(value, children, path, depth, inspection);
    case "array[boolean]":
      if (value.kind !== "array") return isOfWrongType();
      refuseElements(value, "boolean", ["boolean", "null"], path, inspection);
      return value;
  }
}

function isSupported(type: OutputType, { target }: Inspection): boolean {
  return outputTypes.includes(type) && !refusedOutputTypes(target.booleanOutputs).includes(type);
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
    else complain(inspection, complaints.missingOutput(placeAt(childPath, inspection)));
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
      if (item.kind !== "null") complain(inspection, notAStringElement(item, path, index, inspection));
      return item;
    }),
  );
}

function notAStringElement(item: JsonValue, path: string, index: number, inspection: Inspection): Complaint {
  const { stringElements, wording, limits } = inspection.target;
  if (stringElements === "checked") {
    return complaints.wrongElement(placeAt(path, inspection), index, "string", item, wording);
  }
  const itemPath = `${path}[${index}]`;
  const remedy = "It is no string: convert it, or leave it out.";
  const type = pythonTypeName(item);
  if (item.kind !== "array" && item.kind !== "object") {
    return complaints.crash(itemPath, "type", `object of type '${type}' has no len()`, remedy);
  }
  const length = item.kind === "array" ? item.items.length : item.entries.length;
  if (length > limits.maxStringCodePoints) {
    return complaints.tooLongString(placeAt(itemPath, inspection), length, limits);
  }
  return complaints.crash(itemPath, "type", `'${type}' object has no attribute 'replace'`, remedy);
}

function judgeNumbers(array: JsonArray, path: string, inspection: Inspection): JsonValue {
  const { nulls, sizes, order } = inspection.target.numberElements;
  const accepted: readonly JsonValue["kind"][] = [
    "int",
    "float",
    "boolean",
    ...(nulls === "allowed" ? ["null" as const] : []),
  ];
  if (order === "types-first") refuseElements(array, "number", accepted, path, inspection);
  return jsonArray(
    array.items.map((item, index) => {
      if (order === "one-by-one") refuseElement(item, index, "number", accepted, path, inspection);
      if (sizes === "unchecked" && item.kind !== "boolean") return item;
      return judgeNumber(item, `${path}[${index}]`, inspection) ?? item;
    }),
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
  complain(inspection, complaints.tooManyElements(placeAt(path, inspection), element, array.items.length, limit));
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
    refuseElement(item, index, expected, accepted, path, inspection);
  }
}

function refuseElement(
  item: JsonValue,
  index: number,
  expected: "number" | "boolean" | "object",
  accepted: readonly JsonValue["kind"][],
  path: string,
  inspection: Inspection,
): void {
  if (accepted.includes(item.kind)) return;
  const { wording } = inspection.target;
  complain(inspection, complaints.wrongElement(placeAt(path, inspection), index, expected, item, wording));
}
