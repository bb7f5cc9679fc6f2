/** Lets a number of tasks in at once; the others wait in order. */
export type Turnstile = <Result>(task: () => Promise<Result>) => Promise<Result>;

export function createTurnstile(capacity: number): Turnstile {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async (task) => {
    if (inside >= capacity) await new Promise<void>((resolve) => waiting.push(resolve));
    else inside += 1;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else inside -= 1;
    }
  };
}
