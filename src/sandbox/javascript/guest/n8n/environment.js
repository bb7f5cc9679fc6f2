// Runs a node's code as n8n's task runner does: the names it gives, one call or one per item, the items that come out.
import { apply, defineHidden, defineProperty, SafeError, startsWith, stringify, text } from "../harness/bound.js";
import { describe, isError } from "../harness/completion.js";
import { isNodesOwn } from "../harness/host.js";
import { knownModule } from "../harness/modules.js";
import { asPlatformError, platformError } from "../harness/platform-error.js";
import * as timers from "../harness/timers.js";
import { showJsonPlaces } from "../json-words.js";
import { makeConsole } from "./console.js";
import { dateNames, makeInput, namesOf, openRun, sharedNames } from "./data.js";
import { lockDown } from "./lock-down.js";
import { n8nRequire } from "./require.js";

/** How many items share one global object. */
const chunkItems = 1000;
const { BigInt: SafeBigInt } = globalThis;
const { ownKeys } = Reflect;

/** The code is run once, and what it returns is the result. */
const forAllItems = makeEnvironment({
  isLockedDown: true,
  names: (run, input) => ({ ...namesOf(run, 0), $input: input, items: run.copyOf(run.items) }),
  run: (body) => apply(body, undefined, []),
});

/** The code is run for each item, and the result is the list of the items that it returned. */
const forEachItem = makeEnvironment({
  isLockedDown: true,
  names: () => ({}),
  run: runForEach((run, input, index) => ({ ...namesOf(run, index), $input: input, item: run.items[index] }), itemOf),
});

/** The node that the Code node replaced: an older sandbox, which takes less away. */
const functionNode = makeEnvironment({
  isLockedDown: false,
  names: (run, input) => {
    for (let index = 0; index < run.items.length; index++) run.items[index].index = index;
    return {
      ...namesOf(run, 0),
      $input: input,
      items: run.copyOf(run.items),
      ...oldNames(run),
      getBinaryDataAsync: async (item) => item?.binary,
      setBinaryDataAsync: async (item, data) =>
        setBinary(item, data, "(item: INodeExecutionData, data: IBinaryKeyData)"),
    };
  },
  run: (body) => apply(body, undefined, []),
});

const functionItemNode = makeEnvironment({
  isLockedDown: false,
  names: (run) => {
    const current = () => run.items[run.itemIndex];
    const set = async (data) => setBinary(current(), data, "(data: IBinaryKeyData)");
    return {
      ...oldNames(run),
      getBinaryData: () => current().binary,
      setBinaryData: set,
      getBinaryDataAsync: async () => current().binary,
      setBinaryDataAsync: set,
    };
  },
  run: runForEach(
    (run, input, index) => ({ ...namesOf(run, index), $input: input, item: run.items[index]?.json }),
    (result, index, { items }) => {
      if (result === undefined) throw new SafeError("No data got returned. Always an object has to be returned!");
      if (result === null) throw platformError("Cannot convert undefined or null to object");
      const { binary } = items[index] ?? {};
      return { json: result, pairedItem: { item: index }, ...(binary && { binary }) };
    },
  ),
});

export const n8nEnvironments = [
  ["n8n-all-items", forAllItems],
  ["n8n-each-item", forEachItem],
  ["n8n-function", functionNode],
  ["n8n-function-item", functionItemNode],
];

function makeEnvironment({ isLockedDown, names, run: runCode }) {
  let run;
  let input;
  let caught;
  return {
    open(contextText, realm) {
      run = openRun(contextText, realm);
      input = makeInput(run);
      caught = [];
      for (const shared of [sharedNames(run), dateNames(run), names(run, input)]) give(shared);
      give({ console: makeConsole(), require: n8nRequire, ...guardedTimers() });
      giveLater("$now", () => knownModule("luxon").DateTime.now());
      giveLater("$today", () =>
        knownModule("luxon").DateTime.now().set({ hour: 0, minute: 0, second: 0, millisecond: 0 }),
      );
      showJsonPlaces();
      if (isLockedDown) lockDown(realm);
    },
    async run(body) {
      try {
        return await runCode(body, run, input, caught);
      } catch (thrown) {
        throw asThrown(thrown);
      }
    },
    caught: () => listText(caught),
    stringify: stringifyWithBigInts,
  };
}

function runForEach(names, outputOf) {
  return async (body, run, input, caught) => {
    const { itemCount, continuesOnError } = run.context;
    const results = [];
    let own = ownKeys(globalThis);
    for (let index = 0; index < itemCount; index++) {
      if (index > 0 && index % chunkItems === 0) forgetNames(own);
      run.itemIndex = index;
      give(names(run, input, index));
      if (index === 0) own = ownKeys(globalThis);
      try {
        const output = outputOf(await apply(body, undefined, []), index, run);
        if (output) results[results.length] = output;
      } catch (thrown) {
        // The result tells by the place of the error which item it came with.
        results[results.length] = { caught: caught.length, pairedItem: { item: index } };
        caught[caught.length] = describe(asThrown(thrown));
        if (!continuesOnError) break;
      }
    }
    return results;
  };
}

/** What leaves the runner for a result: `json`, `binary` and the pairing; nothing for what is falsy. */
function itemOf(result, index) {
  if (!result) return undefined;
  const isObject = typeof result === "object";
  const json = isObject && "json" in result ? result.json : isObject && "binary" in result ? {} : result;
  const item = { json, pairedItem: { item: index } };
  if (result.binary) item.binary = result.binary;
  return item;
}

function oldNames({ context }) {
  return {
    getWorkflowStaticData: (type) => context.staticData[type],
    getNodeParameter: (name, fallback) => context.node.parameters[name] ?? fallback,
  };
}

/** Files of an item, for the old nodes. */
function setBinary(item, data, signature) {
  if (!item) throw new SafeError(`No item was provided to setBinaryDataAsync ${signature}.`);
  if (!data) throw new SafeError(`No data was provided to setBinaryDataAsync ${signature}.`);
  item.binary = data;
}

function give(names) {
  for (const name of ownKeys(names)) defineHidden(globalThis, name, names[name]);
}

/** Made when it is first asked for, and as open to assignment as the other names. */
function giveLater(name, make) {
  defineProperty(globalThis, name, {
    get: () => {
      const value = make();
      give({ [name]: value });
      return value;
    },
    set: (value) => give({ [name]: value }),
    configurable: true,
  });
}

function forgetNames(kept) {
  const isKept = new Set(kept);
  for (const name of ownKeys(globalThis)) if (!isKept.has(name)) delete globalThis[name];
}

/** In the runner, an error in a timer's callback ends the process. */
function guardedTimers() {
  const guarded =
    (add) =>
    (callback, ...rest) =>
      add(
        typeof callback !== "function"
          ? callback
          : (...values) => {
              try {
                apply(callback, undefined, values);
              } catch (thrown) {
                throw platformError("Node execution failed", `A timer's callback threw ${text(asThrown(thrown))}.`);
              }
            },
        ...rest,
      );
  return {
    setTimeout: guarded(timers.setTimeout),
    setInterval: guarded(timers.setInterval),
    setImmediate: guarded(timers.setImmediate),
  };
}

/** What n8n makes of something thrown: what is no error has a message, or is one as JSON. */
function asThrown(thrown) {
  if (thrown === undefined) return platformError("Unknown error");
  const isObject = typeof thrown === "object" && thrown !== null;
  if (!isObject || !isError(thrown)) {
    const said = typeof thrown === "bigint" ? `"${thrown}"` : undefined;
    const message = isObject && typeof thrown.message === "string" ? thrown.message : (said ?? stringify(thrown));
    return platformError(message ?? "Unknown error");
  }
  if (startsWith(text(thrown.message), "could not load module")) {
    return platformError("A dynamic import callback was not specified.");
  }
  // Those of the runner's own realm have no place in the code for n8n.
  return isNodesOwn(thrown) ? asPlatformError(thrown) : thrown;
}

/** The elements' own texts as a list: what the code put on lists has no part in it. */
function listText(texts) {
  let list = "";
  for (let at = 0; at < texts.length; at++) {
    const isTooMuch = list.length + texts[at].length > maxCaughtCharacters;
    list += (at === 0 ? "" : ",") + (isTooMuch ? leftOut : texts[at]);
  }
  return `[${list}]`;
}

/** All errors together; the host reads no more. */
const maxCaughtCharacters = 4_000_000;
const leftOut = '{"type":"Error","message":"[left out: too many errors]"}';

/** On its way out of the runner a BigInt becomes its digits. */
function stringifyWithBigInts(result) {
  const { prototype } = SafeBigInt;
  if (Object.hasOwn(prototype, "toJSON")) return stringify(result);
  defineHidden(prototype, "toJSON", function () {
    return text(this);
  });
  try {
    return stringify(result);
  } finally {
    delete prototype.toJSON;
  }
}
