import { declarationText, jsonObject, jsonString } from "../../declaration-text.ts";
import type { NewNode } from "../../dialect.ts";

const declaration = declarationText([
  ["dialect", jsonString("dify")],
  [
    "inputs",
    jsonObject([
      ["arg1", jsonObject([])],
      ["arg2", jsonObject([])],
    ]),
  ],
  ["outputs", jsonObject([["result", jsonObject([["type", jsonString("string")]])]])],
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
