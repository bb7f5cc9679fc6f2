import type { NameRules } from "../dialect.ts";
import type { N8nMode } from "./n8n-node.ts";

const earlier = (remedy: string): string => `It is a name of n8n 1's Python on Pyodide. ${remedy}`;
const take = earlier("Take what it held from the items: a node before this one can add it to them.");

/** What n8n 1 put there: every `$name` of JavaScript as `_name`, but `_node`. Source: facts about n8n, 2026-09. */
const pyodideNames: Readonly<Record<string, Readonly<Record<N8nMode, string>>>> = {
  _input: {
    runOnceForAllItems: earlier('Write _items, a list of dictionaries: for item in _items: item["json"].'),
    runOnceForEachItem: earlier('Write _item, a dictionary: _item["json"].'),
  },
  _json: {
    runOnceForAllItems: earlier('Write _items[0]["json"].'),
    runOnceForEachItem: earlier('Write _item["json"].'),
  },
  _binary: { runOnceForAllItems: take, runOnceForEachItem: take },
  ...Object.fromEntries(
    `_node _now _today _workflow _execution _prevNode _runIndex _itemIndex _vars _env _jmespath _getWorkflowStaticData
    _parameter _mode _nodeVersion _executionId _resumeWebhookUrl`
      .split(/\s+/)
      .map((name) => [name, { runOnceForAllItems: take, runOnceForEachItem: take }]),
  ),
};

/** `N8N_RUNNERS_BUILTINS_DENY` as it is by default, n8n 2.41.1, 2026-09. */
const deniedBuiltins = `eval exec compile open input breakpoint getattr object type vars setattr delattr hasattr dir
  memoryview __build_class__ globals locals license help credits copyright`.split(/\s+/);

const denied = "n8n takes this builtin away from Python code (N8N_RUNNERS_BUILTINS_DENY). Do without it.";

const missingInBoth = Object.fromEntries(deniedBuiltins.map((name) => [name, denied]));

/** Names that people expect in native Python; what else there is is Python's own. */
export const nativePythonNames: Readonly<Record<N8nMode, NameRules>> = {
  runOnceForAllItems: rules("runOnceForAllItems", {
    _item: "It is there in the mode 'Run Once for Each Item'. Write for item in _items.",
  }),
  runOnceForEachItem: rules("runOnceForEachItem", {
    _items: "It is there in the mode 'Run Once for All Items'. Write _item.",
    _query: "It is there in the mode 'Run Once for All Items'.",
  }),
};

function rules(mode: N8nMode, ofMode: Readonly<Record<string, string>>): NameRules {
  const old = Object.entries(pyodideNames).map(([name, remedies]) => [name, remedies[mode]] as const);
  return { missing: new Map([...Object.entries(missingInBoth), ...old, ...Object.entries(ofMode)]) };
}

export function isPyodideName(name: string): boolean {
  return Object.hasOwn(pyodideNames, name);
}
