import { connect, each, n8nCode, n8nWorkflow, type Shape } from "./shapes.ts";

/** What a workflow of n8n holds, many times, deeply, or twice; JSON with mistakes too. */
export const n8nShapes: Readonly<Record<string, Shape>> = {
  nodes: (size) => n8nWorkflow({ nodes: each(size, (index) => n8nCode(`N${index}`)) }),
  "nodes of one id": (size) => n8nWorkflow({ nodes: each(size, (index) => n8nCode(`N${index}`, { id: "same" })) }),
  "nodes of one name": (size) => n8nWorkflow({ nodes: each(size, (index) => n8nCode("N", { id: `i${index}` })) }),
  "nodes without an id": (size) => n8nWorkflow({ nodes: each(size, () => n8nCode("N", { id: "" })) }),
  "ids that look like copies": (size) =>
    n8nWorkflow({ nodes: each(size, (index) => n8nCode("N", { id: index % 2 ? "n" : `n (${index})` })) }),
  "other nodes": (size) =>
    n8nWorkflow({
      nodes: [n8nCode("C"), ...each(size, (index) => n8nCode(`N${index}`, { type: "n8n-nodes-base.set" }))],
    }),
  "a chain of nodes": (size) =>
    n8nWorkflow({
      nodes: each(size, (index) => n8nCode(`N${index}`)),
      connections: connect(each(size - 1, (index) => [`N${index}`, `N${index + 1}`] as const)),
    }),
  "a chain of nodes that read its first": chain(() => "return $('N0').all();"),
  "a chain of nodes that read its last": chain((size) => `return $('N${size - 1}').all();`),
  "a chain of nodes that read the one before": chain((_size, index) => `return $('N${Math.max(0, index - 1)}').all();`),
  "a ring of nodes": (size) =>
    n8nWorkflow({
      nodes: each(size, (index) =>
        n8nCode(`N${index}`, { parameters: { jsCode: `return $('N${(index + 3) % size}').all();` } }),
      ),
      connections: connect(each(size, (index) => [`N${index}`, `N${(index + 1) % size}`] as const)),
    }),
  "one source of many": (size) =>
    n8nWorkflow({
      nodes: each(size, (index) => n8nCode(`N${index}`)),
      connections: connect(each(size, (index) => ["N0", `N${index}`] as const)),
    }),
  "many sources of one": (size) =>
    n8nWorkflow({
      nodes: each(size, (index) => n8nCode(`N${index}`)),
      connections: connect(each(size, (index) => [`N${index}`, "N0"] as const)),
    }),
  "connections of one pair": (size) =>
    n8nWorkflow({
      nodes: each(size, (index) => n8nCode(`N${index}`)),
      connections: connect(each(size * 4, () => ["N0", "N1"] as const)),
    }),
  "connections of other kinds": (size) =>
    n8nWorkflow({
      nodes: each(size, (index) => n8nCode(`N${index}`)),
      connections: connect(
        each(size - 1, (index) => [`N${index}`, `N${index + 1}`] as const),
        "ai_tool",
      ),
    }),
  "empty outputs": (size) =>
    n8nWorkflow({ nodes: [n8nCode("N0")], connections: { N0: { main: each(size, () => []) } } }),
  "references in one code": (size) =>
    n8nWorkflow({
      nodes: [
        n8nCode("C", { parameters: { jsCode: each(size, (index) => `$('N${index}').all();`).join("\n") } }),
        ...each(size, (index) => n8nCode(`N${index}`, { type: "n8n-nodes-base.set" })),
      ],
    }),
  "references to nodes that are not there": (size) =>
    n8nWorkflow({
      nodes: [
        n8nCode("C", { parameters: { jsCode: each(size, (index) => `$('No ${index}').all();`).join("\n") } }),
        ...each(size, (index) => n8nCode(`N${index}`, { type: "n8n-nodes-base.set" })),
      ],
    }),
  "one missing reference per node": (size) =>
    n8nWorkflow({
      nodes: each(size, (index) => n8nCode(`N${index}`, { parameters: { jsCode: `return $('M${index}').all();` } })),
    }),
  "pinned data": (size) =>
    n8nWorkflow({
      nodes: each(size, (index) => n8nCode(`N${index}`)),
      pinData: Object.fromEntries(each(size, (index) => [`N${index}`, [{ json: { a: 1 } }]])),
    }),
  "pinned items": (size) =>
    n8nWorkflow({
      nodes: [n8nCode("A"), n8nCode("B")],
      connections: connect([["A", "B"]]),
      pinData: { A: each(size, (index) => ({ json: { a: index } })) },
    }),
  "deep pinned data": (size) =>
    n8nWorkflow({ nodes: [n8nCode("A")], pinData: { A: "@" } }).replace(
      '"@"',
      () => `${'[{"a":'.repeat(size)}1${"}]".repeat(size)}`,
    ),
  "members of one name": (size) =>
    n8nWorkflow({ nodes: [n8nCode("A")], "@": 0 }).replace('"@": 0', () => each(size, () => '"k": 1').join(",")),
  members: (size) =>
    n8nWorkflow({ nodes: [n8nCode("A")], ...Object.fromEntries(each(size, (index) => [`k${index}`, index])) }),
  "lists of nodes": (size) =>
    n8nWorkflow({ nodes: [n8nCode("A")], "@": 0 }).replace('"@": 0', () => each(size, () => '"nodes": []').join(",")),
  "parameters of a node": (size) =>
    n8nWorkflow({
      nodes: each(size, (index) =>
        n8nCode(`N${index}`, {
          parameters: { jsCode: "return []", ...Object.fromEntries(each(8, (at) => [`p${at}`, at])) },
        }),
      ),
    }),
  workflows: (size) =>
    `[${each(size, (index) => n8nWorkflow({ id: `${index}`, nodes: [n8nCode("A"), n8nCode("B")] })).join(",")}]`,
  "code of many escapes": (size) =>
    n8nWorkflow({ nodes: [n8nCode("A", { parameters: { jsCode: `${'// \n\t"é\n'.repeat(size)}return [];` } })] }),
  "equals signs before code": (size) =>
    n8nWorkflow({ nodes: [n8nCode("A", { parameters: { jsCode: `${"=".repeat(size)}return [];` } })] }),
  "commas too many": broken((size) => ",".repeat(size)),
  "braces too many": broken((size) => "}{".repeat(size)),
  "open strings": broken((size) => each(size, () => '"a\n').join("")),
  "open brackets": broken((size) => each(size, () => "[").join("")),
  "wrong words": broken((size) => each(size, (index) => `w${index} `).join("")),
  "wrong escapes": broken((size) => `"${"\\q".repeat(size)}"`),
  comments: broken((size) => "/* c */".repeat(size)),
  "open comments": broken((size) => "/*".repeat(size)),
  backslashes: broken((size) => "\\".repeat(size)),
  "backslashes in a string": broken((size) => `"${"\\\\".repeat(size)}\\u1"`),
  quotes: broken((size) => '"'.repeat(size)),
  blanks: broken((size) => " ".repeat(size)),
  "blank lines": broken((size) => "\r\n".repeat(size)),
  "slashes before it": (size) => `${"/".repeat(size)}\nexport default ${n8nWorkflow({ nodes: [n8nCode("A")] })}`,
  "comments before it": (size) =>
    `${"// c  \r\n".repeat(size)}export default ${n8nWorkflow({ nodes: [n8nCode("A")] })}`,
  "fences before it": (size) => `${"```a\n~~~ /* c */".repeat(size)}x ${n8nWorkflow({ nodes: [n8nCode("A")] })}`,
  digits: broken((size) => "1".repeat(size)),
};

function chain(code: (size: number, index: number) => string): Shape {
  return (size) =>
    n8nWorkflow({
      nodes: each(size, (index) => n8nCode(`N${index}`, { parameters: { jsCode: code(size, index) } })),
      connections: connect(each(size - 1, (index) => [`N${index}`, `N${index + 1}`] as const)),
    });
}

/** What is no JSON, behind a workflow's nodes. */
function broken(shape: Shape): Shape {
  return (size) => `${n8nWorkflow({ nodes: [n8nCode("A")] }).slice(0, -2)},\n"more": ${shape(size)}\n}`;
}
