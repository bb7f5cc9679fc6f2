/**
 * QuickJS reports some errors in words of its own; users know V8's. Only where both mean the same and nothing has
 * to be guessed. V8's texts as of Node 20.
 */
export function inV8Words(type: string, message: string): { readonly type: string; readonly message: string } {
  // What the engine calls so has V8's class already.
  if (type === "InternalError") return inV8Words("RangeError", message);
  for (const { from, pattern, to } of wordings) {
    if (from !== type || !pattern.test(message)) continue;
    return { type: to.type ?? type, message: message.replace(pattern, to.message) };
  }
  return { type, message };
}

interface Wording {
  readonly from: string;
  readonly pattern: RegExp;
  readonly to: { readonly type?: string; readonly message: string };
}

const wordings: readonly Wording[] = [
  { from: "ReferenceError", pattern: /^'(.+)' is not defined$/, to: { message: "$1 is not defined" } },
  {
    from: "TypeError",
    pattern: /^cannot read property '(.*)' of (undefined|null)$/,
    to: { message: "Cannot read properties of $2 (reading '$1')" },
  },
  {
    from: "TypeError",
    pattern: /^cannot set property '(.*)' of (undefined|null)$/,
    to: { message: "Cannot set properties of $2 (setting '$1')" },
  },
  // QuickJS does not say which where it is no name; nor does V8 then.
  {
    from: "TypeError",
    pattern: /^cannot read property of (undefined|null)$/,
    to: { message: "Cannot read properties of $1" },
  },
  {
    from: "TypeError",
    pattern: /^cannot convert to object$/,
    to: { message: "Cannot convert undefined or null to object" },
  },
  {
    from: "ReferenceError",
    pattern: /^(?!this )(\S+) is not initialized$/,
    to: { message: "Cannot access '$1' before initialization" },
  },
  {
    from: "SyntaxError",
    pattern: /^redeclaration of '(.*)'$/,
    to: { message: "Identifier '$1' has already been declared" },
  },
  // Of code in a text, whose place nobody knows.
  {
    from: "SyntaxError",
    pattern: /^unexpected token in expression: '([-{}()[\];,<>+*/%&|^!~?:=.]+)'$/,
    to: { message: "Unexpected token '$1'" },
  },
  { from: "TypeError", pattern: /^circular reference$/, to: { message: "Converting circular structure to JSON" } },
  {
    from: "TypeError",
    pattern: /^bigint are forbidden in JSON.stringify$/i,
    to: { message: "Do not know how to serialize a BigInt" },
  },
  {
    from: "TypeError",
    pattern: /^cannot convert symbol to number$/,
    to: { message: "Cannot convert a Symbol value to a number" },
  },
  {
    from: "TypeError",
    pattern: /^bigint argument with unary \+$/,
    to: { message: "Cannot convert a BigInt value to a number" },
  },
  { from: "TypeError", pattern: /^toPrimitive$/, to: { message: "Cannot convert object to primitive value" } },
  {
    from: "ReferenceError",
    pattern: /^this is not initialized$/,
    to: {
      message:
        "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
    },
  },
  {
    from: "ReferenceError",
    pattern: /^'this' can be initialized only once$/,
    to: { message: "Super constructor may only be called once" },
  },
  { from: "RangeError", pattern: /^BigInt division by zero$/, to: { message: "Division by zero" } },
  { from: "RangeError", pattern: /^invalid array length$/, to: { message: "Invalid array length" } },
  { from: "RangeError", pattern: /^Date value is NaN$/, to: { message: "Invalid time value" } },
  {
    from: "TypeError",
    pattern: /^cannot convert symbol to string$/,
    to: { message: "Cannot convert a Symbol value to a string" },
  },
  {
    from: "TypeError",
    pattern: /^empty array$/,
    to: { message: "Reduce of empty array with no initial value" },
  },
  { from: "AggregateError", pattern: /^$/, to: { message: "All promises were rejected" } },
  { from: "URIError", pattern: /^(?:expecting .*|malformed .*)$/, to: { message: "URI malformed" } },
  {
    from: "TypeError",
    pattern: /^eval is not supported$/,
    to: { type: "EvalError", message: "Code generation from strings disallowed for this context" },
  },
  {
    from: "RangeError",
    pattern: /^stack overflow$/,
    to: { message: "Maximum call stack size exceeded" },
  },
  { from: "RangeError", pattern: /^string too long$/, to: { message: "Invalid string length" } },
];
