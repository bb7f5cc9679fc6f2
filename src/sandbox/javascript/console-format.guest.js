// Evaluates to a function that writes values the way Node's console does. Everything it uses is bound before the
// node's code runs, so that patched prototypes neither break nor trick it.
(() => {
  const uncurry = (method) => Function.prototype.call.bind(method);
  const { getPrototypeOf, getOwnPropertyDescriptor } = Object;
  const { ownKeys } = Reflect;
  const isArray = Array.isArray;
  const isEnumerable = uncurry(Object.prototype.propertyIsEnumerable);
  const tagOf = uncurry(Object.prototype.toString);
  const sourceOf = uncurry(Function.prototype.toString);
  const join = uncurry(Array.prototype.join);
  const slice = uncurry(String.prototype.slice);
  const replace = uncurry(String.prototype.replace);
  const includes = uncurry(String.prototype.includes);
  const startsWith = uncurry(String.prototype.startsWith);
  const test = uncurry(RegExp.prototype.test);
  const isoTime = uncurry(Date.prototype.toISOString);
  const timeOf = uncurry(Date.prototype.getTime);
  const regexpText = uncurry(RegExp.prototype.toString);
  const eachOfMap = uncurry(Map.prototype.forEach);
  const eachOfSet = uncurry(Set.prototype.forEach);
  const symbolText = uncurry(Symbol.prototype.toString);
  const has = uncurry(WeakSet.prototype.has);
  const add = uncurry(WeakSet.prototype.add);
  const remove = uncurry(WeakSet.prototype.delete);
  const mapHas = uncurry(Map.prototype.has);
  const mapGet = uncurry(Map.prototype.get);
  const mapSet = uncurry(Map.prototype.set);
  const SafeWeakSet = WeakSet;
  const SafeMap = Map;
  const text = String;
  const number = Number;
  const whole = parseInt;
  const real = parseFloat;
  const json = JSON.stringify;
  const isNegativeZero = (value) => Object.is(value, -0);
  const isNotANumber = Number.isNaN;
  const { min } = Math;
  const isTypedArray = ArrayBuffer.isView;
  const typedLength = uncurry(getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype), "length").get);

  const maxDepth = 2;
  const maxItems = 100;
  const maxStringLength = 10000;
  const lineWidth = 72;
  const identifier = /^[A-Za-z_$][\w$]*$/;

  function push(list, item) {
    list[list.length] = item;
  }

  function quote(value) {
    const mark = !includes(value, "'") ? "'" : !includes(value, '"') ? '"' : !includes(value, "`") ? "`" : "'";
    const inner = slice(json(value), 1, -1);
    const bare = replace(inner, /\\"/g, '"');
    return mark + (mark === "'" ? replace(bare, /'/g, "\\'") : mark === '"' ? inner : bare) + mark;
  }

  /** The objects being written, and numbers for those that contain themselves. */
  function nothingSeen() {
    return { open: new SafeWeakSet(), circles: new SafeMap(), count: 0 };
  }

  function primitive(value, isTopLevel) {
    switch (typeof value) {
      case "string": {
        if (isTopLevel) return value;
        if (value.length <= maxStringLength) return quote(value);
        return `${quote(slice(value, 0, maxStringLength))}... ${value.length - maxStringLength} more characters`;
      }
      case "number":
        return isNegativeZero(value) ? "-0" : text(value);
      case "bigint":
        return `${text(value)}n`;
      case "symbol":
        return symbolText(value);
      default:
        return text(value);
    }
  }

  function constructorName(value) {
    for (let object = value, steps = 0; object !== null && steps < 100; object = getPrototypeOf(object), steps++) {
      const descriptor = getOwnPropertyDescriptor(object, "constructor");
      if (descriptor && typeof descriptor.value === "function") return functionName(descriptor.value);
    }
    return null;
  }

  function functionName(value) {
    const descriptor = getOwnPropertyDescriptor(value, "name");
    return descriptor && typeof descriptor.value === "string" ? descriptor.value : "";
  }

  function describeFunction(value) {
    const name = functionName(value);
    if (startsWith(sourceOf(value), "class")) return `[class ${name || "(anonymous)"}]`;
    const kind = slice(tagOf(value), 8, -1);
    return name ? `[${kind}: ${name}]` : `[${kind} (anonymous)]`;
  }

  function key(name) {
    if (typeof name === "symbol") return `[${symbolText(name)}]`;
    return test(identifier, name) ? name : quote(name);
  }

  function property(object, name, depth, seen) {
    const descriptor = getOwnPropertyDescriptor(object, name);
    if (!descriptor) return "undefined";
    if (descriptor.get) return descriptor.set ? "[Getter/Setter]" : "[Getter]";
    if (descriptor.set) return "[Setter]";
    return inspect(descriptor.value, depth + 1, seen);
  }

  function isIndex(name) {
    return typeof name === "string" && test(/^(0|[1-9]\d*)$/, name);
  }

  function namedParts(value, depth, seen, skipsIndexes) {
    const parts = [];
    for (const name of ownKeys(value)) {
      if ((skipsIndexes && isIndex(name)) || !isEnumerable(value, name)) continue;
      push(parts, `${key(name)}: ${property(value, name, depth, seen)}`);
    }
    return parts;
  }

  function itemParts(value, length, depth, seen) {
    const parts = [];
    let holes = 0;
    const shown = min(length, maxItems);
    for (let at = 0; at < shown; at++) {
      if (getOwnPropertyDescriptor(value, at) === undefined) {
        holes++;
        continue;
      }
      if (holes > 0) push(parts, `<${holes} empty item${holes > 1 ? "s" : ""}>`);
      holes = 0;
      push(parts, property(value, at, depth, seen));
    }
    if (holes > 0) push(parts, `<${holes} empty item${holes > 1 ? "s" : ""}>`);
    if (length > shown) push(parts, `... ${length - shown} more item${length - shown > 1 ? "s" : ""}`);
    return parts;
  }

  function layOut(prefix, open, parts, close) {
    const head = prefix ? `${prefix} ` : "";
    if (parts.length === 0) return `${head}${open}${close}`;
    const line = join(parts, ", ");
    if (line.length + head.length <= lineWidth && !includes(line, "\n")) return `${head}${open} ${line} ${close}`;
    return `${head}${open}\n  ${join(
      parts.map((part) => replace(part, /\n/g, "\n  ")),
      ",\n  ",
    )}\n${close}`;
  }

  function inspect(value, depth, seen) {
    if (value === null || (typeof value !== "object" && typeof value !== "function")) return primitive(value, false);
    if (has(seen.open, value)) {
      if (!mapHas(seen.circles, value)) mapSet(seen.circles, value, ++seen.count);
      return `[Circular *${mapGet(seen.circles, value)}]`;
    }
    const name = constructorName(value);
    const tag = slice(tagOf(value), 8, -1);
    if (depth > maxDepth && typeof value === "object" && tag !== "Date" && tag !== "RegExp" && tag !== "Error") {
      return isArray(value) ? "[Array]" : `[${name || "Object: null prototype"}]`;
    }
    add(seen.open, value);
    try {
      const shown = inspectObject(value, name, tag, depth, seen);
      return mapHas(seen.circles, value) ? `<ref *${mapGet(seen.circles, value)}> ${shown}` : shown;
    } finally {
      remove(seen.open, value);
    }
  }

  function inspectObject(value, name, tag, depth, seen) {
    if (typeof value === "function") return withParts(describeFunction(value), namedParts(value, depth, seen, false));
    if (isArray(value)) {
      const parts = itemParts(value, value.length, depth, seen);
      for (const part of namedParts(value, depth, seen, true)) push(parts, part);
      return layOut(name === "Array" ? "" : `${name}(${value.length})`, "[", parts, "]");
    }
    if (value instanceof Error || tag === "Error") return describeError(value, depth, seen);
    if (tag === "Date") {
      const time = tryTo(() => timeOf(value));
      if (time !== undefined) return isNotANumber(time) ? "Invalid Date" : isoTime(value);
    }
    if (tag === "RegExp") {
      const source = tryTo(() => regexpText(value));
      if (source !== undefined) return source;
    }
    if (tag === "Map") {
      const parts = [];
      const done = tryTo(() => {
        eachOfMap(value, (item, itemKey) =>
          push(parts, `${inspect(itemKey, depth + 1, seen)} => ${inspect(item, depth + 1, seen)}`),
        );
        return true;
      });
      if (done) return layOut(`${name}(${value.size})`, "{", parts, "}");
    }
    if (tag === "Set") {
      const parts = [];
      const done = tryTo(() => {
        eachOfSet(value, (item) => push(parts, inspect(item, depth + 1, seen)));
        return true;
      });
      if (done) return layOut(`${name}(${value.size})`, "{", parts, "}");
    }
    if (tag === "Promise") return "Promise { <pending> }";
    if (isTypedArray(value) && tag !== "DataView") {
      const length = typedLength(value);
      return layOut(`${name}(${length})`, "[", itemParts(value, length, depth, seen), "]");
    }
    const prefix = name === null ? "[Object: null prototype]" : name === "Object" ? "" : name;
    return layOut(
      tag === "Object" || tag === name ? prefix : `${prefix || "Object"} [${tag}]`,
      "{",
      namedParts(value, depth, seen, false),
      "}",
    );
  }

  function withParts(head, parts) {
    return parts.length === 0 ? head : layOut(head, "{", parts, "}");
  }

  function describeError(value, depth, seen) {
    const stack = tryTo(() => text(value.stack)) || "";
    const head = tryTo(() => `${text(value.name)}${value.message ? `: ${text(value.message)}` : ""}`) || "Error";
    const trimmed = replace(stack, /\n$/, "");
    const body = trimmed ? `${head}\n${trimmed}` : `[${head}]`;
    return withParts(body, namedParts(value, depth, seen, false));
  }

  function tryTo(action) {
    try {
      return action();
    } catch {
      return undefined;
    }
  }

  function show(value) {
    return typeof value === "string" ? value : inspect(value, 0, nothingSeen());
  }

  function directive(letter, value) {
    switch (letter) {
      case "s":
        if (typeof value === "string") return value;
        if (typeof value === "object" && value !== null) return inspect(value, maxDepth + 1, nothingSeen());
        return primitive(value, true);
      case "d":
      case "i":
      case "f":
        if (typeof value === "bigint") return `${text(value)}n`;
        if (typeof value === "symbol" || (typeof value === "object" && letter === "d")) return "NaN";
        return primitive(letter === "d" ? number(value) : letter === "i" ? whole(value) : real(value), true);
      case "j":
        return tryTo(() => json(value)) ?? "[Circular]";
      case "c":
        return "";
      default:
        return inspect(value, letter === "o" ? -2 : 0, nothingSeen());
    }
  }

  /** As `util.format`: the first argument's `%` directives take the next arguments, the rest follow after spaces. */
  return function format(values) {
    let next = 0;
    let line = "";
    if (values.length > 1 && typeof values[0] === "string") {
      next = 1;
      line = replace(values[0], /%([sdifjoOc%])/g, (whole, letter) => {
        if (letter === "%") return "%";
        return next < values.length ? directive(letter, values[next++]) : whole;
      });
      if (next < values.length) line += " ";
    }
    const rest = [];
    for (; next < values.length; next++) push(rest, show(values[next]));
    return line + join(rest, " ");
  };
})();
