import type { Node } from "jsonc-parser";
import { memberOf } from "../../declaration-reader.ts";

/** The member's value when it is text. */
export function textAt(object: Node | undefined, name: string): string | undefined {
  const node = memberOf(object, name)?.value;
  return node?.type === "string" ? String(node.value) : undefined;
}

export function numberAt(object: Node | undefined, name: string): number | undefined {
  const node = memberOf(object, name)?.value;
  return node?.type === "number" && typeof node.value === "number" ? node.value : undefined;
}

export function isTrueAt(object: Node | undefined, name: string): boolean {
  return memberOf(object, name)?.value?.value === true;
}

export function objectAt(object: Node | undefined, name: string): Node | undefined {
  const node = memberOf(object, name)?.value;
  return node?.type === "object" ? node : undefined;
}

export function elementsOf(node: Node | undefined): readonly Node[] {
  return node?.type === "array" ? (node.children ?? []) : [];
}

/** The value as the file spells it. */
export function spelt(text: string, { offset, length }: Node): string {
  return text.slice(offset, offset + length);
}

/** What a message calls a value: "a list", "a number". */
export function nameKind(node: Node): string {
  const names: Readonly<Record<string, string>> = {
    array: "a list",
    object: "an object",
    number: "a number",
    boolean: "a yes/no value",
    null: "null",
    string: "text",
  };
  return names[node.type] ?? "something else";
}
