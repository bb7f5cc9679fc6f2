/// <reference path="./text-files.d.ts" />
import type { N8nMode } from "../platform/n8n-node.ts";
import type { ItemShape, KnownNode } from "./known-data.ts";
import names from "./python/pyodide.txt";
import { declare, type PythonDeclarations, type PythonForm, pythonString, pythonType } from "./python-type.ts";

/** The names that Python on Pyodide finds, as n8n 1 gives them, typed as far as pinned data shows. */
export function oldPythonStub(input: ItemShape | undefined, nodes: readonly KnownNode[], mode: N8nMode): string {
  const declarations: PythonDeclarations = { form: objects, texts: [], names: new Set() };
  const json = input ? pythonType(input.json, "_Json", declarations) : "_JsObject";
  const item = declareItem("_InputItem", json, input, declarations);
  const known = nodes.flatMap(({ name, items }, index) => {
    if (!items) return [];
    const itemOfNode = `_Node${index + 1}`;
    const type = declareItem(
      itemOfNode,
      pythonType(items.json, `${itemOfNode}_Json`, declarations),
      items,
      declarations,
    );
    return [{ name, type }];
  });
  return [names, ...declarations.texts, givenNames(json, item, mode), referenceFunction(known)].join("\n");
}

/** JavaScript's objects: their members are attributes, and others than the known ones may be there. */
const objects: PythonForm = {
  declareObject(name, members) {
    const lines = members.filter(({ name: member }) => isAttribute(member));
    const body = lines.map((member) => `    ${member.name}: ${member.type}\n`).join("");
    return `class ${name}(_JsObject):\n${body || "    ...\n"}`;
  },
  objectType: (name = "_JsObject") => name,
  listType: (element) => `_JsArray[${element}]`,
};

function declareItem(name: string, json: string, items: ItemShape | undefined, declarations: PythonDeclarations) {
  const files = (items?.fileNames ?? []).map((file) => ({ name: file, type: "_BinaryFile", isOptional: true }));
  const binary = declare(`${name}_Binary`, declarations, (declared) => objects.declareObject(declared, files));
  return declare(name, declarations, (declared) =>
    objects.declareObject(declared, [
      { name: "json", type: json, isOptional: false },
      { name: "binary", type: binary, isOptional: true },
      { name: "pairedItem", type: "Any", isOptional: true },
    ]),
  );
}

function givenNames(json: string, item: string, mode: N8nMode): string {
  const isEach = mode === "runOnceForEachItem";
  return `_input: _Input[${item}]
"""The items that come in."""
_json: ${json}
"""The data of the ${isEach ? "current" : "first"} item."""
_data: ${json}
_thisItem: ${item}
${isEach ? "item" : "items"}: ${isEach ? item : `_JsArray[${item}]`}
"""${isEach ? "The current item." : "All items that come in."}"""

@overload
def _items() -> _JsArray[${item}]:
    """The items of another node, or the input of this one."""
@overload
def _items(name: str, branch: int = 0, run: int = 0, /) -> _JsArray[Any]: ...
`;
}

function referenceFunction(nodes: readonly { readonly name: string; readonly type: string }[]): string {
  const doc = `    """Another node of the workflow, by its name: \`_("Fetch").first().json\`."""`;
  if (nodes.length === 0) return `def _(name: str | None = None, /) -> _NodeReference[Any]:\n${doc}\n`;
  const overloads = nodes.map(
    ({ name, type }) =>
      `@overload\ndef _(name: Literal[${pythonString(name)}], /) -> _NodeReference[${type}]:\n${doc}\n`,
  );
  return `${overloads.join("")}@overload\ndef _(name: str | None = None, /) -> _NodeReference[Any]: ...\n`;
}

const keywords = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield`.split(/\s+/),
);
/** What a JavaScript object has for Python by these names is not its member. */
const ownNames = new Set(
  "as_object_map clear get items keys object_entries object_keys object_values pop setdefault to_py update values".split(
    " ",
  ),
);

function isAttribute(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && !name.startsWith("__") && !keywords.has(name) && !ownNames.has(name);
}
