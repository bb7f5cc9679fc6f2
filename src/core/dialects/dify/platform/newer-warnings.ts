import { isNewer } from "../../../contract/language-versions.ts";

/**
 * Warnings that Python gives since a version, as their texts begin. Source: "What's New in Python" of 3.12 to 3.14, and
 * their sources; read 2026-11.
 */
const newerWarnings: readonly (readonly [since: string, begins: RegExp])[] = [
  ["3.12", /^(?:Syntax|Deprecation)Warning: .*invalid (?:octal )?escape sequence/],
  ["3.12", /^DeprecationWarning: datetime\.datetime\.(?:utcnow|utcfromtimestamp)\(\) is deprecated/],
  ["3.12", /^DeprecationWarning: Bitwise inversion '~' on bool is deprecated/],
  ["3.12", /^DeprecationWarning: ast\.\w+ is deprecated/],
  ["3.12", /^DeprecationWarning: Attribute [sn] is deprecated/],
  ["3.12", /^DeprecationWarning: The default \w+ (?:adapter|converter) is deprecated/],
  ["3.12", /^DeprecationWarning: the \(type, exc, tb\) signature of throw\(\) is deprecated/],
  ["3.12", /^DeprecationWarning: Pickle, copy, and deepcopy support will be removed from itertools/],
  ["3.12", /^DeprecationWarning: Testing an element's truth value will always return True/],
  ["3.13", /^DeprecationWarning: Parsing dates involving a day of month without a year/],
  ["3.13", /^DeprecationWarning: '\w+' is passed as positional argument/],
  [
    "3.13",
    /^DeprecationWarning: Creating NamedTuple classes|^DeprecationWarning: Failing to pass a value to the '\w+' parameter/,
  ],
  ["3.14", /^SyntaxWarning: '(?:return|break|continue)' in a 'finally' block/],
  ["3.14", /^DeprecationWarning: codecs\.open\(\) is deprecated/],
  ["3.14", /^DeprecationWarning: 'asyncio\.\w+' is deprecated/],
];

/** Whether an older Python gives no such warning. */
export function isNewerWarning(text: string, python: string): boolean {
  return newerWarnings.some(([since, begins]) => begins.test(text) && isNewer(since, python));
}
