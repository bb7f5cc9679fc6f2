import { findNodeAtOffset, type Node } from "jsonc-parser";
import { type Refusal, refusal, type Writing } from "../../../text/code-edit.ts";
import { escaperFor, writeJsonString } from "../../../text/json/write-json-string.ts";
import { offsetRange } from "../../../text/offset-range.ts";
import type { TextEdit } from "../../../text/text-edit.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";
import { type Member, memberOf, membersOf, rangeOfJson } from "../../declaration-reader.ts";
import type { NewCode } from "../../dialect.ts";
import { ownPartOf } from "../platform/n8n-node.ts";
import { nameKind } from "./json-parts.ts";
import { parseExport } from "./parse-export.ts";
import { codeMember } from "./read-node.ts";

/**
 * One edit of the JSON string that holds a node's code, for each of the nodes. A node that has none, because n8n leaves
 * out what is as it was at first, gets one.
 */
export function writeN8nCodes(text: string, codes: readonly NewCode[]): readonly Writing[] {
  const { root, errors } = parseExport(text);
  return codes.map((code) => writeNodeCode(text, errors.length > 0 ? undefined : root, code));
}

function writeNodeCode(text: string, root: Node | undefined, { node, code }: NewCode): Writing {
  const { title } = node;
  const n8n = ownPartOf(node);
  if (n8n?.kind === "code" && code.startsWith("=")) {
    const message = `The code of "${title}" begins with "=", which n8n takes away. Begin it with something else, such as an empty line.`;
    return refusal("unwritable-code", message);
  }
  if (!root || !n8n) {
    return refusal("broken-file", `The file is not valid JSON. Mend that before "${title}" is saved.`);
  }
  const member = codeMember(n8n.kind, n8n.language);
  const spelt = findNodeAtOffset(root, node.code.documentRange.start);
  const isCode = spelt?.type === "string" && spelt.parent?.children?.[0]?.value === member;
  if (isCode) return { kind: "edit", ...writeJsonString(text, node.code, code) };
  const object = findNodeAtOffset(root, node.range.start) ?? root;
  const parameters = memberOf(object, "parameters");
  if (parameters?.value && parameters.value.type !== "object") {
    const message = `The "parameters" of "${title}" are ${nameKind(parameters.value)}, not an object, so that no code can stand there. Write {} in their place.`;
    return refusal("unsuitable-place", message);
  }
  return { kind: "edit", ...addMember(text, object, parameters, member, code) };
}

export function makeN8nReadable(_text: string, nodes: readonly CodeNode[]): readonly Refusal[] {
  return nodes.map(notReadable);
}

function notReadable({ title }: CodeNode): Refusal {
  const message = `The code of "${title}" stands in a JSON file, where text of several lines can only be one string with escapes. Open the node as a file to read it.`;
  return refusal("unsuitable-place", message);
}

/** One insertion that is spelt as what stands beside it; the node gets its `parameters` too when it has none. */
function addMember(text: string, node: Node, parameters: Member | undefined, name: string, code: string): TextEdit {
  const value = escaperFor(text)(JSON.stringify(code));
  const object = parameters?.value;
  const behindOthers = nextMember(text, object);
  if (behindOthers) {
    const { offset, separator, colon } = behindOthers;
    return insertion(offset, `${separator}"${name}"${colon}${value}`);
  }
  const { offset, separator, colon } = nextMember(text, node) ?? {
    offset: node.offset + 1,
    separator: "",
    colon: ": ",
  };
  const member = `"${name}"${colon}${value}`;
  if (parameters && object) {
    const margin = lineBreakAtEnd(text.slice(node.offset, parameters.key.offset));
    const blanks = text.slice(object.offset + 1, object.offset + object.length - 1);
    return insertion(object.offset + 1, fill(text, node, margin, blanks, member));
  }
  const filled = fill(text, node, lineBreakAtEnd(separator), "", member);
  return insertion(offset, `${separator}"parameters"${colon}{${filled}}`);
}

interface NextMember {
  readonly offset: number;
  /** The comma, and the blanks or the line break around it. */
  readonly separator: string;
  /** With the blanks around it. */
  readonly colon: string;
}

/** Where one more member of an object would stand, and how, by the last ones there are; undefined for none. */
function nextMember(text: string, object: Node | undefined): NextMember | undefined {
  const [last, beforeLast] = membersOf(object).toReversed();
  if (!object || !last?.value) return undefined;
  const { end } = rangeOfJson(last.value);
  const colon = withoutLineBreak(text.slice(rangeOfJson(last.key).end, last.value.offset), ": ");
  const gap = text.slice(beforeLast?.value ? rangeOfJson(beforeLast.value).end : object.offset + 1, last.key.offset);
  const lineBreak = lineBreakAtEnd(gap);
  if (lineBreak !== undefined) return { offset: end, separator: `,${lineBreak}`, colon };
  return { offset: end, separator: beforeLast ? gap : colon.endsWith(":") ? "," : ", ", colon };
}

/**
 * What gives an empty object its member, before the blanks that it has; on a line of its own where the object's key,
 * behind `margin`, has one.
 */
function fill(text: string, node: Node, margin: string | undefined, blanks: string, member: string): string {
  const lineBreak = lineBreakAtEnd(blanks);
  if (lineBreak !== undefined) return lineBreak + stepOf(text, node, margin ?? lineBreak) + member;
  if (blanks !== "") return blanks + member;
  if (margin !== undefined) return margin + stepOf(text, node, margin) + member + margin;
  const firstKey = membersOf(node)[0]?.key.offset ?? node.offset + 1;
  const inBraces = withoutLineBreak(text.slice(node.offset + 1, firstKey), "");
  return inBraces + member + inBraces;
}

/** How much further in the lines of a node stand than the line that it begins on. */
function stepOf(text: string, node: Node, lineBreak: string): string {
  const lineStart = Math.max(text.lastIndexOf("\n", node.offset), text.lastIndexOf("\r", node.offset)) + 1;
  const outer = /^[ \t]*/.exec(text.slice(lineStart, node.offset))?.[0] ?? "";
  const inner = lineBreak.replace(/^[\r\n]+/, "");
  return inner.startsWith(outer) ? inner.slice(outer.length) : "";
}

/** The last line break and the indentation behind it, if nothing else follows. */
function lineBreakAtEnd(text: string): string | undefined {
  return /(?:\r\n?|\n)[ \t]*$/.exec(text)?.[0];
}

function withoutLineBreak(blanks: string, otherwise: string): string {
  return /[\r\n]/.test(blanks) ? otherwise : blanks;
}

function insertion(offset: number, newText: string): TextEdit {
  return { range: offsetRange(offset, offset), newText };
}
