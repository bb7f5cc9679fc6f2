import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Finding } from "../core/checks/check.ts";
import { unreadableCode } from "../core/checks/unreadable-code.ts";
import { allDialects } from "../core/dialects/all-dialects.ts";
import { targetOrDefault } from "../core/dialects/choose-target.ts";
import { configuredTargets, envTextUnder } from "../core/dialects/configured-targets.ts";
import { readNodeFacts } from "../core/languages/all-languages.ts";
import type { CodeFacts } from "../core/languages/code-facts.ts";
import { checkSourceInSteps } from "../core/sources/check-source.ts";
import { failureFinding } from "../core/sources/failure.ts";
import type { InSteps } from "../core/sources/in-steps.ts";
import { readSource, type SourceFile, type SourceReading } from "../core/sources/source-file.ts";
import { offsetRange } from "../core/text/offset-range.ts";
import type { CodeNode } from "../core/workflow/code-node.ts";
import { declarationPath, languageOfFile } from "../core/workflow/node-file.ts";
import type { NamedText } from "../files/read-named-file.ts";
import { type DeclarationPlace, declaredSource } from "./declaration.ts";
import { type EditorSettings, settingAt } from "./settings.ts";
import { decoded } from "./uris.ts";

/** What one version of a document says; kept until the document, its declaration or the settings change. */
export interface CheckedDocument {
  readonly version: number;
  readonly source: SourceFile;
  readonly read: SourceReading;
  /** Where a node file's node is declared: its `.node.json`, or the workflow that it mirrors. */
  readonly declaration?: DeclarationPlace;
  readonly nodes: readonly CodeNode[];
  readonly findings: readonly Finding[];
  /** Problems of the `.node.json` beside a node file, in its offsets; empty for a workflow file. */
  readonly declarationFindings: readonly Finding[];
  /** By code text, so that a keystroke in one node reads only that node's code again. */
  readonly facts: ReadonlyMap<string, CodeFacts>;
}

export interface DocumentSurroundings {
  readonly settings: EditorSettings;
  /** A file that the document leads to, by its URI. */
  readonly readFrom: (uri: string) => NamedText;
  /** The text of the `.env` that counts for the document. */
  readonly envText: (dialectId: string) => string | undefined;
  /** Of code that was read before, by `facts` of earlier checks; takes what is read now. */
  readonly knownFacts: Map<string, CodeFacts>;
}

/** Reading so much takes some seconds, which cannot be divided; the largest workflows seen hold 3 MB. */
const maxCheckedCharacters = 8_000_000;

/**
 * A document as it is when this begins. Undefined when it holds no code nodes. Never throws: what goes wrong in here is a
 * finding at the start of the document.
 */
export function* checkDocument(
  document: TextDocument,
  around: DocumentSurroundings,
): InSteps<CheckedDocument | undefined> {
  const about = { version: document.version, uri: document.uri, text: document.getText() };
  try {
    return yield* check(about, around);
  } catch (error) {
    return withOneFinding(about, failureFinding("This file could not be checked", error));
  }
}

interface About {
  readonly version: number;
  readonly uri: string;
  readonly text: string;
}

function* check(about: About, around: DocumentSurroundings): InSteps<CheckedDocument | undefined> {
  const { version, uri, text } = about;
  const isNodeFile = languageOfFile(uri) !== undefined;
  const declarationFile: NamedText = isNodeFile ? around.readFrom(declarationPath(uri)) : { kind: "missing" };
  if (isNodeFile && declarationFile.kind === "missing") return undefined;
  if (declarationFile.kind === "refused") {
    return withOneFinding(
      about,
      problem(`The declaration beside this file cannot be read: ${declarationFile.message}`),
    );
  }
  if (text.length > maxCheckedCharacters) {
    if (!isNodeFile && !allDialects.some((dialect) => dialect.mayHoldNodes(text))) return undefined;
    return withOneFinding(about, problem(tooLargeMessage));
  }
  const file = { path: decoded(uri), text };
  const { source, ...place } =
    declarationFile.kind === "text"
      ? declaredSource(uri, file, declarationFile.text, around.readFrom)
      : { source: file };
  const read = readSource(source);
  if (!read) return undefined;
  yield;

  const facts = new Map<string, CodeFacts>();
  const factsOf = (node: CodeNode) => {
    const key = `${node.language} ${node.form ?? ""}\n${node.code.code}`;
    const known = facts.get(key) ?? around.knownFacts.get(key) ?? readNodeFacts(node);
    facts.set(key, known);
    around.knownFacts.set(key, known);
    return known;
  };
  const { id } = read.dialect;
  const setting = (name: string) => settingAt(around.settings, `${id}.${name}`);
  const { targets } = configuredTargets(read.dialect, envTextUnder(read.dialect, around.envText(id), setting));
  const target = targetOrDefault(read.dialect, around.settings.targets[id], targets);
  const findings = yield* checkSourceInSteps(source, read, target, factsOf, around.settings.showsHints);
  return { version, source, read, ...place, nodes: read.reading.nodes, ...findings, facts };
}

const tooLargeMessage = `This file is larger than ${maxCheckedCharacters / 1_000_000} million characters, too large to be checked while it is edited. \`code-nodes check\` checks it.`;

function problem(message: string): Finding {
  return { check: unreadableCode.id, severity: unreadableCode.severity, message, range: offsetRange(0, 0) };
}

function withOneFinding({ version, uri, text }: About, finding: Finding): CheckedDocument {
  return {
    version,
    source: { path: decoded(uri), text },
    read: { dialect: allDialects[0], reading: { recognised: true, nodes: [], problems: [] } },
    nodes: [],
    findings: [finding],
    declarationFindings: [],
    facts: new Map(),
  };
}
