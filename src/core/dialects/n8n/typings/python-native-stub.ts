/// <reference path="./text-files.d.ts" />
import type { N8nMode } from "../platform/n8n-node.ts";
import type { ItemShape } from "./known-data.ts";
import names from "./python/native.txt";
import { declare, type PythonDeclarations, type PythonForm, pythonString, pythonType } from "./python-type.ts";

/** The names that n8n's own Python finds, typed as far as pinned data shows. */
export function nativePythonStub(input: ItemShape | undefined, mode: N8nMode): string {
  const declarations: PythonDeclarations = { form: dictionaries, texts: [], names: new Set() };
  const json = input ? pythonType(input.json, "_Json", declarations) : "dict[str, Any]";
  const binary = declare("_Binary", declarations, (name) => {
    const files = (input?.fileNames ?? []).map((file) => ({ name: file, type: "dict[str, Any]", isOptional: true }));
    return dictionaries.declareObject(name, files);
  });
  const item = declare("_Item", declarations, (name) =>
    dictionaries.declareObject(name, [
      { name: "json", type: json, isOptional: false },
      { name: "binary", type: dictionaries.objectType(binary), isOptional: true },
      { name: "pairedItem", type: "Any", isOptional: true },
    ]),
  );
  return [names, ...declarations.texts, mode === "runOnceForEachItem" ? oneItem(item) : allItems(item)].join("\n");
}

/**
 * Dictionaries with known keys, to which others may be added; a dictionary of any keys beside each keeps what is legal
 * from being an error, such as deleting a key or putting another dictionary in the place.
 */
const dictionaries: PythonForm = {
  declareObject(name, members) {
    const lines = members.map(
      (member) =>
        `    ${pythonString(member.name)}: ${member.isOptional ? `NotRequired[${member.type}]` : member.type},\n`,
    );
    return `${name} = TypedDict(${pythonString(name)}, {\n${lines.join("")}}, extra_items=Any)\n`;
  },
  objectType: (name) => (name === undefined ? "dict[str, Any]" : `${name} | dict[str, Any]`),
  listType: (element) => `list[${element}]`,
};

const allItems = (item: string) => `_items: list[${item}]
"""All items that come in: \`_items[0]["json"]\` is the data of the first one."""

_query: None
"""Always None in a Code node."""
`;

const oneItem = (item: string) => `_item: ${item}
"""The current item: \`_item["json"]\` is its data."""
`;
