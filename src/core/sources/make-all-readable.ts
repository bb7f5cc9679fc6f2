import type { CodeEdit, Refusal, Writing } from "../text/code-edit.ts";
import type { CodeNode } from "../workflow/code-node.ts";
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
  const wanted = new Map(respellings.map((respelling) => [respelling.node, respelling]));
  const search: Search = { workflow, triesLeft: mostTries };
  const kept = keptOf(search, [], respellings);
  const rewritten = new Set(kept.map(({ node }) => node));
  const refused = reading.nodes.flatMap((node, index) => {
    const writing = writings[index];
    if (writing?.kind === "refusal") return [{ node, refusal: writing }];
    const resisting = rewritten.has(node) ? undefined : wanted.get(node);
    return resisting ? [{ node, refusal: refusalOf(search, resisting) }] : [];
  });
  return { text: withEdits(text, kept), rewritten: [...rewritten], refused };
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

interface Search {
  readonly workflow: WorkflowText;
  /** How often the file may still be read: with one that resists, its others are found by halves. */
  triesLeft: number;
}

const mostTries = 24;

/** What of `wanted` can be spelt anew beside what is kept already. */
function keptOf(search: Search, kept: readonly Respelling[], wanted: readonly Respelling[]): readonly Respelling[] {
  if (wanted.length === 0 || search.triesLeft === 0) return kept;
  search.triesLeft -= 1;
  const all = [...kept, ...wanted];
  if (readsAlike(search.workflow, withEdits(search.workflow.text, all))) return all;
  if (wanted.length === 1) return kept;
  const half = wanted.length >> 1;
  return keptOf(search, keptOf(search, kept, wanted.slice(0, half)), wanted.slice(half));
}

function refusalOf(search: Search, { node, edit }: Respelling): Refusal {
  if (search.triesLeft === 0) return notReadBack(node);
  search.triesLeft -= 1;
  const confirmed = confirmReadable(search.workflow, node, edit);
  return confirmed.kind === "refusal" ? confirmed : notReadBack(node);
}

function withEdits(text: string, respellings: readonly Respelling[]): string {
  const edits = respellings.map(({ edit }) => edit).sort((one, other) => one.range.start - other.range.start);
  const parts: string[] = [];
  let at = 0;
  for (const { range, newText } of edits) {
    parts.push(text.slice(at, range.start), newText);
    at = range.end;
  }
  return parts.join("") + text.slice(at);
}
