import type { CodeNode } from "../../../workflow/code-node.ts";
import { pythonRunnerOf } from "../platform/modules.ts";
import type { N8nTarget } from "../platform/target.ts";

/** Why only a run would tell what the node comes to under another target that starts it; undefined when its outcome does. */
export function onlyRunTells(
  node: CodeNode,
  here: N8nTarget & { readonly isStarted: boolean },
  there: N8nTarget,
): string | undefined {
  const [runnerHere, runnerThere] = [here, there].map((target) => pythonRunnerOf(node, target));
  if (node.language === "python" && runnerHere !== runnerThere) {
    return runnerThere === "native"
      ? "n8n's own Python runs it there, which gives the code _items or _item as dictionaries and nothing else."
      : "Pyodide runs it there, with other names and packages.";
  }
  if (!here.isStarted) return "The code is run there.";
  const isReadable = there.environment !== "denied";
  if ((here.environment !== "denied") !== isReadable && /[$_]env\b/.test(node.code.code)) {
    return isReadable ? "$env can be read there." : "$env is denied there.";
  }
  return undefined;
}
