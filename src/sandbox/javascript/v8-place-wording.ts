import type { AnyNode, Expression, Pattern } from "acorn";
import { allNodes } from "../../core/languages/javascript/all-nodes.ts";
import { parseProgram } from "../../core/languages/javascript/parse-program.ts";
import { expressionText } from "./v8-expression-text.ts";

/** The nodes of a node's code; read when the first error asks. */
export interface CodeTree {
  readonly code: string;
  nodes(): readonly AnyNode[];
}

export function codeTree(code: string, form: "async-body" | "file"): CodeTree {
  let nodes: readonly AnyNode[] | undefined;
  const read = () => {
    const { program } = parseProgram(code, form);
    return program ? [...allNodes(program)].map(({ node }) => node) : [];
  };
  return {
    code,
    nodes: () => {
      nodes ??= read();
      return nodes;
    },
  };
}

/**
 * What V8 says of an error whose place in the code shows what the engine does not say: what is called, the name of a
 * property. Undefined where the place does not show it for certain. V8's texts as of Node 20 and 24.
 */
export function placeInV8Words(message: string, offset: number, tree: CodeTree): string | undefined {
  for (const { pattern, words } of wordings) {
    const match = pattern.exec(message);
    if (match) return words(offset, tree, match[1] ?? "");
  }
  return undefined;
}

interface PlaceWording {
  readonly pattern: RegExp;
  words(offset: number, tree: CodeTree, part: string): string | undefined;
}

const wordings: readonly PlaceWording[] = [
  {
    pattern: /^not a function$/,
    words: (offset, tree) =>
      said(calledAt(offset, tree), "is not a function") ?? said(madeAt(offset, tree), "is not a constructor"),
  },
  {
    pattern: /^(?:not a constructor|\S* is not a constructor)$/,
    words: (offset, tree) => said(madeAt(offset, tree), "is not a constructor"),
  },
  {
    pattern: /^cannot read property of (undefined|null)$/,
    words: (offset, tree, value) => {
      const key = keyAt(offset, tree);
      return key === undefined ? undefined : `Cannot read properties of ${value} (reading '${key}')`;
    },
  },
  {
    pattern: /^cannot read property 'Symbol\.iterator' of (undefined|null)$/,
    words: (offset, tree, value) => notIterable(offset, tree, value),
  },
  { pattern: /^value is not iterable$/, words: (offset, tree) => notIterable(offset, tree) },
  {
    pattern: /^cannot convert bigint to number$/,
    words: (offset, tree) =>
      operatorAt(offset, tree) ? "Cannot mix BigInt and other types, use explicit conversions" : undefined,
  },
  {
    pattern: /^'(.*)' is read-only$/,
    words: (offset, tree, name) => {
      if (isOnlyVariableSet(name, tree)) return "Assignment to constant variable.";
      const written = writtenAt(offset, tree);
      if (written?.key !== name) return undefined;
      return `Cannot assign to read only property '${name}' of object '${written.shown}'`;
    },
  },
  {
    pattern: /^no setter for property$/,
    words: (offset, tree) => {
      const written = writtenAt(offset, tree);
      return written && `Cannot set property ${written.key} of ${written.shown} which has only a getter`;
    },
  },
  {
    pattern: /^object is not extensible$/,
    words: (offset, tree) => {
      const written = writtenAt(offset, tree);
      return written && `Cannot add property ${written.key}, object is not extensible`;
    },
  },
  {
    pattern: /^private class field '(.*)' does not exist$/,
    words: (offset, { nodes }, name) => {
      const isWritten = nodes().some(
        (node) =>
          node.type === "AssignmentExpression" &&
          node.left.type === "MemberExpression" &&
          node.left.property.type === "PrivateIdentifier" &&
          node.start <= offset &&
          offset <= node.end,
      );
      return isWritten ? undefined : `Cannot read private member ${name} from an object whose class did not declare it`;
    },
  },
];

function said(node: Expression | undefined, rest: string): string | undefined {
  const text = node && expressionText(node);
  return text === undefined ? undefined : `${text} ${rest}`;
}

/** The engine's place is the bracket of the arguments, the template, or a `return` of nothing but the call. */
function calledAt(offset: number, { code, nodes }: CodeTree): Expression | undefined {
  for (const node of nodes()) {
    if (node.type === "ReturnStatement" && node.start === offset && node.argument?.type === "CallExpression") {
      return node.argument.callee.type === "Super" ? undefined : node.argument.callee;
    }
    if (node.type === "TaggedTemplateExpression" && node.quasi.start === offset) return node.tag;
    if (node.type !== "CallExpression" || node.callee.type === "Super") continue;
    if (code[offset] === "(" && offset >= node.callee.end && isBeforeArguments(node, offset, code)) return node.callee;
  }
  return undefined;
}

export interface GivenValue {
  readonly kind: "number" | "other" | "string";
  readonly text: string;
}

/** Undefined where it is not written out. */
export function firstArgumentAt(offset: number, tree: CodeTree): GivenValue | undefined {
  const callee = calledAt(offset, tree);
  const call = tree.nodes().find((node) => node.type === "CallExpression" && node.callee === callee);
  if (
    call?.type !== "CallExpression" ||
    (callee?.type === "MemberExpression" && callee.property.type !== "Identifier")
  ) {
    return undefined;
  }
  const [first] = call.arguments;
  if (!first) return { kind: "other", text: "undefined" };
  const isMinus = first.type === "UnaryExpression" && first.operator === "-";
  const literal = isMinus ? first.argument : first;
  if (literal.type !== "Literal") {
    return first.type === "Identifier" && first.name === "undefined" ? { kind: "other", text: "undefined" } : undefined;
  }
  const { value } = literal;
  if (typeof value === "number") return { kind: "number", text: String(isMinus ? -value : value) };
  if (isMinus) return undefined;
  if (typeof value === "string") return { kind: "string", text: value };
  return value === null || typeof value === "boolean" ? { kind: "other", text: String(value) } : undefined;
}

function madeAt(offset: number, { code, nodes }: CodeTree): Expression | undefined {
  let made: Expression | undefined;
  for (const node of nodes()) {
    if (node.type !== "NewExpression") continue;
    const isBare = code[node.end - 1] !== ")" && offset >= node.start && offset <= node.end;
    const isAtBracket = code[offset] === "(" && offset >= node.callee.end && isBeforeArguments(node, offset, code);
    if (isBare || isAtBracket) made = node.callee;
  }
  return made;
}

function isBeforeArguments(
  { callee, arguments: [first], end }: { callee: { end: number }; arguments: readonly AnyNode[]; end: number },
  offset: number,
  code: string,
): boolean {
  return offset < (first?.start ?? end) && /^[\s)]*(?:\?\.)?\s*$/.test(code.slice(callee.end, offset));
}

/** The key in brackets there, where the code shows it. */
function keyAt(offset: number, { code, nodes }: CodeTree): string | undefined {
  for (const node of nodes()) {
    if (node.type !== "MemberExpression" || !node.computed) continue;
    if (code[offset] !== "[" || offset < node.object.end || offset >= node.property.start) continue;
    if (!/^[\s)]*(?:\?\.)?\s*$/.test(code.slice(node.object.end, offset))) continue;
    return constantText(node.property, nodes());
  }
  return undefined;
}

function constantText(node: AnyNode, nodes: readonly AnyNode[]): string | undefined {
  if (node.type === "Literal" && (typeof node.value === "string" || typeof node.value === "number")) {
    return String(node.value);
  }
  if (node.type === "TemplateLiteral" && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined;
  if (node.type !== "Identifier") return undefined;
  const init = onlyConstant(node.name, nodes);
  return init?.type === "Literal" ? constantText(init, nodes) : undefined;
}

/** What a name stands for that is bound once and for all. */
function onlyConstant(name: string, nodes: readonly AnyNode[]): Expression | undefined {
  const constants = nodes.flatMap((each) =>
    each.type === "VariableDeclaration" && each.kind === "const" ? each.declarations : [],
  );
  const [only, ...others] = constants.filter(({ id }) => id.type === "Identifier" && id.name === name);
  if (!only?.init || others.length > 0 || isBoundElsewhere(name, only.id, nodes)) return undefined;
  return only.init;
}

/** As a parameter, a variable, a function or a class. */
function isBoundElsewhere(name: string, but: Pattern, nodes: readonly AnyNode[]): boolean {
  const isNamed = (pattern: Pattern | null | undefined): boolean => {
    switch (pattern?.type) {
      case "Identifier":
        return pattern !== but && pattern.name === name;
      case "ObjectPattern":
        return pattern.properties.some((each) => isNamed(each.type === "Property" ? each.value : each.argument));
      case "ArrayPattern":
        return pattern.elements.some(isNamed);
      case "AssignmentPattern":
        return isNamed(pattern.left);
      case "RestElement":
        return isNamed(pattern.argument);
      default:
        return false;
    }
  };
  return nodes.some((node) => {
    if (node.type === "VariableDeclarator") return isNamed(node.id);
    if (node.type === "CatchClause") return isNamed(node.param);
    if (node.type === "ClassDeclaration" || node.type === "ClassExpression") return isNamed(node.id);
    return (
      (node.type === "FunctionDeclaration" ||
        node.type === "FunctionExpression" ||
        node.type === "ArrowFunctionExpression") &&
      (isNamed(node.id) || node.params.some(isNamed))
    );
  });
}

/** `value` is what is iterated over, where it is nothing. */
function notIterable(offset: number, { nodes }: CodeTree, value?: string): string | undefined {
  let found: { readonly node: AnyNode; readonly iterated: Expression; readonly isCall: boolean } | undefined;
  for (const node of nodes()) {
    const isInside = ({ start, end }: AnyNode) => start <= offset && offset < end;
    if (node.type === "ForOfStatement" && isInside(node.right) && isPlain(node.left, value)) {
      found = { node, iterated: node.right, isCall: false };
    }
    if (node.type === "ArrayExpression") {
      for (const each of node.elements) {
        if (each?.type !== "SpreadElement" || !isInside(each.argument)) continue;
        found = { node, iterated: each.argument, isCall: false };
      }
    }
    if (node.type === "CallExpression" || node.type === "NewExpression") {
      for (const each of node.arguments) {
        if (each.type !== "SpreadElement" || !isInside(each.argument)) continue;
        const isOnly = node.arguments.filter(({ type }) => type === "SpreadElement").length === 1;
        if (!isOnly || node.arguments.at(-1) !== each) return undefined;
        found = { node, iterated: each.argument, isCall: true };
      }
    }
  }
  if (!found || !isPlaceOf(found.iterated, offset)) return undefined;
  const { iterated, isCall } = found;
  if (isCall && value === undefined) return "Spread syntax requires ...iterable[Symbol.iterator] to be a function";
  if (!/^(?:Identifier|ThisExpression|MemberExpression|CallExpression)$/.test(iterated.type)) return undefined;
  if (iterated.type === "CallExpression" && !isCall) {
    return said(iterated.callee as Expression, "is not a function or its return value is not iterable");
  }
  return said(iterated, `is not iterable${isCall ? ` (cannot read property ${value})` : ""}`);
}

/** Whether it is the list that is no list: each of its values could be meant where they are lists themselves. */
function isPlain(left: AnyNode, value: string | undefined): boolean {
  const target = left.type === "VariableDeclaration" ? left.declarations[0]?.id : left;
  return target?.type === "Identifier" || (target?.type === "ObjectPattern" && value !== undefined);
}

/** The last thing done for it: a name itself, the dot or bracket of a member, the bracket of a call. */
function isPlaceOf(node: Expression, offset: number): boolean {
  if (node.type === "MemberExpression") return offset >= node.object.end && offset <= node.property.start;
  if (node.type === "CallExpression")
    return offset >= node.callee.end && offset <= (node.arguments[0]?.start ?? node.end);
  return node.start === offset;
}

/** The engine does not tell the place of it; a property of that name could be meant as well. */
function isOnlyVariableSet(name: string, { nodes }: CodeTree): boolean {
  const targets = nodes().flatMap((node): readonly AnyNode[] => {
    if (node.type === "AssignmentExpression" || node.type === "ForInStatement" || node.type === "ForOfStatement") {
      return [node.left];
    }
    return node.type === "UpdateExpression" ? [node.argument] : [];
  });
  const isMember = (target: AnyNode) =>
    target.type === "MemberExpression" &&
    (target.computed || (target.property.type === "Identifier" && target.property.name === name));
  return targets.some((target) => target.type === "Identifier" && target.name === name) && !targets.some(isMember);
}

/** A property that is set there, of an object that the code makes itself. */
function writtenAt(offset: number, { nodes }: CodeTree): { readonly key: string; readonly shown: string } | undefined {
  for (const node of nodes()) {
    if (node.type !== "AssignmentExpression" || node.operator !== "=" || node.left.type !== "MemberExpression")
      continue;
    const { object, property, computed } = node.left;
    if (object.type !== "Identifier" || offset < object.end || offset > property.start) continue;
    const key = computed ? constantText(property, nodes()) : property.type === "Identifier" ? property.name : undefined;
    const shown = shownObject(object.name, nodes());
    return key === undefined || shown === undefined ? undefined : { key, shown };
  }
  return undefined;
}

/** As V8 shows the object of a constant. */
function shownObject(name: string, nodes: readonly AnyNode[]): string | undefined {
  const only = onlyConstant(name, nodes);
  if (!only) return undefined;
  const isFrozen =
    only.type === "CallExpression" &&
    only.callee.type === "MemberExpression" &&
    only.callee.object.type === "Identifier" &&
    only.callee.object.name === "Object" &&
    only.callee.property.type === "Identifier" &&
    /^(?:freeze|preventExtensions|seal)$/.test(only.callee.property.name);
  const made = isFrozen ? only.arguments[0] : only;
  if (made?.type === "ObjectExpression") {
    const isPlain = made.properties.every(
      (each) =>
        each.type === "Property" && !each.computed && each.key.type === "Identifier" && each.key.name !== plainKey,
    );
    return isPlain ? "#<Object>" : undefined;
  }
  return made?.type === "ArrayExpression" ? "[object Array]" : undefined;
}

const plainKey = "__proto__";

function operatorAt(offset: number, { nodes }: CodeTree): boolean {
  return nodes().some(
    (node) =>
      (node.type === "BinaryExpression" || (node.type === "AssignmentExpression" && node.operator !== "=")) &&
      node.left.end <= offset &&
      offset < node.right.start,
  );
}
