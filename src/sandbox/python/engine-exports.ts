/** What the interpreter's WebAssembly gives to its host, by the names of CPython, Emscripten and Pyodide. */
export type EngineExports = Readonly<Record<string, unknown>>;

export type EngineFunction = (...values: readonly number[]) => number;

export function functionOf(exports: EngineExports, name: string): EngineFunction {
  const found = exports[name];
  if (typeof found !== "function") throw new Error(`The engine has no function ${name}.`);
  return found as EngineFunction;
}

/** Of a variable. */
export function addressOf(exports: EngineExports, name: string): number {
  return Number((exports[name] as { readonly value?: unknown } | undefined)?.value);
}
