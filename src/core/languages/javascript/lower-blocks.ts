import type { SyntaxNode } from "@lezer/common";
import type { Step, Steps } from "../flow/steps.ts";
import { childNamed, childrenOf } from "../syntax-nodes.ts";
import { boundNames } from "./declarations.ts";
import { assignUnknown } from "./lower-assignments.ts";
import type { Lowering } from "./lowering.ts";

export function stepsOf(statement: SyntaxNode | undefined, lowering: Lowering): Steps {
  return lowering.apart(() => {
    if (statement) lowering.statement(statement);
  });
}

export function lowerIf(children: readonly SyntaxNode[], lowering: Lowering): void {
  const [, condition, whenTrue] = children;
  const elseIndex = children.findIndex((child) => child.name === "else");
  const whenFalse = elseIndex === -1 ? undefined : children[elseIndex + 1];
  if (condition) lowering.use(condition, "read");
  const branches = [stepsOf(whenTrue, lowering), ...(whenFalse ? [stepsOf(whenFalse, lowering)] : [])];
  lowering.add({ kind: "branch", branches, otherwise: whenFalse ? "none" : "empty" });
}

export function lowerWhile([, condition, statement]: readonly SyntaxNode[], lowering: Lowering): void {
  const body = lowering.apart(() => {
    if (condition) lowering.use(condition, "read");
    if (statement) lowering.statement(statement);
  });
  lowering.add({ kind: "loop", body, orElse: [], isEndless: isTruth(condition, lowering), runsOnce: false });
}

export function lowerDo(children: readonly SyntaxNode[], lowering: Lowering): void {
  const condition = children[children.findIndex((child) => child.name === "while") + 1];
  const body = lowering.apart(() => {
    if (children[1]) lowering.statement(children[1]);
    if (condition) lowering.use(condition, "read");
  });
  lowering.add({ kind: "loop", body, orElse: [], isEndless: isTruth(condition, lowering), runsOnce: true });
}

function isTruth(condition: SyntaxNode | undefined, lowering: Lowering): boolean {
  return condition !== undefined && /^\(?\s*(?:true|[1-9]\d*|!0)\s*\)?$/.test(lowering.text(condition));
}

export function lowerFor(children: readonly SyntaxNode[], lowering: Lowering): void {
  const spec = children.find((child) => child.name.startsWith("For"));
  const statement = children.at(-1);
  if (!spec || !statement || spec === statement) return;
  const declaration = childNamed(spec, "VariableDeclaration") ?? spec;
  const isVar = childNamed(declaration, "var") !== undefined;
  const names = isVar ? [] : [...boundNames(lowering.code, declaration)];
  lowering.within(names, () => {
    if (spec.name === "ForSpec") lowerCountingLoop(spec, statement, lowering);
    else lowerIteration(spec, statement, lowering);
  });
}

function lowerIteration(spec: SyntaxNode, statement: SyntaxNode, lowering: Lowering): void {
  const children = childrenOf(spec).slice(1, -1);
  const index = children.findIndex((child) => child.name === "of" || child.name === "in");
  for (const node of children.slice(index + 1)) lowering.use(node, node.name === "VariableName" ? "read" : "escape");
  const body = lowering.apart(() => {
    for (const node of children.slice(0, index)) assignUnknown(node, lowering);
    lowering.statement(statement);
  });
  lowering.add({ kind: "loop", body, orElse: [], isEndless: false, runsOnce: false });
}

function lowerCountingLoop(spec: SyntaxNode, statement: SyntaxNode, lowering: Lowering): void {
  const parts: SyntaxNode[][] = [[]];
  for (const child of childrenOf(spec).slice(1, -1)) {
    const endsPart = child.name === ";" || child.name === "VariableDeclaration";
    if (child.name !== ";") parts.at(-1)?.push(child);
    if (endsPart) parts.push([]);
  }
  const [start = [], condition = [], update = []] = parts;
  for (const node of start) {
    if (node.name === "VariableDeclaration") lowering.statement(node);
    else lowering.use(node, "read");
  }
  const body = lowering.apart(() => {
    for (const node of condition) lowering.use(node, "read");
    lowering.statement(statement);
    for (const node of update) lowering.use(node, "read");
  });
  const isEndless = condition.length === 0 || isTruth(condition[0], lowering);
  lowering.add({ kind: "loop", body, orElse: [], isEndless, runsOnce: false });
}

export function lowerSwitch(children: readonly SyntaxNode[], lowering: Lowering): void {
  const [, subject, switchBody] = children;
  if (subject) lowering.use(subject, "read");
  if (!switchBody) return;
  let hasDefault = false;
  lowering.block(switchBody, () => {
    const cases: Step[][] = [];
    for (const child of childrenOf(switchBody)) {
      if (child.name === "CaseLabel" || child.name === "DefaultLabel") {
        hasDefault ||= child.name === "DefaultLabel";
        for (const part of childrenOf(child)) lowering.use(part, "read");
        cases.push([]);
      } else if (child.name !== "{" && child.name !== "}" && cases.length > 0) {
        for (const step of stepsOf(child, lowering)) cases.at(-1)?.push(step);
      }
    }
    const otherwise = hasDefault ? "none" : "unclear";
    const branch: Step = { kind: "branch", branches: cases, otherwise, fallsThrough: true };
    lowering.add({ kind: "block", body: [branch], catchesBreak: true });
  });
}

export function lowerTry(node: SyntaxNode, lowering: Lowering): void {
  const caught = childNamed(node, "CatchClause");
  const lastly = childNamed(node, "FinallyClause")?.getChild("Block");
  const handlers: Steps[] = [];
  if (caught) {
    const names = childrenOf(caught).flatMap((child) => [...boundNames(lowering.code, child)]);
    lowering.within(names, () => handlers.push(stepsOf(childNamed(caught, "Block"), lowering)));
  }
  const body = stepsOf(childNamed(node, "Block"), lowering);
  lowering.add({ kind: "try", body, handlers, orElse: [], lastly: stepsOf(lastly ?? undefined, lowering) });
}
