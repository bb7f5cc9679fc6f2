import { type LanguageVersions, namesNewerThanNode } from "../../../contract/language-versions.ts";
import type { ModulePolicy } from "../../../contract/module-policy.ts";
import type { JsonEntry, JsonValue } from "../../../json/json-value.ts";
import { jsonArray, jsonEntries, jsonNumber, jsonObject, jsonString } from "../../../json/make-json.ts";
import { parsePythonJson } from "../../../json/parse-python-json.ts";
import { writeJson } from "../../../json/write-json.ts";
import type { RunRequest } from "../../../run/request.ts";
import { isRefusedAsEmpty } from "../platform/empty-code.ts";
import { itemsOf, type N8nNodeData, type N8nRunContext, turnsErrorsIntoItems } from "../platform/run-context.ts";
import type { N8nTarget } from "../platform/target.ts";
import { findWrongModeCall } from "../platform/wrong-mode-call.ts";
import { endWithoutRun } from "./end-without-run.ts";
import { type N8nEnding, n8nError } from "./ending.ts";
import { failWith } from "./flow-on.ts";
import { localLimits } from "./local-limits.ts";
import { type NeededData, neededData } from "./needed-data.ts";

export interface N8nJavaScriptSettings {
  readonly modules: ModulePolicy;
  readonly languages: LanguageVersions;
  readonly timeLimitMs: number;
}

/** How an attempt ends for which n8n runs no code; undefined when it runs. */
export function endJavaScriptEarly(context: N8nRunContext, runner: N8nTarget["javascript"]): N8nEnding | undefined {
  return endWithoutRun(context) ?? refuseEmptyCode(context, runner) ?? refuseWrongMode(context);
}

function refuseEmptyCode(context: N8nRunContext, runner: N8nTarget["javascript"]): N8nEnding | undefined {
  if (context.kind !== "code" || !isRefusedAsEmpty(context.code, runner)) return undefined;
  return failWith(context, { ...n8nError("Unknown error"), explanation: "The node holds no code. Return the items." });
}

function refuseWrongMode(context: N8nRunContext): N8nEnding | undefined {
  if (context.kind !== "code" || context.mode !== "runOnceForEachItem") return undefined;
  const call = findWrongModeCall(context.code);
  if (!call) return undefined;
  const { method, line } = call;
  const description = "This is only available in 'Run Once for All Items' mode";
  const message = `Can't use .${method}() here [line ${line}, for item 0]`;
  return failWith(context, { ...n8nError(message, { description, itemIndex: 0 }), line });
}

/** What n8n runs for a node that does not end early. */
export function javaScriptRequest(
  context: N8nRunContext,
  { modules, languages, timeLimitMs }: N8nJavaScriptSettings,
): RunRequest {
  const isOld = context.kind !== "code";
  return {
    language: "javascript",
    // Taken for the mark of an expression, and left out; blanks in their place keep the columns right.
    code: isOld ? context.code : context.code.replace(/^=+/, (marks) => " ".repeat(marks.length)),
    fileName: "node.js",
    moduleName: "__main__",
    entryPoint: "the code",
    call: {
      kind: "body",
      environment: environmentOf(context),
      contextText: contextText(context),
      ...(!isOld && { wrapper }),
    },
    awaitsResult: true,
    modules,
    globals: n8nJavaScriptGlobals,
    absentNames: namesNewerThanNode(languages.node),
    languageVersion: languages.node,
    limits: { timeMs: timeLimitMs, ...localLimits },
  };
}

/** n8n 2.41.1, read 2026-09. */
const wrapper = { before: "module.exports = async function VmCodeWrapper() {", after: "\n}()" };

/** What the sandbox has of the names beyond the language and beyond those that n8n gives. */
const n8nJavaScriptGlobals = [
  "Buffer TextDecoder TextEncoder atob btoa clearImmediate clearInterval clearTimeout console global module require",
  "setImmediate setInterval setTimeout",
].flatMap((names) => names.split(" "));

function environmentOf({ kind, mode }: N8nRunContext): string {
  if (kind !== "code") return `n8n-${kind}`;
  return mode === "runOnceForEachItem" ? "n8n-each-item" : "n8n-all-items";
}

function contextText(context: N8nRunContext): string {
  const { node, workflow, execution, staticData, environmentVariables, previous } = context;
  const items = itemsOf(context);
  const needs: NeededData =
    context.kind === "code" ? neededData(context.code) : { input: true, files: true, bothViews: false, nodes: "all" };
  return writeJson(
    jsonObject({
      items: jsonArray(needs.input || needs.files ? items : []),
      itemCount: jsonNumber(items.length),
      hasInput: flag(needs.input),
      hasBothViews: flag(needs.bothViews),
      isCombined: flag(workflow.binaryMode === "combined"),
      continuesOnError: flag(turnsErrorsIntoItems(context)),
      previous: previous && jsonObject({ node: jsonString(previous.node), output: jsonNumber(previous.output) }),
      node: jsonObject({
        id: jsonString(node.id),
        name: jsonString(node.name),
        typeVersion: jsonNumber(node.typeVersion),
        parameters: withDefaults(context, objectIn(node.parametersText)),
      }),
      workflow: jsonObject({
        id: workflow.id === undefined ? undefined : jsonString(workflow.id),
        name: workflow.name === undefined ? undefined : jsonString(workflow.name),
        isActive: flag(workflow.isActive),
        timezone: workflow.timezone === undefined ? undefined : jsonString(workflow.timezone),
      }),
      execution: texts({ ...execution }),
      variables: objectIn(context.variablesText),
      environmentVariables: environmentVariables && texts(environmentVariables),
      staticData: jsonObject({ global: objectIn(staticData.globalText), node: objectIn(staticData.nodeText) }),
      nodes: jsonArray(context.nodes.map((data) => nodeData(withItems(data, context), needs))),
    }),
  );
}

/** What stands on the node's input is what the node before it put out. */
function withItems(data: N8nNodeData, { previous, items }: N8nRunContext): N8nNodeData {
  if (data.name !== previous?.node || data.outputs?.[previous.output]) return data;
  const outputs = Array.from({ length: previous.output + 1 }, (_, output) => data.outputs?.[output] ?? []);
  outputs[previous.output] = [...items];
  return { ...data, outputs, defaultOutput: data.defaultOutput ?? previous.output };
}

function nodeData(
  { name, parametersText, outputs, isPinned = false, sources, defaultOutput = 0 }: N8nNodeData,
  needs: NeededData,
) {
  const isNeeded = needs.nodes === "all" || needs.nodes.has(name);
  return jsonObject({
    name: jsonString(name),
    parameters: objectIn(parametersText),
    outputs: isNeeded && outputs ? jsonArray(outputs.map((items) => jsonArray(items))) : undefined,
    sources: jsonArray(
      (sources ?? []).map(({ node, output }) => jsonObject({ node: jsonString(node), output: jsonNumber(output) })),
    ),
    defaultOutput: jsonNumber(defaultOutput),
    isPinned: flag(isPinned),
  });
}

/** n8n leaves defaults out of the file and puts them back before a run. */
function withDefaults({ kind, code, mode, node }: N8nRunContext, parameters: JsonValue): JsonValue {
  if (kind !== "code" || parameters.kind !== "object") return parameters;
  const given = new Map(parameters.entries);
  const defaults: readonly JsonEntry[] = [
    ["mode", jsonString(mode)],
    ...(node.typeVersion >= 2 ? [["language", jsonString("javaScript")] as const] : []),
    ["jsCode", jsonString(code)],
    ["notice", jsonString("")],
  ];
  for (const [name, value] of defaults) if (!given.has(name) || name === "mode") given.set(name, value);
  const names = new Set([...defaults.map(([name]) => name), ...given.keys()]);
  return jsonEntries([...names].map((name) => [name, given.get(name) ?? jsonString("")]));
}

function objectIn(text: string): JsonValue {
  const parsed = parsePythonJson(text);
  return parsed.kind === "value" && parsed.value.kind === "object" ? parsed.value : jsonObject({});
}

function texts(members: Readonly<Record<string, string>>): JsonValue {
  return jsonEntries(Object.entries(members).map(([name, value]) => [name, jsonString(value)]));
}

function flag(value: boolean): JsonValue {
  return { kind: "boolean", value };
}
