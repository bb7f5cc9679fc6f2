import { type Node, type ParseError, parseTree } from "jsonc-parser";
import { nestsTooDeep } from "../../json/tolerant-json.ts";
import { verbatimText } from "../../text/embedded-text.ts";
import { offsetRange } from "../../text/offset-range.ts";
import type { CodeNode } from "../../workflow/code-node.ts";
import { type DeclarationReader, memberOf, rangeOfJson, reportAt } from "../declaration-reader.ts";
import type { NodeDeclaration, ReadingProblem, WorkflowReading } from "../dialect.ts";
import { isTrueAt, numberAt } from "./json-parts.ts";
import { type N8nLanguage, n8nLanguages, n8nModes, onErrorSettings } from "./n8n-node.ts";
import { engineLanguage, itemsInput } from "./read-node.ts";
import { declaredRetry } from "./retry-limits.ts";

/**
 * Reads a node file's declaration: `{ "dialect": "n8n", "mode": …, "language": … }`, by n8n's own names and with n8n's
 * defaults; a `.py` file is `pythonNative` unless it says otherwise. Never throws. A declaration of another dialect is
 * not recognised.
 */
export function readN8nDeclaration({ text, code, language, fileName }: NodeDeclaration): WorkflowReading {
  const syntaxErrors: ParseError[] = [];
  const root = nestsTooDeep(text) ? undefined : parseTree(text, syntaxErrors, { allowTrailingComma: true });
  if (memberOf(root, "dialect")?.value?.value !== "n8n") return { recognised: false, nodes: [], problems: [] };
  const problems: ReadingProblem[] = [];
  const reader: DeclarationReader = { text, nodeId: fileName, problems };
  if (syntaxErrors[0]) {
    const message = "The declaration is not valid JSON. Check for a missing comma, quote or bracket.";
    const start = Math.min(syntaxErrors[0].offset, text.length);
    problems.push({ message, range: offsetRange(start, Math.min(start + 1, text.length)), nodeId: fileName });
  }
  const languageValue = memberOf(root, "language")?.value;
  const own = language === "javascript" ? "javaScript" : "pythonNative";
  const written = oneOf<N8nLanguage>(reader, root, "language", n8nLanguages, own);
  if (engineLanguage(written) !== language) {
    const message = `The declaration says "${written}", and ${fileName} is written in ${language}. Write "${own}", or rename the file.`;
    reportAt(reader, message, languageValue);
  }
  const n8nLanguage = engineLanguage(written) === language ? written : own;
  const retries = isTrueAt(root, "retryOnFail");
  const node: CodeNode = {
    id: fileName,
    title: fileName.replace(/\.[^.]*$/, ""),
    language,
    form: n8nLanguage === "pythonNative" ? "body" : "async-body",
    inputs: [itemsInput(undefined, root ? rangeOfJson(root) : offsetRange(0, 0))],
    outputs: [],
    ...(retries ? { retry: declaredRetry(numberAt(root, "maxTries"), numberAt(root, "waitBetweenTries")) } : {}),
    errorStrategy: "none",
    defaults: [],
    n8n: {
      kind: "code",
      typeVersion: 2,
      mode: oneOf(reader, root, "mode", n8nModes, "runOnceForAllItems"),
      language: n8nLanguage,
      ...(languageValue ? { languageRange: rangeOfJson(languageValue) } : {}),
      onError: oneOf(reader, root, "onError", onErrorSettings, "stopWorkflow"),
      continuesOnFail: false,
      executesOnce: isTrueAt(root, "executeOnce"),
      alwaysOutputsData: isTrueAt(root, "alwaysOutputData"),
      isDisabled: false,
    },
    code: verbatimText(code),
    range: offsetRange(0, code.length),
  };
  return { recognised: true, nodes: [node], problems };
}

function oneOf<T extends string>(
  reader: DeclarationReader,
  root: Node | undefined,
  name: string,
  known: readonly T[],
  fallback: T,
): T {
  const value = memberOf(root, name)?.value;
  if (!value) return fallback;
  const found = known.find((candidate) => candidate === value.value);
  if (!found) {
    reportAt(reader, `n8n knows no such "${name}". Write ${known.map((each) => `"${each}"`).join(" or ")}.`, value);
  }
  return found ?? fallback;
}
