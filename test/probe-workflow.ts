/** A small Dify export: one Python node that prints, and whose `debug` no output declares. */
export const probeWorkflow = `app: { mode: workflow, name: Probe }
kind: app
version: 0.3.0
workflow:
  graph:
    edges: []
    nodes:
    - data:
        code: "def main(text):\\n    print(text)\\n    return {\\"size\\": len(text), \\"debug\\": text}\\n"
        code_language: python3
        outputs:
          size: { type: number, children: null }
        title: Measure
        type: code
        variables:
        - value_selector: ["1711", text]
          variable: text
      id: "1712"
    - data: { title: Start, type: start, variables: [{ type: paragraph, variable: text }, { type: number, variable: count }] }
      id: "1711"
`;
