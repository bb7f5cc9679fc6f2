import type { Program } from "acorn";
import type { CheckSubject } from "../../../checks/check.ts";
import type { PlacedNode } from "../../../languages/javascript/all-nodes.ts";
import type { N8nNode } from "../platform/n8n-node.ts";
import type { N8nTarget } from "../platform/target.ts";

/** What the inspections of one JavaScript node look at. */
export interface InspectedJavaScript {
  readonly subject: CheckSubject;
  readonly n8n: N8nNode;
  readonly target: N8nTarget;
  readonly program: Program;
  readonly nodes: readonly PlacedNode[];
  /** Every name that the code binds anywhere. */
  readonly bound: ReadonlySet<string>;
}
