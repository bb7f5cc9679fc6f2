import type { JsonValue } from "../json/json-value.ts";

/** Each item is an object with `json`, perhaps `binary` and `pairedItem`. */
export interface ItemFlow {
  readonly input: readonly JsonValue[];
  /** The main output first; then the error output, when the node has one. */
  readonly outputs: readonly ItemOutput[];
}

export interface ItemOutput {
  readonly name: "items" | "errorItems";
  readonly items: readonly JsonValue[];
}
