import type { N8nWorkflow } from "../platform/n8n-node.ts";
import type { ItemShape, KnownNode } from "./known-data.ts";
import { typeScriptString, typeScriptType } from "./typescript-type.ts";

/** What pinned data shows of the items that come into a node, as TypeScript declares it. */
export function inputDeclarations(
  input: ItemShape | undefined,
  binaryMode: N8nWorkflow["binaryMode"] | undefined,
): string {
  const isCombined = binaryMode === "combined";
  return `// ${source}
export {};

declare global {
  namespace CodeNodes {
    /** The data of an item that comes in. */
    type InputJson = ${input ? typeScriptType(input.json, "    ") : "Data"};
    /** An item that comes in. */
    type InputItem = ${itemType("InputJson", input)};

    ${isCombined ? combined : separate}
  }

  ${isCombined ? combinedItem : separateItem}
}
`;
}

/** The same of the items that the nodes of a workflow put out. */
export function nodesDeclarations(nodes: readonly KnownNode[]): string {
  return `// ${source}
declare namespace CodeNodes {
  /** The items that the other nodes put out, by the nodes' names. */
  interface NodeItems {
${nodes.map(({ name, items }) => `    ${typeScriptString(name)}: ${itemType(items && typeScriptType(items.json, "    "), items)};`).join("\n")}
  }
}
`;
}

const source =
  "What the workflow's pinned data shows. Written by Code Nodes, and written anew when the workflow changes.";

const separate = `/** What \`$input\` and \`$('Node')\` show of an item: all of it. */
    type Shown<OfItem extends Item<any, any>> = OfItem;`;

const combined = `/** What \`$input\` and \`$('Node')\` show of an item in this workflow: its data, without \`.json\`. */
    type Shown<OfItem extends Item<any, any>> = OfItem["json"];`;

const separateItem = `/** The names as they are for the item with this number. */
  function $item(index: number): CodeNodes.ItemNames;`;

const combinedItem = `/** The data of the first item. */
  let $item: CodeNodes.InputJson;`;

function itemType(json: string | undefined, items: ItemShape | undefined): string {
  const fileNames = items?.fileNames.map(typeScriptString).join(" | ");
  return `Item${json === undefined ? "" : `<${json}${fileNames ? `, ${fileNames}` : ""}>`}`;
}
