import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Finding } from "../core/checks/check.ts";
import { checkSource } from "../core/checks/check-source.ts";
import { targetOrDefault, targetsUnder } from "../core/dialects/choose-target.ts";
import { envTextUnder } from "../core/dialects/server-variables.ts";
import { readNodeFacts } from "../core/languages/all-languages.ts";
import type { CodeFacts } from "../core/languages/code-facts.ts";
import type { CodeNode } from "../core/workflow/code-node.ts";
import { mirroredNode } from "../core/workflow/mirrored-node.ts";
import { declarationPath, languageOfFile } from "../core/workflow/node-file.ts";
import { readSource, type SourceFile, type SourceReading } from "../core/workflow/source-file.ts";
import { type ServerSettings, settingAt } from "./settings.ts";

/** What one version of a document says; kept until the document, its declaration or the settings change. */
export interface CheckedDocument {
  readonly version: number;
  readonly source: SourceFile;
  readonly read: SourceReading;
  /** Where a node file's node is declared: its `.node.json`, or the workflow that it mirrors. */
  readonly declaration?: { readonly uri: string; readonly text: string };
  readonly nodes: readonly CodeNode[];
  readonly findings: readonly Finding[];
  /** Problems of the `.node.json` beside a node file, in its offsets; empty for a workflow file. */
  readonly declarationFindings: readonly Finding[];
  /** By code text, so that a keystroke in one node reads only that node's code again. */
  readonly facts: ReadonlyMap<string, CodeFacts>;
}

export interface Surroundings {
  readonly settings: ServerSettings;
  /** The text of another file, from the editor when it is open there, else from disk. */
  readonly readText: (uri: string) => string | undefined;
  /** The text of the `.env` that counts for the document. */
  readonly envText: (dialectId: string) => string | undefined;
  readonly previous: CheckedDocument | undefined;
}

/** Undefined when the document holds no code nodes. */
export function checkDocument(document: TextDocument, around: Surroundings): CheckedDocument | undefined {
  const isNodeFile = languageOfFile(document.uri) !== undefined;
  const declarationText = isNodeFile ? around.readText(declarationPath(document.uri)) : undefined;
  if (isNodeFile && declarationText === undefined) return undefined;
  const file = { path: decodeURIComponent(document.uri), text: document.getText() };
  const declaration = declarationText === undefined ? undefined : declarationOf(document.uri, declarationText, around);
  const source = { ...file, ...declaration?.ofSource };
  const read = readSource(source);
  if (!read) return undefined;

  const facts = new Map<string, CodeFacts>();
  const factsOf = (node: CodeNode) => {
    const key = `${node.language} ${node.form ?? ""}\n${node.code.code}`;
    const known = facts.get(key) ?? around.previous?.facts.get(key) ?? readNodeFacts(node);
    facts.set(key, known);
    return known;
  };
  const { id } = read.dialect;
  const setting = (name: string) => settingAt(around.settings, `${id}.${name}`);
  const targets = targetsUnder(read.dialect, envTextUnder(read.dialect, around.envText(id), setting));
  const target = targetOrDefault(read.dialect, around.settings.targets[id], targets);
  const findings = checkSource(source, read, target, factsOf, around.settings.showsHints);
  const { version } = document;
  return { version, source, read, ...declaration?.place, nodes: read.reading.nodes, ...findings, facts };
}

function declarationOf(uri: string, declarationText: string, { readText }: Surroundings) {
  const workflow = mirroredNode(declarationText)?.workflow;
  const encoded = workflow?.split("/").map(encodeURIComponent).join("/");
  const workflowUri = encoded ? new URL(encoded, uri).href : undefined;
  const workflowText = workflowUri === undefined ? undefined : readText(workflowUri);
  return workflowUri === undefined || workflowText === undefined
    ? { ofSource: { declarationText }, place: { declaration: { uri: declarationPath(uri), text: declarationText } } }
    : {
        ofSource: { declarationText, workflowText },
        place: { declaration: { uri: workflowUri, text: workflowText } },
      };
}
