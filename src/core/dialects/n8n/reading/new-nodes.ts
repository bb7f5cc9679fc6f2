import { jsonString } from "../../../json/make-json.ts";
import { declarationText } from "../../declaration-text.ts";
import type { NewNode } from "../../dialect.ts";
import { type N8nLanguage, type N8nMode, n8nModes } from "../platform/n8n-node.ts";
import { engineLanguage } from "./read-node.ts";

/** The samples of n8n's editor: a new field on each item. Source: facts about n8n 2.41.1, 2026-09. */
const samples: Readonly<Record<N8nLanguage, Readonly<Record<N8nMode, string>>>> = {
  javaScript: {
    runOnceForAllItems: `// Gives each item that comes in a new field.
for (const item of $input.all()) {
  item.json.myNewField = 1;
}

return $input.all();
`,
    runOnceForEachItem: `// Gives the item that comes in a new field.
$input.item.json.myNewField = 1;

return $input.item;
`,
  },
  pythonNative: {
    runOnceForAllItems: `# Gives each item that comes in a new field.
for item in _items:
  item["json"]["my_new_field"] = 1

return _items
`,
    runOnceForEachItem: `# Gives the item that comes in a new field.
_item["json"]["my_new_field"] = 1

return _item
`,
  },
  python: {
    runOnceForAllItems: `# Gives each item that comes in a new field.
for item in _input.all():
  item.json.myNewField = 1

return _input.all()
`,
    runOnceForEachItem: `# Gives the item that comes in a new field.
_input.item.json.myNewField = 1

return _input.item
`,
  },
};

const languageLabels: Readonly<Record<N8nLanguage, string>> = {
  javaScript: "JavaScript",
  pythonNative: "Python",
  python: "Python (Pyodide, n8n 1)",
};

const modeLabels: Readonly<Record<N8nMode, string>> = {
  runOnceForAllItems: "Run Once for All Items",
  runOnceForEachItem: "Run Once for Each Item",
};

export const newN8nNodes: readonly [NewNode, ...NewNode[]] = [
  ...newNodes("javaScript"),
  ...newNodes("pythonNative"),
  ...newNodes("python"),
];

function newNodes(language: N8nLanguage): readonly [NewNode, NewNode] {
  const [all, each] = n8nModes;
  return [newNode(language, all), newNode(language, each)];
}

/** Every setting is written out, so that it can be changed where it stands. */
function newNode(language: N8nLanguage, mode: N8nMode): NewNode {
  return {
    languageLabel: languageLabels[language],
    modeLabel: modeLabels[mode],
    language: engineLanguage(language),
    code: samples[language][mode],
    declarationText: declarationText([
      ["dialect", jsonString("n8n")],
      ["mode", jsonString(mode)],
      ["language", jsonString(language)],
    ]),
  };
}
