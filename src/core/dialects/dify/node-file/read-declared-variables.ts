import type { Node } from "jsonc-parser";
import type { Input, Language, Output } from "../../../workflow/code-node.ts";
import {
  type DeclarationReader,
  type Member,
  memberOf,
  membersOf,
  rangeOfJson,
  reportAt,
} from "../../declaration-reader.ts";
import { isOutputType, nearestOutputType, outputTypeRemedy } from "../platform/output-type.ts";
import { inputNameProblem, outputNameProblem, repeatedName } from "../platform/unusable-name.ts";

/** `{ "text": { "type": "string", "from": ["1711", "text"] } }`; both members may be left out. */
export function readDeclaredInputs(
  reader: DeclarationReader,
  root: Node | undefined,
  language: Language,
): readonly Input[] {
  return declaredOnce(reader, "input", objectMember(reader, root, "inputs")).map(({ name, key, value }) => {
    const nameProblem = inputNameProblem(name, language);
    if (nameProblem) reportAt(reader, nameProblem, key, "unusable-name");
    if (value?.type !== "object") {
      reportAt(
        reader,
        `The input "${name}" is not an object. Write { "type": "string" }, or {} if its type is open.`,
        value ?? key,
      );
    }
    const type = memberOf(value, "type")?.value;
    if (type && type.type !== "string") {
      reportAt(reader, `The type of the input "${name}" must be text, e.g. "string".`, type);
    }
    return {
      name,
      ...(type?.type === "string" && { type: String(type.value) }),
      selector: readSelector(reader, name, memberOf(value, "from")?.value),
      range: rangeOfJson(key),
    };
  });
}

/** `{ "result": { "type": "string", "children": { … } } }` */
export function readDeclaredOutputs(reader: DeclarationReader, root: Node | undefined): readonly Output[] {
  const map = objectMember(reader, root, "outputs");
  for (const { name, key } of membersOf(map)) {
    const problem = outputNameProblem(name);
    if (problem) reportAt(reader, problem, key, "unusable-name");
  }
  return readOutputMap(reader, map, "");
}

function readSelector(reader: DeclarationReader, name: string, from: Node | undefined): readonly string[] {
  if (!from) return [];
  const parts = (from.children ?? []).map(({ value }) => value as unknown);
  if (from.type === "array" && parts.every((part) => typeof part === "string")) return parts;
  reportAt(reader, `The "from" of the input "${name}" is not a list of names. Write ["node id", "name"].`, from);
  return [];
}

function readOutputMap(reader: DeclarationReader, map: Node | undefined, parentPath: string): readonly Output[] {
  return declaredOnce(reader, "output", map).map(({ name, key, value }) => {
    const path = parentPath + name;
    const typeNode = memberOf(value, "type")?.value;
    const written = typeNode?.type === "string" ? String(typeNode.value) : undefined;
    if (value?.type !== "object") {
      reportAt(reader, `The output "${path}" is not an object. Write { "type": "string" }.`, value ?? key);
    } else if (written === undefined) {
      reportAt(reader, `The output "${path}" has no type. ${outputTypeRemedy(undefined)}`, typeNode ?? key);
    } else if (!isOutputType(written)) {
      const message = `The output "${path}" has the type "${written}", which a Code node cannot return.`;
      reportAt(reader, `${message} ${outputTypeRemedy(written)}`, typeNode, "refused-declaration");
    }
    const children = memberOf(value, "children")?.value;
    const hasChildren = children !== undefined && children.type !== "null";
    if (hasChildren && children.type !== "object") {
      reportAt(
        reader,
        `The children of the output "${path}" are not an object. Write them like outputs, or remove them.`,
        children,
      );
    }
    return {
      name,
      type: nearestOutputType(written),
      ...(hasChildren && children.type === "object" && { children: readOutputMap(reader, children, `${path}.`) }),
      range: rangeOfJson(key),
    };
  });
}

function objectMember(reader: DeclarationReader, root: Node | undefined, name: string): Node | undefined {
  const member = memberOf(root, name);
  if (!member || member.value?.type === "object") return member?.value;
  reportAt(
    reader,
    `"${name}" is not an object. Write "${name}": { "name": { "type": "string" } }.`,
    member.value ?? member.key,
  );
  return undefined;
}

/** JSON lets a name repeat; the last one counts. */
function declaredOnce(reader: DeclarationReader, kind: "input" | "output", map: Node | undefined): readonly Member[] {
  const byName = new Map<string, Member>();
  for (const member of membersOf(map)) {
    if (byName.has(member.name)) {
      reportAt(reader, repeatedName(kind, member.name), member.key, "unusable-name");
    }
    byName.set(member.name, member);
  }
  return [...byName.values()];
}
