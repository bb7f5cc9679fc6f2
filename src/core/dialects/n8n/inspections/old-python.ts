import type { CheckSubject } from "../../../checks/check.ts";
import type { Inspection } from "../../dialect.ts";
import { pythonRunnerOf } from "../platform/modules.ts";
import { ownPartOf } from "../platform/n8n-node.ts";
import type { N8nTarget } from "../platform/target.ts";
import { oldPythonIn } from "./rewrite-python.ts";

/** Python that runs on Pyodide as long as there is one, at the first name that n8n 2 does not have. */
export function* inspectOldPython(subject: CheckSubject, target: N8nTarget): Generator<Inspection> {
  const { node } = subject;
  if (pythonRunnerOf(node, target) !== "pyodide") return;
  const first = oldPythonIn(subject).find(({ name }) => name.use !== "guarded");
  if (!first) return;
  const { name, fix } = first;
  const native = ownPartOf(node)?.mode === "runOnceForEachItem" ? '_item["json"]' : '_items, with item["json"]';
  yield {
    check: "old-python",
    message: `n8n 2 has no Pyodide: there this fails with "name '${name.name}' is not defined". Choose the language pythonNative and write ${native}.`,
    codeRange: name.range,
    ...(fix ? { fixes: [fix] } : {}),
  };
}
