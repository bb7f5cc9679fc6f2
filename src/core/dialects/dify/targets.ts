import type { Language } from "../../workflow/code-node.ts";
import type { NodeContract, Target } from "../dialect.ts";
import type { ModulePolicy } from "../module-policy.ts";
import { documentedJavaScriptModules } from "./javascript-modules.ts";
import { type DifyLimits, documentedLimits } from "./limits.ts";
import { documentedPythonModules } from "./python-modules.ts";

/** A row of the table below: limits, and switches where targets answer differently. */
export interface DifyTarget extends Target {
  readonly limits: DifyLimits;
  readonly undeclaredKeys: NodeContract["undeclaredKeys"];
  /** Since 1.9.0 a `boolean` output takes any value. */
  readonly booleanOutputs: "must-be-boolean" | "unchecked";
  /** Since 1.14.0 the elements of an `array[number]` may have any size and precision. */
  readonly numberArrayElements: "range-and-decimals-checked" | "unchecked";
  /** Since 1.6.0 a string such as `1e-7`, anywhere in the result, is turned into a float before it is checked. */
  readonly scientificText: "stays-text" | "becomes-float";
  /** Since 1.4.2 a list directly inside a list, in an object without declared children, crashes the check. */
  readonly listsInLists: "count-as-levels" | "crash-the-check";
  readonly javascriptArguments: "one-object" | "one-object-or-positions";
  readonly awaitsJavaScript: boolean;
  readonly modules: Readonly<Record<Language, ModulePolicy>>;
}

/**
 * The published contract. Where the pages speak they decide. Where they are silent, what every release does
 * on purpose holds too: array lengths, missing outputs, type checks and their order, null for any type.
 * Accidents of an implementation do not: rewritten scientific notation, unchecked booleans and array elements, a check that crashes,
 * names left over by the sandbox, a node that fails because something was printed on stderr.
 */
const documented: DifyTarget = {
  name: "documented",
  label: "Dify · documented",
  // "Maximum execution time: 10 seconds", seen 2026-11.
  timeLimitMs: 10_000,
  limits: documentedLimits,
  undeclaredKeys: "dropped",
  booleanOutputs: "must-be-boolean",
  numberArrayElements: "range-and-decimals-checked",
  scientificText: "stays-text",
  // "Objects/Arrays: Maximum depth of 5 levels", seen 2026-11.
  listsInLists: "count-as-levels",
  // The page shows `main(data)`, its guide `main({ a, b })`.
  javascriptArguments: "one-object-or-positions",
  // "JavaScript nodes support async/await", seen 2026-11.
  awaitsJavaScript: true,
  modules: { python: documentedPythonModules, javascript: documentedJavaScriptModules },
};

export const difyTargets: readonly [DifyTarget, ...DifyTarget[]] = [documented];

/** The row behind a target that the dialect handed out; one with limits of its own is such a row already. */
export function difyTargetOf(target: Target): DifyTarget {
  if ("limits" in target) return target as DifyTarget;
  return difyTargets.find(({ name }) => name === target.name) ?? difyTargets[0];
}
