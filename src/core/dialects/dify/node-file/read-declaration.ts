import { type Node, type ParseError, parseTree } from "jsonc-parser";
import { deepestNesting, nestsTooDeep } from "../../../json/deep-values.ts";
import { verbatimText } from "../../../text/embedded-text.ts";
import { lineNumberAt } from "../../../text/line-index.ts";
import { offsetRange } from "../../../text/offset-range.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";
import { type DeclarationReader, memberOf, reportAt } from "../../declaration-reader.ts";
import type { NodeDeclaration, ReadingProblem, WorkflowReading } from "../../dialect.ts";
import { readDeclaredFailureHandling } from "./read-declared-failure-handling.ts";
import { readDeclaredInputs, readDeclaredOutputs } from "./read-declared-variables.ts";

/**
 * Reads a node file's declaration, JSON with comments and trailing commas allowed. Never throws.
 *
 * The node's `range` is the whole code file and its `code` that file character by character; the ranges of
 * inputs, outputs and problems are offsets in the declaration's text. A declaration of another dialect is not
 * recognised.
 */
export function readDifyDeclaration(declaration: NodeDeclaration): WorkflowReading {
  const { text, code, language, fileName } = declaration;
  const syntaxErrors: ParseError[] = [];
  const isTooDeep = nestsTooDeep(text);
  const root = isTooDeep
    ? undefined
    : parseTree(text, syntaxErrors, { allowTrailingComma: true, allowEmptyContent: true });
  const dialect = memberOf(root, "dialect")?.value;
  if (dialect?.type === "string" && dialect.value !== "dify") return { recognised: false, nodes: [], problems: [] };

  const problems: ReadingProblem[] = [];
  const reader: DeclarationReader = { text, nodeId: fileName, problems };
  if (syntaxErrors[0]) reportSyntaxError(reader, syntaxErrors[0]);
  else if (isTooDeep) {
    reportAt(
      reader,
      `More than ${deepestNesting} brackets lie inside each other here. Write the declaration less deep.`,
      root,
    );
  } else if (root?.type !== "object") {
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
  const outputs = readDeclaredOutputs(reader, root);
  const node: CodeNode = {
    id: fileName,
    title: fileName.replace(/\.[^.]*$/, ""),
    language,
    inputs: readDeclaredInputs(reader, root, language),
    outputs,
    ...readDeclaredFailureHandling(reader, root, outputs),
    ...unreadParts(root),
    code: verbatimText(code),
    range: offsetRange(0, code.length),
  };
  return { recognised: true, nodes: [node], problems };
}

/** Nothing can be said about inputs and outputs that are there in a form that cannot be read. */
function unreadParts(root: Node | undefined): Pick<CodeNode, "unread"> {
  const unread = (["inputs", "outputs"] as const).filter((part) => {
    const member = memberOf(root, part);
    return member !== undefined && member.value?.type !== "object";
  });
  return unread.length > 0 ? { unread } : {};
}

function reportSyntaxError(reader: DeclarationReader, { offset, length }: ParseError): void {
  const line = lineNumberAt(reader.text, offset);
  const end = Math.min(offset + Math.max(length, 1), reader.text.length);
  const message = `Line ${line} of the declaration is not valid JSON. Check for a missing comma, quote or bracket.`;
  reader.problems.push({ message, range: offsetRange(Math.min(offset, end), end), nodeId: reader.nodeId });
}
