import type { RunLimits } from "../../../run/request.ts";

/**
 * n8n's runners set no limits of their own besides the time; these keep a run from taking the editor down. A payload
 * may have a gibibyte on a server.
 */
export const localLimits: Omit<RunLimits, "timeMs"> = {
  memoryBytes: 512 * 1024 * 1024,
  consoleBytes: 1024 * 1024,
  resultBytes: 64 * 1024 * 1024,
};
