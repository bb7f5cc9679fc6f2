import { judgeModule } from "../../../contract/module-policy.ts";
import type { JsonValue } from "../../../json/json-value.ts";
import { type ParsedJson, parsePythonJson } from "../../../json/parse-python-json.ts";
import { once } from "../../../once.ts";
import { type Judgement, notReached, type RunError } from "../../../run/judgement.ts";
import type { GuestError, RunOutcome, StopReason } from "../../../run/outcome.ts";
import type { CodeNode, Language } from "../../../workflow/code-node.ts";
import type { DifyTarget } from "../platform/target.ts";
import { endedText, stderrText, thrownText } from "../running/error-text.ts";
import { holdsTag, printedOn, resultInStdout, stdoutWithResult } from "../running/printed.ts";
import { judgeResult } from "./judge-result.ts";
import { rewriteScientificText } from "./scientific-text.ts";

type Threw = Extract<RunOutcome, { kind: "threw" }>;
type Stopped = Extract<RunOutcome, { kind: "stopped" }>;

/**
 * What Dify would make of the outcome, under the target's limits and switches; `result` is the outcome's, for who judges
 * it for several targets. Never throws.
 */
export function judgeDifyOutcome(
  node: CodeNode,
  outcome: RunOutcome,
  target: DifyTarget,
  result: ReturnedResult = resultOf(outcome),
): Judgement {
  switch (outcome.kind) {
    case "returned": {
      const complained = target.stderr === "fails-the-node" ? stderrText(outcome.console, target) : "";
      if (complained !== "") return notReached(node, printedError(complained));
      const printed = target.result === "apart" ? "" : printedOn("stdout", outcome.console);
      if (target.result !== "apart" && outcome.printing)
        return judgeUnprinted(node, outcome, outcome.printing, printed, target);
      if (holdsTag(printed)) return judgeStdout(node, stdoutWithResult(printed, outcome.resultText), target);
      return judgeParsed(node, result, target);
    }
    case "threw":
      return outcome.error.type === "SystemExit"
        ? judgeExit(node, outcome, target)
        : notReached(node, executionError(node, outcome, target));
    case "stopped":
      return notReached(node, stoppedError(node, outcome, target));
  }
}

/** The runner prints the result by the name `print` and the stream that the code has left it. */
function judgeUnprinted(
  node: CodeNode,
  { console, elapsedMs }: RunOutcome,
  printing: NonNullable<Extract<RunOutcome, { kind: "returned" }>["printing"]>,
  printed: string,
  target: DifyTarget,
): Judgement {
  if (printing.kind === "threw") {
    const outcome = { kind: "threw", error: printing.error, console, elapsedMs } as const;
    return notReached(node, { ...executionError(node, outcome, target), explanation: unprintedReason });
  }
  const judgement = judgeStdout(node, printed, target);
  return judgement.error ? { ...judgement, error: { ...judgement.error, explanation: unprintedReason } } : judgement;
}

const unprintedReason =
  "The server prints what main() returned and reads it from there, and the code has changed or closed print() or sys.stdout. Put both back before main() returns, or do not change them.";

/**
 * What Dify would make of a program that printed this and ended well.
 * @internal
 */
export function judgeStdout(node: CodeNode, stdout: string, target: DifyTarget): Judgement {
  const result = resultInStdout(stdout);
  if (result.kind === "text") return judgeParsed(node, resultIn(result.text), target);
  const explanation = "The code ended before main() returned. Return an object that holds the declared outputs.";
  return notReached(node, { type: "WorkflowNodeError", message: result.message, explanation, frames: [] });
}

function judgeParsed(node: CodeNode, { text, parsed, rewritten }: ReturnedResult, target: DifyTarget): Judgement {
  const whole = parsed();
  if (whole.kind !== "value") return notReached(node, unreadableResult(text, whole.message));
  const own = whole.value;
  return judgeResult(node, { own, read: target.scientificText === "becomes-float" ? rewritten(own) : own }, target);
}

/** A result that is judged for every target, and read once. */
export interface ReturnedResult {
  readonly text: string;
  readonly parsed: () => ParsedJson;
  /** As Dify reads its value where text in scientific notation becomes a number. */
  readonly rewritten: (value: JsonValue) => JsonValue;
}

/** Of an outcome that has none, an empty one. */
export function resultOf(outcome: RunOutcome): ReturnedResult {
  return resultIn(outcome.kind === "returned" ? outcome.resultText : "");
}

function resultIn(text: string): ReturnedResult {
  let known: JsonValue | undefined;
  const rewritten = (value: JsonValue): JsonValue => {
    known ??= rewriteScientificText(value);
    return known;
  };
  return { text, parsed: once(() => parsePythonJson(text)), rewritten };
}

function unreadableResult(resultText: string, reason: string): RunError {
  const explanation =
    resultText === "undefined"
      ? "main() returned undefined. Return an object that holds the declared outputs, on every path."
      : "What main() returned cannot be read as JSON. Do not print result tags, and return an object.";
  return { type: "WorkflowNodeError", message: `Failed to parse JSON response: ${reason}.`, explanation, frames: [] };
}

/** `sys.exit()` or `process.exit()`: the program ends, well or not, without the runner's own last line. */
function judgeExit(node: CodeNode, { error, console }: Threw, target: DifyTarget): Judgement {
  const status = exitStatus(error.message);
  if (status.code === 0) {
    const complained = target.stderr === "fails-the-node" ? stderrText(console, target) : "";
    if (complained !== "") return notReached(node, printedError(complained));
    return judgeStdout(node, printedOn("stdout", console), target);
  }
  const call = node.language === "python" ? "sys.exit()" : "process.exit()";
  const explanation = `The code ended itself with ${call}. Return from main() instead.`;
  const message = endedText(status.said, status.code, console, target);
  return notReached(node, { type: "CodeExecutionError", message, explanation, ...placeOf(error) });
}

/** As CPython ends: nothing and 0 are a good end, other numbers the status, anything else is printed and 1. */
function exitStatus(message: string): { readonly code: number; readonly said: string } {
  if (["", "None", "False"].includes(message)) return { code: 0, said: "" };
  if (/^-?\d{1,15}$/.test(message)) return { code: Number(message) & 0xff, said: "" };
  return { code: 1, said: message === "True" ? "" : message };
}

function printedError(message: string): RunError {
  return {
    type: "CodeExecutionError",
    message,
    explanation:
      "The server takes anything on stderr for a failure, even when main() returned. Print on stdout instead, or not at all.",
    frames: [],
  };
}

function executionError(node: CodeNode, { error, console }: Threw, target: DifyTarget): RunError {
  return {
    type: "CodeExecutionError",
    message: thrownText(error, node.language, console, target),
    explanation: [
      explainGuestError(error, node.language === "python" ? "raised" : "threw"),
      ...missingModule(node, error, target),
    ].join(". "),
    ...placeOf(error),
  };
}

/** Whether the server has what was not found here. */
function missingModule({ language }: CodeNode, { type, message }: GuestError, target: DifyTarget): readonly string[] {
  const name = /^No module named '([^']+)'$/.exec(message)?.[1];
  if (language !== "python" || type !== "ModuleNotFoundError" || name === undefined) return [];
  const verdict = judgeModule(target.modules.python, name);
  if (!verdict.allowed) return [verdict.reason.replace(/^No module named '[^']+'\. /, "")];
  return [
    "The server has it, but it does not come with Code Nodes: run this node there, or give its result to the node as an input",
  ];
}

function placeOf({ frames }: GuestError): Pick<RunError, "line" | "frames"> {
  const line = frames.at(-1)?.line;
  return { ...(line === undefined ? {} : { line }), frames };
}

function explainGuestError({ phase, type, message }: GuestError, verb: string): string {
  const what = message ? `${type}: ${message}` : type;
  switch (phase) {
    case "load":
      return `The code could not be loaded: it ${verb} ${what}`;
    case "call":
      return `main() ${verb} ${what}`;
    case "serialise":
      return `What main() returned cannot be turned into JSON (${what}). Convert it to strings, numbers, booleans, lists and objects first.`;
  }
}

/** Where the platform has no text because the limit is ours, the sandbox's own words are the message. */
function stoppedError(node: CodeNode, { limit, message, elapsedMs, console }: Stopped, target: DifyTarget): RunError {
  const type = limit === "cancelled" ? "Stopped" : limit === "packages" ? "Not run" : "CodeExecutionError";
  const seconds = (elapsedMs / 1000).toFixed(1);
  const before = target.errorText.holdsStderrAndStatus ? stderrText(console, target) : "";
  const stopped: Readonly<Record<StopReason, () => Omit<RunError, "type" | "frames">>> = {
    time: () => ({
      message: `${before}${target.errorText.timedOut}`,
      explanation: `The code was still running after ${seconds} s and was stopped at the time limit. Do less in one run, or raise SANDBOX_WORKER_TIMEOUT on the server.`,
    }),
    memory: () => ({
      message: `${before}error: signal: killed\n`,
      explanation: `The code used more memory than a run may have. ${message}`.trim(),
    }),
    output: () => ({ message }),
    cancelled: () => ({ message }),
    crashed: () => ({ message }),
    packages: () => ({ message }),
    forbidden: () => ({
      message: `${before}error: operation not permitted\n`,
      explanation: killedReason(message, node.language, target),
    }),
  };
  return { type, ...stopped[limit](), frames: [] };
}

/** What the call is for, and what to do instead. */
function killedReason(call: string, language: Language, { killedCalls, modules }: DifyTarget): string {
  const module = call.startsWith("require:")
    ? judgeModule(modules[language], call.slice("require:".length))
    : undefined;
  if (module?.allowed === false) return `${module.reason} No try catches that: the program ends there.`;
  const reason = killedCalls[language].find(({ calls }) => calls.includes(call))?.reason ?? "";
  return `${reason.replace("{call}", `${call.replace(":", ".")}()`)} No try catches that: the program ends there.`;
}
