import { judgeModule, type ModulePolicy } from "../../core/contract/module-policy.ts";
import { interpretersOwn, signatures } from "./cpython-imports.ts";
import type { Interpreter, Pointer, RunningCode } from "./interpreter.ts";

/** Lets the user's own code import what the module policy allows; the library imports what it likes. */
export interface ImportJudge {
  /** `obtainable`: modules that would have come along, if the code had shown that it needs them. */
  judgeBy(policy: ModulePolicy, obtainable: readonly string[]): void;
  /** What the platform's own code imports while it is loaded is not the node's affair. */
  whilePlatformLoads<Result>(load: () => Result): Result;
}

/**
 * Puts builtins of the host in the place of the functions that import. The policy stays outside of the interpreter:
 * there is nothing in it that the code could change to be allowed more.
 */
export function installImportJudge(python: Interpreter): ImportJudge {
  let policy: ModulePolicy = { allowed: [], blocked: [], otherwise: "", allowsOthers: true, separator: "." };
  let obtainable: readonly string[] = [];
  let isPlatformLoading = false;
  const frozen = python.loaded("_frozen_importlib");
  const packageOf = python.attribute(frozen, "_calc___package__");

  for (const moduleName of ["builtins", "importlib", "_frozen_importlib"]) replace(moduleName, "__import__", importing);
  replace("importlib", "import_module", importingModule);
  replace("_frozen_importlib", "_gcd_import", importingModule);
  return {
    judgeBy: (nextPolicy, nextObtainable) => {
      policy = nextPolicy;
      obtainable = nextObtainable;
    },
    whilePlatformLoads: (load) => {
      isPlatformLoading = true;
      try {
        return load();
      } finally {
        isPlatformLoading = false;
      }
    },
  };

  function replace(
    moduleName: string,
    name: keyof typeof signatures,
    answer: (given: Given, original: Original) => Pointer,
  ): void {
    const owner = python.loaded(moduleName);
    if (owner === 0) return;
    const original = python.attribute(owner, name);
    const { parameters, documentation } = signatures[name];
    const made = python.newFunction(name, documentation, owner, (_self, values, count, keywordNames) => {
      const passOn = () => python.forward(original, values, count, keywordNames);
      const given = readArguments(parameters, values, count, keywordNames);
      // Wrong in number or name: the original says how.
      return given ? answer(given, passOn) : passOn();
    });
    python.setAttribute(owner, name, made);
  }

  /** `__import__(name, globals, locals, fromlist, level)` */
  function importing(given: Given, original: Original): Pointer {
    const asker = whoAsks();
    const name = python.textOf(given.name ?? 0);
    if (asker === "library" || name === undefined) return original();
    const level = given.level === undefined ? 0 : python.wholeNumber(given.level);
    if (level === undefined) return 0;
    if (level === 0 && isInterpretersOwn(name, given.fromlist)) return original();
    const from = plainTexts(given.fromlist);
    if (from === undefined) return 0;
    const absoluteName = level > 0 ? resolved(name, level, packageText(given.globals)) : name;
    const refusal = absoluteName === undefined ? undefined : refuse(absoluteName, from.texts);
    if (refusal) {
      python.release(from.tuple);
      return raise(refusal);
    }
    const plainName = plain(given.name ?? 0);
    const found = python.importLevel(plainName, given.globals ?? 0, given.locals ?? 0, from.tuple, level);
    for (const object of [plainName, from.tuple]) python.release(object);
    if (found === 0 && level === 0 && asker === "user") explain(name);
    return found;
  }

  /** `import_module(name, package)` */
  function importingModule(given: Given, original: Original): Pointer {
    const asker = whoAsks();
    const name = python.textOf(given.name ?? 0);
    if (asker === "library" || name === undefined) return original();
    const dots = /^\.*/.exec(name)?.[0].length ?? 0;
    const level = dots + (given.level === undefined ? 0 : (python.wholeNumber(given.level) ?? 0));
    const base = given.package === undefined ? undefined : python.textOf(given.package);
    const absoluteName = level > 0 ? resolved(name.slice(dots), level, base) : name;
    const refusal = absoluteName === undefined ? undefined : refuse(absoluteName, []);
    if (refusal) return raise(refusal);
    const found = original();
    if (found === 0 && level === 0 && asker === "user") explain(name);
    return found;
  }

  function readArguments(
    parameters: readonly string[],
    values: number,
    count: number,
    keywordNames: Pointer,
  ): Given | undefined {
    const names = keywordNames === 0 ? [] : python.itemsOf(keywordNames).map((name) => python.textOf(name) ?? "");
    const passed = [...parameters.slice(0, count), ...names];
    const isKnown = count <= parameters.length && new Set(passed).size === passed.length;
    if (!isKnown || !passed.includes("name") || names.some((name) => !parameters.includes(name))) return undefined;
    return Object.fromEntries(passed.map((name, at) => [name, python.word(values + at * pointerBytes)]));
  }

  /** The platform's own code around the node's asks for the user, unless nothing else has begun. */
  function whoAsks(): "user" | "platform" | "library" {
    const innermost = python.running();
    if (innermost === undefined || isLibrarys(innermost)) return "library";
    if (innermost.fileName !== platformFile) return "user";
    return isPlatformLoading && python.running(platformFile) === undefined ? "library" : "platform";
  }

  /** Only functions of the interpreter, such as `datetime.strptime`, ask with an empty list. */
  function isInterpretersOwn(name: string, fromList: Pointer | undefined): boolean {
    if (fromList === undefined || !python.isEmptyList(fromList)) return false;
    if (name.startsWith("_") || interpretersOwn.has(name)) return true;
    const verdict = judgeModule(policy, name);
    return python.loaded(name) !== 0 && (verdict.allowed || !verdict.isNamed);
  }

  /** The names as they are read now, so that they are the ones that are imported. */
  function plainTexts(fromList: Pointer | undefined): { tuple: Pointer; texts: readonly string[] } | undefined {
    if (fromList === undefined || fromList === python.none || !python.isTrue(fromList)) {
      python.clearError();
      return { tuple: python.newTuple([]), texts: [] };
    }
    const given = python.asTuple(fromList);
    if (given === 0) return undefined;
    const items = python.itemsOf(given);
    const plainItems = items.map(plain);
    const tuple = python.newTuple(plainItems);
    const texts = items.map(python.textOf).filter((text) => text !== undefined);
    for (const object of [...plainItems, given]) python.release(object);
    return { tuple, texts };
  }

  /** A text of a class of the code's own could be another at every look. */
  function plain(object: Pointer): Pointer {
    const text = python.isExactText(object) ? undefined : python.textOf(object);
    if (text !== undefined) return python.newText(text);
    python.retain(object);
    return object;
  }

  function packageText(globals: Pointer | undefined): string | undefined {
    if (globals === undefined || globals === python.none) return undefined;
    const found = python.call(packageOf, globals);
    if (found === 0) python.clearError();
    return found === 0 ? undefined : python.textOf(found);
  }

  function refuse(name: string, from: readonly string[]): Refusal | undefined {
    const own = refusalOf(name);
    const parts = from.filter((part) => part !== "*").map((part) => refusalOf(`${name}.${part}`));
    if (!own) return parts.find((refusal) => refusal !== undefined);
    // `from a import b` where only `a.b` is allowed.
    return parts.length === 0 || parts.some((refusal) => refusal !== undefined) ? own : undefined;
  }

  function refusalOf(moduleName: string): Refusal | undefined {
    const verdict = judgeModule(policy, moduleName);
    if (verdict.allowed) return undefined;
    if (verdict.isAbsent)
      return { kind: "ModuleNotFoundError", message: `No module named '${moduleName}'`, moduleName };
    const kind = verdict.isNamed ? "ImportError" : "ModuleNotFoundError";
    return { kind, message: verdict.reason, moduleName };
  }

  function raise({ kind, message, moduleName }: Refusal): Pointer {
    python.setImportError(kind, message, moduleName);
    return 0;
  }

  /** Says of a module that was not found whether the platform has it. */
  function explain(name: string): void {
    if (!python.isErrorSet("ModuleNotFoundError")) return;
    const error = python.takeError();
    const named = python.attribute(error, "name");
    const missing = named === 0 ? undefined : python.textOf(named);
    if (named === 0) python.clearError();
    else python.release(named);
    if (missing === undefined || missing.split(".")[0] !== name.split(".")[0]) {
      python.setError(error);
      return;
    }
    const { separator, othersAreAbsent } = policy;
    const isObtainable = obtainable.some(
      (entry) => entry === name || (separator !== "none" && name.startsWith(entry + separator)),
    );
    if (othersAreAbsent && !isObtainable) {
      python.setError(error);
      return;
    }
    python.release(error);
    const remedy = isObtainable
      ? `Code Nodes brings along only the packages whose import it can see: write \`import ${missing}\` in the code, instead of a name that is made while it runs.`
      : "The platform has it, but it does not come with Code Nodes: run this node on the platform, or give its result to the node as an input.";
    python.setImportError("ModuleNotFoundError", `No module named '${missing}'. ${remedy}`, missing);
  }
}

/** Arguments by their name; borrowed. */
type Given = Readonly<Partial<Record<"name" | "globals" | "locals" | "fromlist" | "level" | "package", Pointer>>>;
type Original = () => Pointer;

interface Refusal {
  readonly kind: "ImportError" | "ModuleNotFoundError";
  readonly message: string;
  readonly moduleName: string;
}

const pointerBytes = 4;
/** Of what the platform puts around the node's code, and of what runs it. */
const platformFile = "<sandbox>";

/** Code that was given the name of a library's file runs in globals of its own. */
function isLibrarys({ fileName, moduleFile, isModules }: RunningCode): boolean {
  if (fileName.startsWith("/lib/")) return moduleFile?.startsWith("/lib/") ?? false;
  return fileName.startsWith("<frozen ") && isModules;
}

/** Where a relative name leads; undefined when nowhere, which the import itself then says. */
function resolved(name: string, level: number, packageName: string | undefined): string | undefined {
  const parts = packageName?.split(".") ?? [];
  if (packageName === undefined || packageName === "" || parts.length < level) return undefined;
  const base = parts.slice(0, parts.length - level + 1).join(".");
  return name === "" ? base : `${base}.${name}`;
}
