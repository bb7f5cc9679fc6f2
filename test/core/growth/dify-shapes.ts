import { type DifyNode, difyExport, difyNode, lines, type Shape } from "./shapes.ts";

/** What a Dify export declares, many times, deeply, or twice. */
export const difyShapes: Readonly<Record<string, Shape>> = {
  nodes: nodes((index) => ({ id: index, title: `Code ${index}` })),
  "nodes of one id": nodes((index) => ({ id: 7, title: `Code ${index}` })),
  "nodes of three ids": nodes((index) => ({ id: index % 3 })),
  "nodes without an id": nodes(() => ({ id: "" })),
  "ids that look like copies": nodes((index) => ({ id: index % 2 === 0 ? "7" : `7 (${index})` })),
  "nodes above a merge that was not finished": (size) =>
    `${difyExport(lines(size, (index) => difyNode({ id: index })))}<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\n`,
  "nodes of one title": nodes((index) => ({ id: index, title: "Same" })),
  "nodes without a title": nodes((index) => ({ id: index, title: "''" })),
  "long titles": (size) => difyExport(lines(8, (index) => difyNode({ id: index, title: "word - ".repeat(size) }))),
  "escaped nodes": nodes((index) => ({
    id: index,
    code: `"def main():\\n  return {\\"result\\": \\"${index}\\"}\\n"`,
  })),
  "folded nodes": nodes((index) => ({ id: index, code: ">\n          def main():\n              return {}" })),
  "code of many lines": (size) =>
    difyExport(difyNode({ code: `|\n${lines(size, (index) => `          x${index} = 1`)}` })),
  "code of many escapes": (size) => difyExport(difyNode({ code: `"${"x = 1\\n".repeat(size)}"` })),
  "aliases of a node": (size) => {
    const first = difyNode({ code: `"${"x = 1\\n".repeat(200)}"` }).replace("- id", "- &a\n      id");
    return difyExport(`${first}\n${lines(size, () => "    - *a")}`);
  },
  "aliases of a code": nodes((index) => ({ id: index, code: index === 0 ? `&a "${"x = 1\\n".repeat(200)}"` : "*a" })),
  "aliases of a node's data": (size) => {
    const first = difyNode({ code: `"${"x = 1\\n".repeat(200)}"` }).replace("data:", "data: &a");
    return difyExport(`${first}\n${lines(size, (index) => `    - id: n${index}\n      data: *a`)}`);
  },
  "merges of a node's data": (size) => {
    const first = difyNode({ code: `"${"x = 1\\n".repeat(200)}"` }).replace("data:", "data: &a");
    return difyExport(`${first}\n${lines(size, (index) => `    - id: n${index}\n      data:\n        <<: *a`)}`);
  },
  "aliases of many variables": (size) => {
    const variables = ` &a\n${variablesFrom(size, "start", (index) => `v${index}`)}`;
    return difyExport(
      `${difyNode({ variables })}\n${lines(size, (index) => difyNode({ id: `n${index}`, variables: " *a" }))}`,
    );
  },
  "aliases of many outputs": (size) => {
    const outputs = ` &a\n${outputsOf(size)}`;
    return difyExport(
      `${difyNode({ outputs })}\n${lines(size, (index) => difyNode({ id: `n${index}`, outputs: " *a" }))}`,
    );
  },
  variables: (size) => difyExport(difyNode({ variables: `\n${variablesFrom(size, "start", (index) => `v${index}`)}` })),
  "variables of one name": (size) =>
    difyExport(difyNode({ variables: `\n${variablesFrom(size, "start", () => "v")}` })),
  "variables that are connected": (size) =>
    difyExport(
      `${startNode(size)}\n${difyNode({ variables: `\n${variablesFrom(size, "start", (index) => `v${index}`)}` })}`,
      { edges: edge("start", "1") },
    ),
  "variables that are not there": (size) =>
    difyExport(
      `${startNode(size)}\n${difyNode({ variables: `\n${variablesFrom(size, "start", (index) => `w${index}`)}` })}`,
      { edges: edge("start", "1") },
    ),
  "variables of nodes that are not there": (size) =>
    difyExport(
      lines(size, (index) =>
        difyNode({ id: index, variables: `\n${variablesFrom(2, `no${index}`, (at) => `v${at}`)}` }),
      ),
    ),
  "variables by title": nodes((index) => ({
    id: index,
    title: `T${index}`,
    variables: `\n${variablesFrom(1, `T${index}`, () => "v")}`,
  })),
  "variables of many nodes": (size) =>
    difyExport(
      `${lines(size, (index) => difyNode({ id: index }))}\n${difyNode({
        id: "last",
        variables: `\n${lines(size, (index) => selector(`'${index}'`, "result", `v${index}`))}`,
      })}`,
      { edges: lines(size, (index) => edge(`${index}`, "last")) },
    ),
  "selectors of many parts": (size) =>
    difyExport(difyNode({ variables: `\n        - value_selector: [${"a, ".repeat(size)}b]\n          variable: v` })),
  "variables of numbers": (size) =>
    difyExport(difyNode({ variables: `\n        - value_selector: [${"1, ".repeat(size)}b]\n          variable: v` })),
  "a chain of nodes": chain((index) => ({ id: index, variables: `\n${selector(`'${index - 1}'`, "result", "v")}` })),
  "a chain read from its beginning": chain((index) => ({
    id: index,
    variables: `\n${selector("'0'", "result", "v")}`,
  })),
  "a chain read from its end": chain((index, size) => ({
    id: index,
    variables: `\n${selector(`'${size - 1}'`, "result", "v")}`,
  })),
  "a ring of nodes": (size) =>
    difyExport(
      lines(size, (index) =>
        difyNode({ id: index, variables: `\n${selector(`'${(index + 7) % size}'`, "result", "v")}` }),
      ),
      { edges: lines(size, (index) => edge(`${index}`, `${(index + 1) % size}`)) },
    ),
  "many edges into one node": (size) =>
    difyExport(
      `${startNode(2)}\n${lines(size, (index) => difyNode({ id: index, variables: `\n${selector("start", "v0", "v")}` }))}`,
      { edges: lines(size * 4, (index) => edge(`${index % size}`, "0")) },
    ),
  "layers of nodes": (size) => {
    const width = 8;
    const layer = (index: number) => Math.floor(index / width);
    return difyExport(
      lines(size, (index) => difyNode({ id: index, variables: `\n${selector(`'${index % width}'`, "result", "v")}` })),
      {
        edges: Array.from({ length: size }, (_, to) => to)
          .flatMap((to) => Array.from({ length: width }, (_, at) => [(layer(to) - 1) * width + at, to] as const))
          .filter(([from]) => from >= 0)
          .map(([from, to]) => edge(`${from}`, `${to}`))
          .join("\n"),
      },
    );
  },
  "nested containers": (size) =>
    difyExport(
      lines(size, (index) =>
        difyNode({
          id: index,
          beside: `      parentId: '${index - 1}'`,
          variables: `\n${selector("'0'", "result", "v")}`,
        }),
      ),
    ),
  "nested iterations": (size) =>
    difyExport(
      `${lines(size, (index) => containerNode("iteration", index, index - 1))}\n${lines(size, (index) =>
        difyNode({
          id: `c${index}`,
          beside: `      parentId: '${index}'`,
          variables: `\n${selector("'0'", "item", "v")}\n${selector(`'${size - 1}'`, "item", "w")}`,
        }),
      )}`,
    ),
  "a ring of containers": (size) =>
    difyExport(
      lines(size, (index) =>
        difyNode({
          id: index,
          beside: `      parentId: '${(index + 1) % size}'`,
          variables: `\n${selector(`'${(index + 5) % size}'`, "result", "v")}`,
        }),
      ),
    ),
  "loops side by side": (size) =>
    difyExport(
      lines(
        size,
        (index) =>
          `${containerNode("loop", index, -1)}\n${difyNode({
            id: `c${index}`,
            beside: `      parentId: '${index}'`,
            variables: `\n${selector(`'${index}'`, "index", "v")}\n${selector("c0", "result", "w")}`,
          })}`,
      ),
      { edges: lines(size - 1, (index) => edge(`${index}`, `${index + 1}`)) },
    ),
  "iterations over iterations": (size) =>
    difyExport(
      `${lines(size, (index) => containerNode("iteration", index, -1))}\n${lines(size, (index) =>
        difyNode({
          id: `c${index}`,
          beside: `      parentId: '${index}'`,
          variables: `\n${selector(`'${index}'`, "item", "v")}`,
        }),
      )}`,
      { edges: lines(size - 1, (index) => edge(`${index}`, `${index + 1}`)) },
    ),
  outputs: (size) => difyExport(difyNode({ outputs: `\n${outputsOf(size)}` })),
  "outputs of one name": (size) =>
    difyExport(difyNode({ outputs: `\n${lines(size, () => "          o: {type: string}")}` })),
  "outputs without a type": (size) =>
    difyExport(difyNode({ outputs: `\n${lines(size, (index) => `          o${index}:`)}` })),
  "outputs of unknown types": (size) =>
    difyExport(difyNode({ outputs: `\n${lines(size, (index) => `          o${index}: {type: t${index}}`)}` })),
  "long names of outputs": (size) =>
    difyExport(difyNode({ outputs: `\n          ${"o.".repeat(size)}x: {type: strin}` })),
  children: (size) =>
    difyExport(
      difyNode({ outputs: `\n          o:\n            type: object\n            children:\n${childrenOf(size)}` }),
    ),
  "deep children": (size) =>
    difyExport(
      difyNode({ outputs: ` {o: ${"{type: object, children: {o: ".repeat(size)}{type: string}${"}}".repeat(size)}}` }),
    ),
  "children that contain themselves": (size) =>
    difyExport(
      difyNode({
        outputs: ` &o\n${lines(size, (index) => `          o${index}:\n            type: object\n            children: *o`)}`,
      }),
    ),
  "default values": (size) =>
    difyExport(difyNode({ data: `${defaults}\n${lines(size, (index) => defaultValue(`k${index}`, "v"))}` })),
  "default values of one key": (size) =>
    difyExport(difyNode({ data: `${defaults}\n${lines(size, () => defaultValue("result", "v"))}` })),
  "a default value of many parts": (size) =>
    difyExport(
      difyNode({ data: `${defaults}\n${defaultValue("result", `[${"1, ".repeat(size)}]`, "array[string]")}` }),
    ),
  "a deep default value": (size) =>
    difyExport(
      difyNode({
        data: `${defaults}\n${defaultValue("result", `'${"[".repeat(size)}${"]".repeat(size)}'`, "object")}`,
      }),
    ),
  "a default value nested in YAML": (size) =>
    difyExport(
      difyNode({ data: `${defaults}\n${defaultValue("result", "[".repeat(size) + "]".repeat(size), "object")}` }),
    ),
  "default values that are aliases": (size) =>
    difyExport(
      difyNode({
        data: `        big: &big [${"x, ".repeat(size)}]\n${defaults}\n${lines(size, (index) => defaultValue(`k${index}`, "*big", "array[string]"))}`,
      }),
    ),
  dependencies: (size) =>
    difyExport(difyNode({ data: `        dependencies:\n${lines(size, () => "        - {name: 1}")}` })),
  retries: nodes((index) => ({
    id: index,
    data: "        retry_config: {retry_enabled: true, max_retries: 99, retry_interval: -1}",
  })),
  "environment variables": (size) =>
    difyExport(difyNode({ variables: `\n${variablesFrom(size, "env", (index) => `v${index}`)}` }), {
      inWorkflow: `  environment_variables:\n${lines(size, (index) => `  - {name: v${index}, value_type: string, value: x}`)}`,
    }),
  "conversation variables that are not there": (size) =>
    difyExport(difyNode({ variables: `\n${variablesFrom(size, "conversation", (index) => `w${index}`)}` }), {
      inWorkflow: `  conversation_variables:\n${lines(size, (index) => `  - {name: v${index}, value_type: string, value: x}`)}`,
    }),
  "model outputs": (size) =>
    difyExport(
      `${lines(size, (index) => `    - id: m${index}\n      data: {type: llm, title: M, structured_output: {schema: {properties: {a: {type: string}}}}}`)}\n${difyNode(
        { variables: `\n${lines(size, (index) => selector(`m${index}`, "structured_output, b", `v${index}`))}` },
      )}`,
      { edges: lines(size, (index) => edge(`m${index}`, "1")) },
    ),
  "a deep schema": (size) =>
    difyExport(
      `    - id: m\n      data: {type: llm, title: M, structured_output: {schema: ${"{properties: {a: ".repeat(size)}{}${"}}".repeat(size)}}}\n${difyNode(
        { variables: `\n${selector("m", "structured_output, a, a", "v")}` },
      )}`,
      { edges: edge("m", "1") },
    ),
};

const defaults = "        error_strategy: default-value\n        default_value:";

function defaultValue(key: string, value: string, type = "string"): string {
  return `        - {key: ${key}, type: '${type}', value: ${value}}`;
}

function nodes(node: (index: number) => DifyNode): Shape {
  return (size) => difyExport(lines(size, (index) => difyNode(node(index))));
}

function chain(node: (index: number, size: number) => DifyNode): Shape {
  return (size) =>
    difyExport(
      lines(size, (index) => difyNode(node(index, size))),
      { edges: lines(size - 1, (index) => edge(`${index}`, `${index + 1}`)) },
    );
}

function edge(source: string, target: string): string {
  return `    - {source: '${source}', target: '${target}'}`;
}

function selector(node: string, name: string, variable: string): string {
  return `        - value_selector: [${node}, ${name}]\n          variable: ${variable}`;
}

function variablesFrom(size: number, node: string, name: (index: number) => string): string {
  return lines(size, (index) => selector(node, name(index), name(index)));
}

function outputsOf(size: number): string {
  return lines(size, (index) => `          o${index}: {type: string}`);
}

function childrenOf(size: number): string {
  return lines(size, (index) => `              o${index}: {type: string}`);
}

function startNode(size: number): string {
  return `    - id: start\n      data:\n        type: start\n        title: Start\n        variables:\n${lines(
    size,
    (index) => `        - {variable: v${index}, type: text-input}`,
  )}`;
}

function containerNode(kind: string, id: number, parent: number): string {
  return `    - id: '${id}'${parent < 0 ? "" : `\n      parentId: '${parent}'`}
      data: {type: ${kind}, title: It ${id}, iterator_selector: ['${id - 1}', output], output_type: 'array[string]'}`;
}
