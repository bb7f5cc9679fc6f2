import { writeJson } from "../core/json/write-json.ts";
import type { JudgedOutput } from "../core/run/judgement.ts";
import type { RunReport, RunStatus } from "../core/run/report.ts";
import { type Colour, paint } from "./paint.ts";

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
    ...report.outputs.flatMap(outputRows),
    ...report.dropped.map(({ name, value }) =>
      row("yellow", "−", name, `${brief(writeJson(value))} (not declared: dropped)`),
    ),
    ...errorRows(report),
    ...report.console.map(({ stream, text }) => `  ${paint("grey", stream)} ${text}`),
    ...attemptRows(report),
    ...report.notes.map((note) => `  ${paint("grey", note)}`),
  ].join("\n");
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
    ...violations.map(({ message, explanation }) => `      ${paint("red", message)} ${explanation}`),
  ];
}

function errorRows({ error }: RunReport): string[] {
  if (!error) return [];
  const [first = "", ...more] = error.message.trimEnd().split("\n");
  const rows = [`  ${paint("red", error.type)}: ${first}`, ...more.map((line) => `    ${line}`)];
  if (error.explanation) rows.push(`  ${error.explanation}`);
  return rows;
}

function attemptRows({ attempts, fallback, status, flowing }: RunReport): string[] {
  const rows = attempts.length > 1 ? [`  ${paint("grey", `${attempts.length} attempts`)}`] : [];
  if (fallback) rows.push(`  ${fallback}`);
  if (status === "exception")
    rows.push(...flowing.map(([name, value]) => row("yellow", "→", name, brief(writeJson(value)))));
  return rows;
}

function row(colour: Colour, mark: string, name: string, text: string): string {
  return `  ${paint(colour, mark)} ${name}: ${text}`;
}

function brief(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}… (${text.length} characters)` : text;
}
