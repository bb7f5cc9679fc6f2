import { TextDecoder, TextEncoder } from "@exodus/bytes/encoding-lite.js";

export { TextDecoder, TextEncoder };
