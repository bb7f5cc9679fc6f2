import { jsonNumber, jsonString, jsonTrue } from "../../../json/make-json.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";
import { declarationText } from "../../declaration-text.ts";
import { type N8nNode, ownPartOf } from "../platform/n8n-node.ts";
import { declaredRetry } from "../platform/retry-limits.ts";
import { newestVersion, nodeTypes, usualOnError } from "./read-node.ts";

/** The `.node.json` text that `readN8nDeclaration` reads as this node: n8n's own names, and what differs from its defaults. */
export function writeN8nDeclaration(node: CodeNode): string {
  const { language, retry } = node;
  const n8n = ownPartOf(node);
  const own = language === "javascript" ? "javaScript" : "pythonNative";
  const usual = declaredRetry(undefined, undefined);
  const onError = n8n?.onError ?? "stopWorkflow";
  return declarationText([
    ["dialect", jsonString("n8n")],
    ...(n8n ? kindMembers(n8n) : []),
    ["language", n8n && writtenLanguage(n8n) !== own ? jsonString(writtenLanguage(n8n)) : undefined],
    ["retryOnFail", retry && jsonTrue],
    ["maxTries", retry && retry.maxRetries !== usual.maxRetries ? jsonNumber(retry.maxRetries + 1) : undefined],
    ["waitBetweenTries", retry && retry.intervalMs !== usual.intervalMs ? jsonNumber(retry.intervalMs) : undefined],
    ["onError", onError === usualOnError(n8n?.continuesOnFail === true) ? undefined : jsonString(onError)],
    ["continueOnFail", n8n?.continuesOnFail ? jsonTrue : undefined],
    ["executeOnce", n8n?.executesOnce ? jsonTrue : undefined],
    ["alwaysOutputData", n8n?.alwaysOutputsData ? jsonTrue : undefined],
    ["disabled", n8n?.isDisabled ? jsonTrue : undefined],
  ]);
}

function kindMembers({ kind, typeVersion, mode }: N8nNode) {
  const isCode = kind === "code";
  return [
    ["type", isCode ? undefined : jsonString(nodeTypes[kind])],
    ["typeVersion", typeVersion === newestVersion(kind) ? undefined : jsonNumber(typeVersion)],
    ["mode", isCode && mode !== "runOnceForAllItems" ? jsonString(mode) : undefined],
  ] as const;
}

function writtenLanguage({ language, refusedLanguage }: N8nNode): string {
  return refusedLanguage ?? language;
}
