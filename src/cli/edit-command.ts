import type { WorkflowReading } from "../core/dialects/dialect.ts";
import { type OpenedNodeFile, writeNodeFiles } from "../core/node-files/write-node-files.ts";
import { isStream } from "../files/read-chosen-file.ts";
import { storeOfWorkflow } from "./disk-store.ts";
import { openFile } from "./files.ts";
import { keepInStep } from "./keep-in-step.ts";
import { shown, wholePath } from "./paths.ts";
import { exitCodeOf, printedLines, type StepLine } from "./step-lines.ts";
import { paint, type TerminalText } from "./terminal-text.ts";
import { type CliArguments, UsageError } from "./usage.ts";

/**
 * Writes node files, or lets those that are there follow the workflow; exit code 1 when one is in conflict with it, or a
 * node has none because it cannot be read.
 */
export async function editCommand(given: CliArguments, print: (text: TerminalText) => void): Promise<number> {
  const [file, ...others] = given.files;
  if (file === undefined || others.length > 0) throw new UsageError("edit takes one workflow file.");
  if (isStream(file))
    throw new UsageError(`${file} is no file, and node files lie beside one. Save it to a file first.`);
  const path = wholePath(file);
  const store = storeOfWorkflow(path);
  const { source, read } = openFile(file);
  if (source.declarationText !== undefined) throw new UsageError(`${file} is a node file already. Edit it as it is.`);
  if (!read) throw new UsageError(`${file} holds no Code nodes.`);
  const { node: wanted, format, watches } = given;
  const isWanted = ({ id, title }: { readonly id: string; readonly title: string }) =>
    wanted === undefined || id === wanted || title === wanted;
  const unread = unreadLines(file, read.reading, wanted);
  if (!read.reading.nodes.some(isWanted)) throw new UsageError(nothingToEdit(file, read.reading, unread, wanted));
  const opened = await writeNodeFiles(store, path, read, isWanted);
  const lines = [...opened.map((each) => lineOf(file, each)), ...unread];
  print(printedLines(lines, format, watches));
  if (!watches) return exitCodeOf(lines);
  if (format === "pretty") print(paint("grey", "Watching. Every save on one side goes to the other; Ctrl-C ends it."));
  const isWatched = (nodeId: string | undefined) =>
    wanted === undefined || opened.some(({ node }) => node.id === nodeId);
  return keepInStep(store, path, isWatched, (line) => print(printedLines([line], format, true)));
}

function lineOf(workflow: string, file: OpenedNodeFile): StepLine {
  const { node, status } = file;
  const line = { path: shown(file.path), node: node.id, status };
  if (status === "refused") return { ...line, message: file.message };
  if (status === "conflict") return { ...line, message: conflictMessage(workflow) };
  return file.renamedFrom === undefined
    ? line
    : { ...line, message: `"${file.renamedFrom}" is called "${node.title}" now. The file keeps its name.` };
}

/** Nodes that are left out, and what keeps others from being read. */
function unreadLines(
  path: string,
  { nodes, problems }: WorkflowReading,
  wanted: string | undefined,
): readonly StepLine[] {
  return problems.flatMap(({ nodeId, message }) =>
    nodes.some(({ id }) => id === nodeId) || (wanted !== undefined && nodeId !== wanted)
      ? []
      : [{ path, ...(nodeId === undefined ? {} : { node: nodeId }), status: "refused", message }],
  );
}

function nothingToEdit(
  path: string,
  { nodes }: WorkflowReading,
  unread: readonly StepLine[],
  wanted: string | undefined,
): string {
  const why = unread[0]?.message;
  if (wanted === undefined) return `${path} holds no Code node that can be read.${why ? ` ${why}` : ""}`;
  if (why !== undefined) return `${path}: ${why}`;
  const known = nodes.map(({ title }) => `"${title}"`).join(", ") || "none";
  return `${path} has no readable Code node "${wanted}". It has ${known}.`;
}

function conflictMessage(workflow: string): string {
  return `It differs from ${workflow}, and both have changed. \`save --force\` takes this one; for the other, delete this file and edit again.`;
}
