import type { JsonValue } from "../../../json/json-value.ts";
import { type JudgedOutput, type Judgement, notReached, type RunError } from "../../../run/judgement.ts";
import type { CodeNode, Language, Output } from "../../../workflow/code-node.ts";
import type { DifyTarget } from "../platform/target.ts";
import { describeKind, pythonTypeName } from "./judge-measures.ts";
import { alter, type Examination } from "./judge-scalar.ts";
import { judgeDeclared } from "./judge-value.ts";
import { type Complaint, missingOutput, undeclaredKeys } from "./judge-violations.ts";

/** A result as the code returned it, and as the target reads that: the same value where it takes it as it is. */
export interface ReadResult {
  readonly own: JsonValue;
  readonly read: JsonValue;
}

/**
 * Sorts a parsed result: every declared output is judged, every other key is dropped, and the error is the one
 * that Dify would raise first. Source: graphon `code_node.py` `_transform_result`, read 2026-08.
 */
export function judgeResult(node: CodeNode, { own, read }: ReadResult, target: DifyTarget): Judgement {
  if (own.kind !== "object") return notReached(node, notAnObject(node, own));
  const returned = new Map(read.kind === "object" ? read.entries : []);
  const asReturned = read === own ? returned : new Map(own.entries);
  const complaints: Complaint[] = [];
  const outputs = node.outputs.map((declaration) => {
    const examination = examinationOf(declaration, target);
    const member = returned.get(declaration.name);
    const own = asReturned.get(declaration.name);
    if (member !== own) alter(examination, rewritten(declaration.name));
    const output = judgeOutput(declaration, { own, read: member }, node.language, examination);
    complaints.push(...examination.complaints.slice(0, 1));
    return output;
  });
  const declared = new Set(node.outputs.map(({ name }) => name));
  const dropped = [...returned].filter(([name]) => !declared.has(name)).map(([name, value]) => ({ name, value }));
  if (dropped.length > 0 && target.undeclaredKeys === "fail-the-node") {
    const names = dropped.map(({ name }) => name);
    complaints.push(undeclaredKeys("", names));
  }
  const [first] = complaints;
  return { status: first ? "failed" : "succeeded", outputs, dropped, ...(first ? { error: errorOf(first) } : {}) };
}

function readAsNumber({ path, explanation, rule }: Complaint, text: string): string {
  if (rule !== "type") return explanation;
  return `"${path}" is not the text that main() returned: Dify reads ${JSON.stringify(text.slice(0, 40))}, which is scientific notation, as a number. Return it with something before it, such as a letter, or inside of JSON text.`;
}

function rewritten(name: string): string {
  return `Dify reads text in scientific notation, such as "1e-7", as a number; "${name}" held some.`;
}

function judgeOutput(
  declaration: Output,
  { own, read: value }: { readonly own: JsonValue | undefined; readonly read: JsonValue | undefined },
  language: Language,
  examination: Examination,
): JudgedOutput {
  const { name } = declaration;
  if (!value) {
    examination.complaints.push(missingOutput({ path: name, said: name }, language));
    return { name, declaration, verdict: "missing", alterations: [], violations: violationsOf(name, examination) };
  }
  const judged = judgeDeclared(value, declaration, name, 1, examination);
  const { complaints, alterations } = examination;
  const text = own?.kind === "string" && value.kind !== "string" ? own.value : undefined;
  if (text !== undefined) {
    const explained = complaints.map((complaint) => ({ ...complaint, explanation: readAsNumber(complaint, text) }));
    complaints.splice(0, complaints.length, ...explained);
  }
  if (complaints.length > 0) {
    return {
      name,
      declaration,
      verdict: "violation",
      value,
      alterations: [],
      violations: violationsOf(name, examination),
    };
  }
  const verdict = alterations.length > 0 ? "altered" : "kept";
  return { name, declaration, verdict, value: judged, alterations, violations: [] };
}

/** Only what lies inside an output of type object is spelled with the dot; elements of an array of objects are not. */
function examinationOf({ name, type }: Output, target: DifyTarget): Examination {
  const hasDot = target.innerPaths === "begin-with-a-dot" && type === "object";
  return { target, complaints: [], alterations: [], output: name, innerPrefix: hasDot ? "." : "" };
}

function violationsOf(output: string, { complaints }: Examination): JudgedOutput["violations"] {
  return complaints.map(({ errorType: _, ...violation }) => ({ output, ...violation }));
}

function errorOf({ errorType, message, explanation }: Complaint): RunError {
  return { type: errorType, message, explanation, frames: [] };
}

function notAnObject({ language }: CodeNode, value: JsonValue): RunError {
  const wanted = language === "python" ? "a dict" : "an object";
  return {
    type: "WorkflowNodeError",
    message: `Result must be a dict, got ${pythonTypeName(value)}`,
    explanation: `main() returned ${describeKind(value)}. Return ${wanted} that holds the declared outputs, on every path.`,
    frames: [],
  };
}
