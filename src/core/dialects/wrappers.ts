// What replies and backups put around a workflow. Below other names a workflow is somebody's data, and no file of it.

/** Names that programming interfaces and tools that keep copies give to what they were asked for. */
export const wrapperNames: ReadonlySet<string> = new Set([
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

/** As jq writes it: ".data[0]". */
export function wrapperPath(path: readonly (string | number)[]): string {
  const parts = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`)).join("");
  return parts.startsWith(".") ? parts : `.${parts}`;
}
