import { type ParseError, parseTree } from "jsonc-parser";
import { verbatimText } from "../../text/embedded-text.ts";
import { offsetRange } from "../../text/offset-range.ts";
import type { CodeNode } from "../../workflow/code-node.ts";
import type { NodeDeclaration, ReadingProblem, WorkflowReading } from "../dialect.ts";
import { type DeclarationReader, memberOf, reportAt } from "./declaration-reader.ts";
import { readDeclaredFailureHandling } from "./read-declared-failure-handling.ts";
import { readDeclaredInputs, readDeclaredOutputs } from "./read-declared-variables.ts";

/**
 * Reads a node file's declaration, JSON with comments and trailing commas allowed. Never throws.
 *
 * The node's `range` is the whole code file and its `code` that file character by character; the ranges of
 * inputs, outputs and problems are offsets in the declaration's text. A declaration of another dialect is not
 * recognised; one with `from` says nothing itself, so that it gives no node: its reader takes the declarations
 * of the workflow's node (see `mirroredNode`).
 */
export function readDifyDeclaration(declaration: NodeDeclaration): WorkflowReading {
  const { text, code, language, fileName } = declaration;
  const syntaxErrors: ParseError[] = [];
  const isTooDeep = nestingOf(text) > deepestNesting;
  const root = isTooDeep
    ? undefined
    : parseTree(text, syntaxErrors, { allowTrailingComma: true, allowEmptyContent: true });
  const dialect = memberOf(root, "dialect")?.value;
  if (dialect?.type === "string" && dialect.value !== "dify") return { recognised: false, nodes: [], problems: [] };

  const problems: ReadingProblem[] = [];
  const reader: DeclarationReader = { text, nodeId: fileName, problems };
  if (syntaxErrors[0]) reportSyntaxError(reader, syntaxErrors[0]);
  else if (root?.type !== "object") {
    reportAt(
      reader,
      'The declaration is no JSON object. Write { "dialect": "dify", "inputs": {}, "outputs": {} }.',
      root,
    );
  } else if (!dialect) {
    reportAt(reader, 'The declaration does not name its platform. Add "dialect": "dify".', root);
  } else if (dialect.type !== "string") {
    reportAt(reader, 'The "dialect" must be text. Write "dify".', dialect);
  }
  if (memberOf(root, "from")) return { recognised: true, nodes: [], problems };

  const outputs = readDeclaredOutputs(reader, root);
  const node: CodeNode = {
    id: fileName,
    title: fileName.replace(/\.[^.]*$/, ""),
    language,
    inputs: readDeclaredInputs(reader, root),
    outputs,
    ...readDeclaredFailureHandling(reader, root, outputs),
    code: verbatimText(code),
    range: offsetRange(0, code.length),
  };
  return { recognised: true, nodes: [node], problems };
}

/** The JSON parser recurses, and no declaration nests like this. */
const deepestNesting = 200;

/** The workflow and node (an id or a title) that a declaration mirrors with `from`; undefined when it has none. */
export function mirroredNode(
  declarationText: string,
): { readonly workflow: string; readonly node: string } | undefined {
  if (nestingOf(declarationText) > deepestNesting) return undefined;
  const from = memberOf(parseTree(declarationText), "from")?.value;
  const workflow: unknown = memberOf(from, "workflow")?.value?.value;
  const node: unknown = memberOf(from, "node")?.value?.value;
  return typeof workflow === "string" && typeof node === "string" ? { workflow, node } : undefined;
}

/** How deep brackets stand inside each other, those inside strings counted too. */
function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const { 0: bracket } of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === "[" || bracket === "{" ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function reportSyntaxError(reader: DeclarationReader, { offset, length }: ParseError): void {
  const line = reader.text.slice(0, offset).split("\n").length;
  const end = Math.min(offset + Math.max(length, 1), reader.text.length);
  const message = `Line ${line} of the declaration is not valid JSON. Check for a missing comma, quote or bracket.`;
  reader.problems.push({ message, range: offsetRange(Math.min(offset, end), end), nodeId: reader.nodeId });
}
