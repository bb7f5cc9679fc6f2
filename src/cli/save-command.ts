import { existingNodeFiles } from "../core/node-files/open-node-files.ts";
import { nodeFilesFolder } from "../core/node-files/paths.ts";
import { type SaveResult, saveNodeFile } from "../core/node-files/save-node-file.ts";
import { languageOfFile } from "../core/workflow/node-file.ts";
import { diskStore, slashed } from "./disk-store.ts";
import { readText } from "./files.ts";
import { printedLines, type StepLine } from "./step-lines.ts";
import { type CliArguments, UsageError } from "./usage.ts";

/** Writes node files back into their workflows; exit code 1 when one could not be. */
export async function saveCommand(given: CliArguments, print: (text: string) => void): Promise<number> {
  const paths: string[] = [];
  for (const path of given.files.map(slashed)) paths.push(...(await nodeFilesOf(path, given.node)));
  const lines: StepLine[] = [];
  for (const path of paths) lines.push(await saveFile(path, given.forces));
  print(printedLines(lines, given.format));
  return lines.some(({ status }) => status === "conflict" || status === "refused") ? 1 : 0;
}

/** `forces`: over what has changed in the workflow. Throws `UsageError` for a file that is kept in step with no workflow. */
export async function saveFile(path: string, forces = false): Promise<StepLine> {
  let result = await saveNodeFile(diskStore, path);
  if (result.kind === "conflict" && forces) {
    result = await saveNodeFile(diskStore, path, { replaces: result.conflict.workflow });
  }
  if (result.kind === "not-mirrored") {
    throw new UsageError(`${path} is kept in step with no workflow. \`code-nodes edit\` writes files that are.`);
  }
  return lineOf(path, result);
}

function lineOf(path: string, result: Exclude<SaveResult, { kind: "not-mirrored" }>): StepLine {
  switch (result.kind) {
    case "conflict":
      return {
        path,
        node: result.conflict.node.id,
        status: "conflict",
        message: `${result.message} \`--force\` takes the file.`,
      };
    case "refused":
      return { path, status: "refused", message: result.message };
    default:
      return { path, node: result.node.id, status: result.kind };
  }
}

/** The node file itself, or those of a workflow. */
async function nodeFilesOf(path: string, wanted: string | undefined): Promise<readonly string[]> {
  readText(path);
  if (languageOfFile(path)) return [path];
  const found = [...(await existingNodeFiles(diskStore, path)).values()];
  if (found.length === 0) {
    throw new UsageError(
      `There are no node files under ${nodeFilesFolder(path)}. \`code-nodes edit ${path}\` writes them.`,
    );
  }
  const chosen = found.filter(({ nodeId, title }) => wanted === undefined || nodeId === wanted || title === wanted);
  if (chosen.length === 0) {
    const known = found.map(({ title }) => `"${title}"`).join(", ");
    throw new UsageError(`No node file of ${path} belongs to a node "${wanted ?? ""}". There are files of ${known}.`);
  }
  return chosen.map((file) => file.path);
}
