import type { SyntaxNode } from "@lezer/common";
import type { Parameter, PatternKey } from "../code-facts.ts";
import { childNamed, childrenNamed, childrenOf, rangeOf, splitAtCommas } from "../syntax-nodes.ts";
import { constantString } from "./string-value.ts";

export function readParameters(code: string, list: SyntaxNode): readonly Parameter[] {
  const nodes = childrenOf(list).filter((child) => child.name !== "(" && child.name !== ")");
  return splitAtCommas(nodes).map((group) => readParameter(code, group));
}

function readParameter(code: string, group: readonly SyntaxNode[]): Parameter {
  const [first, second] = group as [SyntaxNode, SyntaxNode | undefined];
  const hasDefault = second?.name === "Equals";
  const range = rangeOf(first);
  if (first.name === "VariableDefinition") {
    return { kind: "named", name: code.slice(first.from, first.to), range, hasDefault, filledBy: "position" };
  }
  if (first.name === "Spread" && second?.name === "VariableDefinition") {
    return { kind: "rest", name: code.slice(second.from, second.to), range: rangeOf(second) };
  }
  const pattern = first.name === "ObjectPattern" ? readPattern(code, first) : undefined;
  return pattern ? { kind: "object-pattern", ...pattern, range, hasDefault } : { kind: "opaque", range };
}

interface Pattern {
  readonly keys: readonly PatternKey[];
  readonly takesRest: boolean;
}

/** Undefined when a key is computed from something that is not constant. */
function readPattern(code: string, node: SyntaxNode): Pattern | undefined {
  const keys: PatternKey[] = [];
  let takesRest = false;
  for (const property of childrenNamed(node, "PatternProperty")) {
    const children = childrenOf(property);
    const [first] = children;
    if (!first) return undefined;
    if (first.name === "Spread") {
      takesRest = true;
      continue;
    }
    const key = first.name === "[" ? children[1] : first;
    const name = key ? keyName(code, first, key) : undefined;
    if (!key || name === undefined) return undefined;
    keys.push({ name, range: rangeOf(key), hasDefault: childNamed(property, "Equals") !== undefined });
  }
  return { keys, takesRest };
}

function keyName(code: string, first: SyntaxNode, key: SyntaxNode): string | undefined {
  if (key.name === "String" || key.name === "TemplateString") return constantString(code, key);
  const text = code.slice(key.from, key.to);
  if (key.name === "Number") return String(Number(text));
  return first.name === "[" ? undefined : text;
}
