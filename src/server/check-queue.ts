import { setImmediate as breathe } from "node:timers/promises";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Finding } from "../core/checks/check.ts";
import type { CodeFacts } from "../core/languages/code-facts.ts";
import type { InSteps } from "../core/sources/in-steps.ts";
import type { CheckedDocument } from "./checked-document.ts";
import { inSlices } from "./slices.ts";

/** Checks the documents that are open, each in slices beside the others, as its newest version is. */
export interface CheckQueue {
  /** Several calls that come together count once, and a check that is under way begins again. */
  schedule(uri: string): void;
  /** What the newest version says; undefined when that holds no code nodes, or is not open any more. */
  upToDate(uri: string): Promise<CheckedDocument | undefined>;
  /** One more finding of what was checked last. */
  addFinding(uri: string, finding: Finding): void;
  /** The document is closed. */
  forget(uri: string): void;
  /** What was checked last, by URI. */
  readonly checked: ReadonlyMap<string, CheckedDocument | undefined>;
}

export interface CheckQueueNeeds {
  readonly openDocument: (uri: string) => TextDocument | undefined;
  readonly check: (document: TextDocument, knownFacts: Map<string, CodeFacts>) => InSteps<CheckedDocument | undefined>;
  /** Whether what was read beside the document for it is as it was. */
  readonly isUnchanged: (uri: string, checked: CheckedDocument) => boolean;
  readonly onChecked: (
    uri: string,
    current: CheckedDocument | undefined,
    previous: CheckedDocument | undefined,
    isFirst: boolean,
  ) => void;
  readonly onFault: (uri: string, error: unknown) => void;
}

const quietTurns = 4;

export function createCheckQueue(needs: CheckQueueNeeds): CheckQueue {
  const { openDocument, check, isUnchanged, onChecked, onFault } = needs;
  const checked = new Map<string, CheckedDocument | undefined>();
  /** How often each was asked for. */
  const asked = new Map<string, number>();
  const underWay = new Map<string, Promise<void>>();
  /** What was found out of a document's code, also by checks that were not finished. */
  const facts = new Map<string, Map<string, CodeFacts>>();

  return { schedule, upToDate, addFinding, forget, checked };

  function schedule(uri: string): void {
    asked.set(uri, (asked.get(uri) ?? 0) + 1);
    if (!underWay.has(uri)) underWay.set(uri, checkUntilDone(uri));
  }

  async function upToDate(uri: string): Promise<CheckedDocument | undefined> {
    const document = openDocument(uri);
    if (!document) return undefined;
    const known = checked.get(uri);
    if (!underWay.has(uri)) {
      if (known?.version === document.version && isUnchanged(uri, known)) return known;
      schedule(uri);
    }
    await underWay.get(uri);
    return checked.get(uri);
  }

  function addFinding(uri: string, finding: Finding): void {
    const known = checked.get(uri);
    if (!known || known.findings.some(({ message }) => message === finding.message)) return;
    const current = { ...known, findings: [finding, ...known.findings] };
    checked.set(uri, current);
    onChecked(uri, current, known, false);
  }

  function forget(uri: string): void {
    checked.delete(uri);
    asked.delete(uri);
    facts.delete(uri);
  }

  async function checkUntilDone(uri: string): Promise<void> {
    try {
      do await lastAsked(uri);
      while (!(await checkOnce(uri)));
    } catch (error) {
      underWay.delete(uri);
      onFault(uri, error);
    }
  }

  /** When nobody has asked for it again for some turns: messages come one in each, and a check that is broken off costs too. */
  async function lastAsked(uri: string): Promise<void> {
    for (let times: number | undefined; times !== asked.get(uri); ) {
      times = asked.get(uri);
      for (let turn = 0; turn < quietTurns; turn++) await breathe();
    }
  }

  /** False when it was asked for once more in the meantime; else it is not under way any more. */
  async function checkOnce(uri: string): Promise<boolean> {
    const document = openDocument(uri);
    if (!document) return underWay.delete(uri);
    const { version } = document;
    const times = asked.get(uri);
    const isWanted = () => openDocument(uri) === document && document.version === version && asked.get(uri) === times;
    const known = facts.get(uri) ?? new Map<string, CodeFacts>();
    facts.set(uri, known);
    const current = await inSlices(check(document, known), isWanted);
    if (!isWanted()) return false;
    underWay.delete(uri);
    // What is not in the text any more is not kept.
    facts.set(uri, new Map(current?.facts));
    const isFirst = !checked.has(uri);
    const previous = checked.get(uri);
    checked.set(uri, current);
    onChecked(uri, current, previous, isFirst);
    return true;
  }
}
