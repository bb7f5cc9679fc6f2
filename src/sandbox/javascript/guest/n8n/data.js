// The names under which a node's code finds its data, as n8n's task runner gives them (2.41.1).
import { create, SafeError, SafeMap, text } from "../harness/bound.js";
import { knownModule } from "../harness/modules.js";
import { asPlatformError, platformError } from "../harness/platform-error.js";
import { makeHelpers } from "./helpers.js";
import { search } from "./jmespath.js";
import { makeNodeReferences } from "./node-references.js";
import { makeOverlays } from "./overlay.js";
import { findPairedItem } from "./paired-items.js";

/** What a run knows: the context, whose data belong to the plain realm, and the item that the code is at. */
export function openRun(contextText, realm) {
  const context = realm.JSON.parse(contextText);
  const nodes = new SafeMap();
  for (const node of context.nodes) nodes.set(node.name, { ...node, context: {} });
  const run = {
    context,
    nodes,
    /** As far as the code asks for it. */
    items: context.hasInput ? context.items : realm.JSON.parse("[]"),
    /** The items as all names but `items` and `item` show them. */
    seen: [],
    itemIndex: 0,
    copyOf: (list) => realm.Array.from(list),
    shown: context.isCombined ? (item) => item?.json : (item) => item,
    allShown: (items) => run.copyOf(context.isCombined ? items.map(run.shown) : items),
    input() {
      if (!context.hasInput) throw platformError("No execution data available");
      return run.seen;
    },
    /** What is known about the files of an item, without what is in them. */
    binaryOf(item) {
      const shown = {};
      for (const name of Object.keys(item?.binary ?? {})) {
        shown[name] = { ...item.binary[name] };
        delete shown[name].data;
      }
      return shown;
    },
  };
  const viewOf = context.hasBothViews ? makeOverlays(realm) : undefined;
  run.seen = viewOf ? run.items.map(viewOf) : run.items;
  return run;
}

/** What is the same for every item. */
export function sharedNames(run) {
  const { context, nodes } = run;
  const { reference, legacyNodes, legacyItems } = makeNodeReferences(run);
  const { id, typeVersion, parameters } = context.node;
  const { execution, workflow } = context;
  return {
    $: reference,
    $node: legacyNodes,
    $items: legacyItems,
    $item: context.isCombined ? run.seen[0]?.json : (index) => namesAt({ ...run, itemIndex: index }),
    $runIndex: 0,
    $thisRunIndex: 0,
    $mode: execution.mode,
    $nodeId: id,
    $nodeVersion: typeVersion,
    $webhookId: undefined,
    $parameter: parameters,
    $rawParameter: parameters,
    $self: {},
    $agentInfo: undefined,
    $secrets: undefined,
    $tool: {},
    $workflow: { active: workflow.isActive, id: workflow.id, name: workflow.name },
    $prevNode: { name: context.previous?.node, outputIndex: context.previous?.output, runIndex: 0 },
    $execution: {
      id: execution.id,
      mode: execution.mode === "manual" ? "test" : "production",
      resumeUrl: execution.resumeUrl,
      resumeFormUrl: execution.resumeFormUrl,
      customData: customData(),
    },
    $executionId: execution.id,
    $resumeWebhookUrl: execution.resumeUrl,
    $vars: context.variables,
    $env: environmentVariables(context.environmentVariables),
    $jmespath: search,
    $jmesPath: search,
    $getPairedItem: (node, source, pair) =>
      findPairedItem(
        nodes,
        { node: source?.previousNode ?? node, output: source?.previousNodeOutput ?? 0 },
        pair?.item ?? pair,
        node,
        "$getPairedItem",
      ),
    $fromAI: noData,
    $fromAi: noData,
    $fromai: noData,
    $evaluateExpression: () => {
      throw platformError(
        "$evaluateExpression can't be used in the Code node while task runners run in secure mode",
        "Secure-mode task runners disable evaluating strings as code, which expressions rely on. Evaluate the expression in a node field instead, for example an Edit Fields (Set) node before the Code node.",
      );
    },
    $getWorkflowStaticData: (type) => {
      if (type === "global" || type === "node") return context.staticData[type];
      throw platformError("Unknown context type. Only `global` and `node` are supported.");
    },
    helpers: makeHelpers(run),
  };
}

/** All names as the code would find them at another item. */
function namesAt(run) {
  return { ...sharedNames(run), ...namesOf(run, run.itemIndex), $input: makeInput(run) };
}

/** What differs from item to item; `context.input` is the same object all the time, as its getters are. */
export function namesOf(run, index) {
  const item = run.seen[index];
  const json = item?.json;
  return {
    $json: json,
    $data: json,
    $binary: item ? run.binaryOf(item) : undefined,
    $itemIndex: index,
    $position: index,
    $thisItem: item,
    $thisItemIndex: index,
  };
}

export function makeInput(run) {
  const { context, shown } = run;
  const previous = run.nodes.get(context.previous?.node);
  const end =
    (method, at) =>
    (...values) => {
      if (values.length > 0) {
        throw platformError(
          `$input.${method}() takes no arguments. To get items from a specific upstream node, use $('NodeName').${method}() (or $('NodeName').all() for every item).`,
        );
      }
      return shown(run.input().at(at));
    };
  const input = {
    all: () => run.allShown(run.input()),
    context: previous?.context ?? {},
    first: end("first", 0),
    get item() {
      return shown(run.input()[run.itemIndex]);
    },
    last: end("last", -1),
    params: previous?.parameters ?? {},
  };
  return context.hasInput ? input : new Proxy(input, { get: noData });
}

/** Names of the date library; the workflow's time zone is its default. */
export function dateNames({ context }) {
  const { DateTime, Duration, Interval, Settings } = knownModule("luxon");
  if (context.workflow.timezone) Settings.defaultZone = context.workflow.timezone;
  return { DateTime, Duration, Interval };
}

function noData() {
  throw platformError("No execution data available");
}

class ExpressionError extends SafeError {
  name = "ExpressionError";
}

function environmentVariables(variables) {
  return new Proxy(create(null), {
    get(_target, name) {
      if (typeof name !== "string") return undefined;
      if (!variables) throw asPlatformError(new ExpressionError("access to env vars denied"));
      return variables[name];
    },
  });
}

/** What an execution is found by later: at most ten texts. Source: n8n 2.41.1, read and executed. */
function customData() {
  const data = new Map();
  const set = (key, value) => {
    if (typeof key !== "string") throw platformError(`Custom data key must be a string (got ${typeof key})`);
    if (!/^[A-Za-z0-9_]+$/.test(key)) {
      throw platformError(`Custom data key can only contain letters, numbers, and underscores (key "${key}")`);
    }
    if (!["string", "number", "bigint"].includes(typeof value)) {
      throw platformError(`Custom data values must be a string (key "${key}")`);
    }
    if (key.length > 50) throw platformError(`Custom data keys can have at most 50 characters (key "${key}")`);
    if (data.size < 10 || data.has(key)) data.set(key, text(value).slice(0, 512));
  };
  const setAll = (entries) => {
    for (const name of Object.keys(entries)) set(name, entries[name]);
  };
  return {
    set: (key, value) => (typeof key === "object" && key !== null ? setAll(key) : set(key, value)),
    setAll,
    get: (key) => data.get(key),
    getAll: () => Object.fromEntries(data),
  };
}
