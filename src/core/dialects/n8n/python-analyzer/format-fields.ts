/**
 * The names that a `str.format` template reaches for, `{0.a[b]:{c.d}}` gives a, b and d: attributes before subscripts,
 * fields in order, nested ones last. A malformed template has none. Follows `string.Formatter().parse` of CPython.
 */
export function formatFieldNames(template: string, depth = 0): readonly string[] {
  const fields = depth > deepest ? undefined : readFields(template);
  if (!fields) return [];
  return fields.flatMap(({ name, spec }) => [
    ...[...name.matchAll(/\.([\p{L}\p{N}_]+)/gu)].map(([, attribute]) => attribute ?? ""),
    ...[...name.matchAll(/\[(['"]?)([\p{L}\p{N}_]+)\1\]/gu)].map(([, , key]) => key ?? ""),
    ...(spec === "" ? [] : formatFieldNames(spec, depth + 1)),
  ]);
}

/** Python itself formats no more than two levels. */
const deepest = 20;

interface Field {
  readonly name: string;
  readonly spec: string;
}

function readFields(template: string): readonly Field[] | undefined {
  const fields: Field[] = [];
  let at = 0;
  while (at < template.length) {
    const character = template.charAt(at++);
    if (character !== "{" && character !== "}") continue;
    if (template.charAt(at) === character) {
      at++;
      continue;
    }
    if (character === "}" || at >= template.length) return undefined;
    const field = readField(template, at);
    if (!field) return undefined;
    fields.push(field);
    at = field.end;
  }
  return fields;
}

function readField(template: string, start: number): (Field & { readonly end: number }) | undefined {
  let at = start;
  while (at < template.length && !"}:!".includes(template.charAt(at))) {
    if (template.charAt(at) === "{") return undefined;
    if (template.charAt(at) === "[") {
      const close = template.indexOf("]", at);
      at = close === -1 ? template.length : close;
    } else {
      at++;
    }
  }
  const name = template.slice(start, at);
  const stop = template.charAt(at++);
  if (stop === "}") return { name, spec: "", end: at };
  if (stop === "") return undefined;
  if (stop === "!") {
    at++; // The conversion: any one character.
    const after = template.charAt(at++);
    if (after === "}") return { name, spec: "", end: at };
    if (after !== ":") return undefined;
  }
  const specStart = at;
  for (let depth = 1; at < template.length; at++) {
    if (template.charAt(at) === "{") depth++;
    else if (template.charAt(at) === "}" && --depth === 0) {
      return { name, spec: template.slice(specStart, at), end: at + 1 };
    }
  }
  return undefined;
}
