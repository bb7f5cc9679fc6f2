import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createOnigScanner, createOnigString, loadWASM } from "vscode-oniguruma";
import { type IGrammar, INITIAL, parseRawGrammar, Registry } from "vscode-textmate";
import { installVscodeHost } from "../vscode-host/install.ts";

export interface Token {
  readonly text: string;
  /** From the outermost to the innermost. */
  readonly scopes: readonly string[];
}

/**
 * How VS Code's engine colours YAML with VS Code's own grammars, one list of tokens per line; with the grammars that our
 * `package.json` contributes, or without.
 */
export async function loadYamlGrammar({
  injects,
}: {
  readonly injects: boolean;
}): Promise<(text: string) => Token[][]> {
  await oniguruma();
  const extensions = join(dirname(installVscodeHost().serverMain), "..", "extensions");
  const paths = new Map<string, string>();
  for (const name of ["yaml", "python", "javascript"]) {
    for (const { scopeName, path } of contributed(join(extensions, name))) paths.set(scopeName, path);
  }
  const own = contributed(process.cwd());
  for (const { scopeName, path } of own) paths.set(scopeName, path);
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async (scopeName) => {
      const path = paths.get(scopeName);
      return path ? parseRawGrammar(readFileSync(path, "utf8"), path) : null;
    },
    getInjections: (scopeName) =>
      injects ? own.filter(({ injectTo }) => injectTo?.includes(scopeName)).map((grammar) => grammar.scopeName) : [],
  });
  const grammar = await registry.loadGrammar("source.yaml");
  if (!grammar) throw new Error(`VS Code's YAML grammar is not in ${extensions}.`);
  return (text) => tokenize(grammar, text);
}

interface GrammarContribution {
  readonly scopeName: string;
  readonly path: string;
  readonly injectTo?: readonly string[];
}

function contributed(folder: string): readonly GrammarContribution[] {
  if (!readdirSync(folder).includes("package.json")) throw new Error(`${folder} is no extension.`);
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const grammars: readonly GrammarContribution[] = manifest.contributes.grammars;
  return grammars.map((grammar) => ({ ...grammar, path: join(folder, grammar.path) }));
}

let loading: Promise<void> | undefined;

function oniguruma(): Promise<void> {
  loading ??= loadWASM(new Uint8Array(readFileSync("node_modules/vscode-oniguruma/release/onig.wasm")).buffer);
  return loading;
}

/** As the editor does: line by line, without the line ends. */
function tokenize(grammar: IGrammar, text: string): Token[][] {
  let state = INITIAL;
  return text.split(/\r\n|\r|\n/).map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({ text: line.slice(startIndex, endIndex), scopes }));
  });
}
