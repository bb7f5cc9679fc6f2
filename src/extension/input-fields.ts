import { inputType } from "../core/contract/input-types.ts";
import type { MainFunction } from "../core/languages/code-facts.ts";
import type { CodeNode } from "../core/workflow/code-node.ts";
import type { InputField, InputTexts } from "../panel/messages.ts";

/** What the form asks for a node, one field per input, starting from what is known of them. */
export function inputFields(
  { inputs }: CodeNode,
  main: MainFunction | undefined,
  known: InputTexts,
): readonly InputField[] {
  const texts = new Map(known);
  return inputs.map((input) => {
    const type = inputType(input, main);
    const initialText = texts.get(input.name);
    return {
      name: input.name,
      ...(type ? { type } : {}),
      ...(initialText === undefined ? {} : { initialText }),
      ...(input.source ? { source: input.source.label } : {}),
    };
  });
}
