import type { GivenValue } from "./v8-place-wording.ts";

/**
 * What V8 says of an error that a function of the language raised, by the function's name. Undefined where V8 names a
 * value that the engine does not. V8's texts as of Node 20 and 24.
 */
export function nativeInV8Words(
  type: string,
  message: string,
  name: string,
  given: () => GivenValue | undefined,
): string | undefined {
  for (const { from, pattern, words } of wordings) {
    if (from === type && pattern.test(message)) return words(name, message, given);
  }
  return undefined;
}

interface NativeWording {
  readonly from: string;
  readonly pattern: RegExp;
  words(name: string, message: string, given: () => GivenValue | undefined): string | undefined;
}

const digits: ReadonlyMap<string, string> = new Map([
  ["toFixed", "toFixed() digits argument must be between 0 and 100"],
  ["toExponential", "toExponential() argument must be between 0 and 100"],
  ["toPrecision", "toPrecision() argument must be between 1 and 100"],
]);

const ofArrays = new Set(
  "concat every filter find findIndex findLast findLastIndex flatMap forEach map reduce reduceRight some".split(" "),
);
const ofStrings = new Set("split replace replaceAll match matchAll search".split(" "));
const ofObjects = new Set("assign entries getOwnPropertyDescriptor getOwnPropertyNames keys raw values".split(" "));
const nothing = "Cannot convert undefined or null to object";

const callers = new Set(
  "every filter find findIndex findLast findLastIndex forEach map reduce reduceRight some".split(" "),
);

const wordings: readonly NativeWording[] = [
  {
    from: "RangeError",
    pattern: /^invalid repeat count$/,
    words: (_name, message, given) => {
      const value = given();
      return value?.kind === "number" ? `Invalid count value: ${value.text}` : message;
    },
  },
  {
    from: "RangeError",
    pattern: /^cannot convert to BigInt: not an integer$/,
    words: (_name, message, given) => {
      const value = given();
      if (value?.kind !== "number") return message;
      return `The number ${value.text} cannot be converted to a BigInt because it is not an integer`;
    },
  },
  {
    from: "SyntaxError",
    pattern: /^invalid bigint literal$/,
    words: (_name, message, given) => {
      const value = given();
      return value?.kind === "string" ? `Cannot convert ${value.text} to a BigInt` : message;
    },
  },
  { from: "RangeError", pattern: /^invalid number of digits$/, words: (name) => digits.get(name) },
  {
    from: "RangeError",
    pattern: /^radix must be between 2 and 36$/,
    words: () => "toString() radix argument must be between 2 and 36",
  },
  {
    from: "RangeError",
    pattern: /^bad normalization form$/,
    words: () => "The normalization form should be one of NFC, NFD, NFKC, NFKD.",
  },
  { from: "RangeError", pattern: /^invalid string length$/, words: () => "Invalid string length" },
  {
    from: "RangeError",
    pattern: /^invalid array index: \d/,
    words: (name, message) =>
      name === "with" ? message.replace("invalid array index:", "Invalid index :") : undefined,
  },
  {
    from: "RangeError",
    pattern: /^invalid array length$/,
    words: (name) => (name === "set" ? "offset is out of bounds" : "Invalid array length"),
  },
  {
    from: "RangeError",
    pattern: /^out of bound$/,
    words: (name) => (/^[gs]et(?:Big)?(?:Int|Uint|Float)\d+$/.test(name) ? outsideView : undefined),
  },
  {
    from: "TypeError",
    pattern: /^regexp must have the 'g' flag$/,
    words: (name) => `String.prototype.${name} called with a non-global RegExp argument`,
  },
  {
    from: "TypeError",
    pattern: /^regexp not supported$/,
    words: (name) => `First argument to String.prototype.${name} must not be a regular expression`,
  },
  {
    from: "TypeError",
    pattern: /^null or undefined are forbidden$/,
    words: (name) =>
      name === "" || name.startsWith("[") ? undefined : `String.prototype.${name} called on null or undefined`,
  },
  {
    from: "TypeError",
    pattern: /^cannot convert to object$/,
    words: (name, message) => {
      if (ofArrays.has(name)) return `Array.prototype.${name} called on null or undefined`;
      if (ofStrings.has(name)) return `String.prototype.${name} called on null or undefined`;
      return ofObjects.has(name) ? nothing : message;
    },
  },
  {
    from: "TypeError",
    pattern: /^must be called with new$/,
    words: (name) =>
      name === "Promise" ? "Promise constructor cannot be invoked without 'new'" : `Constructor ${name} requires 'new'`,
  },
  {
    from: "TypeError",
    pattern: /^cannot convert bigint to number$/,
    words: () => "Cannot convert a BigInt value to a number",
  },
  {
    from: "TypeError",
    pattern: /^not a function$/,
    words: (name, message, given) =>
      callers.has(name)
        ? calledBack(name, given(), message)
        : /^(?:sort|toSorted)$/.test(name)
          ? "The comparison function must be either a function or undefined"
          : name === "flatMap"
            ? "flatMap mapper function is not callable"
            : message,
  },
  {
    from: "TypeError",
    pattern: /^not an object$/,
    words: (name, message) =>
      name === "Proxy" ? "Cannot create proxy with a non-object as target or handler" : message,
  },
  {
    from: "TypeError",
    pattern: /^cannot read property 'Symbol\.iterator' of (?:undefined|null)$/,
    words: (name, message) => {
      if (name === "fromEntries") return "undefined is not iterable";
      const value = message.endsWith("null") ? "object null" : "undefined";
      return /^(?:from|all|any|allSettled|race)$/.test(name)
        ? `${value} is not iterable (cannot read property Symbol(Symbol.iterator))`
        : undefined;
    },
  },
  {
    from: "TypeError",
    pattern: /^invalid value used as WeakMap key$/,
    words: () => "Invalid value used as weak map key",
  },
  { from: "TypeError", pattern: /^invalid value used as WeakSet key$/, words: () => "Invalid value used in weak set" },
  { from: "TypeError", pattern: /^cannot invoke a running generator$/, words: () => "Generator is already running" },
];

function calledBack(name: string, value: GivenValue | undefined, message: string): string {
  // That of a Map shows it in another way.
  const isKnown = value !== undefined && (name !== "forEach" || value.text === "undefined");
  return isKnown ? `${value.text} is not a function` : message;
}

const outsideView = "Offset is outside the bounds of the DataView";
