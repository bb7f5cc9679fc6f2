import type { CodeEdit, Refusal, Writing } from "../text/code-edit.ts";
import { applyEdits } from "../text/text-edit.ts";
import type { CodeNode } from "../workflow/code-node.ts";
import { editsTogether } from "./edits-together.ts";
import { confirmReadable, notReadBack, readsAlike, type WorkflowText } from "./write-code.ts";

export interface ReadableWorkflow {
  readonly text: string;
  /** The nodes whose code is spelt anew in `text`. */
  readonly rewritten: readonly CodeNode[];
  readonly refused: readonly { readonly node: CodeNode; readonly refusal: Refusal }[];
}

/** Spells the code of every node as a literal block, without changing any. Never throws. */
export function makeAllReadable(workflow: WorkflowText): ReadableWorkflow {
  const { text, dialect, reading } = workflow;
  const writings = dialect.makeReadable(text, reading.nodes);
  const respellings = respellingsOf(reading.nodes, writings);
  const withRespellings = (done: readonly Respelling[]) =>
    applyEdits(
      text,
      done.map(({ edit }) => edit),
    );
  const { kept, resisting } = editsTogether(respellings, (done) => readsAlike(workflow, withRespellings(done)));
  const rewritten = new Set(kept.map(({ node }) => node));
  const refused = new Map<CodeNode, Refusal>();
  for (const { node, edit } of resisting) {
    const confirmed = confirmReadable(workflow, node, edit);
    if (confirmed.kind === "refusal") refused.set(node, confirmed);
  }
  const wanted = new Set(respellings.map(({ node }) => node));
  return {
    text: withRespellings(kept),
    rewritten: [...rewritten],
    refused: reading.nodes.flatMap((node, index) => {
      const writing = writings[index];
      if (writing?.kind === "refusal") return [{ node, refusal: writing }];
      if (!wanted.has(node) || rewritten.has(node)) return [];
      return [{ node, refusal: refused.get(node) ?? notReadBack(node) }];
    }),
  };
}

interface Respelling {
  readonly node: CodeNode;
  readonly edit: CodeEdit;
}

/** Aliases bring one scalar to several nodes: it is spelt anew once. */
function respellingsOf(nodes: readonly CodeNode[], writings: readonly Writing[]): readonly Respelling[] {
  const byPlace = new Map<number, Respelling>();
  for (const [index, node] of nodes.entries()) {
    const edit = writings[index];
    if (edit?.kind === "edit" && !byPlace.has(edit.range.start)) byPlace.set(edit.range.start, { node, edit });
  }
  return [...byPlace.values()];
}
