import { jsonEntries, jsonString } from "../../../json/make-json.ts";
import { declarationText } from "../../declaration-text.ts";
import type { NewNode } from "../../dialect.ts";

const declaration = declarationText([
  ["dialect", jsonString("dify")],
  [
    "inputs",
    jsonEntries([
      ["arg1", jsonEntries([])],
      ["arg2", jsonEntries([])],
    ]),
  ],
  ["outputs", jsonEntries([["result", jsonEntries([["type", jsonString("string")]])]])],
]);

/**
 * What Dify fills a new Code node with: two inputs that are not connected, and a `main` that returns them added
 * together; its text begins and ends with a newline. Source: facts about Dify 1.16, read 2026-07.
 */
export const newDifyNodes: readonly [NewNode, ...NewNode[]] = [
  newNode("Python", "python", [
    "def main(arg1: str, arg2: str):",
    "    return {",
    '        "result": arg1 + arg2,',
    "    }",
  ]),
  newNode("JavaScript", "javascript", [
    "function main({arg1, arg2}) {",
    "    return {",
    "        result: arg1 + arg2",
    "    }",
    "}",
  ]),
];

function newNode(languageLabel: string, language: NewNode["language"], lines: readonly string[]): NewNode {
  return { languageLabel, language, code: `\n${lines.join("\n")}\n`, declarationText: declaration };
}
