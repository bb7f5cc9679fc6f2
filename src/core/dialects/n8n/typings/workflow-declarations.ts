import type { N8nWorkflow } from "../platform/n8n-node.ts";
import type { ItemShape, KnownData } from "./known-data.ts";
import { typeScriptString, typeScriptType } from "./typescript-type.ts";

/** What pinned data shows of the items, as TypeScript declares it: those of this node's input, and of other nodes. */
export function workflowDeclarations(
  { input, nodes }: KnownData,
  binaryMode: N8nWorkflow["binaryMode"] | undefined,
): string {
  const isCombined = binaryMode === "combined";
  return `// What the workflow's pinned data shows. Written by Code Nodes, and written anew when the workflow changes.
export {};

declare global {
  namespace CodeNodes {
    /** The data of an item that comes in. */
    type InputJson = ${input ? typeScriptType(input.json, "    ") : "Data"};
    /** An item that comes in. */
    type InputItem = ${itemType("InputJson", input)};

    /** The items that the other nodes put out, by the nodes' names. */
    interface NodeItems {
${nodes.map(({ name, items }) => `      ${typeScriptString(name)}: ${itemType(items && typeScriptType(items.json, "      "), items)};`).join("\n")}
    }

    ${isCombined ? combined : separate}
  }

  ${isCombined ? combinedItem : separateItem}
}
`;
}

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
