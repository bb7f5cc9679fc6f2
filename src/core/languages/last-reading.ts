import type { CodeForm } from "../workflow/code-node.ts";

/** The same, with the last answer kept: whatever checks a node asks for the same code, one behind the other. */
export function rememberingLast<Result>(
  read: (code: string, form: CodeForm) => Result,
): (code: string, form: CodeForm) => Result {
  let last: { readonly code: string; readonly form: CodeForm; readonly result: Result } | undefined;
  return (code, form) => {
    if (last?.form !== form || last.code !== code) last = { code, form, result: read(code, form) };
    return last.result;
  };
}
