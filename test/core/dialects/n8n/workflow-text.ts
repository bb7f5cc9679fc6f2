/** The text of a workflow as n8n's editor saves it, with one node of each description. */
export function workflowText(nodes: readonly object[], rest: object = { name: "W", settings: {} }): string {
  return JSON.stringify({ ...rest, nodes: nodes.map((node, index) => ({ ...usual(index), ...node })) }, null, 2);
}

function usual(index: number): object {
  const number = index === 0 ? "" : ` ${index}`;
  return {
    parameters: { jsCode: "return [];" },
    id: `id${number}`,
    name: `Code${number}`,
    type: "n8n-nodes-base.code",
    typeVersion: 2,
    position: [0, 0],
  };
}
