import type { Fix } from "../checks/check.ts";
import { changedStretches } from "../text/changed-stretches.ts";
import { applyEdit, type TextEdit } from "../text/text-edit.ts";
import type { CodeNode } from "../workflow/code-node.ts";
import type { SourceFile, SourceReading } from "./source-file.ts";
import { writeCode } from "./write-code.ts";

/** A fix as edits of texts; those of one text are apart from each other and in its order. */
export interface PlacedFix {
  /** Of the workflow file or the code file. */
  readonly edits: readonly TextEdit[];
  /** Of the text that declares a node file's node: its `.node.json`, or the workflow that it mirrors. */
  readonly declarationEdits: readonly TextEdit[];
}

/**
 * Where a fix of the node changes what. Undefined when there is no such node, or when its code cannot be written where it
 * stands. `read` is what `source` reads as. Never throws.
 */
export function placeFix(source: SourceFile, read: SourceReading, nodeId: string, fix: Fix): PlacedFix | undefined {
  const node = read.reading.nodes.find(({ id }) => id === nodeId);
  if (!node) return undefined;
  const { codeEdits, declarationEdits = [] } = fix;
  if (source.declarationText !== undefined) return { edits: codeEdits, declarationEdits };
  const edits = workflowEdits(source.text, read, node, codeEdits);
  return edits && { edits: inOrder([...edits, ...declarationEdits]), declarationEdits: [] };
}

function workflowEdits(
  text: string,
  { dialect, reading }: SourceReading,
  node: CodeNode,
  codeEdits: readonly TextEdit[],
): readonly TextEdit[] | undefined {
  const code = codeEdits.toReversed().reduce(applyEdit, node.code.code);
  const writing = writeCode({ text, dialect, reading }, node, code);
  switch (writing.kind) {
    case "edit":
      return changedStretches(text, writing);
    case "unchanged":
      return [];
    case "refusal":
      return undefined;
  }
}

function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  return edits.toSorted((one, other) => one.range.start - other.range.start);
}
