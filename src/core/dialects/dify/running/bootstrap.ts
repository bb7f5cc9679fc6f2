import type { CodeFacts, TopLevelName } from "../../../languages/code-facts.ts";
import type { Surroundings } from "../../../run/request.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";
import type { DifyTarget } from "../platform/target.ts";

/** The code around the node's: what the server's bootstrap and runner leave in its namespace, as far as it matters. */
export function surroundingsOf(
  { language, code: { code } }: CodeNode,
  facts: CodeFacts,
  target: DifyTarget,
): Surroundings {
  const { bootstrap } = target;
  if (language === "javascript") {
    const collisions = [...new Set(outerCollisions(facts, target).map(({ name }) => name))];
    const runner = bootstrap.javascriptRunnerNames;
    return {
      before: collisions.length > 0 ? `let ${collisions.join(", ")};` : "",
      after: runner.length > 0 ? `var ${runner.join(", ")};` : "",
    };
  }
  const isUsed = (name: string) => isUsedIn(code, name);
  const modules = bootstrap.pythonModules.filter(isUsed);
  const values = Object.entries(bootstrap.pythonValues).filter(([name]) => isUsed(name));
  const script = bootstrap.pythonScriptName;
  const lines = [
    ...(values.length > 0 ? ["import sys"] : []),
    ...modules.map((name) => `import ${name}`),
    ...values.map(([name, value]) => `${name} = ${value}`),
    ...(script !== undefined && isUsed(script) ? [`${script} = ${pythonString(code)}`] : []),
  ];
  const imports = bootstrap.pythonRunnerImports.filter((line) => isUsed(line.split(" ").at(-1) ?? ""));
  return { before: lines.join("\n"), after: imports.join("\n") };
}

/** Python names which the code uses and does not bind itself before anything else, and which the bootstrap has left. */
export function namesLeftBehind(code: string, { imports }: CodeFacts, { bootstrap }: DifyTarget): readonly string[] {
  const { pythonModules, pythonValues, pythonScriptName } = bootstrap;
  const all = [...pythonModules, ...Object.keys(pythonValues), ...(pythonScriptName ? [pythonScriptName] : [])];
  const bound = new Set(
    imports.filter(({ range }) => isPlainImport(code, range.start)).map(({ module }) => module.split(".", 1)[0]),
  );
  return all.filter((name) => isUsedIn(code, name) && !bound.has(name));
}

/** `import a, b.c` on module level, which binds `a` and `b`. */
function isPlainImport(code: string, offset: number): boolean {
  const lineStart = code.lastIndexOf("\n", offset - 1) + 1;
  const [line = ""] = code.slice(lineStart).split("\n", 1);
  return /^import\s[\w\s.,]*(?:#.*)?$/.test(line) && !/\sas\s/.test(line);
}

function isUsedIn(code: string, name: string): boolean {
  return code.includes(name) && new RegExp(`(?<!\\w)${name}(?!\\w)`).test(code);
}

/** Declarations of the code that the server refuses, because the names are taken around it. */
export function nameCollisions(facts: CodeFacts, target: DifyTarget): readonly TopLevelName[] {
  const { javascriptRunnerNames } = target.bootstrap;
  const withRunner = facts.topLevelNames.filter(
    ({ name, scope }) => scope === "lexical" && javascriptRunnerNames.includes(name),
  );
  return [...outerCollisions(facts, target), ...withRunner];
}

/** A `let` of that name in front of the code makes the engine refuse it as the server's does. */
function outerCollisions({ topLevelNames }: CodeFacts, { bootstrap }: DifyTarget): readonly TopLevelName[] {
  return topLevelNames.filter(
    ({ name, scope }) => scope === "function-scoped" && bootstrap.javascriptOuterNames.includes(name),
  );
}

/** JSON's escapes are Python's too. */
function pythonString(text: string): string {
  return JSON.stringify(text);
}
