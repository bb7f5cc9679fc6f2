import type { ModulePolicy } from "../contract/module-policy.ts";
import type { ModuleImport } from "../languages/code-facts.ts";
import type { Language } from "../workflow/code-node.ts";

/** Everything a sandbox needs to run one node once; plain data. */
export interface RunRequest {
  readonly language: Language;
  readonly code: string;
  /** The name the code goes by in tracebacks. */
  readonly fileName: string;
  /** The module's `__name__`, for Python. */
  readonly moduleName: string;
  readonly entryPoint: string;
  readonly surroundings?: Surroundings;
  readonly call: EntryCall;
  /** Whether a promise or coroutine that the entry point returns is awaited. */
  readonly awaitsResult: boolean;
  /** Whether the platform prints the result in the code's own namespace, which the code may have changed; Python's alone. */
  readonly printsResult?: true;
  /** What Python's `__file__` is, if it is not the file's name. */
  readonly scriptPath?: string;
  readonly modules: ModulePolicy;
  /** What the code imports, where `code` does not show it because the surroundings load the node's code from the call. */
  readonly imports?: readonly ModuleImport[];
  /**
   * Calls that end the program there, whatever catches what they throw; each "module:name" or "module:Class.method".
   */
  readonly forbiddenCalls?: readonly string[];
  /** The version of the language that the platform runs, "3.10" or "20.20.0", where it makes a difference. */
  readonly languageVersion?: string;
  /** Files, folders and locales answer as on a server in a sandbox of its own; Python's alone. */
  readonly answersAsServer?: true;
  /** What the platform's global object has beyond the language itself, by name; JavaScript's alone. */
  readonly globals: readonly string[];
  /**
   * Names of the language's own that the platform's version of it lacks: "Object.groupBy"; of Python modules, and names
   * in them as "module:name".
   */
  readonly absentNames?: readonly string[];
  readonly limits: RunLimits;
}

/**
 * The platform's own code in the same namespace: `before` runs before the node's code, `after` between loading and the
 * call. Neither is seen in tracebacks or held to the module policy.
 */
export interface Surroundings {
  readonly before: string;
  readonly after: string;
}

/** JSON texts are in Python's dialect, so that `1.0` arrives as a float. */
export type EntryCall =
  /** One JSON object whose members become keyword arguments. */
  | { readonly kind: "keywords"; readonly argumentsText: string }
  /** One JSON array whose elements become the arguments. */
  | { readonly kind: "positions"; readonly argumentsText: string }
  /**
   * JavaScript's alone. The code is the body of an async function, which a guest environment of that name runs as often
   * as its platform does; `contextText` is a JSON object of the environment's own form. The entry point is only a name.
   */
  | {
      readonly kind: "body";
      readonly environment: string;
      readonly contextText: string;
      /** What the platform writes around the code, which shows in what its engine says of broken code. */
      readonly wrapper?: { readonly before: string; readonly after: string };
    };

export interface RunLimits {
  readonly timeMs: number;
  readonly memoryBytes: number;
  /** Of what is printed, both streams together; more is cut and said so. */
  readonly consoleBytes: number;
  /** Of the result's JSON text. */
  readonly resultBytes: number;
}
