import type { JsonEntry, JsonValue } from "../../../json/json-value.ts";
import { jsonArray, jsonEntries } from "../../../json/make-json.ts";
import { type Output, type OutputType, outputTypes } from "../../../workflow/code-node.ts";
import { refusedOutputTypes } from "../platform/output-type.ts";
import { pythonTypeName } from "./judge-measures.ts";
import { alter, complain, type Examination, judgeNumber, judgeString, placeAt } from "./judge-scalar.ts";
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
  examination: Examination,
): JsonValue {
  const { limits, booleanOutputs, wording } = examination.target;
  const refused = (complaint: Complaint) => {
    complain(examination, complaint);
    return value;
  };
  const isOfWrongType = () => refused(complaints.wrongType(placeAt(path, examination), type, value, wording));
  if (!isSupported(type, examination)) return refused(complaints.unsupportedType(path, String(type)));
  if (value.kind === "null") return value;
  switch (type) {
    case "string":
      if (value.kind !== "string") return isOfWrongType();
      return judgeString(value.value, path, examination);
    case "number":
      return judgeNumber(value, path, examination) ?? isOfWrongType();
    case "boolean":
      if (value.kind === "boolean" || booleanOutputs === "unchecked") return value;
      return isOfWrongType();
    case "object":
      if (value.kind !== "object") return isOfWrongType();
      return judgeObject(value, children, path, depth + 1, examination);
    case "array[string]":
      if (value.kind !== "array") return isOfWrongType();
      if (isTooLong(value, "string", limits.maxStringArrayElements, path, examination)) return value;
      return judgeStrings(value, path, examination);
    case "array[number]":
      if (value.kind !== "array") return isOfWrongType();
      if (isTooLong(value, "number", limits.maxNumberArrayElements, path, examination)) return value;
      return judgeNumbers(value, path, examination);
    case "array[object]":
      if (value.kind !== "array") return isOfWrongType();
      if (isTooLong(value, "object", limits.maxObjectArrayElements, path, examination)) return value;
      return judgeObjects(value, children, path, depth, examination);
    case "array[boolean]":
      if (value.kind !== "array") return isOfWrongType();
      refuseElements(value, "boolean", ["boolean", "null"], path, examination);
      return value;
  }
}

function isSupported(type: OutputType, { target }: Examination): boolean {
  return outputTypes.includes(type) && !refusedOutputTypes(target.booleanOutputs).includes(type);
}

/** The object itself stands on level `depth`. Without declared children it flows on as it is. */
function judgeObject(
  object: JsonObject,
  children: readonly Output[] | undefined,
  path: string,
  depth: number,
  examination: Examination,
): JsonValue {
  const { limits, undeclaredKeys } = examination.target;
  if (!children) {
    judgeUntypedObject(object, path, depth, examination);
    return object;
  }
  if (depth > limits.maxDepthLevels) {
    complain(examination, complaints.tooDeep(path, depth, limits));
    return object;
  }
  const members = new Map(object.entries);
  const judged: JsonEntry[] = [];
  for (const child of children) {
    const childPath = `${path}.${child.name}`;
    const member = members.get(child.name);
    if (member) judged.push([child.name, judgeDeclared(member, child, childPath, depth, examination)]);
    else complain(examination, complaints.missingOutput(placeAt(childPath, examination)));
  }
  for (const child of children) members.delete(child.name);
  if (members.size > 0 && undeclaredKeys === "fail-the-node") {
    complain(examination, complaints.undeclaredKeys(path, [...members.keys()]));
  } else {
    for (const name of members.keys()) alter(examination, `"${path}.${name}" is not declared and was dropped.`);
  }
  return jsonEntries(judged);
}

function judgeObjects(
  array: JsonArray,
  children: readonly Output[] | undefined,
  path: string,
  depth: number,
  examination: Examination,
): JsonValue {
  refuseElements(array, "object", ["object", "null"], path, examination);
  return jsonArray(
    array.items.map((item, index) =>
      item.kind === "object" ? judgeObject(item, children, `${path}[${index}]`, depth + 1, examination) : item,
    ),
  );
}

function judgeStrings(array: JsonArray, path: string, examination: Examination): JsonValue {
  return jsonArray(
    array.items.map((item, index) => {
      if (item.kind === "string") return judgeString(item.value, `${path}[${index}]`, examination);
      if (item.kind !== "null") complain(examination, notAStringElement(item, path, index, examination));
      return item;
    }),
  );
}

function notAStringElement(item: JsonValue, path: string, index: number, examination: Examination): Complaint {
  const { stringElements, wording, limits } = examination.target;
  if (stringElements === "checked") {
    return complaints.wrongElement(placeAt(path, examination), index, "string", item, wording);
  }
  const itemPath = `${path}[${index}]`;
  const remedy = "It is no string: convert it, or leave it out.";
  const type = pythonTypeName(item);
  if (item.kind !== "array" && item.kind !== "object") {
    return complaints.crash(itemPath, "type", `object of type '${type}' has no len()`, remedy);
  }
  const length = item.kind === "array" ? item.items.length : item.entries.length;
  if (length > limits.maxStringCodePoints) {
    return complaints.tooLongString(placeAt(itemPath, examination), length, limits);
  }
  return complaints.crash(itemPath, "type", `'${type}' object has no attribute 'replace'`, remedy);
}

function judgeNumbers(array: JsonArray, path: string, examination: Examination): JsonValue {
  const { nulls, sizes, order } = examination.target.numberElements;
  const accepted: readonly JsonValue["kind"][] = [
    "int",
    "float",
    "boolean",
    ...(nulls === "allowed" ? ["null" as const] : []),
  ];
  if (order === "types-first") refuseElements(array, "number", accepted, path, examination);
  return jsonArray(
    array.items.map((item, index) => {
      if (order === "one-by-one") refuseElement(item, index, "number", accepted, path, examination);
      if (sizes === "unchecked" && item.kind !== "boolean") return item;
      return judgeNumber(item, `${path}[${index}]`, examination) ?? item;
    }),
  );
}

function isTooLong(
  array: JsonArray,
  element: "string" | "number" | "object",
  limit: number,
  path: string,
  examination: Examination,
): boolean {
  if (array.items.length <= limit) return false;
  complain(examination, complaints.tooManyElements(placeAt(path, examination), element, array.items.length, limit));
  return true;
}

function refuseElements(
  array: JsonArray,
  expected: "number" | "boolean" | "object",
  accepted: readonly JsonValue["kind"][],
  path: string,
  examination: Examination,
): void {
  for (const [index, item] of array.items.entries()) {
    refuseElement(item, index, expected, accepted, path, examination);
  }
}

function refuseElement(
  item: JsonValue,
  index: number,
  expected: "number" | "boolean" | "object",
  accepted: readonly JsonValue["kind"][],
  path: string,
  examination: Examination,
): void {
  if (accepted.includes(item.kind)) return;
  const { wording } = examination.target;
  complain(examination, complaints.wrongElement(placeAt(path, examination), index, expected, item, wording));
}
