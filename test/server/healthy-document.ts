import assert from "node:assert/strict";
import { probeWorkflow } from "../probe-workflow.ts";
import type { LspClient } from "./lsp-client.ts";

/** A document that must keep getting its findings, whatever else the server is given. */
export interface HealthyDocument {
  /** Changes it, and compares the findings with those that it must have. */
  isServed(): Promise<void>;
  readonly timesServed: number;
}

const states = [
  { text: probeWorkflow, checks: ["undeclared-output"] },
  { text: probeWorkflow.replace(', \\"debug\\": text', ""), checks: [] },
  {
    text: probeWorkflow.replace("main(text)", "main(txt)"),
    checks: ["missing-parameter", "unknown-parameter", "undeclared-output"],
  },
] as const;

export async function openHealthyDocument(client: LspClient): Promise<HealthyDocument> {
  const uri = "file:///workspace/healthy.yml";
  await client.open(uri, "yaml", probeWorkflow);
  let times = 0;
  return {
    async isServed() {
      times++;
      const { text, checks } = states[times % states.length] ?? states[0];
      const found = await client.change(uri, text);
      assert.deepEqual(
        found.map(({ code }) => code),
        checks,
      );
      assert.equal((await client.codeLenses(uri)).length, 3);
    },
    get timesServed() {
      return times;
    },
  };
}
