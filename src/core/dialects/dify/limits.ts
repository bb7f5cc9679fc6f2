/**
 * What Dify accepts of one result, and the environment variable that holds each number on a server
 * (`docker/envs/core-services/shared.env.example`, read 2026-08).
 */
export interface DifyLimits {
  /** `CODE_MAX_STRING_LENGTH`; exactly this many pass. */
  readonly maxStringCodePoints: number;
  /** `CODE_MIN_NUMBER`; a bigint because the releases' bounds are those of 64-bit integers. */
  readonly minNumber: bigint;
  /** `CODE_MAX_NUMBER`. */
  readonly maxNumber: bigint;
  /** `CODE_MAX_PRECISION`; of the shortest decimal form. */
  readonly maxDecimals: number;
  /** `CODE_MAX_DEPTH`; the returned object itself is level 1. */
  readonly maxDepthLevels: number;
  /** `CODE_MAX_NUMBER_ARRAY_LENGTH`. */
  readonly maxNumberArrayElements: number;
  /** `CODE_MAX_STRING_ARRAY_LENGTH`. */
  readonly maxStringArrayElements: number;
  /** `CODE_MAX_OBJECT_ARRAY_LENGTH`. */
  readonly maxObjectArrayElements: number;
}

export const documentedLimits: DifyLimits = {
  // The page "Code", section "Output Validation and Limits", seen 2026-11.
  maxStringCodePoints: 80_000,
  minNumber: -999_999_999n,
  maxNumber: 999_999_999n,
  maxDecimals: 10,
  maxDepthLevels: 5,
  // The page is silent on array lengths; these hold in every release from 0.6.0 to 1.16.0, read 2026-08.
  maxNumberArrayElements: 1000,
  maxStringArrayElements: 30,
  maxObjectArrayElements: 30,
};
