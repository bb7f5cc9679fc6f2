import type {
  AnyNode,
  BinaryExpression,
  Expression,
  Function as FunctionNode,
  Node,
  ObjectPattern,
  Program,
  TryStatement,
} from "acorn";
import { allNodes } from "../../core/languages/javascript/all-nodes.ts";
import { parseProgram } from "../../core/languages/javascript/parse-program.ts";
import { expressionText } from "./v8-expression-text.ts";

/** A node's code as the engine reads it: with calls put in where this engine and V8 would do otherwise. */
export interface EngineCode {
  readonly code: string;
  /** In order; none of them has a line break. */
  readonly insertions: readonly Insertion[];
}

export interface Insertion {
  /** In the node's code, from 0. */
  readonly offset: number;
  readonly text: string;
}

/** The name of what the guest lends to the code, in the engine's code alone. */
export const lentName = "ᐅ";

const mayNeedSome = /\.\.\.|\bcatch\b|\basync\b|\bPromise\b|[\]}]\s*=|\bin\b|\binstanceof\b|\bRegExp\b|\bof\s*\{/;

/**
 * Puts in what makes strings be spread, errors be put in V8's words where they are caught, and rejections be known
 * that nobody handles. Code that cannot be read stays as it is.
 */
export function codeForEngine(code: string, form: "async-body" | "file", tracksRejections: boolean): EngineCode {
  const unchanged = { code, insertions: [] };
  if (!mayNeedSome.test(code) || code.includes(lentName)) return unchanged;
  const { program } = parseProgram(code, form);
  if (!program) return unchanged;
  const insertions = inOrder(insertionsFor(program, code, tracksRejections && !swallowsInFinally(program)));
  let result = "";
  let from = 0;
  for (const { offset, text } of insertions) {
    result += code.slice(from, offset) + text;
    from = offset;
  }
  return { code: result + code.slice(from), insertions };
}

interface Placed extends Insertion {
  /** Among those at one place: what closes an inner node comes before what closes an outer one. */
  readonly rank: number;
}

function inOrder(insertions: readonly Placed[]): readonly Insertion[] {
  return insertions.toSorted((one, other) => one.offset - other.offset || one.rank - other.rank);
}

function insertionsFor(program: Program, code: string, tracksRejections: boolean): readonly Placed[] {
  const insertions: Placed[] = [];
  const put = (offset: number, text: string) => insertions.push({ offset, text, rank: insertions.length });
  // An inner node is longer gone when an outer one ends at the same place: it began later.
  const putBehind = (offset: number, text: string, start: number) =>
    insertions.push({ offset, text, rank: -start - 1 });
  const wrap = ({ start, end }: Pick<Node, "start" | "end">, before: string, after: string) => {
    put(start, before);
    putBehind(end, after, start);
  };
  const spread = (node: Node) => wrap(node, `${lentName}.spread(`, ")");
  const visit = (node: AnyNode) => {
    switch (node.type) {
      case "ObjectExpression":
        for (const property of node.properties) {
          if (property.type !== "SpreadElement" || neverAString.has(property.argument.type)) continue;
          spread(property.argument);
        }
        break;
      case "TryStatement":
        noticeCaught(node);
        break;
      case "ArrowFunctionExpression":
      case "FunctionDeclaration":
      case "FunctionExpression":
        if (tracksRejections) noteRejection(node);
        break;
      case "CallExpression":
      case "NewExpression": {
        const { callee, arguments: values } = node;
        if (callee.type !== "Identifier") break;
        const [executor] = values;
        if (callee.name === "RegExp" && !ownRegExp.test(code)) put(callee.start, `${lentName}.`);
        if (!tracksRejections || callee.name !== "Promise" || !executor || node.type === "CallExpression") break;
        if (executor.type !== "SpreadElement") wrap(executor, `${lentName}.executor(`, ")");
        break;
      }
      case "VariableDeclarator":
        if (node.id.type === "ObjectPattern" && node.init) requireValue(node.id, node.init);
        if (node.id.type === "ArrayPattern" && node.init) requireList(node.init, true);
        break;
      case "AssignmentExpression":
        if (node.operator === "=" && node.left.type === "ObjectPattern") requireValue(node.left, node.right);
        if (node.operator === "=" && node.left.type === "ArrayPattern") requireList(node.right, false);
        break;
      case "ForOfStatement":
        // The engine has no place for it then.
        if (node.right.type === "ObjectExpression") requireList(node.right, true);
        break;
      case "BinaryExpression":
        checkOperands(node);
        break;
    }
  };
  /** The engine does not say what cannot be taken apart, nor whether it is null or undefined. */
  const requireValue = (pattern: ObjectPattern, value: Expression) => {
    const text = takenApartText(value);
    if (text === undefined || /[\u2028\u2029]/.test(text)) return;
    const words = JSON.stringify([text, ...firstKey(pattern)]).slice(1, -1);
    if (value.type === "Identifier") put(value.end, `??${lentName}.given(${value.name},${words})`);
    else wrap(value, `${lentName}.given(`, `,${words})`);
  };
  /** V8 shows a name or a literal, and of everything else the value. */
  const requireList = (value: Expression, isShown: boolean) => {
    if (!/^(?:Identifier|MemberExpression|CallExpression|ObjectExpression)$/.test(value.type)) return;
    const isWritten = value.type === "Identifier" || value.type === "ObjectExpression";
    if (value.type === "ObjectExpression" && !isShown) return;
    const shown = isShown && isWritten ? `,${JSON.stringify(expressionText(value))}` : "";
    wrap(value, `${lentName}.listed(`, `${shown})`);
  };
  const checkOperands = ({ left, operator, right }: BinaryExpression) => {
    if (operator === "instanceof") {
      if (right.type !== "Identifier" || !/^[A-Z]/.test(right.name)) wrap(right, `${lentName}.classOf(`, ")");
    }
    if (operator !== "in" || left.type === "PrivateIdentifier") return;
    // Nothing runs between both then that could search for another key.
    if (!/^(?:Identifier|Literal|ThisExpression|MemberExpression)$/.test(right.type)) return;
    if (/[([]/.test(code.slice(right.start, right.end))) return;
    wrap(left, `${lentName}.key(`, ")");
    wrap(right, `${lentName}.searched(`, ")");
  };
  const noticeCaught = ({ block, handler }: TryStatement) => {
    if (!handler) return;
    const { param, body } = handler;
    if (param?.type === "Identifier") put(body.start + 1, `${lentName}.caught(${param.name});`);
    else if (param || tracksRejections) {
      put(block.start + 1, "try{");
      putBehind(block.end - 1, `}catch(${lentName}e){throw ${lentName}.caught(${lentName}e)}`, block.start);
    }
  };
  const noteRejection = ({ async, generator, body, end }: FunctionNode) => {
    if (!async || generator) return;
    const closing = `}catch(${lentName}e){throw ${lentName}.rejected(${lentName}e)}`;
    if (body.type === "BlockStatement") {
      const first = body.body.find((statement) => !("directive" in statement));
      if (!first) return;
      put(first.start, "try{");
      putBehind(body.end - 1, closing, body.start);
      return;
    }
    const arrowAt = code.lastIndexOf("=>", body.start);
    if (!/^=>[\s(]*$/.test(code.slice(arrowAt, body.start))) return;
    put(arrowAt + 2, "{try{return(");
    putBehind(end, `)${closing}}`, arrowAt);
  };
  for (const { node } of allNodes(program)) visit(node);
  return insertions;
}

/** The code has a class of that name for itself. */
const ownRegExp = /\b(?:class|const|function|let|var)\s+RegExp\b/;

function takenApartText(value: Expression): string | undefined {
  if (value.type === "ChainExpression" || value.type === "AwaitExpression") return "(intermediate value)";
  return neverNothing.has(value.type) ? undefined : expressionText(value);
}

const neverNothing: ReadonlySet<string> = new Set([
  "ArrayExpression",
  "ArrowFunctionExpression",
  "FunctionExpression",
  "NewExpression",
  "ObjectExpression",
  "TemplateLiteral",
  "ThisExpression",
]);

/** The name that V8 tells, and whether it reads it rather than takes it apart. */
function firstKey({ properties: [first] }: ObjectPattern): readonly (boolean | string)[] {
  if (first?.type !== "Property" || first.computed) return [];
  const { key, value } = first;
  const name = key.type === "Identifier" ? key.name : key.type === "Literal" ? String(key.value) : undefined;
  if (name === undefined) return [];
  return value.type === "AssignmentPattern" || value.type === "MemberExpression" ? [name, true] : [name];
}

const neverAString: ReadonlySet<string> = new Set(["ArrayExpression", "NewExpression", "ObjectExpression"]);

/** What leaves a `finally` takes the error with it: then nobody can tell which one was handled. */
function swallowsInFinally(program: Program): boolean {
  const finalizers: Node[] = [];
  for (const { node } of allNodes(program)) {
    if (node.type === "TryStatement" && node.finalizer) finalizers.push(node.finalizer);
    if (!/^(?:Return|Break|Continue)Statement$/.test(node.type)) continue;
    if (finalizers.some(({ start, end }) => start <= node.start && node.end <= end)) return true;
  }
  return false;
}

/** The column in the node's code of what the engine saw at a column of that line, both from 1. */
export function columnBefore(
  { code, insertions = [] }: { readonly code: string; readonly insertions?: readonly Insertion[] },
  line: number,
  column: number,
): number {
  if (insertions.length === 0) return column;
  const lineStart = startOfLine(code, line);
  let result = column;
  for (const { offset, text } of insertions) {
    if (offset < lineStart) continue;
    const at = offset - lineStart + 1;
    if (at > result) break;
    result = Math.max(at, result - text.length);
  }
  return result;
}

/** Of a line, from 1. */
export function startOfLine(code: string, line: number): number {
  const lineEnds = /\r\n|[\n\r\u2028\u2029]/g;
  for (let left = line; left > 1; left -= 1) if (!lineEnds.test(code)) return code.length;
  return lineEnds.lastIndex;
}
