import type { CodeLens } from "vscode-languageserver/node";
import { indexLines, positionAt } from "../core/text/line-index.ts";
import type { CodeNode, NodeAddress } from "../core/workflow/code-node.ts";

/** `▶ Run` and `Run with…` above the first line of each node; the commands live in the extension. */
export function toCodeLenses(uri: string, text: string, nodes: readonly CodeNode[]): CodeLens[] {
  const lines = indexLines(text);
  return nodes.flatMap((node) => {
    const start = positionAt(lines, node.range.start);
    const range = { start, end: start };
    const argument: NodeAddress = { uri, nodeId: node.id };
    return [
      {
        range,
        command: { title: "▶ Run", tooltip: `Run “${node.title}”`, command: "codeNodes.run", arguments: [argument] },
      },
      {
        range,
        command: {
          title: "Run with…",
          tooltip: "Choose the inputs: the last ones, a saved case, or new ones",
          command: "codeNodes.runWith",
          arguments: [argument],
        },
      },
    ];
  });
}
