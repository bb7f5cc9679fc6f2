import type { Language } from "../../../workflow/code-node.ts";
import type { Inspection } from "../../dialect.ts";
import type { N8nMode } from "../platform/n8n-node.ts";
import type { Literal, LiteralObject } from "./result-literals.ts";

interface Words {
  readonly object: string;
  readonly wrapped: string;
  readonly json: string;
}

const wordsOf: Readonly<Record<Language, Words>> = {
  javascript: { object: "an object", wrapped: "{ json: { … } }", json: "json: { … }" },
  python: { object: "a dictionary", wrapped: '{"json": {…}}', json: '"json": {…}' },
};

const reservedKeys = ["json", "binary", "pairedItem", "error", "index"];

/** Literal results whose shape n8n refuses: elements that are no objects, mixed keys, `json` of another kind. */
export function* inspectLiterals(
  results: readonly Literal[],
  { mode, language }: { readonly mode: N8nMode; readonly language: Language },
): Generator<Inspection> {
  const isForAll = mode === "runOnceForAllItems";
  const words = wordsOf[language];
  for (const result of results) {
    if (result.kind === "object") yield* jsonOfAnotherKind(result, isForAll, words);
    else if (isForAll && result.kind === "list") yield* listProblems(result.elements, words);
  }
}

function* listProblems(elements: readonly Literal[], words: Words): Generator<Inspection> {
  for (const element of elements) {
    if (isNoObject(element)) {
      const message = `n8n says "Code doesn't return items properly": every element must be ${words.object}. Write ${words.wrapped}.`;
      yield { check: "wrong-result", message, codeRange: element.range };
    }
  }
  const objects = elements.filter((element) => element.kind === "object");
  if (!objects.some(({ keys }) => keys.some(({ name }) => reservedKeys.includes(name)))) return;
  for (const object of objects) {
    const reserved = object.keys.find(({ name }) => reservedKeys.includes(name));
    const other = object.keys.find(({ name }) => !reservedKeys.includes(name));
    if (other && (reserved || object.isComplete)) {
      const message = reserved
        ? `n8n says "Invalid output format": "${other.name}" stands beside the reserved key "${reserved.name}". Move it into json.`
        : `n8n says "Unknown top-level item key: ${other.name}", because other elements have json and the like. Wrap this one too: ${words.wrapped}.`;
      yield { check: "wrong-result", message, codeRange: other.range };
    } else yield* jsonOfAnotherKind(object, false, words);
  }
}

/** A lone object whose `json` is falsy is wrapped as a whole where the code runs for all items. */
function* jsonOfAnotherKind({ keys }: LiteralObject, wrapsFalsy: boolean, words: Words): Generator<Inspection> {
  const value = keys.find(({ name }) => name === "json")?.value;
  if (!value || !isNoObject(value)) return;
  if (wrapsFalsy && value.kind === "scalar" && value.mayBeFalsy) return;
  const message = `n8n says "A 'json' property isn't ${words.object}". Write ${words.json}.`;
  yield { check: "wrong-result", message, codeRange: value.range };
}

/** Certainly none, whatever the code does. */
function isNoObject({ kind }: Literal): boolean {
  return kind === "list" || kind === "scalar" || kind === "lost";
}
