import { workflowType } from "../../../contract/input-types.ts";
import type { JsonEntry, JsonValue } from "../../../json/json-value.ts";
import { jsonArray, jsonEntries, jsonNull } from "../../../json/make-json.ts";
import type { CodeNode, Input } from "../../../workflow/code-node.ts";

/**
 * What a Code node sees of each file in a list. Source: graphon v0.6.0 `file/models.py`, `File.to_dict`, and its
 * `FILE_MODEL_IDENTITY`; facts read 2026-07.
 */
const fileKeys = [
  "dify_model_identity",
  "id",
  "type",
  "transfer_method",
  "remote_url",
  "reference",
  "filename",
  "extension",
  "mime_type",
  "size",
  "related_id",
  "url",
] as const;

const fileIdentity: JsonValue = { kind: "string", value: "__dify__file__" };

/**
 * The value of an input as a server would pass it: there are no files here, so an object that the user gives stands
 * in for each, completed to the keys of a file. A server passes an empty list of files as null.
 */
export function mockFiles(input: Input, value: JsonValue): JsonValue {
  switch (workflowType(input)) {
    case "file":
      return mockFile(value);
    case "array[file]":
      if (value.kind !== "array") return value;
      return value.items.length === 0 ? jsonNull : jsonArray(value.items.map(mockFile));
    default:
      return value;
  }
}

/** What stood in for files in a run, and where a server would do otherwise, in our own words. */
export function fileNotes({ inputs: declared }: CodeNode, inputs: ReadonlyMap<string, JsonValue>): readonly string[] {
  return declared.flatMap((input) => {
    const type = workflowType(input);
    const given = inputs.get(input.name) ?? jsonNull;
    if ((type !== "file" && type !== "array[file]") || given.kind === "null") return [];
    return noteOn(input.name, type, given);
  });
}

function noteOn(name: string, type: "file" | "array[file]", given: JsonValue): readonly string[] {
  const isList = given.kind === "array";
  if (type === "array[file]" && isList && given.items.length === 0) {
    return [`The input "${name}" is an empty list of files, which a server passes as null: null was passed.`];
  }
  const keys = fileKeys.join(", ");
  const files = isList && type === "array[file]" ? given.items : [given];
  const isMock = isList === (type === "array[file]") && files.every(({ kind }) => kind === "object");
  const notes = [
    isMock
      ? `What was given for the input "${name}" stood in for ${isList ? "files" : "a file"}. The keys of a file are ${keys}; those that were not given are null.`
      : `The input "${name}" wants ${type === "file" ? "an object" : "a list of objects"} that stands in for ${type === "file" ? "a file" : "files"}, with the keys ${keys}; what was given was passed as it is.`,
  ];
  if (type === "file") {
    notes.push(
      `A server cannot pass the single file "${name}" and fails with WorkflowNodeError, "Type is not JSON serializable: File". Select an attribute of it, such as "url", or a list of files.`,
    );
  }
  return notes;
}

function mockFile(value: JsonValue): JsonValue {
  if (value.kind !== "object") return value;
  const given = new Map(value.entries);
  const completed = fileKeys.map((key): JsonEntry => {
    const missing = key === "dify_model_identity" ? fileIdentity : jsonNull;
    return [key, given.get(key) ?? missing];
  });
  const others = value.entries.filter(([key]) => !fileKeys.some((fileKey) => fileKey === key));
  return jsonEntries([...completed, ...others]);
}
