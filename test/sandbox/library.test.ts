import assert from "node:assert/strict";
import { getHashes, pbkdf2Sync } from "node:crypto";
import { after, test } from "node:test";
import fc from "fast-check";
import { importing, openSandbox, type RequestChanges, requestFor } from "./requests.ts";

const sandbox = openSandbox();
sandbox.warm("python");
after(() => sandbox.dispose());

const anyModule = {
  modules: { allowed: [], blocked: [], allowsOthers: true, otherwise: "No module named '{module}'", separator: "." },
} as const;

async function resultOf(code: string, given = "{}", modules: RequestChanges = importing(code)): Promise<never> {
  const request = requestFor("python", code, { ...modules, given, limits: { timeMs: 60_000 } });
  const outcome = await sandbox.run(request);
  assert.equal(outcome.kind, "returned", JSON.stringify(outcome).slice(0, 2000));
  return JSON.parse(outcome.kind === "returned" ? outcome.resultText : "") as never;
}

// What is not there belongs to another system, to a terminal or a screen, or was left out of Pyodide.
const missingModules = `
_aix_support _android_support _apple_support _ctypes _curses _curses_panel _dbm _gdbm _hashlib _interpchannels
_interpqueues _interpreters _ios_support _multiprocessing _osx_support _overlapped _posixshmem _pydecimal _scproxy
_tkinter _uuid _winapi _wmi ctypes curses dbm ensurepip grp idlelib msvcrt nt pwd pydoc_data readline resource syslog
tkinter turtle turtledemo venv winreg winsound
`;

test("the whole standard library can be imported but for these modules, which fail as modules do that are missing", async () => {
  const code = `
import sys, importlib
def main():
    failed = []
    for name in sorted(sys.stdlib_module_names - {"antigravity", "this"}):
        try: importlib.import_module(name)
        except ModuleNotFoundError: failed.append(name)
    return failed`;
  assert.deepEqual(await resultOf(code, "{}", anyModule), missingModules.trim().split(/\s+/));
});

test("hashlib has what it guarantees, what it has of OpenSSL by name, pbkdf2_hmac and scrypt", async () => {
  const code = `
import hashlib
def main():
    missing = [name for name in ("new", "file_digest", "pbkdf2_hmac", "scrypt") if not hasattr(hashlib, name)]
    return [sorted(hashlib.algorithms_available - hashlib.algorithms_guaranteed), sorted(hashlib.algorithms_guaranteed), missing]`;
  const guaranteed =
    "blake2b blake2s md5 sha1 sha224 sha256 sha384 sha3_224 sha3_256 sha3_384 sha3_512 sha512 shake_128 shake_256";
  assert.deepEqual(await resultOf(code), [["ripemd160", "sha512_224", "sha512_256", "sm3"], guaranteed.split(" "), []]);
});

test("pbkdf2_hmac gives what Node gives", async () => {
  const known = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3-256"].filter((name) =>
    getHashes().includes(name),
  );
  const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array).toString("hex"));
  const cases = fc.sample(
    fc.record({
      name: fc.constantFrom(...known),
      password: bytes,
      salt: bytes,
      iterations: fc.integer({ min: 1, max: 50 }),
      length: fc.integer({ min: 1, max: 150 }),
    }),
    60,
  );
  const code = `
import hashlib
def main(cases):
    return [hashlib.pbkdf2_hmac(case["name"].replace("-", "_"), bytes.fromhex(case["password"]), bytes.fromhex(case["salt"]),
                                case["iterations"], case["length"]).hex() for case in cases]`;
  const expected = cases.map(({ name, password, salt, iterations, length }) =>
    pbkdf2Sync(Buffer.from(password, "hex"), Buffer.from(salt, "hex"), iterations, length, name).toString("hex"),
  );
  assert.deepEqual(await resultOf(code, JSON.stringify({ cases })), expected);
});

test("pbkdf2_hmac refuses what it refuses elsewhere", async () => {
  const code = `
import hashlib
def main():
    said = []
    for given in (("none", b"", b"", 1), ("sha1", b"", b"", 0), ("sha1", b"", b"", 1, 0), (1, b"", b"", 1), ("sha1", "text", b"", 1)):
        try: said.append(hashlib.pbkdf2_hmac(*given).hex())
        except (TypeError, ValueError) as error: said.append(type(error).__name__)
    return [*said, hashlib.pbkdf2_hmac("sha1", b"", b"", 1) == hashlib.pbkdf2_hmac("sha1", bytearray(), memoryview(b""), 1, 20)]`;
  assert.deepEqual(await resultOf(code), ["ValueError", "ValueError", "ValueError", "TypeError", "TypeError", true]);
});

// Zones whose rules no country has changed of late: this Node's own data may be older or newer.
const zones = (
  "UTC Etc/GMT+5 Europe/Berlin Europe/London Europe/Dublin Europe/Istanbul America/New_York America/St_Johns " +
  "America/Sao_Paulo America/Caracas Asia/Tokyo Asia/Kolkata Asia/Kathmandu Asia/Tehran Australia/Lord_Howe " +
  "Pacific/Chatham Pacific/Apia Pacific/Auckland Antarctica/Troll Africa/Johannesburg US/Pacific"
).split(" ");

test("zoneinfo gives the offsets that Node's Intl gives, in the past and beyond 2037", async () => {
  const instants = fc.sample(
    fc.oneof(fc.integer({ min: 0, max: 1_750_000_000 }), fc.integer({ min: 2_200_000_000, max: 3_900_000_000 })),
    400,
  );
  const code = `
import datetime, zoneinfo
def main(zones, instants):
    return {zone: [int(datetime.datetime.fromtimestamp(at, zoneinfo.ZoneInfo(zone)).utcoffset().total_seconds()) for at in instants]
            for zone in zones}`;
  const given = JSON.stringify({ zones, instants });
  const offsets: Record<string, number[]> = await resultOf(code, given);
  for (const zone of zones) {
    const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
    const expected = instants.map((at) => offsetOf(format, at));
    assert.deepEqual(offsets[zone], expected, zone);
  }
});

test("zoneinfo knows its zones by name, daylight saving and abbreviation", async () => {
  const code = `
import datetime, zoneinfo
def main():
    berlin = datetime.datetime(2024, 7, 1, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin"))
    try: zoneinfo.ZoneInfo("Mars/Olympus")
    except zoneinfo.ZoneInfoNotFoundError as error: unknown = str(error)
    return [berlin.tzname(), berlin.dst().total_seconds(), unknown, sorted(zoneinfo.available_timezones())]`;
  const [name, dst, unknown, available]: [string, number, string, string[]] = await resultOf(code);
  assert.deepEqual([name, dst, unknown], ["CEST", 3600, "'No time zone found with key Mars/Olympus'"]);
  assert.ok(available.length > 590, String(available.length));
  assert.deepEqual(
    Intl.supportedValuesOf("timeZone").filter((zone) => !available.includes(zone)),
    [],
  );
});

/** Seconds east of Greenwich. */
function offsetOf(format: Intl.DateTimeFormat, at: number): number {
  const name = format.formatToParts(at * 1000).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign = "+", hours = "0", minutes = "0", seconds = "0"] =
    /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}
