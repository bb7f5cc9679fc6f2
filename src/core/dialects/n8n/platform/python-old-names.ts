export type NodeMode = "runOnceForAllItems" | "runOnceForEachItem";

const otherNodes =
  "Native Python cannot reach other nodes. Bring their data in with the items, by a Merge or an Edit Fields node before this one.";
const perWorkflow =
  "Native Python gets no data about the workflow and its runs. Put it into the items with an Edit Fields node before this one.";
const dates =
  "Native Python has neither this name nor luxon. Put the date into the items with an Edit Fields node before this one, or use datetime where the instance allows it.";

/** Names of n8n 1's Python that n8n 2 does not give, and what to do where no edit can help. */
export const oldNames: Readonly<Record<string, string>> = {
  _: otherNodes,
  _node: otherNodes,
  _now: dates,
  _today: dates,
  DateTime: dates,
  Duration: dates,
  Interval: dates,
  _workflow: perWorkflow,
  _execution: perWorkflow,
  _executionId: perWorkflow,
  _prevNode: perWorkflow,
  _vars: perWorkflow,
  _env: perWorkflow,
  _mode: perWorkflow,
  _runIndex: perWorkflow,
  _parameter: perWorkflow,
  _nodeVersion: perWorkflow,
  _nodeId: perWorkflow,
  _getWorkflowStaticData: "Native Python has no static data of the workflow. Keep it in a Code node in JavaScript.",
  _jmespath: "Native Python has no JMESPath. Pick the data with Python's own indexing, or in a node before this one.",
  _jmesPath: "Native Python has no JMESPath. Pick the data with Python's own indexing, or in a node before this one.",
  helpers: "Native Python has no helpers. Use an HTTP Request node, or a Code node in JavaScript.",
};

export const otherItems =
  "Item by item, native Python sees the one item alone. Switch the node to run once for all items, where _items holds them.";
export const itemIndex =
  "Native Python does not tell the item's number. Switch the node to run once for all items, and count with enumerate(_items).";
export const inputDetails =
  "Native Python gets the items alone, without the parameters or the context of the node before. Put them into the items.";
export const otherNodesItems = otherNodes;
export const awaiting =
  "Native Python runs the code as a plain function, so that await stands outside of an async one. Call what is awaited without await, or drive it with asyncio.run where the instance allows asyncio.";
