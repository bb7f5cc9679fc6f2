import type { Program } from "acorn";
import type { CheckSubject, Fix, Severity } from "../../checks/check.ts";
import { allNodes, type PlacedNode } from "../../languages/javascript/all-nodes.ts";
import { boundNames } from "../../languages/javascript/foreign-names.ts";
import { parseProgram } from "../../languages/javascript/parse-program.ts";
import { parsePython } from "../../languages/python/parse-python.ts";
import { childrenOf } from "../../languages/syntax-nodes.ts";
import type { Inspection } from "../dialect.ts";
import { type EditorDiagnostic, lintAsEditor } from "./editor-rules.ts";
import { isRefusedAsEmpty } from "./empty-code.ts";
import { inspectFunctions } from "./inspect-functions.ts";
import { inspectLiterals } from "./inspect-literals.ts";
import { inspectNativePython } from "./inspect-native-python.ts";
import { inspectOldPython } from "./inspect-old-python.ts";
import { inspectPythonSecurity } from "./inspect-python-security.ts";
import { inspectReferences } from "./inspect-references.ts";
import { inspectReturns } from "./inspect-results.ts";
import { inspectServerOnlyNames } from "./inspect-server-only-names.ts";
import { javaScriptResults } from "./javascript-literals.ts";
import { pythonRunnerOf } from "./modules.ts";
import { type N8nNode, ownPartOf } from "./n8n-node.ts";
import { pythonResults } from "./python-literals.ts";
import type { N8nTarget } from "./target.ts";
import { n8nTargetOf } from "./targets.ts";

/** What the inspections of one JavaScript node look at. */
export interface InspectedJavaScript {
  readonly subject: CheckSubject;
  readonly n8n: N8nNode;
  readonly target: N8nTarget;
  readonly program: Program;
  readonly nodes: readonly PlacedNode[];
  /** Every name that the code binds anywhere. */
  readonly bound: ReadonlySet<string>;
}

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
  const { tree } = parsePython(code, "async-body");
  const isEmpty = childrenOf(tree.topNode).length === 0;
  yield* inspectReturns(subject, n8n, isEmpty ? "expected an indented block after function definition" : undefined);
  const results = pythonResults({ code, tree, runner: pythonRunnerOf(node, target) });
  yield* inspectLiterals(results, { mode: n8n.mode, language: node.language });
  yield* inspectPythonSecurity(subject, target);
  yield* inspectNativePython(subject, tree, target);
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
  yield* editorFindings(inspected);
  yield* inspectFunctions(inspected);
  yield* inspectReferences(inspected);
  yield* inspectLiterals(javaScriptResults(inspected.nodes), { mode: n8n.mode, language: node.language });
}

function* editorFindings({ subject, n8n, program, bound }: InspectedJavaScript): Generator<Inspection> {
  const { code } = subject.node.code;
  const binaryMode = n8n.workflow?.binaryMode ?? "separate";
  const edited = { code, program, mode: n8n.mode, binaryMode, isBound: (name: string) => bound.has(name) };
  for (const { range, message, atRunTime, fix } of lintAsEditor(edited)) {
    // With a `$` of its own the code means something else than n8n's editor takes it for.
    const severity = bound.has("$") && atRunTime === "warning" ? "hint" : atRunTime;
    const fixes = fix ? { fixes: [fixOf(fix, severity)] } : {};
    yield { check: "editor-rule", message, codeRange: range, severity, ...fixes };
  }
}

/** "Remove" leaves a gap, and what is only a hint may be right as it is. */
function fixOf({ name, range, text }: NonNullable<EditorDiagnostic["fix"]>, severity: Severity): Fix {
  const needsLook = name === "Remove" || severity === "hint";
  return { title: name, codeEdits: [{ range, newText: text }], ...(needsLook ? { needsLook } : {}) };
}
