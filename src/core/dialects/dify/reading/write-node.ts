import { type Refusal, refusal, unchanged, type Writing } from "../../../text/code-edit.ts";
import { indexLines, positionAt } from "../../../text/line-index.ts";
import { describeYamlError } from "../../../text/yaml/error-message.ts";
import { readableScalar } from "../../../text/yaml/readable-scalar.ts";
import { findScalarPlaces, type ScalarPlace } from "../../../text/yaml/scalar-place.ts";
import { parseYaml, type YamlTree } from "../../../text/yaml/tree.ts";
import { unfitForLiteral } from "../../../text/yaml/write-block-scalar.ts";
import { writeScalar } from "../../../text/yaml/write-scalar.ts";
import type { CodeNode } from "../../../workflow/code-node.ts";
import type { NewCode } from "../../dialect.ts";

/** One edit of the YAML scalar that holds a node's code, for each of the nodes. */
export function writeDifyCodes(text: string, codes: readonly NewCode[]): readonly Writing[] {
  const places = placesOfCode(
    parseYaml(text),
    codes.map(({ node }) => node),
  );
  return codes.map(({ node, code }, index) => {
    const place = places[index] as ScalarPlace | Refusal;
    return "reason" in place ? place : { kind: "edit", ...writeScalar(text, place, node.code, code) };
  });
}

/** The same code as a literal block, for each of the nodes. */
export function makeDifyReadable(text: string, nodes: readonly CodeNode[]): readonly Writing[] {
  const places = placesOfCode(parseYaml(text), nodes);
  return nodes.map((node, index) => makeNodeReadable(text, node, places[index] as ScalarPlace | Refusal));
}

function makeNodeReadable(text: string, node: CodeNode, place: ScalarPlace | Refusal): Writing {
  const { title, code } = node;
  if ("reason" in place) return place;
  const result = readableScalar(text, place, code);
  switch (result.kind) {
    case "readable":
      return unchanged;
    case "edit":
      return { kind: "edit", ...result.edit };
    case "unfit":
      return unfit(node);
    case "in-flow":
      return refusal(
        "unsuitable-place",
        `The code of "${title}" stands inside braces { … }, where YAML has no blocks. Write its mapping on lines of its own first.`,
      );
    case "in-the-way":
      return refusal(
        "unsuitable-place",
        `What follows the code of "${title}" (a comment or blank lines) would become part of it. Remove that first.`,
      );
  }
}

function placesOfCode(tree: YamlTree, nodes: readonly CodeNode[]): readonly (ScalarPlace | Refusal)[] {
  const [error] = tree.errors;
  if (error) {
    const problem = describeYamlError(tree.text, error);
    return nodes.map(({ title }) => refusal("broken-file", `${problem} Mend that before "${title}" is saved.`));
  }
  const places = findScalarPlaces(tree, new Set(nodes.map(({ code }) => code.documentRange.start)));
  return nodes.map((node) => ownPlace(node, places.get(node.code.documentRange.start)));
}

function ownPlace({ title, code, range }: CodeNode, place: ScalarPlace | undefined): ScalarPlace | Refusal {
  const { start } = code.documentRange;
  const isElsewhere = start < range.start || start >= range.end;
  if (place && !isElsewhere && place.sharedAs === undefined) return place;
  const what = place?.sharedAs === undefined ? "an alias or a merge" : `the alias *${place.sharedAs}`;
  const message = `The code of "${title}" is used in several places of the file by ${what}, and all of them would change. Write it out where it is used.`;
  return refusal("shared-code", message);
}

function unfit({ title, code: { code } }: CodeNode): Refusal {
  const { offset, codePoint } = unfitForLiteral(code) ?? { offset: 0, codePoint: 0 };
  const line = positionAt(indexLines(code), offset).line + 1;
  const name =
    characterNames.get(codePoint) ?? `the character U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
  const message = `Line ${line} of the code of "${title}" holds ${name}, which YAML can only write as an escape. Remove it, or leave the code as it is.`;
  return refusal("unwritable-code", message);
}

const characterNames = new Map([
  [0x0d, "a carriage return (a Windows line end)"],
  [0x00, "a null character"],
  [0x85, "a line break of another kind (U+0085)"],
  [0x2028, "a line separator (U+2028)"],
  [0x2029, "a paragraph separator (U+2029)"],
  [0xfeff, "a byte order mark (U+FEFF)"],
]);
