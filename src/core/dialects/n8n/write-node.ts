import { findNodeAtOffset, getNodePath, modify, type Node, type ParseError, parseTree } from "jsonc-parser";
import { escaperFor, writeJsonString } from "../../text/json/write-json-string.ts";
import { offsetRange } from "../../text/offset-range.ts";
import type { TextEdit } from "../../text/text-edit.ts";
import type { CodeNode } from "../../workflow/code-node.ts";
import { type Refusal, refusal, type Writing } from "../../write/code-edit.ts";
import { codeMember } from "./read-node.ts";

/**
 * One edit of the JSON string that holds a node's code. A node that has none, because n8n leaves out what is as it was
 * at first, gets one.
 */
export function writeN8nCode(text: string, node: CodeNode, code: string): Writing {
  const { title, n8n } = node;
  if (n8n?.kind === "code" && code.startsWith("=")) {
    const message = `The code of "${title}" begins with "=", which n8n takes away. Begin it with something else, such as an empty line.`;
    return refusal("unwritable-code", message);
  }
  const errors: ParseError[] = [];
  // A byte order mark is no JSON to the parser.
  const root = parseTree(text.replace(/^\uFEFF/, " "), errors, { disallowComments: true });
  if (!root || errors.length > 0 || !n8n) {
    return refusal("broken-file", `The file is not valid JSON. Mend that before "${title}" is saved.`);
  }
  const member = codeMember(n8n.kind, n8n.language);
  const spelt = findNodeAtOffset(root, node.code.documentRange.start);
  const isCode = spelt?.type === "string" && spelt.parent?.children?.[0]?.value === member;
  return {
    kind: "edit",
    ...(isCode ? writeJsonString(text, node.code, code) : addMember(text, root, node, member, code)),
  };
}

export function makeN8nReadable(_text: string, { title }: CodeNode): Refusal {
  const message = `The code of "${title}" stands in a JSON file, where text of several lines can only be one string with escapes. Open the node as a file to read it.`;
  return refusal("unsuitable-place", message);
}

function addMember(text: string, root: Node, node: CodeNode, member: string, code: string): TextEdit {
  const object = findNodeAtOffset(root, node.range.start);
  const path = [...(object ? getNodePath(object) : []), "parameters", member];
  const indentation = /\n([ \t]+)/.exec(text)?.[1];
  const [edit] = modify(text, path, code, {
    ...(indentation !== undefined && {
      formattingOptions: {
        insertSpaces: !indentation.startsWith("\t"),
        tabSize: indentation.startsWith("\t") ? 1 : indentation.length,
        eol: text.includes("\r\n") ? "\r\n" : "\n",
      },
    }),
  });
  const { offset, length, content } = edit ?? { offset: 0, length: 0, content: "" };
  return { range: offsetRange(offset, offset + length), newText: escaperFor(text)(content) };
}
