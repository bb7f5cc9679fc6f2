import type { CodeFacts, MainFunction } from "../languages/code-facts.ts";
import type { Input } from "../workflow/code-node.ts";

/** The `main` that can be seen. */
export function visibleMain({ main }: CodeFacts): MainFunction | undefined {
  return main.kind === "function" ? main : undefined;
}

/** Whether the parameters are exactly the declared inputs, each a plain name, in any order. */
export function takesInputsByPosition(main: MainFunction, inputs: readonly Input[]): boolean {
  const declared = new Set(inputs.map(({ name }) => name));
  if (declared.size === 0 || main.parameters.length !== declared.size) return false;
  return main.parameters.every((parameter) => parameter.kind === "named" && declared.delete(parameter.name));
}
