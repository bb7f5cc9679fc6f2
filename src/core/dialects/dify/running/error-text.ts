import type { ConsoleLine, GuestError } from "../../../run/outcome.ts";
import type { Language } from "../../../workflow/code-node.ts";
import { isNewerWarning } from "../platform/newer-warnings.ts";
import type { DifyTarget } from "../platform/target.ts";
import { printedOn } from "./printed.ts";

/** What the local run calls Python code, and so what its tracebacks and warnings name. */
export const localPythonFileName = "code.py";
export const localJavaScriptFileName = "code.js";

/** What the sandbox reports as the error of a run that threw: stderr, the error, and how the program ended. */
export function thrownText(
  { traceback, type, message }: GuestError,
  language: Language,
  console: readonly ConsoleLine[],
  target: DifyTarget,
): string {
  const error = traceback.trim() === "" ? `${type}: ${message}` : traceback.trimEnd();
  if (!target.errorText.holdsStderrAndStatus) return error.trim();
  const shown = language === "python" ? asTheServerShows(error, target) : error;
  // The excepthook of Python's bootstrap ends with -1.
  return endedText(shown, language === "python" ? 255 : 1, console, target);
}

/** The error of a program that ended with this status, after what it printed on stderr. */
export function endedText(error: string, status: number, console: readonly ConsoleLine[], target: DifyTarget): string {
  return `${stderrText(console, target)}${error === "" ? "" : `${error}\n`}error: exit status ${status}\n`;
}

/** As it was printed, but for warnings that the target's Python does not give; file and lines as the server has them. */
export function stderrText(lines: readonly ConsoleLine[], target: DifyTarget): string {
  const kept = withoutNewerWarnings(lines, target.languages.python);
  return asTheServerShows(printedOn("stderr", kept), target);
}

/** A warning is what it says, mostly one line, and the indented source. */
function withoutNewerWarnings(lines: readonly ConsoleLine[], python: string): readonly ConsoleLine[] {
  const kept: ConsoleLine[] = [];
  let isInside = false;
  for (const line of lines) {
    const warning = line.stream === "stderr" ? /^\S+:\d+: (\w+Warning: .*)$/.exec(line.text)?.[1] : undefined;
    if (warning !== undefined) isInside = isNewerWarning(warning, python);
    else if (line.stream !== "stderr" || /^(?:Traceback|\w+(?:Error|Exception)\b)/.test(line.text)) isInside = false;
    if (!isInside) kept.push(line);
    else if (line.text.startsWith("  ")) isInside = false;
  }
  return kept;
}

/** The server's interpreter has the code from memory: another name, and no source lines in the frames. */
function asTheServerShows(text: string, { errorText }: DifyTarget): string {
  const { pythonFileName, linesBefore } = errorText;
  if (pythonFileName === undefined) return text;
  const shown: string[] = [];
  let source: RegExp | undefined;
  for (const line of text.split("\n")) {
    if (source?.test(line)) continue;
    const frame = /^((?:[ |+-]*)File )"code\.py", line (\d+)(.*)$/.exec(line);
    const warning = /^code\.py:(\d+)(: \w+: .*)$/.exec(line);
    // A syntax error brings its line along; frames and warnings look it up.
    source = warning ? warningSource : frame?.[3]?.startsWith(", in ") ? frameSource : undefined;
    if (frame) shown.push(`${frame[1]}"${pythonFileName}", line ${Number(frame[2]) + linesBefore}${frame[3]}`);
    else if (warning) shown.push(`${pythonFileName}:${Number(warning[1]) + linesBefore}${warning[2]}`);
    else shown.push(line);
  }
  return shown.join("\n");
}

const frameSource = /^ {4}/;
const warningSource = /^ {2}\S/;
