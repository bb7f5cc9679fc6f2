/** Source: graphon v0.6.0 `code_node.py` and its serialiser orjson, executed; facts read 2026-07. */
export function fileInputProblem(name: string): string {
  return (
    `The input "${name}" is a file, which Dify cannot pass to a Code node: a run fails with ` +
    '"Type is not JSON serializable: File". Select an attribute of it, such as "url" or "name", or a list of files.'
  );
}
