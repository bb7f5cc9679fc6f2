import type { CheckSubject } from "../../../checks/check.ts";
import { allNodes } from "../../../languages/javascript/all-nodes.ts";
import { boundNames } from "../../../languages/javascript/foreign-names.ts";
import { parseProgram } from "../../../languages/javascript/parse-program.ts";
import { parsePython } from "../../../languages/python/parse-python.ts";
import { childrenOf } from "../../../languages/syntax-nodes.ts";
import type { Inspection } from "../../dialect.ts";
import { isRefusedAsEmpty } from "../platform/empty-code.ts";
import { pythonRunnerOf } from "../platform/modules.ts";
import { type N8nNode, ownPartOf } from "../platform/n8n-node.ts";
import type { N8nTarget } from "../platform/target.ts";
import { n8nTargetOf } from "../platform/targets.ts";
import { inspectAsEditor } from "./editor-rule.ts";
import type { InspectedJavaScript } from "./inspected-javascript.ts";
import { javaScriptResults } from "./javascript-literals.ts";
import { inspectFunctions } from "./missing-function.ts";
import { inspectPythonFunctions } from "./missing-function-python.ts";
import { inspectOldPython } from "./old-python.ts";
import { pythonResults } from "./python-literals.ts";
import { inspectPythonSecurity } from "./security-violation.ts";
import { inspectServerOnlyNames } from "./server-only-import.ts";
import { inspectAwaits } from "./unreadable-code.ts";
import { inspectReferences } from "./wrong-reference.ts";
import { inspectReturns } from "./wrong-result.ts";
import { inspectLiterals } from "./wrong-result-literals.ts";

/** What only n8n's code can do wrong. Of the old Function nodes nothing is known beyond their syntax. */
export function* inspectN8nNode(subject: CheckSubject): Generator<Inspection> {
  const { node, contract } = subject;
  const n8n = ownPartOf(node);
  if (n8n?.kind !== "code" || n8n.refusedLanguage !== undefined) return;
  const target = n8nTargetOf(contract.target);
  if (node.language === "python") yield* inspectPython(subject, n8n, target);
  else yield* inspectJavaScript(subject, n8n, target);
}

function* inspectPython(subject: CheckSubject, n8n: N8nNode, target: N8nTarget): Generator<Inspection> {
  const { node } = subject;
  const { code } = node.code;
  const { tree } = parsePython(code, node.form);
  const isEmpty = childrenOf(tree.topNode).length === 0;
  yield* inspectReturns(subject, n8n, isEmpty ? "expected an indented block after function definition" : undefined);
  const results = pythonResults({ code, tree, runner: pythonRunnerOf(node, target) });
  yield* inspectLiterals(results, { mode: n8n.mode, language: node.language });
  yield* inspectPythonSecurity(subject, target);
  yield* inspectAwaits(node, tree, target);
  yield* inspectPythonFunctions(subject, tree, target);
  yield* inspectOldPython(subject, target);
  yield* inspectServerOnlyNames(subject, target);
}

function* inspectJavaScript(subject: CheckSubject, n8n: N8nNode, target: N8nTarget): Generator<Inspection> {
  const { node } = subject;
  const { code } = node.code;
  yield* inspectReturns(subject, n8n, isRefusedAsEmpty(code, target.javascript) ? "Unknown error" : undefined);
  const { program } = parseProgram(code, "async-body");
  if (!program) return;
  const inspected: InspectedJavaScript = {
    subject,
    n8n,
    target,
    program,
    nodes: [...allNodes(program)],
    bound: boundNames(program),
  };
  yield* inspectAsEditor(inspected);
  yield* inspectFunctions(inspected);
  yield* inspectReferences(inspected);
  yield* inspectLiterals(javaScriptResults(inspected.nodes), { mode: n8n.mode, language: node.language });
}
