import type { CodeLens } from "vscode-languageserver/node";
import { indexLines, positionAt } from "../core/text/line-index.ts";
import type { CodeNode, NodeAddress } from "../core/workflow/code-node.ts";
import { languageOfFile } from "../core/workflow/node-file.ts";

/** `▶ Run`, `Run with…` and `Edit code` above the first line of each node; the commands live in the extension. */
export function toCodeLenses(uri: string, text: string, nodes: readonly CodeNode[]): CodeLens[] {
  const lines = indexLines(text);
  const isNodeFile = languageOfFile(uri) !== undefined;
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
      ...(isNodeFile
        ? []
        : [
            {
              range,
              command: {
                title: "Edit code",
                tooltip: "Open the code as a file of its own, which saves itself back into the workflow",
                command: "codeNodes.editCode",
                arguments: [argument],
              },
            },
          ]),
    ];
  });
}
