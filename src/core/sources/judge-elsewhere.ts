import type { Target } from "../contract/node-contract.ts";
import type { Dialect, JudgedRun } from "../dialects/dialect.ts";
import { isSameJson } from "../json/same-json.ts";
import { writeJson } from "../json/write-json.ts";
import type { Judgement } from "../run/judgement.ts";
import type { Elsewhere } from "../run/report.ts";
import type { CodeNode } from "../workflow/code-node.ts";

/** One entry for each of the targets that judges the run otherwise; runs no code. */
export function judgeElsewhere(
  dialect: Dialect,
  node: CodeNode,
  { judgement: here, elsewhere }: JudgedRun,
  targets: readonly Target[],
): readonly Elsewhere[] {
  return targets.flatMap((target) => {
    const about = { target: target.name, targetLabel: target.label };
    const judged = elsewhere(target);
    if (judged.kind === "unknown") return { ...about, status: "unknown" as const, note: judged.reason };
    const note = differenceOf(here, judged.judgement);
    if (note === undefined) return [];
    const { status, error } = dialect.endRun(node, judged.judgement, false);
    return { ...about, status, ...(error ? { error } : {}), ...(note === "" ? {} : { note }) };
  });
}

/** Undefined when nothing that matters differs: other words for the same error do not. "" when the status says it all. */
function differenceOf(here: Judgement, there: Judgement): string | undefined {
  if (here.status !== there.status) return "";
  if (here.status === "failed") {
    if (here.takenOver !== there.takenOver) return there.takenOver ?? "";
    return reasonOf(here) === reasonOf(there) ? undefined : "";
  }
  const changed = there.outputs.filter(({ value }, at) => !isSameJson(value, here.outputs[at]?.value));
  if (changed.length === 0) return undefined;
  return `${changed.map(({ name, value }) => `"${name}" is ${brief(value ? writeJson(value) : "")}`).join(", ")} there.`;
}

/** An error by its kind, and by the place and rule of the first complaint. */
function reasonOf({ error, outputs }: Judgement): string {
  const violation = outputs.flatMap(({ violations }) => violations)[0];
  return [error?.type, violation?.rule, violation?.path].join(" ");
}

function brief(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
