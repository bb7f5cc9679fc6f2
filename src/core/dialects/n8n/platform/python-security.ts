import { words } from "../../../text/words.ts";

// n8n's Python task runner 2.27.4, seen 2026-09.

export const blockedNames = new Set(
  words("__loader__ __builtins__ __globals__ __spec__ __name__ __n8n_internal_safe_format__"),
);

export const blockedAttributes = new Set(
  words(`
  __subclasses__ __globals__ __builtins__ __traceback__ tb_frame tb_next f_back f_globals f_locals f_code f_builtins
  __getattribute__ __qualname__ __module__ gi_frame gi_code gi_yieldfrom cr_frame cr_code ag_frame ag_code obj
  __thisclass__ __self_class__ __objclass__ __reduce__ __reduce_ex__ __prepare__ __instancecheck__ __subclasscheck__
  __match_args__ __base__ __class__ __bases__ __code__ __closure__ __loader__ __cached__ __dict__ __import__ __mro__
  __init_subclass__ __getattr__ __setattr__ __delattr__ __self__ __func__ __wrapped__ __annotations__ __spec__
`),
);

/** The methods that n8n guards while the code runs, so that they may only be called. */
export const formatMethods = new Set(words("format format_map vformat get_field"));

/** `N8N_RUNNERS_BUILTINS_DENY` where it is not set. */
export const deniedBuiltins = words(`
  eval exec compile open input breakpoint getattr object type vars setattr delattr hasattr dir memoryview
  __build_class__ globals locals license help credits copyright
`);

const why = "is disallowed, because it can be used to bypass security restrictions.";

export const securityText = {
  relativeImport: "Relative imports are disallowed.",
  dynamicImport: "Dynamic __import__() calls are not allowed for security reasons.",
  mangledAttribute: "Access to name-mangled attributes (pattern: _ClassName__attr) is disallowed for security reasons.",
  positionalPattern: "Positional match patterns are disallowed for security reasons.",
  name: (name: string) => `Access to name '${name}' ${why}`,
  attribute: (name: string) => `Access to attribute '${name}' ${why}`,
  stringPattern: (name: string) => `String pattern accessing '${name}' ${why}`,
  patternAttribute: (name: string) => `Match pattern extracting attribute '${name}' ${why}`,
  global: (name: string) => `Global declaration of '${name}' ${why}`,
  function: (name: string) => `Function named '${name}' ${why}`,
  class: (name: string) => `Class named '${name}' ${why}`,
  parameter: (name: string) => `Parameter named '${name}' ${why}`,
  boundFormat: (name: string) =>
    `Extracting '${name}' as a bound method is disallowed; call it directly on its receiver instead.`,
} as const;
