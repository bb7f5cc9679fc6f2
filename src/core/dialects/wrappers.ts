// What replies and backups put around a workflow. Below other names a workflow is somebody's data, and no file of it.

/** Names that programming interfaces and tools that keep copies give to what they were asked for. */
const wrapperNames: ReadonlySet<string> = new Set([
  "app",
  "apps",
  "body",
  "content",
  "data",
  "dsl",
  "export",
  "export_data",
  "item",
  "items",
  "json",
  "payload",
  "response",
  "result",
  "results",
  "template",
  "workflow",
  "workflowData",
  "workflows",
  "yaml",
  "yaml_content",
]);

/** Below these lies what a program is tried with, or learns from. */
const sampleNames =
  /case|chat|conversation|dataset|example|expect|fixture|message|mock|prompt|sample|schema|seed|snapshot|spec|test|train/i;

/** How a workflow was come to: the names and places above it, and whether one of the names was none of the known. */
export interface WrapperPath {
  readonly parts: readonly (string | number)[];
  readonly hasOtherName?: boolean;
}

/** What stands beside a member, as far as it matters. */
export interface WrappedMember {
  readonly name: string;
  /** A list, a mapping or an object. */
  readonly holdsMore: boolean;
}

/**
 * The way into each member that may be what the file is about: one with a name that replies have, and, once and outside
 * of lists, one of any name that holds all there is beside single values.
 */
export function waysInto<Each extends WrappedMember>(
  { parts, hasOtherName = false }: WrapperPath,
  members: readonly Each[],
): readonly { readonly member: Each; readonly path: WrapperPath }[] {
  const isOnlyOne = members.filter(({ holdsMore }) => holdsMore).length === 1;
  const mayHaveAnyName = isOnlyOne && !hasOtherName && parts.every((part) => typeof part === "string");
  return members.flatMap((member) => {
    const { name, holdsMore } = member;
    const isKnown = wrapperNames.has(name);
    if (!isKnown && !(mayHaveAnyName && holdsMore && !sampleNames.test(name))) return [];
    return [{ member, path: { parts: [...parts, name], hasOtherName: hasOtherName || !isKnown } }];
  });
}

/** Kubernetes' objects carry whole files of other programs. */
export function isManifest(names: readonly string[]): boolean {
  return names.includes("apiVersion") && names.includes("kind");
}

/** As jq writes it: ".data[0]". */
export function wrapperPath(path: readonly (string | number)[]): string {
  const parts = path
    .map((part) => {
      if (typeof part === "number") return `[${part}]`;
      return /^[A-Za-z_]\w*$/.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`;
    })
    .join("");
  return parts.startsWith(".") ? parts : `.${parts}`;
}
