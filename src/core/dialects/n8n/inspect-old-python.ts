import type { CheckSubject } from "../../checks/check.ts";
import type { Inspection } from "../dialect.ts";
import { pythonRunnerOf } from "./modules.ts";
import { isPyodideName } from "./python-names.ts";
import type { N8nTarget } from "./target.ts";

/** Python that runs on Pyodide as long as there is one, at the first name that n8n 2 does not have. */
export function* inspectOldPython({ node, facts }: CheckSubject, target: N8nTarget): Generator<Inspection> {
  if (pythonRunnerOf(node, target) !== "pyodide") return;
  const first = facts.body?.foreignNames.find(({ name }) => isPyodideName(name));
  if (!first) return;
  const native = node.n8n?.mode === "runOnceForEachItem" ? '_item["json"]' : '_items, with item["json"]';
  yield {
    check: "old-python",
    message: `n8n 2 has no Pyodide: there this fails with "name '${first.name}' is not defined". Choose the language pythonNative and write ${native}.`,
    codeRange: first.range,
  };
}
