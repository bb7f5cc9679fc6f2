import type { GuestError, GuestFrame } from "../../core/run/outcome.ts";
import { columnBefore, type Insertion, startOfLine } from "./engine-code.ts";
import { ownFileName } from "./guest.ts";
import { invalidToken, syntaxInV8Words } from "./syntax-wording.ts";
import { nativeInV8Words } from "./v8-native-wording.ts";
import { type CodeTree, firstArgumentAt, type GivenValue, placeInV8Words } from "./v8-place-wording.ts";
import { inV8Words } from "./v8-wording.ts";
import { type CodeWrapper, closesTooMuch, wrappedInV8Words } from "./wrapped-syntax.ts";

/** What the harness tells about something thrown; the guest's word. */
export interface ThrownDescription {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly isError: boolean;
  /** The classes of the code's own that it is an instance of. */
  readonly classes: readonly string[];
  /** Whether its words are the code's own, or V8's already. */
  readonly isComplete?: boolean;
  /** How its stack begins, if that is known. */
  readonly head?: string;
  /** Of an error that the platform's own functions raised: what it says besides the message. */
  readonly platformSays?: string;
}

/** Nothing in it is believed beyond its shape. */
export function readDescription(given: unknown): ThrownDescription {
  const { type, message, stack, isError, classes, isComplete, head, platformSays } = Object(given) as Record<
    string,
    unknown
  >;
  return {
    type: typeof type === "string" ? type : "Error",
    message: typeof message === "string" ? message : "",
    stack: typeof stack === "string" ? stack : "",
    isError: isError !== false,
    classes: Array.isArray(classes) ? classes.filter((name) => typeof name === "string") : [],
    isComplete: isComplete === true,
    head: typeof head === "string" ? head : "",
    ...(typeof platformSays === "string" && { platformSays }),
  };
}

export interface GuestSource {
  readonly fileName: string;
  readonly code: string;
  /** The column at which the engine saw the first line begin; 1 when absent. */
  readonly firstColumn?: number;
  /** What was put behind the code, so that it is whole. */
  readonly closing?: string;
  /** What the platform puts around it instead. */
  readonly wrapper?: CodeWrapper;
  readonly tree: CodeTree;
  /** What was put into the code. */
  readonly insertions?: readonly Insertion[];
}

/** Reads a description into an error in V8's words, with the frames that lie in the node's code. */
export function readThrown(thrown: ThrownDescription, source: GuestSource, phase: GuestError["phase"]): GuestError {
  const stack = usersPart(thrown);
  const frames = stack.map((line) => readFrame(line, source)).filter((frame) => frame !== undefined);
  const { type, message } = wordsOf(thrown, stack, source);
  const withCode = thrown.head?.startsWith(`${type} [ERR_`) ? thrown.head : undefined;
  const head =
    thrown.isError && withCode
      ? withCode
      : thrown.isError
        ? `${type}${message ? `: ${message}` : ""}`
        : `Uncaught ${message}`;
  const place = frames[0] ? [...pointAt(frames[0], source), ""] : [];
  return {
    type,
    message,
    traceback: [...place, head, ...stack.map((line) => line.replace("<eval>", "<top level>"))].join("\n"),
    frames: frames.reverse(),
    phase,
    ...(thrown.platformSays !== undefined && { platformSays: thrown.platformSays }),
  };
}

/** What V8 would say of an error that the code catches. */
export function wordsForCaught(
  given: unknown,
  source: GuestSource,
): { readonly type: string; readonly message: string } {
  const thrown = readDescription(given);
  return wordsOf(thrown, usersPart(thrown), source);
}

function wordsOf(thrown: ThrownDescription, stack: readonly string[], source: GuestSource) {
  if (thrown.isComplete) return thrown;
  const { type, message } = thrown;
  const [top = ""] = stack;
  if (isClassCalled(thrown)) {
    const name = /^\s*at (?!<anonymous>)(\S+) \(/.exec(thrown.stack.split("\n")[0] ?? "")?.[1];
    return { type, message: name ? `Class constructor ${name} cannot be invoked without 'new'` : message };
  }
  const native = /^\s*at (?:get |set )?(\S*) \(native\)$/.exec(top)?.[1];
  if (native !== undefined) {
    const words = nativeInV8Words(type, message, native, () => givenAt(stack[1] ?? "", source));
    return words === undefined ? inV8Words(type, message) : { type, message: words };
  }
  const known = atItsPlace(thrown, top, source) ?? unreadable(thrown, stack, source);
  return known ?? inV8Words(type, message);
}

/** What is given first to the function that raised it, where the code shows that. */
function givenAt(caller: string, source: GuestSource): GivenValue | undefined {
  const frame = readFrame(caller, source);
  if (frame?.column === undefined) return undefined;
  return firstArgumentAt(startOfLine(source.code, frame.line) + frame.column - 1, source.tree);
}

function isClassCalled({ isComplete, type, message }: ThrownDescription): boolean {
  return !isComplete && type === "TypeError" && message === "class constructors must be invoked with 'new'";
}

function atItsPlace({ type, message }: ThrownDescription, top: string, source: GuestSource) {
  const frame = type === "TypeError" ? readFrame(top, source) : undefined;
  if (frame?.column === undefined) return undefined;
  const offset = startOfLine(source.code, frame.line) + frame.column - 1;
  const words = placeInV8Words(message, offset, source.tree);
  return words === undefined ? undefined : { type, message: words };
}

/** Innermost first; without the harness's frames and the native ones through which it called. */
function usersPart(thrown: ThrownDescription): readonly string[] {
  const lines = thrown.stack
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.slice(0, maxLineCharacters));
  const isOwn = (line: string | undefined) => line?.includes(`${ownFileName}:`) ?? false;
  const users = lines.filter((line, at) => !isOwn(line) && !(isOwn(lines[at + 1]) && line.endsWith("(native)")));
  // The constructors of an error class do not count as the place where it was made.
  const start = users.findIndex((line) => !thrown.classes.some((name) => line.trim().startsWith(`at ${name} (`)));
  // Nowhere in the code, and without words, in this engine.
  if (!thrown.isComplete && thrown.type === "AggregateError" && thrown.message === "") return [];
  // The engine is in the class already.
  return users.slice(isClassCalled(thrown) ? 1 : Math.max(0, start)).slice(0, maxFrames);
}

/** As many as V8 shows. */
const maxFrames = 10;
/** A stack is the code's own word: a line may be made so that taking it apart has no end. */
const maxLineCharacters = 500;

/** `    at name (file:line:column)`; a syntax error has `    at file:line:column`. */
function readFrame(text: string, source: GuestSource): GuestFrame | undefined {
  const { fileName, code, firstColumn = 1 } = source;
  const parts = /^\s*at (?:(.*) \()?(.*?)(?::(\d+))?(?::(\d+))?\)?$/.exec(text);
  if (!parts || parts[2] !== fileName || !parts[3]) return undefined;
  const name = parts[1] ?? "";
  const line = Number(parts[3]);
  const lastLine = code.split(/\r\n|[\n\r\u2028\u2029]/).length;
  if (line > lastLine) return { line: lastLine, functionName: "<top level>" };
  const column = columnBefore(source, line, Number(parts[4]) - (line === 1 ? firstColumn - 1 : 0));
  return {
    line,
    ...(column >= 1 && { column }),
    functionName: name === "" || name === "<eval>" ? "<top level>" : name,
  };
}

/** As Node points at the place of an uncaught error. */
function pointAt({ line, column }: GuestFrame, { fileName, code }: GuestSource): readonly string[] {
  const text = code.split(/\r\n|[\n\r\u2028\u2029]/)[line - 1];
  if (text === undefined || text.length > 500) return [`${fileName}:${line}`];
  const caret = column === undefined ? [] : [`${text.slice(0, column - 1).replace(/[^\t]/g, " ")}^`];
  return [`${fileName}:${line}`, text, ...caret];
}

/** The engine says where it stopped reading, in the code or in what closes it. */
function unreadable(
  { type, message }: ThrownDescription,
  stack: readonly string[],
  source: GuestSource,
): { readonly type: string; readonly message: string } | undefined {
  const { fileName, code, firstColumn = 1, closing = "" } = source;
  // Errors of running code name the function that they arose in.
  const place = /^\s*at (.*?):(\d+):(\d+)$/.exec(stack[0] ?? "");
  if (type !== "SyntaxError" || !place || place[1] !== fileName) return undefined;
  const lines = `${code}${closing}`.split(/\r\n|[\n\r\u2028\u2029]/);
  const at = Number(place[2]) - 1;
  const column = columnBefore(source, at + 1, Number(place[3]) - (at === 0 ? firstColumn - 1 : 0)) - 1;
  const line = lines[at] ?? "";
  const isInClosing = closing !== "" && at === lines.length - 1;
  const before = [...lines.slice(0, at), line.slice(0, column)].join("\n");
  const after = isInClosing && line[column] !== "}" ? "" : [line.slice(column), ...lines.slice(at + 1)].join("\n");
  const own = syntaxInV8Words(message, before, after);
  const wrapped = source.wrapper && wrappedInV8Words(code, source.wrapper);
  const isVague = own === undefined || own === invalidToken;
  const known = isInClosing || isVague || closesTooMuch(wrapped) ? (wrapped ?? own) : own;
  return known === undefined ? undefined : { type, message: known };
}
