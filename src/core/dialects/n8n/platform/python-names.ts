import type { NameRules } from "../../../contract/node-contract.ts";
import { words } from "../../../text/words.ts";
import type { N8nMode } from "./n8n-node.ts";
import { oldNames } from "./python-old-names.ts";
import { deniedBuiltins } from "./python-security.ts";

const earlier = (remedy: string): string => `It is a name of n8n 1's Python on Pyodide. ${remedy}`;
const take = earlier("Take what it held from the items: a node before this one can add it to them.");

const inBothModes = {
  ...Object.fromEntries(
    "_binary _data _itemIndex _position _resumeWebhookUrl _thisItem _thisItemIndex _thisRunIndex"
      .split(" ")
      .map((name) => [name, take]),
  ),
  ...Object.fromEntries(Object.entries(oldNames).map(([name, remedy]) => [name, earlier(remedy)])),
};

/** What n8n 1 put there: every `$name` of JavaScript as `_name`, and `$` as `_`. Source: facts about n8n, 2026-09. */
const pyodideNames: Readonly<Record<N8nMode, Readonly<Record<string, string>>>> = {
  runOnceForAllItems: {
    ...inBothModes,
    _input: earlier('Write _items, a list of dictionaries: for item in _items: item["json"].'),
    _json: earlier('Write _items[0]["json"].'),
    items: earlier('Write _items, a list of dictionaries: for item in _items: item["json"].'),
  },
  runOnceForEachItem: {
    ...inBothModes,
    _input: earlier('Write _item, a dictionary: _item["json"].'),
    _json: earlier('Write _item["json"].'),
    item: earlier('Write _item, a dictionary: _item["json"].'),
  },
};

/** Python's other builtins, as CPython 3.13 has them; n8n leaves them. */
const keptBuiltins = words(`
    ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError
    BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError
    ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception
    ExceptionGroup FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError
    ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError
    KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplemented
    NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError
    PythonFinalizationError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning
    StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError
    UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning
    UserWarning ValueError Warning ZeroDivisionError _IncompleteInputError __debug__ __doc__ __import__ __loader__
    __name__ __package__ __spec__ abs aiter all anext any ascii bin bool bytearray bytes callable chr classmethod
    complex dict divmod enumerate exit filter float format frozenset hash hex id int isinstance issubclass iter len
    list map max min next oct ord pow print property quit range repr reversed round set slice sorted staticmethod str
    sum super tuple zip
`);

const denied = "n8n takes this builtin away from Python code (N8N_RUNNERS_BUILTINS_DENY). Do without it.";

const missingInBoth = Object.fromEntries(deniedBuiltins.map((name) => [name, denied]));

/** What native Python has, and names that people expect of it. */
export const nativePythonNames: Readonly<Record<N8nMode, NameRules>> = {
  runOnceForAllItems: rules("runOnceForAllItems", ["_items", "_query"], {
    _item: "It is there in the mode 'Run Once for Each Item'. Write for item in _items.",
  }),
  runOnceForEachItem: rules("runOnceForEachItem", ["_item"], {
    _items: "It is there in the mode 'Run Once for All Items'. Write _item.",
    _query: "It is there in the mode 'Run Once for All Items'.",
  }),
};

function rules(mode: N8nMode, given: readonly string[], ofMode: Readonly<Record<string, string>>): NameRules {
  return {
    known: new Set([...keptBuiltins, ...given]),
    missing: new Map(Object.entries({ ...missingInBoth, ...pyodideNames[mode], ...ofMode })),
  };
}

export function isPyodideName(name: string, mode: N8nMode): boolean {
  return Object.hasOwn(pyodideNames[mode], name);
}
