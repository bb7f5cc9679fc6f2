import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { withoutDepths } from "../../../json/deep-values.ts";
import { offsetRange } from "../../../text/offset-range.ts";
import { withPlainEscapes } from "../../../text/plain-escapes.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";
import { memberOf } from "../../declaration-reader.ts";
import type { ReadingProblem, WorkflowReading } from "../../dialect.ts";
import { freeId } from "../../free-id.ts";
import { elementsOf, textAt } from "./json-parts.ts";
import { looksLikeExport, misplacedWorkflow } from "./misplaced-workflow.ts";
import { isCodeNode, readNode } from "./read-node.ts";
import { readSurroundings } from "./read-surroundings.ts";

/** One cheap look, without parsing: false means that the text cannot hold a Code or Function node of n8n. */
export function mayHoldN8nNodes(text: string): boolean {
  return saysCodeNodes(text) || (text.includes("\\u00") && saysCodeNodes(withPlainEscapes(text)));
}

function saysCodeNodes(text: string): boolean {
  const hasNode = text.includes("n8n-nodes-base.code") || text.includes("n8n-nodes-base.function");
  // Within a string the quotes are escaped.
  return hasNode && (text.includes('"nodes"') || text.includes('nodes\\"'));
}

/**
 * Reads the Code, Function and Function Item nodes of an n8n workflow in the order of the file: one workflow as an
 * object, several in an array (the export of n8n's command line), or what the editor puts on the clipboard. Never
 * throws. When the JSON is broken, that is the first problem, and nodes at or behind the place are read as far as
 * they go without being scolded for what may only be a consequence. A workflow where n8n would not find it is a problem.
 */
export function readN8nWorkflow(text: string): WorkflowReading {
  if (!mayHoldN8nNodes(text)) return notRecognised;
  const errors: ParseError[] = [];
  // A byte order mark is no JSON to the parser; n8n's editor drops it. Only data nest deeply, and n8n takes any.
  const json = withoutDepths(text.replace(/^\uFEFF/, " "));
  const root = parseTree(json, errors, { disallowComments: true });
  const workflows = (root?.type === "array" ? elementsOf(root) : root ? [root] : []).filter(looksLikeWorkflow);
  const [firstError] = errors;
  if (workflows.length === 0) {
    const problem = firstError && looksLikeExport(text) ? syntaxProblem(text, firstError) : misplacedWorkflow(root);
    return problem ? { recognised: true, nodes: [], problems: [problem] } : notRecognised;
  }
  const brokenFrom = firstError?.offset ?? Number.POSITIVE_INFINITY;
  const nodes: CodeNode[] = [];
  const problems: ReadingProblem[] = firstError ? [syntaxProblem(text, firstError)] : [];
  const takenIds = new Set<string>();
  for (const workflow of workflows) {
    const surroundings = readSurroundings(text, workflow, firstError !== undefined);
    for (const [index, node] of elementsOf(memberOf(workflow, "nodes")?.value).entries()) {
      if (!isCodeNode(node)) continue;
      const id = freeId(textAt(node, "id") || textAt(node, "name") || `#${index + 1}`, takenIds);
      takenIds.add(id);
      const reading = readNode(text, node, id, surroundings);
      if (reading.node) nodes.push(reading.node);
      if (node.offset + node.length <= brokenFrom) problems.push(...reading.problems);
    }
  }
  return { recognised: true, nodes, problems };
}

const notRecognised: WorkflowReading = { recognised: false, nodes: [], problems: [] };

function looksLikeWorkflow(root: Node): boolean {
  const nodes = memberOf(root, "nodes")?.value;
  return elementsOf(nodes).some((node) => textAt(node, "type") !== undefined);
}

const explanations: Readonly<Record<string, string>> = {
  InvalidSymbol: "this is no word of JSON",
  InvalidNumberFormat: "this is no number",
  PropertyNameExpected: "a name in double quotes is missing here",
  ValueExpected: "a value is missing here",
  ColonExpected: "a colon is missing before this",
  CommaExpected: "a comma is missing before this",
  CloseBraceExpected: "a closing brace } is missing",
  CloseBracketExpected: "a closing bracket ] is missing",
  EndOfFileExpected: "nothing may follow the workflow",
  InvalidCommentToken: "JSON knows no comments",
  UnexpectedEndOfComment: "JSON knows no comments",
  UnexpectedEndOfString: "a string is not closed on its line",
  UnexpectedEndOfNumber: "a number breaks off",
  InvalidUnicode: '"\\u" must be followed by four hexadecimal digits',
  InvalidEscapeCharacter: "JSON has no such escape; a backslash itself is written \\\\",
  InvalidCharacter: "a tab or another control character stands inside a string; write it as an escape",
};

function syntaxProblem(text: string, { error, offset, length }: ParseError): ReadingProblem {
  const start = Math.min(offset, text.length);
  const end = Math.min(start + Math.max(length, 1), text.length);
  const line = text.slice(0, start).split("\n").length;
  const what = explanations[printParseErrorCode(error)] ?? "it breaks off here";
  const message = `Line ${line} is not valid JSON: ${what}. n8n cannot import the file as it is.`;
  return { message, range: offsetRange(Math.min(start, end), end) };
}
