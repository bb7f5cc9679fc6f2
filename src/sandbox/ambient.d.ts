// What the bundler and the engines provide without types: files that become strings, an engine script, WebAssembly.

declare module "*.py" {
  const text: string;
  export = text;
}

declare module "pyodide/pyodide.asm.mjs" {
  const createPyodideModule: (settings: object) => Promise<object>;
  export = createPyodideModule;
}

// The part that is used of what every engine has, but no library of ECMAScript declares.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  function compile(bytes: Uint8Array): Promise<Module>;
  class Instance {
    constructor(module: Module, imports: Imports);
    readonly exports: { readonly memory: Memory };
  }
  class Memory {
    constructor(limits: { readonly initial: number; readonly maximum?: number });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class Global {
    value: number;
  }
  class Table {
    readonly length: number;
    get(at: number): unknown;
  }
  class RuntimeError extends Error {}
  type Imports = { readonly env: Record<string, unknown> };
}
