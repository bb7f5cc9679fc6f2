import type { JsonValue } from "../core/json/json-value.ts";
import { parsePythonJson } from "../core/json/parse-python-json.ts";
import { writeJson } from "../core/json/write-json.ts";
import type { InputField } from "./messages.ts";

/** What the user is about to enter for one input. */
export interface InputDraft {
  /** The declared type, or the one chosen when none is declared. */
  readonly type: string;
  /** Nothing is passed: `None` in Python, `null` in JavaScript. */
  readonly isNull: boolean;
  /** As typed; for a "boolean" unused. */
  readonly text: string;
  readonly checked: boolean;
  /** The field was left once, so that its problem may be shown. */
  readonly isVisited: boolean;
}

export type DraftReading =
  | { readonly kind: "value"; readonly jsonText: string }
  | { readonly kind: "problem"; readonly message: string };

export type ControlKind = "text" | "number" | "boolean" | "json" | "list";

/** The types to choose from when the workflow does not tell. */
export const choosableTypes: readonly string[] = ["string", "number", "boolean", "object", "array"];

/** The type of a platform's items, and of what else comes as rows. */
const listType = "array[object]";

export function controlOf(type: string): ControlKind {
  if (type === "string" || type === "secret") return "text";
  if (type === listType) return "list";
  return type === "number" || type === "boolean" ? type : "json";
}

export function draftOf({ type, initialText }: InputField): InputDraft {
  const parsed = initialText === undefined ? undefined : parsePythonJson(initialText);
  const initial = parsed?.kind === "value" ? parsed.value : undefined;
  const draftType = type ?? typeOf(initial);
  return {
    type: draftType,
    isNull: initial?.kind === "null",
    text:
      initial === undefined || initial.kind === "null"
        ? emptyText(draftType)
        : draftText(draftType, initial, initialText),
    checked: initial?.kind === "boolean" && initial.value,
    isVisited: false,
  };
}

/** The JSON text that the draft stands for, exactly as typed, or what is wrong with it. */
export function readDraft({ type, isNull, text, checked }: InputDraft): DraftReading {
  if (isNull) return { kind: "value", jsonText: "null" };
  switch (controlOf(type)) {
    case "text":
      return { kind: "value", jsonText: JSON.stringify(text) };
    case "boolean":
      return { kind: "value", jsonText: String(checked) };
    case "number":
      return readNumber(text.trim());
    case "json":
    case "list":
      return readJsonText(type, text.trim());
  }
}

function readNumber(text: string): DraftReading {
  const parsed = parsePythonJson(text);
  const isNumber = parsed.kind === "value" && (parsed.value.kind === "int" || parsed.value.kind === "float");
  if (isNumber) return { kind: "value", jsonText: text };
  const example = "such as 1, 1.0 or -2.5e3";
  return {
    kind: "problem",
    message: text === "" ? `Enter a number, ${example}.` : `"${text}" is no number. Enter one ${example}.`,
  };
}

const jsonExamples: Readonly<Record<string, string>> = {
  object: '{"key": "value"}',
  "array[string]": '["a", "b"]',
  "array[number]": "[1, 2.5]",
  "array[boolean]": "[true, false]",
  "array[object]": '[{"key": "value"}]',
  "array[file]": '[{"filename": "letter.pdf"}]',
};

function readJsonText(type: string, text: string): DraftReading {
  const wanted = type === "object" ? "object" : type.startsWith("array") ? "array" : undefined;
  const example = jsonExamples[type] ?? jsonExamples[wanted === "array" ? "array[string]" : "object"];
  if (text === "") return { kind: "problem", message: `Enter JSON, such as ${example}.` };
  const parsed = parsePythonJson(text);
  if (parsed.kind === "error")
    return { kind: "problem", message: `This is not JSON yet. ${parsed.message}. Write it like ${example}.` };
  if (wanted !== undefined && parsed.value.kind !== wanted) {
    return { kind: "problem", message: `The type ${type} needs a JSON ${wanted}, such as ${example}.` };
  }
  return { kind: "value", jsonText: text };
}

function typeOf(value: JsonValue | undefined): string {
  switch (value?.kind) {
    case "int":
    case "float":
      return "number";
    case "boolean":
    case "object":
    case "array":
      return value.kind;
    default:
      return "string";
  }
}

function emptyText(type: string): string {
  if (type === "object") return "{}";
  return type.startsWith("array") ? "[]" : "";
}

function draftText(type: string, initial: JsonValue, initialText = ""): string {
  // A list of objects on one line can hardly be edited; whoever broke the lines keeps them.
  if (type === listType && initial.kind === "array" && !initialText.includes("\n"))
    return writeJson(initial, { indent: 2 });
  return controlOf(type) === "text" && initial.kind === "string" ? initial.value : initialText;
}
