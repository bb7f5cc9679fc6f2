// What `console.table` draws.
import inspector from "node-inspect-extracted";
import { inspect } from "./inspect.js";

const { getStringWidth } = inspector;

const show = (value) =>
  inspect(value, {
    maxArrayLength: 3,
    breakLength: Number.POSITIVE_INFINITY,
    depth: typeof value === "object" && value !== null && Object.keys(value).length > 2 ? -1 : 0,
  });

export function tableText(rows, columns) {
  const isMap = rows instanceof Map;
  const isSet = rows instanceof Set;
  const indexName = isMap || isSet ? "(iteration index)" : "(index)";
  const lines = isMap || isSet ? [...rows].map((row, at) => [String(at), row]) : Object.entries(rows);
  const names = columns ? [...columns] : [];
  const cells = [];
  let hasValues = false;
  for (const [index, row] of lines) {
    const line = new Map([[indexName, index]]);
    const entries = isMap ? [["Key", row[0]]] : [];
    const value = isMap ? row[1] : row;
    const isPrimitive = value === null || (typeof value !== "object" && typeof value !== "function");
    if (isPrimitive || isMap) {
      hasValues = true;
      line.set("Values", show(value));
    } else if (columns)
      entries.push(...names.filter((name) => Object.hasOwn(value, name)).map((name) => [name, value[name]]));
    else entries.push(...Object.entries(value));
    for (const [name, member] of entries) {
      if (!names.includes(name)) names.push(name);
      line.set(name, show(member));
    }
    cells.push(line);
  }
  const heads = [indexName, ...names, ...(hasValues ? ["Values"] : [])];
  return drawn(
    heads,
    cells.map((line) => heads.map((head) => line.get(head) ?? "")),
  );
}

function drawn(heads, lines) {
  const widths = heads.map(
    (head, at) => Math.max(...[head, ...lines.map((line) => line[at])].map((cell) => getStringWidth(cell))) + 2,
  );
  const rule = (left, middle, right) => `${left}${widths.map((width) => "─".repeat(width)).join(middle)}${right}`;
  const row = (cells) => `│${cells.map((cell, at) => centred(cell, widths[at])).join("│")}│`;
  return [rule("┌", "┬", "┐"), row(heads), rule("├", "┼", "┤"), ...lines.map(row), rule("└", "┴", "┘")].join("\n");
}

/** As Node 20 does; later releases align to the left. */
function centred(cell, width) {
  const free = width - getStringWidth(cell);
  const left = Math.floor(free / 2);
  return " ".repeat(left) + cell + " ".repeat(free - left);
}
