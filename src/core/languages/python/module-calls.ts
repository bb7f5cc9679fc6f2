import type { SyntaxNodeRef, Tree } from "@lezer/common";
import type { ModuleCall, ModuleMember } from "../code-facts.ts";
import { childrenOf, splitAtCommas } from "../syntax-nodes.ts";

export interface ModuleUses {
  readonly calls: readonly ModuleCall[];
  readonly members: readonly ModuleMember[];
}

/** Calls and names of what a module holds, by the module's own name for it, in order of appearance. */
export function readModuleUses(code: string, tree: Tree): ModuleUses {
  const imported = importedNames(code, tree);
  const calls: ModuleCall[] = [];
  const members: ModuleMember[] = [];
  if (imported.size === 0) return { calls, members };
  let lastMember = -1;
  const functions: string[] = [];
  let conditions = 0;
  tree.iterate({
    enter(node) {
      if (node.name === "FunctionDefinition")
        functions.push(/^(?:async\s+)?def\s+(\w+)/.exec(code.slice(node.from, node.from + 200))?.[1] ?? "");
      else if (isCondition(node)) conditions++;
      else if (node.name === "MemberExpression" && node.from !== lastMember) {
        lastMember = node.from;
        const written = dottedName.exec(code.slice(node.from, node.from + longestName))?.[0] ?? "";
        const [first = "", ...rest] = written.replace(/\s+/g, "").split(".");
        const name = imported.get(first);
        if (name === undefined || rest.length === 0) return;
        members.push({ name: [name, ...rest].join("."), range: { start: node.from, end: node.from + written.length } });
      } else if (node.name === "CallExpression") {
        const written = /^[^\W\d]\w*(?:\s*\.\s*[^\W\d]\w*)*(?=\s*\()/u.exec(
          code.slice(node.from, node.from + longestName),
        )?.[0];
        const [first = "", ...members] = written?.replace(/\s+/g, "").split(".") ?? [];
        const name = imported.get(first);
        if (name === undefined || written === undefined) return;
        const isOnWay = functions.length === 0 || (functions.length === 1 && functions[0] === "main");
        calls.push({
          name: [name, ...members].join("."),
          range: { start: node.from, end: node.from + written.length },
          isCertain: isOnWay && conditions === 0,
        });
      }
    },
    leave(node) {
      if (node.name === "FunctionDefinition") functions.pop();
      else if (isCondition(node)) conditions--;
    },
  });
  return { calls, members };
}

const dottedName = /^[^\W\d]\w*(?:\s*\.\s*[^\W\d]\w*)*/u;

const longestName = 200;

/** What is below it may never be reached. */
function isCondition(at: SyntaxNodeRef): boolean {
  if (conditional.test(at.name)) return true;
  // To make a node costs as much as it lies deep.
  if (at.name !== "Body") return false;
  const { parent, prevSibling } = at.node;
  return parent?.name === "TryStatement" && prevSibling?.name !== "try";
}

const conditional = /^(?:If|While|For|Match)Statement$|^(?:Conditional|Binary|Lambda)Expression$|Comprehension/;

/** By the names that imports bind, and nothing else in the code does. */
function importedNames(code: string, tree: Tree): ReadonlyMap<string, string> {
  const imported = new Map<string, string>();
  const others = new Set<string>();
  if (!code.includes("import")) return imported;
  const text = ({ from, to }: { readonly from: number; readonly to: number }) => code.slice(from, to);
  tree.iterate({
    enter(at) {
      if (at.name === "ImportStatement") {
        const children = childrenOf(at.node).filter(({ name }) => name !== "(" && name !== ")");
        const from = children[0]?.name === "from";
        const start = children.findIndex(({ name }) => name === "import");
        const module = from ? children.slice(1, start).map(text).join("") : undefined;
        for (const group of splitAtCommas(children.slice(start + 1))) {
          const as = group.findIndex(({ name }) => name === "as");
          const name = (as < 0 ? group : group.slice(0, as)).map(text).join("");
          const [first = ""] = name.split(".");
          const bound =
            as < 0
              ? first
              : group
                  .slice(as + 1)
                  .map(text)
                  .join("");
          const full = module === undefined ? (as < 0 ? first : name) : `${module}.${name}`;
          if (imported.has(bound) && imported.get(bound) !== full) others.add(bound);
          imported.set(bound, full);
        }
        return false;
      }
      return undefined;
    },
  });
  // Of a name that is none of them nobody asks.
  tree.iterate({
    enter: (at) => {
      if (at.name === "VariableName" && imported.has(text(at)) && isBound(code, at)) others.add(text(at));
      return at.name !== "ImportStatement";
    },
  });
  for (const name of others) imported.delete(name);
  return imported;
}

/** By what stands around it; a name that is only perhaps bound counts too. */
function isBound(code: string, { from, to }: SyntaxNodeRef): boolean {
  // An attribute binds nothing, and there may be a row of them.
  if (code.charAt(from - 1) === ".") return false;
  const behind = code.slice(to, to + 40);
  if (/^\s*(?:=(?!=)|:=|\s*,[^=\n(]*=(?!=)|\s+in\b)/.test(behind)) return true;
  const before = code.slice(Math.max(0, from - 20), from);
  return /\b(?:def|class|as|for|global|nonlocal|del|lambda)\s+$/.test(before);
}
