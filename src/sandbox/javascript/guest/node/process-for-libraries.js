// What bundled libraries ask of `process`. The node's code has no such object.
export const process = {
  env: {},
  platform: "linux",
  version: "v20.20.0",
  versions: {},
  noDeprecation: true,
  cwd: () => "/",
  nextTick: (callback, ...values) => void Promise.resolve().then(() => callback(...values)),
};
