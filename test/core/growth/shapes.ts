/** A text that grows with a number, in a way of its own. */
export type Shape = (size: number) => string;

export function lines(size: number, line: (index: number) => string): string {
  return Array.from({ length: size }, (_, index) => line(index)).join("\n");
}

/** The export of a workflow with these nodes and edges, and whatever else stands in it. */
export function difyExport(nodes: string, { edges = "", before = "", inWorkflow = "" } = {}): string {
  return `${before}app:
  mode: workflow
version: 0.3.0
workflow:${inWorkflow && `\n${inWorkflow}`}
  graph:
    edges:${edges === "" ? " []" : `\n${edges}`}
    nodes:
${nodes}
`;
}

export interface DifyNode {
  readonly id?: string | number;
  readonly title?: string;
  /** Further lines of its data, as they stand there. */
  readonly data?: string;
  readonly variables?: string;
  readonly outputs?: string;
  readonly code?: string;
  /** Beside its data. */
  readonly beside?: string;
}

export function difyNode(node: DifyNode = {}): string {
  const { id = 1, title = "Code", data = "", variables = " []", outputs = "", code, beside = "" } = node;
  return `    - id: '${id}'${beside && `\n${beside}`}
      data:
        type: code
        title: ${title}
        code_language: python3
        code: ${code ?? `"def main():\\n    return {'result': '1'}"`}
        variables:${variables}
        outputs:${outputs === "" ? "\n          result:\n            type: string" : outputs}${data && `\n${data}`}`;
}

export function n8nWorkflow(parts: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ name: "W", settings: {}, connections: {}, nodes: [], ...parts }, null, 1);
}

export function n8nCode(name: string, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  const parameters = { jsCode: "return $input.all();" };
  return { id: name, name, type: "n8n-nodes-base.code", typeVersion: 2, position: [0, 0], parameters, ...more };
}

export function each<T>(size: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: size }, (_, index) => make(index));
}

export function connect(pairs: readonly (readonly [string, string])[], type = "main"): Record<string, unknown> {
  const bySource = new Map<string, object[]>();
  for (const [source, node] of pairs) {
    const targets = bySource.get(source) ?? [];
    targets.push({ node, type, index: 0 });
    bySource.set(source, targets);
  }
  return Object.fromEntries([...bySource].map(([source, targets]) => [source, { [type]: [targets] }]));
}
