import { type Node, type ParseError, parseTree } from "jsonc-parser";
import { nestsTooDeep } from "../../../json/deep-values.ts";
import { verbatimText } from "../../../text/embedded-text.ts";
import { offsetRange } from "../../../text/offset-range.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";
import { type DeclarationReader, memberOf, rangeOfJson, reportAt } from "../../declaration-reader.ts";
import type { NodeDeclaration, ReadingProblem, WorkflowReading } from "../../dialect.ts";
import { type N8nLanguage, type N8nNode, n8nLanguages, n8nModes, onErrorSettings } from "../platform/n8n-node.ts";
import { declaredRetry } from "../platform/retry-limits.ts";
import { isTrueAt, numberAt, textAt } from "./json-parts.ts";
import {
  engineLanguage,
  itemsInput,
  kindOfType,
  newestVersion,
  nodeTypes,
  oldMode,
  usualOnError,
} from "./read-node.ts";

/**
 * Reads a node file's declaration: `{ "dialect": "n8n", "mode": …, "language": … }`, by n8n's own names and with n8n's
 * defaults; a `.py` file is `pythonNative` unless it says otherwise, and a `.js` file may be one of the nodes that the
 * Code node replaced (`type`). Never throws. A declaration of another dialect is not recognised.
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
  const refusedLanguage = language === "javascript" ? unknownLanguage(root) : undefined;
  const { kind, typeVersion } = readKind(reader, root, language);
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
    own: {
      kind,
      typeVersion,
      mode: kind === "code" ? oneOf(reader, root, "mode", n8nModes, "runOnceForAllItems") : oldMode(kind),
      language: n8nLanguage,
      ...(languageValue ? { languageRange: rangeOfJson(languageValue) } : {}),
      ...(refusedLanguage === undefined ? {} : { refusedLanguage }),
      onError: oneOf(reader, root, "onError", onErrorSettings, usualOnError(isTrueAt(root, "continueOnFail"))),
      continuesOnFail: isTrueAt(root, "continueOnFail"),
      executesOnce: isTrueAt(root, "executeOnce"),
      alwaysOutputsData: isTrueAt(root, "alwaysOutputData"),
      isDisabled: isTrueAt(root, "disabled"),
    } satisfies N8nNode,
    code: verbatimText(code),
    range: offsetRange(0, code.length),
  };
  return { recognised: true, nodes: [node], problems };
}

/** Python has neither the old nodes nor the first version of the Code node. */
function readKind(
  reader: DeclarationReader,
  root: Node | undefined,
  language: NodeDeclaration["language"],
): Pick<N8nNode, "kind" | "typeVersion"> {
  const type = memberOf(root, "type")?.value;
  const kind = type ? kindOfType(textAt(root, "type")) : "code";
  if (!kind) {
    const known = Object.values(nodeTypes).map((each) => `"${each}"`);
    reportAt(reader, `This is no type of an n8n node with code. Write ${known.join(" or ")}, or leave it out.`, type);
  } else if (kind !== "code" && language !== "javascript") {
    reportAt(reader, `A node of the type "${nodeTypes[kind]}" knows JavaScript only. Leave "type" out.`, type);
  }
  if (!kind || language !== "javascript") return { kind: "code", typeVersion: newestVersion("code") };
  return { kind, typeVersion: numberAt(root, "typeVersion") ?? newestVersion(kind) };
}

/** n8n starts nothing for a language that it does not know. */
function unknownLanguage(root: Node | undefined): string | undefined {
  const written = textAt(root, "language");
  return n8nLanguages.some((known) => known === written) ? undefined : written;
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
