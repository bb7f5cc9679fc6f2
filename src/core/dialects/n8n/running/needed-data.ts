import { type MentionedNames, mentionedNames } from "../../../languages/javascript/mentioned-names.ts";

/** What the task runner fetches for a node's code before it runs, as far as it sees that the code asks for it. */
export interface NeededData {
  readonly input: boolean;
  /** The items again, for helpers that read files out of them; the code itself does not see them by that. */
  readonly files: boolean;
  /** The items are looked at by both of their names, which n8n keeps apart: what is written to one is not in the other. */
  readonly bothViews: boolean;
  /** Names of other nodes, or all of them. */
  readonly nodes: ReadonlySet<string> | "all";
}

/** What code mentions; of code that cannot be read, everything. Source: n8n 2.41.1, read and executed. */
export function neededData(code: string): NeededData {
  const mentioned = mentionedNames(code);
  if (!mentioned) return { input: true, files: true, bothViews: true, nodes: "all" };
  const input = ["$input", "$json", "items", "item", "$item", "$items"].some((name) => mentioned.variables.has(name));
  const files = mentioned.variables.has("helpers") || mentioned.members.has("helpers");
  const has = (names: readonly string[]) => names.some((name) => mentioned.variables.has(name));
  const bothViews = has(["items", "item"]) && has(["$input", "$json", "$data", "$thisItem", "$item", "$items"]);
  return { input, files, bothViews, nodes: neededNodes(mentioned) };
}

function neededNodes({ variables, members, calls }: MentionedNames): NeededData["nodes"] {
  const references = calls.filter(({ callee }) => callee === "$" || callee === "$items");
  const isOpen =
    ["$node", "$item", "$getPairedItem"].some((name) => variables.has(name)) ||
    references.some(({ text }) => text === undefined) ||
    ["item", "pairedItem", "itemMatching"].some((name) => members.has(name));
  if (isOpen || ((variables.has("$") || variables.has("$items")) && references.length === 0)) return "all";
  return new Set(references.flatMap(({ text }) => text ?? []));
}
