import type { AnyNode } from "acorn";
import type { Inspection } from "../../dialect.ts";
import { isMember, isNamed, rangeOf } from "../editor-rules/javascript-shapes.ts";
import { findWrongModeCall } from "../platform/wrong-mode-call.ts";
import type { InspectedJavaScript } from "./inspected-javascript.ts";

/** Source: facts about n8n 2.41.1, executed 2026-09. */
const unsupportedHelpers = `httpRequestWithAuthentication requestWithAuthenticationPaginated copyBinaryFile
  createReadStream getBinaryStream binaryToBuffer getBinaryMetadata getStoragePath getBinaryPath writeContentToFile
  copyInputItems returnJsonArray normalizeItems getSSHClient createDeferredPromise constructExecutionMetaData`.split(
  /\s+/,
);

/** Functions that are declared but fail, and those that n8n refuses in the node's mode. */
export function* inspectFunctions(inspected: InspectedJavaScript): Generator<Inspection> {
  yield* refusedText(inspected);
  if (inspected.target.javascript === "in-process") return;
  for (const { node, use } of inspected.nodes) {
    for (const problem of functionProblem(node, inspected)) {
      if (use === "guarded") continue;
      yield { ...problem, ...(use === "perhaps" ? { severity: "warning" } : {}) };
    }
  }
}

function* functionProblem(node: AnyNode, { n8n, target }: InspectedJavaScript): Generator<Inspection> {
  const problem = (message: string): Inspection => ({ check: "missing-function", message, codeRange: rangeOf(node) });
  if (isMember(node, ...unsupportedHelpers) && isHelpers(node.object)) {
    const name = isNamed(node.property, ...unsupportedHelpers) ? node.property.name : "";
    yield problem(
      `n8n says 'The function "helpers.${name}" is not supported in the Code Node'. Do that in a node of its own.`,
    );
  } else if (isNamed(node, "$evaluateExpression")) {
    yield problem(
      'n8n says "$evaluateExpression can\'t be used in the Code node while task runners run in secure mode". Evaluate the expression in an Edit Fields node before this one.',
    );
  } else if (isMember(node, "itemMatching") && isNamed(node.object, "$input") && n8n.mode === "runOnceForAllItems") {
    yield problem('n8n says "$input.itemMatching is not a function". Write $input.all()[index].');
  } else if (target.environment === "denied" && node.type === "MemberExpression" && isNamed(node.object, "$env")) {
    yield problem(
      'n8n says "access to env vars denied", unless the server sets N8N_BLOCK_ENV_ACCESS_IN_NODE=false. Use $vars, or take the value from a node before this one.',
    );
  }
}

function isHelpers(node: AnyNode): boolean {
  return isNamed(node, "helpers") || (isMember(node, "helpers") && node.object.type === "ThisExpression");
}

/** For each item n8n searches the text for the input's methods before it runs it, strings and comments included. */
function* refusedText({ subject, n8n, nodes }: InspectedJavaScript): Generator<Inspection> {
  if (n8n.mode !== "runOnceForEachItem") return;
  const { code } = subject.node.code;
  const found = findWrongModeCall(code);
  if (!found) return;
  // What is a real use of the method is the editor's own finding.
  const isUse = nodes.some(
    ({ node }) => isMember(node, "first", "last", "all", "itemMatching") && isNamed(node.object, "$input"),
  );
  if (isUse) return;
  const { method, range } = found;
  yield {
    check: "missing-function",
    message: `n8n refuses the text "${code.slice(range.start, range.end)}" wherever it stands in code that runs for each item, in strings and comments too: "Can't use .${method}() here". Rephrase it.`,
    codeRange: range,
  };
}
