import type { CheckSubject, Fix } from "../../../checks/check.ts";
import type { ForeignName } from "../../../languages/code-facts.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";
import type { Repair } from "../../dialect.ts";
import { pythonRunnerOf } from "../platform/modules.ts";
import { ownPartOf } from "../platform/n8n-node.ts";
import { isPyodideName } from "../platform/python-names.ts";
import { n8nTargetOf } from "../platform/targets.ts";
import { type NativeForm, nativeForm } from "./python-native-form.ts";

/** Code for n8n 1's Pyodide at a name that n8n 2 does not have, and what makes native Python of all of it. */
export interface OldPython {
  readonly name: ForeignName;
  /** Absent where nothing can be brought over. */
  readonly fix?: Fix;
}

/** Every use of an old name, in order of appearance; each has the same fix. */
export function oldPythonIn({ node, facts }: Pick<CheckSubject, "node" | "facts">): readonly OldPython[] {
  const own = ownPartOf(node);
  if (!own) return [];
  const { mode } = own;
  const names = facts.body?.foreignNames.filter(({ name }) => isPyodideName(name, mode)) ?? [];
  if (names.length === 0) return [];
  const form = nativeForm(node.code.code, mode);
  const fix = form && rewriting(node, form);
  return names.map((name) => ({ name, ...(fix ? { fix } : {}) }));
}

/** Under n8n 2 the old names are missing. */
export function* repairN8nNode(subject: CheckSubject): Generator<Repair> {
  const { node, contract } = subject;
  if (node.language !== "python" || pythonRunnerOf(node, n8nTargetOf(contract.target)) !== "native") return;
  for (const { name, fix } of oldPythonIn(subject)) {
    if (fix) yield { check: "missing-name", codeRange: name.range, fix };
  }
}

/** The language changes with the code: on Pyodide the native form would fail in turn. */
function rewriting(node: CodeNode, { edits, obstacles }: NativeForm): Fix | undefined {
  if (edits.length === 0) return undefined;
  const { code } = node.code;
  const own = ownPartOf(node);
  const language = own?.language === "python" ? own.languageRange : undefined;
  const remaining = [...new Set(obstacles.map(({ range }) => shortened(code.slice(range.start, range.end))))];
  const title = "Rewrite for n8n 2 (native Python)";
  return {
    title: remaining.length === 0 ? title : `${title}; to be done by hand: ${listed(remaining)}`,
    codeEdits: edits,
    ...(language ? { declarationEdits: [{ range: language, newText: '"pythonNative"' }] } : {}),
    ...(remaining.length > 0 ? { needsLook: true } : {}),
  };
}

const longestNameLength = 24;
const mostNames = 3;

function shortened(code: string): string {
  const line = code.split(/\r\n|\r|\n/, 1)[0] ?? "";
  return line.length > longestNameLength || line.length < code.length ? `${line.slice(0, longestNameLength)}…` : line;
}

function listed(names: readonly string[]): string {
  const rest = names.length - mostNames;
  return names.slice(0, mostNames).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
