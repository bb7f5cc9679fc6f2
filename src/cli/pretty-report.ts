import { writeJson } from "../core/json/write-json.ts";
import { messageInOneLine } from "../core/run/error-line.ts";
import type { JudgedOutput, RunError } from "../core/run/judgement.ts";
import { plainDescription } from "../core/run/plain-description.ts";
import type { Attempt, ItemFlow, RunReport, RunStatus } from "../core/run/report.ts";
import { brief } from "./brief.ts";
import { type Colour, paint } from "./paint.ts";
import { itemCounts, itemRows } from "./pretty-items.ts";

const verdicts: Readonly<Record<RunStatus, string>> = {
  succeeded: paint("green", "✓ Succeeded"),
  failed: paint("red", "✕ Failed"),
  exception: paint("yellow", "! Exception"),
};

/** One run for a terminal, in the order of the results panel. */
export function prettyReport(report: RunReport): string {
  const { status, title, path, targetLabel, elapsedMs, timeLimitMs } = report;
  const time = `${Math.round(elapsedMs)} ms of ${timeLimitMs / 1000} s`;
  return [
    `${verdicts[status]} ${paint("bold", title)} ${paint("grey", `${path} · ${targetLabel} · ${time}`)}`,
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
    ...report.console.map(({ stream, text }) => `  ${paint("grey", stream)} ${text}`),
    ...attemptRows(report),
    ...report.notes.map((note) => `  ${paint("grey", note)}`),
    ...elsewhereRows(report),
  ].join("\n");
}

/** One node under every target: one line each, and what differs. */
export function prettyMatrix(reports: readonly RunReport[]): string {
  const [first] = reports;
  if (!first) return "";
  const width = Math.max(...reports.map(({ target }) => target.length));
  const rows = reports.map((report) => {
    const kept = report.items
      ? itemCounts(report.items)
      : report.flowing.map(([name, value]) => `${name}: ${brief(writeJson(value), 60)}`);
    const dropped = report.dropped.map(({ name }) => `${name} dropped`);
    const said = report.error ? [errorLine(report.error)] : [...kept, ...(report.status === "failed" ? [] : dropped)];
    return `  ${report.target.padEnd(width)}  ${verdicts[report.status]}  ${said.join(", ")}`;
  });
  return [`${paint("bold", first.title)} ${paint("grey", first.path)}`, ...rows].join("\n");
}

const marks = {
  kept: ["green", "✓"],
  altered: ["yellow", "≈"],
  missing: ["red", "✕"],
  violation: ["red", "✕"],
  "not-reached": ["grey", "·"],
} as const satisfies Record<JudgedOutput["verdict"], readonly [Colour, string]>;

function outputRows({ name, declaration, verdict, value, alterations, violations }: JudgedOutput): string[] {
  const [colour, mark] = marks[verdict];
  if (verdict === "not-reached") return [];
  const shown = value === undefined ? "missing" : brief(writeJson(value));
  return [
    row(colour, mark, name, `${paint("grey", declaration.type)} ${shown}`),
    ...alterations.map((text) => `      ${paint("yellow", text)}`),
    ...violations.flatMap(({ message, explanation }) => [`      ${paint("red", message)}`, `      ${explanation}`]),
  ];
}

/** Of a failed run nothing flows on: then no items are listed. */
function itemsOf({ status, outputs }: RunReport, items: ItemFlow): string[] {
  const altered = outputs.flatMap(({ alterations }) => alterations.map((text) => `    ${paint("yellow", text)}`));
  return status === "failed" && items.outputs.every(({ items }) => items.length === 0)
    ? altered
    : [...itemRows(items), ...altered];
}

function errorRows({ error }: RunReport): string[] {
  if (!error) return [];
  const said = error.message.trimEnd().split("\n");
  const [first = "", ...more] = said;
  const below = error.description === undefined ? [] : plainDescription(error.description).split("\n");
  return [
    `  ${paint("red", error.type)}: ${first}`,
    ...[...more, ...below].map((line) => `    ${line}`),
    ...explanationRows(error.explanation ?? "", said),
  ];
}

/** Without what the error's text has said; it may have added its place to a line (`… [line 3]`). */
function explanationRows(explanation: string, said: readonly string[]): string[] {
  const lines = explanation.split("\n").filter((line) => !said.some((known) => known.startsWith(line)));
  return lines.map((line, index) => `${index === 0 ? "  " : "    "}${line}`);
}

function attemptRows({ attempts, fallback, status, flowing, items }: RunReport): string[] {
  const rows = attempts.length > 1 ? attempts.map(attemptRow) : [];
  if (fallback) rows.push(`  ${fallback}`);
  if (status === "exception" && !items)
    rows.push(...flowing.map(([name, value]) => row("yellow", "→", name, brief(writeJson(value)))));
  return rows;
}

function attemptRow({ status, elapsedMs, waitedMs, error }: Attempt, index: number): string {
  const ended = `${status} after ${Math.round(elapsedMs)} ms${error ? ` (${error.type})` : ""}`;
  const waited = waitedMs === undefined ? "" : `, then waited ${waitedMs} ms`;
  return `  ${paint("grey", `attempt ${index + 1}: ${ended}${waited}`)}`;
}

function elsewhereRows({ elsewhere }: RunReport): string[] {
  const rows = elsewhere.map(({ targetLabel, status, error, note }) => {
    const words = [elsewhereVerdicts[status], ...(error ? [errorLine(error)] : []), ...(note ? [note] : [])];
    return `    ${targetLabel}: ${words.join(" · ")}`;
  });
  return rows.length > 0 ? [`  ${paint("grey", "Elsewhere")}`, ...rows] : [];
}

const elsewhereVerdicts: Readonly<Record<RunStatus | "unknown", string>> = {
  ...verdicts,
  unknown: paint("yellow", "? May differ"),
};

/** The last line of a traceback is the error itself; what follows it says how the program ended. */
function errorLine({ type, message }: RunError): string {
  return `${type}: ${brief(messageInOneLine(message), 160)}`;
}

function row(colour: Colour, mark: string, name: string, text: string): string {
  return `  ${paint(colour, mark)} ${name}: ${text}`;
}
