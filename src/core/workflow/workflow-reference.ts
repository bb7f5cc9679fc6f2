/**
 * What is wrong with the text of `from.workflow`, as the end of a sentence that names it, with the remedy; undefined
 * when it is a path that leads from a node file to its workflow. A declaration may come from anybody, so it may name no
 * place that another machine, a device or an absolute path is. Whether the path stays inside of the folder that it may
 * be read and written in, only the disk can tell.
 */
export function workflowReferenceProblem(workflow: string): string | undefined {
  if (workflow.length > longestPath) return `longer than any path may be. ${remedy}`;
  if (workflow.includes("\0") || loneSurrogate.test(workflow)) {
    return `which no file can be called. ${remedy}`;
  }
  if (/^[/\\]{2}/.test(workflow)) return `a place on another machine. ${remedy}`;
  if (/^[/\\]/.test(workflow) || /^[a-z]:/i.test(workflow)) return `an absolute path. ${remedy}`;
  if (/^[a-z][a-z\d+.-]*:[/\\]/i.test(workflow)) return `an address. ${remedy}`;
  if (workflow.includes("\\")) return `with "\\" between its parts. Write "/" there.`;
  const parts = workflow.split("/");
  if (parts.some((part) => device.test(part))) return `a device of Windows. ${remedy}`;
  // Windows leaves dots and blanks at a name's end out, so that such a name may be ".." to it.
  if (parts.some((part) => part !== "." && part !== ".." && /^[. ]+$/.test(part))) {
    return `with a part that is no name everywhere. ${remedy}`;
  }
  return undefined;
}

/** As messages quote it: its beginning, where it is longer than anybody reads. */
export function quotedReference(workflow: string): string {
  return workflow.length > longestQuoted ? `${workflow.slice(0, longestQuoted)}…` : workflow;
}

const longestQuoted = 300;

/** Linux takes 4,096 bytes, macOS 1,024, and Windows 260 characters unless told otherwise. */
const longestPath = 4096;

const remedy = 'Name the workflow by its path from this file, such as "../bot.yml".';

/** With an ending these are names of ordinary files everywhere but on Windows, where reading looks at what they are. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])[ :.]*$/i;

const loneSurrogate = /\p{Surrogate}/u;
