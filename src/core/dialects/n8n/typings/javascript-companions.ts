/// <reference path="./text-files.d.ts" />
import type { CodeNode } from "../../../workflow/code-node.ts";
import type { CompanionFile } from "../../dialect.ts";
import type { N8nNode, N8nWorkflow } from "../platform/n8n-node.ts";
import allItems from "./javascript/all-items.txt";
import eachItem from "./javascript/each-item.txt";
import functionItem from "./javascript/function-item.txt";
import functionNodes from "./javascript/function-nodes.txt";
import language from "./javascript/language.txt";
import names from "./javascript/names.txt";
import { knownInput, knownNodes } from "./known-data.ts";
import { luxonDeclarations } from "./luxon-declarations.ts";
import { inputDeclarations, nodesDeclarations } from "./workflow-declarations.ts";

/**
 * What makes a folder with a node's JavaScript a project of its own, in which TypeScript knows n8n's names. A code file
 * never has a dot in its name, so that none is hidden by declarations of its name.
 */
export function javascriptCompanions(node: CodeNode, n8n: N8nNode): readonly CompanionFile[] {
  return [
    { name: "jsconfig.json", text: `${JSON.stringify(project, null, 2)}\n` },
    { name: "n8n.names.d.ts", text: [names, ...namesOf(n8n)].join("") },
    { name: "n8n.workflow.d.ts", text: inputDeclarations(knownInput(node), n8n.workflow?.binaryMode) },
  ];
}

export function sharedJavascriptCompanions(workflow: N8nWorkflow | undefined): readonly CompanionFile[] {
  return [
    { name: sharedNames.language, text: language },
    { name: sharedNames.luxon, text: luxonDeclarations() },
    { name: sharedNames.nodes, text: nodesDeclarations(knownNodes(workflow)) },
  ];
}

const sharedNames = { language: "n8n.javascript.d.ts", luxon: "n8n.luxon.d.ts", nodes: "n8n.nodes.d.ts" };

/**
 * The code is neither a script nor a module but the body of a function. As a module it may have names of its own that
 * n8n has too (`const items = …`); as one of Node, TypeScript does not offer to turn `require` into `import`. Without
 * `checkJs`, at neither true nor false, a `return` is let alone and misspelt names are still pointed out. Types from
 * elsewhere would bring what is not there when the code runs.
 */
const project = {
  compilerOptions: {
    target: "es2023",
    lib: ["es2023"],
    module: "node16",
    moduleDetection: "force",
    types: [],
    noEmit: true,
    skipLibCheck: true,
  },
  typeAcquisition: { enable: false },
  include: ["*.js", "*.d.ts", ...Object.values(sharedNames).map((name) => `../${name}`)],
};

function namesOf({ kind, mode }: N8nNode): readonly string[] {
  switch (kind) {
    case "code":
      return [mode === "runOnceForEachItem" ? eachItem : allItems];
    case "function":
      return [allItems, functionNodes];
    case "function-item":
      return [functionItem, functionNodes];
  }
}
