import { openNodeFiles } from "../core/node-files/open-node-files.ts";
import { diskStore, slashed } from "./disk-store.ts";
import { openFile } from "./files.ts";
import { keepInStep } from "./keep-in-step.ts";
import { paint } from "./paint.ts";
import { printedLines, type StepLine } from "./step-lines.ts";
import { type CliArguments, UsageError } from "./usage.ts";

/** Writes node files, or lets those that are there follow the workflow; exit code 1 when one is in conflict with it. */
export async function editCommand(given: CliArguments, print: (text: string) => void): Promise<number> {
  const [path, ...others] = given.files.map(slashed);
  if (path === undefined || others.length > 0) throw new UsageError("edit takes one workflow file.");
  const { source, read } = openFile(path);
  if (source.declarationText !== undefined) throw new UsageError(`${path} is a node file already. Edit it as it is.`);
  if (!read) throw new UsageError(`${path} holds no Code nodes.`);
  const { nodes } = read.reading;
  const isWanted = ({ id, title }: { readonly id: string; readonly title: string }) =>
    given.node === undefined || id === given.node || title === given.node;
  if (!nodes.some(isWanted)) {
    const known = nodes.map(({ title }) => `"${title}"`).join(", ") || "none";
    throw new UsageError(`${path} has no readable Code node "${given.node ?? ""}". It has ${known}.`);
  }
  const opened = await openNodeFiles(diskStore, path, read, isWanted);
  const lines = opened.map(
    ({ node, path: file, status }): StepLine => ({
      path: file,
      node: node.id,
      status,
      ...(status === "conflict" ? { message: conflictMessage(path) } : {}),
    }),
  );
  print(printedLines(lines, given.format));
  if (!given.watches) return lines.some(({ status }) => status === "conflict") ? 1 : 0;
  print(paint("grey", "Watching. Every save on one side goes to the other; Ctrl-C ends it."));
  return keepInStep(path, (line) => print(printedLines([line], given.format)));
}

function conflictMessage(workflow: string): string {
  return `It has changed here and in ${workflow}. \`save --force\` takes this one; for the other, delete this file and edit again.`;
}
