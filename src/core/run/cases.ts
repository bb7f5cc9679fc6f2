import type { JsonValue } from "../json/json-value.ts";
import { memberOf } from "../json/members.ts";
import { parsePythonJson } from "../json/parse-python-json.ts";
import type { CodeNode } from "../workflow/code-node.ts";
import type { Inputs } from "./read-inputs.ts";

/** Inputs that proved useful, kept beside the workflow. */
export interface Case {
  /** The node's id; its title serves too. */
  readonly node: string;
  readonly name: string;
  readonly inputs: Inputs;
  /** As written; absent when the case only has to succeed. */
  readonly expect?: JsonValue;
}

export interface CasesReading {
  readonly cases: readonly Case[];
  /** Whatever in the file is no case, in words for the user. */
  readonly problems: readonly string[];
}

/** `support-bot.yml` has its cases in `support-bot.yml.cases.json`. */
export function casesPath(workflowPath: string): string {
  return `${workflowPath}.cases.json`;
}

/** Reads a cases file. Never throws; a bad case costs a problem and not the others. */
export function readCases(text: string): CasesReading {
  const parsed = parsePythonJson(text);
  if (parsed.kind === "error") return { cases: [], problems: [`The cases file is not JSON: ${parsed.message}.`] };
  const list = memberOf(parsed.value, "cases");
  if (list?.kind !== "array") {
    return { cases: [], problems: ['The cases file needs a list "cases": { "cases": [ … ] }.'] };
  }
  const cases: Case[] = [];
  const problems: string[] = [];
  const taken = new Set<string>();
  for (const [index, item] of list.items.entries()) {
    const reading = readCase(item);
    if (typeof reading === "string") problems.push(`Case ${index + 1}: ${reading}`);
    else if (taken.has(JSON.stringify([reading.node, reading.name]))) {
      problems.push(`Case ${index + 1}: there is already a case "${reading.name}" for node "${reading.node}".`);
    } else {
      taken.add(JSON.stringify([reading.node, reading.name]));
      cases.push(reading);
    }
  }
  return { cases, problems };
}

/** The node's case of that name. */
export function findCase(cases: readonly Case[], node: CaseOwner, name: string): Case | undefined {
  return casesOfNode(cases, node).find((each) => each.name === name);
}

/** The node's cases in their order, one of each name: one that gives its id counts before one that gives its title. */
export function casesOfNode(cases: readonly Case[], node: CaseOwner): readonly Case[] {
  if ("node" in node) return cases.filter((each) => each.node === node.node);
  const names = new Set(cases.filter((each) => each.node === node.id).map(({ name }) => name));
  return cases.filter((each) => each.node === node.id || (each.node === node.title && !names.has(each.name)));
}

type CaseOwner = Pick<CodeNode, "id" | "title"> | { readonly node: string };

function readCase(item: JsonValue): Case | string {
  const node = memberOf(item, "node");
  const name = memberOf(item, "name");
  const inputs = memberOf(item, "inputs");
  const expect = memberOf(item, "expect");
  if (item.kind !== "object") return 'a case is an object: { "node": "…", "name": "…", "inputs": { … } }.';
  if (node?.kind !== "string") return '"node" must be the id of a node, as a string.';
  if (name?.kind !== "string" || name.value === "") return '"name" must be a string that is not empty.';
  if (inputs && inputs.kind !== "object") return '"inputs" must be an object, input names to values.';
  if (expect && expect.kind !== "object") return '"expect" must be an object.';
  return {
    node: node.value,
    name: name.value,
    inputs: new Map(inputs?.kind === "object" ? inputs.entries : []),
    ...(expect ? { expect } : {}),
  };
}
