import type { CheckSubject } from "../../../checks/check.ts";
import { judgeModule } from "../../../contract/module-policy.ts";
import type { OffsetRange } from "../../../text/offset-range.ts";
import type { Inspection } from "../../dialect.ts";
import { pythonRunnerOf } from "../platform/modules.ts";
import type { N8nTarget } from "../platform/target.ts";
import { pythonViolations } from "../python-analyzer/violations.ts";

/** What n8n's analyzer refuses of native Python, each place once; without the modules that `blocked-import` refuses. */
export function* inspectPythonSecurity(
  { node, facts, contract }: CheckSubject,
  target: N8nTarget,
): Generator<Inspection> {
  if (pythonRunnerOf(node, target) !== "native") return;
  const { pythonStdlib, pythonExternal } = target.allowed;
  const violations = pythonViolations(node.code.code, { stdlibAllow: pythonStdlib, externalAllow: pythonExternal });
  const refusedImports = facts.imports.filter(({ module }) => !judgeModule(contract.modules, module).allowed);
  const otherPlaces = new Set(refusedImports.map(({ range }) => placeOf(range)));
  const places = new Map<string, { readonly codeRange: OffsetRange; readonly messages: Set<string> }>();
  for (const { message, range } of violations) {
    const place = placeOf(range);
    if (otherPlaces.has(place)) continue;
    const known = places.get(place);
    if (known) known.messages.add(message);
    else places.set(place, { codeRange: range, messages: new Set([message]) });
  }
  for (const { codeRange, messages } of places.values()) {
    yield { check: "security-violation", message: [...messages].join(" "), codeRange };
  }
}

function placeOf({ start, end }: OffsetRange): string {
  return `${start}-${end}`;
}
