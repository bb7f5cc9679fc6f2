import { type Node, parse } from "acorn";

/** What a function's body mentions, wherever it stands. */
export interface MentionedNames {
  /** Names of variables; not of members (`this.name`) or keys. */
  readonly variables: ReadonlySet<string>;
  /** Names of members that are not computed. */
  readonly members: ReadonlySet<string>;
  readonly calls: readonly MentionedCall[];
}

export interface MentionedCall {
  /** The variable that is called. */
  readonly callee: string;
  /** The first argument, when it is a plain string. */
  readonly text?: string;
}

/** Undefined when the code cannot be parsed as the body of an async function in a module. */
export function mentionedNames(body: string): MentionedNames | undefined {
  const variables = new Set<string>();
  const members = new Set<string>();
  const calls: MentionedCall[] = [];
  let program: Node;
  try {
    program = parse(body, {
      ecmaVersion: 16,
      sourceType: "module",
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
      allowImportExportEverywhere: true,
    });
  } catch {
    return undefined;
  }
  const open: unknown[] = [program];
  while (open.length > 0) {
    const node = open.pop();
    if (Array.isArray(node)) for (const part of node) open.push(part);
    else if (isNode(node)) visit(node);
  }
  return { variables, members, calls };

  function visit(node: SyntaxNode): void {
    if (node.type === "Identifier") variables.add(String(node.name));
    if (node.type === "CallExpression") note(node);
    const named = node.computed === true ? undefined : nameKeys[node.type];
    if (named === "property") members.add(nameOf(node.property));
    for (const [key, part] of Object.entries(node)) if (key !== named) open.push(part);
  }

  function note({ callee, arguments: given }: SyntaxNode): void {
    if (!isNode(callee) || callee.type !== "Identifier") return;
    const first: unknown = Array.isArray(given) ? given[0] : undefined;
    const isText = isNode(first) && first.type === "Literal" && typeof first.value === "string";
    calls.push({ callee: String(callee.name), ...(isText && { text: String(first.value) }) });
  }
}

/** Where a node has a name that is no variable. */
const nameKeys: Readonly<Record<string, string>> = {
  MemberExpression: "property",
  Property: "key",
  PropertyDefinition: "key",
  MethodDefinition: "key",
  LabeledStatement: "label",
  BreakStatement: "label",
  ContinueStatement: "label",
};

type SyntaxNode = { readonly type: string } & Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function nameOf(node: unknown): string {
  return isNode(node) && node.type === "Identifier" ? String(node.name) : "";
}
