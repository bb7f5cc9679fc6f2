import assert from "node:assert/strict";
import { dirname, join, resolve } from "node:path";
import * as ts from "typescript-5";

const folder = "/workspace/.code-nodes/w/code";
const codeFile = `${folder}/code.js`;
const libraries = dirname(resolve("node_modules/typescript-5/lib/typescript.js"));

/** A node's folder as VS Code's own TypeScript service sees it; the mark `‸` in code is where the cursor stands. */
export interface TypeScriptProject {
  readonly options: ts.CompilerOptions;
  /** The names that are offered at the mark. */
  completions(markedCode: string): readonly string[];
  /** What is shown for the word at the mark, and its documentation. */
  hover(markedCode: string): string;
  /** Everything that the editor underlines or dots, but for what is merely faded. */
  remarks(code: string): readonly string[];
  /** The same for many codes, which do not see each other, at once. */
  remarksOfEach(codes: readonly string[]): readonly (readonly string[])[];
  /** What is wrong with the declarations themselves, library checks included. */
  declarationErrors(): readonly string[];
  /** All names that code finds without binding them; modules, whose names are quoted, are none of them. */
  globalNames(): readonly string[];
}

/** The companions are asked for at every question; what stays the same is not read again. */
export function openProject(companions: () => ReadonlyMap<string, string>): TypeScriptProject {
  const texts = new Map<string, { text: string; version: number }>();
  const put = (path: string, text: string) => {
    const known = texts.get(path);
    if (known?.text !== text) texts.set(path, { text, version: (known?.version ?? 0) + 1 });
  };
  const parsed = parseProject(companions().get("jsconfig.json") ?? "");
  const onDisk = (path: string) => (path.startsWith(libraries) ? ts.sys.readFile(path) : undefined);
  const service = ts.createLanguageService({
    getCompilationSettings: () => parsed,
    getScriptFileNames: () => [...texts.keys()],
    getScriptVersion: (path) => String(texts.get(path)?.version ?? 0),
    getScriptSnapshot: (path) => {
      const text = texts.get(path)?.text ?? onDisk(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: (options) => join(libraries, ts.getDefaultLibFileName(options)),
    fileExists: (path) => texts.has(path) || (path.startsWith(libraries) && ts.sys.fileExists(path)),
    readFile: (path) => texts.get(path)?.text ?? onDisk(path),
  });
  const open = (code: string) => {
    for (const [name, text] of companions()) if (name.endsWith(".d.ts")) put(join(folder, name), text);
    put(codeFile, code);
  };
  const openAtMark = (markedCode: string) => {
    const position = markedCode.indexOf("‸");
    assert.ok(position >= 0, "The code has a mark.");
    open(markedCode.replace("‸", ""));
    return position;
  };

  return {
    options: parsed,
    completions(markedCode) {
      const position = openAtMark(markedCode);
      const { entries = [] } = service.getCompletionsAtPosition(codeFile, position, {}) ?? {};
      // What TypeScript offers for no other reason than that the word stands somewhere in the file.
      return entries.filter(({ kind }) => kind !== ts.ScriptElementKind.warning).map(({ name }) => name);
    },
    hover(markedCode) {
      const info = service.getQuickInfoAtPosition(codeFile, openAtMark(markedCode));
      return [info?.displayParts, info?.documentation]
        .map((parts) => ts.displayPartsToString(parts))
        .join("\n")
        .trim();
    },
    remarks(code) {
      open(code);
      return remarksOn(codeFile);
    },
    remarksOfEach(codes) {
      open("");
      const paths = codes.map((code, index) => {
        const path = `${folder}/code-${index}.js`;
        put(path, code);
        return path;
      });
      const remarks = paths.map(remarksOn);
      for (const path of paths) texts.delete(path);
      return remarks;
    },
    declarationErrors() {
      open("");
      const program = service.getProgram();
      assert.ok(program);
      return [...companions().keys()]
        .filter((name) => name.endsWith(".d.ts"))
        .flatMap((name) => {
          const file = program.getSourceFile(join(folder, name));
          assert.ok(file, `${name} is part of the project.`);
          return [...program.getSyntacticDiagnostics(file), ...strictly(program, file)].map(
            (diagnostic) => `${name}: ${worded(diagnostic)}`,
          );
        });
    },
    globalNames() {
      open("");
      const program = service.getProgram();
      const file = program?.getSourceFile(codeFile);
      assert.ok(program && file);
      return program
        .getTypeChecker()
        .getSymbolsInScope(file, ts.SymbolFlags.Value)
        .map(({ name }) => name)
        .filter((name) => !name.startsWith('"'));
    },
  };

  function remarksOn(path: string): readonly string[] {
    const all = [
      ...service.getSyntacticDiagnostics(path),
      ...service.getSemanticDiagnostics(path),
      ...service.getSuggestionDiagnostics(path),
    ];
    return all.filter(({ reportsUnnecessary }) => !reportsUnnecessary).map(worded);
  }

  /** Libraries are not checked in the node's folder; here they are. */
  function strictly(program: ts.Program, file: ts.SourceFile): readonly ts.Diagnostic[] {
    const checking = ts.createProgram({
      rootNames: program.getRootFileNames(),
      options: { ...parsed, skipLibCheck: false },
      host: {
        ...ts.createCompilerHost(parsed),
        getDefaultLibFileName: (options) => join(libraries, ts.getDefaultLibFileName(options)),
        getDefaultLibLocation: () => libraries,
        getSourceFile: (path) => program.getSourceFile(path),
        getCurrentDirectory: () => folder,
      },
    });
    return checking.getSemanticDiagnostics(checking.getSourceFile(file.fileName));
  }
}

function parseProject(text: string): ts.CompilerOptions {
  const { config, error } = ts.parseConfigFileTextToJson(`${folder}/jsconfig.json`, text);
  assert.equal(error, undefined);
  const parsed = ts.convertCompilerOptionsFromJson(config.compilerOptions, folder, "jsconfig.json");
  assert.deepEqual(parsed.errors, []);
  return parsed.options;
}

function worded({ code, category, messageText }: ts.Diagnostic): string {
  return `${ts.DiagnosticCategory[category]} ${code}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
}
