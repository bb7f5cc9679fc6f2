import type { Language } from "./code-node.ts";

const languageByExtension: Readonly<Record<string, Language>> = { ".py": "python", ".js": "javascript" };
export const declarationSuffix = ".node.json";

/** The language of a code file by its name, or undefined when a node file cannot be written in it. */
export function languageOfFile(path: string): Language | undefined {
  const extension = /\.[^./\\]+$/.exec(path)?.[0] ?? "";
  return languageByExtension[extension];
}

/** `summarise.py` is declared in `summarise.node.json` beside it. */
export function declarationPath(codePath: string): string {
  return codePath.replace(/\.[^./\\]+$/, "") + declarationSuffix;
}

/** The code files that a declaration may belong to. */
export function codePaths(declaration: string): readonly string[] {
  const stem = declaration.slice(0, -declarationSuffix.length);
  return Object.keys(languageByExtension).map((extension) => stem + extension);
}
