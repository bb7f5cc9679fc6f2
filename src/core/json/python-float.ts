/**
 * A double as Python's `json.dumps` writes it: the shortest digits that read back as the same number, always
 * with a point or an exponent.
 */
export function pythonFloatText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  const { sign, digits, exponent } = shortestForm(value);
  if (exponent < -4 || exponent >= 16) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
    const size = String(Math.abs(exponent)).padStart(2, "0");
    return `${sign}${digits[0]}${fraction}e${exponent < 0 ? "-" : "+"}${size}`;
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return `${sign}${whole}.${digits.slice(exponent + 1) || "0"}`;
}

/** How many decimals the shortest decimal form has: 2 for 1.50e-1, 21 for 1e-21, 0 for whole numbers. */
export function decimalPlaces(value: number): number {
  if (!Number.isFinite(value)) return 0;
  const written = String(value);
  if (!written.includes("e")) return written.includes(".") ? written.length - written.indexOf(".") - 1 : 0;
  const { digits, exponent } = shortestForm(value);
  return Math.max(0, digits.length - 1 - exponent);
}

/** What Python's `float()` makes of a text; undefined where it raises. */
export function parsePythonFloat(text: string): number | undefined {
  const trimmed = withAsciiDigits(text.trim());
  if (/^[+-]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+(?:_\d+)*)?$/i.test(trimmed)) {
    return Number(trimmed.replaceAll("_", ""));
  }
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(trimmed);
  if (!special) return undefined;
  const size = special[2]?.toLowerCase() === "nan" ? Number.NaN : Number.POSITIVE_INFINITY;
  return special[1] === "-" ? -size : size;
}

/** Decimal digits of every script come in runs of ten; the mathematical ones are five runs without a gap. */
function withAsciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const codePoint = digit.codePointAt(0) ?? 0;
    let zero = codePoint;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String((codePoint - zero) % 10);
  });
}

/** `digits` without trailing zeros (`0` for zero), the first one standing for 10 to the power of `exponent`. */
function shortestForm(value: number): { sign: string; digits: string; exponent: number } {
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const [mantissa = "0", exponent = "0"] = Math.abs(value).toExponential().split("e");
  return { sign, digits: mantissa.replace(".", ""), exponent: Number(exponent) };
}
