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

/**
 * `docker/envs/core-services/shared.env.example` and `api/.env.example`, 1.9.2 to 1.16.0, read 2026-08. Without an
 * env file the API's own default for `CODE_MIN_NUMBER` is one higher.
 */
export const releaseLimits: DifyLimits = {
  ...documentedLimits,
  maxStringCodePoints: 400_000,
  minNumber: -(2n ** 63n),
  maxNumber: 2n ** 63n - 1n,
  maxDecimals: 20,
};

/** 0.6.0 to 1.9.1: strings were raised from 80,000 in 4a475bf1cd (2025-10-06). */
export const earlierReleaseLimits: DifyLimits = { ...releaseLimits, maxStringCodePoints: 80_000 };
