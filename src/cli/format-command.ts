import { makeAllReadable, type ReadableWorkflow } from "../core/sources/make-all-readable.ts";
import { readSource } from "../core/sources/source-file.ts";
import { languageOfFile } from "../core/workflow/node-file.ts";
import { storeOfWorkflow } from "./disk-store.ts";
import { wholePath } from "./paths.ts";
import { joined, jsonText, line, paint, type TerminalText } from "./terminal-text.ts";
import { type CliArguments, UsageError } from "./usage.ts";

interface FormattedFile extends ReadableWorkflow {
  readonly path: string;
  /** Its text as it was read. */
  readonly before: string;
  readonly nodes: number;
}

/**
 * Rewrites the code of every node as a literal block; exit code 1 when that could not be done for one. With `--check`
 * nothing is written, and 1 says that something would be. Nothing is written either when one of the files is unusable.
 */
export async function formatCommand(given: CliArguments, print: (text: TerminalText) => void): Promise<number> {
  const files: FormattedFile[] = [];
  for (const path of given.files) files.push(await formatFile(path));
  if (!given.check) {
    for (const { path, before, text, rewritten } of files)
      if (rewritten.length > 0) await storeOfWorkflow(wholePath(path)).writeWorkflow(wholePath(path), text, before);
  }
  print(given.format === "json" ? jsonText(toJson(files)) : joined(files.map((file) => toPretty(file, given.check))));
  return files.some(({ rewritten, refused }) => (given.check ? rewritten : refused).length > 0) ? 1 : 0;
}

async function formatFile(path: string): Promise<FormattedFile> {
  const text = await storeOfWorkflow(wholePath(path)).read(wholePath(path), "workflow");
  if (text === undefined) throw new UsageError(`Cannot read ${path}: there is no such file.`);
  const nothing = { path, before: text, nodes: 0, text, rewritten: [], refused: [] };
  // The code of a node file stands there as it is.
  const read = languageOfFile(path) ? undefined : readSource({ path, text });
  if (!read) return nothing;
  const { nodes, problems } = read.reading;
  const formatted = makeAllReadable({ text, ...read });
  const broken = formatted.refused.find(({ refusal }) => refusal.reason === "broken-file");
  const unusable = broken?.refusal.message ?? (nodes.length === 0 ? problems[0]?.message : undefined);
  if (unusable !== undefined) throw new UsageError(`${path}: ${unusable}`);
  return { path, before: text, nodes: nodes.length, ...formatted };
}

function toJson(files: readonly FormattedFile[]): string {
  const report = files.map(({ path, nodes, rewritten, refused }) => ({
    path,
    nodes,
    rewritten: rewritten.map(({ id, title }) => ({ node: id, title })),
    refused: refused.map(({ node, refusal: { reason, message } }) => ({
      node: node.id,
      title: node.title,
      reason,
      message,
    })),
  }));
  return JSON.stringify({ files: report }, null, 2);
}

function toPretty({ path, nodes, rewritten, refused }: FormattedFile, isCheck: boolean): TerminalText {
  const count = `${nodes} ${nodes === 1 ? "node" : "nodes"}`;
  const done = `${rewritten.length} ${isCheck ? "to rewrite" : "rewritten"}`;
  const left = refused.length > 0 ? `, ${refused.length} left as ${refused.length === 1 ? "it is" : "they are"}` : "";
  return joined([
    line`${paint("bold", path)}: ${count}, ${done}${left}`,
    ...rewritten.map(({ id, title }) => line`  ${paint(isCheck ? "yellow" : "green", title)} ${paint("grey", id)}`),
    ...refused.map(({ refusal }) => line`  ${refusal.message}`),
  ]);
}
