import { valueWords } from "../../../src/core/checks/value-words.ts";
import type { CodeFacts, Main, Parameter, ReturnedValue } from "../../../src/core/languages/code-facts.ts";

const presenceMarks = { always: "", sometimes: "?", unknown: "~" } as const;

/** `{a, b?, c~, …}`: always there, sometimes, perhaps; the dots stand for keys that cannot be seen. */
function pictureOfValue(value: ReturnedValue): string {
  if (value.kind === "not-an-object") return valueWords[value.of];
  if (value.kind !== "object") return value.kind;
  const keys = value.keys.all().map((key) => key.name + presenceMarks[key.presence]);
  return `{${[...keys, ...(value.complete ? [] : ["…"])].join(", ")}}`;
}

export function pictureOfReturns(facts: CodeFacts): readonly string[] {
  if (facts.main.kind !== "function") return [facts.main.kind];
  return facts.main.returns.map((path) => pictureOfValue(path.value));
}

/** `async main(a, b: int =, *c, keyword d)`, or the kind of what is no function. */
export function pictureOfMain(main: Main): string {
  if (main.kind !== "function") return main.kind;
  const words = [
    main.isAsync ? "async " : "",
    main.isGenerator ? "generator " : "",
    main.readsArguments ? "variadic " : "",
  ];
  return `${words.join("")}main(${main.parameters.map(pictureOfParameter).join(", ")})`;
}

function pictureOfParameter(parameter: Parameter): string {
  switch (parameter.kind) {
    case "named": {
      const filled = parameter.filledBy === "either" ? "" : `${parameter.filledBy} `;
      const annotation = parameter.annotation === undefined ? "" : `: ${parameter.annotation}`;
      return `${filled}${parameter.name}${annotation}${parameter.hasDefault ? " =" : ""}`;
    }
    case "object-pattern": {
      const keys = parameter.keys.map((key) => key.name + (key.hasDefault ? " =" : ""));
      return `{${[...keys, ...(parameter.takesRest ? ["..."] : [])].join(", ")}}${parameter.hasDefault ? " =" : ""}`;
    }
    case "rest":
      return `*${parameter.name}`;
    case "keyword-rest":
      return `**${parameter.name}`;
    case "opaque":
      return "opaque";
  }
}

export function pictureOfImports(facts: CodeFacts): readonly string[] {
  return facts.imports.map(({ module, names }) =>
    names ? `${module} {${names.map(({ name }) => name).join(", ")}}` : module,
  );
}

/** Every range of the facts, with a word on what it stands for. */
export function* rangesOf(facts: CodeFacts): Generator<readonly [what: string, start: number, end: number]> {
  for (const { range } of facts.syntaxErrors) yield ["syntax error", range.start, range.end];
  for (const { range, names } of facts.imports) {
    yield ["import", range.start, range.end];
    for (const name of names ?? []) yield ["imported name", name.range.start, name.range.end];
  }
  if (facts.main.kind === "opaque") yield ["main", facts.main.range.start, facts.main.range.end];
  if (facts.main.kind !== "function") return;
  yield ["name", facts.main.nameRange.start, facts.main.nameRange.end];
  yield ["parameters", facts.main.parametersRange.start, facts.main.parametersRange.end];
  for (const parameter of facts.main.parameters) {
    yield ["parameter", parameter.range.start, parameter.range.end];
    if (parameter.kind === "object-pattern")
      for (const { range } of parameter.keys) yield ["pattern key", range.start, range.end];
  }
  for (const { range, value } of facts.main.returns) {
    yield ["return", range.start, range.end];
    if (value.kind === "object") for (const key of value.keys.all()) yield ["key", key.range.start, key.range.end];
  }
}
