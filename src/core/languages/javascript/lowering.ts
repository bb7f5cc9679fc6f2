import type { SyntaxNode } from "@lezer/common";
import { NameNumbers, SharedMap } from "../flow/shared-map.ts";
import { StepWriter } from "../flow/step-writer.ts";
import { localsIn, type Steps, type Value } from "../flow/steps.ts";
import { flatten } from "../flow/weaken.ts";
import { declaredInBlock, declaredWithVar } from "./declarations.ts";

/** "read": nobody keeps the value; "escape": it goes where it cannot be followed. */
export type Use = "read" | "escape";

/** The rules of lowering call each other in a circle; each reaches the others through these. */
export interface LoweringRules {
  value(node: SyntaxNode, lowering: Lowering): Value;
  use(node: SyntaxNode, use: Use, lowering: Lowering): void;
  statement(node: SyntaxNode, lowering: Lowering): void;
}

/** The ids of the variables that names mean, those of the blocks around included. */
type Scope = SharedMap<string>;

/** Turns one JavaScript function into steps. Locals go by an id of their own, since blocks may hide outer names. */
export class Lowering extends StepWriter {
  private scope: Scope;

  constructor(
    readonly code: string,
    private readonly rules: LoweringRules,
    outerScope: Scope = SharedMap.empty(new NameNumbers()),
    private readonly counter = { count: 0 },
  ) {
    super();
    this.scope = outerScope;
  }

  text(node: SyntaxNode): string {
    return this.code.slice(node.from, node.to);
  }

  /** The id of the variable that a name means here; one from outside of the function is never followed. */
  local(name: string): string {
    const id = this.scope.get(name);
    if (id !== undefined) return id;
    this.shared.add(name);
    return name;
  }

  /** Runs the callback with these names declared. */
  within(names: Iterable<string>, lower: () => void): void {
    const outer = this.scope;
    for (const name of names) this.scope = this.scope.with(name, `${name} ${++this.counter.count}`);
    lower();
    this.scope = outer;
  }

  block(node: SyntaxNode, lower: () => void): void {
    this.within(declaredInBlock(this.code, node), lower);
  }

  value(node: SyntaxNode): Value {
    return this.rules.value(node, this);
  }

  use(node: SyntaxNode, use: Use): void {
    this.rules.use(node, use, this);
  }

  statement(node: SyntaxNode): void {
    this.rules.statement(node, this);
  }

  /** The steps of a function's body, with its parameters and `var`s declared. */
  functionSteps(parameters: readonly string[], body: SyntaxNode): Steps {
    return this.apart(() => {
      this.within([...parameters, ...declaredWithVar(this.code, body)], () => {
        if (body.name === "Block" || body.name === "Script") this.statement(body);
        else this.add({ kind: "return", range: { start: body.from, end: body.to }, value: this.value(body) });
      });
    });
  }

  /** A function inside this one: outer locals that it may keep or change are no longer followed. */
  share(parameters: readonly string[], body: SyntaxNode): void {
    const inner = new Lowering(this.code, this.rules, this.scope, this.counter);
    for (const step of flatten(inner.functionSteps(parameters, body))) {
      if ("local" in step) this.shared.add(step.local);
      if (step.kind === "return") for (const local of localsIn(step.value)) this.shared.add(local);
    }
    for (const local of inner.shared) this.shared.add(local);
  }
}
