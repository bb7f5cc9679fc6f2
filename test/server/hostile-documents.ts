import { nodeText, workflowOf } from "../node-texts.ts";

/** A document that costs a careless server its life or its time. */
export interface HostileDocument {
  readonly name: string;
  readonly uri: string;
  readonly language: string;
  readonly text: string;
}

/** Code of so many parts, in any language that is meant. */
const shapes: Readonly<Record<string, (parts: number) => string>> = {
  "a?.b?.b": (parts) => `return a${"?.b".repeat(parts)}`,
  "a.b.b": (parts) => `return a${".b".repeat(parts)}`,
  "a[0][0]": (parts) => `return a${"[0]".repeat(parts)}`,
  "a()()": (parts) => `return a${"()".repeat(parts)}`,
  "'x'+'x'": (parts) => `return ${"'x'+".repeat(parts)}'x'`,
  "a&&a": (parts) => `return ${"a&&".repeat(parts)}a`,
  "a??a": (parts) => `return ${"a??".repeat(parts)}a`,
  "a,a": (parts) => `return (${"a,".repeat(parts)}a)`,
  "!!a": (parts) => `return ${"!".repeat(parts)}a`,
  "typeof typeof a": (parts) => `return ${"typeof ".repeat(parts)}a`,
  "a=a=a": (parts) => `let a; ${"a=".repeat(parts)}1`,
  "a?a:a": (parts) => `return ${"a?1:".repeat(parts)}2`,
  "a``": (parts) => `return a${"``".repeat(parts)}`,
  "((a))": (parts) => `return ${"(".repeat(parts)}a${")".repeat(parts)}`,
  "[[a]]": (parts) => `return ${"[".repeat(parts)}a${"]".repeat(parts)}`,
  "{a:{a:1}}": (parts) => `return ${"{a:".repeat(parts)}1${"}".repeat(parts)}`,
  "a=>a=>1": (parts) => `return ${"a=>".repeat(parts)}1`,
  "if(a)if(a)": (parts) => `${"if(a)".repeat(parts)};`,
  "else if": (parts) => `if(a){}${"else if(a){}".repeat(parts)}`,
  "try{try{}}": (parts) => `${"try{".repeat(parts)}${"}finally{}".repeat(parts)}`,
  labels: (parts) => `${Array.from({ length: parts }, (_, index) => `l${index}:`).join("")};`,
  "{{}}": (parts) => "{".repeat(parts) + "}".repeat(parts),
  "/[": (parts) => "/[".repeat(parts),
};

const pythonShapes: Readonly<Record<string, (parts: number) => string>> = {
  "a.b.b": (parts) => `def main():\n    return a${".b".repeat(parts)}\n`,
  "1+1": (parts) => `def main():\n    return ${"1+".repeat(parts)}1\n`,
  "not not a": (parts) => `def main():\n    return ${"not ".repeat(parts)}a\n`,
  "((a))": (parts) => `def main():\n    return ${"(".repeat(parts)}a${")".repeat(parts)}\n`,
  "[[a]]": (parts) => `def main():\n    return ${"[".repeat(parts)}`,
  "a if a else": (parts) => `def main():\n    return ${"1 if a else ".repeat(parts)}2\n`,
  "lambda: lambda": (parts) => `def main():\n    return ${"lambda: ".repeat(parts)}1\n`,
  elif: (parts) => `def main():\n    if a: pass\n${"    elif a: pass\n".repeat(parts)}`,
  "d['k']=": (parts) => `def main():\n    d = {}\n${"    d['k'] = 1\n".repeat(parts)}    return d\n`,
};

/** Long, deep and wide documents of both platforms and languages, at so many parts. */
export function deepDocuments(parts: number): readonly HostileDocument[] {
  const javascript = Object.entries(shapes).flatMap(([name, write]) => {
    const code = write(parts);
    return [
      document(`n8n JavaScript ${name} × ${parts}`, "json", n8nText({ jsCode: code })),
      document(
        `Dify JavaScript ${name} × ${parts}`,
        "yaml",
        workflowOf([nodeText("1", `function main() {${code}}`, "javascript")]),
      ),
    ];
  });
  const python = Object.entries(pythonShapes).flatMap(([name, write]) => {
    const code = write(parts);
    return [
      document(`n8n Python ${name} × ${parts}`, "json", n8nText({ language: "pythonNative", pythonCode: code })),
      document(`Dify Python ${name} × ${parts}`, "yaml", workflowOf([nodeText("1", code)])),
    ];
  });
  return [...javascript, ...python];
}

const aNode = nodeText("1", "def main():\n    return {}\n");

/** Documents whose format itself is the attack. */
export const oddDocuments: readonly HostileDocument[] = [
  document(
    "no workflow, with blank lines behind an open quote",
    "yaml",
    `workflow: x\nnodes: graph code_language\na: "\n${"\n".repeat(60_000)}`,
  ),
  document(
    "aliases of one Code node",
    "yaml",
    workflowOf([`    - &a\n${aNode.replace("    - ", "      ")}`, "    - *a\n".repeat(640)]),
  ),
  document(
    "aliases of aliases",
    "yaml",
    `${workflowOf([aNode])}${Array.from({ length: 30 }, (_, index) => `a${index}: &a${index} [${`*a${index - 1},`.repeat(index ? 10 : 0)}x]\n`).join("")}`,
  ),
  document("an alias of itself", "yaml", `${workflowOf([aNode])}loop: &loop [*loop, { a: *loop }]\n`),
  document("odd quotes", "yaml", `${workflowOf([aNode])}${`a: 'x"\n`.repeat(3_000)}`),
  document(
    "a lone surrogate in every text",
    "yaml",
    workflowOf([nodeText("\\ud800", "def main():\n    return '\ud800'\n").replace("Node ", '"\\ud800 ')]),
  ),
  document("deep brackets", "yaml", `${workflowOf([aNode])}a: ${"[".repeat(20_000)}`),
  document("many brackets", "yaml", `${workflowOf([aNode])}a: [${"[],".repeat(2_000_000)}`),
  document("brackets that close nothing", "yaml", `${workflowOf([aNode])}a: ${"]".repeat(350_000)}`),
  document("deep braces", "json", `${n8nText({ jsCode: "return 1" })}${'{"a":'.repeat(20_000)}`),
  document(
    "deep pinned data",
    "json",
    n8nText({ jsCode: "return 1" }).replace("{}", `${"[".repeat(20_000)}${"]".repeat(20_000)}`),
  ),
  document(
    "names of prototypes",
    "json",
    n8nText({ jsCode: "return __proto__" }).replaceAll("Code", "__proto__").replace("n1", "constructor"),
  ),
  document("NULs", "yaml", `${workflowOf([aNode])}${"\0".repeat(1000)}`),
];

function document(name: string, language: "yaml" | "json", text: string): HostileDocument {
  const file = `hostile-${name.replaceAll(/[^A-Za-z0-9]+/g, "-")}-${count++}.${language === "yaml" ? "yml" : "json"}`;
  return { name, uri: `file:///workspace/${file}`, language, text };
}
let count = 0;

function n8nText(parameters: object): string {
  const node = { id: "n1", name: "Code", type: "n8n-nodes-base.code", typeVersion: 2, parameters };
  return JSON.stringify({ name: "W", nodes: [node], connections: {}, settings: {} });
}
