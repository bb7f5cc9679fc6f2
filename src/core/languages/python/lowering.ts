import type { SyntaxNode } from "@lezer/common";
import { StepWriter } from "../flow/step-writer.ts";
import type { Value } from "../flow/steps.ts";

/** "read": nobody keeps the value; "escape": it goes where it cannot be followed. */
export type Use = "read" | "escape";

/** The rules of lowering call each other in a circle; each reaches the others through these. */
export interface LoweringRules {
  value(node: SyntaxNode, lowering: Lowering): Value;
  use(node: SyntaxNode, use: Use, lowering: Lowering): void;
  statement(node: SyntaxNode, lowering: Lowering): void;
}

/** Turns one Python function into steps. */
export class Lowering extends StepWriter {
  constructor(
    readonly code: string,
    private readonly rules: LoweringRules,
  ) {
    super();
  }

  /** For a function inside this one: the same rules, its own locals. */
  nested(): Lowering {
    return new Lowering(this.code, this.rules);
  }

  text(node: SyntaxNode): string {
    return this.code.slice(node.from, node.to);
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
}
