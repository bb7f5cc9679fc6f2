import type { GuestError } from "../../core/run/outcome.ts";
import type { ImportJudge } from "./import-judge.ts";
import type { Interpreter, Pointer } from "./interpreter.ts";
import { type ReportKind, type RunPlan, realmHost } from "./realm-host.ts";

export interface NodeRun {
  /** Runs the request that lies ready, and reports what the engine says came of it. */
  run(plan: RunPlan): void;
  /** When the memory was put back: renews what may not be the same in two runs. False when that failed. */
  renew(): boolean;
}

const harnessFunctions = [
  "load",
  "evaluate",
  "call",
  "entry_point",
  "awaited",
  "serialised",
  "announce",
  "take_back_control",
  "described",
  "flush",
  "renew",
] as const;
const modulePrefix = "code_nodes_";
const moduleNames = ["as_server", "bridge", "errors", "forbidden", "loop", "older", "packages", "harness"].map(
  (name) => `${modulePrefix}${name}`,
);

/**
 * Takes the harness out of the interpreter's modules and runs the node step by step, each a call of the engine's:
 * whether the code returned or threw, and in which step, is what the engine answers here and nothing that is written
 * anywhere within the code's reach. What the harness says of an error or a result is only ever shown as that.
 */
export function createNodeRun(python: Interpreter, judge: ImportJudge): NodeRun {
  const harness = python.loaded(`${modulePrefix}harness`);
  const functions = Object.fromEntries(
    harnessFunctions.map((name) => [name, python.attribute(harness, name)]),
  ) as Readonly<Record<(typeof harnessFunctions)[number], Pointer>>;
  const execute = python.attribute(python.loaded("builtins"), "exec");
  const sys = python.loaded("sys");
  const arms = ["settrace", "setprofile"].map((name) => python.attribute(sys, name));
  const monitoring = python.attribute(sys, "monitoring");
  const [toolAt, freeTool] = ["get_tool", "free_tool_id"].map((name) => python.attribute(monitoring, name)) as [
    Pointer,
    Pointer,
  ];
  const tools = python.itemsOf(python.attribute(harness, "tool_ids"));
  for (const name of moduleNames) python.unload(name);
  /** Owned, and let go of at the end: what the code says when it is, such as of a coroutine, is still printed. */
  let returned: Pointer = 0;
  return {
    run(plan) {
      judge.judgeBy(plan.modules, plan.obtainable);
      returned = 0;
      const end = run(plan);
      python.release(returned);
      attempt(() => python.call(functions.flush));
      // Not before: a view ends when the memory grows.
      realmHost().report(end.kind, end.phase, python.bytesOf(end.content) ?? new Uint8Array());
    },
    renew: () => attempt(() => python.call(functions.renew)),
  };

  function run({ entryPoint, awaitsResult, printsResult, limits }: RunPlan): Report {
    let phase: GuestError["phase"] = "load";
    try {
      const [names = 0, before = 0, own = 0, after = 0, values = 0, keywords = 0] = python.itemsOf(
        succeeded(python.call(functions.load)),
      );
      const evaluate = (code: Pointer) => succeeded(python.call(functions.evaluate, execute, code, names));
      judge.whilePlatformLoads(() => evaluate(before));
      evaluate(own);
      judge.whilePlatformLoads(() => evaluate(after));
      phase = "call";
      const entry = succeeded(python.call(functions.entry_point, names, python.newText(entryPoint)));
      returned = succeeded(python.call(functions.call, entry, values, keywords));
      if (awaitsResult) returned = succeeded(python.call(functions.awaited, returned));
      disarm();
      phase = "serialise";
      const content = succeeded(python.call(functions.serialised, returned));
      if (printsResult) announce(names);
      takeBackControl();
      const length = python.bytesOf(content)?.length;
      if (length === undefined) return unreportable;
      return { kind: length > limits.resultBytes ? "output" : "returned", phase, content };
    } catch (error) {
      if (!(error instanceof Raised)) throw error;
      return describe(phase);
    }
  }

  /** What the code does to the printing of its result is told apart from the result. */
  function announce(names: Pointer): void {
    attempt(() => python.call(functions.flush));
    realmHost().expectAnnouncement();
    const isPrinted = python.call(functions.announce, names) !== 0;
    const error = isPrinted ? 0 : python.takeError();
    attempt(() => python.call(functions.flush));
    const content = isPrinted ? 0 : python.call(functions.described, error);
    if (content === 0) python.clearError();
    realmHost().announced(isPrinted ? new Uint8Array() : (python.bytesOf(content) ?? new Uint8Array()));
    python.release(error);
  }

  function describe(phase: GuestError["phase"]): Report {
    const error = python.takeError();
    disarm();
    takeBackControl();
    const content = python.call(functions.described, error);
    const hasMemory = !python.isErrorSet("MemoryError");
    python.clearError();
    python.release(error);
    if (content !== 0) return { kind: "threw", phase, content };
    return hasMemory ? unreportable : { kind: "memory", phase, content: 0 };
  }

  /** Before any function of Python's, which a tracer would be told of; these are none. */
  function disarm(): void {
    for (const arm of arms) attempt(() => python.call(arm, python.none));
    for (const tool of tools) {
      if (python.call(toolAt, tool) !== python.none) attempt(() => python.call(freeTool, tool));
    }
  }

  function takeBackControl(): void {
    for (let tries = 0; tries < 3; tries++) if (attempt(() => python.call(functions.take_back_control))) return;
  }

  function attempt(action: () => Pointer): boolean {
    const succeeds = action() !== 0;
    if (!succeeds) python.clearError();
    return succeeds;
  }

  function succeeded(result: Pointer): Pointer {
    if (result === 0) throw new Raised();
    return result;
  }
}

interface Report {
  readonly kind: ReportKind;
  readonly phase: GuestError["phase"];
  /** A bytes object. */
  readonly content: Pointer;
}

/** An error without a description: the code kept the sandbox from reporting. */
const unreportable: Report = { kind: "threw", phase: "call", content: 0 };

/** Python has an error set. */
class Raised extends Error {}
