import type { Target } from "../../../contract/node-contract.ts";
import type { RunOutcome } from "../../../run/outcome.ts";
import type { OutcomeElsewhere, RunPreparation } from "../../dialect.ts";
import { pythonRunnerOf } from "../platform/modules.ts";
import { n8nTargetOf } from "../platform/targets.ts";
import { endN8nRunEarly } from "./n8n-run.ts";

/** What the same run would have come to under another target, from its outcome and from what the code shows. */
export function n8nOutcomeElsewhere(run: RunPreparation, outcome: RunOutcome, other: Target): OutcomeElsewhere {
  const judgement = endN8nRunEarly({ ...run, target: other });
  if (judgement) return { kind: "ended", judgement };
  const [here, there] = [n8nTargetOf(run.target), n8nTargetOf(other)];
  const [runnerHere, runnerThere] = [here, there].map((target) => pythonRunnerOf(run.node, target));
  const isPython = run.node.language === "python";
  if (isPython && runnerHere !== runnerThere) {
    const reason =
      runnerThere === "native"
        ? "n8n's own Python runs it there, which gives the code _items or _item as dictionaries and nothing else."
        : "Pyodide runs it there, with other names and packages.";
    return { kind: "unknown", reason };
  }
  if (endN8nRunEarly(run)) return { kind: "unknown", reason: "The code is run there." };
  const isReadable = there.environment !== "denied";
  if ((here.environment !== "denied") !== isReadable && /[$_]env\b/.test(run.node.code.code)) {
    const reason = isReadable ? "$env can be read there." : "$env is denied there.";
    return { kind: "unknown", reason };
  }
  return { kind: "outcome", outcome };
}
