/**
 * Which modules a target lets code import. Plain data: the checks and the sandbox read the same value.
 *
 * An entry covers the module and everything below it (`urllib` covers `urllib.parse`); of several that
 * match, the longest decides.
 */
export interface ModulePolicy {
  readonly allowed: readonly string[];
  readonly blocked: readonly BlockedModules[];
  /** Allowed modules that cannot do their work in a local run, and what to do about it. */
  readonly serverOnly?: readonly ModuleRemark[];
  /** Allowed modules that no published list names. */
  readonly unpublished?: readonly ModuleRemark[];
  /** Why a module that no entry covers cannot be imported, and what to do; `{module}` stands for its name. */
  readonly otherwise: string;
  /** Such a module is missed as the language misses any other; else the code is told the reason. Python's alone. */
  readonly othersAreAbsent?: true;
  /** Importing such a module ends the program, which nothing catches. JavaScript's alone. */
  readonly othersEndTheProgram?: true;
  /** Modules that no entry covers may be imported all the same. */
  readonly allowsOthers?: boolean;
  /** What separates a module from what lies below it; "none": an entry covers the very module that it names. */
  readonly separator: "." | "/" | "none";
}

export interface BlockedModules {
  readonly modules: readonly string[];
  /** Why, and what to do instead; `{module}` stands for the module's name. */
  readonly reason: string;
  /** As `othersAreAbsent`. */
  readonly areAbsent?: true;
}

/** Something to say of modules that may be imported. */
export type ModuleRemark = BlockedModules;

/** `isNamed`: whether the policy knows the module, and blocks it by its name. */
export type ModuleVerdict =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly reason: string;
      readonly isNamed: boolean;
      readonly isAbsent: boolean;
      readonly endsTheProgram: boolean;
    };

export function judgeModule(policy: ModulePolicy, moduleName: string): ModuleVerdict {
  const allowedBy = longestMatch(policy, policy.allowed, moduleName);
  let blockedBy = "";
  let reason = policy.otherwise;
  let isAbsent: boolean = policy.othersAreAbsent ?? false;
  for (const entry of policy.blocked) {
    const match = longestMatch(policy, entry.modules, moduleName);
    if (match.length > blockedBy.length) {
      blockedBy = match;
      reason = entry.reason;
      isAbsent = entry.areAbsent ?? false;
    }
  }
  const isOther = allowedBy === "" && blockedBy === "";
  if (allowedBy.length > blockedBy.length || (isOther && policy.allowsOthers)) return { allowed: true };
  return {
    allowed: false,
    reason: reason.replaceAll("{module}", moduleName),
    isNamed: blockedBy !== "",
    isAbsent,
    endsTheProgram: isOther && (policy.othersEndTheProgram ?? false),
  };
}

/** What is to be said of an allowed module, or undefined. */
export function remarkOn(
  policy: ModulePolicy,
  remarks: readonly ModuleRemark[] | undefined,
  moduleName: string,
): string | undefined {
  if (!remarks || !judgeModule(policy, moduleName).allowed) return undefined;
  const remark = remarks.find(({ modules }) => longestMatch(policy, modules, moduleName) !== "");
  return remark?.reason.replaceAll("{module}", moduleName);
}

function longestMatch(policy: ModulePolicy, entries: readonly string[], moduleName: string): string {
  let longest = "";
  for (const entry of entries) {
    const isBelow = policy.separator !== "none" && moduleName.startsWith(entry + policy.separator);
    const covers = moduleName === entry || isBelow;
    if (covers && entry.length > longest.length) longest = entry;
  }
  return longest;
}
