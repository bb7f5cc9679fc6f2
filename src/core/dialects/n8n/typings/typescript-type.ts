import type { DataShape, PlainKind, ShapeMember } from "./data-shape.ts";

/**
 * The shape as a TypeScript type. Null is left out: without `strictNullChecks` it is in every type anyway. What is not
 * known is `any`, so that nothing is said about it.
 */
export function typeScriptType(shape: DataShape, indent = ""): string {
  const { plain, elements, members } = shape;
  const parts = [...new Set(plain.flatMap((kind) => plainTypes[kind]))];
  if (elements) parts.push(`Array<${typeScriptType(elements, indent)}>`);
  if (members) parts.push(objectType(members, shape.isCut, indent));
  return parts.length > 0 ? parts.join(" | ") : "any";
}

/** A text that TypeScript reads as exactly this string. */
export function typeScriptString(text: string): string {
  // JSON allows the two separators as they are; TypeScript ends the line there.
  return JSON.stringify(text).replace(/[\u2028\u2029]/g, (separator) =>
    separator === "\u2028" ? "\\u2028" : "\\u2029",
  );
}

const plainTypes: Readonly<Record<PlainKind, readonly string[]>> = {
  null: [],
  boolean: ["boolean"],
  int: ["number"],
  float: ["number"],
  string: ["string"],
};

function objectType(members: readonly ShapeMember[], isCut: boolean, indent: string): string {
  if (members.length === 0) return "CodeNodes.Data";
  const inner = `${indent}  `;
  const lines = members.map(
    ({ name, isOptional, shape }) =>
      `${inner}${propertyName(name)}${isOptional ? "?" : ""}: ${typeScriptType(shape, inner)};`,
  );
  if (isCut) lines.push(`${inner}[name: string]: any;`);
  return ["{", ...lines, `${indent}}`].join("\n");
}

function propertyName(name: string): string {
  return /^[a-z_]\w*$/i.test(name) ? name : typeScriptString(name);
}
