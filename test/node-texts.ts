/** A Dify export of these nodes. */
export function workflowOf(nodes: readonly string[]): string {
  return `app: { mode: workflow, name: Probe }
kind: app
version: 0.3.0
workflow:
  graph:
    edges: []
    nodes:
${nodes.join("")}`;
}

/** A Code node without inputs, and with one output, "size". */
export function nodeText(id: string, code: string, language = "python3"): string {
  return `    - data:
        code: ${JSON.stringify(code)}
        code_language: ${language}
        outputs:
          size: { type: number, children: null }
        title: Node ${id}
        type: code
        variables: []
      id: "${id}"
`;
}
