import type { SyntaxNode } from "@lezer/common";
import { type Steps, unknownValue } from "../flow/steps.ts";
import { childNamed, childrenOf } from "../syntax-nodes.ts";
import { assignUnknown, targetNames } from "./lower-assignments.ts";
import type { Lowering } from "./lowering.ts";

export function bodySteps(body: SyntaxNode | undefined, lowering: Lowering): Steps {
  return lowering.apart(() => {
    for (const statement of body ? childrenOf(body) : []) if (statement.name !== ":") lowering.statement(statement);
  });
}

/** A keyword of a compound statement, what stands before its body, and the body. */
interface Clause {
  readonly keyword: string;
  readonly head: readonly SyntaxNode[];
  readonly body: SyntaxNode | undefined;
}

function clausesOf(children: readonly SyntaxNode[], keywords: readonly string[]): readonly Clause[] {
  const clauses: { keyword: string; head: SyntaxNode[]; body: SyntaxNode | undefined }[] = [];
  for (const child of children) {
    const current = clauses.at(-1);
    if (keywords.includes(child.name)) clauses.push({ keyword: child.name, head: [], body: undefined });
    else if (child.name === "Body" && current) current.body = child;
    else current?.head.push(child);
  }
  return clauses;
}

export function lowerIf(children: readonly SyntaxNode[], lowering: Lowering): void {
  const clauses = clausesOf(children, ["if", "elif", "else"]);
  for (const { head } of clauses) for (const node of head) lowering.use(node, "read");
  const isTrue = clauses[0]?.head.length === 1 && isTruth(clauses[0].head[0], lowering);
  const branches = (isTrue ? clauses.slice(0, 1) : clauses).map(({ body }) => bodySteps(body, lowering));
  const isComplete = isTrue || clauses.at(-1)?.keyword === "else";
  lowering.add({ kind: "branch", branches, otherwise: isComplete ? "none" : "empty" });
}

function isTruth(node: SyntaxNode | undefined, lowering: Lowering): boolean {
  return node !== undefined && /^(?:True|[1-9]\d*)$/.test(lowering.text(node));
}

export function lowerWhile(children: readonly SyntaxNode[], lowering: Lowering): void {
  const [loop, orElse] = clausesOf(children, ["while", "else"]);
  const condition = loop?.head[0];
  const body = lowering.apart(() => {
    if (condition) lowering.use(condition, "read");
    for (const step of bodySteps(loop?.body, lowering)) lowering.add(step);
  });
  const isEndless = isTruth(condition, lowering);
  lowering.add({ kind: "loop", body, orElse: bodySteps(orElse?.body, lowering), isEndless, runsOnce: false });
}

export function lowerFor(children: readonly SyntaxNode[], lowering: Lowering): void {
  const [loop, orElse] = clausesOf(children, ["for", "else"]);
  const head = loop?.head ?? [];
  const inIndex = head.findIndex((node) => node.name === "in");
  for (const node of head.slice(inIndex + 1)) lowering.use(node, node.name === "VariableName" ? "read" : "escape");
  const body = lowering.apart(() => {
    for (const node of head.slice(0, inIndex)) assignUnknown(node, lowering);
    for (const step of bodySteps(loop?.body, lowering)) lowering.add(step);
  });
  lowering.add({ kind: "loop", body, orElse: bodySteps(orElse?.body, lowering), isEndless: false, runsOnce: false });
}

export function lowerTry(children: readonly SyntaxNode[], lowering: Lowering): void {
  const clauses = clausesOf(children, ["try", "except", "else", "finally"]);
  const bodyOf = (keyword: string) => bodySteps(clauses.find((clause) => clause.keyword === keyword)?.body, lowering);
  const handlers = clauses
    .filter((clause) => clause.keyword === "except")
    .map((clause) =>
      lowering.apart(() => {
        const name = clause.head.find((node) => node.prevSibling?.name === "as");
        if (name) lowering.add({ kind: "assign", local: lowering.text(name), value: unknownValue });
        for (const step of bodySteps(clause.body, lowering)) lowering.add(step);
      }),
    );
  lowering.add({ kind: "try", body: bodyOf("try"), handlers, orElse: bodyOf("else"), lastly: bodyOf("finally") });
}

export function lowerWith(node: SyntaxNode, children: readonly SyntaxNode[], lowering: Lowering): void {
  const body = children.find((child) => child.name === "Body");
  const head = lowering.code.slice(node.from, body?.from ?? node.to);
  for (const child of children) {
    if (child === body || child.prevSibling?.name === "as") continue;
    if (child.type.is("Expression") || child.name === "VariableName") lowering.use(child, "escape");
  }
  // Everything behind the first one, the targets of the others too.
  const as = head.search(/\bas\b/);
  if (as !== -1) {
    const from = node.from + as + 2;
    for (const local of targetNames({ from, to: node.from + head.length }, lowering)) {
      lowering.add({ kind: "assign", local, value: unknownValue });
    }
  }
  const steps = bodySteps(body, lowering);
  // Only a context manager that swallows exceptions can be left halfway.
  if (head.includes("suppress")) lowering.add({ kind: "try", body: steps, handlers: [[]], orElse: [], lastly: [] });
  else for (const step of steps) lowering.add(step);
}

export function lowerMatch(children: readonly SyntaxNode[], lowering: Lowering): void {
  const clauses = children.find((child) => child.name === "MatchBody")?.getChildren("MatchClause") ?? [];
  for (const child of children) if (child.name !== "MatchBody") lowering.use(child, "escape");
  let isComplete = false;
  const branches = clauses.map((clause) =>
    lowering.apart(() => {
      const body = childNamed(clause, "Body");
      const head = lowering.code.slice(clause.from, body?.from ?? clause.to);
      isComplete ||= /^case\s+\w+\s*$/.test(head);
      for (const local of targetNames({ from: clause.from, to: clause.from + head.length }, lowering)) {
        lowering.add({ kind: "assign", local, value: unknownValue });
      }
      for (const step of bodySteps(body, lowering)) lowering.add(step);
    }),
  );
  lowering.add({ kind: "branch", branches, otherwise: isComplete ? "none" : "unclear" });
}
