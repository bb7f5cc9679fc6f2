const numbers = new Intl.NumberFormat("en-US");
const fewDigits = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

/** "1 key", "5 keys", "12,345 lines". */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${numbers.format(amount)} ${amount === 1 ? one : many}`;
}

/** "0.4 ms", "14 ms", "1.2 s", "10 s". */
export function duration(milliseconds: number): string {
  if (milliseconds < 10) return `${fewDigits.format(milliseconds)} ms`;
  const rounded = Math.round(milliseconds);
  return rounded < 1000 ? `${rounded} ms` : `${fewDigits.format(rounded / 1000)} s`;
}

/** While it ticks: always one digit after the point, so that nothing jumps. */
export function tickingDuration(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}
