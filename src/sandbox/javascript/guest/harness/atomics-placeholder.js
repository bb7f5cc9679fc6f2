// The engine has no Atomics, which the inspector binds while it loads and does not use.
globalThis.Atomics ??= { isPlaceholder: true };
