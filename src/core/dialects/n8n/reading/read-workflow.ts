import { type ParseError, printParseErrorCode } from "jsonc-parser";
import { withPlainEscapes } from "../../../text/plain-escapes.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";
import { memberOf } from "../../declaration-reader.ts";
import type { ReadingProblem, WorkflowReading } from "../../dialect.ts";
import { freeId } from "../../free-id.ts";
import {
  looksLikeExport,
  lostBeginning,
  lostBeginningProblem,
  otherTextProblem,
  startOfJson,
  syntaxProblem,
} from "./broken-workflow.ts";
import { elementsOf, textAt } from "./json-parts.ts";
import { isWorkflow, misplacedWorkflow } from "./misplaced-workflow.ts";
import { type ParsedJson, parseExport } from "./parse-export.ts";
import { isCodeNode, readNode } from "./read-node.ts";
import { readSurroundings } from "./read-surroundings.ts";

/** One cheap look, without parsing: false means that the text cannot hold a Code or Function node of n8n. */
export function mayHoldN8nNodes(text: string): boolean {
  return saysCodeNodes(text) || (text.includes("\\u00") && saysCodeNodes(withPlainEscapes(text)));
}

function saysCodeNodes(text: string): boolean {
  const hasNode = text.includes("n8n-nodes-base.code") || text.includes("n8n-nodes-base.function");
  // Within a string the quotes are escaped; other languages have other ones.
  return hasNode && /nodes(?:\\*["']|”)?\s*:/.test(text);
}

/**
 * Reads the Code, Function and Function Item nodes of an n8n workflow in the order of the file: one workflow as an
 * object, several in an array (the export of n8n's command line), or what the editor puts on the clipboard. Never
 * throws. When the JSON is broken, that is the first problem, and nodes at or behind the place are read as far as
 * they go without being scolded for what may only be a consequence. A workflow where n8n would not find it is a problem.
 */
export function readN8nWorkflow(text: string): WorkflowReading {
  if (!mayHoldN8nNodes(text)) return notRecognised;
  const asWritten = parseExport(text);
  const start = asWritten.errors.length > 0 ? startOfJson(text) : undefined;
  const { root, errors } = start === undefined ? asWritten : parseExport(" ".repeat(start) + text.slice(start));
  const [firstError] = errors;
  const isCut = isCutOff(text, errors);
  const workflows = (root?.type === "array" ? elementsOf(root) : root ? [root] : []).filter((part) =>
    isWorkflow(part, isCut),
  );
  const problems: ReadingProblem[] = [];
  if (firstError || start !== undefined) {
    const problem = whatIsBroken(text, { root, errors }, start, workflows.length > 0);
    if (!problem) return notRecognised;
    problems.push(problem);
  } else {
    const misplaced = misplacedWorkflow(root);
    if (misplaced) problems.push(misplaced);
    else if (workflows.length === 0) return notRecognised;
  }
  const brokenFrom = firstError?.offset ?? Number.POSITIVE_INFINITY;
  const unclosed = unclosedStrings(errors);
  const nodes: CodeNode[] = [];
  const takenIds = new Set<string>();
  for (const workflow of workflows) {
    const surroundings = readSurroundings(text, workflow, problems.length > 0 && firstError !== undefined);
    for (const [index, node] of elementsOf(memberOf(workflow, "nodes")?.value).entries()) {
      if (!isCodeNode(node)) continue;
      const isSound = node.offset + node.length < brokenFrom;
      const id = freeId(textAt(node, "id") || textAt(node, "name") || `#${index + 1}`, takenIds);
      takenIds.add(id);
      const reading = readNode(text, node, id, surroundings);
      if (reading.node && (isSound || !isCodeOutOfSight(reading.node, unclosed))) nodes.push(reading.node);
      if (isSound) problems.push(...reading.problems);
    }
  }
  return { recognised: true, nodes, problems };
}

const notRecognised: WorkflowReading = { recognised: false, nodes: [], problems: [] };

/** Why n8n cannot import a text that is not JSON; undefined where nothing says that it is meant for n8n. */
function whatIsBroken(
  text: string,
  { root, errors: [error] }: ParsedJson,
  start: number | undefined,
  hasWorkflow: boolean,
): ReadingProblem | undefined {
  if (start !== undefined && hasWorkflow) return otherTextProblem(text, start);
  if (error && (hasWorkflow || looksLikeExport(text))) return syntaxProblem(text, error, root);
  const lost = lostBeginning(text);
  const mended = lost === undefined ? undefined : parseExport(lost + text).root;
  return lost !== undefined && mended && isWorkflow(mended) ? lostBeginningProblem(text, lost) : undefined;
}

/** Whether brackets are open at the end. */
function isCutOff(text: string, errors: readonly ParseError[]): boolean {
  const last = errors.at(-1);
  if (!last || !/^Close/.test(printParseErrorCode(last.error))) return false;
  return last.offset + last.length >= text.trimEnd().length;
}

function unclosedStrings(errors: readonly ParseError[]): ReadonlySet<number> {
  return new Set(
    errors.flatMap(({ error, offset }) => (printParseErrorCode(error) === "UnexpectedEndOfString" ? [offset] : [])),
  );
}

/** In a node that the file breaks off in: its code is not there, or goes on where nobody knows. */
function isCodeOutOfSight({ code }: CodeNode, unclosed: ReadonlySet<number>): boolean {
  return code.code === "" || unclosed.has(code.documentRange.start);
}
