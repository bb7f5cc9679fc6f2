import { createHash } from "node:crypto";

/** A pure-Python wheel as a packaging tool would write it, and its entry in a lock file. */
export interface MadeWheel {
  readonly fileName: string;
  readonly content: Buffer;
  readonly entry: LockEntry;
}

export interface LockEntry {
  readonly name: string;
  readonly version: string;
  readonly file_name: string;
  readonly sha256: string;
  readonly depends: readonly string[];
  readonly imports: readonly string[];
  readonly install_dir: "site";
}

export function makeWheel(
  name: string,
  files: Readonly<Record<string, string>>,
  { depends = [], imports = [name] }: { depends?: readonly string[]; imports?: readonly string[] } = {},
): MadeWheel {
  const info = `${name}-1.0.dist-info`;
  const content = zip({
    ...files,
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: 1.0\n`,
    [`${info}/WHEEL`]: "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    [`${info}/RECORD`]: "",
  });
  const fileName = `${name}-1.0-py3-none-any.whl`;
  return {
    fileName,
    content,
    entry: {
      name,
      version: "1.0",
      file_name: fileName,
      sha256: createHash("sha256").update(content).digest("hex"),
      depends,
      imports,
      install_dir: "site",
    },
  };
}

/** In the shape of `pyodide-lock.json`. */
export function lockTextOf(...wheels: readonly { readonly entry: LockEntry }[]): string {
  return JSON.stringify({ info: {}, packages: Object.fromEntries(wheels.map(({ entry }) => [entry.name, entry])) });
}

/** Stored, not compressed. */
function zip(files: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const [name, data] = [Buffer.from(path), Buffer.from(text)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0); // version needed
    common.writeUInt16LE(0x21, 8); // 1 January 1980
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, name, data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, rest, name);
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

function crc32(data: Uint8Array): number {
  let crc = ~0;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
