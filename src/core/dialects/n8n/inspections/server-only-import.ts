import type { CheckSubject } from "../../../checks/check.ts";
import type { Inspection } from "../../dialect.ts";
import { pythonRunnerOf } from "../platform/modules.ts";
import { serverOnlyNames } from "../platform/python-server-only-names.ts";
import type { N8nTarget } from "../platform/target.ts";

/** Names of Python on Pyodide that a run in n8n finds and a local one does not. */
export function* inspectServerOnlyNames({ node, facts }: CheckSubject, target: N8nTarget): Generator<Inspection> {
  if (pythonRunnerOf(node, target) !== "pyodide") return;
  for (const { name, range, use } of facts.body?.foreignNames ?? []) {
    if (use === "guarded" || !Object.hasOwn(serverOnlyNames, name)) continue;
    yield { check: "server-only-import", message: `${name} ${serverOnlyNames[name]}`, codeRange: range };
  }
}
