import { type Locals, mergeIntoLocals, mergeLocals } from "./known-value.ts";

/** The state at a point that control reaches; `undefined` stands for a point it does not. */
export interface State {
  readonly locals: Locals;
  /** False when it takes a case that may not exist to come here. */
  readonly isSure: boolean;
}

export type Reached = State | undefined;

export function join(left: Reached, right: Reached): Reached {
  if (!left || !right) return left ?? right;
  return { locals: mergeLocals(left.locals, right.locals), isSure: left.isSure || right.isSure };
}

/** Most of what has fallen through was joined with the same state before, which is known of the one that is joined. */
export function fallenInto(state: State, fallen: State): State {
  return { locals: mergeIntoLocals(state.locals, fallen.locals), isSure: state.isSure || fallen.isSure };
}
