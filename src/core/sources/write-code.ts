import type { Dialect, WorkflowReading } from "../dialects/dialect.ts";
import { type Refusal, refusal, unchanged, type Writing } from "../text/code-edit.ts";
import { lineNumberAt } from "../text/line-index.ts";
import { applyEdit } from "../text/text-edit.ts";
import type { CodeNode } from "../workflow/code-node.ts";

/** A workflow file as it was read. */
export interface WorkflowText {
  readonly text: string;
  readonly dialect: Dialect;
  readonly reading: WorkflowReading;
}

/**
 * Puts `code` into a node of the workflow, in the style that its code has there. Applied, the edit gives a file from
 * which this very code is read; all other nodes, and every byte outside the scalar, stay as they are. Whatever does not
 * come out like that is refused. Never throws.
 *
 * `node` is one of `workflow.reading.nodes`. Text is in UTF-16 offsets, and a byte order mark is part of it.
 */
export function writeCode(workflow: WorkflowText, node: CodeNode, code: string): Writing {
  if (!workflow.reading.nodes.includes(node)) return staleNode(node);
  if (node.code.code === code) return unchanged;
  const refused = refusedText(node, code);
  if (refused) return refused;
  const [writing] = workflow.dialect.writeCodes(workflow.text, [{ node, code }]) as [Writing];
  return confirmed(workflow, node, code, writing);
}

/**
 * Spells a node's code as a literal block, without changing it: "unchanged" when it stands there as it is. The edit
 * takes in the rest of the scalar's line too, where that has a comment. Never throws.
 */
export function makeReadable(workflow: WorkflowText, node: CodeNode): Writing {
  if (!workflow.reading.nodes.includes(node)) return staleNode(node);
  const [writing] = workflow.dialect.makeReadable(workflow.text, [node]) as [Writing];
  return confirmed(workflow, node, node.code.code, writing);
}

/** The same for a writing that the dialect has made already. */
export function confirmReadable(workflow: WorkflowText, node: CodeNode, writing: Writing): Writing {
  return confirmed(workflow, node, node.code.code, writing);
}

/** Whether another text of the workflow gives the same nodes with the same code. */
export function readsAlike({ dialect, reading }: WorkflowText, text: string): boolean {
  const after = dialect.readWorkflow(text);
  return (
    after.nodes.length === reading.nodes.length &&
    after.problems.length === reading.problems.length &&
    after.nodes.every((now, index) => isSameNode(now, reading.nodes[index] as CodeNode))
  );
}

/** Why no file can hold the code, whatever its format; undefined when files can. */
export function refusedText(node: CodeNode, code: string): Refusal | undefined {
  const surrogate = loneSurrogate.exec(code);
  return surrogate ? halfCharacter(node, code, surrogate) : undefined;
}

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** The last word before anything is written: the file is read again, as it would be. */
function confirmed(workflow: WorkflowText, node: CodeNode, code: string, writing: Writing): Writing {
  if (writing.kind !== "edit") return writing;
  const { dialect, reading, text } = workflow;
  const after = dialect.readWorkflow(applyEdit(text, writing));
  if (after.nodes.length !== reading.nodes.length || after.problems.length !== reading.problems.length) {
    return notReadBack(node);
  }
  for (const [index, before] of reading.nodes.entries()) {
    const now = after.nodes[index] as CodeNode;
    if (isSameNode(now, before, before === node ? code : undefined)) continue;
    return before === node ? notReadBack(node) : sharedWith(node, before);
  }
  return writing;
}

/** `code`: what the node is to hold now. */
export function isSameNode(now: CodeNode, before: CodeNode, code = before.code.code): boolean {
  const isSame = now.id === before.id && now.title === before.title && now.language === before.language;
  return isSame && now.code.code === code;
}

function staleNode({ title }: CodeNode): Refusal {
  const message = `The node "${title}" was read from another state of the file. Read the file again.`;
  return refusal("stale-node", message);
}

function halfCharacter({ title }: CodeNode, code: string, found: RegExpExecArray): Refusal {
  const line = lineNumberAt(code, found.index);
  const name = found[0].charCodeAt(0).toString(16).toUpperCase();
  const message = `Line ${line} of the code of "${title}" holds half a character (U+${name}), which no file can hold. Remove it, or write it as an escape of the language.`;
  return refusal("unwritable-code", message);
}

export function sharedWith({ title }: CodeNode, other: CodeNode): Refusal {
  const message = `"${title}" and "${other.title}" take their code from the same place of the file, so that both would change. Write the code out in each of them.`;
  return refusal("shared-code", message);
}

export function notReadBack({ title }: CodeNode): Refusal {
  const message = `The code of "${title}" would not be read back as it is from where it stands. Change it in the workflow file itself.`;
  return refusal("unwritable-code", message);
}
