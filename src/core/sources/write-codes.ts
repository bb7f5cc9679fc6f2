import type { NewCode } from "../dialects/dialect.ts";
import { type CodeEdit, type Refusal, unchanged, type Writing } from "../text/code-edit.ts";
import { applyEdits, inOrder } from "../text/text-edit.ts";
import type { CodeNode } from "../workflow/code-node.ts";
import { editsTogether } from "./edits-together.ts";
import { type DoneEdit, type FirstWriting, firstWriting, isPutBack, puttingBack } from "./first-writing.ts";
import { isSameNode, refusedText, sharedWith, type WorkflowText, writeCode } from "./write-code.ts";

export interface SavedCode extends NewCode {
  /** What is remembered of how the node's code stood there first. */
  readonly first?: FirstWriting;
}

/** What became of it: it stands in the new text, with what has to be remembered now, or it was refused. */
export type WrittenCode = { readonly kind: "written"; readonly first?: FirstWriting } | Refusal;

export interface WrittenCodes {
  /** Of the workflow with all that was written. */
  readonly text: string;
  /** By their nodes. Where many stand in each other's way some are missing: each has to be tried by itself. */
  readonly results: ReadonlyMap<CodeNode, WrittenCode>;
}

/**
 * Puts new code into nodes of one workflow at once: as it stood there first when it is that code again, else as
 * `writeCode` does. However many they are, the file is read again a bounded number of times. Of one code alone the
 * result is always there. Never throws.
 */
export function writeCodes(workflow: WorkflowText, codes: readonly SavedCode[]): WrittenCodes {
  const results = new Map<CodeNode, WrittenCode>();
  const back = tryAll(workflow, codes.flatMap(puttingBackOf(workflow)));
  const isBack = new Set(back.kept.map(({ of }) => of));
  const others = codes.filter((code) => !isBack.has(code));
  const writings = writingsOf(workflow, others);
  const steps = others.flatMap((of, index): readonly Step[] => {
    const writing = writings[index] as Writing;
    if (writing.kind === "edit") return [{ ...writing, of, putsBack: false }];
    results.set(of.node, writing.kind === "refusal" ? writing : { kind: "written" });
    return [];
  });
  const all = steps.length === 0 ? back : tryAll(workflow, steps, back.kept);
  for (const { of } of all.resisting) {
    const alone = writeCode(workflow, of.node, of.code);
    if (alone.kind === "refusal") results.set(of.node, alone);
  }
  for (const { edit, ...place } of placed(workflow, all)) {
    const { node, first: before } = edit.of;
    const first = edit.putsBack ? undefined : firstWriting(workflow.text, node, { edit, ...place }, before);
    results.set(node, { kind: "written", ...(first && { first }) });
  }
  return { text: all.text, results };
}

interface Step extends CodeEdit {
  readonly of: SavedCode;
  /** Gives back what stood there first. */
  readonly putsBack: boolean;
}

interface Attempt {
  readonly kept: readonly Step[];
  /** With those that are kept, and as it is read then. */
  readonly text: string;
  readonly nodes: readonly CodeNode[];
}

function puttingBackOf({ text }: WorkflowText): (code: SavedCode) => readonly Step[] {
  return (of) => {
    const edit = of.first?.code === of.code ? puttingBack(text, of.node, of.first) : undefined;
    return edit ? [{ ...edit, of, putsBack: true }] : [];
  };
}

function writingsOf(workflow: WorkflowText, codes: readonly NewCode[]): readonly Writing[] {
  const writings = workflow.dialect.writeCodes(workflow.text, codes);
  const otherAt = nodesBesides(workflow);
  return codes.map(({ node, code }, index) => {
    if (node.code.code === code) return unchanged;
    const writing = refusedText(node, code) ?? (writings[index] as Writing);
    const other = otherAt(node);
    return writing.kind === "edit" && other ? sharedWith(node, other) : writing;
  });
}

/** Another node whose code stands in the very place of a node's. */
function nodesBesides({ reading }: WorkflowText): (node: CodeNode) => CodeNode | undefined {
  const byPlace = new Map<number, CodeNode[]>();
  for (const node of reading.nodes) {
    const { start } = node.code.documentRange;
    const besides = byPlace.get(start);
    if (besides) besides.push(node);
    else byPlace.set(start, [node]);
  }
  return (node) => byPlace.get(node.code.documentRange.start)?.find((other) => other !== node);
}

/** Does what can be done of `wanted`, beside what is kept already. */
function tryAll(
  workflow: WorkflowText,
  wanted: readonly Step[],
  before: readonly Step[] = [],
): Attempt & { readonly resisting: readonly Step[] } {
  const { dialect, reading } = workflow;
  let last: Attempt = { kept: before, text: applyEdits(workflow.text, before), nodes: reading.nodes };
  const { resisting } = editsTogether(wanted, (steps) => {
    const kept = [...before, ...steps];
    if (overlap(kept)) return false;
    const text = applyEdits(workflow.text, kept);
    const { nodes, problems } = dialect.readWorkflow(text);
    const attempt = { kept, text, nodes };
    if (problems.length !== reading.problems.length || !isReadBack(workflow, attempt)) return false;
    last = attempt;
    return true;
  });
  return { ...last, resisting };
}

function overlap(steps: readonly Step[]): boolean {
  const edits = inOrder(steps);
  return edits.some(({ range }, index) => range.start < (edits[index - 1]?.range.end ?? 0));
}

/** Whether each node has its new code, and all else is as it was. */
function isReadBack(workflow: WorkflowText, attempt: Attempt): boolean {
  const before = workflow.reading.nodes;
  const codes = new Map(attempt.kept.map(({ of }) => [of.node, of.code]));
  return (
    attempt.nodes.length === before.length &&
    before.every((node, index) => isSameNode(attempt.nodes[index] as CodeNode, node, codes.get(node))) &&
    placed(workflow, attempt).every((done) => !done.edit.putsBack || isPutBack(done))
  );
}

/** The steps of an attempt in their order, each with where it came to. */
function placed(
  { reading }: WorkflowText,
  { kept, text, nodes }: Attempt,
): readonly (DoneEdit & { readonly edit: Step })[] {
  const indexes = new Map(reading.nodes.map((node, index) => [node, index]));
  let moved = 0;
  return inOrder(kept).map((edit) => {
    const now = nodes[indexes.get(edit.of.node) as number] as CodeNode;
    const place = { edit, after: text, now, moved };
    moved += edit.newText.length - (edit.range.end - edit.range.start);
    return place;
  });
}
