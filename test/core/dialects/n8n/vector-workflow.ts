import type { Vector } from "./vectors.ts";

/** The workflow that a case was executed in: a trigger whose items are pinned, the nodes between, and the node itself. */
export function workflowOf(vector: Vector): string {
  const { code, language, mode, node = {}, settings = {}, staticData = {}, extraNodes = [], connections } = vector;
  const parameters = { language, mode, [language === "javaScript" ? "jsCode" : "pythonCode"]: code };
  const own = {
    id: "c1",
    name: "Code",
    type: "n8n-nodes-base.code",
    typeVersion: 2,
    ...node,
    parameters: { ...parameters, ...Object(node.parameters) },
  };
  const trigger = {
    id: "t1",
    name: "Trigger",
    type: "n8n-nodes-base.manualTrigger",
    typeVersion: 1,
    parameters: { notice: "" },
  };
  const usual = { Trigger: { main: [[{ node: "Code", type: "main", index: 0 }]] } };
  const others = extraNodes.map((extra, index) => ({ id: `x${index}`, typeVersion: 2, ...extra }));
  return JSON.stringify({
    id: "wf1",
    name: "Oracle workflow",
    active: false,
    nodes: [trigger, ...others, own],
    connections: connections ?? usual,
    pinData: { Trigger: vector.items, ...vector.pinData },
    settings: { timezone: "UTC", ...(vector.binaryMode ? { binaryMode: vector.binaryMode } : {}), ...settings },
    staticData,
  });
}

/** The server's environment as a `.env`. */
export function environmentOf({ env = {} }: Vector): string {
  return Object.entries(env)
    .map(([name, value]) => `${name}=${value}`)
    .join("\n");
}
