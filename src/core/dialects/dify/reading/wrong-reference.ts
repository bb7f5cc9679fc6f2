import type { WorkflowGraph, WrongReference } from "../../../workflow/graph.ts";

/** An input without a selector that names a node and a variable of it. */
export function unconnectedProblem(inputName: string): string {
  return `The input "${inputName}" is not connected to a variable, so it is always null. Write "value_selector: [node id, name]".`;
}

/** What is wrong with the selector `names` of an input, with the remedy. */
export function wrongReferenceProblem(
  graph: WorkflowGraph,
  inputName: string,
  names: readonly string[],
  reason: WrongReference,
): string {
  return `${describe(inputName, names, reason)} ${remedy(graph, reason)}`;
}

function describe(inputName: string, names: readonly string[], reason: WrongReference): string {
  const takes = `The input "${inputName}" takes "${names.slice(1).join(".")}" from`;
  switch (reason.kind) {
    case "no-node":
      return `${takes} the node "${reason.id}", which the workflow does not have, so it is always null.`;
    case "no-variable":
      return `${takes} ${reason.node.name}, where there is no "${names[1]}", so it is always null.`;
    case "no-part": {
      const { type = "object" } = reason.within;
      return `${takes} ${reason.node.name}, where "${names[reason.at - 1]}" has the type ${type} and no "${names[reason.at]}" inside, so it is always null.`;
    }
    case "inside-only":
      return `${takes} ${reason.node.name}, which hands it to the nodes inside it only, so it is always null.`;
    case "in-container":
      return `${takes} ${reason.node.name}, which hands it on inside ${reason.container.name} only, so it is always null.`;
    case "not-before":
      return `${takes} ${reason.node.name}, which has not run when this node does, so it can be null.`;
  }
}

function remedy(graph: WorkflowGraph, reason: WrongReference): string {
  switch (reason.kind) {
    case "no-node": {
      const titled = idsByTitle(graph).get(reason.id);
      return titled !== undefined
        ? `A selector names a node by its id, not by its title: write "${titled}".`
        : "Select an existing variable: its node's id and its name.";
    }
    case "no-variable":
    case "no-part":
      return reason.known.length > 0
        ? `Select one that exists: ${listed(reason.known)}.`
        : "Select an existing variable.";
    case "inside-only":
      return `Outside, take the output of ${reason.node.name} instead.`;
    case "in-container":
      return `Take the output of ${reason.container.name} instead.`;
    case "not-before":
      return `Connect ${reason.node.name} so that it runs before, or select another variable.`;
  }
}

/** Of several nodes with one title, the first. */
function idsByTitle(graph: WorkflowGraph): ReadonlyMap<string, string> {
  const known = titlesOfGraphs.get(graph);
  if (known) return known;
  const ids = new Map<string, string>();
  for (const { id, title } of graph.nodes.values()) if (!ids.has(title)) ids.set(title, id);
  titlesOfGraphs.set(graph, ids);
  return ids;
}

const titlesOfGraphs = new WeakMap<WorkflowGraph, ReadonlyMap<string, string>>();

const longestList = 8;

function listed(names: readonly string[]): string {
  const unique = [...new Set(names)];
  const shown = unique.slice(0, longestList).map((name) => `"${name}"`);
  return shown.join(", ") + (unique.length > longestList ? "…" : "");
}
