import type { DataShape, PlainKind, ShapeMember } from "./data-shape.ts";

/** How one of n8n's two Pythons shows JSON to code. */
export interface PythonForm {
  /** The declaration of a type for an object with these members, whose types are Python too. */
  declareObject(name: string, members: readonly PythonMember[]): string;
  /** An object of a declared type, or of none. */
  objectType(name?: string): string;
  listType(element: string): string;
}

export interface PythonMember {
  readonly name: string;
  readonly type: string;
  readonly isOptional: boolean;
}

/** Collects declarations, inner ones first, under names that differ. */
export interface PythonDeclarations {
  readonly form: PythonForm;
  readonly texts: string[];
  readonly names: Set<string>;
}

/** The shape as a Python type; what it needs is declared on the way. `name` is what an object's type is called after. */
export function pythonType(shape: DataShape, name: string, declarations: PythonDeclarations): string {
  const { plain, elements, members } = shape;
  const { form } = declarations;
  const parts: string[] = [];
  if (elements) parts.push(form.listType(pythonType(elements, name, declarations)));
  if (members) parts.push(form.objectType(declareObject(members, name, declarations)));
  for (const kind of plain) if (kind !== "null") parts.push(plainTypes[kind]);
  // What was null everywhere may be anything elsewhere.
  if (parts.length === 0) return "Any";
  return [...new Set(parts), ...(plain.includes("null") ? ["None"] : [])].join(" | ");
}

/** A text that Python reads as exactly this string. */
export function pythonString(text: string): string {
  return JSON.stringify(text);
}

/** The declared name, with a number where it is taken. */
export function declare(wanted: string, { names, texts }: PythonDeclarations, text: (name: string) => string): string {
  let name = wanted;
  for (let copy = 2; names.has(name); copy++) name = `${wanted}_${copy}`;
  names.add(name);
  texts.push(text(name));
  return name;
}

const plainTypes: Readonly<Record<Exclude<PlainKind, "null">, string>> = {
  boolean: "bool",
  int: "int",
  float: "float",
  string: "str",
};

function declareObject(members: readonly ShapeMember[], name: string, declarations: PythonDeclarations) {
  if (members.length === 0) return undefined;
  const typed = members.map(({ name: member, shape, isOptional }): PythonMember => {
    const inner = `${name}_${member.replace(/[^A-Za-z0-9]+/g, "_")}`.slice(0, 60);
    return { name: member, type: pythonType(shape, inner, declarations), isOptional };
  });
  return declare(name, declarations, (declared) => declarations.form.declareObject(declared, typed));
}
