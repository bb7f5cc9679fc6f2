// What the client asks for: lenses, hovers and quick fixes of what was checked.
import { CodeActionKind, type Connection, type MarkupKind } from "vscode-languageserver/node";
import { failureFinding } from "../core/sources/failure.ts";
import { languageOfFile } from "../core/workflow/node-file.ts";
import type { CheckQueue } from "./check-queue.ts";
import type { CheckedDocument } from "./checked-document.ts";
import { toCodeActions } from "./code-actions.ts";
import { toCodeLenses } from "./code-lenses.ts";
import { toHover } from "./hovers.ts";
import { inSlices } from "./slices.ts";

export interface AnswerNeeds {
  readonly connection: Connection;
  readonly queue: CheckQueue;
  readonly showsLenses: () => boolean;
  readonly hoverFormat: () => MarkupKind;
  /** Of an open document. */
  readonly versionOf: (uri: string) => number | undefined;
}

export function answerRequests({ connection, queue, showsLenses, hoverFormat, versionOf }: AnswerNeeds): void {
  connection.onCodeLens(({ textDocument: { uri } }) =>
    showsLenses() ? answer(queue, uri, [], "lenses", ({ source, nodes }) => toCodeLenses(uri, source.text, nodes)) : [],
  );

  connection.onHover(({ textDocument: { uri }, position }) =>
    // A node file's code can be read as it stands.
    languageOfFile(uri)
      ? undefined
      : answer(queue, uri, undefined, "hover", ({ source, nodes }) =>
          toHover(source.text, nodes, position, hoverFormat()),
        ),
  );

  connection.onCodeAction(({ textDocument: { uri }, range, context: { only } }) => {
    const isAsked = only?.some((kind) => kind === "" || kind === CodeActionKind.QuickFix) ?? true;
    if (!isAsked) return [];
    return answer(queue, uri, [], "quick fixes", async (current) => {
      const isWanted = () => versionOf(uri) === current.version;
      return (await inSlices(toCodeActions(uri, current, range), isWanted)) ?? [];
    });
  });
}

/** What `act` makes of the checked document. A fault of it is a finding of the document, and the answer `otherwise`. */
async function answer<Result>(
  queue: CheckQueue,
  uri: string,
  otherwise: Result,
  what: string,
  act: (current: CheckedDocument) => Result | Promise<Result>,
): Promise<Result> {
  const current = await queue.upToDate(uri);
  if (!current) return otherwise;
  try {
    return await act(current);
  } catch (error) {
    queue.addFinding(uri, failureFinding(`There could be no ${what} for this file`, error));
    return otherwise;
  }
}
