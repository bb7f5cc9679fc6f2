// `$('Node')`, `$node['Node']` and `$items('Node')`.
import { defineProperty } from "../harness/bound.js";
import { platformError } from "../harness/platform-error.js";
import { beyondInput, findPairedItem } from "./paired-items.js";

/** `run.itemIndex` is the item that the code runs for, `run.shown` what it gets to see of an item. */
export function makeNodeReferences(run) {
  const { context, nodes, shown, copyOf } = run;

  return {
    reference,
    legacyNodes: new Proxy({}, { get: (_target, name) => legacyNode(name), has: () => true }),
    legacyItems,
  };

  function reference(given) {
    const name = given ?? context.previous?.node;
    const known = existing(name);
    const items = (output = known.defaultOutput, runIndex = 0) => {
      if (!known.outputs) throw platformError(`Node '${name}' hasn't been executed`);
      // Pinned data is one output of one run, whichever is asked for.
      if (known.isPinned) return known.outputs[0];
      if (runIndex > 0) throw platformError(`Run ${runIndex} of node "${name}" not found`);
      return known.outputs[output ?? 0] ?? [];
    };
    const paired = (index, method) => {
      items();
      const { node, output } = context.previous ?? {};
      const input = nodes.get(node)?.outputs?.[output];
      if (input && index >= input.length) throw beyondInput(name, context.node.name);
      return shown(findPairedItem(nodes, context.previous, index, name, method));
    };
    const itemMatching = (index) => {
      if (index === undefined) throw platformError("Missing item index for .itemMatching()");
      return paired(index, "itemMatching");
    };
    const members = {
      all: { value: (output, runIndex) => run.allShown(items(output, runIndex)) },
      first: { value: (output, runIndex) => shown(items(output, runIndex)[0]) },
      last: { value: (output, runIndex) => shown(items(output, runIndex).at(-1)) },
      item: { get: () => paired(run.itemIndex, "item") },
      itemMatching: { value: itemMatching },
      pairedItem: { value: (index = run.itemIndex) => paired(index, "pairedItem") },
      params: { value: known.parameters },
      context: { value: known.context },
      isExecuted: { value: Boolean(known.outputs) },
    };
    const result = {};
    for (const member of Object.keys(members)) defineProperty(result, member, members[member]);
    return result;
  }

  function legacyNode(name) {
    if (typeof name !== "string") return undefined;
    const known = existing(name);
    const item = () => {
      if (!known.outputs) throw platformError(`Node '${name}' hasn't been executed`);
      const found = known.outputs[known.defaultOutput ?? 0]?.[run.itemIndex];
      if (!found) throw platformError(`No data found for item-index: "${run.itemIndex}"`);
      return found;
    };
    return {
      get json() {
        return item().json;
      },
      get data() {
        return item().json;
      },
      get binary() {
        return run.binaryOf(item());
      },
      context: known.context,
      parameter: known.parameters,
      runIndex: 0,
    };
  }

  function legacyItems(name, output, runIndex) {
    return name === undefined ? copyOf(run.input()) : reference(name).all(output, runIndex);
  }

  function existing(name) {
    const known = nodes.get(name);
    if (!known) throw platformError("Referenced node doesn't exist");
    return known;
  }
}
