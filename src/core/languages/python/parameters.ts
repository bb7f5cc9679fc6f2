import type { SyntaxNode } from "@lezer/common";
import type { Parameter } from "../code-facts.ts";
import { childrenOf, rangeOf } from "../syntax-nodes.ts";

type Named = Extract<Parameter, { kind: "named" }>;

/** The parameters of a `def` or a `lambda`. */
export function readParameters(code: string, list: SyntaxNode): readonly Parameter[] {
  let parameters: Parameter[] = [];
  let filledBy: Named["filledBy"] = "either";
  for (const group of groupsOf(code, list)) {
    if (group === "/") {
      parameters = parameters.map((parameter) =>
        parameter.kind === "named" ? { ...parameter, filledBy: "position" } : parameter,
      );
      continue;
    }
    const star = group[0]?.name === "*" || group[0]?.name === "**" ? group[0].name : undefined;
    const nameNode = star ? group[1] : group[0];
    if (star === "*") filledBy = "keyword";
    if (nameNode?.name !== "VariableName") continue;
    const name = code.slice(nameNode.from, nameNode.to);
    const range = rangeOf(nameNode);
    if (star === "*") parameters.push({ kind: "rest", name, range });
    else if (star === "**") parameters.push({ kind: "keyword-rest", name, range });
    else parameters.push(named(code, group, { kind: "named", name, range, hasDefault: false, filledBy }));
  }
  return parameters;
}

function named(code: string, group: readonly SyntaxNode[], parameter: Named): Named {
  const hasDefault = group.some((node) => node.name === "AssignOp");
  const type = group.find((node) => node.name === "TypeDef");
  if (!type) return { ...parameter, hasDefault };
  return { ...parameter, hasDefault, annotation: code.slice(type.from, type.to).replace(/^:\s*/, "").trim() };
}

/** The nodes of each parameter. The grammar names no node for the slash, so it shows between two of them only. */
function groupsOf(code: string, list: SyntaxNode): readonly (readonly SyntaxNode[] | "/")[] {
  const groups: (SyntaxNode[] | "/")[] = [];
  let current: SyntaxNode[] = [];
  let end = list.from;
  for (const node of childrenOf(list)) {
    if (
      /^\s*\/\s*$/.test(
        code
          .slice(end, node.from)
          .replace(/#.*/g, "")
          .replace(/^\s*,|,\s*$/g, ""),
      )
    ) {
      if (current.length > 0) groups.push(current);
      current = [];
      groups.push("/");
    }
    end = node.to;
    if (node.name === ",") {
      if (current.length > 0) groups.push(current);
      current = [];
    } else if (node.name !== "(" && node.name !== ")") {
      current.push(node);
    }
  }
  if (current.length > 0) groups.push(current);
  return groups;
}
