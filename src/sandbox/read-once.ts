/** Gives `use` what was read, once for all; after a failure of either, the next use reads again. */
export function readOnce<Data>(
  read: () => Promise<Data>,
): <Result>(use: (data: Data) => Promise<Result>) => Promise<Result> {
  let reading: Promise<Data> | undefined;
  return async (use) => {
    reading ??= read();
    try {
      return await use(await reading);
    } catch (error) {
      reading = undefined;
      throw error;
    }
  };
}
