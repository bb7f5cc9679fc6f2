import type { Language } from "../../../src/core/workflow/code-node.ts";
import type { Shape, Variant } from "./code-shapes.ts";
import { javascriptNests } from "./javascript-nests.ts";
import { javascriptRubbish } from "./javascript-rubbish.ts";
import { javascriptStatements } from "./javascript-statements.ts";
import { pythonNests } from "./python-nests.ts";
import { pythonRubbish } from "./python-rubbish.ts";
import { pythonStatements } from "./python-statements.ts";

/** One behind the other, inside of each other, and whole codes that are broken or odd. */
export const shapeKinds = ["statements", "nests", "rubbish"] as const;
export type ShapeKind = (typeof shapeKinds)[number];

const tables: Readonly<Record<Language, Readonly<Record<ShapeKind, Readonly<Record<string, Shape>>>>>> = {
  javascript: { statements: javascriptStatements, nests: javascriptNests, rubbish: javascriptRubbish },
  python: { statements: pythonStatements, nests: pythonNests, rubbish: pythonRubbish },
};

/** Whole codes of the variant's language, by their names. */
export function* shapesOf({ language, wrap }: Variant, kind: ShapeKind): Generator<readonly [name: string, Shape]> {
  for (const [name, shape] of Object.entries(tables[language][kind])) {
    yield [`${kind}: ${name}`, kind === "rubbish" ? shape : (parts) => wrap(shape(parts))];
  }
}
