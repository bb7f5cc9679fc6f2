import { writeJson } from "../core/json/write-json.ts";
import { messageInOneLine } from "../core/run/error-line.ts";
import type { ItemFlow } from "../core/run/items.ts";
import type { JudgedOutput, RunError } from "../core/run/judgement.ts";
import { plainDescription } from "../core/run/plain-description.ts";
import type { Attempt, RunReport, RunStatus } from "../core/run/report.ts";
import { brief } from "./brief.ts";
import { itemCounts, itemRows } from "./pretty-items.ts";
import { type Colour, joined, line, linesOf, paint, type TerminalText } from "./terminal-text.ts";

const verdicts: Readonly<Record<RunStatus, TerminalText>> = {
  succeeded: paint("green", "✓ Succeeded"),
  failed: paint("red", "✕ Failed"),
  exception: paint("yellow", "! Exception"),
};

/** One run for a terminal, in the order of the results panel. */
export function prettyReport(report: RunReport): TerminalText {
  const { status, title, path, targetLabel, elapsedMs, timeLimitMs } = report;
  const time = `${Math.round(elapsedMs)} ms of ${timeLimitMs / 1000} s`;
  return joined([
    line`${verdicts[status]} ${paint("bold", title)} ${paint("grey", `${path} · ${targetLabel} · ${time}`)}`,
    ...(report.items ? itemsOf(report, report.items) : report.outputs.flatMap(outputRows)),
    ...report.dropped.map(({ name, value }) =>
      row(
        "yellow",
        "−",
        name,
        `${brief(writeJson(value))} (not declared${report.status === "succeeded" ? ": dropped" : ""})`,
      ),
    ),
    ...errorRows(report),
    ...report.console.flatMap(({ stream, text }) =>
      linesOf(text).map((row) => line`  ${paint("grey", stream)} ${row}`),
    ),
    ...attemptRows(report),
    ...report.notes.map((note) => line`  ${paint("grey", note)}`),
    ...elsewhereRows(report),
  ]);
}

/** One node under every target: one line each, and what differs. */
export function prettyMatrix(reports: readonly RunReport[]): TerminalText {
  const [first] = reports;
  if (!first) return line``;
  const width = Math.max(...reports.map(({ target }) => target.length));
  const rows = reports.map((report) => {
    const kept = report.items
      ? itemCounts(report.items)
      : report.flowing.map(([name, value]) => `${name}: ${brief(writeJson(value), 60)}`);
    const dropped = report.dropped.map(({ name }) => `${name} dropped`);
    const said = report.error ? [errorLine(report.error)] : [...kept, ...(report.status === "failed" ? [] : dropped)];
    return line`  ${report.target.padEnd(width)}  ${verdicts[report.status]}  ${said.join(", ")}`;
  });
  return joined([line`${paint("bold", first.title)} ${paint("grey", first.path)}`, ...rows]);
}

const marks = {
  kept: ["green", "✓"],
  altered: ["yellow", "≈"],
  missing: ["red", "✕"],
  violation: ["red", "✕"],
  "not-reached": ["grey", "·"],
} as const satisfies Record<JudgedOutput["verdict"], readonly [Colour, string]>;

function outputRows({ name, declaration, verdict, value, alterations, violations }: JudgedOutput): TerminalText[] {
  const [colour, mark] = marks[verdict];
  if (verdict === "not-reached") return [];
  const shown = value === undefined ? "missing" : brief(writeJson(value));
  return [
    row(colour, mark, name, line`${paint("grey", declaration.type)} ${shown}`),
    ...alterations.map((text) => line`      ${paint("yellow", text)}`),
    ...violations.flatMap(({ message, explanation }) => [
      line`      ${paint("red", message)}`,
      line`      ${explanation}`,
    ]),
  ];
}

/** Of a failed run nothing flows on: then no items are listed. */
function itemsOf({ status, outputs }: RunReport, items: ItemFlow): TerminalText[] {
  const altered = outputs.flatMap(({ alterations }) => alterations.map((text) => line`    ${paint("yellow", text)}`));
  return status === "failed" && items.outputs.every(({ items }) => items.length === 0)
    ? altered
    : [...itemRows(items), ...altered];
}

function errorRows({ error }: RunReport): TerminalText[] {
  if (!error) return [];
  const said = error.message.trimEnd().split("\n");
  const [first = line``, ...more] = linesOf(error.message.trimEnd());
  const below = error.description === undefined ? [] : linesOf(plainDescription(error.description));
  return [
    line`  ${paint("red", error.type)}: ${first}`,
    ...[...more, ...below].map((row) => line`    ${row}`),
    ...explanationRows(error.explanation ?? "", said),
  ];
}

/** Without what the error's text has said; it may have added its place to a line (`… [line 3]`). */
function explanationRows(explanation: string, said: readonly string[]): TerminalText[] {
  const rows = explanation.split("\n").filter((row) => !said.some((known) => known.startsWith(row)));
  return rows.flatMap(linesOf).map((row, index) => line`${index === 0 ? "  " : "    "}${row}`);
}

function attemptRows({ attempts, fallback, status, flowing, items }: RunReport): TerminalText[] {
  const rows = attempts.length > 1 ? attempts.map(attemptRow) : [];
  if (fallback) rows.push(line`  ${fallback}`);
  if (status === "exception" && !items)
    rows.push(...flowing.map(([name, value]) => row("yellow", "→", name, brief(writeJson(value)))));
  return rows;
}

function attemptRow({ status, elapsedMs, waitedMs, error }: Attempt, index: number): TerminalText {
  const ended = `${status} after ${Math.round(elapsedMs)} ms${error ? ` (${error.type})` : ""}`;
  const waited = waitedMs === undefined ? "" : `, then waited ${waitedMs} ms`;
  return line`  ${paint("grey", `attempt ${index + 1}: ${ended}${waited}`)}`;
}

function elsewhereRows({ elsewhere }: RunReport): TerminalText[] {
  const rows = elsewhere.map(({ targetLabel, status, error, note }) => {
    const verdict = elsewhereVerdicts[status];
    const words = [...(error ? [errorLine(error)] : []), ...(note ? [note] : [])];
    return line`    ${targetLabel}: ${verdict}${words.map((word) => ` · ${word}`).join("")}`;
  });
  return rows.length > 0 ? [line`  ${paint("grey", "Elsewhere")}`, ...rows] : [];
}

const elsewhereVerdicts: Readonly<Record<RunStatus | "unknown", TerminalText>> = {
  ...verdicts,
  unknown: paint("yellow", "? May differ"),
};

/** The last line of a traceback is the error itself; what follows it says how the program ended. */
function errorLine({ type, message }: RunError): string {
  return `${type}: ${brief(messageInOneLine(message), 160)}`;
}

function row(colour: Colour, mark: string, name: string, text: string | TerminalText): TerminalText {
  return line`  ${paint(colour, mark)} ${name}: ${text}`;
}
