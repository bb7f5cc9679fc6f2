import type { SyntaxNode } from "@lezer/common";
import { type ObjectPart, unknownValue, type Value } from "../flow/steps.ts";
import { childNamed, childrenOf, rangeOf, splitAtCommas } from "../syntax-nodes.ts";
import type { Lowering } from "./lowering.ts";
import { constantString } from "./string-value.ts";

/** Functions that keep no reference to what they are given and change nothing in it. */
const readingFunctions = new Set(
  "print len str repr bool int float isinstance type id hash sorted list tuple set frozenset dict sum min max any all format enumerate zip map filter reversed iter json.dumps json.dump copy.copy copy.deepcopy pprint pprint.pprint logging.debug logging.info".split(
    " ",
  ),
);
const readingMethods = new Set(["get", "keys", "values", "items", "copy"]);
const endingFunctions = new Set(["exit", "quit", "sys.exit", "os._exit", "os.abort"]);

export function endsProcess(code: string, call: SyntaxNode): boolean {
  const callee = call.firstChild;
  return callee !== null && endingFunctions.has(code.slice(callee.from, callee.to));
}

/** What a call gives; what it may do to locals becomes steps. */
export function lowerCall(call: SyntaxNode, lowering: Lowering): Value {
  const callee = call.firstChild;
  const list = childNamed(call, "ArgList");
  if (!callee || !list) return unknownValue;
  const name = lowering.text(callee);
  const args = splitAtCommas(childrenOf(list).slice(1, -1));
  if (callee.name === "MemberExpression" && callee.firstChild?.name === "VariableName") {
    const method = lowerMethod(callee.firstChild, callee, args, lowering);
    if (method) return method;
  } else {
    lowering.use(callee, "read");
  }
  if (name === "dict") return { kind: "object", parts: argumentParts(args, lowering) };
  for (const argument of args) lowerArgument(argument, readingFunctions.has(name) ? "read" : "escape", lowering);
  const [first, ...others] = args[0] ?? [];
  const copies = name === "copy.copy" || name === "copy.deepcopy";
  if (copies && first?.name === "VariableName" && others.length === 0) {
    return { kind: "local", name: lowering.text(first), isCopy: true };
  }
  return unknownValue;
}

type Argument = readonly SyntaxNode[];

function lowerMethod(
  owner: SyntaxNode,
  callee: SyntaxNode,
  args: readonly Argument[],
  lowering: Lowering,
): Value | undefined {
  const local = lowering.text(owner);
  const [, , property] = childrenOf(callee);
  if (property?.name !== "PropertyName") return undefined;
  const method = lowering.text(property);
  const firstKey = args[0]?.[0];
  const key = firstKey ? constantString(lowering.code, firstKey) : undefined;
  if (method === "copy" && args.length === 0) return { kind: "local", name: local, isCopy: true };
  if (method === "update") {
    lowering.add({ kind: "merge", local, value: { kind: "object", parts: argumentParts(args, lowering) } });
    return unknownValue;
  }
  if (method === "setdefault" || method === "pop") {
    for (const argument of args) lowerArgument(argument, "escape", lowering);
    if (key === undefined || !firstKey) lowering.add({ kind: "forget", local });
    else if (method === "pop") lowering.add({ kind: "remove-key", local, key });
    else lowering.add({ kind: "set-key", local, key, range: rangeOf(firstKey) });
    return unknownValue;
  }
  if (method === "clear" && args.length === 0) {
    lowering.add({ kind: "forget", local });
    return unknownValue;
  }
  const isReading = readingMethods.has(method) || readingFunctions.has(`${local}.${method}`);
  if (!isReading) lowering.add({ kind: "forget", local });
  return undefined;
}

function lowerArgument(argument: Argument, use: "read" | "escape", lowering: Lowering): void {
  const value = argument.at(-1);
  if (argument.some((node) => node.name === "for"))
    lowering.repeated(() => argument.forEach((node) => void lowering.use(node, use)));
  else if (value) lowering.use(value, argument[0]?.name.startsWith("*") ? "read" : use);
}

/** `dict(known, a=1, **more)`, and the same in `update`. */
function argumentParts(args: readonly Argument[], lowering: Lowering): readonly ObjectPart[] {
  return args.map((argument): ObjectPart => {
    const [first, second, third] = argument;
    if (first?.name === "VariableName" && second && lowering.text(second) === "=" && third) {
      lowering.use(third, "escape");
      return { kind: "key", name: lowering.text(first), range: rangeOf(first) };
    }
    const spread = first?.name === "**" ? second : first;
    if (!spread || argument.length > (first?.name === "**" ? 2 : 1)) {
      for (const node of argument) lowering.use(node, "read");
      return { kind: "unknown-keys" };
    }
    return { kind: "spread", value: lowering.value(spread) };
  });
}
