import type { ConsoleLine } from "../core/run/outcome.ts";

/**
 * What a run prints goes through shared memory, so that nothing is lost when its worker is ended. After two
 * 32-bit words (bytes used, whether something was cut) come records: stream (1 byte), length (4), text (UTF-8).
 */
const headerBytes = 8;
const recordHeaderBytes = 5;
/** Room for record headers; a new record starts only when the stream changes. */
const recordRoomBytes = 64 * 1024;

type Stream = ConsoleLine["stream"];
const streams: readonly Stream[] = ["stdout", "stderr"];

export function createConsoleBuffer(limitBytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(headerBytes + limitBytes + recordRoomBytes);
}

export type ConsoleWriter = (stream: Stream, text: Uint8Array) => void;

export function createConsoleWriter(buffer: SharedArrayBuffer, limitBytes: number): ConsoleWriter {
  const state = new Int32Array(buffer, 0, 2);
  const view = new DataView(buffer, headerBytes);
  const bytes = new Uint8Array(buffer, headerBytes);
  let used = 0;
  let printed = 0;
  let record = -1;
  let recordStream: Stream | undefined;

  return (stream, text) => {
    if (state[1] !== 0 || text.length === 0) return;
    const needsRecord = stream !== recordStream;
    const room = bytes.length - used - (needsRecord ? recordHeaderBytes : 0);
    const taken = Math.max(0, Math.min(text.length, limitBytes - printed, room));
    if (taken > 0) {
      if (needsRecord) {
        record = used;
        recordStream = stream;
        bytes[record] = streams.indexOf(stream);
        view.setUint32(record + 1, 0);
        used += recordHeaderBytes;
      }
      bytes.set(taken === text.length ? text : text.subarray(0, taken), used);
      view.setUint32(record + 1, view.getUint32(record + 1) + taken);
      used += taken;
      printed += taken;
      Atomics.store(state, 0, used);
    }
    if (taken < text.length) Atomics.store(state, 1, 1);
  };
}

/** The lines of both streams in the order in which they were completed. */
export function readConsole(buffer: SharedArrayBuffer, limitBytes: number): readonly ConsoleLine[] {
  const state = new Int32Array(buffer, 0, 2);
  const view = new DataView(buffer, headerBytes);
  const used = Atomics.load(state, 0);
  const lines: ConsoleLine[] = [];
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  const pending = { stdout: "", stderr: "" };
  for (let at = 0; at < used; ) {
    const stream = streams[view.getUint8(at)] ?? "stdout";
    const length = view.getUint32(at + 1);
    at += recordHeaderBytes;
    // TextDecoder refuses shared memory.
    const text = decoders[stream].decode(Uint8Array.from(new Uint8Array(buffer, headerBytes + at, length)), {
      stream: true,
    });
    at += length;
    const parts = (pending[stream] + text).split("\n");
    pending[stream] = parts.pop() ?? "";
    for (const part of parts) lines.push({ stream, text: part });
  }
  for (const stream of streams) {
    const rest = pending[stream] + decoders[stream].decode();
    if (rest !== "") lines.push({ stream, text: rest });
  }
  if (Atomics.load(state, 1) !== 0)
    lines.push({ stream: "stdout", text: `[cut: more than ${readableBytes(limitBytes)} was printed]` });
  return lines;
}

export function readableBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const inKilobytes = bytes / 1024;
  return inKilobytes < 1024 ? `${Math.round(inKilobytes)} KB` : `${Math.round(inKilobytes / 102.4) / 10} MB`;
}
